"""A running Airflow with the pages, and a headless Chromium to look at them; `make test-browser` sets both up."""

import json
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from components import PASSWORD, Components
from sample_articles import ARTICLES
from servers import free_port

from airflow_local import environment, rest
from dateline.__main__ import main

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# Without these Chromium looks for its maker's servers at every start.
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-sandbox")  # fmt: skip
SCRIPT = "<script>window.broken = 1</script><img src=x onerror='window.broken = 1'>"
HOSTILE = {
    "title": f"Pact {SCRIPT} </script><!-- signed",
    "url": "javascript:window.broken=1",
    "published_on": "2024-12-24",
    "lang": "en",
    "text": f"Pact {SCRIPT} signed\nQatar's foreign minister visited Oman on Monday {SCRIPT} and praised the talks. "
    f"</script><!-- Oman signed an agreement with Qatar on Tuesday in Muscat. {SCRIPT}",
}
ANSWERS_WITHIN = 90.0


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder built from the sample articles and one full of markup."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = folder / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    out = folder / "data"
    words = ["build", str(ARTICLES), str(hostile), "--out", str(out), "--quiet", "--workers", "1"]
    assert main(words) == 0
    return out


@pytest.fixture(scope="session")
def airflow(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Components]:
    """Airflow's API server with our plugin, over that folder."""
    home = tmp_path_factory.mktemp("airflow")
    settings = {
        "DATELINE_DATA": str(data),
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}?timeout=60",
    }
    components = Components(home, free_port(), settings)
    components.create_database()
    components.start("api-server")
    deadline = time.monotonic() + ANSWERS_WITHIN
    while not rest.answers(components.port):
        assert time.monotonic() < deadline, f"no answer: read {home}/api-server.log"
        time.sleep(0.5)
    yield components
    components.stop()


@pytest.fixture(scope="session")
def address(airflow: Components) -> str:
    """Where the pages are."""
    return f"http://127.0.0.1:{airflow.port}/dateline"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("no Chromium here: make test-browser installs Debian's")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def login(chromium: Any, airflow: Components) -> Any:
    """The cookies of a user who logged in on Airflow's own page."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{airflow.port}/auth/login")
    page.fill("input[name=username]", environment.USER)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
    state = context.storage_state()
    context.close()
    return state


Open = Callable[..., Any]


@pytest.fixture
def visit(chromium: Any, login: Any, address: str) -> Iterator[Open]:
    """Opens one of our pages as a logged-in reader; what the page breaks or asks elsewhere fails the test."""
    contexts: list[Any] = []
    problems: list[str] = []

    def open_page(
        where: str = "timeline", *, width: int = 1280, locale: str = "en-GB", scheme: Any = "light", **state: Any
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale=locale,
            storage_state=login,
            accept_downloads=True,
            color_scheme=scheme,
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, problems, address)
        target = where if "://" in where else f"{address}/{where}"
        page.goto(target if "#" in target else f"{target}#{urllib.parse.urlencode(state, doseq=True)}")
        page.wait_for_selector("main:not([aria-busy])", timeout=ANSWERS_WITHIN * 1000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def watch(page: Any, problems: list[str], address: str) -> None:
    """Notes every script error, refused load and address outside the server."""
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda told: problems.append(told.text) if told.type == "error" else None)
    origin = address.rpartition("/")[0]
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((origin, "file:", "blob:", "data:")) else problems.append(asked.url),
    )


def until(page: Any, expression: str, within: float = 15.0) -> None:
    """Waits until an expression is true on the page; Playwright's own way needs eval, which our policy forbids."""
    deadline = time.monotonic() + within
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(50)


def violations(page: Any) -> list[str]:
    """What axe-core finds wrong, a line each."""
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((told) => told.violations)")
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def answer_to_a_stranger(url: str, body: bytes | None = None) -> tuple[int, str]:
    """Status and text of the answer to a caller without a login."""
    asked = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()
