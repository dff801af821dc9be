"""Airflow is only ever imported by the scripts these tests start, in a home folder of their own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

collect_ignore = ["parse_one.py"]  # a script that imports Airflow


@pytest.fixture(scope="session")
def airflow_settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("airflow")
    # What the shell has set for another Airflow must not be the one under test.
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "DATELINE"))}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), *filter(None, [kept.get("PYTHONPATH")])]),
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__API_AUTH__JWT_SECRET": "a" * 64,  # nothing listens: the tasks talk to an API inside their process
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
    }


@pytest.fixture(scope="session")
def run_script(airflow_settings: dict[str, str]) -> Callable[..., str]:
    """Standard output of a script beside this file, run in a new interpreter with Airflow's settings."""

    def run(script: str, *words: str, **settings: str) -> str:
        done = subprocess.run(
            [sys.executable, str(HERE / script), *words],
            env=airflow_settings | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        return done.stdout

    return run
