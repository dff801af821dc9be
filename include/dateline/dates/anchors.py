"""Which day a phrase counts from, and the time mentions of a whole text."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.dates.grammar import find_phrases
from dateline.dates.lexicon import Lexicon, lexicon
from dateline.dates.operations import Context, Node
from dateline.dates.spans import Span, UnresolvableError
from dateline.dates.standards import edtf, timex3
from dateline.text import Folded, fold

_SENTENCE_END = re.compile(r"[.!?؟؛。！？\n](?=\s|$)")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOK_BACK = 200
# A dateline stands in the first characters of a body, before a colon or a dash, and names the day after the place.
_DATELINE = re.compile(r"\s*(?:\([^()\n]{1,30}\)\s*)?[:\-]")
_DATELINE_REACH = 60


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


def find_times(text: str, language: str, anchor: dt.date, *, genre: str = "news") -> list[TimeMention]:
    """Time mentions of a text in reading order, counted from `anchor`, the publication day in the publisher's zone.

    `genre` is "news", where a bare weekday or month lies in the past unless its clause looks ahead, or "dialogue",
    where it lies ahead.

    >>> [(m.text, m.value) for m in find_times("في أكتوبر الماضي", "ar", dt.date(2024, 12, 24))]
    [('أكتوبر الماضي', '2024-10')]
    """
    folded = fold(text)
    words_of = lexicon(language)
    context = Context(anchor, day_order=words_of.data.get("settings", {}).get("day_order", "dmy"))
    basis = "publication"
    found = []
    for node in find_phrases(folded, language):
        direction = 1 if genre == "dialogue" or _looks_ahead(words_of, folded.text, node.begin) else -1
        context = replace(context, direction=direction)
        span, reason = _resolve(context, node)
        found.append(_mention(text, folded, node, span, reason, context, basis))
        if span is None:
            continue
        context = replace(context, previous=span)
        if _is_dateline(folded.text, node, span, anchor):
            context, basis = replace(context, anchor=span.first), "dateline"
    return found


def _resolve(context: Context, node: Node) -> tuple[Span | None, str | None]:
    try:
        span = context.span(node)
    except UnresolvableError as error:
        return None, str(error)
    return span, "weekday_contradicts" if span.is_weekday_wrong else None


def _is_dateline(text: str, node: Node, span: Span, anchor: dt.date) -> bool:
    """Whether the phrase is the day of a dateline: 'TANGIER, 22 December 2024:', at most ten days before."""
    return (
        node.end <= _DATELINE_REACH
        and span.first == span.last
        and span.clock is None
        and 0 <= (anchor - span.first).days <= 10
        and _DATELINE.match(text, node.end) is not None
    )


def _looks_ahead(words_of: Lexicon, text: str, place: int) -> bool:
    """Whether the clause before that place speaks of the future."""
    start = max(0, place - _LOOK_BACK)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, place)]
    clause = text[ends[-1] if ends else start : place]
    if any("future" in token.kinds for token in words_of.tokens(clause)):
        return True
    prefixes = tuple(words_of.data.get("settings", {}).get("future_prefixes", ()))
    if not prefixes:
        return False
    exceptions = {fold(word).text for word in words_of.data["settings"].get("future_exceptions", ())}
    return any(
        word.startswith(prefixes) and len(word) >= 5 and word not in exceptions
        for word in map(str, _LETTERS.findall(clause))
    )


def _mention(
    text: str, folded: Folded, node: Node, span: Span | None, reason: str | None, context: Context, basis: str
) -> TimeMention:
    start, end = folded.start(node.start), folded.end(node.end)
    anchor_on = {"absolute": None, "anchor": context.anchor}.get(
        node.basis, context.previous.first if context.previous else None
    )
    bases = {"absolute": "absolute", "anchor": basis, "previous": "previous_mention"}
    return TimeMention(
        start_char=start,
        end_char=end,
        text=text[start:end],
        kind="TIME" if span and span.clock else "DATE",
        value=timex3(span) if span else None,
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


def explain(text: str, language: str, anchor: dt.date, *, genre: str = "news") -> str:
    """The text's time mentions, one a line: words, pattern, what it counts from, and the days."""
    mentions: Sequence[TimeMention] = find_times(text, language, anchor, genre=genre)
    lines = [f"{language}, published {anchor}, {genre}: {len(mentions)} time mentions"]
    for mention in mentions:
        counted = f"counted from {mention.anchor_on} ({mention.anchor_basis})" if mention.anchor_on else "absolute"
        days = f"{mention.first_day}..{mention.last_day}" if mention.first_day else "no days"
        note = f"  [{mention.reason}]" if mention.reason else ""
        lines.append(
            f"{mention.start_char:>6}..{mention.end_char:<6} {mention.text}\n"
            f"        {mention.rule}; {counted}\n        = {mention.value}  {days}  {mention.granularity}{note}"
        )
    return "\n".join(lines)
