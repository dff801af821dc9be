"""Which day a phrase counts from, and the time mentions of a whole text."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.dates.grammar import find_phrases
from dateline.dates.lexicon import lexicon
from dateline.dates.operations import OPERATIONS
from dateline.dates.operations.registry import Context, Node, Unplaced
from dateline.dates.spans import Span, UnresolvableError
from dateline.dates.standards import edtf, timex3
from dateline.dates.tense import Tense
from dateline.text import Folded, fold

# A dateline stands in the first characters of a body, before a colon or a dash, and names the day after the place.
_DATELINE = re.compile(r"(?:\.?\s*/[^/\n]{1,30}/|\s*\([^()\n]{1,30}\))?\s*[:\-]|\.?\s*/[^/\n]{1,30}/")
_DATELINE_REACH = 60
_DATELINE_DAYS = 10


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A stretch of text that names a time.

    Offsets are code points of the text, end exclusive; days are both inclusive, null with a `reason` where the phrase
    means no day that can be told. `anchor_on` is the day it was counted from, null when it counts from none.
    """

    start_char: int
    end_char: int
    text: str
    kind: str
    value: str | None
    edtf: str | None
    first_day: dt.date | None
    last_day: dt.date | None
    granularity: str | None
    is_approximate: bool
    anchor_on: dt.date | None
    anchor_basis: str
    rule: str
    reason: str | None


def find_times(
    text: str, language: str, anchor: dt.date, *, genre: str = "news", body_start: int = 0
) -> list[TimeMention]:
    """Time mentions of a text in reading order, counted from `anchor`, the publication day in the publisher's zone.

    `genre` is "news", where a bare weekday or month lies in the past unless its clause looks ahead, or "dialogue",
    where it lies ahead unless its clause looks back. From `body_start` on, in code points, the text narrates: a
    dateline stands there, and nothing printed before it is a time that "the same day" could mean.

    >>> [(m.text, m.value) for m in find_times("في أكتوبر الماضي", "ar", dt.date(2024, 12, 24))]
    [('أكتوبر الماضي', '2024-10')]
    """
    folded = fold(text)
    data = lexicon(language).data
    dateline_words = tuple(data.get("words", {}).get("dateline", []))
    phrases = find_phrases(folded, text, language)
    is_news = genre == "news"
    tense = Tense(folded.text, language, phrases.cues)
    context = Context(anchor, day_order=_day_order(phrases.found, data.get("settings", {}).get("day_order", "dmy")))
    basis, is_body = "publication", False
    found = []
    for node in phrases.found:
        start, end = folded.start(node.start), folded.end(node.end)
        if not is_body and start >= body_start:
            is_body, context = True, replace(context, previous=None if is_news else Span(anchor, anchor, "day"))
        if node.basis != "absolute":
            cue = tense.direction(node.begin, node.end)
            context = replace(context, cue=cue, direction=cue or (-1 if is_news else 1))
        result, reason = _resolve(context, node)
        found.append(_mention(text[start:end], (start, end), node, result, reason, context, basis))
        if not isinstance(result, Span):
            continue
        context = replace(context, previous=result)
        is_early = is_body and end - body_start <= _DATELINE_REACH
        if is_early and _is_dateline(folded, node, result, anchor, dateline_words):
            context, basis = replace(context, anchor=result.first), "dateline"
    return found


def _day_order(phrases: Iterable[Node], default: str) -> str:
    """The order that the text's own numeric days show, "dmy" or "mdy"; the language's where none or both do."""
    shown = {
        "dmy" if first > 12 else "mdy"
        for node in phrases
        for value in (node, *(argument for argument in node.arguments if isinstance(argument, Node)))
        if value.operation == "numeric_day"
        for first, second, _ in value.arguments
        if 12 < max(first, second) <= 31 and min(first, second) <= 12
    }
    return shown.pop() if len(shown) == 1 and default != "ymd" else default


def _resolve(context: Context, node: Node) -> tuple[Span | Unplaced | None, str | None]:
    resolve = OPERATIONS[node.operation].resolve
    if "unplaced" in node.kinds:
        return resolve(*node.arguments), "not_anchored"
    try:
        found = resolve(context, *node.arguments)
    except UnresolvableError as error:
        return None, str(error)
    return found, "weekday_contradicts" if found.is_weekday_wrong else None


def _is_dateline(folded: Folded, node: Node, span: Span, anchor: dt.date, words: tuple[str, ...]) -> bool:
    """Whether the phrase is the day of a dateline: 'TANGIER, 22 December 2024:', at most ten days before."""
    return (
        span.first == span.last
        and span.clock is None
        and 0 <= (anchor - span.first).days <= _DATELINE_DAYS
        and (folded.text.startswith(words, node.end) or _DATELINE.match(folded.text, node.end) is not None)
    )


def _mention(
    words: str,
    place: tuple[int, int],
    node: Node,
    result: Span | Unplaced | None,
    reason: str | None,
    context: Context,
    basis: str,
) -> TimeMention:
    span = result if isinstance(result, Span) else None
    anchor_on = {"absolute": None, "anchor": context.anchor}.get(
        node.basis, context.previous.first if context.previous else None
    )
    bases = {"absolute": "absolute", "anchor": basis, "previous": "previous_mention"}
    kind: str = "TIME" if span and span.clock else "DATE"
    value = timex3(span) if span else None
    if isinstance(result, Unplaced):
        kind, value = result.kind, result.value
    return TimeMention(
        start_char=place[0],
        end_char=place[1],
        text=words,
        kind=kind,
        value=value,
        edtf=edtf(span) if span else None,
        first_day=span.first if span else None,
        last_day=span.last if span else None,
        granularity=span.granularity if span else None,
        is_approximate=bool(span and span.is_approximate),
        anchor_on=anchor_on,
        anchor_basis=bases[node.basis],
        rule=f"{node.rule} = {node.operation}",
        reason=reason,
    )
