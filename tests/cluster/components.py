"""Airflow's components as separate process groups, so that a test can kill and start each by itself."""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

from airflow_local import environment, rest

HEALTHY_WITHIN = 120.0  # seconds
PASSWORD = "for-this-test-only"


class Components:
    """One Airflow: its settings, its running components by name, and how to reach it."""

    def __init__(self, home: Path, port: int, settings: Mapping[str, str]) -> None:
        self.home, self.port = home, port
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        passwords = home / "passwords.json"
        home.mkdir(parents=True, exist_ok=True)
        passwords.write_text(json.dumps({environment.USER: PASSWORD}), encoding="utf-8")
        self.settings = {
            **environment.component_settings(home, port, passwords),
            "AIRFLOW__API_AUTH__JWT_SECRET": "a" * 64,
            # A task whose worker was killed is noticed after seconds instead of minutes.
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "2",
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "3",
            "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
            "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "2",
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "20",
            **settings,
        }

    def start(self, name: str, *words: str, **settings: str) -> None:
        """Start one component; `words` are what follows `airflow`, the name itself unless given."""
        with (self.home / f"{name}.log").open("a") as log:
            self.running[name] = subprocess.Popen(
                ["airflow", *(words or (name,))],
                env=self.settings | settings,
                cwd=environment.ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """End one component and all its processes as a power cut would: at once, nothing tidied."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_task(self, name: str, draw: random.Random) -> bool:
        """Whether a component had a task at work; one of them is then ended at once, whatever it was writing."""
        # A worker has a process for each task it may run at once, and that one starts a process for the task.
        slots = psutil.Process(self.running[name].pid).children()
        tasks = [task for slot in slots for task in _children(slot)]
        if not tasks:
            return False
        draw.choice(tasks).kill()
        return True

    def stop(self) -> None:
        """End everything."""
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGTERM)
        for name, process in self.running.items():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                print(f"{name} did not end by itself")
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.running.clear()

    def create_database(self) -> None:
        """Airflow's tables in an empty database."""
        done = subprocess.run(["airflow", "db", "migrate"], env=self.settings, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def client(self) -> rest.Client:
        """A logged-in caller, once all components are healthy."""
        deadline = time.monotonic() + HEALTHY_WITHIN
        while not rest.is_healthy(self.port):
            assert time.monotonic() < deadline, f"not healthy: read the logs in {self.home}"
            time.sleep(0.5)
        return rest.Client(self.port, PASSWORD)


def _children(process: psutil.Process) -> list[psutil.Process]:
    """The processes one has started; none when it has just ended."""
    try:
        return list(process.children())
    except psutil.NoSuchProcess:
        return []
