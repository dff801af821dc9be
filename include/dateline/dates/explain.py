"""How the times of one text were found, for people."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Counted:
    """How a time mention was found: the pattern that matched, its operation, and what that means in words."""

    mention: TimeMention
    pattern: str
    operation: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Miss:
    """Words that could have named a time and do not; offsets are code points, `reason` a key of MISSES."""

    start_char: int
    end_char: int
    text: str
    reason: str


MISSES = {
    "blocked": "a name or phrase that only looks like a time",
    "year_alone": "a number that nothing around makes a year",
    "everyday_word": "written as an everyday word, not as the name of a time",
}


def explain_times(
    text: str, language: str, anchor: dt.date, *, genre: str = "news"
) -> tuple[list[Counted], list[Miss]]:
    """The time mentions of a text, each with how it was found, and the near misses, both in reading order."""
    return [_counted(mention) for mention in find_times(text, language, anchor, genre=genre)], [
        *_misses(text, language, genre)
    ]


def explain(text: str, language: str, anchor: dt.date, *, genre: str = "news") -> str:
    """The text with its time mentions marked, then for each its pattern, what it counts from and the days; near misses.

    >>> print(explain("See you on Friday.", "en", dt.date(2024, 12, 24), genre="dialogue"))
    See you on ⟦Friday⟧.
    <BLANKLINE>
    Friday: DATE 2024-12-27, 2024-12-27..2024-12-27, day
        from 2024-12-24 (publication): on Friday
        pattern: weekday = weekday_bare
    """
    found, misses = explain_times(text, language, anchor, genre=genre)
    lines = [_marked(text, [one.mention for one in found])]
    for one in found:
        lines += ["", *_mention_lines(one)]
    if not found:
        lines += ["", "no times found"]
    left = [f"    {miss.text}: {MISSES[miss.reason]}" for miss in misses]
    return "\n".join([*lines, *(["", "not taken:", *left] if left else [])])


def _marked(text: str, mentions: list[TimeMention]) -> str:
    place, parts = 0, []
    for mention in mentions:
        parts += [text[place : mention.start_char], _OPEN, mention.text, _CLOSE]
        place = mention.end_char
    return "".join([*parts, text[place:]])


def _mention_lines(found: Counted) -> Iterator[str]:
    mention = found.mention
    days = f"{mention.first_day}..{mention.last_day}" if mention.first_day else "no days"
    told = ", ".join(part for part in (days, mention.granularity, "about" if mention.is_approximate else None) if part)
    yield f"{mention.text}: {mention.kind} {mention.value or '-'}, {told}"
    counted = f"from {mention.anchor_on} ({mention.anchor_basis})" if mention.anchor_on else "counted from nothing"
    yield f"    {counted}: {found.meaning}"
    yield f"    pattern: {found.pattern} = {found.operation}"
    if mention.reason:
        yield f"    {mention.reason}: {_REASONS.get(mention.reason, mention.reason)}"


def _counted(mention: TimeMention) -> Counted:
    pattern, _, operation = mention.rule.rpartition(" = ")
    meaning = (OPERATIONS[operation].resolve.__doc__ or operation).strip().splitlines()[0].rstrip(".")
    is_name = meaning[1:2].isupper() or meaning[1:2].isdigit()  # FY 2024, Q3
    return Counted(mention, pattern, operation, meaning if is_name else meaning[0].lower() + meaning[1:])


def _misses(text: str, language: str, genre: str) -> Iterator[Miss]:
    folded = fold(text)
    for node in sorted(find_phrases(folded, text, language, genre).misses, key=lambda node: node.start):
        start, end = folded.start(node.start), folded.end(node.end)
        yield Miss(start, end, text[start:end], _why(node))


def _why(node: Node) -> str:
    if "blocked" in node.kinds:
        return "blocked"
    return "year_alone" if node.operation == "year_alone" else "everyday_word"
