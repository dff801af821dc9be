"""Operations a pattern in dates.toml may name, each over values of words and over phrases not yet resolved.

An operation says what kinds of phrase it makes (so that other patterns can build on it) and what it counts from:
nothing (`absolute`), the anchor (`anchor`) or the time told last (`previous`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from dateline.dates import spans
from dateline.dates.spans import Granularity, Span, UnresolvableError

Basis = Literal["absolute", "anchor", "previous"]


@dataclass(frozen=True, slots=True)
class Node:
    """A word or phrase found: `kinds` it can stand for, folded offsets, and how its value is worked out.

    `begin` is where its pattern starts in the text, context and clitics included; `start` and `end` bound the mention.
    """

    kinds: tuple[str, ...]
    begin: int
    start: int
    end: int
    value: Any = None
    operation: str = ""
    arguments: tuple[Any, ...] = ()
    basis: Basis = "absolute"
    rule: str = ""
    order: int = 0
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase counts from: the anchor, the way a bare name looks (-1 or +1), and the span told last."""

    anchor: dt.date
    direction: int = -1
    previous: Span | None = None
    day_order: str = "dmy"

    def span(self, node: Node) -> Span:
        """The days a phrase means."""
        return OPERATIONS[node.operation].resolve(self, *node.arguments)

    def told(self) -> Span:
        """The span told last; without one a phrase that counts from it has no anchor."""
        if self.previous is None:
            raise UnresolvableError("no_anchor")
        return self.previous


@dataclass(frozen=True, slots=True)
class Operation:
    """A named operation: the kinds of phrase it makes, what it counts from, and the function that gives the days."""

    kinds: tuple[str, ...]
    basis: Basis
    resolve: Callable[..., Span]


OPERATIONS: dict[str, Operation] = {}


def _operation(*kinds: str, basis: Basis = "absolute") -> Callable[[Callable[..., Span]], Callable[..., Span]]:
    def register(function: Callable[..., Span]) -> Callable[..., Span]:
        OPERATIONS[function.__name__] = Operation((*kinds, "date"), basis, function)
        return function

    return register


def _full_year(year: int, anchor: dt.date) -> int:
    """A year of two digits is the nearest one that ends so, at most 20 years ahead."""
    if year >= 100:
        return year
    guess = anchor.year - anchor.year % 100 + year
    return guess - 100 if guess > anchor.year + 20 else guess


@_operation("day_date", "full_day")
def day_of_month(context: Context, number: int, month: int, year: int) -> Span:
    """24 December 2024."""
    return spans.calendar_day(_full_year(year, context.anchor), month, number)


@_operation("day_date", "day_and_month", basis="anchor")
def day_bare(context: Context, number: int, month: int) -> Span:
    """24 December, the year left open."""
    return spans.day_near(context.anchor, month, number, context.direction)


@_operation("day_date", basis="anchor")
def day_directed(context: Context, number: int, month: int, direction: int) -> Span:
    """24 December last."""
    return spans.day_near(context.anchor, month, number, direction)


@_operation("day_date")
def day_in(context: Context, number: int, period: Node) -> Span:
    """The 19th of a month told otherwise."""
    month = context.span(period)
    return spans.within(month, spans.calendar_day(month.first.year, month.first.month, number))


@_operation("day_date")
def day_month_in(context: Context, number: int, month: int, period: Node) -> Span:
    """3 May of last year."""
    return spans.calendar_day(context.span(period).first.year, month, number)


@_operation("day_date", basis="anchor")
def day_number_bare(context: Context, number: int) -> Span:
    """On the 24th: of the nearest month that has gone by, or comes, in the direction the clause looks."""
    direction = context.direction or -1
    for away in range(3):
        month = spans.months(context.anchor.year, context.anchor.month + direction * away, 1, "month")
        try:
            found = spans.calendar_day(month.first.year, month.first.month, number)
        except UnresolvableError:
            continue
        if (found.first - context.anchor).days * direction >= 0:
            return found
    raise UnresolvableError("impossible_day")


@_operation("day_date", "full_day")
def numeric_day(context: Context, parts: tuple[int, int, int]) -> Span:
    """03/05/2024 in the day order of the language, 2024-05-03 as it stands."""
    first, second, third = parts
    if first > 31:
        return spans.calendar_day(first, second, third)
    order = context.day_order
    day, month = (second, first) if (order == "mdy" and first <= 12) or (second > 12 >= first) else (first, second)
    return spans.calendar_day(_full_year(third, context.anchor), month, day)


@_operation("month_date", "full_month")
def month_of_year(context: Context, month: int, year: int) -> Span:
    """October 2024."""
    return spans.months(_full_year(year, context.anchor), month, 1, "month")


@_operation("month_date")
def month_in(context: Context, month: int, period: Node) -> Span:
    """October of last year."""
    return spans.within(context.span(period), spans.months(context.span(period).first.year, month, 1, "month"))


@_operation("month_date", basis="anchor")
def month_directed(context: Context, month: int, direction: int) -> Span:
    """Last October."""
    return spans.month_near(context.anchor, month, direction)


@_operation("month_date", basis="anchor")
def month_bare(context: Context, month: int) -> Span:
    """October, the year left open."""
    return spans.month_bare(context.anchor, month, context.direction or -1)


@_operation("part_date", basis="anchor")
def part_bare_month(context: Context, part: str, month: int) -> Span:
    """Late October, the year left open."""
    return spans.part_of(spans.month_bare(context.anchor, month, context.direction or -1), part)


@_operation("year_date")
def whole_year(context: Context, year: int) -> Span:
    """2024."""
    return spans.months(year, 1, 12, "year")


@_operation("decade_date")
def decade(context: Context, year: int) -> Span:
    """The 1990s: `year` is the first of them; of two digits, of the century that is nearest in the past."""
    if year < 100:
        year += 1900 if year >= 10 + context.anchor.year % 100 // 10 * 10 else 2000
    return spans.months(year, 1, 120, "decade")


@_operation("decade_date")
def decade_in(context: Context, year: int, period: Node) -> Span:
    """The nineties of the last century."""
    return spans.months(context.span(period).first.year + year % 100, 1, 120, "decade")


@_operation("century_date")
def century(context: Context, number: int) -> Span:
    """The 20th century, counted as 1900 to 1999 as people and ISO 8601 do."""
    return spans.months((number - 1) * 100, 1, 1200, "century")


@_operation("day_date", "deictic_day", basis="anchor")
def day_offset(context: Context, count: int) -> Span:
    """Today, yesterday, the day after tomorrow."""
    return spans.move(context.anchor, count)


@_operation("day_date", "weekday_date", basis="anchor")
def weekday_directed(context: Context, weekday: int, direction: int) -> Span:
    """Last Wednesday, next Saturday."""
    return spans.weekday_near(context.anchor, weekday, direction)


@_operation("day_date", "weekday_date", basis="anchor")
def weekday_bare(context: Context, weekday: int) -> Span:
    """On Friday."""
    return spans.weekday_bare(context.anchor, weekday, context.direction or -1)


@_operation("day_date")
def weekday_in(context: Context, weekday: int, period: Node) -> Span:
    """Tuesday of last week."""
    week = context.span(period)
    if week.granularity != "week":
        raise UnresolvableError("ambiguous")
    return spans.move(week.first, weekday - 1)


@_operation("day_date", "full_day")
def weekday_beside(context: Context, weekday: int, node: Node) -> Span:
    """Tuesday 24 December: the date decides, a weekday the calendar contradicts is marked."""
    found = context.span(node)
    return replace(found, is_weekday_wrong=found.is_weekday_wrong or found.first.weekday() != weekday - 1)


@_operation("day_date", "full_day")
def same_day(context: Context, first: Node, second: Node) -> Span:
    """9 Muharram 1446 AH, that is 15 July 2024: two names of one day; the second, civil one decides."""
    try:
        named = context.span(first)
    except UnresolvableError:
        return context.span(second)
    found = context.span(second)
    return replace(found, is_weekday_wrong=named.is_weekday_wrong or found.is_weekday_wrong)


@_operation("period_date", basis="anchor")
def period_directed(context: Context, unit: Granularity, direction: int) -> Span:
    """Last week, this month, next year."""
    return spans.period(context.anchor, unit, direction)


@_operation("period_date", basis="previous")
def period_told(context: Context, unit: Granularity, count: int) -> Span:
    """The same day, the following year: counted from the time told last."""
    told = context.told()
    return spans.period(told.last if count > 0 else told.first, unit, count)


@_operation("day_date", basis="anchor")
def units_from_anchor(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """Three days ago, in two months."""
    return spans.units_away(context.anchor, unit, number * direction)


@_operation("day_date", basis="previous")
def units_from_told(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """Two days later, three years before: counted from the time told last."""
    told = context.told()
    return spans.units_away(told.last if direction > 0 else told.first, unit, number * direction)


@_operation("range_date", basis="anchor")
def last_units(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """The past three days, the next two weeks."""
    return spans.last_units(context.anchor, unit, number, direction)


@_operation("part_date")
def part_of(context: Context, part: str, node: Node) -> Span:
    """Early October, late last year."""
    return spans.part_of(context.span(node), part)


@_operation("period_date")
def division_of(context: Context, number: int, unit: Granularity, node: Node) -> Span:
    """The first half of 2024, the third quarter of last year."""
    return spans.division_of(context.span(node), unit, number)


@_operation("day_date")
def daypart_of(context: Context, node: Node) -> Span:
    """Yesterday evening: the day is what can be told."""
    return context.span(node)


@_operation("day_date", "clock_date")
def with_clock(context: Context, node: Node, clock: str) -> Span:
    """24 December 2024 - 21:18."""
    return replace(context.span(node), clock=clock)


@_operation("range_date")
def days_listed(context: Context, number: int, node: Node) -> Span:
    """9 and 10 November, from 3 to 5 May: a day sharing the month of the dated one after it."""
    last = context.span(node)
    return spans.hull(spans.calendar_day(last.first.year, last.first.month, number), last)


@_operation("range_date")
def days_of_month(context: Context, first: int, last: int, month: int, year: int) -> Span:
    """May 3 to 5, 2024."""
    end = spans.calendar_day(year, month, last)
    return spans.hull(spans.calendar_day(year, month, first), end)


@_operation("range_date", basis="anchor")
def days_of_bare_month(context: Context, first: int, last: int, month: int) -> Span:
    """May 3 and 5, the year left open."""
    end = spans.day_near(context.anchor, month, last, context.direction)
    return spans.hull(spans.calendar_day(end.first.year, month, first), end)


@_operation("range_date")
def months_listed(context: Context, month: int, node: Node) -> Span:
    """June and July of that year, between March and June 2023: a month taking its year from the one after it."""
    last = context.span(node)
    year = last.first.year - (month > last.first.month)
    return spans.hull(spans.months(year, month, 1, "month"), last)


@_operation("range_date", basis="anchor")
def weekdays_listed(context: Context, first: int, last: int) -> Span:
    """Monday and Tuesday, Monday to Wednesday: the nearest such days in the direction the clause looks."""
    if context.direction > 0:
        start = spans.weekday_bare(context.anchor, first, 1)
        return spans.hull(start, spans.weekday_near(start.first, last, 1))
    end = spans.weekday_bare(context.anchor, last, -1)
    return spans.hull(spans.weekday_near(end.first, first, -1), end)


@_operation("range_date")
def years_between(context: Context, first: int, last: int) -> Span:
    """2019-2021."""
    if last < 100:
        last += first - first % 100
    return spans.hull(spans.months(first, 1, 12, "year"), spans.months(last, 1, 12, "year"))


@_operation("range_date")
def between(context: Context, first: Node, last: Node) -> Span:
    """From one date to another; where only the end has a year, the start is the nearest such before it."""
    end = context.span(last)
    if last.basis == "absolute" and first.basis == "anchor":
        return spans.hull(replace(context, anchor=end.last, direction=-1).span(first), end)
    start = context.span(first)
    if end.last < start.first and last.basis == "anchor":
        end = replace(context, anchor=start.last, direction=1).span(last)
    return spans.hull(start, end)


@_operation("day_date", "full_day")
def hijri_day(context: Context, number: int, month: int, year: int) -> Span:
    """9 Muharram 1446."""
    return spans.hijri_day(year, month, number)


@_operation("day_date", basis="anchor")
def hijri_day_bare(context: Context, number: int, month: int) -> Span:
    """9 Muharram, the year left open."""
    year = spans.hijri_year_near(context.anchor, month, context.direction)
    found = spans.hijri_day(year, month, number)
    direction = context.direction or -1
    if (found.first - context.anchor).days * direction < 0:
        found = spans.hijri_day(year + direction, month, number)
    return found


@_operation("month_date")
def hijri_month(context: Context, month: int, year: int) -> Span:
    """Ramadan 1446."""
    return spans.hijri_month(year, month)


@_operation("month_date", basis="anchor")
def hijri_month_directed(context: Context, month: int, direction: int) -> Span:
    """Last Ramadan."""
    year = spans.hijri_year_near(context.anchor, month, direction)
    found = spans.hijri_month(year, month)
    if found.first <= context.anchor <= found.last and direction:
        found = spans.hijri_month(year + direction, month)
    return found


def _vague(context: Context) -> Span:
    raise UnresolvableError("vague")


OPERATIONS["year_alone"] = Operation(("year_date",), "absolute", whole_year)  # a part of a phrase, no mention itself
OPERATIONS["vague"] = Operation(("vague",), "absolute", _vague)
