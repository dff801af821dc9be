"""What Airflow adds to the library's work: archives by a real scheduler beside the same steps in a pool of processes.

    python tests/bench_airflow.py months 1000 10      1,000 days of 10 articles, a backfill by month
    python tests/bench_airflow.py archive 500000      so many articles in one archive, one run

Prints figures and asserts nothing. SQLite and LocalExecutor, two tasks at once, two processes beside them; by the
clock, so the machine should be quiet.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "cluster"))
from components import Components
from folders import contents
from servers import free_port
from written_archives import months_from, write_archive

from airflow_local import rest, runs
from dateline import partition

PROCESSES = 2
DAYS_A_MONTH = 30.4375
WITHIN = 7200.0  # seconds


def by_library(address: str, data: str, months: Iterable[str | None], megabytes: float) -> float:
    """Seconds of the library, in a pool of processes."""
    started = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        shards = [
            shard
            for month in months
            for shard in partition.plan_archive(address, data, month=month, shard_megabytes=megabytes)
        ]
        list(pool.map(partial(partition.ingest_shard, data=data), shards))
        read = time.perf_counter()
        list(pool.map(partial(partition.extract_lot, data), partition.lots_to_extract(data)))
        extracted = time.perf_counter()
    partition.build_timeline(data)
    ended = time.perf_counter()
    print(f"library: read {read - started:.0f} s, extracted {extracted - read:.0f} s, built {ended - extracted:.0f} s")
    return ended - started


@contextmanager
def airflow(folder: Path, data: Path) -> Iterator[tuple[Components, rest.Client]]:
    """A running Airflow of two tasks at once."""
    settings = {
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(PROCESSES),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{folder / 'airflow.db'}?timeout=60",
        "DATELINE_DATA": str(data),
    }
    components = Components(folder / "home", free_port(), settings)
    components.create_database()
    for name in ("api-server", "dag-processor", "triggerer", "scheduler"):
        components.start(name, name, *(["--skip-serve-logs"] if name in ("triggerer", "scheduler") else []))
    try:
        yield components, components.client()
    finally:
        components.stop()


def ended(client: rest.Client, dag_id: str, count: int) -> None:
    """Return once so many runs, and all they set off, are done."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        found: list[dict[str, Any]] = client.get(f"dags/{dag_id}/dagRuns", limit=1000)["dag_runs"]
        asked = [run for run in found if run["run_type"] != "scheduled"]
        if len(asked) == count and all(run["end_date"] for run in asked):
            break
        time.sleep(1)
    bad = [line for run in asked for line in runs.follow(client, dag_id, run["dag_run_id"], within=WITHIN)]
    if bad:
        sys.exit("\n".join(bad))


def tell(client: rest.Client, seconds: float, library: float, articles: int) -> None:
    """Prints what the runs cost."""
    dags = ("ingest_archive", "extract_backlog", "build_timeline")
    counts = {dag_id: client.get(f"dags/{dag_id}/dagRuns", limit=1)["total_entries"] for dag_id in dags}
    total = sum(counts.values())
    print(f"airflow: {seconds:.0f} s, runs {counts}, {60 * total / seconds:.1f} runs a minute")
    print(f"articles a minute: airflow {60 * articles / seconds:.0f}, library {60 * articles / library:.0f}")
    print(f"airflow's share of the time {1 - library / seconds:.0%}, of the library's rate {library / seconds:.0%}")


def same(first: Path, second: Path) -> bool:
    """Whether two data folders show the same mentions and the same timeline."""
    held = [contents(folder) for folder in (first, second)]
    return held[0]["timeline/current"] == held[1]["timeline/current"] and all(
        {k: v for k, v in one.items() if "mention" in k} == {k: v for k, v in held[0].items() if "mention" in k}
        for one in held
    )


def main() -> None:
    """One of the two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("months", "archive"))
    parser.add_argument("size", type=int, help="days, or articles")
    parser.add_argument("per_day", type=int, nargs="?", default=10)
    given = parser.parse_args()
    is_by_month = given.kind == "months"
    with tempfile.TemporaryDirectory(prefix="dateline-bench-", dir=os.environ.get("TMPDIR")) as scratch:
        folder = Path(scratch)
        months = months_from("2015-01", round(given.size / DAYS_A_MONTH) if is_by_month else 36)
        per_day = given.per_day if is_by_month else round(given.size / 36 / DAYS_A_MONTH)
        write_archive(folder / "courier", months, per_day)
        articles = sum(len(file.read_bytes().splitlines()) for file in folder.glob("courier/*/*/*.jsonl"))
        print(f"{len(months)} months, {articles} articles", flush=True)
        address = str(folder / "courier") + ("/{year}/{month}" if is_by_month else "")
        megabytes = 64 if is_by_month else 8
        library = by_library(address, str(folder / "library"), months if is_by_month else [None], megabytes)
        with airflow(folder, folder / "airflow") as (components, client):
            conf = {"address": address, "shard_megabytes": megabytes}
            started = time.perf_counter()
            if is_by_month:
                span = ["--from-date", f"{months[0]}-01", "--to-date", f"{months[-1]}-01", "--max-active-runs", "4"]
                words = ["airflow", "backfill", "create", "--dag-id", "ingest_archive", *span]
                command = [*words, "--dag-run-conf", json.dumps(conf)]
                subprocess.run(command, env=components.settings, check=True, capture_output=True)
            else:
                runs.start(client, "ingest_archive", **conf)
            ended(client, "ingest_archive", len(months) if is_by_month else 1)
            tell(client, time.perf_counter() - started, library, articles)
        print("the same mentions and timeline:", same(folder / "library", folder / "airflow"))


if __name__ == "__main__":
    main()
