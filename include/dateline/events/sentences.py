"""Sentences of an article with the words of the event lexicon that stand in them."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.events.lexicon import EventLexicon
from dateline.events.words import STOP, Found
from dateline.text import Folded

FINAL_STOPS = (".", "!", "?", "…", ";", "。", "؟")
_UNSPACED_END = re.compile(r"[。!?！？\n]+")
_SENTENCE_END = re.compile(r"[。！？]+|[.!?؟\n]+(?=\s|$|[\"»”])|\n")
_WIDEST_PAGE = 90  # characters in a line of a text that is broken into lines by hand
_LONGEST_SENTENCE = 1200  # characters; what runs on for longer is a list or a table
_QUOTES = re.compile(r"[\"“«][^\"”»\n]{0,400}[\"”»]|《[^》\n]{0,200}》")
# "YEREVAN, Nov 13 -", "Beijing, 25 nov (Prensa Latina) El": where it was written, not who acts.
_DATELINE = re.compile(
    r"[^.\n]{1,45}(?::|\s[-–—]|[-–—]\s|/[^/\n]{2,9}/)|[^.\n()]{1,30}\d[^.\n()]{0,12}\([^()\n]{2,24}\)\s"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence (folded offsets) with its words in reading order; headline and first paragraph are the lead."""

    lexicon: EventLexicon
    original: str
    folded: Folded
    start: int
    end: int
    words: tuple[Found, ...]
    may_have_dateline: bool = False
    is_lead: bool = True

    @property
    def text(self) -> str:
        """The whole folded text that the offsets count in."""
        return self.folded.text

    @cached_property
    def kinds(self) -> dict[str, list[Found]]:
        """Words by their kind."""
        found: dict[str, list[Found]] = {}
        for one in self.words:
            found.setdefault(one.kind, []).append(one)
        return found

    def of(self, *kinds: str) -> list[Found]:
        """Words of some kinds, in reading order."""
        if len(kinds) == 1:
            return self.kinds.get(kinds[0], [])
        found = self._together.get(kinds)
        if found is None:
            found = self._together[kinds] = [one for one in self.words if one.kind in kinds]
        return found

    @cached_property
    def _together(self) -> dict[tuple[str, ...], list[Found]]:
        """What was asked for before."""
        return {}

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


def find_sentences(
    lexicon: EventLexicon,
    original: str,
    folded: Folded,
    words: Sequence[Found],
    start: int,
    end: int,
    *,
    is_body: bool,
) -> list[Sentence]:
    """Sentences between two places (code points) of the original text; the body may open with a dateline."""
    start, end = folded.position(start), folded.position(end)
    starts = [one.start for one in words]
    found: list[Sentence] = []
    is_lead = True
    for low, high in _cuts(lexicon, folded.text, start, end):
        is_lead = is_lead and not (found and _ends_paragraph(folded.text, found[-1].start, found[-1].end, low))
        inside = words[bisect.bisect_left(starts, low) : bisect.bisect_left(starts, high)]
        is_first = is_body and not found
        found.append(Sentence(lexicon, original, folded, low, high, tuple(inside), is_first, is_lead))
    return found


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
    found, first = [], start
    ends = _SENTENCE_END if lexicon.settings.spaced else _UNSPACED_END
    for match in ends.finditer(text, start, end):
        if match.group() == "\n" and _is_wrapped(text, match.start()):
            continue
        word = text[max(first, match.start() - 12) : match.start()].split(" ")[-1]
        is_abbreviation = match.group() == "." and (
            word in lexicon.settings.abbreviations or (len(word) == 1 and word.isalpha())
        )
        if not is_abbreviation:
            found.append((first, match.end()))
            first = match.end()
    if text[first:end].strip():
        found.append((first, end))
    found = [part for low, high in found for part in _shortened(text, low, high)]
    return [(low + len(text[low:high]) - len(text[low:high].lstrip()), high) for low, high in found]
