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


S3_SECRETS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "DATELINE_DATA"]


def compose(
    *words: str, without: str = "", files: tuple[str, ...] = ("docker-compose.yaml",), secrets: list[str] = SECRETS
) -> subprocess.CompletedProcess[str]:
    """What Compose answers with every secret set to its own name, but one."""
    named = [word for file in files for word in ("--file", str(ROOT / file))]
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    given = {name: f"value-of-{name}" for name in secrets if name != without}
    return subprocess.run(
        [str(COMPOSE), "--env-file", os.devnull, *named, "config", *words],
        env=kept | given,
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


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_bounded_in_memory_processors_and_logs(services: dict[str, Any], name: str) -> None:
    limits = services[name]["deploy"]["resources"]["limits"]
    assert int(limits["memory"]) > 0
    assert float(limits["cpus"]) > 0
    assert services[name]["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in ("postgres", "redis")])
def test_no_component_of_airflow_can_gain_rights(services: dict[str, Any], name: str) -> None:
    assert services[name]["cap_drop"] == ["ALL"]
    assert services[name]["security_opt"] == ["no-new-privileges:true"]


def test_what_must_outlive_a_container_is_in_a_volume(services: dict[str, Any]) -> None:
    kept = {(mount["source"], mount["target"]) for found in services.values() for mount in found.get("volumes", [])}
    assert kept >= {("postgres", "/var/lib/postgresql/data"), ("data", "/data"), ("logs", "/opt/airflow/logs")}


def test_on_an_object_store_every_component_has_its_address_and_key() -> None:
    import json

    files = ("docker-compose.yaml", "docker-compose.s3.yaml")
    done = compose("--format", "json", files=files, secrets=[*SECRETS, *S3_SECRETS])
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)["services"]
    for name in set(SERVICES) - {"postgres", "redis"}:
        assert {key: found[name]["environment"][key] for key in S3_SECRETS} == {
            key: f"value-of-{key}" for key in S3_SECRETS
        }
        assert found[name]["build"]["args"] == {"OBJECT_STORE": "s3fs"}
        assert found[name]["environment"]["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor"
    for name in S3_SECRETS:
        assert compose("--quiet", files=files, secrets=[*SECRETS, *S3_SECRETS], without=name).returncode != 0


def test_the_example_of_settings_names_what_the_files_ask_for_and_holds_no_secret() -> None:
    import re

    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = dict(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=(.*)$", text, re.MULTILINE))
    files = [(ROOT / name).read_text(encoding="utf-8") for name in ("docker-compose.yaml", "docker-compose.s3.yaml")]
    asked = {name for file in files for name in re.findall(r"\$\{(\w+)", file)}
    assert asked - set(named) == {"AWS_DEFAULT_REGION"}
    assert {name: value for name, value in named.items() if name in [*SECRETS, *S3_SECRETS[:2]] and value} == {}


def test_the_values_for_kubernetes_hold_no_secret_and_name_the_locked_airflow() -> None:
    import re

    import yaml

    values = yaml.safe_load((ROOT / "deploy" / "helm" / "values.yaml").read_text(encoding="utf-8"))
    [version] = re.findall(r"^apache-airflow==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert (values["executor"], values["airflowVersion"]) == ("KubernetesExecutor", version)
    assert not {"fernetKey", "jwtSecret", "apiSecretKey", "webserverSecretKey"} & set(values)
    assert "metadataConnection" not in values["data"]
    for part in ("workers", "scheduler", "dagProcessor", "triggerer", "apiServer"):
        assert set(values[part]["resources"]) == {"requests", "limits"}
