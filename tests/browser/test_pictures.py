"""Pictures of every page for docs/images: `DATELINE_PICTURES=docs/images make test-browser` takes them anew."""

import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Open, until

FOLDER = os.environ.get("DATELINE_PICTURES")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not FOLDER, reason="pictures are taken when DATELINE_PICTURES is set"),
]

TEXT = {
    "en": "Turkey's foreign minister will visit Baghdad on Friday. Iraq and Turkey may sign a pact in early May.",
    "ar": "وقع المغرب والبرتغال، اليوم الخميس، اتفاقية. وكان وزير الخارجية المغربي قد زار لشبونة في ماي الماضي.",
}
DAYS = {"en": "2024-12-24", "ar": "2024-09-19"}
LOCALES = {"en": "en-GB", "ar": "ar-MA"}


def timeline(visit: Open, ui: str, width: int) -> Any:
    page = visit(ui=ui, width=width, locale=LOCALES[ui])
    page.wait_for_selector("#lanes .mark")
    return page


def evidence(visit: Open, ui: str, width: int) -> Any:
    page = visit(ui=ui, width=width, locale=LOCALES[ui], party="MAR", type="official_visit", until="2024-05-31")
    page.locator(".link").first.click()
    page.wait_for_selector("dialog .k-trigger")
    return page


def explain(visit: Open, ui: str, width: int) -> Any:
    page = visit("explain", ui=ui, width=width, locale=LOCALES[ui], text=TEXT[ui], published_on=DAYS[ui], language=ui)
    until(page, "document.querySelector('#answer section') !== null")
    return page


def quality(visit: Open, ui: str, width: int) -> Any:
    return visit(f"quality?language={ui}", width=width, locale=LOCALES[ui])


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("ui", ["en", "ar"])
@pytest.mark.parametrize("shown", [timeline, evidence, explain, quality], ids=lambda shown: shown.__name__)
def test_a_picture(visit: Open, shown: Any, ui: str, width: int) -> None:
    page = shown(visit, ui, width)
    name = f"{shown.__name__}-{ui}-{'narrow' if width < 700 else 'wide'}.png"
    page.screenshot(path=Path(FOLDER or "") / name)
