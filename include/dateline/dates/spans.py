"""The closed set of operations that turn a phrase and an anchor into days.

Spans are closed intervals of whole days, both ends inclusive, proleptic Gregorian calendar. `direction` is -1 for
the past, +1 for the future and 0 for the period the anchor stands in. Weeks run from Monday to Sunday (ISO 8601).
"""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

import hijridate

Granularity = Literal["day", "week", "month", "quarter", "season", "half_year", "year", "decade", "century", "range"]
UNITS: tuple[Granularity, ...] = ("day", "week", "month", "quarter", "half_year", "year", "decade", "century")
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days from `first` to `last`, both inclusive.

    `clock` is a time of day ("21:18") on a one-day span; `is_weekday_wrong` tells that the text named a weekday which
    the calendar contradicts.
    """

    first: dt.date
    last: dt.date
    granularity: Granularity
    is_approximate: bool = False
    clock: str | None = None
    is_weekday_wrong: bool = False


class UnresolvableError(ValueError):
    """The phrase is understood and means no day; the message is the reason code."""


def day(date: dt.date) -> Span:
    """One day."""
    return Span(date, date, "day")


def calendar_day(year: int, month: int, number: int) -> Span:
    """That day of that month; a day the calendar lacks is refused as `impossible_day`."""
    try:
        return day(dt.date(year, month, number))
    except ValueError:
        raise UnresolvableError("impossible_day") from None


def months(year: int, month: int, count: int, granularity: Granularity) -> Span:
    """`count` whole months from that month on; `month` may lie outside 1..12 and is carried into the years.

    >>> months(2024, 0, 1, "month").first
    datetime.date(2023, 12, 1)
    """
    first, last = divmod(year * 12 + month - 1, 12), divmod(year * 12 + month + count - 2, 12)
    try:
        return Span(
            dt.date(first[0], first[1] + 1, 1),
            dt.date(last[0], last[1] + 1, calendar.monthrange(last[0], last[1] + 1)[1]),
            granularity,
        )
    except (ValueError, OverflowError):
        raise UnresolvableError("impossible_day") from None


def move(date: dt.date, count: int) -> Span:
    """The day that many days after (before, when negative) the given one."""
    try:
        return day(date + dt.timedelta(days=count))
    except OverflowError:
        raise UnresolvableError("impossible_day") from None


def period(anchor: dt.date, unit: Granularity, count: int) -> Span:
    """The whole day, week, month ... `count` of them after the one the anchor stands in.

    >>> period(dt.date(2024, 12, 24), "week", -1)
    Span(first=datetime.date(2024, 12, 16), last=datetime.date(2024, 12, 22), granularity='week', \
is_approximate=False, clock=None, is_weekday_wrong=False)
    """
    if unit == "day":
        return move(anchor, count)
    if unit == "week":
        monday = move(anchor, 7 * count - anchor.weekday()).first
        return Span(monday, move(monday, 6).last, "week")
    size = _MONTHS[unit]
    index = (anchor.year * 12 + anchor.month - 1) // size + count
    return months(0, index * size + 1, size, unit)


def units_away(anchor: dt.date, unit: Granularity, count: int) -> Span:
    """The point `count` units away, in the precision the text spoke in: three days ago is a day, two years ago a year.

    >>> units_away(dt.date(2024, 12, 24), "week", -1).first
    datetime.date(2024, 12, 17)
    """
    return move(anchor, 7 * count) if unit == "week" else period(anchor, unit, count)


def last_units(anchor: dt.date, unit: Granularity, count: int, direction: int) -> Span:
    """The stretch of `count` units that ends just before (-1) or starts just after (+1) the anchor.

    >>> last_units(dt.date(2024, 12, 24), "day", 3, -1).first
    datetime.date(2024, 12, 21)
    """
    near = period(anchor, unit, direction)
    far = period(anchor, unit, direction * count)
    return Span(min(near.first, far.first), max(near.last, far.last), "range")


def month_near(anchor: dt.date, month: int, direction: int) -> Span:
    """Nearest such month strictly before (-1) or after (+1) the anchor's own month; 0 is that month of the same year.

    In December "last October" is this year's; in October it is the year before's.

    >>> month_near(dt.date(2024, 12, 24), 10, -1).first
    datetime.date(2024, 10, 1)
    """
    year = anchor.year
    if direction < 0 and month >= anchor.month:
        year -= 1
    if direction > 0 and month <= anchor.month:
        year += 1
    return months(year, month, 1, "month")


def month_bare(anchor: dt.date, month: int, direction: int) -> Span:
    """A month named without year: the anchor's own month is nearest in either direction."""
    return months(anchor.year, month, 1, "month") if month == anchor.month else month_near(anchor, month, direction)


def day_near(anchor: dt.date, month: int, number: int, direction: int) -> Span:
    """A day and month named without year: the nearest one up to (-1) or from (+1) the anchor, itself included.

    The 29th of February is looked for up to eight years away, so that 1900 does not hide 1896.

    >>> day_near(dt.date(2022, 1, 3), 12, 28, -1).first
    datetime.date(2021, 12, 28)
    """
    step = direction or -1
    if direction == 0:
        return calendar_day(anchor.year, month, number)
    for away in range(9):
        try:
            found = calendar_day(anchor.year + step * away, month, number)
        except UnresolvableError:
            continue
        if (found.first - anchor).days * step >= 0:
            return found
    raise UnresolvableError("impossible_day")


def weekday_near(anchor: dt.date, weekday: int, direction: int) -> Span:
    """Nearest such weekday (1 is Monday) strictly before (-1) or after (+1) the anchor; 0 is that of the same week.

    >>> weekday_near(dt.date(2024, 12, 24), 5, -1).first
    datetime.date(2024, 12, 20)
    """
    if direction == 0:
        return move(anchor, weekday - 1 - anchor.weekday())
    distance = (direction * (weekday - 1 - anchor.weekday())) % 7 or 7
    return move(anchor, direction * distance)


def weekday_bare(anchor: dt.date, weekday: int, direction: int) -> Span:
    """A weekday without more: today when it is today's, else the nearest in the direction the clause looks."""
    return day(anchor) if weekday - 1 == anchor.weekday() else weekday_near(anchor, weekday, direction or -1)


def within(outer: Span, inner: Span) -> Span:
    """The inner span, when it lies in the outer one; otherwise the two contradict each other."""
    if inner.first < outer.first or inner.last > outer.last:
        raise UnresolvableError("contradiction")
    return inner


# First and last part of each unit, in its own smaller unit, end exclusive. They overlap where usage does.
_PARTS: dict[str, tuple[Granularity, dict[str, tuple[int, int]]]] = {
    "week": ("day", {"early": (0, 3), "mid": (2, 5), "late": (4, 7)}),
    "month": ("day", {"early": (0, 10), "mid": (10, 20), "late": (20, 31)}),
    "quarter": ("month", {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}),
    "half_year": ("month", {"early": (0, 2), "mid": (2, 4), "late": (4, 6)}),
    "year": ("month", {"early": (0, 3), "mid": (4, 8), "late": (9, 12)}),
    "decade": ("year", {"early": (0, 4), "mid": (3, 7), "late": (6, 10)}),
    "century": ("decade", {"early": (0, 3), "mid": (3, 7), "late": (7, 10)}),
}


def part_of(span: Span, part: str) -> Span:
    """Early, mid or late part: approximate, and inside the whole.

    >>> part_of(months(2024, 9, 1, "month"), "late").first
    datetime.date(2024, 9, 21)
    """
    if span.granularity not in _PARTS:
        return replace(span, is_approximate=True)
    unit, bounds = _PARTS[span.granularity]
    first, end = bounds[part]
    return replace(
        span,
        first=period(span.first, unit, first).first,
        last=min(span.last, period(span.first, unit, end - 1).last),
        is_approximate=True,
        clock=None,
    )


def division_of(span: Span, unit: Granularity, number: int) -> Span:
    """The n-th month, quarter or half of a span."""
    size = _MONTHS[unit]
    return within(span, months(span.first.year, span.first.month + size * (number - 1), size, unit))


def hull(first: Span, last: Span) -> Span:
    """From the first day of one to the last day of the other."""
    if last.last < first.first:
        raise UnresolvableError("contradiction")
    return Span(first.first, last.last, "range", is_approximate=first.is_approximate or last.is_approximate)


def hijri_day(year: int, month: int, number: int) -> Span:
    """A day of the Umm al-Qura calendar, known for AH 1343 to 1500 (hijridate)."""
    try:
        date = hijridate.Hijri(year, month, number).to_gregorian()
    except (ValueError, OverflowError):
        raise UnresolvableError("impossible_day") from None
    return day(dt.date(date.year, date.month, date.day))


def hijri_month(year: int, month: int) -> Span:
    """A month of the Umm al-Qura calendar."""
    first = hijri_day(year, month, 1).first
    return Span(first, move(first, hijridate.Hijri(year, month, 1).month_length() - 1).last, "month")


def hijri_year_near(anchor: dt.date, month: int, direction: int) -> int:
    """The Hijri year whose such month is the nearest up to (-1) or from (+1) the anchor."""
    try:
        today = hijridate.Gregorian(anchor.year, anchor.month, anchor.day).to_hijri()
    except (ValueError, OverflowError):
        raise UnresolvableError("no_anchor") from None
    if direction > 0:
        return int(today.year) + (month < today.month)
    return int(today.year) - (month > today.month)
