"""A run and all that follows from it along asset events, watched over REST until no more can come."""

from __future__ import annotations

import time
import urllib.error
import uuid
from typing import Any

from airflow_local import rest

FINISHED = ("success", "failed")
FOLLOWED = ("dateline_archive", "dateline_articles", "dateline_mentions")  # assets whose events start a run


def start(client: rest.Client, dag_id: str, **params: Any) -> str:
    """The id of a new run of a DAG, with these parameters."""
    run_id = f"by_hand__{uuid.uuid4()}"
    client.post(f"dags/{dag_id}/dagRuns", {"logical_date": None, "dag_run_id": run_id, "conf": params})
    return run_id


def follow(client: rest.Client, dag_id: str, run_id: str, *, within: float) -> list[str]:
    """What did not succeed, a line each, of a run and of all runs it sets off.

    `within` is in seconds; what has not ended by then counts as not finished. Prints each run as it ends.
    """
    deadline = time.monotonic() + within
    reported: set[str] = set()
    runs: list[dict[str, Any]] = []
    is_complete = False
    while not is_complete and time.monotonic() < deadline:
        time.sleep(1)
        runs, is_complete = _set_off_by(client, dag_id, run_id)
        for run in runs:
            if run["state"] in FINISHED and run["dag_run_id"] not in reported:
                print(f"   {run['dag_id']:<16} {run['partition_key'] or '':<12} {run['state']}", flush=True)
                reported.add(run["dag_run_id"])
    bad = [line for run in runs if run["state"] != "success" for line in _troubles(client, run)]
    return bad if is_complete else [*bad, f"gave up after {within:.0f} s"]


def _set_off_by(client: rest.Client, dag_id: str, run_id: str) -> tuple[list[dict[str, Any]], bool]:
    """All runs that follow from one, found along asset events, and whether they are done and no more can come."""
    runs: dict[tuple[str, str], dict[str, Any]] = {}
    waiting = [(dag_id, run_id)]
    is_complete = True
    while waiting:
        dag_id, run_id = waiting.pop()
        if (dag_id, run_id) in runs:
            continue
        run = runs[dag_id, run_id] = client.get(f"dags/{dag_id}/dagRuns/{run_id}")
        events = _events(client, dag_id, run_id) if run["state"] in FINISHED else None
        if events is None:
            is_complete = False
            continue
        for event in events:
            # An event that has started nothing yet waits for the scheduler's next look.
            is_complete = is_complete and bool(event["created_dagruns"] or event["name"] not in FOLLOWED)
            waiting += [(r["dag_id"], r["run_id"]) for r in event["created_dagruns"]]
    return list(runs.values()), is_complete


def _events(client: rest.Client, dag_id: str, run_id: str) -> list[dict[str, Any]] | None:
    """Asset events of a run; None while Airflow cannot tell them."""
    found: list[dict[str, Any]] = []
    while True:
        query = {"source_dag_id": dag_id, "source_run_id": run_id, "limit": 100, "offset": len(found)}
        try:
            answer = client.get("assets/events", **query)
        except urllib.error.HTTPError as error:
            if error.code != 500:  # Airflow 3.3.2 fails so while a run it would list is queued and has no start
                raise
            return None
        found += answer["asset_events"]
        if len(found) >= answer["total_entries"] or not answer["asset_events"]:
            return found


def _troubles(client: rest.Client, run: dict[str, Any]) -> list[str]:
    """One line for each failed task of a run, with its log."""
    where = f"{run['dag_id']} {run['partition_key'] or ''}".strip()
    tasks = client.get(f"dags/{run['dag_id']}/dagRuns/{run['dag_run_id']}/taskInstances", state=["failed"])
    logs = f"dag_id={run['dag_id']}/run_id={run['dag_run_id']}"
    lines = [
        f"{where}: task {task['task_id']} failed, see {logs} in the log folder" for task in tasks["task_instances"]
    ]
    return lines or [f"{where}: {run['state']}"]
