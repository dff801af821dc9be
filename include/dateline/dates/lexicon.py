"""The words of a language's dates.toml, found in a text by one Aho-Corasick automaton."""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.dates.operations import Node
from dateline.errors import LanguageDataError
from dateline.languages import read_language_file
from dateline.scan import Clitics, Scanner
from dateline.text import fold

_DEICTICS = {
    "day_before_yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day_after_tomorrow": 2,
}
_DIRECTIONS = {"last": -1, "this": 0, "next": 1}
_UNITS = ("day", "week", "month", "quarter", "half_year", "year", "decade", "century")
_PARTS = ("early", "mid", "late")


def _numbers(low: int, high: int) -> dict[str, Any]:
    return {str(number): number for number in range(low, high + 1)}


# Section of dates.toml: the kind of its words, and the closed list of its entries with the value each stands for.
_SECTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "months": ("month", _numbers(1, 12)),
    "hijri_months": ("hijri_month", _numbers(1, 12)),
    "weekdays": ("weekday", _numbers(1, 7)),
    "numbers": ("number", _numbers(1, 1000)),
    "ordinals": ("ordinal", _numbers(1, 31)),
    "decades": ("decade_word", _numbers(0, 90)),
    "deictics": ("deictic", dict(_DEICTICS)),
    "directions": ("direction", dict(_DIRECTIONS)),
    "sequences": ("sequence", {"before": -1, "same": 0, "after": 1}),
    "units": ("unit", {unit: unit for unit in _UNITS}),
    "duals": ("dual", {unit: unit for unit in _UNITS}),
    "parts": ("part", {part: part for part in _PARTS}),
}
_PUNCTUATION = {",": "comma", "،": "comma", "-": "dash", "/": "slash", "(": "opening", ")": "closing", ".": "point"}
_DIGITS = re.compile(
    r"(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<day>(?<!\d)\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/]))"
    r"|(?P<clock>(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d))"
    r"|(?P<number>\d+(?:[.,:/]\d+)*%?)"
)
_TERMS = ("words", "blocked", "vague", "future")  # sections whose entry names are the file's own


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled words of one language: what each means, how clitics may stand before it, and how to look them up."""

    language: str
    data: dict[str, Any]
    meanings: tuple[tuple[tuple[tuple[str, ...], Any], ...], ...]
    scanner: Scanner
    clitics: Clitics
    is_spaced: bool
    kinds: frozenset[str]

    def tokens(self, text: str) -> Iterator[Node]:
        """Every word of the lexicon and every number in a folded text, with clitics told apart; overlaps are kept."""
        for index, word, begin, start, end, _ in self.scanner.find(text):
            if begin > word:
                yield Node(("and",), word, word, begin, text[word:begin])
            for kinds, value in self.meanings[index]:
                yield Node(kinds, begin, start, end, value)
        for match in _DIGITS.finditer(text):
            yield from self._number(text, match)

    def _number(self, text: str, match: re.Match[str]) -> Iterator[Node]:
        start, end, found = match.start(), match.end(), match.group()
        places = self.clitics.at(text, start) if self.is_spaced else (start, start, start)
        if places is None:
            return
        word, begin, _ = places
        if begin > word:
            yield Node(("and",), word, word, begin, text[word:begin])
        if match.group("iso") or match.group("day"):
            parts = tuple(int(part) for part in re.split(r"[/.-]", found))
            yield Node(("numeric_date",), begin, start, end, parts)
        elif match.group("clock"):
            yield Node(("clock",), begin, start, end, found.rjust(5, "0") if found[1] == ":" else found[:5])
        elif found.isdigit() and len(found) <= 4:
            kinds = {1: ("number", "day_number"), 2: ("number", "day_number", "short_year")}.get(
                len(found), ("number",)
            )
            if len(found) == 4 and 1000 <= int(found) <= 2999:
                kinds = ("number", "hijri_year", "year") if int(found) < 1600 else ("number", "year")
            yield Node(kinds, begin, start, end, int(found))


def punctuation(text: str, place: int) -> Node | None:
    """The punctuation mark of a folded text at that place, as a word of a pattern."""
    kind = _PUNCTUATION.get(text[place])
    return Node((kind,), place, place, place + 1, text[place]) if kind else None


def _words(language: str, data: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...], Any]]:
    """Every (word, place, kinds, value) that a language file declares."""
    place = f"languages/{language}/dates.toml"
    for section, (kind, values) in _SECTIONS.items():
        for entry, words in data.get(section, {}).items():
            if entry not in values:
                known = ", ".join(list(values)[:12])
                raise LanguageDataError(place, f"{section}.{entry}", "no such entry", f"choose one of {known}")
            for word in words:
                kinds = (kind, f"{kind}_{entry}") if section in ("units", "directions") else (kind,)
                yield word, f"{section}.{entry}", kinds, values[entry]
    for section in _TERMS:
        entries = data.get(section, {})
        for entry, words in entries.items() if isinstance(entries, dict) else [(section, entries)]:
            for word in words:
                yield word, f"{section}.{entry}", (entry if section == "words" else section,), word


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The compiled words of a language; a LanguageDataError names an unknown entry or a word declared twice."""
    data = read_language_file(language, "dates.toml")
    place = f"languages/{language}/dates.toml"
    known = {*_SECTIONS, *_TERMS, "settings", "clitics", "patterns", "zones"}
    for section in data:
        if section not in known:
            raise LanguageDataError(place, section, "no such section", f"choose one of {', '.join(sorted(known))}")
    meanings: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    seen: dict[tuple[str, tuple[str, ...]], tuple[str, Any]] = {}
    for word, where, kinds, value in _words(language, data):
        folded = fold(word).text
        before = seen.setdefault((folded, kinds[:1]), (where, value))
        if before[0] != where:
            raise LanguageDataError(place, where, f"{word!r} already stands in {before[0]}", "keep one meaning")
        if (kinds, value) not in meanings.setdefault(folded, []):
            meanings[folded].append((kinds, value))
    kinds_known = {kind for entries in meanings.values() for kinds, _ in entries for kind in kinds}
    kinds_known |= {"number", "day_number", "short_year", "year", "hijri_year", "clock", "numeric_date", "and"}
    kinds_known |= set(_PUNCTUATION.values())
    is_spaced = bool(data.get("settings", {}).get("spaced", True))
    clitics = Clitics.read(data.get("clitics", {}))
    return Lexicon(
        language=language,
        data=data,
        meanings=tuple(tuple(entries) for entries in meanings.values()),
        scanner=Scanner(meanings, clitics, is_spaced=is_spaced),
        clitics=clitics,
        is_spaced=is_spaced,
        kinds=frozenset(kinds_known),
    )
