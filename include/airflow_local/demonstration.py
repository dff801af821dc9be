"""`make run`: the sources through the three DAGs under a real scheduler, then the timeline read back from Parquet."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import uuid
from pathlib import Path
from typing import Any

from airflow_local import environment, rest, services

DONE_WITHIN = 600.0  # seconds; about 40 are usual on two cores
FINISHED = ("success", "failed")
FOLLOWED = ("dateline_articles", "dateline_mentions")  # assets whose events start a run

NEXT = """
The tables are Parquet files in {data}: articles, rejects, time_mentions, event_mentions and
event_mention_parties by publication day, the events in {data}/timeline/current. Next:

  {browser}
  .venv/bin/python -m dateline timeline --help
  .venv/bin/python -c "import duckdb; duckdb.read_parquet('{data}/timeline/current/events.parquet').show()"
  .venv/bin/python -c "from dateline.analysis import read_events
print(read_events('{data}')[['first_day', 'type', 'actor_codes', 'recipient_codes']])"
"""


def run() -> int:
    """Exit code, 0 when all that followed from the sources succeeded; prints runs, timeline and what to do next."""
    started = time.monotonic()
    wanted = {"sources": str(environment.sources_file()), "data": environment.data_folder()}
    was_running = services.running()
    if was_running and not wanted.items() <= was_running.items():
        print(f"an Airflow that writes to {was_running['data']} runs: make down, then make run again")
        return 2
    state = services.up()
    try:
        failed = follow(rest.Client(int(str(state["port"]))))
    finally:
        if not was_running:
            print("== stopping Airflow", flush=True)
            services.down()
    if failed:
        print("not finished or failed:", *failed, sep="\n   ")
        return 1
    print(f"== the timeline, read back from the Parquet files ({time.monotonic() - started:.0f} s)\n", flush=True)
    data = _shown(wanted["data"])
    timeline = subprocess.run([sys.executable, "-m", "dateline", "timeline", data], check=False, cwd=environment.ROOT)
    print(NEXT.format(data=data, browser="make down" if was_running else "make up      # Airflow's pages in a browser"))
    return timeline.returncode


def follow(client: rest.Client) -> list[str]:
    """What did not succeed, a line each, of a new run of ingest_sources and of all runs it sets off."""
    run_id = f"make_run__{uuid.uuid4()}"
    client.post("dags/ingest_sources/dagRuns", {"logical_date": None, "dag_run_id": run_id})
    deadline = time.monotonic() + DONE_WITHIN
    reported: set[str] = set()
    runs: list[dict[str, Any]] = []
    is_complete = False
    while not is_complete and time.monotonic() < deadline:
        time.sleep(1)
        runs, is_complete = _set_off_by(client, "ingest_sources", run_id)
        for run in runs:
            if run["state"] in FINISHED and run["dag_run_id"] not in reported:
                print(f"   {run['dag_id']:<16} {run['partition_key'] or '':<12} {run['state']}", flush=True)
                reported.add(run["dag_run_id"])
    bad = [line for run in runs if run["state"] != "success" for line in _troubles(client, run)]
    return bad if is_complete else [*bad, f"gave up after {DONE_WITHIN:.0f} s"]


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
    logs = (environment.LOGS / f"dag_id={run['dag_id']}" / f"run_id={run['dag_run_id']}").relative_to(environment.ROOT)
    lines = [f"{where}: task {task['task_id']} failed, logs in {logs}" for task in tasks["task_instances"]]
    return lines or [f"{where}: {run['state']}"]


def _shown(data: str) -> str:
    inside = Path(data)
    return str(inside.relative_to(environment.ROOT)) if inside.is_relative_to(environment.ROOT) else data
