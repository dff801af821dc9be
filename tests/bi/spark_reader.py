"""What Spark makes of a build, as JSON on standard output; run by Spark's own Python.

spark_reader.py BUILD_FOLDER
"""

import json
import sys
from pathlib import Path
from typing import Any

EVENTS_OF_A_QUARTER = "select * from events where last_day >= date'2024-10-01' and first_day <= date'2024-12-31'"


def rows(frame: Any) -> list[dict[str, str | None]]:
    """Every value as text, so that days and instants are compared as Spark understood them."""
    names = frame.columns
    return [
        {name: None if value is None else str(value) for name, value in zip(names, row, strict=True)}
        for row in frame.collect()
    ]


def main() -> None:
    """Prints types and rows of every table, and what a filter on days keeps and hands down to the reader."""
    from pyspark.sql import SparkSession

    local = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master("local[1]")
    for name, value in {**local, "spark.sql.session.timeZone": "UTC"}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    told = {}
    for path in sorted(Path(sys.argv[1]).glob("*.parquet")):
        frame = spark.read.parquet(str(path))
        frame.createOrReplaceTempView(path.stem)
        told[path.stem] = {"types": dict(frame.dtypes), "rows": rows(frame)}
    found = spark.sql(EVENTS_OF_A_QUARTER)
    plan = found._jdf.queryExecution().toString()
    json.dump({"tables": told, "quarter": rows(found.select("event_id")), "plan": plan}, sys.stdout)


if __name__ == "__main__":
    main()
