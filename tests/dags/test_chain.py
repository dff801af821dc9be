"""The DAGs over sample articles, against the shell: the longest test, and the only one that runs tasks."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from folders import SEED, contents
from sample_articles import ARTICLES

FOLDERS = [ARTICLES / "rabat", ARTICLES / "wire", *([SEED] if SEED.is_dir() else [])]

Contents = dict[str, str]


@pytest.fixture(scope="module")
def chain(run_script: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What run_chain.py told."""
    place = tmp_path_factory.mktemp("chain")
    sources = [f'[[sources]]\nname = "{path.name}"\nkind = "folder"\naddress = "{path}"\n' for path in FOLDERS]
    (place / "sources.toml").write_text("\n".join(sources), encoding="utf-8")
    settings = {"DATELINE_SOURCES": str(place / "sources.toml"), "DATELINE_DATA": str(place / "data")}
    told: dict[str, Any] = json.loads(run_script("run_chain.py", *map(str, FOLDERS), **settings).splitlines()[-1])
    return told


@pytest.fixture(scope="module")
def by_dags(chain: dict[str, Any]) -> list[Contents]:
    """What the data folder held after the first and after the second run by days, and after that as archives."""
    held: list[Contents] = chain["held"]
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


def test_archives_by_months_give_the_same_timeline_and_mentions(by_dags: list[Contents]) -> None:
    by_days, _, by_months = ({k: v for k, v in held.items() if k.startswith("timeline/")} for held in by_dags)
    assert by_months == by_days
    mentions = [{k: v for k, v in held.items() if "mention" in k} for held in by_dags]
    assert mentions[2] == mentions[0]


def test_a_run_that_nobody_named_a_day_fails_and_leaves_no_partition(
    chain: dict[str, Any], by_dags: list[Contents]
) -> None:
    assert chain["states"]["no day"] == "failed"
    assert [name for name in by_dags[2] if "None" in name] == []


def test_a_run_without_an_archive_is_skipped(chain: dict[str, Any]) -> None:
    assert chain["states"]["no archive"] == "success"


def test_the_seed_went_through_the_dags_as_well(seed: Path, by_dags: list[Contents]) -> None:
    assert "articles/published_on=2024-12-24/seed.parquet" in by_dags[0]
