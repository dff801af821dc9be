"""The three DAGs over sample articles, against the shell: the longest test, and the only one that runs tasks."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import SEED, contents
from sample_articles import ARTICLES

FOLDERS = [ARTICLES / "rabat", ARTICLES / "wire", *([SEED] if SEED.is_dir() else [])]

Contents = dict[str, str]


@pytest.fixture(scope="module")
def by_dags(run_script: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> list[Contents]:
    """What the data folder held after the first and after the second run."""
    place = tmp_path_factory.mktemp("chain")
    sources = [f'[[sources]]\nname = "{path.name}"\nkind = "folder"\naddress = "{path}"\n' for path in FOLDERS]
    (place / "sources.toml").write_text("\n".join(sources), encoding="utf-8")
    told = run_script(
        "run_chain.py", DATELINE_SOURCES=str(place / "sources.toml"), DATELINE_DATA=str(place / "data")
    ).splitlines()
    held: list[Contents] = json.loads(told[-1])
    return held


@pytest.fixture(scope="module")
def by_shell(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    data = tmp_path_factory.mktemp("shell")
    words = [sys.executable, "-m", "dateline", "build", *map(str, FOLDERS), "--out", str(data), "--quiet"]
    subprocess.run(words, check=True, capture_output=True)
    return contents(data)


def test_the_dags_publish_a_timeline(by_dags: list[Contents]) -> None:
    assert f"timeline/{by_dags[0]['timeline/current']}/events.parquet" in by_dags[0]


def test_a_second_run_changes_no_byte(by_dags: list[Contents]) -> None:
    assert by_dags[0] == by_dags[1]


def test_the_dags_and_the_shell_leave_the_same_files(by_dags: list[Contents], by_shell: Contents) -> None:
    assert by_dags[0] == by_shell


def test_the_seed_went_through_the_dags_as_well(seed: Path, by_dags: list[Contents]) -> None:
    assert "articles/published_on=2024-12-24/seed.parquet" in by_dags[0]
