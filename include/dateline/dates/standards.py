"""Spans written as TIMEX3 values (TimeML, ISO 24617-1) and as EDTF (ISO 8601-2:2019)."""

from dataclasses import replace

from dateline.dates.spans import Span

# EDTF sub-year groupings, ISO 8601-2 4.8: 21-24 seasons, 33-36 quarters, 40-41 semesters.
_SEASON, _QUARTER, _HALF = 21, 33, 40
_SEASON_LETTERS = ("SP", "SU", "FA", "WI")


def timex3(span: Span) -> str:
    """The TIMEX3 value: 2024-10, 2024-W52, 199; an approximate span has the value of the unit it lies in.

    >>> import datetime as dt
    >>> timex3(Span(dt.date(2024, 10, 1), dt.date(2024, 10, 31), "month"))
    '2024-10'
    """
    first = span.first
    if _is_of_another_calendar(span):
        return f"{first.isoformat()}/{span.last.isoformat()}"
    match span.granularity:
        case "day":
            return first.isoformat() + (f"T{span.clock}" if span.clock else "")
        case "week":
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case "weekend":
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}-WE"
        case "season":
            return f"{first.year:04d}-{_SEASON_LETTERS[first.month // 3 - 1]}"
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year:04d}-Q{(first.month + 2) // 3}"
        case "half_year":
            return f"{first.year:04d}-H{(first.month + 5) // 6}"
        case "year":
            return f"{first.year:04d}"
        case "decade":
            return f"{first.year // 10:03d}"
        case "century":
            return f"{first.year // 100:02d}"
        case _:
            return f"{first.isoformat()}/{span.last.isoformat()}"


def _is_of_another_calendar(span: Span) -> bool:
    """Whether a month or year is none of the civil calendar, as Ramadan is, so that its days have no shorter name."""
    return not span.is_approximate and (
        (span.granularity == "month" and span.first.day != 1)
        or (span.granularity == "year" and (span.first.month, span.first.day) != (1, 1))
    )


def edtf(span: Span) -> str:
    """The EDTF string; "~" marks an approximate end, ".." an open one.

    >>> import datetime as dt
    >>> edtf(Span(dt.date(2024, 9, 21), dt.date(2024, 9, 30), "month", is_approximate=True))
    '2024-09-21~/2024-09-30~'
    """
    if span.open_end:
        named = edtf(replace(span, open_end=None))
        first, _, last = named.partition("/")
        return f"../{last or first}" if span.open_end == "first" else f"{first}/.."
    return _closed(span)


def _closed(span: Span) -> str:
    first = span.first
    if span.granularity == "season":
        return f"{first.year:04d}-{_SEASON + first.month // 3 - 1}"
    if span.is_approximate:
        return f"{first.isoformat()}~/{span.last.isoformat()}~"
    if _is_of_another_calendar(span):
        return f"{first.isoformat()}/{span.last.isoformat()}"
    match span.granularity:
        case "day":
            return first.isoformat()
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year:04d}-{_QUARTER + (first.month - 1) // 3}"
        case "half_year":
            return f"{first.year:04d}-{_HALF + (first.month - 1) // 6}"
        case "year":
            return f"{first.year:04d}"
        case "decade":
            return f"{first.year // 10:03d}X"
        case "century":
            return f"{first.year // 100:02d}XX"
        case _:
            return f"{first.isoformat()}/{span.last.isoformat()}"
