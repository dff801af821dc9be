"""Events of short texts in our own words: type, parties, status, days and their basis."""

import datetime as dt

import pytest

from dateline.dates.anchors import find_times
from dateline.events import find_events

TUESDAY = dt.date(2024, 12, 24)

CASES = [
    pytest.param(
        "ar",
        "زار وزير الخارجية التركي بغداد أمس الاثنين.",
        [("official_visit", {"TUR": "actor", "IRQ": "recipient"}, "happened", "2024-12-23", "stated")],
        id="a visit, verb first",
    ),
    pytest.param(
        "ar",
        "من المقرر أن يزور الرئيس الفرنسي المغرب الشهر المقبل.",
        [("official_visit", {"FRA": "actor", "MAR": "recipient"}, "planned", "2025-01-01", "stated")],
        id="a planned visit keeps its month",
    ),
    pytest.param(
        "ar",
        "استدعت إسبانيا سفيرها لدى الأرجنتين اليوم.",
        [("ambassador_recalled", {"ESP": "actor", "ARG": "recipient"}, "happened", "2024-12-24", "stated")],
        id="recalling one's own ambassador",
    ),
    pytest.param(
        "ar",
        "استدعت الخارجية العراقية السفير التركي أمس.",
        [("ambassador_summoned", {"IRQ": "actor", "TUR": "recipient"}, "happened", "2024-12-23", "stated")],
        id="summoning another's ambassador",
    ),
    pytest.param(
        "ar", "هناك وزارة جديدة في العراق، وتشمل الاتفاقية إجراء تمارين مشتركة.", [], id="look-alikes and clauses"
    ),
]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_the_events_are_those_the_text_tells(language: str, text: str, wanted: list) -> None:
    found = find_events(text, language, TUESDAY, find_times(text, language, TUESDAY))
    assert [
        (e.type, {p.code: p.role for p in e.parties}, e.status, e.first_day and e.first_day.isoformat(), e.date_basis)
        for e in found
    ] == wanted
