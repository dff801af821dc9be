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
from airflow.sdk.exceptions import AirflowFailException

from dateline_airflow import forms, places
from dateline_airflow.announcing import announce
from dateline_airflow.settings import TASKS, no_retry_for_bad_data, watched

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
    default_args=TASKS,
    params={name: Param(**entry) for name, entry in forms.DAY.items()},
    **watched(late_after=dt.timedelta(hours=4)),
)
def extract_events() -> None:
    """Articles of one day -> mentions."""

    @task(outlets=[MENTIONS])
    def extract(params: dict[str, Any], outlet_events: Any, partition_key: str | None = None) -> dict[str, Any]:
        from dateline import partition

        published_on = partition_key or params["published_on"]
        if not published_on:
            raise AirflowFailException("no publication day: trigger with a partition key or the parameter published_on")
        with no_retry_for_bad_data():
            counts = partition.extract(places.data(), published_on)
        announce(outlet_events[MENTIONS], published_on, f"event_mentions/published_on={published_on}", counts)
        return counts

    extract()


extract_events()
