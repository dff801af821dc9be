"""Dates printed at the head of an article, each with how surely it is the one of publication."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.dates.anchors import TimeMention, find_times
from dateline.head_lines import (
    EDGE,
    LONGEST_TITLE,
    MOST_SPARE_WORDS,
    SENTENCE_END,
    SEPARATOR,
    SHORT_LINE,
    WORD,
    crumbs_end,
    find_byline,
    find_lines,
    line_around,
)
from dateline.header_words import HeaderWords
from dateline.languages import languages
from dateline.locale_dates import find_locale_dates

_HEAD_CHARS = 1500
_LINES_BEFORE_DATE = 6
# Only mentions that count from no anchor are looked at; years of two digits are 1969 to 2068 from here, as in POSIX.
NO_ANCHOR = dt.date(2048, 1, 1)
# Prints write the year in figures, or as 二〇二四年; a date of two digits only has signs between all three.
_YEAR = re.compile(
    r"\d{4}|\d\d?\s?[./-]\s?\d\d?\s?[./-]\s?\d\d|['’]\d\d|[\d〇零○一二三四五六七八九十百]{1,4}年|\d\d\s?г"
)
_DATE_CHARS = 80  # of the longest date with weekday and clock
_LONG_DASH = "\u0640"  # a kashida, which Arabic print draws as a dash
_IN_SENTENCE = re.compile("[，、]|.*[。！？；]$")  # after a date: marks of full width that no header has there


class _DayWords(NamedTuple):
    """A day named in the text, as offsets, with the clock that is part of its words."""

    start: int
    end: int
    day: dt.date
    clock: dt.time | None
    has_weekday: bool
    is_weekday_wrong: bool


class PrintedDate(NamedTuple):
    """A date as offsets, its line, how surely it is that of publication (`score`), and the word it is labelled with."""

    start: int
    end: int
    local: dt.datetime
    has_clock: bool
    zone: str | None
    line: tuple[int, int]
    score: int
    label: str | None
    is_weekday_wrong: bool


def find_printed_dates(text: str, language: str, words: HeaderWords) -> list[PrintedDate]:
    """The dates near the beginning that may be the printed one, in reading order."""
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
    for count, (start, end) in enumerate(find_lines(text, 0, min(len(text), _HEAD_CHARS))):
        line = line_around(text, start)
        is_long, was_long = line[1] - line[0] > SHORT_LINE, is_after_long
        is_after_long = was_long or end - start > LONGEST_TITLE
        last = min(line[1], _HEAD_CHARS, line[0] + LONGEST_TITLE + SHORT_LINE + _DATE_CHARS)
        if not _YEAR.search(text, line[0], last) or (not is_long and (was_long or count > _LINES_BEFORE_DATE)):
            continue
        if is_long:
            stop = SENTENCE_END.search(text, line[0] + crumbs_end(text[slice(*line)], words), last)
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


def _printed_date(text: str, named: _DayWords, later: Sequence[_DayWords], words: HeaderWords) -> PrintedDate | None:
    start, end, day, clock, has_weekday, is_weekday_wrong = named
    for twin in later:  # the same day in a second calendar
        if text[end : twin.start].strip(EDGE + _LONG_DASH) or abs(twin.day - day) > dt.timedelta(2):
            break
        end, clock = twin.end, clock or twin.clock
    after = words.clock_after(text, end, clock)
    end, clock = after.end, after.clock
    zone = after.zone or (words.zone_within(text[start:end]) if named.clock else None)
    if clock is None:
        start, clock = words.clock_before(text, start)
    line = line_around(text, start)
    score = _score(text, start, end, line, words, has_clock=clock is not None, has_weekday=has_weekday)
    if score is None:
        return None
    local = dt.datetime.combine(day, clock or dt.time())
    label = words.label_at_end(text[line[0] : start])
    return PrintedDate(start, end, local, clock is not None, zone, line, score, label, is_weekday_wrong)


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
    if len(text[line[0] : line[1]]) <= SHORT_LINE:
        if len(find_lines(text, 0, line[0])) > _LINES_BEFORE_DATE or _has_long_line(text, line[0]):
            return None
        # Of a second day on the line, "updated ...", no word is spare.
        spare = len(WORD.findall(before)) + len(WORD.findall(after[: words.label_start(after)]))
        if label is not None:
            spare -= 1
        if spare == 0:
            return score + 5
        is_at_edge = not before.strip(EDGE) or not after.strip(EDGE)
        is_cut_off, is_cut_on = SEPARATOR.search(before[-4:] + " "), SEPARATOR.search(" " + after[:4])
        is_apart = bool(is_cut_off and is_cut_on) or (is_at_edge and bool(is_cut_off or is_cut_on))
        if spare > MOST_SPARE_WORDS or SENTENCE_END.search(before + " "):
            return None
        return score + 2 if label or has_clock or is_apart else None
    if start - line[0] > LONGEST_TITLE + SHORT_LINE or SENTENCE_END.search(before[crumbs_end(before, words) :]):
        return None
    if after[:1] in {",", "،", ")", ".", "؛", ";"} or before.rstrip(" ")[-1:] in {"(", ",", "،"}:
        return None
    score += (2 if has_weekday else 0) + (2 if find_byline(text, line[0], start, words) else 0)
    return score if score >= 2 else None


def _has_long_line(text: str, before: int) -> bool:
    return any(end - start > LONGEST_TITLE for start, end in find_lines(text, 0, before))
