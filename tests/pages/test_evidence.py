"""The evidence of an event: whose words they are, where the days come from, and nothing that was not published."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from dateline import partition
from dateline.errors import DatelineError
from dateline.pages.evidence import Partitions, evidence
from dateline.pages.filters import Filters, read_filters
from dateline.pages.index import Index, current_index
from dateline.pages.listing import Listed, listed_ids

EVERYTHING = 10_000


def ids(index: Index, **filters: str) -> list[str]:
    return listed_ids(index, Listed(read_filters(filters.items())), EVERYTHING)


def words(told: dict, kind: str) -> list[str]:
    return [piece["text"] for piece in told["article"]["pieces"] if kind in piece["kinds"]]


def test_every_event_is_shown_in_its_article_with_its_sentence_marked(data: Path, index: Index) -> None:
    partitions = Partitions(str(data), keep=4)
    for event_id in listed_ids(index, Listed(Filters()), EVERYTHING):
        told = evidence(index, partitions, event_id)
        assert told["article"]["is_whole"]
        assert "".join(words(told, "sentence")) == told["event"]["evidence_text"]
        assert words(told, "trigger")


def test_the_words_of_the_date_and_what_they_count_from_are_told(data: Path, index: Index) -> None:
    (event_id,) = ids(index, party="MAR", type="official_visit", since="2024-05-01", until="2024-05-31")
    told = evidence(index, Partitions(str(data)), event_id)
    assert words(told, "time") == ["ماي الماضي"]
    assert told["article"]["time"]["anchor_on"] == dt.date(2024, 9, 19)
    assert told["article"]["time"]["anchor_basis"] == "publication"
    assert [(one["code"], one["role"]) for one in told["parties"]] == [("MAR", "actor"), ("PRT", "recipient")]
    assert words(told, "recipient") == ["لشبونة"]


def test_each_telling_can_be_shown_in_its_own_article(data: Path, index: Index) -> None:
    event_id = next(row for row in ids(index, party="CYP", status="happened") if mention_count(index, row) > 1)
    tellings = evidence(index, Partitions(str(data)), event_id)["tellings"]
    shown = {
        one["event_mention_id"]: evidence(index, Partitions(str(data)), event_id, one["event_mention_id"])
        for one in tellings
    }
    assert len(shown) > 1
    for telling in tellings:
        assert "".join(words(shown[telling["event_mention_id"]], "sentence")) == telling["evidence_text"]


def mention_count(index: Index, event_id: str) -> int:
    return int(index.rows("select mention_count from events where event_id = ?", [event_id])[0][0])


def test_a_long_article_is_cut_around_the_sentence(data: Path, index: Index) -> None:
    event_id = ids(index, party="MAR")[0]
    told = evidence(index, Partitions(str(data)), event_id, longest=300)
    assert sum(len(piece["text"]) for piece in told["article"]["pieces"]) == 300
    assert words(told, "trigger")


def test_mentions_of_old_months_are_found_where_they_were_put_together(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data", symlinks=True)
    assert partition.compact(str(tmp_path / "data"))
    index = current_index(str(tmp_path / "data"))
    event_id = ids(index, party="MAR", type="official_visit", until="2024-05-31")[0]
    assert words(evidence(index, Partitions(str(tmp_path / "data")), event_id), "time") == ["ماي الماضي"]


def test_an_article_that_is_gone_leaves_the_sentence_of_the_build(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data", symlinks=True)
    shutil.rmtree(tmp_path / "data" / "articles")
    index = current_index(str(tmp_path / "data"))
    told = evidence(index, Partitions(str(tmp_path / "data")), ids(index, party="MAR")[0])
    assert not told["article"]["is_whole"]
    assert "".join(piece["text"] for piece in told["article"]["pieces"]) == told["event"]["evidence_text"]
    assert words(told, "trigger")


@pytest.mark.parametrize("event_id", ["", "../../articles", "' or true --"])
def test_an_event_that_was_not_published_is_refused(data: Path, index: Index, event_id: str) -> None:
    with pytest.raises(DatelineError, match="no such event"):
        evidence(index, Partitions(str(data)), event_id)


def test_a_mention_of_another_event_is_refused(data: Path, index: Index) -> None:
    one, other = ids(index, party="MAR")[:2]
    mention = evidence(index, Partitions(str(data)), other)["article"]["mention_id"]
    with pytest.raises(DatelineError, match="no mention of this event"):
        evidence(index, Partitions(str(data)), one, mention)
