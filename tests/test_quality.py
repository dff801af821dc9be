"""The report on a build: its figures, what it refuses to publish, and the page that shows it."""

import base64
import datetime as dt
import hashlib
import json
import re
import tomllib
from pathlib import Path

import lxml.html
import mentions
import pyarrow as pa
import pytest
import sample_articles

from dateline import partition, schema
from dateline.__main__ import main
from dateline.errors import DatelineError
from dateline.published import read_published
from dateline.quality.changes import changes_of
from dateline.quality.labels import labels
from dateline.quality.measures import DISTANCES
from dateline.quality.plausibility import rules
from dateline.quality.report import page_of
from dateline.storage import Folder, parquet_bytes

ROOT = Path(__file__).parents[1]
LABELS = tomllib.loads((ROOT / "include/dateline/quality/labels.toml").read_text(encoding="utf-8"))
DAY = dt.date(2024, 1, 10)
HOSTILE = "</style><img src=//evil.example/x onerror=alert(1)>\x00 \u202e قال"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    sample_articles.build(folder)
    return folder


def figures(data: Path, metric: str, dimension: str) -> dict[str, tuple[int, float | None]]:
    rows = read_published(str(data), "quality").to_pylist()
    return {
        row["part"]: (row["part_count"], row["part_share"])
        for row in rows
        if (row["metric"], row["dimension"]) == (metric, dimension)
    }


def counted(values: list[object]) -> dict[str, int]:
    return {str(value or "none"): values.count(value) for value in values}


def replaced(data: Path, day: dt.date, count: int, **columns: object) -> None:
    """Mentions of a day, some of their columns all of one value."""
    folder = Folder(str(data))
    told, parties = mentions.day_tables(day, count, 1)
    for name, value in columns.items():
        field = told.schema.field(name)
        told = told.set_column(told.schema.get_field_index(name), field, pa.array([value] * count, field.type))
    for name, rows in (("event_mentions", told), ("event_mention_parties", parties)):
        folder.replace(f"{name}/published_on={day}/part.parquet", parquet_bytes(name, rows))


# ---- figures


@pytest.mark.parametrize("column", ["date_basis", "granularity", "status", "type"])
def test_events_are_counted_by_what_their_column_says(data: Path, column: str) -> None:
    found = figures(data, "events", column)
    wanted = counted(read_published(str(data), "events").column(column).to_pylist())
    assert {part: value for part, (value, _) in found.items()} == wanted
    assert sum(share or 0 for _, share in found.values()) == pytest.approx(1)


def test_every_article_and_reject_is_counted_with_its_source_and_reason(data: Path) -> None:
    folder = Folder(str(data))
    held = {
        name: [
            row
            for day in folder.names(name)
            for file in folder.names(f"{name}/{day}")
            for row in mentions.pq.read_table(data / name / day / file, partitioning=None).to_pylist()
        ]
        for name in ("articles", "rejects")
    }
    for metric, dimension, rows, column in (
        ("articles", "source", held["articles"], "source_id"),
        ("articles", "language", held["articles"], "language"),
        ("articles", "publication_basis", held["articles"], "publication_basis"),
        ("rejects", "source", held["rejects"], "source_id"),
        ("rejects", "reason", held["rejects"], "reason_code"),
    ):
        found = {part: value for part, (value, _) in figures(data, metric, dimension).items()}
        assert found == counted([row[column] for row in rows]), (metric, dimension)
    shares = {
        source: sum(row["source_id"] == source for row in held["rejects"])
        / sum(row["source_id"] == source for rows in held.values() for row in rows)
        for source in {row["source_id"] for row in held["rejects"]}
    }
    assert {part: share for part, (_, share) in figures(data, "rejects", "source").items()} == pytest.approx(shares)


def test_the_share_of_articles_that_tell_of_an_event_is_of_those_of_the_same_source(data: Path) -> None:
    evidence = read_published(str(data), "event_evidence").to_pylist()
    articles = figures(data, "articles", "source")
    for source, (value, share) in figures(data, "articles_with_events", "source").items():
        assert value == len({row["article_id"] for row in evidence if row["source_id"] == source})
        assert share == pytest.approx(value / articles[source][0])


def test_rejects_have_samples_with_their_place_and_words(data: Path) -> None:
    rows = read_published(str(data), "quality_samples").to_pylist()
    reasons = {row["part"] for row in rows if row["metric"] == "rejects"}
    assert reasons == set(figures(data, "rejects", "reason"))
    assert all(row["place"] and row["text"] for row in rows)
    assert ("wire", "samples.jsonl, line 4") in {(row["source_id"], row["place"]) for row in rows}


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        ("2024-01-10", "2024-01-10", "same day"),
        ("2024-01-01", "2024-01-31", "same day"),
        ("2024-01-09", "2024-01-09", "1 to 7 days before"),
        ("2024-01-02", "2024-01-02", "1 to 4 weeks before"),
        ("2023-01-01", "2023-01-31", "1 to 12 months before"),
        ("2010-01-01", "2010-12-31", "over 10 years before"),
        ("2024-01-11", "2024-01-20", "1 to 7 days after"),
        ("2025-06-01", "2025-06-30", "over 1 year after"),
    ],
)
def test_the_distance_is_from_the_nearest_day_of_the_span(tmp_path: Path, first: str, last: str, part: str) -> None:
    days = {"first_day": dt.date.fromisoformat(first), "last_day": dt.date.fromisoformat(last)}
    replaced(tmp_path, DAY, 1, **days, status="planned", date_basis="stated")
    partition.build_timeline(str(tmp_path))
    assert figures(tmp_path, "events", "distance") == {part: (1, 1.0)}
    assert part in DISTANCES


# ---- plausibility

LATE = {
    "first_day": dt.date(2024, 3, 1),
    "last_day": dt.date(2024, 3, 1),
    "status": "happened",
    "date_basis": "stated",
    "evidence_text": HOSTILE,
}


def test_a_build_with_too_many_events_told_before_they_happened_is_not_published(tmp_path: Path) -> None:
    replaced(tmp_path, DAY, 200)
    before = partition.build_timeline(str(tmp_path))["digest"]
    replaced(tmp_path, dt.date(2024, 1, 11), 200, **LATE)
    with pytest.raises(DatelineError, match="happened_after_news") as refused:
        partition.build_timeline(str(tmp_path))
    assert "--publish-implausible" in str(refused.value)
    assert (tmp_path / "timeline/current").readlink().name == before
    assert partition.build_timeline(str(tmp_path), publish_implausible=True)["digest"] != before
    assert "verdict stop" in (tmp_path / "timeline/quality.html").read_text(encoding="utf-8")


def test_a_few_such_events_are_watched_and_shown(tmp_path: Path) -> None:
    replaced(tmp_path, DAY, 400)
    replaced(tmp_path, dt.date(2024, 1, 11), 10, **LATE)
    partition.build_timeline(str(tmp_path))
    rows = [row for row in read_published(str(tmp_path), "quality").to_pylist() if row["metric"] == "implausible"]
    assert {row["part"]: row["level"] for row in rows}["happened_after_news"] == "watch"
    samples = read_published(str(tmp_path), "quality_samples").to_pylist()
    samples = [row for row in samples if row["part"] == "happened_after_news"]
    events = {row["event_id"]: row for row in read_published(str(tmp_path), "events").to_pylist()}
    assert samples
    assert all(events[row["event_id"]]["first_day"] == LATE["first_day"] for row in samples)
    page = lxml.html.document_fromstring((tmp_path / "timeline/quality.html").read_text(encoding="utf-8"))
    assert "alert(1)" in page.text_content()
    assert page.xpath("//p[@class='verdict watch']")


# ---- the page


@pytest.mark.parametrize("language", LABELS)
def test_the_page_asks_for_nothing_and_runs_nothing(tmp_path: Path, language: str) -> None:
    replaced(tmp_path, DAY, 50, **LATE, source_id='"><script>alert(2)</script>')
    partition.build_timeline(str(tmp_path), publish_implausible=True)
    text = page_of(Folder(str(tmp_path)), language)
    page = lxml.html.document_fromstring(text)
    assert {*page.xpath("//@src"), *page.xpath("//@href"), *page.xpath("//@style")} == set()
    assert not page.xpath("//script | //img | //link | //iframe | //form")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in style[1]
    assert "import" not in style[1]
    # What is from outside stands in an element that keeps its direction to itself.
    places = [one for one in page.iter() if "alert(" in (one.text or "")]
    assert {one.tag for one in places} == {"bdi"}
    assert len(places) > 1


def test_every_figure_of_the_head_is_on_the_page_and_arabic_is_read_from_the_right(data: Path) -> None:
    folder = Folder(str(data))
    events = read_published(str(data), "events").num_rows
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        page = lxml.html.document_fromstring(page_of(folder, language))
        assert page.get("dir") == direction
        cards = dict(zip(page.xpath("//dt/text()"), page.xpath("//dd/text()"), strict=True))
        assert cards[labels(language).say("events")] == f"{events:,}"
    assert page_of(folder) == page_of(folder) == (data / "timeline/quality.html").read_text(encoding="utf-8")
    with pytest.raises(DatelineError, match="choose one of en, ar"):
        page_of(folder, "xx")


def test_languages_of_the_page_have_the_same_words_and_name_only_what_there_is() -> None:
    lists = schema.closed_lists()
    reasons = next(column for column in schema.table("rejects").columns if column.name == "reason_code").values
    known = {
        "date_basis": {*lists["date_basis"]},
        "granularity": {*lists["granularity"], "none"},
        "status": {*lists["status"]},
        "level": {*lists["quality_level"]},
        "distance": {*DISTANCES},
        "reason": {*(reasons or ())},
        "rule": {rule.name for rule in rules()},
    }
    for language, words in LABELS.items():
        assert words.keys() == LABELS["en"].keys(), language
        holes = {name: re.findall(r"{\w+}", text) for name, text in words.items() if isinstance(text, str)}
        assert holes == {name: re.findall(r"{\w+}", text) for name, text in LABELS["en"].items() if name in holes}
        for dimension, names in known.items():
            assert set(words["parts"].get(dimension, ())) <= names, (language, dimension)
        assert set(words["parts"]["rule"]) == known["rule"]


# ---- what changed


def test_events_new_gone_and_changed_since_the_build_before_are_counted(tmp_path: Path) -> None:
    first, second = dt.date(2024, 1, 10), dt.date(2024, 1, 11)
    replaced(tmp_path, first, 30, status="planned")
    replaced(tmp_path, second, 20)
    before = partition.build_timeline(str(tmp_path))["digest"]
    assert changes_of(Folder(str(tmp_path))) is None
    old = {row["event_id"]: row for row in read_published(str(tmp_path), "events").to_pylist()}
    replaced(tmp_path, first, 30, status="denied")
    replaced(tmp_path, dt.date(2024, 1, 12), 25)
    Folder(str(tmp_path)).filesystem.rm(str(tmp_path / f"event_mentions/published_on={second}"), recursive=True)
    partition.build_timeline(str(tmp_path))
    new = {row["event_id"]: row for row in read_published(str(tmp_path), "events").to_pylist()}
    changes = changes_of(Folder(str(tmp_path)))
    assert changes
    assert changes.previous == before
    kept = old.keys() & new.keys()
    status = {key for key in kept if old[key]["status"] != new[key]["status"]}
    assert min(len(kept), len(status), len(old.keys() - new.keys()), len(new.keys() - old.keys())) > 0
    assert changes.counts["new"] == len(new.keys() - old.keys())
    assert changes.counts["gone"] == len(old.keys() - new.keys())
    assert changes.counts["changed_status"] == len(status)
    assert f"build {before}" in (tmp_path / "timeline/quality.html").read_text(encoding="utf-8")
    assert all("planned" in one and "denied" in one for one in changes.examples["changed"])


def test_a_build_with_tables_of_another_version_is_not_compared(tmp_path: Path) -> None:
    replaced(tmp_path, DAY, 10)
    old = tmp_path / "timeline/builds" / partition.build_timeline(str(tmp_path))["digest"] / "manifest.json"
    told = json.loads(old.read_text())
    for one in told["files"]:
        if one["path"] == "events.parquet":
            one["schema_version"] -= 1
    old.write_text(json.dumps(told))
    replaced(tmp_path, DAY, 20)
    partition.build_timeline(str(tmp_path))
    assert changes_of(Folder(str(tmp_path))) is None
    assert labels("en").say("no_previous") in (tmp_path / "timeline/quality.html").read_text(encoding="utf-8")


def test_figures_of_a_build_do_not_depend_on_the_one_before(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    replaced(one, DAY, 30)
    wanted = partition.build_timeline(str(one))["digest"]
    replaced(other, DAY, 10)
    partition.build_timeline(str(other))
    replaced(other, DAY, 30)
    assert partition.build_timeline(str(other))["digest"] == wanted


# ---- the command


def test_the_command_prints_the_figures_and_writes_the_page(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quality", str(data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "rejects by reason" in lines
    assert [line.split()[-1] for line in lines if line.endswith("no_publication_day")] == ["no_publication_day"]
    assert main(["quality", str(data), "--html", str(tmp_path / "page.html"), "--language", "ar"]) == 0
    assert 'dir="rtl"' in (tmp_path / "page.html").read_text(encoding="utf-8")
