"""Archives by shards: resumed, by window, as one read whole; and which days are extracted anew."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from folders import contents

from dateline import freshness, mention_days, partition, provenance
from dateline.errors import DatelineError
from dateline.sources import source_of
from dateline.storage import Folder

MONTHS = ("2023-11", "2023-12", "2024-01")
SMALL = 0.002  # megabytes: some twenty articles a shard
TEXT = {
    "en": "The foreign minister of {a} visited {b} on Monday and signed an agreement.",
    "fr": "Le ministre des affaires étrangères {a} a visité {b} lundi.",
}


def lines_of(month: str) -> Iterator[str]:
    """Articles of a month as JSON lines, two a day, a line in ten one that is refused."""
    day = dt.date.fromisoformat(f"{month}-01")
    for number in range(56):
        language = "fr" if number % 7 == 0 else "en"
        text = TEXT[language].format(a=("France", "Spain", "Norway")[number % 3], b=("Morocco", "Chad")[number % 2])
        record = {
            "text": f"{text} Piece {MONTHS.index(month)}{number:02}.",
            "language": language,
            "published": f"{day + dt.timedelta(number // 2)}",
        }
        yield json.dumps(record | ({"text": ""} if number % 10 == 9 else {})) + "\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a file of JSON lines a month."""
    folder = tmp_path / "courier"
    for month in MONTHS:
        (folder / month[:4] / month[5:]).mkdir(parents=True)
        (folder / month[:4] / month[5:] / "articles.jsonl").write_text("".join(lines_of(month)), encoding="utf-8")
    return folder


def ingest(address: Path | str, data: Path, **settings: Any) -> list[dict[str, Any]]:
    return [
        partition.ingest_shard(work, str(data))
        for work in partition.plan_archive(str(address), str(data), **{"shard_megabytes": SMALL, **settings})
    ]


def extract(data: Path, **settings: Any) -> list[str]:
    """Lots extracted."""
    lots = partition.lots_to_extract(str(data), **settings)
    for lot in lots:
        partition.extract_lot(str(data), lot)
    return lots


def rows(data: Path, table: str, *without: str) -> list[dict[str, Any]]:
    found = [
        row for file in sorted((data / table).rglob("*.parquet")) for row in pq.ParquetFile(file).read().to_pylist()
    ]
    kept = [{name: value for name, value in row.items() if name not in without} for row in found]
    return sorted(kept, key=lambda row: json.dumps(row, default=str))


def articles(data: Path) -> dict[str, str]:
    return {name: content for name, content in contents(data).items() if name.startswith(("articles", "rejects"))}


# ---- shards


def test_shards_together_hold_what_one_read_of_all_gives(files: Path, tmp_path: Path) -> None:
    counts = ingest(files, tmp_path / "shards")
    whole = partition.ingest(source_of(str(files)), str(tmp_path / "whole"))
    assert len(counts) > 6
    for table in ("articles", "rejects"):
        assert rows(tmp_path / "shards", table) == rows(tmp_path / "whole", table)
    totals = {
        name: sum(one[name] for one in counts) for name in ("articles_in", "articles_out", "rejects", "duplicates")
    }
    assert totals == {name: whole[name] for name in totals}


def test_a_reject_in_a_part_of_a_file_has_its_line_in_the_whole(files: Path, tmp_path: Path) -> None:
    ingest(files, tmp_path / "data")
    [last] = {row["place"] for row in rows(tmp_path / "data", "rejects") if row["place_number"] == 50}
    assert last == "line 50"
    assert "".join(lines_of("2024-01")).splitlines()[49].startswith('{"text": ""')


def test_a_file_without_a_last_line_break_and_with_blank_lines_loses_nothing(tmp_path: Path) -> None:
    lines = [line if number % 5 else "\n" + line for number, line in enumerate(lines_of("2024-01"))]
    (tmp_path / "a.jsonl").write_text("".join(lines).rstrip("\n"), encoding="utf-8")
    ingest(tmp_path / "a.jsonl", tmp_path / "shards")
    partition.ingest(source_of(str(tmp_path / "a.jsonl")), str(tmp_path / "whole"))
    assert rows(tmp_path / "shards", "articles") == rows(tmp_path / "whole", "articles")
    assert rows(tmp_path / "shards", "rejects") == rows(tmp_path / "whole", "rejects")


def test_a_shard_that_is_done_is_not_read_again(files: Path, tmp_path: Path) -> None:
    first = ingest(files, tmp_path / "data")
    held = contents(tmp_path / "data")
    again = ingest(files, tmp_path / "data")
    assert {one["is_new"] for one in first} == {True}
    assert {one["is_new"] for one in again} == {False}
    assert [one | {"is_new": True} for one in again] == first
    assert contents(tmp_path / "data") == held


def test_only_the_shard_of_a_file_that_changed_is_read_again(files: Path, tmp_path: Path) -> None:
    ingest(files, tmp_path / "data", shard_megabytes=0.02)
    file = files / "2024" / "01" / "articles.jsonl"
    file.write_text("".join(list(lines_of("2024-01"))[:-4]), encoding="utf-8")
    again = ingest(files, tmp_path / "data", shard_megabytes=0.02)
    assert [one["is_new"] for one in again] == [False, True]
    ingest(files, tmp_path / "fresh", shard_megabytes=0.02)
    assert articles(tmp_path / "data") == articles(tmp_path / "fresh")


def test_shards_of_another_size_replace_the_old_ones(files: Path, tmp_path: Path) -> None:
    ingest(files, tmp_path / "data")
    ingest(files, tmp_path / "data", shard_megabytes=1)
    ingest(files, tmp_path / "fresh", shard_megabytes=1)
    assert articles(tmp_path / "data") == articles(tmp_path / "fresh")
    assert len(partition.plan_archive(str(files), str(tmp_path / "data"), shard_megabytes=1)) == 1


def test_a_shard_killed_before_it_was_done_leaves_no_file_behind(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    [work] = partition.plan_archive(str(files), str(data), shard_megabytes=1)
    partition.ingest_shard(work, str(data))
    state = data / "archives" / f"{work}.json"
    told = json.loads(state.read_text()) | {"is_done": False}
    state.write_text(json.dumps(told))  # as a process leaves it that is killed after its last file
    shutil.rmtree(files / "2023")
    [work] = partition.plan_archive(str(files), str(data), shard_megabytes=1)
    partition.ingest_shard(work, str(data))
    assert {name[:25] for name in articles(data) if name.startswith("articles")} == {"articles/published_on=2024"[:25]}
    assert all("=2024" in name or "HIVE" in name for name in articles(data))


# ---- windows


def test_months_one_by_one_leave_what_one_run_leaves(files: Path, tmp_path: Path) -> None:
    for month in MONTHS:
        ingest(files, tmp_path / "months", month=month)
    ingest(files, tmp_path / "whole")
    assert articles(tmp_path / "months") == articles(tmp_path / "whole")


def test_an_address_with_year_and_month_is_read_month_by_month(files: Path, tmp_path: Path) -> None:
    address = f"{files}/{{year}}/{{month}}"
    counts = [ingest(address, tmp_path / "months", month=month, shard_megabytes=1) for month in MONTHS]
    assert [[(one["shard"], one["articles_in"], one["outside"]) for one in found] for found in counts] == [
        [(f"courier/{month}-0001/{month}-01_{month}-{last}", 56, 0)]
        for month, last in zip(MONTHS, (30, 31, 31), strict=True)
    ]
    partition.ingest(source_of(str(files)), str(tmp_path / "whole"))
    kept = rows(tmp_path / "months", "articles", "source_file")
    assert kept == rows(tmp_path / "whole", "articles", "source_file")


def test_days_outside_the_range_are_counted_and_left_as_they_are(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    held = articles(data)
    counts = ingest(files, data, since="2023-12-05", until="2023-12-06")
    assert articles(data) == held
    assert sum(one["articles_out"] for one in counts) == 3
    assert sum(one["outside"] for one in counts) + sum(one["rejects"] for one in counts) == 56 * 3 - 3


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"since": "2024-02-01", "until": "2024-01-01"}, "is after"),
        ({"since": "1 May"}, "is no day"),
        ({"month": "2024-13"}, "is no day"),
        ({"shard_megabytes": 0}, "above 0"),
        ({"kind": "pdf"}, "no such kind"),
        ({"language": "tlh"}, "no data for"),
        ({"source_id": "Not A Slug"}, "not a slug"),
    ],
)
def test_settings_that_make_no_sense_are_refused(files: Path, tmp_path: Path, settings: Any, words: str) -> None:
    with pytest.raises(DatelineError, match=words):
        partition.plan_archive(str(files), str(tmp_path / "data"), **settings)


def test_an_address_by_month_needs_a_month(files: Path, tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="backfill"):
        partition.plan_archive(f"{files}/{{year}}/{{month}}", str(tmp_path / "data"))


def test_more_shards_than_a_run_maps_are_refused(files: Path, tmp_path: Path) -> None:
    for number in range(1001):
        (files / f"{number}.txt").write_text("2024-01-01")
    with pytest.raises(DatelineError, match="larger"):
        partition.plan_archive(str(files), str(tmp_path / "data"), shard_megabytes=0.000001)


# ---- what is extracted


def test_what_was_ingested_is_extracted_by_months_and_once(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    assert extract(data) == ["2023-11-01/2023-11-28", "2023-12-01/2023-12-28", "2024-01-01/2024-01-28"]
    assert extract(data) == []


def test_a_month_of_many_articles_is_several_lots(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    lots = partition.lots_to_extract(str(data), articles_per_lot=20, since="2024-01-01")
    assert lots == ["2024-01-01/2024-01-11", "2024-01-12/2024-01-22", "2024-01-23/2024-01-28"]


def test_lots_are_no_more_than_a_run_maps(tmp_path: Path) -> None:
    days = [f"{1000 + number // 12}-{number % 12 + 1:02}-01" for number in range(3000)]
    lots = freshness.lots(Folder(str(tmp_path)), days)
    assert len(lots) == 250
    assert lots[0] == "1000-01-01/1000-12-01"


def test_a_late_article_has_its_day_extracted_and_no_other(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    extract(data)
    late = tmp_path / "late.jsonl"
    late.write_text(list(lines_of("2023-12"))[8].replace("Piece", "Late piece"), encoding="utf-8")
    days = partition.ingest(source_of(str(late)), str(data))["days"]
    assert partition.days_to_extract(str(data), freshness.all_days(Folder(str(data)))) == days == ["2023-12-05"]
    assert partition.extract(str(data), "2023-12-05")["is_new"]
    assert not partition.extract(str(data), "2023-12-05")["is_new"]
    assert partition.days_to_extract(str(data), days) == []


def test_articles_that_go_take_their_mentions_with_them(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    extract(data)
    shutil.rmtree(files / "2023")
    ingest(files, data)
    assert extract(data) == ["2023-11-01/2023-11-28", "2023-12-01/2023-12-28"]
    assert {name.split("=")[1][:4] for name in contents(data) if "mentions/" in name} == {"2024"}


def test_a_change_to_one_language_concerns_the_days_with_articles_in_it(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    extract(data)
    before = provenance.files_of

    def changed(ending: str) -> list[tuple[str, bytes]]:
        return [
            (path, content + b"\n# a comment") if path == "languages/fr/events.toml" else (path, content)
            for path, content in before(ending)
        ]

    monkeypatch.setattr(provenance, "files_of", changed)
    provenance.extraction_digest.cache_clear()
    try:
        folder = Folder(str(data))
        stale = freshness.stale_days(folder)
        french = [
            day
            for day in sorted(freshness.all_days(folder))
            if "fr" in {row["language"] for row in rows(data / "articles", f"published_on={day}")}
        ]
        assert stale == french
        assert 0 < len(french) < len(freshness.all_days(folder))
        assert freshness.stale_days(folder, with_rules=False) == []
        for day in stale:
            partition.extract(str(data), day)
        assert freshness.stale_days(folder) == []
    finally:
        provenance.extraction_digest.cache_clear()


def test_a_day_half_written_is_extracted_again(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    partition.extract(str(data), "2023-11-02")
    held = contents(data)
    file = data / mention_days.file_of("event_mentions", "2023-11-02")
    other = data / mention_days.file_of("event_mentions", "2023-11-03")
    partition.extract(str(data), "2023-11-03")
    shutil.copyfile(other, file)  # of three tables, one that another writer left
    assert partition.extract(str(data), "2023-11-02")["is_new"]
    assert {name: content for name, content in contents(data).items() if "11-03/part" not in name} == held


def test_compacted_months_still_say_what_their_days_were_made_from(files: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    extract(data)
    late = tmp_path / "late.jsonl"
    late.write_text(list(lines_of("2024-01"))[8].replace("2024-01-05", "2024-05-05"), encoding="utf-8")
    partition.ingest(source_of(str(late)), str(data))
    extract(data)
    assert partition.compact(str(data))["months"] == 3
    assert extract(data) == []
    assert partition.extract(str(data), "2023-11-02") == {
        "published_on": "2023-11-02", "is_new": False, "articles": 2, "time_mentions": 2, "event_mentions": 4,
        "event_mention_parties": 8, "article_signatures": 2,
    }  # fmt: skip
    shutil.rmtree(files / "2023")
    ingest(files, data)
    assert len(extract(data)) == 2
    assert extract(data) == []


def test_articles_that_change_while_a_day_is_extracted_are_read_once_more(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    ingest(files, data)
    late = tmp_path / "late.jsonl"
    late.write_text(list(lines_of("2023-11"))[2].replace("Piece", "Late piece"), encoding="utf-8")
    write_day = mention_days.write_day
    arrivals = iter([late])

    def slow(*words: Any) -> None:
        for arrived in arrivals:  # another run writes the same day after its articles were read here
            partition.ingest(source_of(str(arrived)), str(data))
            partition.extract(str(data), "2023-11-02")
        write_day(*words)

    monkeypatch.setattr(mention_days, "write_day", slow)
    counts = partition.extract(str(data), "2023-11-02")
    monkeypatch.undo()
    assert counts["articles"] == 3
    held = contents(data)
    partition.extract(str(data), "2023-11-02", is_forced=True)
    assert contents(data) == held
