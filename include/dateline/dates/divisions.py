"""Parts, halves and counted units of a span."""

from dataclasses import replace

from dateline.dates.spans import (
    MONTHS,
    Granularity,
    Span,
    UnresolvableError,
    months,
    move,
    nth_week,
    period,
    within,
)

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
    start, end = bounds[part]
    first, last = period(span.first, unit, start).first, min(span.last, period(span.first, unit, end - 1).last)
    if last < first:  # a part already, and no such part of it
        return replace(span, is_approximate=True)
    return replace(span, first=first, last=last, is_approximate=True, clock=None)


# Where the halves of a unit meet: so many smaller units from its beginning.
_HALVES: dict[str, tuple[Granularity, int]] = {
    "week": ("day", 3),
    "month": ("day", 15),
    "decade": ("year", 5),
    "century": ("year", 50),
}


def half_of(span: Span, number: int) -> Span:
    """The first or second half of a span; approximate, but for a year's.

    >>> half_of(months(2024, 5, 1, "month"), 2).first
    datetime.date(2024, 5, 16)
    """
    if span.granularity == "year":
        return division_of(span, "half_year", number)
    if span.granularity not in _HALVES or number not in (1, 2):
        raise UnresolvableError("ambiguous")
    unit, count = _HALVES[span.granularity]
    middle = period(span.first, unit, count).first
    if number == 1:
        return replace(span, last=move(middle, -1).last, is_approximate=True)
    return replace(span, first=middle, is_approximate=True)


def division_of(span: Span, unit: Granularity, number: int) -> Span:
    """The n-th day, week, month, quarter, half ... of a span; -1 is its last."""
    if unit == "day":
        return within(span, move(span.first, number - 1) if number > 0 else move(span.last, number + 1))
    if unit in ("week", "weekend"):
        return nth_week(span, number)
    size = MONTHS[unit]
    if number < 0:
        return within(span, period(span.last, unit, number + 1))
    return within(span, months(span.first.year, span.first.month + size * (number - 1), size, unit))
