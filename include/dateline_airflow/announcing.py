"""What a task passes on to the next DAG, and with which facts; and what it asks a person first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from airflow.sdk.exceptions import AirflowSkipException

from dateline_airflow import places

MOST_DAYS = 62  # two months: more are cheaper as one run that is mapped over months


def announce(event: Any, keys: str | list[str], place: str, facts: Mapping[str, Any]) -> None:
    """Give an asset's event its partitions, and the place and counts anyone who follows it sees; log them."""
    event.add_partitions(keys)
    event.extra = {"place": f"{places.data()}/{place}", **facts}
    print(", ".join(f"{name}={value}" for name, value in event.extra.items()), flush=True)


def totals(counted: Iterable[Mapping[str, Any]], *names: str) -> dict[str, int]:
    """Sums of some counts of mapped tasks."""
    counted = list(counted)
    return {name: sum(counts[name] for counts in counted) for name in names}


def questions(counts: Mapping[str, Any], params: Mapping[str, Any]) -> list[str]:
    """What a person must approve before a build is shown: nothing, or how it differs from the last."""
    from dateline import partition

    limit = places.approve_beyond(params)
    change = None if limit is None else partition.change_share(places.data(), counts["digest"])
    if limit is None or change is None or change <= limit:
        return []
    told = f"The number of events or of event mentions differs by {change:.0%} from the timeline now shown"
    return [f"{told} (limit {limit:.0%}). Build {counts['digest']} has {counts['events']} events."]


def skip_if_rejected(answers: Iterable[Mapping[str, Any]] | None) -> None:
    """Skip the task where a person said no to one of the questions.

    The operator skips what follows it only where it is not mapped (seen with Airflow 3.3.2).
    """
    if any("Reject" in answer["chosen_options"] for answer in answers or ()):
        raise AirflowSkipException("a person did not approve of this build; the last one stays")


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
