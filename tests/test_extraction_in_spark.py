"""The same tables from Spark as from a loop; where the extra dateline[spark] and Java are installed."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from folders import contents
from written_archives import months_from, write_archive

from dateline import partition

pytest.importorskip("pyspark", reason="the extra dateline[spark] is not installed")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.filterwarnings("default"),  # of Spark's own
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
    }
    builder = SparkSession.builder.master("local[2]").appName("dateline under test")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two data folders with the same articles."""
    place = tmp_path_factory.mktemp("spark")
    write_archive(place / "courier", months_from("2024-04", 1), articles_a_day=3)
    found = place / "loop", place / "spark"
    for data in found:
        for shard in partition.plan_archive(str(place / "courier"), str(data)):
            partition.ingest_shard(shard, str(data))
    return found


def test_spark_leaves_the_bytes_that_a_loop_leaves(spark: Any, folders: tuple[Path, Path]) -> None:
    from dateline import spark as on_spark

    loop, cluster = folders
    [lot] = partition.lots_to_extract(str(loop))
    counts = partition.extract_lot(str(loop), lot)
    assert on_spark.extract(spark, str(cluster)) == {name: counts[name] for name in counts if name != "lot"}
    assert contents(cluster) == contents(loop)
    assert on_spark.extract(spark, str(cluster))["days"] == 0


def test_mentions_of_a_frame_are_the_rows_of_the_tables(spark: Any, folders: tuple[Path, Path]) -> None:
    import pyarrow.parquet as pq

    from dateline import spark as on_spark

    loop, _ = folders
    articles = spark.read.parquet(*map(str, sorted((loop / "articles").glob("published_on=*/*.parquet"))))
    for name in ("time_mentions", "event_mentions", "event_mention_parties"):
        files = sorted((loop / name).rglob("*.parquet"))
        wanted = [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]
        found = [row.asDict() for row in on_spark.mentions(articles, name).collect()]
        assert sorted(map(plain, found)) == sorted(map(plain, wanted))


def plain(row: dict[str, Any]) -> str:
    """A row to compare by; instants without their zone, which Spark does not name."""
    return str({key: value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value for key, value in row.items()})
