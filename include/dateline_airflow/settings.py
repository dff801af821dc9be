"""Settings every DAG has, so that a DAG file names only its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from airflow.sdk import DeadlineAlert, DeadlineReference, SyncCallback
from airflow.sdk.exceptions import AirflowFailException

from dateline_airflow.alerts import run_failed, run_is_late

# A source or a store that does not answer is asked again after 1, 2 and 4 minutes; see `no_retry_for_bad_data`.
TASKS: dict[str, Any] = {
    "owner": "dateline",
    "retries": 3,
    "retry_delay": dt.timedelta(minutes=1),
    "retry_exponential_backoff": True,
    "max_retry_delay": dt.timedelta(minutes=30),
    "execution_timeout": dt.timedelta(hours=6),
}


def watched(*, late_after: dt.timedelta) -> dict[str, Any]:
    """Arguments of a DAG of which failed and late runs are told to the connection `dateline_alerts`."""
    late = SyncCallback(run_is_late, kwargs={"late_after": str(late_after)})
    alert = DeadlineAlert(reference=DeadlineReference.DAGRUN_QUEUED_AT, interval=late_after, callback=late)
    return {"deadline": alert, "on_failure_callback": run_failed}


@contextmanager
def no_retry_for_bad_data() -> Iterator[None]:
    """Fails the task for good on what trying again does not mend: wrong settings, refused articles, broken tables."""
    from dateline.errors import DatelineError, UnreachableError

    try:
        yield
    except UnreachableError:
        raise
    except DatelineError as error:
        raise AirflowFailException(str(error)) from None


def told(count: int) -> None:
    """A line in the task's log on how far it is."""
    print(f"{count} so far", flush=True)
