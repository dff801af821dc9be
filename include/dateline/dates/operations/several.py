"""Operations that give several days or periods: ranges, lists, stretches up to the anchor."""

from dataclasses import replace

from dateline.dates import divisions, spans
from dateline.dates.operations.days import numeric_day
from dateline.dates.operations.periods import century
from dateline.dates.operations.registry import Context, Node, operation
from dateline.dates.spans import Granularity, Span, UnresolvableError


@operation("range_date", basis="anchor")
def last_units(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """The past three days, the next two weeks."""
    return spans.last_units(context.anchor, unit, number, direction)


@operation("range_date", basis="anchor")
def within_units(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """Within two weeks: from the anchor to that far away; a length of time where the clause looks the other way."""
    if context.cue == -direction:
        raise UnresolvableError("not_anchored")
    far = spans.day(spans.shift(context.anchor, unit, number * direction))
    ends = sorted((spans.day(context.anchor), far), key=lambda span: span.first)
    return spans.hull(*ends)


@operation("range_date", basis="anchor")
def days_around(context: Context, number: int, direction: int) -> Span:
    """The past 24 hours, the next 48 hours: from the anchor so many days back or on, the anchor among them."""
    far, near = spans.move(context.anchor, number * direction), spans.day(context.anchor)
    return spans.hull(near, far) if direction > 0 else spans.hull(far, near)


@operation("range_date", basis="anchor")
def units_between(context: Context, least: int, most: int, unit: Granularity, direction: int) -> Span:
    """Seven or eight years ago, in two to three weeks: somewhere between, approximate."""
    ends = (spans.units_away(context.anchor, unit, number * direction) for number in (least, most))
    first, last = sorted(ends, key=lambda span: span.first)
    return Span(first.first, last.last, "range", is_approximate=True)


@operation("range_date")
def days_listed(context: Context, number: int, node: Node) -> Span:
    """9 and 10 November, from 3 to 5 May: a day sharing the month of the dated one after it."""
    last = context.span(node)
    return spans.hull(spans.calendar_day(last.first.year, last.first.month, number), last)


def _is_next(number: int, node: Node) -> bool:
    return bool(node.arguments) and node.arguments[0] == number + 1


@operation("range_date", fits=_is_next)
def days_joined(context: Context, number: int, node: Node) -> Span:
    """9 and 10 November: days in a row; the 6th and 13th of April are no stretch of days."""
    return days_listed(context, number, node)


@operation("shared_day")
def day_shared(context: Context, number: int, node: Node) -> Span:
    """The 6th of "6 and 13 April": a day of the month that the date after it names."""
    month = context.span(node).first
    return spans.calendar_day(month.year, month.month, number)


@operation("range_date")
def days_of_month(context: Context, first: int, last: int, month: int, year: int) -> Span:
    """May 3 to 5, 2024."""
    end = spans.calendar_day(context.year(year), month, last)
    return spans.hull(spans.calendar_day(end.first.year, month, first), end)


@operation("range_date", basis="anchor")
def days_of_bare_month(context: Context, first: int, last: int, month: int) -> Span:
    """May 3 and 5, the year left open."""
    end = spans.day_bare(context.anchor, month, last, context.direction)
    return spans.hull(spans.calendar_day(end.first.year, month, first), end)


@operation("range_date")
def days_of_period(context: Context, first: int, last: int, period: Node) -> Span:
    """4 to 23 of next month."""
    month = context.span(period).first
    end = spans.calendar_day(month.year, month.month, last)
    return spans.hull(spans.calendar_day(month.year, month.month, first), end)


@operation("range_date")
def day_to_number(context: Context, node: Node, number: int) -> Span:
    """3 October to the 5th: to the next day of that number, which shares the month or lies in the following."""
    first = context.span(node)
    return spans.hull(first, spans.day_number_near(first.last, number, 1))


@operation("range_date", basis="anchor")
def day_numbers_listed(context: Context, first: int, last: int) -> Span:
    """The 3rd to the 5th: days of the nearest month in the direction the clause looks."""
    start = spans.day_number_bare(context.anchor, first, context.direction or -1)
    return spans.hull(start, spans.day_number_near(start.first, last, 1))


@operation("range_date")
def month_to_number(context: Context, node: Node, month: int) -> Span:
    """March 2023 to May: to the next month of that name, of the same year or of the following."""
    first = context.span(node)
    return spans.hull(first, spans.month_near(first.first, month, 1))


@operation("range_date", basis="anchor")
def months_of_bare_year(context: Context, first: int, last: int) -> Span:
    """January to March, the year left open."""
    start = spans.month_bare(context.anchor, first, context.direction or -1)
    return spans.hull(start, spans.month_near(start.first, last, 1))


@operation("range_date", basis="anchor")
def periods_between(context: Context, unit: Granularity, first: int, last: int) -> Span:
    """Both this year and the next: several units, counted from the one the anchor stands in."""
    return spans.hull(spans.period(context.anchor, unit, first), spans.period(context.anchor, unit, last))


@operation("range_date")
def final_units(context: Context, number: int, unit: Granularity, node: Node) -> Span:
    """The last four months of 2024."""
    whole = context.span(node)
    return spans.hull(divisions.division_of(whole, unit, -number), divisions.division_of(whole, unit, -1))


@operation("range_date", basis="anchor")
def first_units_bare(context: Context, number: int, unit: Granularity) -> Span:
    """The first three quarters, the year left open: of the year that the anchor stands in, or of the one just over."""
    found = _first_units(spans.period(context.anchor, "year", 0), unit, number)
    if context.direction < 0 and found.last >= context.anchor:
        return _first_units(spans.period(context.anchor, "year", -1), unit, number)
    return found


def _first_units(whole: Span, unit: Granularity, number: int) -> Span:
    return spans.hull(divisions.division_of(whole, unit, 1), divisions.division_of(whole, unit, number))


@operation("range_date")
def days_of_month_in(context: Context, first: int, last: int, month: int, period: Node) -> Span:
    """3 to 5 October of last year."""
    year = context.span(period).first.year
    return spans.hull(spans.calendar_day(year, month, first), spans.calendar_day(year, month, last))


@operation("range_date")
def months_in(context: Context, first: int, last: int, period: Node) -> Span:
    """January to March of last year."""
    year = context.span(period).first.year
    return spans.hull(spans.months(year, first, 1, "month"), spans.months(year, last, 1, "month"))


@operation("range_date")
def first_units(context: Context, number: int, unit: Granularity, node: Node) -> Span:
    """The first ten months of 2024."""
    return _first_units(context.span(node), unit, number)


@operation("range_date")
def numeric_days_between(context: Context, first: tuple[int, int], last: tuple[int, int, int]) -> Span:
    """18.11-20.11.2023: a numeric day taking its year from the one after it."""
    end = numeric_day(context, last)
    start = numeric_day(context, (*first, end.first.year))
    return spans.hull(start if start.first <= end.first else numeric_day(context, (*first, end.first.year - 1)), end)


@operation("range_date")
def months_listed(context: Context, month: int, node: Node) -> Span:
    """June and July of that year, between March and June 2023: a month taking its year from the one after it."""
    last = context.span(node)
    year = last.first.year - (month > last.first.month)
    return spans.hull(spans.months(year, month, 1, "month"), last)


@operation("range_date", basis="anchor")
def months_named(context: Context, first: int, last: int) -> Span:
    """In June and July, between March and June, the year left open: the later is the nearest such month."""
    end = spans.month_bare(context.anchor, last, context.direction or -1)
    return spans.hull(spans.months(end.first.year - (first > last), first, 1, "month"), end)


@operation("range_date", basis="anchor")
def weekdays_listed(context: Context, first: int, last: int) -> Span:
    """Monday and Tuesday, Monday to Wednesday: the nearest such days in the direction the clause looks."""
    if context.direction > 0:
        start = spans.weekday_bare(context.anchor, first, 1)
        return spans.hull(start, spans.weekday_near(start.first, last, 1))
    end = spans.weekday_bare(context.anchor, last, -1)
    return spans.hull(spans.weekday_near(end.first, first, -1), end)


@operation("range_date", basis="anchor")
def weekdays_directed(context: Context, first: int, last: int, direction: int) -> Span:
    """Monday and Tuesday last, or next: the nearest such days before or after today."""
    if direction < 0:
        end = spans.weekday_near(context.anchor, last, -1)
        return spans.hull(spans.weekday_near(end.first, first, -1), end)
    start = spans.weekday_near(context.anchor, first, 1)
    return spans.hull(start, spans.weekday_near(start.first, last, 1))


@operation("range_date", basis="anchor")
def weekdays_paired(context: Context, pair: tuple[int, int]) -> Span:
    """Monday and Tuesday, two days in a row."""
    return weekdays_listed(context, *pair)


@operation("range_date")
def weekday_to(context: Context, node: Node, weekday: int) -> Span:
    """Last Monday to Wednesday: to the next such weekday after the day named."""
    if not 1 <= weekday <= 7:
        raise UnresolvableError("ambiguous")
    first = context.span(node)
    return spans.hull(first, spans.weekday_near(first.first, weekday, 1))


@operation("range_date")
def weekdays_in(context: Context, first: int, last: int, period: Node) -> Span:
    """Monday to Wednesday of next week."""
    monday = context.span(period).first
    return spans.hull(spans.move(monday, first - 1), spans.move(monday, last - 1))


@operation("range_date")
def years_between(context: Context, first: int, last: int) -> Span:
    """2019-2021, 2024/25."""
    first = context.year(first)
    if last < 100:
        last += first - first % 100
    return spans.hull(spans.months(first, 1, 12, "year"), spans.months(last, 1, 12, "year"))


_YEARLESS = frozenset({"day_and_month", "bare_month", "bare_part", "day_number_date"})


@operation("range_date")
def centuries_between(context: Context, first: int, last: int) -> Span:
    """The 19th and 20th centuries."""
    return spans.hull(century(context, first), century(context, last))


@operation("range_date")
def between(context: Context, first: Node, last: Node) -> Span:
    """From one date to another; where only one of them has a year, the other is the nearest such before or after it."""
    of_first, of_last = _kinds_of_day(first), _kinds_of_day(last)
    is_first_bare, is_last_bare = not _YEARLESS.isdisjoint(of_first), not _YEARLESS.isdisjoint(of_last)
    if is_last_bare and (not is_first_bare or ("day_number_date" in of_last and "day_number_date" not in of_first)):
        start = context.span(first)
        return spans.hull(start, replace(context, anchor=start.last, direction=1).span(last))
    end = context.span(last)
    if is_first_bare:  # then so is the last, or it has a year: what goes on now has begun before
        return spans.hull(replace(context, anchor=end.last, direction=-1).span(first), end)
    start = context.span(first)
    if end.last < start.first and last.basis == "anchor":
        end = replace(context, anchor=start.last, direction=1).span(last)
    return spans.hull(start, end)


def _kinds_of_day(node: Node) -> tuple[str, ...]:
    """The kinds of a date, of "the morning of the 4th" those of the day."""
    return node.arguments[0].kinds if node.operation == "daypart_of" else node.kinds


@operation("range_date", basis="anchor")
def rest_of(context: Context, unit: Granularity) -> Span:
    """The rest of the week: from the anchor to the unit's end."""
    return spans.hull(spans.day(context.anchor), spans.period(context.anchor, unit, 0))


@operation("range_date")
def rest_in(context: Context, node: Node) -> Span:
    """The rest of 2024, the remainder of next week: what of it is not yet over."""
    whole = context.span(node)
    return Span(min(max(whole.first, context.anchor), whole.last), whole.last, "range")


@operation("range_date", basis="anchor")
def so_far(context: Context, unit: Granularity) -> Span:
    """Year to date, so far this month: from the unit's beginning to the anchor."""
    return spans.hull(spans.period(context.anchor, unit, 0), spans.day(context.anchor))
