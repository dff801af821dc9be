"""PostgreSQL and Redis of a test's own: installed programs, a scratch folder, free ports on 127.0.0.1."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

READY_WITHIN = 30.0  # seconds


def free_port() -> int:
    """A port on 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_folder() -> Path | None:
    """Where initdb and postgres are; None where PostgreSQL is not installed."""
    found = shutil.which("initdb") or max(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)
    return Path(found).resolve().parent if found else None


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Address (user, host, port, database) of a new, empty PostgreSQL whose files are in `folder`."""
    programs = postgres_folder()
    assert programs is not None
    port, data = free_port(), folder / "postgres"
    data.mkdir(parents=True)
    # PostgreSQL refuses to run as root: root hands the folder to a user without rights.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(data, "postgres")
        for parent in data.parents:
            if parent.owner() == "root" and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o011)
    run = [*as_user, str(programs / "initdb"), "-D", str(data), "-U", "airflow", "--auth=trust", "--no-sync"]
    subprocess.run(run, check=True, capture_output=True)
    words = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", "", "-F", "-c", "max_connections=200"]
    with _server([*as_user, str(programs / "postgres"), *words], folder / "postgres.log", port):
        _until(
            lambda: subprocess.run([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode == 0
        )
        create = [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "airflow", "airflow"]
        subprocess.run(create, check=True, capture_output=True)
        yield f"airflow@127.0.0.1:{port}/airflow"


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """URL of a new, empty Redis that keeps nothing on disk."""
    port = free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with _server(["redis-server", *words], folder / "redis.log", port):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def _server(words: list[str], log: Path, port: int) -> Iterator[None]:
    with log.open("w") as output:
        server = subprocess.Popen(words, stdout=output, stderr=subprocess.STDOUT)
    try:
        _until(lambda: _listens(port), lambda: server.poll() is not None, log)
        yield
    finally:
        server.terminate()
        server.wait(READY_WITHIN)


def _until(
    is_ready: Callable[[], bool], has_ended: Callable[[], bool] = lambda: False, log: Path | None = None
) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not is_ready():
        told = log.read_text() if log else "not ready"
        assert not has_ended(), told
        assert time.monotonic() < deadline, told
        time.sleep(0.1)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
