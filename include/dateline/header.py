"""Where the headline, byline, printed date and body of one article stand.

Archives keep pages as they were printed: on lines of their own, or all in one run of text. Nothing is cut off the
text; a header is offsets into it.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.dates.anchors import TimeMention, find_times
from dateline.header_words import HeaderWords, header_words
from dateline.languages import languages
from dateline.locale_dates import find_locale_dates

_HEAD_CHARS = 1500
_SHORT_LINE = 160
_LONGEST_TITLE = 250
_LINES_BEFORE_DATE = 6
_MOST_SPARE_WORDS = 8
_AUTHOR_WORDS = 5
_OUTLET_REACH = 6
# Only mentions that count from no anchor are looked at; years of two digits are 1969 to 2068 from here, as in POSIX.
NO_ANCHOR = dt.date(2048, 1, 1)
# Prints write the year in figures, or as 二〇二四年; a date of two digits only has signs between all three.
_YEAR = re.compile(
    r"\d{4}|\d\d?\s?[./-]\s?\d\d?\s?[./-]\s?\d\d|['’]\d\d|[\d〇零○一二三四五六七八九十百]{1,4}年|\d\d\s?г"
)
_DATE_CHARS = 80  # of the longest date with weekday and clock

_SEPARATOR = re.compile(r"\s[-–—―|•·]\s|\s?[|•]\s?")
_EDGE = " \t\r\n\u00a0\u200e\u200f-–—―|•·,،:;؛/()[]"
_LONG_DASH = "\u0640"  # a kashida, which Arabic print draws as a dash
_SENTENCE_END = re.compile(r"(?<=\w\w)(?:(?:(?<!\.)\.(?!\.)|[!؟?])(?=\s)|[。！？])")
_ENDS_SENTENCE = (".", "!", "؟", "。", "…")
_IN_SENTENCE = re.compile("[，、]|.*[。！？；]$")  # after a date: marks of full width that no header has there
_NUMBERED_CRUMB = re.compile(r"\s*\d{1,2}\.\s+[^\W\d_]\w*")
_CRUMB_MARK = re.compile(r"\s*[>»›/|]\s*")
_WORD = re.compile(r"[^\W_]+")
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


class _DayWords(NamedTuple):
    """A day named in the text, as offsets, with the clock that is part of its words."""

    start: int
    end: int
    day: dt.date
    clock: dt.time | None
    has_weekday: bool
    is_weekday_wrong: bool


class _PrintedDate(NamedTuple):
    start: int
    end: int
    local: dt.datetime
    has_clock: bool
    zone: str | None
    line: tuple[int, int]
    score: int
    label: str | None
    is_weekday_wrong: bool


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
    dates = _printed_dates(text, language, words)
    if not dates:
        return None
    printed = [date for date in dates if not _is_update_beside(date, dates)]
    chosen = max(printed, key=lambda date: (date.score, -date.start))
    line_start, line_end = chosen.line
    if line_end - line_start > _SHORT_LINE:
        return _run_header(text, chosen, words)
    return _lined_header(text, chosen, words)


def _is_update_beside(date: _PrintedDate, dates: Sequence[_PrintedDate]) -> bool:
    """Whether a date tells of an update in the line where the day of publication stands before it."""
    return date.label == "updated" and any(
        other.line == date.line and other.start < date.start and other.label != "updated" for other in dates
    )


def find_bounds(text: str, header: Header | None) -> Bounds:
    """Title and start of the body; without a header the first line is the title when it looks like one."""
    if header is not None:
        title = (header.title_start, header.title_end) if header.title_start < header.title_end else None
        return Bounds(title, header.body_start)
    lines = _lines(text, 0, len(text), most=2)
    if len(lines) == 2 and _is_title(text[slice(*lines[0])]):
        return Bounds(lines[0], lines[1][0])
    return Bounds(None, _skip_edge(text, 0, len(text)))


def _printed_dates(text: str, language: str, words: HeaderWords) -> list[_PrintedDate]:
    days: list[_DayWords] = []
    for start, end in _dated_stretches(text, words):
        known = language in languages()
        days += _days_named(text, language, start, end) if known else _days_by_locale(text, language, start, end)
    found = []
    for place, named in enumerate(days):
        date = _printed_date(text, named, days[place + 1 :], words)
        if date is not None:
            found.append(date)
    return found


def _dated_stretches(text: str, words: HeaderWords) -> Iterator[tuple[int, int]]:
    """Bounds of the lines, or beginnings of lines, near the beginning in which a date that `_score` takes may stand.

    All have a year. To find times in the whole beginning would be nine tenths of the work of reading most articles.
    """
    is_after_long = False
    for count, (start, end) in enumerate(_lines(text, 0, min(len(text), _HEAD_CHARS))):
        line = _line_around(text, start)
        is_long, was_long = line[1] - line[0] > _SHORT_LINE, is_after_long
        is_after_long = was_long or end - start > _LONGEST_TITLE
        last = min(line[1], _HEAD_CHARS, line[0] + _LONGEST_TITLE + _SHORT_LINE + _DATE_CHARS)
        if not _YEAR.search(text, line[0], last) or (not is_long and (was_long or count > _LINES_BEFORE_DATE)):
            continue
        if is_long:
            stop = _SENTENCE_END.search(text, line[0] + _crumbs_end(text[slice(*line)], words), last)
            last = min(last, stop.end() + _DATE_CHARS) if stop else last
        if _YEAR.search(text, line[0], last):
            yield line[0], last


def _days_named(text: str, language: str, start: int, end: int) -> list[_DayWords]:
    return [
        _DayWords(
            start + one.start_char,
            start + one.end_char,
            one.first_day,
            _clock_of(one),
            "weekday" in one.rule,
            one.reason == "weekday_contradicts",
        )
        for one in find_times(text[start:end], language, NO_ANCHOR)
        if one.anchor_basis == "absolute" and one.granularity == "day" and one.first_day is not None
    ]


def _days_by_locale(text: str, language: str, start: int, end: int) -> list[_DayWords]:
    return [
        _DayWords(
            start + first, start + last, local.date(), local.time() if local.time() != dt.time() else None, False, False
        )
        for first, last, local in find_locale_dates(text[start:end], language)
    ]


def _printed_date(text: str, named: _DayWords, later: Sequence[_DayWords], words: HeaderWords) -> _PrintedDate | None:
    start, end, day, clock, has_weekday, is_weekday_wrong = named
    for twin in later:  # the same day in a second calendar
        if text[end : twin.start].strip(_EDGE + _LONG_DASH) or abs(twin.day - day) > dt.timedelta(2):
            break
        end, clock = twin.end, clock or twin.clock
    after = words.clock_after(text, end, clock)
    end, clock = after.end, after.clock
    zone = after.zone or (words.zone_within(text[start:end]) if named.clock else None)
    if clock is None:
        start, clock = words.clock_before(text, start)
    line = _line_around(text, start)
    score = _score(text, start, end, line, words, has_clock=clock is not None, has_weekday=has_weekday)
    if score is None:
        return None
    local = dt.datetime.combine(day, clock or dt.time())
    label = words.label_at_end(text[line[0] : start])
    return _PrintedDate(start, end, local, clock is not None, zone, line, score, label, is_weekday_wrong)


def _clock_of(mention: TimeMention) -> dt.time | None:
    if mention.kind != "TIME" or mention.value is None or "T" not in mention.value:
        return None
    try:
        return dt.time.fromisoformat(mention.value.partition("T")[2])
    except ValueError:
        return None


def _score(
    text: str, start: int, end: int, line: tuple[int, int], words: HeaderWords, *, has_clock: bool, has_weekday: bool
) -> int | None:
    """How surely this is the printed date; None when it is not."""
    before, after = text[line[0] : start], text[end : line[1]]
    label = words.label_at_end(before)
    if label is None and (words.has_at_end(before, "in_sentence") or _IN_SENTENCE.match(after)):
        return None
    score = {None: 0, "published": 4, "updated": 1}[label] + (3 if has_clock else 0)
    if len(text[line[0] : line[1]]) <= _SHORT_LINE:
        if len(_lines(text, 0, line[0])) > _LINES_BEFORE_DATE or _has_long_line(text, line[0]):
            return None
        # Of a second day on the line, "updated ...", no word is spare.
        spare = len(_WORD.findall(before)) + len(_WORD.findall(after[: words.label_start(after)]))
        if label is not None:
            spare -= 1
        if spare == 0:
            return score + 5
        is_at_edge = not before.strip(_EDGE) or not after.strip(_EDGE)
        is_cut_off, is_cut_on = _SEPARATOR.search(before[-4:] + " "), _SEPARATOR.search(" " + after[:4])
        is_apart = bool(is_cut_off and is_cut_on) or (is_at_edge and bool(is_cut_off or is_cut_on))
        if spare > _MOST_SPARE_WORDS or _SENTENCE_END.search(before + " "):
            return None
        return score + 2 if label or has_clock or is_apart else None
    if start - line[0] > _LONGEST_TITLE + _SHORT_LINE or _SENTENCE_END.search(before[_crumbs_end(before, words) :]):
        return None
    if after[:1] in {",", "،", ")", ".", "؛", ";"} or before.rstrip(" ")[-1:] in {"(", ",", "،"}:
        return None
    score += (2 if has_weekday else 0) + (2 if _byline(text, line[0], start, words) else 0)
    return score if score >= 2 else None


def _line_around(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def _lines(text: str, start: int, end: int, most: int | None = None) -> list[tuple[int, int]]:
    """Bounds of the lines that are not blank, white space stripped."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        line = match.group()
        if line.strip():
            first = start + match.start() + len(line) - len(line.lstrip())
            found.append((first, first + len(line.strip())))
            if len(found) == most:
                break
    return found


def _has_long_line(text: str, before: int) -> bool:
    return any(end - start > _LONGEST_TITLE for start, end in _lines(text, 0, before))


def _is_title(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_TITLE and not line.endswith(_ENDS_SENTENCE)


def _skip_edge(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _EDGE and not (text[start] in "([" and text[start + 1 : start + 2].isalpha()):
        start += 1
    return start


def _crumbs_end(text: str, words: HeaderWords) -> int:
    """Offset after page furniture like "1. Home 2. Reports" or "Home > World"; 0 when there is none."""
    end, count = 0, 0
    while match := _NUMBERED_CRUMB.match(text, end):
        end, count = match.end(), count + 1
    if count > 1 or (count == 1 and words.has_at_end(text[:end], "home")):
        return end
    end = words.end_of(text, "home")
    while end and (mark := _CRUMB_MARK.match(text, end)):
        word = _WORD.match(text, mark.end())
        if word is None:
            break
        end = word.end()
    return end


def _run_header(text: str, date: _PrintedDate, words: HeaderWords) -> Header:
    start = date.line[0]
    lines = [line for line in _lines(text, 0, start) if not _is_furniture(text, line, words)]
    label_start = date.start - words.label_length(text[start : date.start])
    byline = _byline(text, start, label_start, words)
    title_start = _skip_edge(text, start + _crumbs_end(text[start:label_start], words), label_start)
    title_end = byline[0] if byline else label_start
    title = (title_start, max(title_start, title_start + len(text[title_start:title_end].rstrip(_EDGE))))
    if lines:
        title = lines[0]
    body_start = _skip_edge(text, date.end, len(text))
    return _header(title, byline, date, body_start)


def _byline(text: str, start: int, end: int, words: HeaderWords) -> tuple[int, int] | None:
    """Bounds of "outlet – author" that ends the stretch, or of an author after a word like "by"."""
    stretch = text[start:end].rstrip(_EDGE)
    marks = list(_SEPARATOR.finditer(stretch))
    if marks and 0 < len(_WORD.findall(stretch, marks[-1].end())) <= _AUTHOR_WORDS:
        outlet = _outlet_start(stretch, marks[-1].start(), words)
        return start + outlet, start + len(stretch)
    for match in reversed(list(_WORD.finditer(stretch))):
        count = len(_WORD.findall(stretch, match.end()))
        if count > _AUTHOR_WORDS:
            break
        if count and words.is_word(match.group(), "by") and not match.group()[0].islower():
            return start + match.start(), start + len(stretch)
    return None


def _outlet_start(stretch: str, end: int, words: HeaderWords) -> int:
    """Where the outlet's name before the dash begins.

    A word like "agency" opens it; else it is the run of capitalised words, at most three; else one word.
    """
    near = list(_WORD.finditer(stretch, 0, end))[-_OUTLET_REACH:]
    for word in near:
        if words.is_word(word.group(), "outlet_heads"):
            return word.start()
    start = near[-1].start() if near else end
    for word in reversed(near[-3:]):
        if not word.group()[0].isupper() or _SENTENCE_END.search(stretch[word.end() : end]):
            break
        start = word.start()
    return start


def _is_furniture(text: str, line: tuple[int, int], words: HeaderWords) -> bool:
    content = text[slice(*line)]
    end = _crumbs_end(content, words)
    return end > 0 and len(_WORD.findall(content, end)) <= 2


def _lined_header(text: str, date: _PrintedDate, words: HeaderWords) -> Header:
    before = [line for line in _lines(text, 0, date.line[0]) if not _is_furniture(text, line, words)]
    after = _lines(text, date.line[1], len(text), most=3)
    byline = _spare_of(text, date, words)
    if before:
        title, rest = before[0], before[1:]
        first_start = title[0] + _crumbs_end(text[slice(*title)], words)
        title = (_skip_edge(text, first_start, title[1]), title[1])
    elif byline and byline[0] < date.start and len(_WORD.findall(text[slice(*byline)])) > _AUTHOR_WORDS:
        title, rest, byline = byline, [], None
    elif len(after) > 1 and _is_title(text[slice(*after[0])]) and after[0][1] - after[0][0] <= _SHORT_LINE:
        title, rest, after = after[0], [], after[1:]
    else:
        title, rest = (date.start, date.start), []
    if byline is None:
        byline = next((line for line in rest if _is_byline(text[slice(*line)], words, is_lenient=True)), None)
    if byline is None and len(after) > 1 and _is_byline(text[slice(*after[0])], words, is_lenient=False):
        byline, after = after[0], after[1:]
    return _header(title, byline, date, after[0][0] if after else len(text))


def _spare_of(text: str, date: _PrintedDate, words: HeaderWords) -> tuple[int, int] | None:
    """The longer stretch beside the date in its own line: the byline."""
    start, end = date.line
    label_start = date.start - words.label_length(text[start : date.start])
    sides = [(start, label_start), (date.end, end)]
    stripped = []
    for first, last in sides:
        first = _skip_edge(text, first, last)
        last = first + len(text[first:last].rstrip(_EDGE))
        if (
            _WORD.search(text, first, last)
            and not text[first].isdigit()  # minutes to read, or a clock
            and not (date.has_clock and _ZONE_LIKE.fullmatch(text, first, last))
            and words.label_length(text[first:last]) == 0
            and not words.label_at_start(text[first:last])
        ):
            stripped.append((first, last))
    return max(stripped, key=lambda side: side[1] - side[0], default=None)


def _is_byline(line: str, words: HeaderWords, *, is_lenient: bool) -> bool:
    count = len(_WORD.findall(line))
    if not 0 < count <= _MOST_SPARE_WORDS or line.endswith(_ENDS_SENTENCE):
        return False
    first = _WORD.search(line)
    opens = first is not None and words.is_word(first.group(), "by")
    return opens or bool(_SEPARATOR.search(line)) or (is_lenient and count <= _AUTHOR_WORDS)


def _header(title: tuple[int, int], byline: tuple[int, int] | None, date: _PrintedDate, body_start: int) -> Header:
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
