"""`make run`: the sources through the three DAGs under a real scheduler, then the timeline read back from Parquet."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from airflow_local import environment, rest, runs, services

DONE_WITHIN = 600.0  # seconds; about 40 are usual on two cores

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
        client = rest.Client(int(str(state["port"])), environment.password())
        run_id = runs.start(client, "ingest_sources")
        failed = runs.follow(client, "ingest_sources", run_id, within=DONE_WITHIN)
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


def _shown(data: str) -> str:
    inside = Path(data)
    return str(inside.relative_to(environment.ROOT)) if inside.is_relative_to(environment.ROOT) else data
