"""Articles of every source, as one partition of `articles` for each publication day found.

**When**: every day at 05:00 UTC, and by hand ("Trigger"). Nothing is caught up: a run reads whatever the sources hold.

**Inputs**: the sources file, TOML (parameter `sources`, otherwise the environment's `DATELINE_SOURCES`). One mapped
task a source, so that a source that fails holds up no other.

**Outputs**: `articles` and `rejects` under `DATELINE_DATA`, a file a source and publication day, each replaced whole;
files from the web under `raw/`. An event of the asset a day found, which starts `extract_events` for that day.

**When it fails**: open the failed `ingest` task, its log says file, place and advice. A source in which more than
`max_reject_share` was refused keeps its articles as they were: look at `rejects`, mend it, clear the task.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, CronTriggerTimetable, Param, dag, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

ARTICLES = Asset("dateline_articles")


@dag(
    # No run_immediately: a fresh installation waits for its first morning instead of making up for the last one.
    schedule=CronTriggerTimetable("0 5 * * *", timezone="UTC", run_immediately=dt.timedelta()),
    catchup=False,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["dateline", "ingest"],
    default_args={"owner": "dateline", "retries": 2, "retry_delay": dt.timedelta(seconds=10)},
    params={
        "sources": Param(None, type=["null", "string"], description="Sources file; empty: DATELINE_SOURCES"),
        "max_reject_share": Param(0.5, type="number", minimum=0, maximum=1, description="Refused of all, per source"),
    },
)
def ingest_sources() -> None:
    """Sources -> articles and rejects."""

    @task
    def list_sources(params: dict[str, Any]) -> list[str]:
        import os

        from dateline.sources import read_sources

        return [source.source_id for source in read_sources(params["sources"] or os.environ["DATELINE_SOURCES"])]

    @task(map_index_template="{{ task.op_kwargs['source_id'] }}", max_active_tis_per_dagrun=4)
    def ingest(source_id: str, params: dict[str, Any]) -> dict[str, Any]:
        import os

        from dateline import partition
        from dateline.errors import DatelineError
        from dateline.sources import read_sources

        sources = read_sources(params["sources"] or os.environ["DATELINE_SOURCES"])
        source = next(s for s in sources if s.source_id == source_id)
        try:
            return partition.ingest(source, os.environ["DATELINE_DATA"], max_reject_share=params["max_reject_share"])
        except DatelineError as error:
            raise AirflowFailException(str(error)) from None

    # One task announces the days of all sources, so that a day found in two of them is extracted once.
    @task(outlets=[ARTICLES], trigger_rule="all_done")
    def announce_days(ingested: Any, outlet_events: Any) -> list[str]:
        days = sorted({day for counts in ingested or () for day in counts["days"]})
        if not days:
            raise AirflowSkipException("no source brought an article with a publication day")
        outlet_events[ARTICLES].add_partitions(days)
        return days

    ingested = ingest.expand(source_id=list_sources())
    # Days of the good sources go out even when one source failed; this last step then keeps the run from being green.
    [ingested, announce_days(ingested)] >> EmptyOperator(task_id="every_source_came_in")


ingest_sources()
