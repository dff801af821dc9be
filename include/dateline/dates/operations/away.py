"""Operations that count from a date named beside, or from the day told last."""

import datetime as dt
from dataclasses import replace

from dateline.dates import spans
from dateline.dates.operations.registry import Context, Node, operation
from dateline.dates.spans import Granularity, Span


@operation("day_date")
def units_from_date(context: Context, number: int, unit: Granularity, direction: int, node: Node) -> Span:
    """Two weeks from Monday, a year ago Tuesday, three months after March 2024: counted from the date beside."""
    start = context.span(node)
    if start.granularity == "day":
        return spans.day(spans.shift(start.first, unit, number * direction))
    return spans.units_away(start.last if direction > 0 else start.first, unit, number * direction)


@operation("period_date")
def period_units_away(context: Context, number: int, unit: Granularity, direction: int, node: Node) -> Span:
    """Three years ago this month: the same month of that year, the week that had that day."""
    named = context.span(node)
    return spans.period(spans.shift(named.first, unit, number * direction), named.granularity, 0)


@operation("day_date", basis="anchor")
def weekday_units_away(context: Context, weekday: int, number: int, unit: Granularity, direction: int) -> Span:
    """Monday two weeks from now, Friday a week ago: the weekday of the week so far away."""
    return spans.weekday_near(spans.shift(context.anchor, unit, number * direction), weekday, 0)


@operation("day_date", "full_day")
def nth_weekday_from(context: Context, number: int, weekday: int, direction: int, node: Node) -> Span:
    """The first Tuesday after 1 November, the second Sunday before Easter: not the date itself."""
    found = context.span(node)
    near = spans.weekday_near(found.last if direction > 0 else found.first, weekday, direction)
    return spans.move(near.first, 7 * (number - 1) * direction)


@operation("range_date")
def units_on_from(context: Context, number: int, unit: Granularity, node: Node) -> Span:
    """For three days from Monday, a week starting 20 December: that many whole units, the first one counted."""
    start = context.span(node).first
    return spans.hull(spans.day(start), spans.move(spans.shift(start, unit, number), -1))


@operation("range_date")
def units_up_to(context: Context, number: int, unit: Granularity, node: Node) -> Span:
    """The three months to March, the two weeks ending on 5 May: the last one is the date's own."""
    end = context.span(node)
    if spans.UNIT_DAYS[unit] >= 28 and (end.last + dt.timedelta(1)).day == 1:
        return spans.hull(spans.period(end.last, "month", 1 - number * spans.MONTHS[unit]), end)
    return spans.hull(spans.move(spans.shift(end.last, unit, -number), 1), end)


@operation("range_date", "period_date")
def week_up_to(context: Context, node: Node) -> Span:
    """The week ending Friday 5 May: seven days."""
    end = context.span(node)
    return spans.hull(spans.move(end.last, -6), spans.day(end.last))


@operation("range_date")
def anchor_to(context: Context, node: Node) -> Span:
    """Between now and June, from today until Friday."""
    return spans.hull(spans.day(context.anchor), replace(context, direction=1).span(node))


@operation("range_date")
def up_to_anchor(context: Context, node: Node) -> Span:
    """From March to date, between 2 May and now."""
    return spans.hull(replace(context, direction=-1).span(node), spans.day(context.anchor))


@operation("period_date")
def same_in(context: Context, node: Node) -> Span:
    """The same period last year, the same quarter of 2019: the months told last, moved to the year named."""
    return _moved(context, context.span(node))


@operation("period_date", basis="previous")
def same_before(context: Context, number: int) -> Span:
    """The same period a year earlier: the months told last, so many years before."""
    return _moved(context, spans.period(context.anchor, "year", -number), years=-number)


def _moved(context: Context, year: Span, years: int | None = None) -> Span:
    """The latest stretch of a month to a year that was told, in another year; without one that year, approximate."""
    told = next((span for span in context.earlier if 26 < (span.last - span.first).days < 360), None)
    if told is None:
        return replace(year, is_approximate=True)
    shift = 12 * (year.first.year - told.last.year if years is None else years)
    count = 12 * (told.last.year - told.first.year) + told.last.month - told.first.month + 1
    return spans.months(told.first.year, told.first.month + shift, count, told.granularity)


@operation("day_date", basis="anchor")
def workdays_away(context: Context, number: int, direction: int) -> Span:
    """Four business days from now, two working days ago: Monday to Friday; feasts are not left out."""
    return spans.workday(context.anchor, number * direction)


@operation("range_date", basis="anchor")
def workdays(context: Context, number: int, direction: int) -> Span:
    """The next four business days."""
    near, far = (spans.workday(context.anchor, count * direction) for count in (1, number))
    return spans.hull(near, far) if direction > 0 else spans.hull(far, near)


@operation("range_date", basis="anchor")
def workweek(context: Context, direction: int) -> Span:
    """Next working week, this workweek: Monday to Friday."""
    week = spans.period(context.anchor, "week", direction)
    return Span(week.first, spans.move(week.first, 4).last, "range")


@operation("range_date")
def holiday_weekend(context: Context, node: Node) -> Span:
    """Labor Day weekend: the nearest Saturday and Sunday, and the days between them and the feast."""
    feast = context.span(node)
    weekday = feast.first.weekday()
    saturday = spans.move(feast.first, 5 - weekday if weekday > 1 else -2 - weekday)
    sunday = spans.move(saturday.first, 1)
    return Span(min(saturday.first, feast.first), max(sunday.first, feast.last), "range")
