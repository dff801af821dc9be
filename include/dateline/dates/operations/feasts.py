"""Operations over other calendars and holidays."""

from dataclasses import replace

from dateline.dates import calendars, lunisolar, spans
from dateline.dates.operations.registry import Context, Node, operation
from dateline.dates.spans import Span, UnresolvableError


@operation("day_date", "full_day", "hijri_date")
def hijri_day(context: Context, number: int, month: int, year: int) -> Span:
    """9 Muharram 1446."""
    return calendars.hijri_day(year, month, number)


@operation("day_date", "full_day", "hijri_date")
def hijri_numeric_day(context: Context, parts: tuple[int, int, int]) -> Span:
    """25/10/1436 AH, 1436/10/25 AH."""
    day, month, year = parts if parts[0] <= 31 else parts[::-1]
    return calendars.hijri_day(year + (1400 if year < 100 else 0), month, day)


@operation("day_date", "hijri_date", basis="anchor")
def hijri_day_bare(context: Context, number: int, month: int) -> Span:
    """9 Muharram, the year left open."""
    year = calendars.hijri_year_near(context.anchor, month, context.direction)
    found = calendars.hijri_day(year, month, number)
    direction = context.direction or -1
    if (found.first - context.anchor).days * direction < 0:
        found = calendars.hijri_day(year + direction, month, number)
    return found


@operation("day_date", "hijri_date", basis="anchor")
def hijri_day_directed(context: Context, number: int, month: int, direction: int) -> Span:
    """9 Muharram last."""
    return hijri_day_bare(replace(context, direction=direction), number, month)


@operation("month_date", "full_month")
def hijri_month(context: Context, month: int, year: int) -> Span:
    """Ramadan 1446."""
    return calendars.hijri_month(year, month)


@operation("year_date")
def hijri_year(context: Context, year: int) -> Span:
    """The year 1446 AH, from its first day to its last."""
    return Span(calendars.hijri_month(year, 1).first, calendars.hijri_month(year, 12).last, "year")


@operation("range_date")
def hijri_years(context: Context, first: int, last: int) -> Span:
    """1436/1437 AH."""
    return spans.hull(hijri_year(context, first), hijri_year(context, last))


@operation("month_date", "full_month", basis="anchor")
def hijri_month_directed(context: Context, month: int, direction: int) -> Span:
    """Last Ramadan."""
    year = calendars.hijri_year_near(context.anchor, month, direction)
    found = calendars.hijri_month(year, month)
    if found.first <= context.anchor <= found.last and direction:
        found = calendars.hijri_month(year + direction, month)
    return found


@operation("month_date", "bare_month", basis="anchor")
def hijri_month_bare(context: Context, month: int) -> Span:
    """In Ramadan: the one that stands, or the nearest in the direction the clause looks."""
    direction = context.direction or -1
    year = calendars.hijri_year_near(context.anchor, month, direction)
    return calendars.hijri_month(year, month)


@operation("month_date", "full_month")
def hijri_month_in(context: Context, month: int, period: Node) -> Span:
    """Ramadan 2024, Ramadan of last year: the one that begins in that Gregorian year."""
    year = context.span(period).first.year
    first = calendars.hijri_year_near(spans.calendar_day(year, 1, 1).first, month, 1)
    for hijri in (first, first - 1):
        found = calendars.hijri_month(hijri, month)
        if found.first.year == year:
            return found
    raise UnresolvableError("ambiguous")


@operation("day_date", "full_day", "lunar_date")
def lunar_day(context: Context, number: int, month: int, period: Node) -> Span:
    """The 15th of the eighth month of the Chinese year that begins in 2024, or last year."""
    return lunisolar.lunar_day(context.span(period).first.year, month, number)


@operation("day_date", "lunar_date", basis="anchor")
def lunar_day_bare(context: Context, number: int, month: int) -> Span:
    """The 15th of the eighth month of the Chinese calendar, the year left open."""
    found = lunisolar.lunar_day_near(context.anchor, month, number, context.direction or -1)
    if context.direction > 0:
        return found
    return spans.nearer(context.anchor, found, lunisolar.lunar_day_near(context.anchor, month, number, 1))


@operation("month_date", "full_month")
def lunar_month(context: Context, month: int, period: Node) -> Span:
    """The eighth month of the Chinese year that begins in 2024, or last year."""
    return lunisolar.lunar_month(context.span(period).first.year, month)


@operation("month_date", basis="anchor")
def lunar_month_bare(context: Context, month: int) -> Span:
    """The eighth month of the Chinese calendar, the year left open: the nearest that has begun, or is to come."""
    first = lunisolar.lunar_day_near(context.anchor, month, 1, context.direction or -1).first
    return next(
        span for year in (first.year, first.year - 1) if (span := lunisolar.lunar_month(year, month)).first == first
    )


@operation("day_date", "holiday_date", basis="anchor")
def holiday_bare(context: Context, name: str) -> Span:
    """Christmas, the year left open: the nearest in the direction the clause looks, as a day without its year."""
    found = calendars.holiday_near(context.anchor, name, context.direction or -1)
    if context.direction < 1:
        return spans.nearer(context.anchor, found, calendars.holiday_near(context.anchor, name, 1))
    return (
        spans.sooner(context.anchor, calendars.holiday_near(context.anchor, name, -1), found) if context.cue else found
    )


@operation("day_date", "holiday_date", basis="anchor")
def holiday_directed(context: Context, name: str, direction: int) -> Span:
    """Last Christmas, next Easter; this Easter is the one of the year."""
    found = calendars.holiday_near(context.anchor, name, direction)
    if direction and found.first == context.anchor:
        found = calendars.holiday(name, context.anchor.year + direction)
    return found


@operation("day_date", "holiday_date", "full_day")
def holiday_of_year(context: Context, name: str, year: int) -> Span:
    """Easter 2024."""
    return calendars.holiday(name, context.year(year))


@operation("day_date", "holiday_date", "full_day")
def holiday_in(context: Context, name: str, period: Node) -> Span:
    """Christmas of last year."""
    return calendars.holiday(name, context.span(period).first.year)
