"""Sentences of an article with the words of the event lexicon that stand in them."""

import bisect
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from dateline.events.closed_lists import LETTER_TABLES
from dateline.events.letters import LETTER_KINDS, with_letters
from dateline.events.lexicon import EventLexicon, Word
from dateline.events.words import NAME_KINDS, STOP, Found, adverb_spans, find_hits, find_hits_across, find_words
from dateline.scan import Hit
from dateline.text import fold

FINAL_STOPS = (".", "!", "?", "…", ";", "。", "؟")
_UNSPACED_END = re.compile(r"[。!?！？\n]+")
_SENTENCE_END = re.compile(r"[。！？]+|[.!?؟\n]+(?=\s|$|[\"»”])|\n")
_HIT_START = operator.attrgetter("start")
_WIDEST_PAGE = 90  # characters in a line of a text that is broken into lines by hand
_LONGEST_SENTENCE = 1200  # characters; what runs on for longer is a list or a table
_QUOTES = re.compile(r"[\"“«][^\"”»\n]{0,400}[\"”»]|《[^》\n]{0,200}》")
# "YEREVAN, Nov 13 -", "Beijing, 25 nov (Prensa Latina) El": where it was written, not who acts.
_DATELINE = re.compile(
    r"[^.\n]{1,45}(?::|\s[-–—]|[-–—]\s|/[^/\n]{2,9}/)|[^.\n()]{1,30}\d[^.\n()]{0,12}\([^()\n]{2,24}\)\s"
)


class Part(NamedTuple):
    """The headline or the body of an article (code points, end exclusive)."""

    start_char: int
    end_char: int
    is_body: bool


class Sentence:
    """One sentence (folded offsets) of an article; its words are looked at only where a kind they can be is asked for.

    `text` is the whole folded text that the offsets count in; headline and first paragraph are the lead.
    """

    def __init__(
        self, article: "Article", start: int, end: int, *, may_have_dateline: bool = False, is_lead: bool = True
    ) -> None:
        self.article, self.start, self.end = article, start, end
        self.lexicon, self.original = article.lexicon, article.original
        self.folded, self.text = article.folded, article.folded.text
        self.may_have_dateline, self.is_lead = may_have_dateline, is_lead
        self._hits, self._times = article.between(start, end)
        self._possible = self._possible_kinds()
        self._of: dict[tuple[str, ...], list[Found]] = {}  # what was asked for before

    def _possible_kinds(self) -> set[str]:
        """Kinds that the words may be of."""
        meanings = self.lexicon.meanings
        kinds = {word.kind for hit in self._hits for word in meanings[hit.entry]}
        kinds.update(one.kind for one in self._times)
        return kinds if kinds.isdisjoint(LETTER_TABLES) else kinds.union(LETTER_KINDS)

    def of(self, *kinds: str) -> list[Found]:
        """Words of some kinds, in reading order."""
        found = self._of.get(kinds)
        if found is None:
            possible = self._possible.intersection(kinds)
            if len(possible) > 1:
                found = [one for one in self.words if one.kind in possible]
            else:
                found = self._by_kind.get(possible.pop(), []) if possible else []
            self._of[kinds] = found
        return found

    @cached_property
    def _by_kind(self) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = {}
        for one in self.words:
            found.setdefault(one.kind, []).append(one)
        return found

    @cached_property
    def words(self) -> list[Found]:
        """All words of the event lexicon, in reading order."""
        if self._possible.isdisjoint(LETTER_TABLES):
            return self.printed
        return with_letters(self.lexicon, self.text, self.printed, lambda: self.article.named)

    @cached_property
    def printed(self) -> list[Found]:
        """The words, before it is known which letters are states."""
        return find_words(self.lexicon, self.original, self.folded, self._hits, self._times, self.article.year)

    @cached_property
    def offered(self) -> frozenset[str]:
        """What a trigger can require or forbid: phrases, and lists and offices as @list."""
        phrases = [one.value for one in self.of("phrase")]
        named = {one.kind for one in self.words}.union(one.value for one in self.of("office"))
        return frozenset((*phrases, *(f"@{name}" for name in named)))

    @cached_property
    def dateline_end(self) -> int:
        """Where the place and day end that open a report; the start of the sentence where there are none.

        What tells of an act is no dateline: "Там проходит саммит АТЭС — организации".
        """
        match = _DATELINE.match(self.text, self.start, self.end) if self.may_have_dateline else None
        if match is None or any(one.end <= match.end() for one in self.of("trigger", "support", "speech")):
            return self.start
        return match.end()

    def reach(self, count: int) -> int:
        """A distance in characters of a language with blanks, in characters of this one."""
        return self.lexicon.settings.reach(count)

    def is_open(self, start: int, end: int, reach: int) -> bool:
        """Whether little and no punctuation stands between two places."""
        return 0 <= end - start <= reach and STOP.search(self.text, start, end) is None


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Stretches of a folded text that stand in quotation marks."""
    return [match.span() for match in _QUOTES.finditer(text)]


class Article:
    """What the scan for event words and the search for times have found in an article, and its sentences."""

    def __init__(
        self, lexicon: EventLexicon, original: str, dated: Sequence[tuple[int, int]], year: int, parts: Iterable[Part]
    ) -> None:
        """`dated` are the folded spans of time mentions in reading order, `year` is that of publication."""
        self.lexicon, self.original, self.year = lexicon, original, year
        self.folded = fold(original)
        inside = [*dated, *adverb_spans(lexicon, self.folded.text)]
        hits = [*find_hits(lexicon, self.folded.text), *find_hits_across(lexicon, self.folded.text, inside)]
        self._hits = sorted(hits, key=_HIT_START)
        self._starts = [hit.start for hit in self._hits]
        self._times = [Found("time", "", start, end, Word("time", "")) for start, end in dated]
        self._time_starts = [start for start, _ in dated]
        self.sentences = [sentence for part in parts for sentence in self._sentences_of(part)]

    def between(self, start: int, end: int) -> tuple[list[Hit], list[Found]]:
        """Hits and time mentions that begin between two places of the folded text."""
        hits = self._hits[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]
        times = self._times[bisect.bisect_left(self._time_starts, start) : bisect.bisect_left(self._time_starts, end)]
        return hits, times

    @cached_property
    def named(self) -> frozenset[str]:
        """Parties that the sentences name in full."""
        return frozenset(one.value for sentence in self.sentences for one in sentence.printed if one.kind in NAME_KINDS)

    def _sentences_of(self, part: Part) -> Iterator[Sentence]:
        """Sentences of a part of the article, whose body may open with a dateline."""
        start, end = self.folded.position(part.start_char), self.folded.position(part.end_char)
        before, is_lead = None, True
        for low, high in _cuts(self.lexicon, self.folded.text, start, end):
            is_lead = is_lead and not (before and _ends_paragraph(self.folded.text, *before, low))
            yield Sentence(self, low, high, may_have_dateline=part.is_body and not before, is_lead=is_lead)
            before = low, high


def _ends_paragraph(text: str, start: int, end: int, following: int) -> bool:
    """Whether a sentence, and no headline without a final stop, ends the paragraph before the next sentence."""
    has_stop = text[start:end].rstrip("\n\"'”») ").endswith(FINAL_STOPS)
    return has_stop and "\n" in text[end - 1 : following] and not _is_wrapped(text, text.find("\n", end - 1))


def _shortened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without an end of a sentence in it, in parts no longer than any sentence is."""
    while end - start > _LONGEST_SENTENCE:
        limit = start + _LONGEST_SENTENCE
        cut = max(text.rfind(mark, start, limit) for mark in ",،，;؛") + 1 or text.rfind(" ", start, limit) + 1 or limit
        yield start, cut
        start = cut
    yield start, end


def _is_wrapped(text: str, place: int) -> bool:
    """Whether a line break only ends a line of a narrow page: neither line is longer than such a page is wide."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place + 1)
    width = max(place - start, (len(text) if end < 0 else end) - place - 1)
    return width <= _WIDEST_PAGE and not text[place + 1 : place + 2].isspace()


def _cuts(lexicon: EventLexicon, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences between two places begin, blanks left aside, and end."""
    found, first = [], start
    ends = _SENTENCE_END if lexicon.settings.spaced else _UNSPACED_END
    for match in ends.finditer(text, start, end):
        mark, place = match.group(), match.start()
        if mark == "." and _is_abbreviation(lexicon, text[max(first, place - 12) : place].rpartition(" ")[2]):
            continue
        if mark != "\n" or not _is_wrapped(text, place):
            found.append((first, match.end()))
            first = match.end()
    if text[first:end].strip():
        found.append((first, end))
    return [(high - len(text[low:high].lstrip()), high) for longer in found for low, high in _shortened(text, *longer)]


def _is_abbreviation(lexicon: EventLexicon, word: str) -> bool:
    return word in lexicon.settings.abbreviations or (len(word) == 1 and word.isalpha())
