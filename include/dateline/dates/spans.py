"""The closed set of operations that turn a phrase and an anchor into days.

Spans are closed intervals of whole days, both ends inclusive, proleptic Gregorian calendar. `direction` is -1 for
the past, +1 for the future and 0 for the period the anchor stands in. Weeks run from Monday to Sunday (ISO 8601).
"""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

Granularity = Literal[
    "day", "weekend", "week", "month", "quarter", "season", "half_year", "year", "decade", "century", "range"
]
UNITS: tuple[Granularity, ...] = (
    "day", "weekend", "week", "month", "quarter", "half_year", "year", "decade", "century",
)  # fmt: skip
# How long each is at most, to compare them; a range may be of any length.
UNIT_DAYS: dict[Granularity, int] = {
    "day": 1, "weekend": 2, "week": 7, "month": 31, "quarter": 92, "season": 92, "half_year": 184, "year": 366,
    "decade": 3653, "century": 36525,
}  # fmt: skip
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days from `first` to `last`, both inclusive.

    `clock` is a time of day on a one-day span, "21:18" or a TIMEX3 part of the day (MO, AF, EV, NI); `open_end` tells
    that a stretch begins ("last": since then) or stops ("first": until then) with the days named; `is_weekday_wrong`
    that the text named a weekday which the calendar contradicts.
    """

    first: dt.date
    last: dt.date
    granularity: Granularity
    is_approximate: bool = False
    clock: str | None = None
    is_weekday_wrong: bool = False
    open_end: Literal["first", "last"] | None = None


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

    >>> span = period(dt.date(2024, 12, 24), "week", -1)
    >>> str(span.first), str(span.last)
    ('2024-12-16', '2024-12-22')
    """
    if unit == "day":
        return move(anchor, count)
    if unit in ("week", "weekend"):
        monday = move(anchor, 7 * count - anchor.weekday()).first
        return Span(move(monday, 5).first if unit == "weekend" else monday, move(monday, 6).last, unit)
    size = MONTHS[unit]
    index = (anchor.year * 12 + anchor.month - 1) // size + count
    return months(0, index * size + 1, size, unit)


def weeks_in(year: int) -> int:
    """How many weeks ISO 8601 counts in a year, 52 or 53: the 28th of December lies in the last one.

    >>> weeks_in(2015), weeks_in(2024)
    (53, 52)
    """
    return calendar_day(year, 12, 28).first.isocalendar().week


def units_away(anchor: dt.date, unit: Granularity, count: int) -> Span:
    """The point `count` units away, in the precision the text spoke in: three days ago is a day, two years ago a year.

    >>> units_away(dt.date(2024, 12, 24), "week", -1).first
    datetime.date(2024, 12, 17)
    """
    return move(anchor, 7 * count) if unit == "week" else period(anchor, unit, count)


def shift(date: dt.date, unit: Granularity, count: int) -> dt.date:
    """The same day `count` units away: the month's last day where the month there is shorter.

    >>> shift(dt.date(2024, 1, 31), "month", 1)
    datetime.date(2024, 2, 29)
    """
    if unit not in MONTHS:
        return move(date, count * (1 if unit == "day" else 7)).first
    month = months(date.year, date.month + count * MONTHS[unit], 1, "month")
    return month.first.replace(day=min(date.day, month.last.day))


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


# What lies so far back is named with its year; without one, something this near ahead is meant.
# A past verb near it speaks against that, though it may belong to something else in the clause.
_FAR_DAYS, NEAR_DAYS, _FAR_AHEAD_DAYS = 270, 75, 300
_NEAR_DAYS_CUED = 60


def nearer(anchor: dt.date, past: Span, future: Span, *, is_cued: bool = False) -> Span:
    """The past one of two readings, unless it lies far back and the other near ahead."""
    near = _NEAR_DAYS_CUED if is_cued else NEAR_DAYS
    is_far, is_near = (anchor - past.last).days > _FAR_DAYS, (future.first - anchor).days < near
    return future if is_far and is_near else past


def sooner(anchor: dt.date, past: Span, future: Span) -> Span:
    """The future one of two readings, unless it lies most of a year ahead, and so the other close behind."""
    return past if (future.first - anchor).days > _FAR_AHEAD_DAYS else future


def month_bare(anchor: dt.date, month: int, direction: int, *, is_cued: bool = False) -> Span:
    """A month named without year: the anchor's own month is nearest in either direction.

    `is_cued` tells that words of the clause show the direction, which they may do for something else in it.

    >>> str(month_bare(dt.date(2024, 5, 20), 6, -1).first), str(month_bare(dt.date(2024, 5, 20), 2, -1).first)
    ('2024-06-01', '2024-02-01')
    """
    if month == anchor.month:
        return months(anchor.year, month, 1, "month")
    found = month_near(anchor, month, direction)
    if direction > 0:
        return sooner(anchor, month_near(anchor, month, -1), found) if is_cued else found
    return nearer(anchor, found, month_near(anchor, month, 1), is_cued=is_cued)


def day_bare(anchor: dt.date, month: int, number: int, direction: int, *, is_cued: bool = False) -> Span:
    """A day and month named without year; `is_cued` as for `month_bare`."""
    found = day_near(anchor, month, number, direction)
    if direction > 0:
        return sooner(anchor, day_near(anchor, month, number, -1), found) if is_cued else found
    return nearer(anchor, found, day_near(anchor, month, number, 1), is_cued=is_cued)


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


def day_number_near(anchor: dt.date, number: int, direction: int) -> Span:
    """The nearest day of that number up to (-1) or from (+1) the anchor, itself included.

    >>> day_number_near(dt.date(2024, 3, 5), 30, -1).first
    datetime.date(2024, 1, 30)
    """
    for away in range(3):
        month = months(anchor.year, anchor.month + direction * away, 1, "month").first
        try:
            found = calendar_day(month.year, month.month, number)
        except UnresolvableError:
            continue
        if (found.first - anchor).days * direction >= 0:
            return found
    raise UnresolvableError("impossible_day")


# A day named by its number alone is of the anchor's month, or of the one it has just left or is about to enter.
_WEEKS_AWAY_DAYS, _JUST_GONE_DAYS, _SOON_DAYS = 20, 10, 7


def day_number_bare(anchor: dt.date, number: int, direction: int) -> Span:
    """A day named by its number: the nearest in that direction, unless it lies weeks away and the other one close by.

    >>> str(day_number_bare(dt.date(2024, 12, 24), 26, -1).first)
    '2024-12-26'
    """
    found, other = day_number_near(anchor, number, direction), day_number_near(anchor, number, -direction)
    close = _SOON_DAYS if direction < 0 else _JUST_GONE_DAYS
    is_away = abs((found.first - anchor).days) >= _WEEKS_AWAY_DAYS
    return other if is_away and abs((other.first - anchor).days) <= close else found


def weekday_near(anchor: dt.date, weekday: int, direction: int) -> Span:
    """Nearest such weekday (1 is Monday) strictly before (-1) or after (+1) the anchor; 0 is that of the same week.

    >>> weekday_near(dt.date(2024, 12, 24), 5, -1).first
    datetime.date(2024, 12, 20)
    """
    if direction == 0:
        return move(anchor, weekday - 1 - anchor.weekday())
    distance = (direction * (weekday - 1 - anchor.weekday())) % 7 or 7
    return move(anchor, direction * distance)


def weekday_number_near(anchor: dt.date, weekday: int, number: int, direction: int) -> Span | None:
    """The nearest day of the month of that number that is such a weekday; None where over a year has none.

    >>> str(weekday_number_near(dt.date(2024, 12, 24), 4, 26, 1).first)
    '2024-12-26'
    """
    for away in range(14):
        month = months(anchor.year, anchor.month + direction * away, 1, "month")
        if number <= month.last.day:
            found = month.first.replace(day=number)
            if found.weekday() == weekday - 1 and (found - anchor).days * direction >= 0:
                return day(found)
    return None


def weekday_bare(anchor: dt.date, weekday: int, direction: int) -> Span:
    """A weekday without more: today when it is today's, else the nearest in the direction the clause looks."""
    return day(anchor) if weekday - 1 == anchor.weekday() else weekday_near(anchor, weekday, direction or -1)


def workday(anchor: dt.date, count: int) -> Span:
    """The day `count` working days, Monday to Friday, after the anchor (before, when negative).

    >>> workday(dt.date(2024, 12, 20), 2).first
    datetime.date(2024, 12, 24)
    """
    found, step = anchor, 1 if count > 0 else -1
    for _ in range(min(abs(count), 2000)):
        found = move(found, step).first
        while found.weekday() > 4:
            found = move(found, step).first
    return day(found)


def nth_weekday(outer: Span, weekday: int, number: int) -> Span:
    """The n-th such weekday of a span; -1 is its last.

    >>> nth_weekday(months(2024, 11, 1, "month"), 4, 4).first
    datetime.date(2024, 11, 28)
    """
    if number > 0:
        found = move(outer.first, (weekday - 1 - outer.first.weekday()) % 7 + 7 * (number - 1))
    else:
        found = move(outer.last, -((outer.last.weekday() - weekday + 1) % 7) + 7 * (number + 1))
    return within(outer, found)


def nth_week(outer: Span, number: int) -> Span:
    """The n-th of the weeks that lie whole in a span, -1 the last; approximate, for people count loosely.

    >>> str(nth_week(months(2014, 10, 1, "month"), 1).first)
    '2014-10-06'
    """
    monday = nth_weekday(outer, 1, number) if number > 0 else period(nth_weekday(outer, 7, number).first, "week", 0)
    return within(outer, replace(period(monday.first, "week", 0), is_approximate=True))


# First month of each season of the northern hemisphere, as meteorologists count; a winter runs into the next year.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def season(year: int, name: str) -> Span:
    """That season of that year, three whole months, approximate; winter is the one that begins in the year."""
    return replace(months(year, SEASONS[name], 3, "season"), is_approximate=True)


def season_near(anchor: dt.date, name: str, direction: int) -> Span:
    """The nearest such season that is over (-1) or still to come (+1); 0 is the one of the year the anchor lies in."""
    found = [season(anchor.year + away, name) for away in (-2, -1, 0, 1)]
    if direction < 0:
        return next(one for one in reversed(found) if one.last < anchor)
    if direction > 0:
        return next(one for one in found if one.first > anchor)
    return next((one for one in found if one.first <= anchor <= one.last), season(anchor.year, name))


def within(outer: Span, inner: Span) -> Span:
    """The inner span, when it lies in the outer one; otherwise the two contradict each other."""
    if inner.first < outer.first or inner.last > outer.last:
        raise UnresolvableError("contradiction")
    return inner


def hull(first: Span, last: Span) -> Span:
    """From the first day of one to the last day of the other."""
    if last.last < first.first:
        raise UnresolvableError("contradiction")
    return Span(first.first, last.last, "range", is_approximate=first.is_approximate or last.is_approximate)
