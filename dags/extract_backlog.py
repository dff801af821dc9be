"""Mentions of every day that is behind, a month a task: after an archive came in, or after the rules changed.

**When**: after `ingest_archive`, and after `ingest_sources` found more days than go one by one; by hand after an
upgrade of dateline or a change to its language data. Runs that wait are made one, and one works at a time.

**Inputs**: `articles` under `DATELINE_DATA`; of each day the digests of what its mentions were made from, which their
files say. Behind is a day whose articles are others now, or whose rules or language data are; a change to the files of
one language concerns days with articles in it. Other days are not touched.

**Outputs**: `time_mentions`, `event_mentions` and `event_mention_parties` of these days, a file each, replaced as a
whole. Then the asset `dateline_mentions` gets one event, which starts `build_timeline`. Nothing behind: skipped.

**When it fails**: the log names file, place and advice. Days done stay done; mend and clear the task, or trigger anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import Asset, FixedKeyMapper, Param, PartitionedAssetTimetable, dag, task

from dateline_airflow import forms, places
from dateline_airflow.announcing import announce, totals
from dateline_airflow.settings import TASKS, no_retry_for_bad_data, told, watched

ARCHIVE = Asset("dateline_archive")
MENTIONS = Asset("dateline_mentions")


@dag(
    # Every month maps to one key: the months waiting when the scheduler looks become one run.
    schedule=PartitionedAssetTimetable(assets=ARCHIVE, default_partition_mapper=FixedKeyMapper("backlog")),
    catchup=False,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["dateline", "extract", "archive"],
    default_args=TASKS,
    params={name: Param(**entry) for name, entry in forms.BACKLOG.items()},
    **watched(late_after=dt.timedelta(hours=24)),
)
def extract_backlog() -> None:
    """Articles of all days that are behind -> mentions."""

    @task
    def list_lots(params: dict[str, Any]) -> list[str]:
        from dateline import partition

        with no_retry_for_bad_data():
            return partition.lots_to_extract(places.data(), **{name: params[name] for name in forms.BACKLOG})

    @task(map_index_template="{{ task.op_kwargs['lot'] }}")
    def extract(lot: str, params: dict[str, Any]) -> dict[str, Any]:
        from dateline import partition

        with no_retry_for_bad_data():
            return partition.extract_lot(places.data(), lot, with_rules=params["with_rules"], watch=told)

    # The good lots reach the timeline even when one failed; the last step then keeps the run from being green.
    @task(outlets=[MENTIONS], trigger_rule="all_done_min_one_success")
    def announce_backlog(extracted: Any, outlet_events: Any) -> None:
        counts = totals(extracted, "days", "articles", "time_mentions", "event_mentions")
        announce(outlet_events[MENTIONS], "backlog", "event_mentions", counts)

    extracted = extract.expand(lot=list_lots())
    [extracted, announce_backlog(extracted)] >> EmptyOperator(task_id="every_lot_is_done", trigger_rule="none_failed")


extract_backlog()
