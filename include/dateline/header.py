"""Where the headline, byline, printed date and body of one article stand.

Archives keep pages as they were printed: on lines of their own, or all in one run of text. Nothing is cut off the
text; a header is offsets into it.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.head_lines import (
    AUTHOR_WORDS,
    EDGE,
    LONGEST_TITLE,
    MOST_SPARE_WORDS,
    SEPARATOR,
    SHORT_LINE,
    WORD,
    crumbs_end,
    find_byline,
    find_lines,
    skip_edge,
)
from dateline.header_words import HeaderWords, header_words
from dateline.printed_dates import PrintedDate, find_printed_dates

_ENDS_SENTENCE = (".", "!", "؟", "。", "…")
_ZONE_LIKE = re.compile(r"[A-Z]{2,3}T")  # a zone whose short name several bear: IST


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of an article's header, as offsets in code points, each end exclusive.

    An empty title means that none stands in the text. `published_local` is naive, as printed; midnight without
    `has_clock`. `zone` is what the print says beside the clock, an IANA name or an offset like +01:00, null when
    nothing. `is_update` when the print tells only of an update, `is_weekday_wrong` when its weekday is not the day's.
    """

    title_start: int
    title_end: int
    byline_start: int | None
    byline_end: int | None
    date_start: int
    date_end: int
    body_start: int
    published_local: dt.datetime
    has_clock: bool
    zone: str | None = None
    is_update: bool = False
    is_weekday_wrong: bool = False


class Bounds(NamedTuple):
    """Title, as offsets or None, and the offset where the body begins."""

    title: tuple[int, int] | None
    body_start: int


def find_header(text: str, language: str) -> Header | None:
    """The header of a text, or None when no printed date stands near its beginning.

    >>> text = "Andes Post – Ana Ruiz Tuesday 3 June 2025, 14:05 " + "Two envoys met and spoke for an hour. " * 5
    >>> header = find_header(text, "en")
    >>> text[header.byline_start : header.byline_end], header.published_local
    ('Andes Post – Ana Ruiz', datetime.datetime(2025, 6, 3, 14, 5))
    """
    words = header_words(language)
    dates = find_printed_dates(text, language, words)
    if not dates:
        return None
    printed = [date for date in dates if not _is_update_beside(date, dates)]
    chosen = max(printed, key=lambda date: (date.score, -date.start))
    line_start, line_end = chosen.line
    if line_end - line_start > SHORT_LINE:
        return _run_header(text, chosen, words)
    return _lined_header(text, chosen, words)


def _is_update_beside(date: PrintedDate, dates: Sequence[PrintedDate]) -> bool:
    """Whether a date tells of an update in the line where the day of publication stands before it."""
    return date.label == "updated" and any(
        other.line == date.line and other.start < date.start and other.label != "updated" for other in dates
    )


def find_bounds(text: str, header: Header | None) -> Bounds:
    """Title and start of the body; without a header the first line is the title when it looks like one."""
    if header is not None:
        title = (header.title_start, header.title_end) if header.title_start < header.title_end else None
        return Bounds(title, header.body_start)
    lines = find_lines(text, 0, len(text), most=2)
    if len(lines) == 2 and _is_title(text[slice(*lines[0])]):
        return Bounds(lines[0], lines[1][0])
    return Bounds(None, skip_edge(text, 0, len(text)))


def _is_title(line: str) -> bool:
    return 0 < len(line) <= LONGEST_TITLE and not line.endswith(_ENDS_SENTENCE)


def _run_header(text: str, date: PrintedDate, words: HeaderWords) -> Header:
    start = date.line[0]
    lines = [line for line in find_lines(text, 0, start) if not _is_furniture(text, line, words)]
    label_start = date.start - words.label_length(text[start : date.start])
    byline = find_byline(text, start, label_start, words)
    title_start = skip_edge(text, start + crumbs_end(text[start:label_start], words), label_start)
    title_end = byline[0] if byline else label_start
    title = (title_start, max(title_start, title_start + len(text[title_start:title_end].rstrip(EDGE))))
    if lines:
        title = lines[0]
    body_start = skip_edge(text, date.end, len(text))
    return _header(title, byline, date, body_start)


def _is_furniture(text: str, line: tuple[int, int], words: HeaderWords) -> bool:
    content = text[slice(*line)]
    end = crumbs_end(content, words)
    return end > 0 and len(WORD.findall(content, end)) <= 2


def _lined_header(text: str, date: PrintedDate, words: HeaderWords) -> Header:
    before = [line for line in find_lines(text, 0, date.line[0]) if not _is_furniture(text, line, words)]
    after = find_lines(text, date.line[1], len(text), most=3)
    byline = _spare_of(text, date, words)
    if before:
        title, rest = before[0], before[1:]
        first_start = title[0] + crumbs_end(text[slice(*title)], words)
        title = (skip_edge(text, first_start, title[1]), title[1])
    elif byline and byline[0] < date.start and len(WORD.findall(text[slice(*byline)])) > AUTHOR_WORDS:
        title, rest, byline = byline, [], None
    elif len(after) > 1 and _is_title(text[slice(*after[0])]) and after[0][1] - after[0][0] <= SHORT_LINE:
        title, rest, after = after[0], [], after[1:]
    else:
        title, rest = (date.start, date.start), []
    if byline is None:
        byline = next((line for line in rest if _is_byline(text[slice(*line)], words, is_lenient=True)), None)
    if byline is None and len(after) > 1 and _is_byline(text[slice(*after[0])], words, is_lenient=False):
        byline, after = after[0], after[1:]
    return _header(title, byline, date, after[0][0] if after else len(text))


def _spare_of(text: str, date: PrintedDate, words: HeaderWords) -> tuple[int, int] | None:
    """The longer stretch beside the date in its own line: the byline."""
    start, end = date.line
    label_start = date.start - words.label_length(text[start : date.start])
    sides = [(start, label_start), (date.end, end)]
    stripped = []
    for first, last in sides:
        first = skip_edge(text, first, last)
        last = first + len(text[first:last].rstrip(EDGE))
        if (
            WORD.search(text, first, last)
            and not text[first].isdigit()  # minutes to read, or a clock
            and not (date.has_clock and _ZONE_LIKE.fullmatch(text, first, last))
            and words.label_length(text[first:last]) == 0
            and not words.label_at_start(text[first:last])
        ):
            stripped.append((first, last))
    return max(stripped, key=lambda side: side[1] - side[0], default=None)


def _is_byline(line: str, words: HeaderWords, *, is_lenient: bool) -> bool:
    count = len(WORD.findall(line))
    if not 0 < count <= MOST_SPARE_WORDS or line.endswith(_ENDS_SENTENCE):
        return False
    first = WORD.search(line)
    opens = first is not None and words.is_word(first.group(), "by")
    return opens or bool(SEPARATOR.search(line)) or (is_lenient and count <= AUTHOR_WORDS)


def _header(title: tuple[int, int], byline: tuple[int, int] | None, date: PrintedDate, body_start: int) -> Header:
    byline_start, byline_end = byline if byline else (None, None)
    return Header(
        *title,
        byline_start,
        byline_end,
        date.start,
        date.end,
        body_start,
        date.local,
        date.has_clock,
        date.zone,
        date.label == "updated",
        date.is_weekday_wrong,
    )
