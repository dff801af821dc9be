"""The local Airflow's processes: one session, started in order, health-checked, ended together."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from airflow_local import environment, rest

STATE = environment.HOME / "running.json"
HEALTHY_WITHIN = 120.0  # seconds; 20 to 30 are usual on two cores
ENDED_WITHIN = 20.0


@contextmanager
def alone() -> Iterator[None]:
    """Holds this folder's Airflow, so that no second `make run` stops it under the first; waits for its turn."""
    environment.HOME.mkdir(parents=True, exist_ok=True)
    with (environment.HOME / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("== waiting for another make run or make up in this folder", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def running() -> dict[str, object] | None:
    """What `up` wrote down (session, port, sources, data) if that Airflow still runs, else None."""
    if not STATE.exists():
        return None
    state: dict[str, object] = json.loads(STATE.read_text())
    return state if state["booted"] == _booted() and _members(int(str(state["session"]))) else None


def up() -> dict[str, object]:
    """The running Airflow's state, after starting it where it did not run; prints what it does.

    Raises RuntimeError, having ended what it started, when the components do not become healthy.
    """
    if state := running():
        print(f"== Airflow already runs on http://127.0.0.1:{state['port']}")
        _wait_until_healthy(int(str(state["port"])))
        return state
    port = environment.free_port()
    settings = environment.environment(port)
    _create_database(settings)
    if environment.password() is None:
        print(f"== login {environment.USER}, password {environment.create_password()}")
        print(f"   (shown this once; kept in {_shown(environment.PASSWORDS)})")
    environment.LOGS.mkdir(parents=True, exist_ok=True)
    print(f"== starting Airflow on http://127.0.0.1:{port} (logs in {_shown(environment.LOGS)})", flush=True)
    with (environment.LOGS / "services.log").open("w") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "airflow_local", "serve"],
            env=settings,
            cwd=environment.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    state = {"session": keeper.pid, "booted": _booted(), "port": port}
    state |= {"sources": settings["DATELINE_SOURCES"], "data": settings["DATELINE_DATA"]}
    STATE.write_text(json.dumps(state) + "\n")
    try:
        _wait_until_healthy(port, keeper)
    except BaseException:
        down()
        raise
    return state


def airflow(words: list[str]) -> int:
    """Exit code of a command of Airflow, called with the settings of the one that runs."""
    state = running()
    if not state:
        raise RuntimeError("no Airflow of this folder runs: make up")
    settings = environment.environment(int(str(state["port"])))
    return subprocess.run(["airflow", *words], env=settings, check=False).returncode


def down() -> bool:
    """True if an Airflow ran and has been ended, with everything it had started."""
    state = running()
    if state:
        session = int(str(state["session"]))
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for pid in _members(session):
                _send(pid, sign)
            deadline = time.monotonic() + ENDED_WITHIN
            while _members(session) and time.monotonic() < deadline:
                time.sleep(0.2)
    STATE.unlink(missing_ok=True)
    return state is not None


def serve() -> None:
    """Runs the components until one ends or SIGTERM comes, then ends the others; what `up` puts in a session."""
    port = int(os.environ["AIRFLOW__API__PORT"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    components = [_component("api-server"), _component("dag-processor")]
    try:
        # A task that starts before the API answers fails its first try.
        while not rest.answers(port):
            _raise_if_one_ended(components)
            time.sleep(0.3)
        components.append(_component("scheduler", "--skip-serve-logs"))
        components.append(_component("triggerer", "--skip-serve-logs"))
        while True:
            _raise_if_one_ended(components)
            time.sleep(1)
    finally:
        for component in components:
            component.terminate()


def _wait_until_healthy(port: int, keeper: subprocess.Popen[bytes] | None = None) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN
    while not rest.is_healthy(port):
        if (keeper and keeper.poll() is not None) or time.monotonic() > deadline:
            raise RuntimeError(f"Airflow did not become healthy; read {_shown(environment.LOGS / 'services.log')}")
        time.sleep(0.5)


def _component(*words: str) -> subprocess.Popen[bytes]:
    with (environment.LOGS / f"{words[0]}.log").open("w") as log:
        return subprocess.Popen(["airflow", *words], stdout=log, stderr=subprocess.STDOUT)


def _raise_if_one_ended(components: list[subprocess.Popen[bytes]]) -> None:
    for component in components:
        if component.poll() is not None:
            raise RuntimeError(f"{component.args!r} ended with {component.returncode}; read its log beside this one")


def _create_database(settings: dict[str, str]) -> None:
    if environment.DATABASE.exists():
        return
    print("== creating Airflow's metadata database (once)", flush=True)
    environment.HOME.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["airflow", "db", "migrate"], env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        environment.DATABASE.unlink(missing_ok=True)
        raise RuntimeError(f"airflow db migrate failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    with closing(sqlite3.connect(environment.DATABASE)) as database:
        database.execute(
            "PRAGMA journal_mode=WAL"
        )  # kept in the file: readers and the writer don't wait for each other


def _booted() -> int:
    """When this machine started, in seconds: a session number of an earlier life means nothing now."""
    import psutil

    return int(psutil.boot_time())


def _members(session: int) -> list[int]:
    """Living processes of a session; several components make process groups of their own, none a session."""
    import psutil

    found = []
    for process in psutil.process_iter(["status"]):
        try:
            if os.getsid(process.pid) == session and process.info["status"] != psutil.STATUS_ZOMBIE:
                found.append(process.pid)
        except (ProcessLookupError, PermissionError):
            continue
    return found


def _send(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def _shown(path: Path) -> Path:
    return path.relative_to(environment.ROOT)
