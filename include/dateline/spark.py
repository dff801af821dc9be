"""Extraction on a Spark cluster: the same functions, called by its executors through mapInArrow.

Needs the extra `dateline[spark]`, on every executor dateline itself, and one data folder that all of them reach.
docs/scale.md has the recipe.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dateline import mention_days, partition, schema, stages

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_COUNTS = ("articles", *mention_days.TABLES)


def extract(
    spark: "SparkSession", data: str, *, since: str | None = None, until: str | None = None, with_rules: bool = True
) -> dict[str, int]:
    """Counts of the days that were behind, after the executors wrote their mention files; see `partition.days_behind`.

    A task is a day; the files are those `partition.extract` writes, byte for byte. A task that Spark runs twice, or
    whose executor is lost, does no harm: a day is replaced whole.
    """
    days = partition.days_behind(data, since=since, until=until, with_rules=with_rules)
    if not days:
        return {"days": 0, **dict.fromkeys(_COUNTS, 0)}

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            made = [partition.extract(data, days[int(place or 0)]) for place in batch.column(0).to_pylist()]
            yield pa.RecordBatch.from_pydict({name: [counts[name] for counts in made] for name in _COUNTS})

    counted = spark.range(0, len(days), 1, len(days)).mapInArrow(work, ", ".join(f"{name} long" for name in _COUNTS))
    totals = counted.groupBy().sum().collect()[0]
    return {"days": len(days), **{name: int(totals[f"sum({name})"]) for name in _COUNTS}}


def mentions(articles: "DataFrame", name: str) -> "DataFrame":
    """The rows of time_mentions, event_mentions or event_mention_parties of a frame of articles.

    `articles` has the columns of the table articles, from wherever; nothing is written.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    plain = pa.schema([field.remove_metadata() for field in schema.table(name).schema])

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows: Any = getattr(stages.extract_mentions(batch), name)
            yield pa.RecordBatch.from_arrays(rows.columns, schema=plain)

    return articles.mapInArrow(work, from_arrow_schema(plain))
