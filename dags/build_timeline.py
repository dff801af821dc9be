"""The timeline: all event mentions merged into events, published at once.

**When**: after `extract_events`. Days that finish close together share a run, and one run works at a time, for the
timeline is always built from all mentions there are; by hand whenever wanted.

**Inputs**: all partitions of `event_mentions`, `event_mention_parties` and `article_signatures` under `DATELINE_DATA`.

**Outputs**: `timeline/builds/<digest>` with `events`, `event_parties`, `event_evidence`, `duplicates` and the
dimensions, checked against each other; then `timeline/current` is switched to it. The same mentions give the same
digest and the same bytes. The asset `dateline_timeline` gets an event with digest and counts.

**Approval**: where the number of events or event mentions differs from the last build's by more than
`approve_beyond` (a share; else `DATELINE_APPROVE_BEYOND`; neither: never), the task `approve` waits for a person
("Required Actions"). Later runs wait as well. "Reject", or a week without an answer: the build is not shown.

**When it fails**: `timeline/current` still shows the last good build. The log names file, place and advice; mend and
clear the task, no day needs to be extracted anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Asset, FixedKeyMapper, Param, PartitionedAssetTimetable, dag, task

from dateline_airflow import forms, places
from dateline_airflow.announcing import announce, questions, skip_if_rejected
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
    params={name: Param(**entry) for name, entry in forms.TIMELINE.items()},
    **watched(late_after=dt.timedelta(hours=4)),
)
def build_timeline() -> None:
    """Mentions -> events, the whole timeline."""

    @task
    def build(params: dict[str, Any], ti: Any) -> list[str]:
        from dateline import partition

        with no_retry_for_bad_data():
            counts = partition.build_timeline(places.data(), is_shown=False)
        ti.xcom_push("counts", counts)
        return questions(counts, params)

    @task(outlets=[TIMELINE], trigger_rule="none_failed")
    def show(counts: dict[str, Any], answers: Any, outlet_events: Any) -> None:
        from dateline import partition

        skip_if_rejected(answers)
        with no_retry_for_bad_data():
            partition.show(places.data(), counts["digest"])
        announce(outlet_events[TIMELINE], "timeline", "timeline/current", counts)

    built = build()
    # Mapped over no question or one: without one there is no task to wait for.
    approve = ApprovalOperator.partial(
        task_id="approve",
        subject="The timeline changed much: show it?",
        defaults="Reject",
        response_timeout=dt.timedelta(days=7),
    ).expand(body=built)
    show(built["counts"], approve.output)


build_timeline()
