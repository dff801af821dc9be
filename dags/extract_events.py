"""Time mentions and event mentions of one publication day.

**When**: after `ingest_sources` announced the day; by hand for any day (trigger with a partition key, or with the
parameter `published_on`).

**Inputs**: `articles/published_on=<day>` under `DATELINE_DATA`, the files of all sources.

**Outputs**: `time_mentions`, `event_mentions`, `event_mention_parties` and `article_signatures` of that day, one file
each, replaced as a whole. The asset `dateline_mentions` gets an event for the day, which starts `build_timeline`.

**When it fails**: the log names file, place and advice. Nothing was replaced; mend and clear the task. Running a day
twice leaves the same bytes.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from airflow.sdk import Asset, Param, PartitionedAssetTimetable, StartOfDayMapper, dag, task

ARTICLES = Asset("dateline_articles")
MENTIONS = Asset("dateline_mentions")


@dag(
    schedule=PartitionedAssetTimetable(
        assets=ARTICLES,
        default_partition_mapper=StartOfDayMapper(input_format="%Y-%m-%d", output_format="%Y-%m-%d"),
    ),
    catchup=False,
    max_active_runs=4,
    doc_md=__doc__,
    tags=["dateline", "extract"],
    default_args={"owner": "dateline", "retries": 2, "retry_delay": dt.timedelta(seconds=10)},
    params={
        "published_on": Param(
            None, type=["null", "string"], format="date", description="Day, where no partition key says"
        ),
    },
)
def extract_events() -> None:
    """Articles of one day -> mentions."""

    @task(outlets=[MENTIONS])
    def extract(params: dict[str, Any], outlet_events: Any, partition_key: str | None = None) -> dict[str, Any]:
        import os

        from dateline import partition

        published_on = partition_key or params["published_on"]
        if not published_on:
            raise ValueError("no publication day: trigger with a partition key or the parameter published_on")
        counts = partition.extract(os.environ["DATELINE_DATA"], published_on)
        outlet_events[MENTIONS].add_partitions(published_on)
        return counts

    extract()


extract_events()
