"""What README and docs/ say is true: the example gives its rows, the commands run, what is named is there."""

import itertools
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import generated_docs
import pytest
import sample_articles

from airflow_local import demonstration
from dateline.__main__ import main
from dateline.analysis import read_events
from dateline.shell import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BIN = Path(sys.executable).parent
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = ("sh", "python")
NOT_RUN = ("text", "toml", "json", "sql")


def blocks(page: Path) -> list[tuple[str, str]]:
    """Label and text of each fenced block."""
    return FENCE.findall(page.read_text(encoding="utf-8"))


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


def run(words: list[str], folder: Path) -> str:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words[-1]}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the commands of the docs may run: with articles, and with what `make run` leaves."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / ".venv").symlink_to(BIN.parent)
    (folder / "include").symlink_to(ROOT / "include")
    shutil.copytree(sample_articles.ARTICLES, folder / "ARTICLES_FOLDER")
    sample_articles.build(folder / "data" / "run")
    return folder


# ---- the example


def test_the_article_of_the_readme_gives_the_rows_beside_it(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    label, article = blocks(ROOT / "README.md")[0]
    assert label == "text"
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    header, _, *wanted = rows[: next(n for n, row in enumerate(rows) if row[0] == "folder")]
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    assert main(["build", str(tmp_path / "article.txt"), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    found = read_events(str(tmp_path / "out"))
    assert found[header].astype(str).values.tolist() == wanted


# ---- the commands


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_every_block_says_what_is_in_it(page: Path) -> None:
    assert [label for label, _ in blocks(page) if label not in RUN + NOT_RUN] == []


@pytest.mark.parametrize("page", [p for p in PAGES if any(label in RUN for label, _ in blocks(p))], ids=page_id)
def test_the_commands_of_a_page_run_one_after_the_other(checkout: Path, page: Path) -> None:
    for (label, text), (next_label, shown) in itertools.pairwise([*blocks(page), ("", "")]):
        if label == "sh":
            # The targets of make are tested where they are made; that they exist, below.
            lines = [line for line in text.splitlines() if not re.match(r"make\b", line)]
            told = run(["bash", "-euo", "pipefail", "-c", "\n".join(lines)], checkout)
            if next_label == "json":  # what the commands print
                assert [json.loads(line) for line in told.splitlines()] == json.loads(f"[{shown}]")
        elif label == "python":
            run([sys.executable, "-c", text], checkout)


def test_what_make_run_says_to_type_next_runs(checkout: Path) -> None:
    _, _, commands = demonstration.NEXT.format(data="data/run", browser="# a browser").partition("Next:\n")
    shown = run(["bash", "-euo", "pipefail", "-c", commands], checkout)
    assert "actor_codes" in shown
    assert "recipient_codes" in shown


def test_the_secrets_made_as_the_page_says_are_all_that_compose_asks_for(checkout: Path, tmp_path: Path) -> None:
    from cryptography.fernet import Fernet

    [commands] = [text for label, text in blocks(ROOT / "docs" / "operations.md") if "openssl" in text]
    run(["bash", "-euo", "pipefail", "-c", commands], tmp_path)
    secrets = dict(line.split("=", 1) for line in (tmp_path / ".env").read_text().splitlines())
    compose = [str(BIN / "docker-compose"), "--env-file", str(tmp_path / ".env"), "--file"]
    run([*compose, str(ROOT / "docker-compose.yaml"), "config", "--quiet"], tmp_path)
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    assert len(set(secrets.values())) == len(secrets)
    Fernet(secrets["AIRFLOW_FERNET_KEY"])


# ---- what is named


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`make ([a-z]+)|^make ([a-z]+)", text, re.MULTILINE))
    assert {a or b for a, b in targets} <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    paths = set(re.findall(r"`((?:dags|docs|include|plugins|tests)/[\w./-]*)`", text))
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
    commands = set(re.findall(r"\bdateline ([a-z]+) (?:[A-Z<-]|data/)", text))
    assert commands <= COMMANDS.keys()


def test_every_setting_is_told_in_the_page_on_running() -> None:
    folders = [ROOT / "include" / "airflow_local", ROOT / "include" / "dateline_airflow", ROOT / "dags"]
    places = [path for folder in folders for path in folder.glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in [*places, ROOT / "docker-compose.yaml"])
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"DATELINE_\w+", code)) <= set(re.findall(r"DATELINE_\w+", told))


# ---- generated pages


def test_generated_pages_are_as_their_modules_write_them() -> None:
    assert sorted(generated_docs.stale()) == []
