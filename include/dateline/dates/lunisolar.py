"""Days of the Chinese calendar, from the table of its years in lunar_years.toml."""

import datetime as dt
import functools
import tomllib
from importlib import resources
from typing import NamedTuple

from dateline.dates.spans import Span, UnresolvableError, day, move


class _Year(NamedTuple):
    first: dt.date
    lengths: tuple[int, ...]
    leap: int


@functools.cache
def _years() -> dict[int, _Year]:
    text = (resources.files("dateline") / "lunar_years.toml").read_text(encoding="utf-8")
    return {
        int(year): _Year(entry["first"], tuple(29 + int(mark) for mark in entry["months"]), entry.get("leap", 0))
        for year, entry in tomllib.loads(text).items()
    }


def lunar_month(year: int, month: int) -> Span:
    """A month of the Chinese year that begins in that year; a leap month of the same number is no part of it.

    >>> str(lunar_month(2023, 3).first)
    '2023-04-20'
    """
    if year not in _years():
        raise UnresolvableError("no_table")
    first, lengths, leap = _years()[year]
    index = month - 1 + (0 < leap < month)
    start = move(first, sum(lengths[:index])).first
    return Span(start, move(start, lengths[index] - 1).last, "month")


def lunar_day(year: int, month: int, number: int) -> Span:
    """A day of the Chinese year that begins in that year; -1 is the last of its month.

    >>> str(lunar_day(2024, 8, 15).first), str(lunar_day(2024, 12, -1).first)
    ('2024-09-17', '2025-01-28')
    """
    span = lunar_month(year, month)
    if number < 0:
        return day(span.last)
    if not 1 <= number <= (span.last - span.first).days + 1:
        raise UnresolvableError("impossible_day")
    return move(span.first, number - 1)


def lunar_day_near(anchor: dt.date, month: int, number: int, direction: int) -> Span:
    """The nearest such day up to (-1) or from (+1) the anchor, itself included; the 30th is not of every year."""
    for away in range(9):
        for year in (anchor.year + direction * away - 1, anchor.year + direction * away)[::direction]:
            try:
                found = lunar_day(year, month, number)
            except UnresolvableError:
                continue
            if (found.first - anchor).days * direction >= 0:
                return found
    raise UnresolvableError("no_table")
