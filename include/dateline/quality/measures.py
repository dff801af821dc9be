"""The tables quality and quality_samples of a build: counted from its facts and from what went in."""

from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from dateline import schema
from dateline.accounting import DUPLICATE
from dateline.quality import inputs, plausibility
from dateline.storage import Folder, quoted, sql_connection

NO_PART = "none"
# Days from the publication of the first article to the event, and the name of what lies up to there.
_DISTANCES = (
    (-3653, "over 10 years before"),
    (-366, "1 to 10 years before"),
    (-31, "1 to 12 months before"),
    (-7, "1 to 4 weeks before"),
    (-1, "1 to 7 days before"),
    (0, "same day"),
    (7, "1 to 7 days after"),
    (31, "1 to 4 weeks after"),
    (366, "1 to 12 months after"),
)
_LAST_DISTANCE = "over 1 year after"
DISTANCES = (*(name for _, name in _DISTANCES), _LAST_DISTANCE)
# A span that holds the day of publication is of the same day.
_DAYS_APART = """case when last_day < first_publication_day then last_day - first_publication_day
    when first_day > first_publication_day then first_day - first_publication_day else 0 end"""
_WITHIN = " ".join(f"when apart <= {days} then '{name}'" for days, name in _DISTANCES)
_DISTANCE = f"case {_WITHIN} else '{_LAST_DISTANCE}' end"


_READ = (*schema.FACTS, "duplicates")


class _Measure(NamedTuple):
    """A query of (part, value, whole): a count, and of how many."""

    metric: str
    dimension: str
    query: str


def _by(metric: str, dimension: str, table: str, part: str, value: str, whole: str | None = None) -> _Measure:
    """Counts of the rows of a table by one expression, as shares of all of them or of `whole`."""
    total = whole or f"(select {value} from {table})"
    query = f"select coalesce({part}, '{NO_PART}') as part, {value} as value, {total} as whole from {table} group by 1"
    return _Measure(metric, dimension, query)


_ROWS, _COUNT = "sum(row_count)", "count(*)"
_REFUSED = f"(from reject_counts where reason_code <> '{DUPLICATE}')"
_REPEATED = f"(from reject_counts where reason_code = '{DUPLICATE}')"
# What a source gave: articles, repeated articles, rejects.
_INPUTS = f"""(select source_id, sum(n) as inputs, sum(repeated) as repeated from (
    select source_id, row_count as n, 0 as repeated from article_counts
    union all select source_id, row_count, if(reason_code = '{DUPLICATE}', row_count, 0) from reject_counts
) group by 1)"""


def _with_events(dimension: str, part: str) -> _Measure:
    """Articles that tell of an event, of the articles of the same part."""
    column = "month" if dimension == "publication_month" else part
    told = "strftime(publication_day, '%Y-%m')" if dimension == "publication_month" else part
    query = f"""
        select part, value, whole from
            (select {told} as part, count(distinct article_id) as value from event_evidence group by 1)
            left join (select {column} as part, {_ROWS} as whole from article_counts group by 1) using (part)
    """
    return _Measure("articles_with_events", dimension, query)


def _of_source(metric: str, rows: str, whole: str) -> _Measure:
    query = f"""
        select source_id as part, value, {whole} as whole
        from (select source_id, {_ROWS} as value from {rows} group by 1) join {_INPUTS} using (source_id)
    """
    return _Measure(metric, "source", query)


_MEASURES = (
    *(
        _by("articles", dimension, "article_counts", column, _ROWS)
        for dimension, column in (
            ("source", "source_id"),
            ("language", "language"),
            ("publication_month", "month"),
            ("publication_basis", "publication_basis"),
            ("publication_doubt", "publication_doubt"),
            ("language_support", "language_support"),
        )
    ),
    _with_events("source", "source_id"),
    _with_events("language", "language"),
    _with_events("publication_month", "publication_month"),
    _of_source("repeated", _REPEATED, "inputs"),
    _Measure(
        "copies",
        "source",
        f"""
        select source_id as part, count(*) as value, any_value(whole) as whole from duplicates
            left join (select source_id, {_ROWS} as whole from article_counts group by 1) using (source_id) group by 1
        """,
    ),
    _of_source("rejects", _REFUSED, "inputs - repeated"),
    _by("rejects", "reason", _REFUSED, "reason_code", _ROWS),
    *(
        _by("time_mentions", dimension, "time_counts", column, _ROWS)
        for dimension, column in (("language", "language"), ("granularity", "granularity"), ("reason", "reason"))
    ),
    _by("event_mentions", "source", "event_evidence", "source_id", _COUNT),
    _by("event_mentions", "language", "event_evidence", "language", _COUNT),
    *(_by("events", name, "events", name, _COUNT) for name in ("type", "status", "date_basis", "granularity")),
    _by("events", "month", "events", "strftime(first_day, '%Y-%m')", _COUNT),
    _by(
        "events",
        "distance",
        f"(select {_DISTANCE} as name from (select {_DAYS_APART} as apart from events where first_day is not null))",
        "name",
        _COUNT,
    ),
)


def quality_tables(folder: Folder, staged: Path, scratch: Path, *, memory_limit: str = "1GB") -> dict[str, pa.Table]:
    """The tables quality and quality_samples of the build in `staged`, whose tables of facts are written already."""
    rejects, samples = inputs.reject_counts(folder)
    with sql_connection(scratch, memory_limit) as connection:
        for name in _READ:
            connection.execute(f"create view {name} as from read_parquet({quoted(staged / f'{name}.parquet')})")
        connection.register("article_counts", inputs.article_counts(folder))
        connection.register("time_counts", inputs.time_counts(folder))
        connection.register("reject_counts", rejects)
        rows = [row for measure in _MEASURES for row in _rows_of(connection, measure)]
        rows += _table_rows(connection)
        found = plausibility.judged(connection)
        rows += [("implausible", "rule", one.rule.name, one.broken, one.share, one.level) for one in found]
        examples = [*_reject_samples(samples), *plausibility.samples(connection, found)]
    return {"quality": _table("quality", rows), "quality_samples": _table("quality_samples", examples)}


def _rows_of(connection: duckdb.DuckDBPyConnection, measure: _Measure) -> list[tuple[Any, ...]]:
    found = connection.execute(measure.query).fetchall()
    return [
        (measure.metric, measure.dimension, part, int(value), value / whole if whole else None, None)
        for part, value, whole in found
    ]


def _table_rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Rows of the tables; each event mention is the evidence of one event."""
    counted = {"articles": "article_counts", "rejects": "reject_counts", "time_mentions": "time_counts"}
    queries = {name: f"select coalesce({_ROWS}, 0) from {rows}" for name, rows in counted.items()}
    queries |= {name: f"select count(*) from {name}" for name in _READ}
    rows = [(name, connection.execute(query).fetchone()) for name, query in queries.items()]
    return [("rows", "table", name, int(row[0]) if row else 0, None, None) for name, row in rows]


def _reject_samples(samples: pa.Table) -> list[tuple[Any, ...]]:
    seen: dict[str, int] = {}
    found = []
    for row in samples.to_pylist():
        reason = row["reason_code"]
        if reason == DUPLICATE:
            continue
        seen[reason] = seen.get(reason, 0) + 1
        place = f"{row['source_file']}, {row['place']}" if row["place"] else row["source_file"]
        found.append(("rejects", reason, seen[reason], row["source_id"], place, None, row["detail"], None))
    return found


def _table(name: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    names = [column.name for column in schema.table(name).columns]
    columns = {column: [row[place] for row in rows] for place, column in enumerate(names)}
    return pa.Table.from_batches([schema.batch_of(name, columns)])
