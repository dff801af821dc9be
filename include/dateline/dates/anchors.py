"""Which day a phrase counts from, and the time mentions of a whole text."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.dates.grammar import find_phrases
from dateline.dates.lexicon import lexicon
from dateline.dates.operations import OPERATIONS
from dateline.dates.operations.registry import Basis, Context, Node, Unplaced
from dateline.dates.spans import UNITS, Granularity, Span, UnresolvableError
from dateline.dates.speech import Speech
from dateline.dates.standards import edtf, timex3
from dateline.dates.tense import Tense
from dateline.text import Folded, fold

# A dateline stands in the first characters of a body, before a colon or a dash, and names the day after the place.
_DATELINE = re.compile(r"(?:\.?\s*/[^/\n]{1,30}/|\s*\([^()\n]{1,30}\))?\s*[:\-]|\.?\s*/[^/\n]{1,30}/")
_DATELINE_REACH = 60
_DATELINE_DAYS = 10
_SPEECH_DAYS = 3  # news quotes what was said so many days ago at most; before that a told day is another story's
_TOLD = 8  # times kept that a phrase may count from


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
    phrases = find_phrases(folded, text, language, genre)
    day_order = _day_order(phrases.found, data.get("settings", {}).get("day_order", "dmy"))
    reading = _Reading(folded, Tense(folded.text, language, phrases.cues), Context(anchor, day_order=day_order), genre)
    dateline_words = tuple(data.get("words", {}).get("dateline", []))
    found = []
    for number, node in enumerate(phrases.found):
        start, end = folded.start(node.start), folded.end(node.end)
        if start >= body_start:
            reading.begin_body()
        following = (phrases.found[place] for place in range(number + 1, len(phrases.found)))
        context, basis = reading.context_of(node, following)
        counted, counting = _counting(context, node)
        result, reason = _resolve(counting, node)
        found.append(_mention(text[start:end], (start, end), node, result, reason, context, counted, basis))
        if isinstance(result, Span):
            is_early = reading.is_body and end - body_start <= _DATELINE_REACH
            is_dateline = is_early and _is_dateline(folded, node, result, anchor, dateline_words)
            reading.tell(node, result, is_dateline=is_dateline)
    return found


class _Reading:
    """What the phrases of one text count from, as reading goes on."""

    def __init__(self, folded: Folded, tense: Tense, context: Context, genre: str) -> None:
        self._tense, self._context, self._is_news = tense, context, genre == "news"
        self._speech = Speech(folded.text)
        self._basis = "publication"
        self._told_on: dt.date | None = None  # the day narrated last, outside quotations
        self.is_body = False

    def begin_body(self) -> None:
        """From here on the text narrates; called again it changes nothing."""
        if not self.is_body:
            today = Span(self._context.anchor, self._context.anchor, "day")
            self.is_body, self._told_on = True, None
            self._context = replace(self._context, earlier=() if self._is_news else (today,))

    def context_of(self, node: Node, following: Iterable[Node]) -> tuple[Context, str]:
        """What a phrase counts from, and the name of that."""
        if node.basis == "absolute":
            return self._context, self._basis
        context = self._directed(node)
        quotation = self._speech.around(node.start) if self._is_news and node.basis == "anchor" else None
        spoken_on = self._spoken_on(quotation, following) if quotation else None
        return (replace(context, anchor=spoken_on), "speech") if spoken_on else (context, self._basis)

    def tell(self, node: Node, span: Span, *, is_dateline: bool) -> None:
        """Takes in what a phrase told, for those that count from it; a feast is named more often than narrated."""
        if "holiday_date" in node.kinds:
            return
        context = self._context
        self._context = replace(context, earlier=(span, *context.earlier[: _TOLD - 1]))
        if is_dateline:
            self._context, self._basis = replace(self._context, anchor=span.first), "dateline"
        if span.granularity == "day" and self._speech.around(node.start) is None:
            self._told_on = span.first

    def _directed(self, node: Node) -> Context:
        cue = self._tense.direction(node.begin, node.end)
        return replace(self._context, cue=cue, direction=cue or (-1 if self._is_news else 1))

    def _spoken_on(self, quotation: tuple[int, int], following: Iterable[Node]) -> dt.date | None:
        """The day a quotation was spoken on: that of the words after it ("...", he said on Monday), else the last told.

        None where that is the anchor, or where no such day lies shortly before it.
        """
        day = self._told_on
        tag = next((node for node in following if node.start >= quotation[1]), None)
        if tag and not _TAGS.isdisjoint(tag.kinds) and self._speech.is_tag(quotation[1], tag.start):
            told, _ = _resolve(replace(self._context, direction=-1), tag)
            day = told.first if isinstance(told, Span) else day
        return day if day and 0 < (self._context.anchor - day).days <= _SPEECH_DAYS else None


_TAGS = frozenset({"weekday_date", "deictic_day"})  # kinds of phrase that tell when a quotation was spoken


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


def _counting(context: Context, node: Node) -> tuple[Basis, Context]:
    """What a phrase counts from; one of either basis narrates where its clause looks back to what is over."""
    if node.basis != "either":
        return node.basis, context
    told_on = _told_on(context, node) if context.cue < 0 else None
    if told_on:
        narrating = replace(context, anchor=told_on)
        result, _ = _resolve(narrating, node)
        if isinstance(result, Span) and result.last <= context.anchor:
            return "previous", narrating
    return "anchor", context


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


def _told_on(context: Context, node: Node) -> dt.date | None:
    unit: Granularity = next((unit for unit in UNITS if unit in node.arguments), "day")
    try:
        return context.told(unit).first
    except UnresolvableError:
        return None


def _mention(
    words: str,
    place: tuple[int, int],
    node: Node,
    result: Span | Unplaced | None,
    reason: str | None,
    context: Context,
    counted: Basis,
    basis: str,
) -> TimeMention:
    span = result if isinstance(result, Span) else None
    anchor_on = {"absolute": None, "anchor": context.anchor}.get(counted, _told_on(context, node))
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
        anchor_basis=bases[counted],
        rule=f"{node.rule} = {node.operation}",
        reason=reason,
    )
