"""A whole archive into `articles`, shard by shard; its days are then extracted by `extract_backlog`.

**When**: by hand ("Trigger" has a form), or a month a run: `airflow backfill create --dag-id ingest_archive --from-date
2015-01-01 --to-date 2024-12-01 --dag-run-conf '{"address": "s3://news/{year}/{month}"}'`. On the first of a month the
month before of `DATELINE_ARCHIVE` is read; where that is not set, the run is skipped.

**Inputs**: the files below `address`, in any format of docs/sources.md; `{year}` and `{month}` in it are the run's.

**Outputs**: `articles` and `rejects` under `DATELINE_DATA`, a file a shard and day; what is done, in `archives`. A
shard of which neither files nor settings changed is not read again: a run that failed goes on where it stopped. An
event of the asset `dateline_archive` for each month touched starts `extract_backlog`.

**When it fails**: open the failed `ingest` task, its log says file, place and advice. A shard in which more than
`max_reject_share` was refused keeps its articles as they were: look at `rejects`, mend it, clear the task.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, CronPartitionTimetable, Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from dateline_airflow import forms, places
from dateline_airflow.announcing import announce, totals
from dateline_airflow.settings import TASKS, no_retry_for_bad_data, told, watched

ARCHIVE = Asset("dateline_archive")


@dag(
    schedule=CronPartitionTimetable("0 0 1 * *", timezone="UTC", run_offset=-1, key_format="%Y-%m"),
    catchup=False,
    max_active_runs=4,
    doc_md=__doc__,
    tags=["dateline", "ingest", "archive"],
    default_args=TASKS,
    params={name: Param(**entry) for name, entry in forms.ARCHIVE.items()},
    **watched(late_after=dt.timedelta(hours=24)),
)
def ingest_archive() -> None:
    """An archive -> articles and rejects."""

    @task
    def plan(params: dict[str, Any], partition_key: str | None = None) -> list[str]:
        from dateline import partition

        with no_retry_for_bad_data():
            form = forms.archive_settings(params)
            return partition.plan_archive(places.archive(params), places.data(), month=partition_key, **form)

    @task(map_index_template="{{ task.op_kwargs['shard'] }}", max_active_tis_per_dagrun=16)
    def ingest(shard: str, params: dict[str, Any]) -> dict[str, Any]:
        from dateline import partition

        with no_retry_for_bad_data():
            limit, is_forced = params["max_reject_share"], params["again"]
            return partition.ingest_shard(shard, places.data(), watch=told, max_reject_share=limit, is_forced=is_forced)

    # Months of the good shards go out even when one failed; the last step then keeps the run from being green.
    @task(outlets=[ARCHIVE], trigger_rule="all_done_min_one_success")
    def announce_months(ingested: Any, outlet_events: Any) -> None:
        months = sorted({month for counts in ingested for month in counts["months"]})
        if not months:
            raise AirflowSkipException("no shard brought an article with a publication day")
        counts = totals(ingested, "articles_in", "articles_out", "duplicates", "rejects", "outside")
        announce(outlet_events[ARCHIVE], months, "articles", {"months": len(months), **counts})

    ingested = ingest.expand(shard=plan())
    [ingested, announce_months(ingested)] >> EmptyOperator(task_id="every_shard_came_in", trigger_rule="none_failed")


ingest_archive()
