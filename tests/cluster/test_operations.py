"""A morning in operation under a real scheduler: a poisoned source, late articles, two runs at once, a person's word.

The story is told once (`story`), each test looks at one thing in it. `make test-cluster` runs it.
"""

import http.server
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import servers
from components import Components
from folders import contents
from written_archives import month_lines

from airflow_local import environment, runs

pytestmark = pytest.mark.cluster

WITHIN = 400.0  # seconds
LATE_DAG = """
import datetime as dt
from airflow.sdk import dag, task
from dateline_airflow.settings import watched

@dag(schedule=None, **watched(late_after=dt.timedelta(seconds=3)))
def slow():
    @task
    def sleep():
        import time
        time.sleep(12)
    sleep()

slow()
"""
HAS_LINEAGE = importlib.util.find_spec("openlineage") is not None


@contextmanager
def webhook() -> Iterator[tuple[str, list[str]]]:
    """Address of a chat's webhook on this machine, and the messages it was sent."""
    messages: list[str] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/chat", messages
    finally:
        server.shutdown()
        server.server_close()


class Newsroom:
    """Sources in a folder, an Airflow that reads them, and what has happened."""

    def __init__(self, folder: Path, hook: str) -> None:
        self.folder, self.data = folder, folder / "data"
        dags = folder / "dags"
        shutil.copytree(environment.ROOT / "dags", dags, ignore=shutil.ignore_patterns("__pycache__"))
        (dags / "slow.py").write_text(LATE_DAG)
        settings = {
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{folder / 'airflow.db'}?timeout=60",
            "AIRFLOW_CONN_DATELINE_ALERTS": json.dumps({"conn_type": "http", "host": hook}),
            "DATELINE_SOURCES": str(folder / "sources.toml"),
            "DATELINE_DATA": str(self.data),
            "DATELINE_APPROVE_BEYOND": "10",
        }
        if HAS_LINEAGE:
            transport = {"type": "file", "log_file_path": str(folder / "lineage"), "append": True}
            settings["AIRFLOW__OPENLINEAGE__TRANSPORT"] = json.dumps(transport)
        self.airflow = Components(folder / "home", servers.free_port(), settings)
        self.airflow.create_database()
        for name in ("api-server", "dag-processor", "triggerer", "scheduler"):
            self.airflow.start(name, name, *(["--skip-serve-logs"] if name in ("triggerer", "scheduler") else []))
        self.client = self.airflow.client()

    def write(self, name: str, lines: list[str]) -> Path:
        """A source of one file of JSON lines."""
        file = self.folder / name / "articles.jsonl"
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(lines), encoding="utf-8")
        names = sorted(path.parent.name for path in self.folder.glob("*/articles.jsonl"))
        blocks = [f'[[sources]]\nname = "{one}"\nkind = "folder"\naddress = "{self.folder / one}"\n' for one in names]
        (self.folder / "sources.toml").write_text("\n".join(blocks), encoding="utf-8")
        return file

    def run(self, dag_id: str, **params: Any) -> list[str]:
        """What did not succeed of a run and all it sets off."""
        return runs.follow(self.client, dag_id, runs.start(self.client, dag_id, **params), within=WITHIN)

    def runs_of(self, dag_id: str) -> list[dict[str, Any]]:
        """All runs of a DAG, the oldest first."""
        found: list[dict[str, Any]] = self.client.get(f"dags/{dag_id}/dagRuns", limit=100)["dag_runs"]
        return sorted(found, key=lambda run: str(run["queued_at"]))

    def days_extracted(self) -> list[str]:
        """Partition keys of the runs of extract_events so far."""
        return [run["partition_key"] for run in self.runs_of("extract_events")]

    def tries(self, dag_id: str, run_id: str, task_id: str) -> list[tuple[str, int]]:
        """State and number of tries of each mapped task of a run."""
        found = self.client.get(f"dags/{dag_id}/dagRuns/{run_id}/taskInstances", limit=100)["task_instances"]
        return [(one["state"], one["try_number"]) for one in found if one["task_id"] == task_id]

    def events(self) -> list[dict[str, Any]]:
        """Events of the assets; none while Airflow cannot tell them."""
        try:
            found: list[dict[str, Any]] = self.client.get("assets/events", limit=100)["asset_events"]
        except urllib.error.HTTPError:  # Airflow 3.3.2 fails while a run it would list is queued and has no start
            return []
        return found

    def shown(self) -> str:
        """Name of the build that readers see."""
        return os.readlink(self.data / "timeline" / "current")

    def waiting_question(self) -> str:
        """Text of the question that waits for a person."""
        return str(until(lambda: self.questions())[0]["body"])

    def questions(self) -> list[dict[str, Any]]:
        """Questions that wait for a person."""
        path = "dags/build_timeline/dagRuns/~/hitlDetails"
        found: list[dict[str, Any]] = self.client.get(path, response_received="false")["hitl_details"]
        return found

    def answer(self, word: str) -> str:
        """State in which the waiting run of build_timeline ended after a person's answer."""
        [question] = self.questions()
        run_id, index = question["task_instance"]["dag_run_id"], question["task_instance"]["map_index"]
        path = f"dags/build_timeline/dagRuns/{run_id}/taskInstances/approve/{index}/hitlDetails"
        self.client.patch(path, {"chosen_options": [word], "params_input": {}})
        ended = until(
            lambda: [r for r in self.runs_of("build_timeline") if r["dag_run_id"] == run_id and r["end_date"]]
        )
        return str(ended[0]["state"])


def until(ask: Callable[[], list[Any]]) -> list[Any]:
    """The first answer that is not empty."""
    deadline = time.monotonic() + WITHIN
    while not (answer := ask()):
        assert time.monotonic() < deadline
        time.sleep(1)
    return answer


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What was seen on the way."""
    seen: dict[str, Any] = {}
    with webhook() as (hook, messages):
        room = Newsroom(tmp_path_factory.mktemp("newsroom"), hook)
        try:
            _tell(room, seen)
            until(lambda: [message for message in messages if message.startswith("slow ")])
        finally:
            room.airflow.stop()
        seen["messages"] = messages
        seen["data"], seen["folder"] = room.data, room.folder
        yield seen


def _tell(room: Newsroom, seen: dict[str, Any]) -> None:
    lines = list(month_lines("2024-05", 3))
    seen["slow"] = runs.start(room.client, "slow")
    # A poisoned source among good ones.
    room.write("courier", lines[:24])
    poisoned = room.write("poisoned", ["{broken\n"] * 5)
    seen["poisoned"] = room.run("ingest_sources")
    run_id = room.runs_of("ingest_sources")[0]["dag_run_id"]
    seen["tries"] = sorted(room.tries("ingest_sources", run_id, "ingest"))
    seen["first days"] = sorted(room.days_extracted())
    seen["events"] = until(room.events)
    # Late articles of an old day, the poisoned source mended.
    shutil.rmtree(poisoned.parent)
    room.write("courier", lines[:25])
    seen["late"] = room.run("ingest_sources")
    seen["late days"] = room.days_extracted()[len(seen["first days"]) :]
    # Two runs over the same days at once, by two ways.
    room.write("courier", lines[:27])
    words = [
        ("ingest_sources", {}),
        ("ingest_archive", {"address": str(room.folder / "courier"), "source_id": "archive"}),
    ]
    started = [(dag_id, runs.start(room.client, dag_id, **params)) for dag_id, params in words]
    seen["at once"] = [line for one in started for line in runs.follow(room.client, *one, within=WITHIN)]
    # A build that differs much waits for a person; rejected, then asked for again and approved.
    shown = room.shown()
    room.write("courier", lines[:27] + list(month_lines("2024-06", 600))[:600])
    runs.start(room.client, "ingest_sources")
    seen["question"] = room.waiting_question()
    seen["shown while waiting"] = room.shown() == shown
    seen["rejected"] = (room.answer("Reject"), room.shown() == shown)
    runs.start(room.client, "build_timeline")
    room.waiting_question()
    seen["approved"] = (room.answer("Approve"), room.shown() != shown)


def test_days_of_the_good_source_are_extracted_although_another_is_poisoned(story: dict[str, Any]) -> None:
    assert story["first days"] == [f"2024-05-{day:02}" for day in range(1, 9)]


def test_a_run_with_a_poisoned_source_fails_and_names_the_task(story: dict[str, Any]) -> None:
    assert [line.split(" failed")[0] for line in story["poisoned"]] == ["ingest_sources: task ingest"]


def test_bad_data_are_not_tried_again(story: dict[str, Any]) -> None:
    assert story["tries"] == [("failed", 1), ("success", 1)]


def test_a_failed_run_and_a_late_one_are_told_to_the_connection(story: dict[str, Any]) -> None:
    told = sorted(story["messages"])
    assert [message.split(" ")[0] for message in told] == ["ingest_sources", "slow"]
    assert "failed" in told[0]
    assert "has not ended 0:00:03 after it was queued" in told[1]


def test_a_late_article_has_its_day_extracted_and_no_other(story: dict[str, Any]) -> None:
    assert (story["late"], story["late days"]) == ([], ["2024-05-09"])


def test_two_runs_over_the_same_days_both_succeed(story: dict[str, Any]) -> None:
    assert story["at once"] == []


def test_an_event_of_an_asset_says_how_much_and_where(story: dict[str, Any]) -> None:
    told = {event["name"]: event["extra"] for event in story["events"]}
    assert told["dateline_articles"]["articles_out"] == 24
    assert told["dateline_mentions"]["articles"] == 3
    assert told["dateline_timeline"]["digest"]
    assert {Path(extra["place"]).parts[-1] for extra in told.values()} >= {"articles", "current"}


def test_a_build_that_differs_much_waits_and_readers_see_the_last_one(story: dict[str, Any]) -> None:
    assert "limit 1000%" in story["question"]
    assert story["shown while waiting"]


def test_a_rejected_build_is_not_shown_and_an_approved_one_is(story: dict[str, Any]) -> None:
    assert (story["rejected"], story["approved"]) == (("success", True), ("success", True))


def test_in_the_end_the_tables_are_those_of_the_shell(story: dict[str, Any], tmp_path: Path) -> None:
    data, archive = tmp_path / "data", tmp_path / "archive"
    archive.mkdir()
    (archive / "articles.jsonl").write_text("".join(list(month_lines("2024-05", 3))[:27]), encoding="utf-8")
    words = [sys.executable, "-m", "dateline", "build", str(story["folder"] / "courier"), str(archive)]
    subprocess.run([*words, "--out", str(data), "--quiet"], check=True, capture_output=True)
    assert seen_of(story["data"]) == seen_of(data)


def seen_of(data: Path) -> dict[str, str]:
    """Mentions, and the build that is shown."""
    held = contents(data)
    current = f"timeline/{held['timeline/current']}"
    return {name: content for name, content in held.items() if "mention" in name or name.startswith(current)}


@pytest.mark.skipif(not HAS_LINEAGE, reason="apache-airflow-providers-openlineage is not installed")
def test_lineage_names_the_tasks_and_the_assets_between_them(story: dict[str, Any]) -> None:
    lines = [json.loads(line) for file in story["folder"].glob("lineage*") for line in file.read_text().splitlines()]
    jobs = {event["job"]["name"] for event in lines}
    assert {"ingest_sources.ingest", "extract_events.extract", "build_timeline.show"} <= jobs
    assert {"START", "COMPLETE", "FAIL"} <= {event["eventType"] for event in lines}
