"""The words of page headers in one language, from languages/<xx>/header.toml, and the clock beside a date."""

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from dateline.languages import read_word_lists
from dateline.text import fold

_SECTIONS = ("home", "published", "updated", "by", "outlet_heads", "in_sentence", "am", "pm")
_WORD = re.compile(r"(?:[^\W_]|[\u064b-\u0652\u0670])+")  # vowel marks are inside a word
_LAST_WORDS = re.compile(r"((?:[^\W_]|[\u064b-\u0652\u0670])+)[\s:،,.\-–|]*$")
_HAN = re.compile("[\u2e80-\u9fff]")
_CLOCK = re.compile(r"(?:T|[\s,،\-–|]*)(\d{1,2})(?:[:h](\d{2})(?::\d{2}(?:\.\d+)?)?(?!\d)|\.(\d{2})(?![\d.,%]))")
_CLOCK_BEFORE = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})\s?([^\W\d_]+(?:\.[^\W\d_]\.?)?)?[\s,،\-–|•·]*$")
_HALF = re.compile(r"\s*([^\W\d_]+(?:\.[^\W\d_]\.?)?)")
_OFFSET = re.compile(r"\s*\(?\s*(?:(GMT|UTC)\s*)?([+\-−])(\d{1,2})(?::?(\d{2}))?\)?(?!\d)", re.IGNORECASE)
_ZULU = re.compile(r"Z\b")


class ClockAfter(NamedTuple):
    """Where the date with its clock and zone ends, the clock, and the zone as printed."""

    end: int
    clock: dt.time | None
    zone: str | None


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Folded words by section, and phrases that name the zone of a clock."""

    sections: dict[str, frozenset[str]]
    zones: tuple[tuple[str, str], ...]

    def is_word(self, word: str, section: str) -> bool:
        """Whether the word belongs to the section."""
        return fold(word).text in self.sections[section]

    def has_at_end(self, stretch: str, section: str) -> bool:
        """Whether the last word of the stretch belongs to the section; in Han no blank tells where a word begins."""
        match = _LAST_WORDS.search(stretch)
        if match is None:
            return False
        is_han = _HAN.match(match.group(1)[-1]) is not None
        return self.is_word(match.group(1), section) or (
            is_han and fold(match.group(1)).text.endswith(tuple(self.sections[section]))
        )

    def label_at_end(self, stretch: str) -> str | None:
        """`published` or `updated` when one of the last two words says so."""
        last = _WORD.findall(stretch)[-2:]
        for section in ("updated", "published"):
            if any(self.is_word(word, section) for word in last):
                return section
        return None

    def label_at_start(self, stretch: str) -> bool:
        """Whether one of the first two words says published or updated."""
        first = _WORD.findall(stretch)[:2]
        return any(self.is_word(word, section) for word in first for section in ("published", "updated"))

    def label_length(self, stretch: str) -> int:
        """Characters from the word "published" to the end of the stretch; 0 without such a word."""
        for match in list(_WORD.finditer(stretch))[-3:]:
            if self._is_label(match.group()):
                return len(stretch) - match.start()
        return 0

    def label_start(self, stretch: str) -> int:
        """Where the first word "published" or "updated" stands; the end of the stretch without such a word."""
        labels = (match.start() for match in _WORD.finditer(stretch) if self._is_label(match.group()))
        return next(labels, len(stretch))

    def _is_label(self, word: str) -> bool:
        return self.is_word(word, "published") or self.is_word(word, "updated")

    def end_of(self, stretch: str, section: str) -> int:
        """Offset after the first word of the stretch when it belongs to the section, else 0."""
        match = _WORD.search(stretch[:60])
        return match.end() if match and self.is_word(match.group(), section) else 0

    def clock_after(self, text: str, end: int, clock: dt.time | None) -> ClockAfter:
        """The clock as given, or read after the date; half of day and zone are read after it."""
        if clock is None and (match := _CLOCK.match(text, end)):
            clock = _time(int(match.group(1)), int(match.group(2) or match.group(3)))
            end = match.end() if clock else end
        if clock is None:
            return ClockAfter(end, None, None)
        half = _HALF.match(text, end)
        if half and (shifted := self._half_of_day(clock, half.group(1))):
            clock, end = shifted, half.end()
        end, zone = self._zone_after(text, end)
        return ClockAfter(end, clock, zone or self._zone_before(text, end))

    def clock_before(self, text: str, start: int) -> tuple[int, dt.time | None]:
        """Where the date with a clock before it starts, and that clock."""
        match = _CLOCK_BEFORE.search(text[max(0, start - 20) : start])
        clock = _time(int(match.group(1)), int(match.group(2))) if match else None
        if match and clock and match.group(3):
            clock = self._half_of_day(clock, match.group(3))
        return (start - len(match.group()), clock) if match and clock else (start, None)

    def _half_of_day(self, clock: dt.time, word: str) -> dt.time | None:
        if self.is_word(word, "pm"):
            return clock.replace(hour=clock.hour % 12 + 12) if clock.hour <= 12 else clock
        if self.is_word(word, "am"):
            return clock.replace(hour=clock.hour % 12) if clock.hour <= 12 else clock
        return None

    def _zone_after(self, text: str, end: int) -> tuple[int, str | None]:
        if match := _OFFSET.match(text, end):
            sign, hours, minutes = match.group(2), int(match.group(3)), int(match.group(4) or 0)
            # A bare "-5" may be the body; a bare sign needs four digits.
            has_name = match.group(1) or text[max(0, end - 3) : end].upper() in ("GMT", "UTC")
            if hours <= 14 and minutes < 60 and (has_name or match.group(4)):
                return match.end(), f"{'+' if sign == '+' else '-'}{hours:02d}:{minutes:02d}"
        if match := _ZULU.match(text, end):
            return match.end(), "UTC"
        after = fold(text[end : end + 40])
        rest = after.text.lstrip(" (-|,")
        skipped = len(after.text) - len(rest)
        for phrase, zone in self.zones:
            if rest.startswith(phrase) and not rest[len(phrase) : len(phrase) + 1].isalnum():
                return end + after.end(skipped + len(phrase)), zone
        return end, None

    def zone_within(self, stretch: str) -> str | None:
        """The zone named in the words of a date whose clock stands before its day."""
        inside = f" {fold(stretch).text} "
        return next((zone for phrase, zone in self.zones if f" {phrase} " in inside.replace(",", " ")), None)

    def _zone_before(self, text: str, end: int) -> str | None:
        """The zone whose words end there, for a clock that the date's own words told with its zone."""
        before = fold(text[max(0, end - 40) : end]).text
        for phrase, zone in self.zones:
            if before.endswith(phrase) and not before[: -len(phrase)][-1:].isalnum():
                return zone
        return None


@functools.cache
def header_words(language: str) -> HeaderWords:
    """The words of one language; a language without header.toml has none."""
    data = read_word_lists(language, "header.toml", "words", _SECTIONS)
    given = data.get("words", {})
    sections = {name: frozenset(fold(word).text for word in given.get(name, ())) for name in _SECTIONS}
    zones = [(fold(word).text, zone) for zone, words in data.get("clock_zones", {}).items() for word in words]
    return HeaderWords(sections, tuple(sorted(zones, key=lambda pair: (-len(pair[0]), pair))))


def _time(hour: int, minute: int) -> dt.time | None:
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
