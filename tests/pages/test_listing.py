"""The filters of the pages, beside the plain reading of the same tables."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dateline import schema
from dateline.errors import DatelineError
from dateline.pages.filters import Filters, read_filters
from dateline.pages.index import Index
from dateline.pages.listing import Listed, choices, download, listed_ids, listing

Row = dict[str, Any]
EVERYTHING = 10_000


def rows(data: Path, name: str = "events") -> list[Row]:
    return pq.read_table(data / "timeline" / "current" / f"{name}.parquet").to_pylist()


def parties(row: Row) -> set[str]:
    return {*row["actor_codes"].split(","), *row["recipient_codes"].split(",")}


DAY = dt.date(2024, 10, 15)
KEPT: dict[str, tuple[list[tuple[str, str]], Callable[[Row], bool]]] = {
    "nothing asked": ([], lambda row: True),
    "a party in any role": ([("party", "MAR")], lambda row: "MAR" in parties(row)),
    "either of two parties": ([("party", "MAR"), ("party", "EGY")], lambda row: bool({"MAR", "EGY"} & parties(row))),
    "one party with another": ([("party", "MAR"), ("with", "PRT")], lambda row: {"MAR", "PRT"} <= parties(row)),
    "types": ([("type", "official_visit")], lambda row: row["type"] == "official_visit"),
    "statuses": ([("status", "planned")], lambda row: row["status"] == "planned"),
    "a language": ([("language", "en")], lambda row: "en" in row["languages"].split(",")),
    "since a day": ([("since", "2024-10-15")], lambda row: bool(row["last_day"]) and row["last_day"] >= DAY),
    "until a day": ([("until", "2024-10-15")], lambda row: bool(row["first_day"]) and row["first_day"] <= DAY),
    "told since": ([("told_since", "2024-10-15")], lambda row: row["last_publication_day"] >= DAY),
    "told until": ([("told_until", "2024-10-15")], lambda row: row["first_publication_day"] <= DAY),
    "confidence": ([("confidence", "0.9")], lambda row: row["confidence"] >= 0.9),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_filter_keeps_what_the_tables_say(data: Path, index: Index, name: str) -> None:
    given, is_kept = KEPT[name]
    wanted = [row["event_id"] for row in rows(data) if is_kept(row)]
    assert wanted
    assert listed_ids(index, Listed(read_filters(given)), EVERYTHING) == wanted


def test_a_source_is_any_that_tells_of_the_event(data: Path, index: Index) -> None:
    told = {row["event_id"] for row in rows(data, "event_evidence") if row["source_id"] == "london-newsroom"}
    found = listed_ids(index, Listed(read_filters([("source", "london-newsroom")])), EVERYTHING)
    assert told
    assert set(found) == told


@pytest.mark.parametrize(
    "words",
    ["MOROCCO visited", "المَغرب", "اتفاقية", "turkiye", "Türkiye"],
    ids=["case", "vowel signs", "ar", "plain", "accent"],
)
def test_all_words_stand_in_title_or_evidence_in_any_case_and_without_accents(index: Index, words: str) -> None:
    assert listed_ids(index, Listed(read_filters([("words", words)])), EVERYTHING)


def test_accents_make_no_difference(index: Index) -> None:
    plain, accented = (
        listed_ids(index, Listed(read_filters([("words", w)])), EVERYTHING) for w in ("turkiye", "Türkiye")
    )
    assert plain == accented


def test_a_word_that_no_text_has_finds_nothing(index: Index) -> None:
    assert listing(index, Listed(read_filters([("words", "morocco zeppelin")])))["count"] == 0


def test_a_page_holds_fifty_and_the_next_goes_on(data: Path, index: Index) -> None:
    first, second = (listing(index, Listed(Filters()), offset) for offset in (0, 50))
    assert first["count"] == len(rows(data))
    assert [row["id"] for row in first["rows"] + second["rows"]] == [row["event_id"] for row in rows(data)][:100]
    assert len(first["rows"]) == 50


def test_those_without_a_day_are_listed_by_themselves(data: Path, index: Index) -> None:
    found = listing(index, Listed(Filters(), undated=True))
    assert (
        {row["id"] for row in found["rows"]} == {r["event_id"] for r in rows(data) if r["first_day"] is None} != set()
    )


def test_a_download_has_the_columns_and_values_of_the_table(data: Path, index: Index) -> None:
    found = download(index, Listed(read_filters([("party", "MAR")])))
    assert found.schema.equals(schema.table("events").schema)
    assert found.to_pylist() == [row for row in rows(data) if "MAR" in parties(row)]


def test_a_download_has_its_limit(index: Index) -> None:
    assert download(index, Listed(Filters()), limit=7).num_rows == 7


def test_choices_count_the_events_of_each_value(data: Path, index: Index) -> None:
    found = {name: {one["value"]: one["count"] for one in values} for name, values in choices(index).items()}
    assert found["party"]["MAR"] == sum("MAR" in parties(row) for row in rows(data))
    assert found["type"]["official_visit"] == sum(row["type"] == "official_visit" for row in rows(data))
    assert set(found["language"]) == {code for row in rows(data) for code in row["languages"].split(",")}
    assert set(found["source"]) == {row["source_id"] for row in rows(data, "event_evidence")}


BAD = {
    "a name that is none": [("path", "/etc/passwd")],
    "a type that is none": [("type", "visit")],
    "a status that is none": [("status", "done")],
    "a day that is none": [("since", "2024-13-01")],
    "two days": [("since", "2024-01-01"), ("since", "2024-01-02")],
    "a share that is none": [("confidence", "much")],
    "a share over one": [("confidence", "1.5")],
    "too many values": [("party", f"P{number}") for number in range(51)],
    "too many letters": [("words", "w" * 201)],
}


@pytest.mark.parametrize("name", BAD)
def test_a_filter_that_cannot_be_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(DatelineError, match=BAD[name][0][0]):
        read_filters(BAD[name])


def test_values_are_values_and_never_sql(index: Index) -> None:
    given = [("party", "MAR') or true --"), ("source", "x' or '1'='1"), ("words", "%' or 1=1")]
    assert listing(index, Listed(read_filters(given)))["count"] == 0
