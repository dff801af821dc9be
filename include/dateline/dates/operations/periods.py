"""Operations that give a week, a month, a year or another stretch the calendar has a name for."""

from dataclasses import replace

from dateline.dates import spans
from dateline.dates.operations.registry import OPERATIONS, Context, Node, Operation, operation, part
from dateline.dates.spans import Granularity, Span, UnresolvableError


@operation("month_date", "full_month")
def month_of_year(context: Context, month: int, year: int) -> Span:
    """October 2024."""
    return spans.months(context.year(year), month, 1, "month")


@operation("month_date", "full_month")
def numeric_month(context: Context, parts: tuple[int, int]) -> Span:
    """10/2024, 2024-10."""
    month, year = parts if parts[0] <= 12 else parts[::-1]
    return spans.months(year, month, 1, "month")


@operation("month_date", "full_month")
def month_in(context: Context, month: int, period: Node) -> Span:
    """October of last year."""
    return spans.within(context.span(period), spans.months(context.span(period).first.year, month, 1, "month"))


@operation("month_date", "full_month")
def month_after(context: Context, node: Node, month: int) -> Span:
    """May, told beside March 2023: the next of that name after the month beside it."""
    return spans.month_near(context.span(node).first, month, 1)


@operation("month_date", "full_month", basis="previous")
def month_told(context: Context, month: int) -> Span:
    """October of that year: of the year told last."""
    return spans.months(context.told("year").first.year, month, 1, "month")


@operation("month_date", "full_month", basis="anchor")
def month_directed(context: Context, month: int, direction: int) -> Span:
    """Last October, -1; the October before last, -2."""
    near = spans.month_near(context.anchor, month, (direction > 0) - (direction < 0))
    return spans.months(near.first.year + direction - (direction > 0) + (direction < 0), month, 1, "month")


@operation("month_date", "bare_month", basis="anchor")
def month_bare(context: Context, month: int) -> Span:
    """October, the year left open."""
    return spans.month_bare(context.anchor, month, context.direction or -1, is_cued=context.cue != 0)


@operation("year_date")
def whole_year(context: Context, year: int) -> Span:
    """2024."""
    return spans.months(context.year(year), 1, 12, "year")


@operation("year_date")
def year_of_era(context: Context, number: int, era: int) -> Span:
    """The third year of an era that the section [eras] names by the year before its first."""
    return spans.months(number + era, 1, 12, "year")


@operation("year_date")
def fiscal_year(context: Context, year: int) -> Span:
    """FY 2024: approximate, for whose fiscal year it is decides when it begins."""
    return replace(spans.months(context.year(year), 1, 12, "year"), is_approximate=True)


@operation("year_date", basis="anchor")
def fiscal_year_directed(context: Context, direction: int) -> Span:
    """Last fiscal year, the current financial year: approximate, as it need not begin in January."""
    return replace(spans.period(context.anchor, "year", direction), is_approximate=True)


@operation("decade_date")
def decade(context: Context, year: int) -> Span:
    """The 1990s: `year` is the first of them; of two digits, of the century that is nearest in the past."""
    if year < 100:
        year += context.anchor.year // 100 * 100
        year -= 100 if year > context.anchor.year else 0
    return spans.months(year, 1, 120, "decade")


@operation("decade_date")
def decade_in(context: Context, year: int, period: Node) -> Span:
    """The nineties of the last century."""
    return spans.months(context.span(period).first.year + year % 100, 1, 120, "decade")


@operation("century_date")
def century(context: Context, number: int) -> Span:
    """The 20th century, counted as 1900 to 1999 as people and ISO 8601 do."""
    return spans.months((number - 1) * 100, 1, 1200, "century")


@operation("period_date", basis="anchor")
def period_directed(context: Context, unit: Granularity, direction: int) -> Span:
    """Last week, this month, next year; also so many units away, as 前年 is two years."""
    return spans.period(context.anchor, unit, direction)


@operation("period_date", "week_date", basis="anchor")
def week_directed(context: Context, direction: int) -> Span:
    """Last week, next week: as period_directed, for patterns that only a week fits."""
    return spans.period(context.anchor, "week", direction)


@operation("period_date", basis="anchor")
def period_word(context: Context, period: tuple[Granularity, int]) -> Span:
    """One word for last year or next month, from the section [periods]."""
    return spans.period(context.anchor, *period)


@operation("period_date", basis="anchor")
def period_bare(context: Context, unit: Granularity) -> Span:
    """The weekend, the year that the clause looks to: the one that stands, or the nearest."""
    found = spans.period(context.anchor, unit, 0)
    if context.direction < 0 and found.first > context.anchor:
        return spans.period(context.anchor, unit, -1)
    return found


_NEAR_WEEKEND = 2  # days: on a Thursday "this weekend" is the next whatever the clause


@operation("period_date", basis="anchor")
def period_at_hand(context: Context, unit: Granularity) -> Span:
    """A weekend called "this": the last, of a clause that looks back early in the week; else the one that stands."""
    found = spans.period(context.anchor, unit, 0)
    is_over = context.cue < 0 and (found.first - context.anchor).days > _NEAR_WEEKEND
    return spans.period(context.anchor, unit, -1) if is_over else found


@operation("period_date", basis="anchor")
def period_coming(context: Context, unit: Granularity) -> Span:
    """The coming weekend: the nearest that has not begun."""
    found = spans.period(context.anchor, unit, 0)
    return found if found.first > context.anchor else spans.period(context.anchor, unit, 1)


@operation("period_date", basis="anchor")
def units_away(context: Context, number: int, unit: Granularity, direction: int) -> Span:
    """Two years ago as a part of "March two years ago", in a year of "March in a year": the whole unit so many away."""
    return spans.period(context.anchor, unit, number * direction)


@part("the_period", basis="anchor")
def the_period(context: Context, unit: Granularity) -> Span:
    """The year, as a part of "the first six months of the year": the one the anchor stands in."""
    return spans.period(context.anchor, unit, 0)


@operation("period_date", basis="previous")
def period_narrated(context: Context, unit: Granularity) -> Span:
    """Later in the day, by the end of the week: of what was told last, else of the one the anchor stands in."""
    try:
        told = context.told(unit)
    except UnresolvableError:
        return spans.period(context.anchor, unit, 0)
    return spans.period(told.last if told.open_end is None else context.anchor, unit, 0)


@operation("period_date")
def period_beside(context: Context, unit: Granularity, direction: int, node: Node) -> Span:
    """The day after Christmas, the week before 3 May, the year before 2015: the whole unit next to the date."""
    found = context.span(node)
    return spans.period(found.last if direction > 0 else found.first, unit, direction)


@operation("period_date", basis="previous")
def period_told(context: Context, unit: Granularity, count: int) -> Span:
    """The same day, the following year: counted from the time told last."""
    told = context.told(unit)
    return spans.period(told.last if count > 0 else told.first, unit, count)


@operation("period_date", basis="previous")
def period_told_past(context: Context, unit: Granularity) -> Span:
    """That year, of words that may also mean those days or this year: sure only where an earlier year was told."""
    told = spans.period(context.told(unit).first, unit, 0)
    if told.last >= context.anchor:
        raise UnresolvableError("ambiguous")
    return told


@operation("period_date")
def period_around(context: Context, unit: Granularity, node: Node) -> Span:
    """The week of 3 March: the unit that the date lies in."""
    return spans.period(context.span(node).first, unit, 0)


@operation("period_date")
def iso_week(context: Context, number: int, year: int) -> Span:
    """Week 23 of 2024, as ISO 8601 counts weeks."""
    first = spans.period(spans.calendar_day(context.year(year), 1, 4).first, "week", number - 1)
    if not 1 <= number <= 53:
        raise UnresolvableError("impossible_day")
    return first


@operation("period_date")
def week_of_year(context: Context, number: int, period: Node) -> Span:
    """The third week of 2027, as ISO 8601 counts weeks; -1 is the last."""
    year = context.span(period).first.year
    return iso_week(context, number, year) if number > 0 else iso_week(context, spans.weeks_in(year), year)


@operation("period_date", basis="anchor")
def week_bare(context: Context, number: int) -> Span:
    """Week 23, the year left open: that of the year."""
    return iso_week(context, number, context.anchor.year)


@operation("range_date", basis="anchor")
def weeks_of_year(context: Context, first: int, last: int) -> Span:
    """Weeks 31 to 35 of the year."""
    return spans.hull(week_bare(context, first), week_bare(context, last))


@operation("period_date", "season_date")
def season_of_year(context: Context, season: str, year: int) -> Span:
    """Summer 2024; winter 2024 is the one that begins in December 2024."""
    return spans.season(context.year(year), season)


@operation("period_date", "season_date")
def season_in(context: Context, season: str, period: Node) -> Span:
    """The summer of last year."""
    return spans.season(context.span(period).first.year, season)


@operation("period_date", "season_date", basis="anchor")
def season_directed(context: Context, season: str, direction: int) -> Span:
    """Last summer, next spring, this autumn."""
    return spans.season_near(context.anchor, season, direction)


@operation("period_date", "season_date", basis="anchor")
def season_bare(context: Context, season: str) -> Span:
    """In summer: the one that stands, or the nearest in the direction the clause looks."""
    found = spans.season_near(context.anchor, season, 0)
    if found.first <= context.anchor <= found.last:
        return found
    return spans.season_near(context.anchor, season, context.direction or -1)


def _unit_alone(context: Context, unit: Granularity) -> Span:
    """The year, the month: the one the anchor stands in."""
    return spans.period(context.anchor, unit, 0)


def _vague(context: Context) -> Span:
    """A time of which no day can be told."""
    raise UnresolvableError("vague")


OPERATIONS["year_alone"] = Operation(("year_date",), "absolute", whole_year)  # a part of a phrase, no mention itself
OPERATIONS["unit_alone"] = Operation(("unit_date",), "anchor", _unit_alone)  # likewise a part: the last day of the year
OPERATIONS["not_a_time"] = Operation(("blocked",), "absolute", _vague)  # words that only look like a time
OPERATIONS["vague"] = Operation(("vague",), "absolute", _vague)
