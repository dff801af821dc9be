"""How the times of one text were found, for people."""

import datetime as dt
from collections.abc import Iterator

from dateline.dates.anchors import TimeMention, find_times
from dateline.dates.grammar import find_phrases
from dateline.dates.operations import OPERATIONS
from dateline.dates.operations.registry import Node
from dateline.text import fold

_OPEN, _CLOSE = "⟦", "⟧"
_REASONS = {
    "vague": "no day can be told",
    "no_anchor": "nothing told before to count from",
    "impossible_day": "the calendar has no such day",
    "ambiguous": "more than one reading",
    "contradiction": "its parts exclude each other",
    "not_anchored": "a length or a habit, not a day",
    "no_table": "a feast whose days of that year are not known here",
    "weekday_contradicts": "the calendar gives that day another weekday",
}


def explain(text: str, language: str, anchor: dt.date, *, genre: str = "news") -> str:
    """The text with its time mentions marked, then for each its pattern, what it counts from and the days; near misses.

    >>> print(explain("See you on Friday.", "en", dt.date(2024, 12, 24), genre="dialogue"))
    See you on ⟦Friday⟧.
    <BLANKLINE>
    Friday: DATE 2024-12-27, 2024-12-27..2024-12-27, day
        from 2024-12-24 (publication): on Friday
        pattern: weekday = weekday_bare
    """
    mentions = find_times(text, language, anchor, genre=genre)
    lines = [_marked(text, mentions)]
    for mention in mentions:
        lines += ["", *_mention_lines(mention)]
    misses = list(_miss_lines(text, language, genre))
    if not mentions:
        lines += ["", "no times found"]
    return "\n".join([*lines, *(["", "not taken:", *misses] if misses else [])])


def _marked(text: str, mentions: list[TimeMention]) -> str:
    place, parts = 0, []
    for mention in mentions:
        parts += [text[place : mention.start_char], _OPEN, mention.text, _CLOSE]
        place = mention.end_char
    return "".join([*parts, text[place:]])


def _mention_lines(mention: TimeMention) -> Iterator[str]:
    days = f"{mention.first_day}..{mention.last_day}" if mention.first_day else "no days"
    told = ", ".join(part for part in (days, mention.granularity, "about" if mention.is_approximate else None) if part)
    yield f"{mention.text}: {mention.kind} {mention.value or '-'}, {told}"
    pattern, _, operation = mention.rule.rpartition(" = ")
    meaning = (OPERATIONS[operation].resolve.__doc__ or operation).strip().splitlines()[0].rstrip(".")
    counted = f"from {mention.anchor_on} ({mention.anchor_basis})" if mention.anchor_on else "counted from nothing"
    is_name = meaning[1:2].isupper() or meaning[1:2].isdigit()  # FY 2024, Q3
    yield f"    {counted}: {meaning if is_name else meaning[0].lower() + meaning[1:]}"
    yield f"    pattern: {pattern} = {operation}"
    if mention.reason:
        yield f"    {mention.reason}: {_REASONS.get(mention.reason, mention.reason)}"


def _miss_lines(text: str, language: str, genre: str) -> Iterator[str]:
    folded = fold(text)
    for node in sorted(find_phrases(folded, text, language, genre).misses, key=lambda node: node.start):
        yield f"    {text[folded.start(node.start) : folded.end(node.end)]}: {_why(node)}"


def _why(node: Node) -> str:
    if "blocked" in node.kinds:
        return "a name or phrase that only looks like a time"
    if node.operation == "year_alone":
        return "a number that nothing around makes a year"
    return "written as an everyday word, not as the name of a time"
