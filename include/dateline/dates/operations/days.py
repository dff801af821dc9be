"""Operations that give one day."""

import datetime as dt
from dataclasses import replace

from dateline.dates import spans
from dateline.dates.operations.registry import Context, Node, operation, part
from dateline.dates.operations.words import clock_at
from dateline.dates.spans import Granularity, Span, UnresolvableError


@operation("day_date", "full_day")
def day_of_month(context: Context, number: int, month: int, year: int) -> Span:
    """24 December 2024."""
    return spans.calendar_day(context.year(year), month, number)


@operation("day_date", "day_and_month", basis="anchor")
def day_bare(context: Context, number: int, month: int) -> Span:
    """24 December, the year left open."""
    return spans.day_bare(context.anchor, month, number, context.direction, is_cued=context.cue != 0)


@operation("day_date", "full_day", basis="anchor")
def day_directed(context: Context, number: int, month: int, direction: int) -> Span:
    """The nearest such day, of a month called last or next: 24 December last."""
    return spans.day_near(context.anchor, month, number, direction)


@operation("day_date", "full_day")
def day_in(context: Context, number: int, period: Node) -> Span:
    """The 19th of a month told otherwise."""
    month = context.span(period)
    return spans.within(month, spans.calendar_day(month.first.year, month.first.month, number))


@operation("day_date", "full_day", basis="anchor")
def day_of_anchor_month(context: Context, number: int) -> Span:
    """The 5th instant: of the month the anchor stands in."""
    return spans.calendar_day(context.anchor.year, context.anchor.month, number)


@operation("day_date", "full_day")
def day_month_in(context: Context, number: int, month: int, period: Node) -> Span:
    """3 May of last year."""
    return spans.calendar_day(context.span(period).first.year, month, number)


@operation("day_date", "day_number_date", basis="anchor")
def day_number_bare(context: Context, number: int) -> Span:
    """On the 24th: of the nearest month that has gone by, or comes, in the direction the clause looks."""
    return spans.day_number_bare(context.anchor, number, context.direction or -1)


@operation("day_date", "full_day")
def day_number_after(context: Context, node: Node, number: int) -> Span:
    """The 8th, told beside the 3rd of October: the next of that number after the day beside it."""
    return spans.day_number_near(context.span(node).last, number, 1)


@part("number_date", basis="anchor")
def day_number_alone(context: Context, number: int) -> Span:
    """The 17th as a part of "the week of the 17th": alone it may be a floor or a king."""
    return day_number_bare(context, number)


@operation("day_date", "weekday_date", "day_number_date", basis="anchor")
def weekday_number(context: Context, weekday: int, number: int) -> Span:
    """Monday the 13th: the nearest such day, in the direction the clause looks; else of the nearest month, marked.

    Where the clause shows none, news tells of a day soon to come as of one gone by.
    """
    looks = (-1, 1) if context.cue == 0 and context.direction < 0 else (context.direction or -1,)
    found = [spans.weekday_number_near(context.anchor, weekday, number, direction) for direction in looks]
    near = [day for day in found if day is not None]
    if not near:
        return replace(day_number_bare(context, number), is_weekday_wrong=True)
    return min(near, key=lambda day: abs((day.first - context.anchor).days))


@operation("day_date", "full_day")
def numeric_day(context: Context, parts: tuple[int, int, int]) -> Span:
    """03/05/2024 in the day order of the language, 2024-05-03 as it stands."""
    first, second, third = parts
    if first > 31:
        return spans.calendar_day(context.year(first), second, third)
    if context.day_order == "ymd" and third <= 31:
        return spans.calendar_day(context.year(first), second, third)
    order = context.day_order
    day, month = (second, first) if (order == "mdy" and first <= 12) or (second > 12 >= first) else (first, second)
    return spans.calendar_day(context.year(third), month, day)


@operation("day_date", "full_day")
def numeric_day_of_year(context: Context, parts: tuple[int, int], year: int) -> Span:
    """08/12, 2015."""
    return numeric_day(context, (*parts, year))


@operation("day_date", "day_and_month", basis="anchor")
def numeric_day_bare(context: Context, parts: tuple[int, int]) -> Span:
    """17/2, the year left open, in the day order of the language."""
    first, second = parts
    is_month_first = first <= 12 and (context.day_order != "dmy" or second > 12)
    month, number = (first, second) if is_month_first else (second, first)
    return spans.day_bare(context.anchor, month, number, context.direction)


@operation("day_date", "day_and_month", basis="anchor")
def day_of_pair(context: Context, first: int, second: int) -> Span:
    """22-4, as 22/4; a pair that is no day and month contradicts itself."""
    if not 1 <= min(first, second) <= 12:
        raise UnresolvableError("contradiction")
    return numeric_day_bare(context, (first, second))


@operation("day_date", "deictic_day", basis="anchor")
def day_offset(context: Context, count: int) -> Span:
    """Today, yesterday, the day after tomorrow."""
    return spans.move(context.anchor, count)


@operation("day_date", "weekday_date", basis="anchor")
def weekday_directed(context: Context, weekday: int, direction: int) -> Span:
    """Last Wednesday, next Saturday; this Sunday is the one of the week, unless the clause looks the other way."""
    found = spans.weekday_near(context.anchor, weekday, direction)
    way = context.cue or max(context.direction, 0)
    if not direction and (found.first - context.anchor).days * way < 0:
        return spans.move(found.first, 7 * way)
    return found


@operation("day_date", "weekday_date", basis="anchor")
def weekday_bare(context: Context, weekday: int) -> Span:
    """On Friday.

    Where nothing but the talk looks ahead, today's weekday is next week's, for today has a word of its own.
    """
    if context.direction > 0 and not context.cue:
        return spans.weekday_near(context.anchor, weekday, 1)
    return spans.weekday_bare(context.anchor, weekday, context.direction or -1)


@operation("day_date", "weekday_date", basis="anchor")
def weekday_and_days(context: Context, weekday: int, count: int) -> Span:
    """Lundi en huit: so many days after the next such weekday, today's own included."""
    return spans.move(spans.weekday_bare(context.anchor, weekday, 1).first, count)


@operation("day_date", "weekday_date", basis="anchor")
def weekday_of_week(context: Context, weekday: int, *weeks: int) -> Span:
    """Friday of last week, Wednesday of the week after next: the weekday of the week so far away."""
    return spans.move(spans.period(context.anchor, "week", sum(weeks)).first, weekday - 1)


@operation("day_date", "weekday_date")
def weekday_in(context: Context, weekday: int, period: Node) -> Span:
    """Tuesday of last week."""
    week = context.span(period)
    if week.granularity not in ("week", "weekend"):
        raise UnresolvableError("ambiguous")
    return spans.within(week, spans.move(week.first, (weekday - 1 - week.first.weekday()) % 7))


@operation("day_date", "weekday_date", basis="previous")
def weekday_told(context: Context, weekday: int, direction: int) -> Span:
    """The following Friday, the Friday before: counted from the time told last."""
    told = context.told()
    return spans.weekday_near(told.last if direction > 0 else told.first, weekday, direction)


@operation("day_date", "full_day")
def nth_weekday(context: Context, number: int, weekday: int, period: Node) -> Span:
    """The first Monday of May 2024, -1 the last; Tuesday the 19th of May, where no month has so many Tuesdays."""
    if number <= 5:
        return spans.nth_weekday(context.span(period), weekday, number)
    found = day_in(context, number, period)
    return replace(found, is_weekday_wrong=found.first.weekday() != weekday - 1)


@operation("day_date", "full_day")
def weekday_beside(context: Context, weekday: int, node: Node) -> Span:
    """Tuesday 24 December: the date decides, a weekday the calendar contradicts is marked.

    A Hijri day is another one where the new moon was seen a day sooner or later: there the weekday decides. Where the
    year is open, the weekday tells whether the last such day or the next is meant.
    """
    found = context.span(node)
    away = (weekday - 1 - found.first.weekday() + 3) % 7 - 3
    if abs(away) == 1 and _is_hijri(node):
        return spans.move(found.first, away)
    if away and "day_and_month" in node.kinds:
        other = replace(context, direction=-context.direction).span(node)
        if other.first.weekday() == weekday - 1 and abs((other.first - context.anchor).days) < spans.NEAR_DAYS:
            return other
    return replace(found, is_weekday_wrong=found.is_weekday_wrong or away != 0)


@operation("day_date", "full_day")
def same_day(context: Context, first: Node, second: Node) -> Span:
    """9 Muharram 1446 AH, that is 15 July 2024: two names of one day; the civil one decides, of two the second."""
    if _is_hijri(second) and not _is_hijri(first) and not {"full_day", "day_and_month"}.isdisjoint(first.kinds):
        first, second = second, first
    try:
        named = context.span(first)
    except UnresolvableError:
        return context.span(second)
    found = context.span(second)
    return replace(found, is_weekday_wrong=named.is_weekday_wrong or found.is_weekday_wrong)


def _is_hijri(node: Node) -> bool:
    return "hijri_date" in node.kinds


@operation("day_date", basis="anchor")
def units_from_anchor(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """Three days ago, in two months."""
    return spans.units_away(context.anchor, unit, number * direction)


@operation("day_date", basis="anchor")
def units_until(context: Context, number: int, unit: Granularity) -> Span:
    """In two months; a length of time where the clause looks back: "eight million saw it in two days"."""
    if context.cue < 0:
        raise UnresolvableError("not_anchored")
    return spans.units_away(context.anchor, unit, number)


@operation("day_date", basis="anchor")
def units_to_come(context: Context, number: int, unit: Granularity) -> Span:
    """After two weeks: from today where the clause is of what is to come, else from what it does not say."""
    if context.cue <= 0:
        raise UnresolvableError("not_anchored")
    return spans.units_away(context.anchor, unit, number)


@operation("day_date", basis="anchor")
def units_about(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """About three years ago."""
    return replace(spans.units_away(context.anchor, unit, number * direction), is_approximate=True)


_HALVES: dict[Granularity, tuple[int, int, Granularity]] = {  # how many of a finer unit a unit and half a one have
    "week": (7, 3, "day"),
    "month": (4, 2, "week"),
    "year": (12, 6, "month"),
    "decade": (10, 5, "year"),
    "century": (100, 50, "year"),
}


@operation("day_date", basis="anchor")
def units_and_half(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """A year and a half ago, in two and a half months: counted in the next finer unit, and about."""
    if unit not in _HALVES:
        raise UnresolvableError("vague")
    if context.cue < 0 < direction:
        raise UnresolvableError("not_anchored")
    whole, half, finer = _HALVES[unit]
    far = spans.shift(context.anchor, finer, (number * whole + half) * direction)
    return replace(spans.period(far, finer, 0), is_approximate=True)


@operation("day_date", basis="previous")
def units_from_told(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """Two days later, three years before: counted from the time told last."""
    told = context.told(unit)
    return spans.units_away(told.last if direction > 0 else told.first, unit, number * direction)


@operation("day_date", basis="either")
def units_ahead(context: Context, number: int, unit: Granularity) -> Span:
    """In two months, or two months later, where one word is both: the clause tells which."""
    return spans.units_away(context.anchor, unit, number)


@operation("day_date", basis="anchor")
def amounts_from_anchor(context: Context, amounts: tuple[tuple[int, Granularity], ...], direction: int) -> Span:
    """Two years and three months ago: so far away, as fine as its finest unit."""
    return _amounts_away(context.anchor, amounts, direction)


@operation("day_date", "full_day", basis="anchor")
def nth_weekday_bare(context: Context, number: int, weekday: int, unit: Granularity) -> Span:
    """The first Monday of the month, the month left open: the nearest in the direction the clause looks."""
    direction = context.direction or -1
    for away in (0, direction, 2 * direction, 3 * direction):
        try:
            found = spans.nth_weekday(spans.period(context.anchor, unit, away), weekday, number)
        except UnresolvableError:
            continue
        if (found.first - context.anchor).days * direction >= 0:
            return found
    raise UnresolvableError("impossible_day")


@operation("day_date", basis="previous")
def amounts_from_told(context: Context, amounts: tuple[tuple[int, Granularity], ...], direction: int) -> Span:
    """Two years and three months later: counted from the time told last."""
    told = context.told(min((unit for _, unit in amounts), key=spans.UNIT_DAYS.__getitem__))
    return _amounts_away(told.last if direction > 0 else told.first, amounts, direction)


def _amounts_away(day: dt.date, amounts: tuple[tuple[int, Granularity], ...], direction: int) -> Span:
    for number, unit in amounts:
        day = spans.shift(day, unit, number * direction)
    finest = min((unit for _, unit in amounts), key=spans.UNIT_DAYS.__getitem__)
    return spans.units_away(day, finest, 0)


@operation("day_date", basis="anchor")
def weekdays_away(context: Context, number: int, weekday: int, direction: int) -> Span:
    """Three Fridays from now, two Sundays ago."""
    near = spans.weekday_near(context.anchor, weekday, direction)
    return spans.move(near.first, 7 * (number - 1) * direction)


@operation("day_date")
def weekdays_after(context: Context, number: int, weekday: int, node: Node) -> Span:
    """The third Tuesday after Christmas."""
    near = spans.weekday_near(context.span(node).last, weekday, 1)
    return spans.move(near.first, 7 * (number - 1))


@operation("day_date")
def named_day(context: Context, node: Node) -> Span:
    """The day of Sunday, early Monday: a day with words that add nothing that can be told in days."""
    return context.span(node)


@operation("day_date")
def daypart_of(context: Context, node: Node, part: str) -> Span:
    """Yesterday evening: the day is what can be told; of a clock before it the part tells which half is meant."""
    found = context.span(node)
    hour, _, minute = (found.clock or "").partition(":")
    clock = clock_at(int(hour), int(minute), part) if minute else None
    return replace(found, clock=clock or part)


@operation("day_date", "daypart_date", basis="anchor")
def daypart_offset(context: Context, count: int, part: str) -> Span:
    """Tonight, in the morning of today, last night: so many days from the anchor."""
    return replace(spans.move(context.anchor, count), clock=part)


@operation("day_date", "daypart_date", basis="previous")
def daypart_told(context: Context, count: int, part: str) -> Span:
    """The next morning, that night: so many days from the time told last."""
    return replace(spans.move(context.told().last, count), clock=part)


@operation("day_date", "full_day", "clock_date")
def with_clock(context: Context, node: Node, clock: str) -> Span:
    """A day with its clock: 24 December 2024 - 21:18."""
    return replace(context.span(node), clock=clock)
