"""The whole pipeline under a real scheduler: SQLite with LocalExecutor, PostgreSQL and Redis with two Celery workers.

Not part of the everyday tests: `make test-cluster` runs them, some minutes long.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import servers
from components import Components
from folders import contents
from sample_articles import ARTICLES
from written_archives import months_from, write_archive

from airflow_local import rest, runs
from dateline import partition

pytestmark = pytest.mark.cluster

FOLDERS = sorted(path for path in ARTICLES.iterdir() if path.is_dir())
DONE_WITHIN = 900.0
KILLS = 6
SEED = 20241224


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sources file with every folder of sample articles."""
    blocks = [f'[[sources]]\nname = "{path.name}"\nkind = "folder"\naddress = "{path}"\n' for path in FOLDERS]
    file = tmp_path_factory.mktemp("sources") / "sources.toml"
    file.write_text("\n".join(blocks), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables the shell makes of the same articles."""
    data = tmp_path_factory.mktemp("undisturbed")
    words = [sys.executable, "-m", "dateline", "build", *map(str, FOLDERS), "--out", str(data), "--quiet"]
    subprocess.run(words, check=True, capture_output=True)
    return published(data)


def published(data: Path) -> dict[str, str]:
    """What a reader sees: all tables, and the current build alone (builds between days stay beside it).

    The page on quality is no table: it compares the build with the one shown before, which runs by days had others of.
    """
    current = (data / "timeline" / "current").resolve().name
    held = contents(data)
    held.pop("timeline/quality.html", None)
    return {k: v for k, v in held.items() if not k.startswith("timeline/builds/") or k.split("/")[2] == current}


@pytest.fixture(params=["sqlite", "postgres"])
def airflow(request: pytest.FixtureRequest, tmp_path: Path, sources: Path) -> Iterator[Components]:
    """A running Airflow whose data folder is `data` in the test's folder."""
    settings = {"DATELINE_SOURCES": str(sources), "DATELINE_DATA": str(tmp_path / "data")}
    with ExitStack() as stack:
        if request.param == "sqlite":
            settings["AIRFLOW__CORE__EXECUTOR"] = "LocalExecutor"
            settings["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{tmp_path / 'airflow.db'}?timeout=60"
        else:
            if servers.postgres_folder() is None or shutil.which("redis-server") is None:
                pytest.fail("PostgreSQL and Redis are not here: apt-get install postgresql redis-server")
            database = stack.enter_context(servers.postgres(tmp_path))
            settings["AIRFLOW__CORE__EXECUTOR"] = "CeleryExecutor"
            settings["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"postgresql+psycopg2://{database}"
            settings["AIRFLOW__CELERY__RESULT_BACKEND"] = f"db+postgresql://{database}"
            settings["AIRFLOW__CELERY__BROKER_URL"] = stack.enter_context(servers.redis(tmp_path))
        components = Components(tmp_path / "home", servers.free_port(), settings)
        stack.callback(components.stop)
        components.create_database()
        start_all(components)
        yield components


def start_all(components: Components) -> None:
    """Start what is not running."""
    for name in ("api-server", "dag-processor", "triggerer", "scheduler"):
        if name not in components.running:
            logs = ["--skip-serve-logs"] if name in ("triggerer", "scheduler") else []
            components.start(name, name, *logs)
    if components.settings["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor":
        for name in ("worker-1", "worker-2"):
            if name not in components.running:
                words = [
                    "celery",
                    "worker",
                    "--celery-hostname",
                    f"{name}@%h",
                    "--concurrency",
                    "2",
                    "--skip-serve-logs",
                ]
                components.start(name, *words)


def test_the_scheduler_leaves_the_tables_the_shell_leaves(
    airflow: Components, tmp_path: Path, undisturbed: dict[str, str]
) -> None:
    client = airflow.client()
    run_id = runs.start(client, "ingest_sources")
    assert runs.follow(client, "ingest_sources", run_id, within=DONE_WITHIN) == []
    assert published(tmp_path / "data") == undisturbed


@pytest.mark.parametrize("airflow", ["postgres"], indirect=True)
def test_components_killed_at_random_moments_change_no_byte_in_the_end(
    airflow: Components, tmp_path: Path, undisturbed: dict[str, str]
) -> None:
    draw = random.Random(SEED)
    client = airflow.client()
    run_id = runs.start(client, "ingest_sources")
    killed: list[str] = []
    while len(killed) < KILLS:
        time.sleep(draw.uniform(2, 8))
        victim = draw.choice(["worker-1", "worker-2", "scheduler", "a task", "a task"])
        if victim == "a task" and not any(airflow.kill_task(name, draw) for name in ("worker-1", "worker-2")):
            victim = "scheduler"
        if victim != "a task":
            airflow.kill(victim)
            start_all(airflow)
        print("kill", victim)
        killed.append(victim)
    client = airflow.client()
    assert runs.follow(client, "ingest_sources", run_id, within=DONE_WITHIN) == []
    assert published(tmp_path / "data") == undisturbed


# ---- an archive, month by month

MONTHS = months_from("2023-11", 3)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "courier"
    write_archive(folder, MONTHS, articles_a_day=4)
    return folder


@pytest.fixture(scope="module")
def archived(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables the library makes of the archive."""
    data = str(tmp_path_factory.mktemp("archived"))
    for month in MONTHS:
        for shard in partition.plan_archive(f"{archive}/{{year}}/{{month}}", data, month=month):
            partition.ingest_shard(shard, data)
    for lot in partition.lots_to_extract(data):
        partition.extract_lot(data, lot)
    partition.build_timeline(data)
    return published(Path(data))


def backfill(components: Components, archive: Path, *words: str) -> None:
    """Start a backfill of `ingest_archive` over the months, as a person types it."""
    settings = json.dumps({"address": f"{archive}/{{year}}/{{month}}"})
    days = ["--from-date", f"{MONTHS[0]}-01", "--to-date", f"{MONTHS[-1]}-01"]
    command = ["airflow", "backfill", "create", "--dag-id", "ingest_archive", *days, "--dag-run-conf", settings, *words]
    done = subprocess.run(command, env=components.settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def wait_for_backfills(client: rest.Client) -> None:
    """Return when every backfill is noted as ended; until then no other of the DAG may start."""
    until = time.monotonic() + DONE_WITHIN
    while any(one["completed_at"] is None for one in client.get("backfills", dag_id="ingest_archive")["backfills"]):
        assert time.monotonic() < until, "a backfill whose runs have ended is not noted as ended"
        time.sleep(1)


def runs_of(client: rest.Client, dag_id: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get(f"dags/{dag_id}/dagRuns", limit=100)["dag_runs"]
    return found


def follow_all(client: rest.Client, dag_id: str) -> list[str]:
    """What of the runs of a DAG, and of all they set off, did not succeed."""
    return [
        line
        for run in runs_of(client, dag_id)
        for line in runs.follow(client, dag_id, str(run["dag_run_id"]), within=DONE_WITHIN)
    ]


def test_an_archive_is_backfilled_by_month_and_extracted_by_months(
    airflow: Components, tmp_path: Path, archive: Path, archived: dict[str, str]
) -> None:
    client = airflow.client()
    backfill(airflow, archive, "--max-active-runs", "2")
    assert follow_all(client, "ingest_archive") == []
    assert published(tmp_path / "data") == archived
    assert runs_of(client, "extract_events") == []
    # Again, with nothing new: no shard is read, no day extracted, no timeline built.
    builds = len(runs_of(client, "build_timeline"))
    wait_for_backfills(client)
    backfill(airflow, archive, "--reprocess-behavior", "completed")
    assert follow_all(client, "ingest_archive") == []
    assert published(tmp_path / "data") == archived
    # Besides them stands the month before this one, which the timetable has by itself: skipped, for no archive is set.
    assert sum(run["partition_key"] in MONTHS for run in runs_of(client, "ingest_archive")) == 2 * len(MONTHS)
    assert len(runs_of(client, "build_timeline")) == builds
