"""Operations that give a stretch one end of which is open, or told by the other."""

from dataclasses import replace

from dateline.dates import spans
from dateline.dates.operations.registry import Context, Node, operation
from dateline.dates.spans import Span


@operation("date_since")
def since(context: Context, node: Node) -> Span:
    """Since March: the days named, which lie behind, and that what they begin goes on."""
    found = replace(context, direction=-1).span(node)
    if found.first > context.anchor and not {"day_and_month", "bare_month"}.isdisjoint(node.kinds):
        found = replace(found, first=spans.shift(found.first, "year", -1), last=spans.shift(found.last, "year", -1))
    return replace(found, open_end="last")


@operation("date_until")
def until(context: Context, node: Node) -> Span:
    """Until Friday: the days named, which lie ahead, and that what they end began before."""
    return replace(replace(context, direction=1).span(node), open_end="first")


@operation("date_since")
def starting(context: Context, node: Node) -> Span:
    """From Monday on: the days named, and that what they begin goes on; the clause may look either way."""
    return replace(context.span(node), open_end="last")


@operation("date_until")
def before(context: Context, node: Node) -> Span:
    """Before Friday: the days named, and that what they end began before; the clause may look either way."""
    return replace(context.span(node), open_end="first")


@operation("date_until")
def no_later_than(context: Context, node: Node) -> Span:
    """By Friday: as until, but the clause may look back."""
    looking = replace(context, direction=context.cue or 1, cue=max(context.cue, 0))
    return replace(looking.span(node), open_end="first")
