"""The published tables in Apache Superset, through DuckDB: what its charts count is what the tables say."""

import datetime as dt
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import sample_articles
from bi.superset_server import PROGRAM, Superset, superset

from dateline import queries
from dateline.build import build
from dateline.published import published_events, read_published

pytestmark = [
    pytest.mark.superset,
    pytest.mark.skipif(not PROGRAM.exists(), reason="Superset is not installed: make test-superset installs it"),
]
COUNT_BY_TYPE = {"columns": ["type"], "metrics": ["count"], "row_limit": 1000, "filters": []}


class Here(NamedTuple):
    """A running Superset, the data folder it looks at, and its datasets by the name of the table or view."""

    server: Superset
    data: Path
    datasets: dict[str, int]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    folder = tmp_path_factory.mktemp("superset")
    shutil.copytree(sample_articles.ARTICLES / "rabat", folder / "articles")
    shutil.copytree(sample_articles.ARTICLES / "cairo", folder / "articles" / "cairo")
    build([str(folder / "articles")], str(folder / "data"), workers=1)
    queries.write_database(str(folder / "data"), str(folder / "timeline.duckdb"))
    with superset(folder) as server:
        extra = {"engine_params": {"connect_args": {"read_only": True}}}
        address = f"duckdb:///{folder / 'timeline.duckdb'}"
        told = {"database_name": "dateline", "sqlalchemy_uri": address, "extra": json.dumps(extra)}
        database = server.post("database/", told)["id"]
        datasets = {
            name: server.post("dataset/", {"database": database, "schema": "main", "table_name": name})["id"]
            for name in ("events", "event_parties", "dyads_by_month", "quality")
        }
        yield Here(server, folder / "data", datasets)


def test_superset_knows_the_columns_of_events_and_which_are_days(here: Here) -> None:
    told = here.server.get(f"dataset/{here.datasets['events']}")["result"]["columns"]
    assert {column["column_name"] for column in told} == set(read_published(str(here.data), "events").schema.names)
    days = {column["column_name"] for column in told if column["is_dttm"]}
    assert days == {"first_day", "last_day", "first_publication_day", "last_publication_day"}


def test_a_chart_counts_the_events_of_each_type(here: Here) -> None:
    rows = here.server.chart(here.datasets["events"], COUNT_BY_TYPE)
    wanted = Counter(read_published(str(here.data), "events").column("type").to_pylist())
    assert len(wanted) > 2
    assert {row["type"]: row["count"] for row in rows} == wanted


def test_a_time_range_and_a_filter_keep_what_begins_in_it(here: Here) -> None:
    filters = [
        {"col": "first_day", "op": "TEMPORAL_RANGE", "val": "2024-09-01 : 2025-01-01"},
        {"col": "status", "op": "IN", "val": ["happened", "ongoing"]},
    ]
    rows = here.server.chart(here.datasets["events"], COUNT_BY_TYPE | {"filters": filters})
    found = published_events(str(here.data), status=["happened", "ongoing"]).to_pylist()
    first, end = dt.date(2024, 9, 1), dt.date(2025, 1, 1)
    wanted = Counter(row["type"] for row in found if row["first_day"] and first <= row["first_day"] < end)
    assert 0 < sum(wanted.values()) < len(found)
    assert {row["type"]: row["count"] for row in rows} == wanted


def test_a_line_by_month_is_of_the_months_of_the_first_day(here: Here) -> None:
    axis = {"timeGrain": "P1M", "columnType": "BASE_AXIS", "expressionType": "SQL"}
    column: dict[str, Any] = {**axis, "sqlExpression": "first_day", "label": "first_day"}
    rows = here.server.chart(here.datasets["events"], COUNT_BY_TYPE | {"columns": [column]})
    days = read_published(str(here.data), "events").column("first_day").to_pylist()
    wanted = Counter(day and dt.datetime(day.year, day.month, 1, tzinfo=dt.UTC).timestamp() * 1000 for day in days)
    assert {row["first_day"]: row["count"] for row in rows} == wanted


def test_texts_in_arabic_come_back_as_they_are(here: Here) -> None:
    query = COUNT_BY_TYPE | {"columns": ["event_id", "title_local"]}
    rows = here.server.chart(here.datasets["events"], query)
    found = read_published(str(here.data), "events").to_pylist()
    wanted = {row["event_id"]: row["title_local"] for row in found}
    assert any("\u0600" < letter < "\u06ff" for title in wanted.values() for letter in title)
    assert {row["event_id"]: row["title_local"] for row in rows} == wanted


def test_the_views_are_datasets_too(here: Here) -> None:
    query = {"columns": ["source_code", "target_code"], "metrics": ["count"], "row_limit": 1000, "filters": []}
    rows = here.server.chart(here.datasets["dyads_by_month"], query)
    pairs = queries.run(str(here.data), "select source_code, target_code, count(*) from dyads_by_month group by all")
    assert {(row["source_code"], row["target_code"], row["count"]) for row in rows} == set(pairs.fetchall())
    query = {"columns": ["part"], "metrics": ["count"], "row_limit": 1000, "filters": []}
    assert here.server.chart(here.datasets["quality"], query)


def test_a_new_build_is_seen_at_the_next_query(here: Here) -> None:
    before = sum(row["count"] for row in here.server.chart(here.datasets["events"], COUNT_BY_TYPE))
    shutil.copytree(sample_articles.ARTICLES / "london", here.data.parent / "articles" / "london")
    build([str(here.data.parent / "articles")], str(here.data), workers=1)
    after = sum(row["count"] for row in here.server.chart(here.datasets["events"], COUNT_BY_TYPE))
    assert after == read_published(str(here.data), "events").num_rows
    assert after > before
