"""The timeline page as a reader meets it: logged in, filtering, zooming, asking for evidence, in three languages."""

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import Open, answer_to_a_stranger, until, violations

from dateline.__main__ import main

pytestmark = pytest.mark.browser

ROUTES = (
    "",
    "timeline",
    "assets/core.js",
    "assets/pages.css",
    "api/choices",
    "api/chart",
    "api/events",
    "api/events.csv",
    "api/events.parquet",
    "api/evidence?event=x",
    "anything",
)


@pytest.mark.parametrize("route", ROUTES)
def test_a_reader_who_is_not_logged_in_gets_nothing(address: str, route: str) -> None:
    status, text = answer_to_a_stranger(f"{address}/{route}")
    assert status == 401
    assert "dateline" not in text


def test_every_answer_has_the_policy(visit: Open, address: str) -> None:
    page = visit()
    for route in ("timeline", "assets/core.js", "api/choices"):
        policy = page.request.get(f"{address}/{route}").headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy


def test_it_stands_in_the_navigation_of_airflow_and_works_there(visit: Open, address: str) -> None:
    page = visit()
    page.goto(address.rpartition("/")[0])
    page.get_by_role("link", name="Timeline").first.click()
    frame = page.frame_locator("iframe")
    frame.locator(".mark").first.wait_for()
    frame.locator(".lane-name button").first.click()
    assert frame.locator(".chip").count() == 2


def test_a_filter_narrows_chart_and_table_and_stands_in_the_address(visit: Open) -> None:
    page = visit()
    before = page.locator("#summary").inner_text()
    page.select_option("select[name=party]", "MAR")
    until(page, f"document.getElementById('summary').textContent !== {before!r}")
    page.select_option("select[name=with]", "PRT")
    until(page, "document.querySelectorAll('tbody tr').length === 6")
    assert "party=MAR" in page.url
    assert "with=PRT" in page.url
    assert {name.inner_text() for name in page.locator(".lane-name bdi").all()} == {"Morocco – Portugal"}
    page.get_by_role("button", name="Remove filter: Party: Morocco").click()
    until(page, "document.querySelectorAll('.chip').length === 1")


def test_words_are_looked_for_in_any_script(visit: Open) -> None:
    page = visit()
    page.fill("input[name=words]", "اتفاقية الكهربائي")
    page.press("input[name=words]", "Enter")
    page.wait_for_selector(".chip")
    until(page, "document.querySelectorAll('tbody tr').length === 1")


def test_a_shared_address_shows_the_same(visit: Open) -> None:
    first = visit(party="MAR", lane="type")
    first.locator("button[aria-label='Zoom in']").click()
    until(first, "location.hash.includes('first=')")
    first.wait_for_selector("main:not([aria-busy])")
    second = visit(first.url.rpartition("/")[2])
    for part in ("#summary", ".lanes", "#table"):
        assert second.locator(part).inner_text() == first.locator(part).inner_text()


def window(page: Any) -> tuple[str, str]:
    first, last = page.locator("#tools input[type=date]").all()
    return first.input_value(), last.input_value()


def settled(page: Any) -> None:
    page.wait_for_timeout(300)
    page.wait_for_selector("main:not([aria-busy])")


def test_buttons_keys_wheel_and_drag_move_the_days(visit: Open) -> None:
    page = visit()
    whole = window(page)
    page.locator("button[aria-label='Zoom in']").click()
    settled(page)
    near = window(page)
    assert whole[0] < near[0] < near[1] < whole[1]
    page.locator("button[aria-label='Later']").click()
    settled(page)
    assert window(page)[0] > near[0]
    page.locator(".mark[tabindex='0']").focus()
    page.keyboard.press("0")
    settled(page)
    assert window(page)[0] <= whole[0]
    assert window(page)[1] >= whole[1]
    strip = page.locator(".lane .strip").first.bounding_box()
    page.mouse.move(strip["x"] + strip["width"] / 2, strip["y"] + 8)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    settled(page)
    zoomed = window(page)
    assert zoomed[0] > whole[0]
    strip = page.locator(".lane .strip").first.bounding_box()
    page.mouse.move(strip["x"] + 200, strip["y"] + 8)
    page.mouse.down()
    page.mouse.move(strip["x"] + 350, strip["y"] + 8, steps=4)
    page.mouse.up()
    settled(page)
    assert window(page)[0] < zoomed[0]


def test_arrow_keys_go_from_event_to_event_and_enter_opens_the_evidence(visit: Open) -> None:
    page = visit(party="MAR")
    page.locator(".mark[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.dataset.event")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.event")
    assert first != second
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog .k-trigger")
    assert f"event={second}" in page.url
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="hidden")
    assert "event=" not in page.url


def test_a_click_shows_the_article_with_its_words_marked_and_how_the_day_was_found(visit: Open) -> None:
    page = visit(party="MAR", type="official_visit", until="2024-05-31")
    page.locator("#lanes .mark").first.click()
    page.wait_for_selector("dialog .k-trigger")
    assert page.locator(".found").inner_text().replace("\u2068", "").replace("\u2069", "") == (
        "“ماي الماضي”, counted from 19 September 2024 (the day of publication)"
    )
    assert page.locator(".text .k-time").inner_text() == "ماي الماضي"
    assert page.locator(".text .k-recipient").inner_text() == "لشبونة"
    assert page.locator(".text").evaluate("one => getComputedStyle(one).direction") == "rtl"


def test_an_event_told_in_two_languages_shows_both_tellings(visit: Open) -> None:
    page = visit(party="CYP", type="mou_signed")
    page.locator("#lanes .mark").first.click()
    page.wait_for_selector("dialog .tellings li")
    assert page.locator(".tellings li").count() == 2
    before = page.locator(".told-by").inner_text()
    page.locator(".tellings button").click()
    until(page, f"document.querySelector('.told-by').innerText !== {before!r}")


def test_marks_look_as_surely_as_they_are_known(visit: Open) -> None:
    page = visit(party="MAR", **{"with": "PRT"})
    day = page.locator(".mark.happened circle.body").first
    month = page.locator(".mark.happened rect.body").first.bounding_box()
    assert day.count() == 1
    strip = page.locator(".lane .strip").first.bounding_box()
    days = (toordinal(window(page)[1]) - toordinal(window(page)[0])) + 1
    assert abs(month["width"] - (strip["width"] - 20) * 31 / days) < 4
    planned = page.locator(".mark.planned rect.body").first
    assert planned.evaluate("one => getComputedStyle(one).strokeDasharray") != "none"


def toordinal(day: str) -> int:
    import datetime as dt

    return dt.date.fromisoformat(day).toordinal()


def test_arabic_reads_from_the_right_chart_included(visit: Open) -> None:
    page = visit(locale="ar-MA", ui="ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.locator("h1").inner_text() == "الخط الزمني"
    assert "غشت" in page.locator("td.days").all_inner_texts()[1]
    first, last = (
        page.locator(f"[data-event='{page.locator(f'tbody tr:{at}-child .link').get_attribute('data-event')}'].mark")
        for at in ("first", "last")
    )
    assert page.locator(".lane-name").first.bounding_box()["x"] > page.locator(".lane .strip").first.bounding_box()["x"]
    xs = [mark.bounding_box()["x"] for mark in (first, last) if mark.count()]
    assert xs == sorted(xs, reverse=True)


def test_the_language_changes_on_the_page_and_stays(visit: Open) -> None:
    page = visit()
    page.select_option("#top select", "fr")
    until(page, "document.querySelector('h1').textContent === 'Chronologie'")
    page.reload()
    page.wait_for_selector(".mark")
    assert page.locator("h1").inner_text() == "Chronologie"


def test_articles_full_of_markup_are_text(visit: Open) -> None:
    page = visit(source="hostile")
    until(page, "document.querySelectorAll('tbody tr').length === 2")
    for mark in page.locator("#lanes .mark").all():
        mark.click()
        page.wait_for_selector("dialog .k-trigger")
        assert "<script>" in page.locator("dialog .text").inner_text()
        assert page.locator("dialog a[href^='javascript']").count() == 0
        page.keyboard.press("Escape")
    assert page.evaluate("window.broken") is None
    assert page.locator("dialog script, dialog img, .text img").count() == 0


def test_what_is_listed_can_be_downloaded(visit: Open, data: Path) -> None:
    page = visit(party="MAR")
    listed = page.locator(".link").evaluate_all("all => all.map((one) => one.dataset.event)")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8-sig"))))
    assert [row["event_id"] for row in rows] == listed
    with page.expect_download() as taken:
        page.get_by_role("link", name="Parquet").click()
    assert pq.read_table(taken.value.path()).column("event_id").to_pylist() == listed


def test_days_of_an_address_that_are_none_are_passed_over(visit: Open) -> None:
    page = visit(since="2024-13-45", first="<script>", party="MAR")
    assert page.locator(".chip").all_inner_texts() == ["Party: Morocco ×"]
    assert page.locator("#lanes .mark").count() == 12


@pytest.mark.parametrize(("ui", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light"), ("fr", "light")])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_and_axe_finds_nothing(visit: Open, ui: str, scheme: str, width: int) -> None:
    page = visit(ui=ui, scheme=scheme, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.locator(".link").first.click()
    page.wait_for_selector("dialog .k-trigger")
    assert page.locator("dialog").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert violations(page) == []


# ---- one file


@pytest.fixture(scope="module")
def copy(data: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the timeline as one file."""
    file = tmp_path_factory.mktemp("copy") / "timeline.html"
    assert main(["page", str(data), "-o", str(file)]) == 0
    return file.as_uri()


STATES = {
    "all": {},
    "a party": {"party": "MAR"},
    "a pair": {"party": "MAR", "with": "KEN"},
    "types": {"type": ["official_visit", "summit"], "lane": "type"},
    "words": {"words": "TURKIYE visited"},
    "Arabic words": {"words": "المَغرب"},
    "days": {"since": "2024-10-01", "until": "2024-12-31"},
    "publication days": {"told_since": "2024-10-01", "told_until": "2024-11-30"},
    "confidence and status": {"confidence": "0.9", "status": "planned"},
    "a language": {"language": "en"},
    "those without a day": {"undated": "1"},
    "more lanes": {"lanes": "12"},
}


@pytest.mark.parametrize("name", STATES)
def test_the_file_shows_what_the_server_shows(visit: Open, copy: str, name: str) -> None:
    served, held = visit(**STATES[name]), visit(copy, **STATES[name])
    for part in ("#summary", ".lanes", "#table", "#table-pages"):
        assert held.locator(part).inner_text() == served.locator(part).inner_text()


def test_the_file_has_the_evidence_and_lets_no_script_of_an_article_run(visit: Open, copy: str) -> None:
    page = visit(copy, source="hostile")
    page.locator("#lanes .mark").first.click()
    page.wait_for_selector("dialog .k-trigger")
    assert "<script>" in page.locator("dialog .text").inner_text()
    assert page.evaluate("window.broken") is None
    page.keyboard.press("Escape")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert Path(taken.value.path()).read_text(encoding="utf-8-sig").count("\n") == 3
