"""Every input is an article, a duplicate or a reject; a source with too many rejects changes no article."""

import json
import re
from pathlib import Path

import pytest
from folders import contents

from dateline.__main__ import main
from dateline.errors import DatelineError
from dateline.partition import ingest, plan
from dateline.sources import read_sources, source_of

SENTENCE = "Norway opened an embassy in Chad on Monday, and the king of Norway sent a letter to the president of Chad."
GOOD = [
    {"text": f"{SENTENCE} Number {n}.", "date": f"2024-05-{14 + n}", "url": f"https://a.example/{n}"} for n in range(4)
]
BAD = [{"text": SENTENCE}, {"title": "no text"}, {"text": "12"}]


def write(folder: Path, records: list[dict[str, str]]) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "news.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return str(folder)


def test_rows_in_are_articles_and_duplicates_and_rejects_in_all_and_by_day(tmp_path: Path) -> None:
    source = source_of(write(tmp_path / "news", [*GOOD, GOOD[0], GOOD[0], *BAD]))
    counts = ingest(source, str(tmp_path / "out"))
    assert [counts[name] for name in ("articles_in", "articles_out", "duplicates", "rejects")] == [9, 4, 2, 3]
    parts = counts["partitions"]
    assert parts["2024-05-14"] == {"articles": 1, "duplicates": 2, "rejects": 0}
    assert sum(sum(day.values()) for day in parts.values()) == 9
    assert counts["reasons"] == {
        "duplicate_article": 2, "missing_field": 1, "no_publication_day": 1, "unknown_language": 1,
    }  # fmt: skip


def test_a_source_with_too_many_rejects_fails_with_its_reasons_and_keeps_its_articles(tmp_path: Path) -> None:
    source, data = source_of(write(tmp_path / "news", GOOD)), str(tmp_path / "out")
    ingest(source, data, max_reject_share=0.2)
    before = contents(tmp_path / "out" / "articles")
    write(tmp_path / "news", [*GOOD[:2], *BAD])
    with pytest.raises(
        DatelineError, match=r"3 of 5 inputs refused, more than 20%: 1 no_publication_day \(news.jsonl, line 3"
    ):
        ingest(source, data, max_reject_share=0.2)
    assert contents(tmp_path / "out" / "articles") == before
    ingest(source, data, max_reject_share=0.6)
    assert contents(tmp_path / "out" / "articles") != before


def test_repeated_articles_are_no_rejects_to_the_share(tmp_path: Path) -> None:
    source = source_of(write(tmp_path / "news", [GOOD[0]] * 50))
    assert ingest(source, str(tmp_path / "out"), max_reject_share=0.0)["duplicates"] == 49


def test_a_dry_run_counts_as_the_run_does_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "news", [*GOOD, GOOD[0], *BAD])
    planned = plan(source_of(folder), str(tmp_path / "out"))
    assert main(["build", folder, "--out", str(tmp_path / "out"), "--workers", "1", "--dry-run"]) == 0
    told = capsys.readouterr()
    assert not (tmp_path / "out").exists()
    assert told.out.split()[:4] == ["articles_in=8", "articles_out=4", "duplicates=1", "rejects=3"]
    assert planned == ingest(source_of(folder), str(tmp_path / "out"))


def test_the_end_of_a_build_tells_what_became_of_each_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [write(tmp_path / "first", [*GOOD, *BAD]), write(tmp_path / "second", GOOD[:1] * 2)]
    assert main(["build", *folders, "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    rows = [line.split()[1:] for line in capsys.readouterr().err.splitlines()]
    assert ["first", "7", "4", "0", "3", "4"] in [row[:6] for row in rows]
    assert ["second", "2", "1", "1", "0", "1"] in [row[:6] for row in rows]


def test_a_bad_source_stops_the_build_before_anything_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [write(tmp_path / "bad", BAD), write(tmp_path / "good", GOOD)]
    words = ["build", *folders, "--out", str(tmp_path / "out"), "--workers", "1", "--max-reject-share", "0.5"]
    assert main(words) == 3
    assert "3 of 3 inputs refused" in capsys.readouterr().err
    assert not (tmp_path / "out" / "timeline").exists()


def test_a_build_reads_the_sources_of_a_file_with_their_settings(tmp_path: Path) -> None:
    write(tmp_path / "a", [{"stuk": GOOD[0]["text"], "dag": "2024-05-14"}])
    (tmp_path / "sources.toml").write_text(
        '[[sources]]\nname = "A"\nkind = "jsonl"\naddress = "a"\nfields = { text = "stuk", published = "dag" }\n',
        "utf-8",
    )
    assert main(["build", str(tmp_path / "sources.toml"), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    assert (tmp_path / "out/articles/published_on=2024-05-14/a.parquet").exists()


# ---- the sources file


def test_the_example_of_the_page_on_sources_is_right(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "sources.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "sources.toml").write_text(example, "utf-8")
    assert [source.source_id for source in read_sources(tmp_path / "sources.toml")] == [
        "courier-archive", "courier-feed", "year-book",
    ]  # fmt: skip


SOURCES = """\
[[sources]]
name = "Courier"
kind = "jsonl"
address = "news"

[[sources]]
name = "Herald"
kind = "gopher"
address = "https://user:secret@herald.example/feed"
fields = { tekst = "body" }
colour = "blue"

[[sources]]
name = "Courier"
kind = "jsonl"
address = "news"
max_reject_share = 2
raw_days = "seven"
"""


def test_every_problem_of_a_sources_file_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "news", [*BAD[:1], *GOOD])
    file = tmp_path / "sources.toml"
    file.write_text(SOURCES, "utf-8")
    assert main(["sources", "check", str(file), "--preview", "2"]) == 1
    out = capsys.readouterr().out
    assert "line 11: sources[1].colour: no such entry" in out
    assert "line 18: sources[2].raw_days: not such a value" in out
    assert "2024-05-14  en" in out
    assert "refused: no_publication_day" in out
    assert "2024-05-16" not in out
    file.write_text(SOURCES.replace('colour = "blue"\n', "").replace('raw_days = "seven"\n', ""), "utf-8")
    assert main(["sources", "check", str(file)]) == 1
    out = capsys.readouterr().out
    for told in (
        "line 8: sources[1].kind: no such kind",
        "line 9: sources[1].address: holds a user or password",
        "line 10: sources[1].fields: no such field 'tekst'",
        "line 16: sources[2].max_reject_share: not a share",
        "line 12: sources[2].source_id: two sources have this id",
    ):
        assert told in out
    with pytest.raises(DatelineError, match="line 8"):
        read_sources(file)


def test_reading_shows_every_article_and_reject_as_a_line(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    folder = write(tmp_path / "news", [GOOD[0], BAD[0]])
    assert main(["read", folder, f"{folder}/news.jsonl"]) == 0
    first, second, third, _ = map(json.loads, capsysbinary.readouterr().out.splitlines())
    assert (first["file"], first["place"], first["published_on"], first["lang"]) == (
        f"{folder}/news.jsonl", "line 1", "2024-05-14", "en",
    )  # fmt: skip
    assert first["text"] == GOOD[0]["text"]
    assert (second["place"], second["reason_code"]) == ("line 2", "no_publication_day")
    assert third == first
