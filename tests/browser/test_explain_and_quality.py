"""The pages "Explain" and "Quality" as a reader meets them."""

from typing import Any

import pytest
from conftest import Open, answer_to_a_stranger, until, violations

pytestmark = pytest.mark.browser

SEED = "وكان وزير الخارجية المغربي قد زار لشبونة في أكتوبر الماضي."


def explain(page: Any, text: str, day: str, language: str = "") -> None:
    page.fill("textarea", text)
    page.fill("input[name=published_on]", day)
    page.select_option("select[name=language]", language)
    page.locator("form button").click()
    until(page, "document.querySelector('#answer section') !== null || !document.getElementById('note').hidden")


@pytest.mark.parametrize(
    ("route", "body"), [("explain", None), ("quality", None), ("quality?language=ar", None), ("api/explain", b"{}")]
)
def test_a_reader_who_is_not_logged_in_gets_nothing(address: str, route: str, body: bytes | None) -> None:
    assert answer_to_a_stranger(f"{address}/{route}", body)[0] == 401


def test_a_text_is_explained_and_the_address_holds_it(visit: Open) -> None:
    page = visit("explain")
    explain(page, SEED, "2024-12-24")
    assert page.locator(".text .k-time").inner_text() == "أكتوبر الماضي"
    assert page.locator(".text .k-trigger").inner_text() == "زار"
    told = page.locator("#answer").inner_text()
    assert "Official visit: Morocco → Portugal" in told
    assert "October 2024 · counted from 24 December 2024 (the day of publication)" in told
    again = visit(page.url.rpartition("/")[2])
    until(again, "document.querySelector('#answer section') !== null")
    assert again.locator("#answer").inner_text() == told


def test_near_misses_are_told_on_demand(visit: Open) -> None:
    page = visit("explain")
    explain(page, "They may march on. The minister may visit Oman.", "2024-12-24", "en")
    misses = page.locator(".missed li").first
    assert not misses.is_visible()
    page.locator(".missed summary").first.click()
    assert misses.is_visible()


def test_a_text_that_tells_nothing_says_so(visit: Open) -> None:
    page = visit("explain")
    explain(page, "12345 67890", "2024-12-24", "en")
    assert "Events (0)" in page.locator("#answer").inner_text()


def test_markup_in_a_text_stays_text(visit: Open) -> None:
    page = visit("explain")
    explain(
        page,
        "<img src=x onerror='window.broken = 1'> Qatar's emir visited Oman on Monday <script>1</script>",
        "2024-12-24",
    )
    assert "<script>" in page.locator(".text").inner_text()
    assert page.evaluate("window.broken") is None
    assert page.locator("#answer img, #answer script").count() == 0


@pytest.mark.parametrize(("ui", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light"), ("fr", "light")])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_and_axe_finds_nothing(visit: Open, ui: str, scheme: str, width: int) -> None:
    page = visit("explain", ui=ui, scheme=scheme, width=width)
    explain(page, f"{SEED} ومن المقرر أن يزور الرئيس البرتغالي المغرب الشهر المقبل.", "2024-12-24", "ar")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


@pytest.mark.parametrize(("language", "title"), [("en", "Quality of the timeline"), ("ar", "جودة"), ("xx", "Quality")])
def test_quality_shows_the_current_build(visit: Open, data: Any, language: str, title: str) -> None:
    page = visit(f"quality?language={language}")
    assert title in page.locator("h1").inner_text()
    assert (data / "timeline" / "current").resolve().name in page.locator("main").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
