"""The documents: their own assets and no others, a policy that lets nothing else run, words in every language."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from dateline.__main__ import main
from dateline.errors import DatelineError
from dateline.pages import documents, service
from dateline.pages.filters import Filters, read_filters
from dateline.pages.offline import offline_timeline

ELSEWHERE = re.compile(r"""(?:src|href|url|import|fetch)\s*[=(]\s*["'`]?(?:https?:)?//""")
HANDLER = re.compile(r"<[^>]+\son\w+\s*=", re.IGNORECASE)


@pytest.mark.parametrize("name", documents.PAGES)
def test_a_page_links_assets_that_there_are_and_nothing_else(name: str) -> None:
    document = service.page(name)
    linked = re.findall(r'(?:src|href)="assets/([^"]+)"', document)
    assert linked
    assert set(linked) <= set(documents.ASSETS)
    assert not ELSEWHERE.search(document)
    assert not HANDLER.search(document)


@pytest.mark.parametrize("name", documents.ASSETS)
def test_no_asset_asks_an_address_elsewhere_or_makes_markup_of_text(name: str) -> None:
    content, _ = documents.asset(name)
    text = content.decode()
    assert not ELSEWHERE.search(text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text)


def test_what_is_no_page_or_asset_is_refused() -> None:
    with pytest.raises(DatelineError, match="no such page"):
        service.page("../errors")
    with pytest.raises(DatelineError, match="no such asset"):
        documents.asset("../words/en.toml")


def test_every_word_a_page_says_is_in_the_words() -> None:
    said = documents.words()["en"]
    asked = set()
    for name in documents.ASSETS:
        asked |= set(re.findall(r"""say\(["`](\w+\.\w+)["`][,)]""", documents.asset(name)[0].decode()))
    for name in documents.PAGES:
        asked |= set(re.findall(r'data-word="([^"]+)"', service.page(name)))
    assert asked
    assert [key for key in sorted(asked) if key.split(".")[1] not in said[key.split(".")[0]]] == []


def test_every_language_fills_in_the_same_places() -> None:
    def places(language: str) -> dict[str, list[str]]:
        tables = {name: table for name, table in documents.words()[language].items() if isinstance(table, dict)}
        return {
            f"{t}.{n}": sorted(re.findall(r"\{(\w+)\}", words))
            for t, entries in tables.items()
            for n, words in entries.items()
        }

    assert places("ar") == places("en") == places("fr")


# ---- one file


@pytest.fixture(scope="module")
def document(data: Path) -> str:
    return offline_timeline(str(data), Filters())[0]


def test_the_file_lets_its_own_scripts_and_style_run_and_nothing_else(document: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', document)
    assert policy
    bodies = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", document, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies}
    assert set(re.findall(r"'sha256-[^']+'", policy[1])) == hashes
    assert "unsafe" not in policy[1]
    assert "connect-src" not in policy[1]
    assert policy[1].startswith("default-src 'none'")


def test_the_file_holds_the_chosen_events_with_their_evidence(data: Path) -> None:
    document, count = offline_timeline(str(data), read_filters([("party", "MAR")]))
    held = json.loads(re.search(r'id="page-data">(.*?)</script>', document, re.DOTALL)[1])["offline"]
    assert count == len(held["events"]) > 5
    assert set(held["evidence"]) == {row["id"] for row in held["events"]}
    assert all("MAR" in f"{row['actors']},{row['recipients']}".split(",") for row in held["events"])
    assert {one["value"] for one in held["choices"]["party"]} >= {"MAR", "PRT", "KEN"}


def test_too_many_events_are_refused_with_what_to_do(data: Path) -> None:
    with pytest.raises(DatelineError, match="more than 5 events"):
        offline_timeline(str(data), Filters(), most=5)


def test_the_same_tables_give_the_same_file(data: Path, document: str) -> None:
    assert offline_timeline(str(data), Filters())[0] == document


def test_the_command_writes_the_file(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "timeline.html"
    assert main(["page", str(data), "--party", "MAR", "-o", str(file)]) == 0
    assert capsys.readouterr().out == f"events=12 bytes={file.stat().st_size}\n"


def test_no_text_of_an_article_ends_the_data_or_begins_markup() -> None:
    hostile = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)>"
    document = documents.one_file("timeline", {"events": [{"title": hostile}]})
    body = re.search(r'id="page-data">(.*?)</script>', document, re.DOTALL)[1]
    assert "<" not in body
    assert json.loads(body)["offline"]["events"][0]["title"] == hostile
