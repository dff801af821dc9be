"""Articles of every source, as one partition of `articles` for each publication day found.

**When**: every day at 05:00 UTC, and by hand ("Trigger"). Nothing is caught up: a run reads whatever the sources hold.

**Inputs**: the sources file (parameter `sources`, else `DATELINE_SOURCES`). One mapped task a source: a source that
fails holds up no other.

**Outputs**: `articles` and `rejects` under `DATELINE_DATA`, a file a source and publication day, each replaced whole;
files from the web under `raw/`. An event of the asset for each day whose articles changed starts `extract_events`; of
more than 62 days at once `extract_backlog` takes care, by months.

**When it fails**: open the failed `ingest` task, its log says file, place and advice. A source in which more than
`max_reject_share` was refused keeps its articles as they were: look at `rejects`, mend it, clear the task.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, CronTriggerTimetable, Param, dag, task

from dateline_airflow import forms, places
from dateline_airflow.announcing import few_days, months_of_many_days
from dateline_airflow.settings import TASKS, no_retry_for_bad_data, watched

ARTICLES = Asset("dateline_articles")
ARCHIVE = Asset("dateline_archive")


@dag(
    # No run_immediately: a fresh installation waits for its first morning.
    schedule=CronTriggerTimetable("0 5 * * *", timezone="UTC", run_immediately=dt.timedelta()),
    catchup=False,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["dateline", "ingest"],
    default_args=TASKS,
    params={name: Param(**entry) for name, entry in forms.SOURCES.items()},
    **watched(late_after=dt.timedelta(hours=4)),
)
def ingest_sources() -> None:
    """Sources -> articles and rejects."""

    @task
    def list_sources(params: dict[str, Any]) -> list[str]:
        from dateline.sources import read_sources

        with no_retry_for_bad_data():
            return [source.source_id for source in read_sources(places.sources_file(params))]

    @task(map_index_template="{{ task.op_kwargs['source_id'] }}", max_active_tis_per_dagrun=4)
    def ingest(source_id: str, params: dict[str, Any]) -> dict[str, Any]:
        from dateline import partition
        from dateline.sources import source_named

        with no_retry_for_bad_data():
            source = source_named(places.sources_file(params), source_id)
            share = params["max_reject_share"]
            return partition.ingest(source, places.data(), max_reject_share=share, must_be_fetched=True)

    # Once for all sources, so that a day found in two of them is extracted once, and even when one of them failed.
    @task(outlets=[ARTICLES], trigger_rule="all_done_min_one_success")
    def announce_days(ingested: Any, outlet_events: Any) -> None:
        outlet_events[ARTICLES].add_partitions(few_days(ingested))

    @task(outlets=[ARCHIVE], trigger_rule="all_done_min_one_success")
    def announce_months(ingested: Any, outlet_events: Any) -> None:
        outlet_events[ARCHIVE].add_partitions(months_of_many_days(ingested))

    ingested = ingest.expand(source_id=list_sources())
    [ingested, announce_days(ingested), announce_months(ingested)] >> EmptyOperator(
        task_id="every_source_came_in", trigger_rule="none_failed"
    )


ingest_sources()
