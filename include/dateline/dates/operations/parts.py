"""Operations that give a part of a month, a year or another stretch."""

from dataclasses import replace

from dateline.dates import divisions, spans
from dateline.dates.operations.periods import decade, whole_year
from dateline.dates.operations.registry import Context, Node, operation
from dateline.dates.spans import Granularity, Span, UnresolvableError


@operation("part_date", "bare_part", basis="anchor")
def part_bare_month(context: Context, part: str, month: int) -> Span:
    """Late October, the year left open."""
    return divisions.part_of(spans.month_bare(context.anchor, month, context.direction or -1), part)


@operation("part_date")
def decade_part(context: Context, part: str, year: int) -> Span:
    """The late '90s."""
    return divisions.part_of(decade(context, year), part)


@operation("part_date")
def part_of(context: Context, part: str, node: Node) -> Span:
    """Early October, late last year."""
    return divisions.part_of(context.span(node), part)


@operation("part_date", basis="anchor")
def part_of_bare(context: Context, part: str, unit: Granularity) -> Span:
    """The end of the year: of the one the anchor stands in."""
    return divisions.part_of(spans.period(context.anchor, unit, 0), part)


@operation("part_date")
def named_period(context: Context, node: Node) -> Span:
    """Early summer: an approximate stretch inside one that is approximate itself."""
    return replace(context.span(node), is_approximate=True)


@operation("period_date", "full_month")
def division_of(context: Context, number: int, unit: Granularity, node: Node) -> Span:
    """The first half of 2024, the third quarter of last year, the last week of May; -1 is the last."""
    return divisions.division_of(context.span(node), unit, number)


@operation("period_date", "full_month")
def division_of_year(context: Context, number: int, unit: Granularity, year: int) -> Span:
    """18q4: a part of a year written beside it."""
    return divisions.division_of(whole_year(context, year), unit, number)


@operation("period_date", "full_month")
def division_from_end(context: Context, number: int, unit: Granularity, node: Node) -> Span:
    """The second last week of October, the third last day of May."""
    return divisions.division_of(context.span(node), unit, -number)


@operation("part_date")
def half_of(context: Context, number: int, node: Node) -> Span:
    """The second half of May, of the 20th century."""
    return divisions.half_of(context.span(node), number)


@operation("period_date", basis="anchor")
def division_bare(context: Context, number: int, unit: Granularity) -> Span:
    """The first half, the third quarter, the year left open: the nearest in the direction the clause looks."""
    direction = context.direction or -1
    years = [spans.period(context.anchor, "year", away) for away in (0, direction)]
    for year in years:
        found = divisions.division_of(year, unit, number)
        if (found.first <= context.anchor) if direction < 0 else (found.last >= context.anchor):
            return found
    raise UnresolvableError("ambiguous")


@operation("period_date", basis="anchor")
def later_in(context: Context, unit: Granularity) -> Span:
    """Later this month: what is left of it, approximate."""
    whole = spans.period(context.anchor, unit, 0)
    return replace(whole, first=context.anchor, is_approximate=True)


@operation("period_date", basis="anchor")
def earlier_in(context: Context, unit: Granularity) -> Span:
    """Earlier this month: what has gone by of it, approximate."""
    whole = spans.period(context.anchor, unit, 0)
    return replace(whole, last=context.anchor, is_approximate=True)


@operation("period_date", basis="anchor")
def so_far_in(context: Context, node: Node) -> Span:
    """So far this year, told by the period's own name: what has gone by of it, approximate."""
    whole = context.span(node)
    if not whole.first <= context.anchor <= whole.last:
        return replace(whole, open_end="last")
    return replace(whole, last=context.anchor, is_approximate=True)


@operation("part_date", basis="anchor")
def earlier_part(context: Context, node: Node) -> Span:
    """Earlier this year, told by the period's own name: what has gone by of it; of one that is over its early part."""
    whole = context.span(node)
    is_over = not whole.first <= context.anchor <= whole.last
    return divisions.part_of(whole, "early") if is_over else replace(whole, last=context.anchor, is_approximate=True)


@operation("part_date", basis="anchor")
def later_part(context: Context, node: Node) -> Span:
    """Later this year, told by the period's own name: what is left of it; of another its late part."""
    whole = context.span(node)
    is_other = not whole.first <= context.anchor <= whole.last
    return divisions.part_of(whole, "late") if is_other else replace(whole, first=context.anchor, is_approximate=True)
