"""An Apache Superset of a test's own: SQLite for its own data, a free port on 127.0.0.1, its API."""

import json
import os
import secrets
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROGRAM = Path(os.environ.get("SUPERSET_BIN", ROOT / ".superset" / "bin")) / "superset"
READY_WITHIN = 300.0  # seconds
CONFIG = """\
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/metadata.db"
# For programs on this machine only: no browser is asked for a token, no certificate is wanted.
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
"""


class Superset:
    """The API of a running server, as its administrator."""

    def __init__(self, address: str, password: str) -> None:
        self.address, self.password, self.token = address, password, ""

    def log_in(self) -> None:
        """From now on calls are those of the administrator."""
        who = {"username": "admin", "password": self.password, "provider": "db"}
        self.token = self.post("security/login", who)["access_token"]

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """What the API answers; a refusal is an AssertionError with its words."""
        return self._call("POST", path, body)

    def get(self, path: str) -> Any:
        """The same of a resource that is there."""
        return self._call("GET", path, None)

    def _call(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()[:2000]}") from None

    def chart(self, dataset: int, query: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows of a chart, from the database and not from a cache."""
        told = {"datasource": {"id": dataset, "type": "table"}, "queries": [query], "force": True}
        [result] = self.post("chart/data", {**told, "result_format": "json", "result_type": "full"})["result"]
        rows: list[dict[str, Any]] = result["data"]
        return rows


@contextmanager
def superset(folder: Path) -> Iterator[Superset]:
    """A new Superset with an administrator, its files in `folder`."""
    password, port = secrets.token_urlsafe(16), _free_port()
    config = folder / "superset_config.py"
    config.write_text(CONFIG.format(secret=secrets.token_urlsafe(42), folder=folder), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment = {**kept, "SUPERSET_CONFIG_PATH": str(config), "SUPERSET_HOME": str(folder), "FLASK_APP": "superset"}
    admin = ["--username", "admin", "--firstname", "a", "--lastname", "b", "--email", "admin@localhost.example"]
    with open(folder / "superset.log", "wb") as log:
        told: dict[str, Any] = {"env": environment, "stdout": log, "stderr": log, "cwd": folder}
        for words in (["db", "upgrade"], ["fab", "create-admin", *admin, "--password", password], ["init"]):
            subprocess.run([PROGRAM, *words], check=True, **told)
        serve = [PROGRAM, "run", "--host", "127.0.0.1", "--port", str(port), "--with-threads"]
        with subprocess.Popen(serve, **told) as process:
            try:
                server = Superset(f"http://127.0.0.1:{port}", password)
                _wait(process, f"{server.address}/health", folder)
                server.log_in()
                yield server
            finally:
                process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", address: str, folder: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"Superset did not start: {(folder / 'superset.log').read_text()[-2000:]}")
