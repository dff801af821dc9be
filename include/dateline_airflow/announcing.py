"""Which days a run of ingest passes on, and whether one by one or by months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from airflow.sdk.exceptions import AirflowSkipException

from dateline_airflow import places

MOST_DAYS = 62  # two months: more are cheaper as one run that is mapped over months


def few_days(ingested: Iterable[Mapping[str, Any]]) -> list[str]:
    """Days whose articles are not the ones their mentions were made from; the task is skipped when none or many are."""
    days = _days_behind(ingested)
    if not 0 < len(days) <= MOST_DAYS:
        raise AirflowSkipException(f"{len(days)} days have other articles than their mentions")
    return days


def months_of_many_days(ingested: Iterable[Mapping[str, Any]]) -> list[str]:
    """Their months where the days are many; the task is skipped otherwise."""
    days = _days_behind(ingested)
    if len(days) <= MOST_DAYS:
        raise AirflowSkipException("the days are few enough to be extracted one by one")
    return sorted({day[:7] for day in days})


def _days_behind(ingested: Iterable[Mapping[str, Any]]) -> list[str]:
    from dateline import partition

    # By what the files say, not by what this run changed: a run that was killed before it announced loses no day.
    return partition.days_to_extract(places.data(), {day for counts in ingested for day in counts["days"]})
