"""Which way the clause around a place looks: to what has been, or to what will be."""

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.dates.lexicon import lexicon
from dateline.dates.operations.registry import Node
from dateline.text import fold

# Folding leaves a full-width mark in its ASCII form; before Han it ends a sentence with no blank after it.
_END_MARK = re.compile(r"[.!?؟。｡\n]")
# What follows such a mark at the end of a sentence: a blank, the end, a closing quotation mark, Han without a blank.
_END_BEHIND = re.compile(r"(?<=[。｡])|(?=\s|$|[\"»”」』])|(?<=[!?])(?=[「『\u4e00-\u9fff])")
_SHORT_WORD = re.compile(r"(?<![^\W\d_.])(?:[^\W\d_]\.)*([^\W\d_]+)$")  # with the initials before it: u.n
_CUT_MARK = re.compile(r"[,،;؛:\"«»“”「」()]")
_CUT_COST = 60  # characters that the end of a clause between a cue and a mention counts for
_REACH = 250
_DIRECTIONS = {"future": 1, "past": -1}
_LONGEST_SENTENCE = 1000  # characters; of a longer one only the surroundings are looked at
_Place = tuple[int, int, int]  # start of a cue, its direction or 0 for the end of a clause, its end


@dataclass(frozen=True, slots=True)
class _Affixes:
    """Beginnings and endings of words that show their tense, and the words, or stems of words, that only look so."""

    beginning: re.Pattern[str] | None
    ending: re.Pattern[str] | None
    exceptions: frozenset[str]
    stems: tuple[str, ...]
    direction: int

    def places(self, text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Start and end of the words between two places that show the tense."""
        for start, end in self._words(text, low, high):
            word = text[start:end]
            if word not in self.exceptions and not word.startswith(self.stems):
                yield start, end

    def _words(self, text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
        if self.beginning:
            yield from (match.span() for match in self.beginning.finditer(text, low, high))
        # From an ending back to the front of its word: the other way round, each letter of each word would be tried.
        for match in self.ending.finditer(text, low, high) if self.ending else ():
            start = match.start()
            while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                start -= 1
            if match.start() - start >= _SHORTEST_STEM:
                yield start, match.end()


_SHORTEST_STEM = 2


def _affixes(section: dict[str, Any], direction: int) -> _Affixes | None:
    prefixes = [fold(prefix).text for prefix in section.get("prefixes", [])]
    suffixes = [fold(suffix).text for suffix in section.get("suffixes", [])]
    if not prefixes and not suffixes:
        return None
    exceptions = {fold(word).text for word in section.get("exceptions", [])}
    stems = {word for word in exceptions if word.endswith("-")}
    return _Affixes(
        re.compile(rf"(?<!\w)(?:{_any_of(prefixes)})\w{{2,}}") if prefixes else None,
        re.compile(rf"(?:{_any_of(suffixes)})(?!\w)") if suffixes else None,
        frozenset(exceptions - stems),
        tuple(stem[:-1] for stem in sorted(stems)),
        direction,
    )


def _any_of(affixes: Sequence[str]) -> str:
    """A pattern of any of these, those that differ in their first letter only written once: "[bcd]t"."""
    firsts: dict[str, str] = {}
    for affix in affixes:
        firsts[affix[1:]] = firsts.get(affix[1:], "") + affix[0]
    return "|".join(f"[{first}]{rest}" for rest, first in firsts.items())


@functools.cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(fold(word).text for word in lexicon(language).data.get("settings", {}).get("abbreviations", []))


@functools.cache
def _carried(language: str) -> re.Pattern[str] | None:
    """What stands before a participle that tells no past: "be" in "should be completed in October"."""
    words = lexicon(language).data.get("past", {}).get("carriers", [])
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(word).text) for word in words)}) $") if words else None


@functools.cache
def _affixes_of(language: str) -> tuple[_Affixes, ...]:
    data = lexicon(language).data
    found = (_affixes(data.get(section, {}), direction) for section, direction in _DIRECTIONS.items())
    return tuple(affixes for affixes in found if affixes)


class Tense:
    """Tells the direction of the clause around any place of one folded text; works it out once, when first asked."""

    def __init__(self, text: str, language: str, cues: Sequence[Node]) -> None:
        self._text, self._language = text, language
        self._sorted_cues = sorted(cues, key=lambda cue: (cue.start, -cue.end))
        self._starts = [cue.start for cue in self._sorted_cues]
        self._known: dict[tuple[int, int], list[_Place]] = {}
        # Where the verb stands first, one behind a time is that of another clause: so many characters farther away.
        self._after_cost = int(lexicon(language).data.get("settings", {}).get("cue_behind_cost", 0))

    def _places(self, low: int, high: int) -> list[_Place]:
        """Where words between two places show a tense, in reading order."""
        known = self._known.get((low, high))
        if known is None:
            known = self._known[low, high] = self._found(low, high)
        return known

    def _found(self, low: int, high: int) -> list[_Place]:
        found: list[_Place] = []
        reach = 0
        for cue in self._sorted_cues[bisect.bisect_left(self._starts, low) : bisect.bisect_left(self._starts, high)]:
            direction = next((_DIRECTIONS[kind] for kind in cue.kinds if kind in _DIRECTIONS), 0)
            if cue.start >= reach:  # "that" ends no clause inside "is expected that", "may" looks back in "may have"
                found.append((cue.start, direction, cue.end))
                reach = cue.end if direction else reach
        found += [(match.start(), 0, match.end()) for match in _CUT_MARK.finditer(self._text, low, high)]
        for affixes in _affixes_of(self._language):
            found += [(place, affixes.direction, end) for place, end in affixes.places(self._text, low, high)]
        carried = _carried(self._language)
        if carried:
            found = [cue for cue in found if cue[1] >= 0 or not carried.search(self._text, max(0, cue[0] - 20), cue[0])]
        return sorted(found)

    @functools.cached_property
    def _ends(self) -> list[int]:
        known = _abbreviations(self._language)
        return [
            match.end()
            for match in _END_MARK.finditer(self._text)
            if _END_BEHIND.match(self._text, match.end())
            and not (known and match.group() == "." and self._is_abbreviated(match.start(), known))
        ]

    def _is_abbreviated(self, point: int, known: frozenset[str]) -> bool:
        """Whether a point ends an abbreviation of the language, or an initial, rather than a sentence."""
        match = _SHORT_WORD.search(self._text, max(0, point - 8), point)
        return match is not None and (len(match.group(1)) == 1 or match.group() in known)

    def direction(self, start: int, end: int) -> int:
        """+1 where the words nearest to a mention speak of the future, -1 of the past, 0 where none do."""
        number = bisect.bisect_right(self._ends, start)
        first = self._ends[number - 1] if number else 0
        last = self._ends[number] if number < len(self._ends) else len(self._text)
        if last - first > _LONGEST_SENTENCE:
            first, last = max(first, start - _REACH), min(last, end + _REACH)
        places = self._places(first, last)
        before = [one for one in places if start - _REACH <= one[0] < start]
        after = [one for one in places if end <= one[0] < end + _REACH]
        best, found = _REACH, 0
        sides = ((reversed(before), 0), (after, self._after_cost))
        for side, cost in sides:
            for place, direction, cue_end in side:
                if not direction:
                    cost += _CUT_COST
                    continue
                distance = cost + (start - cue_end if place < start else place - end)
                if distance < best:
                    best, found = distance, direction
                break
        return found
