"""Where the local Airflow keeps its things, and the environment its components are started with."""

from __future__ import annotations

import json
import os
import secrets
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".airflow"
LOGS = HOME / "logs"
DATABASE = HOME / "airflow.db"
PASSWORDS = HOME / "passwords.json"
SAMPLE_SOURCES = ROOT / "include" / "samples" / "sources.toml"
SAMPLE_DATA = ROOT / "data" / "run"
USER = "admin"
USUAL_PORT = 8080


def sources_file() -> Path:
    """The sources file in use: DATELINE_SOURCES, or the samples."""
    return Path(os.environ.get("DATELINE_SOURCES") or SAMPLE_SOURCES).resolve()


def data_folder() -> str:
    """The data folder in use: DATELINE_DATA (path or URL), or data/run."""
    data = os.environ.get("DATELINE_DATA") or str(SAMPLE_DATA)
    return data if "://" in data else str(Path(data).resolve())


def password() -> str | None:
    """The login's password; None before the first start."""
    return str(json.loads(PASSWORDS.read_text())[USER]) if PASSWORDS.exists() else None


def create_password() -> str:
    """A new password for the login, kept in .airflow/passwords.json, readable by its owner only."""
    fresh = secrets.token_urlsafe(12)
    _write_secret(PASSWORDS, json.dumps({USER: fresh}) + "\n")
    return fresh


def free_port() -> int:
    """DATELINE_PORT if set, else 8080 if nothing listens there, else any free port."""
    if os.environ.get("DATELINE_PORT"):
        return int(os.environ["DATELINE_PORT"])
    for port in (USUAL_PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port on 127.0.0.1")


def environment(port: int) -> dict[str, str]:
    """Environment of every component of the local Airflow."""
    return component_settings(HOME, port, PASSWORDS) | {
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        # Components write to one file: a writer waits up to 60 s for its turn, not the usual 5.
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{DATABASE}?timeout=60",
        "AIRFLOW__API_AUTH__JWT_SECRET": _kept_secret(HOME / "jwt_secret"),
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(LOGS),
        "DATELINE_SOURCES": str(sources_file()),
        "DATELINE_DATA": data_folder(),
        **{name: os.environ[name] for name in ("DATELINE_ARCHIVE",) if os.environ.get(name)},
    }


def component_settings(home: Path, port: int, passwords: Path) -> dict[str, str]:
    """What components of any Airflow on 127.0.0.1 need but executor, database, secret and data.

    Replaces whatever AIRFLOW and DATELINE settings the caller's shell had; `passwords` is a JSON file, login by login.
    """
    url = f"http://127.0.0.1:{port}"
    unwanted = ("AIRFLOW", "DATELINE", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "10",  # seconds; all that fails here is a file locked for a moment
        "AIRFLOW__CORE__PARALLELISM": "4",  # LocalExecutor forks that many workers at once; the default is 32
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{url}/execution/",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": url,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }


def _kept_secret(path: Path) -> str:
    if not path.exists():
        _write_secret(path, secrets.token_hex(48))
    return path.read_text()


def _write_secret(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
