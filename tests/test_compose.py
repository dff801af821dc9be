import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
COMPOSE = Path(sys.executable).parent / "docker-compose"
SECRETS = [
    "AIRFLOW_ADMIN_PASSWORD",
    "AIRFLOW_FERNET_KEY",
    "AIRFLOW_JWT_SECRET",
    "AIRFLOW_SECRET_KEY",
    "POSTGRES_PASSWORD",
    "REDIS_PASSWORD",
]
SERVICES = ["api-server", "dag-processor", "init", "postgres", "redis", "scheduler", "triggerer", "worker"]


def compose(*words: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """What Compose answers with every secret set to its own name, but one."""
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    secrets = {name: f"value-of-{name}" for name in SECRETS if name != without}
    return subprocess.run(
        [str(COMPOSE), "--env-file", os.devnull, "--file", str(ROOT / "docker-compose.yaml"), "config", *words],
        env=kept | secrets,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(compose("--format", "json").stdout)["services"]
    return found


def test_the_file_is_valid() -> None:
    done = compose("--quiet")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_that_is_not_given_is_asked_for(name: str) -> None:
    done = compose("--quiet", without=name)
    assert done.returncode != 0
    assert f"required variable {name} is missing" in done.stderr


def test_the_services_are_these(services: dict[str, Any]) -> None:
    assert sorted(services) == SERVICES


def test_ports_are_open_to_this_machine_only(services: dict[str, Any]) -> None:
    published = [(name, port["host_ip"]) for name, found in services.items() for port in found.get("ports", [])]
    assert published == [("api-server", "127.0.0.1")]


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "init"])
def test_every_lasting_service_is_health_checked(services: dict[str, Any], name: str) -> None:
    assert services[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["dag-processor", "scheduler", "triggerer", "worker"])
def test_nothing_that_runs_tasks_starts_before_the_api_answers(services: dict[str, Any], name: str) -> None:
    assert services[name]["depends_on"]["api-server"]["condition"] == "service_healthy"
