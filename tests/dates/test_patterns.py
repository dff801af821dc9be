"""Patterns of all languages: what lets most of a text be passed over, and which of equal readings is kept."""

import datetime as dt
import itertools

import pytest

from dateline.dates.anchors import find_times
from dateline.dates.lexicon import lexicon
from dateline.dates.operations import OPERATIONS
from dateline.dates.patterns import patterns
from dateline.dates.spans import UNIT_DAYS
from dateline.languages import languages

DAY = dt.date(2024, 12, 24)
PHRASES = {kind for operation in OPERATIONS.values() for kind in operation.kinds} | {
    f"{unit}_period" for unit in UNIT_DAYS
}


def sequences(pattern: str) -> list[tuple[str, ...]]:
    """Every sequence of kinds that a pattern allows."""
    choices = []
    for element in pattern.split():
        if not element.startswith("!"):
            kinds = element.strip("~?").split("|")
            choices.append([(kind,) for kind in kinds] + [()] * element.endswith("?"))
    return [tuple(itertools.chain(*chosen)) for chosen in itertools.product(*choices)]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("genre", ["news", "dialogue"])
def test_whatever_a_pattern_allows_holds_a_core_word_a_number_or_a_phrase(language: str, genre: str) -> None:
    words_of, core = lexicon(language), patterns(language, genre).core_words
    others = {
        kind
        for number, meanings in enumerate(words_of.meanings)
        if number not in core
        for kinds, _ in meanings
        for kind in kinds
    }
    marks = {"and", "comma", "dash", "slash", "opening", "closing", "point", "quote", "edge"}
    sure = (words_of.kinds - others - marks) | (PHRASES - words_of.kinds)
    sections = ("dialogue", "patterns") if genre == "dialogue" else ("patterns",)
    lines = [line for section in sections for line in words_of.data.get(section, {})]
    assert [one for line in lines for one in sequences(line) if sure.isdisjoint(one)] == []


def test_a_long_run_of_words_far_from_any_time_hides_none_of_its_times() -> None:
    words = "of the in and to by " * 30
    found = find_times(f"{words}on 3 May 2024 {words}", "en", DAY)
    assert [(mention.text, mention.first_day) for mention in found] == [("3 May 2024", dt.date(2024, 5, 3))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("La reunión empieza a las 5 p.m. hoy", "2024-12-24T17:00"),
        ("Hablan hoy a las ocho de la noche", "2024-12-24T20:00"),
    ],
)
def test_of_equal_readings_that_of_fewest_phrases_is_kept(text: str, value: str) -> None:
    assert [mention.value for mention in find_times(text, "es", DAY)] == [value]


def test_a_range_between_days_is_not_read_as_one_from_a_year_to_a_range() -> None:
    found = find_times("from 2019-Aug-01 to today", "en", DAY)
    assert [(mention.first_day, mention.last_day) for mention in found] == [(dt.date(2019, 8, 1), DAY)]
