"""The timeline: all event mentions merged into events, published at once.

**When**: after `extract_events`. Days that finish close together share a run, and one run works at a time, for the
timeline is always built from all mentions there are; by hand whenever wanted.

**Inputs**: all partitions of `event_mentions`, `event_mention_parties` and `article_signatures` under `DATELINE_DATA`.

**Outputs**: `timeline/builds/<digest>` with `events`, `event_parties`, `event_evidence`, `duplicates` and the
dimensions, checked against each other; then `timeline/current` is switched to it. The same mentions give the same
digest and the same bytes. The asset `dateline_timeline` gets an event.

**When it fails**: `timeline/current` still shows the last good build. The log names file, place and advice; mend and
clear the task, no day needs to be extracted anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from airflow.sdk import Asset, FixedKeyMapper, PartitionedAssetTimetable, dag, task

from dateline_airflow import places
from dateline_airflow.settings import TASKS, no_retry_for_bad_data, watched

MENTIONS = Asset("dateline_mentions")
TIMELINE = Asset("dateline_timeline")


@dag(
    # Every day maps to one key: the days waiting when the scheduler looks become one run.
    schedule=PartitionedAssetTimetable(assets=MENTIONS, default_partition_mapper=FixedKeyMapper("timeline")),
    catchup=False,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["dateline", "timeline"],
    default_args=TASKS,
    **watched(late_after=dt.timedelta(hours=4)),
)
def build_timeline() -> None:
    """Mentions -> events, the whole timeline."""

    @task(outlets=[TIMELINE])
    def build() -> dict[str, Any]:
        from dateline import partition

        with no_retry_for_bad_data():
            return partition.build_timeline(places.data())

    build()


build_timeline()
