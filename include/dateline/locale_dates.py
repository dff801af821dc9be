"""Dates printed in page headers of languages that have no file of ours, read by dateparser's locales."""

import datetime as dt
import re
from typing import NamedTuple

_LINES, _LONGEST_LINE = 8, 120
_DIGITS = re.compile(r"\d.*\d")
# Only a whole absolute date counts; a part of one would be filled up from the day of reading.
_SETTINGS = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "RELATIVE_BASE": dt.datetime(2000, 1, 1),
    # The one language that writes the month first has data of ours; a year of four digits is seen wherever it stands.
    "DATE_ORDER": "DMY",
}


class LocaleDate(NamedTuple):
    """A date as printed: offsets in code points, end exclusive, and the naive local time, midnight without a clock."""

    start: int
    end: int
    local: dt.datetime


def find_locale_dates(text: str, language: str) -> list[LocaleDate]:
    """Whole dates in the first short lines of a text, in reading order; none where dateparser has no locale.

    >>> [date.local for date in find_locale_dates("Publicerad 24 december 2024 kl. 09:15", "sv")]
    [datetime.datetime(2024, 12, 24, 0, 0)]
    """
    from dateparser.search import search_dates

    found: list[LocaleDate] = []
    start = 0
    for line in text.splitlines(keepends=True)[: 2 * _LINES]:
        if len(line) <= _LONGEST_LINE and _DIGITS.search(line):
            try:
                dates = search_dates(line, languages=[language], settings=_SETTINGS) or []
            except ValueError:  # an unknown language
                return []
            place = 0
            for words, local in dates:
                place = line.index(words, place)
                found.append(LocaleDate(start + place, start + place + len(words), local))
        start += len(line)
    return found


def read_locale_date(value: str, language: str) -> dt.datetime | None:
    """A metadata value read as a date of some locale of the language, or of any; None when it names no whole date."""
    import dateparser
    from dateparser.data.languages_info import language_locale_dict

    # One regional locale a call: several of one language together are refused.
    for locale in [None, *language_locale_dict.get(language, [])]:
        choice = {"locales": [locale]} if locale else {}
        found: dt.datetime | None = dateparser.parse(value, settings=_SETTINGS, **choice)
        if found is not None:
            return found
    return None
