"""Words of the event lexicon in an article, and the sentences they stand in."""

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.events.lexicon import EventLexicon, Word
from dateline.scan import Hit, whole_words
from dateline.text import Folded

STOP = re.compile(r"[.,،;؛:!?؟()\[\]«»\"“”\n]")
_UNSPACED_END = re.compile(r"[。!?！？\n]+")
_SENTENCE_END = re.compile(r"[。！？]+|[.!?؟\n]+(?=\s|$|[\"»”])|\n")
_WIDEST_PAGE = 90  # characters in a line of a text that is broken into lines by hand
_LONGEST_SENTENCE = 1200  # characters; what runs on for longer is a list or a table
_QUOTES = re.compile(r"[\"“«][^\"”»\n]{0,400}[\"”»]|《[^》\n]{0,200}》")
PARTY_KINDS = ("name", "adjective", "capital", "city", "person", "shorthand", "groups", "letters")
NAME_KINDS = ("name", "capital", "city", "person")
_FINITE = ("past", "present", "future", "conditional", "pluperfect", "participle")
FINITE = _FINITE[:-1]  # forms that have a subject
CLAUSE_OPENERS = ("cuts", "speech", "relatives", "unreal")
_VERBAL = ("speech", "support", "support_after", "status")  # kinds of words that are verbs for the most part
_DATELINE = re.compile(
    r"[^.\n]{1,45}(?::|\s[-–—]|[-–—]\s|/[^/\n]{2,9}/)"
)  # "YEREVAN, Nov 13 -": where it was written, not who acts
_OPENING = " \"'«“¿¡(-"
_BEFORE_CAPITAL = ("", "\n", ".", ":", "!", "?", "-", "–", "—")  # behind which any word may have a capital
_SMALL = ("status", "marker", "cuts", "unreal", "fillers", "determiners", "support")
_LIKE_NOUNS = ("present", "participle")  # forms that can be nouns too: "la visita", "los acusados"
# A word inside a longer one of its sort is no word of its own: Guinea in Papua New Guinea.
# In a text without blanks, whose parts are no words of their own.
_HOLDERS = {**dict.fromkeys(("office", "bodies", "speech", "statements"), "trigger"), "phrase": "name"}
_SORTS = {
    **dict.fromkeys((*PARTY_KINDS, "rare_letters", "blocked"), "party"),
    **dict.fromkeys(("cuts", "relatives", "unreal", "marker"), "function"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the event lexicon in the text, in folded offsets; `hit` is None for a time mention or a person."""

    kind: str
    value: str
    start: int
    end: int
    word: Word
    hit: Hit | None = None

    @property
    def preposition(self) -> str:
        """Letters of a preposition written onto the word."""
        return self.hit.preposition if self.hit else ""

    @property
    def written_from(self) -> int:
        """Where the written word starts, conjunction included."""
        return self.hit.word if self.hit else self.start


@dataclass(frozen=True)
class Sentence:
    """One sentence (folded offsets) with its words in reading order."""

    lexicon: EventLexicon
    original: str
    folded: Folded
    start: int
    end: int
    words: tuple[Found, ...]
    may_have_dateline: bool = False

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


def find_words(
    lexicon: EventLexicon, original: str, folded: Folded, dated: Iterable[tuple[int, int]], year: int
) -> list[Found]:
    """Words of the event lexicon in reading order; persons are those who held office in the year given.

    `dated` are the folded spans of time mentions, which are words of their own.
    """
    times = [Found("time", "", start, end, Word("time", "")) for start, end in dated]
    is_strict = lexicon.settings.small_adjectives or lexicon.settings.unaccented
    found = [
        Found(word.kind, word.value, hit.begin if word.kind == "trigger" else hit.start, hit.end, word, hit)
        for hit in _hits(lexicon, folded.text)
        for word in lexicon.meanings[hit.entry]
        if not word.letters or _is_as_written(word, original, folded, hit.end)
        if not word.years or word.years[0] <= year <= word.years[1]
        if (word.value not in _FINITE and word.kind != "speech") or _is_bare(lexicon, hit)
        if word.kind not in NAME_KINDS or not bears_article(lexicon, hit)
        if not is_strict or _is_printed(lexicon, word, original, folded, hit)
    ]
    found = _without_letters_of([one for one in found if one.kind == "plain"], found)
    found = [one for one in found if not _is_inside(one, times)]
    found += times
    found.sort(key=lambda one: (one.start, -one.end, one.kind != "blocked", one.kind))
    found = _longest(found)
    if not lexicon.settings.spaced:
        found = _without_parts(found)
    return _without_false_verbs(lexicon, found)


def _without_parts(found: Sequence[Found]) -> list[Found]:
    """The words but those that are part of others: 外长会议 is no minister, 快速支援部队 requires no soldiers."""
    spans = {
        "trigger": {(one.start, one.end) for one in found if one.kind == "trigger"},
        "name": {(one.start, one.end) for one in found if one.kind in NAME_KINDS},
    }
    inside = {kind: {place for start, end in held for place in range(start, end)} for kind, held in spans.items()}
    return [
        one
        for one in found
        if (holder := _HOLDERS.get(one.kind)) is None
        or (one.start, one.end) in spans[holder]
        or not {one.start, one.end - 1} <= inside[holder]
    ]


def _without_letters_of(plain: Sequence[Found], found: list[Found]) -> list[Found]:
    """The words but those that are only letters of a plain word, its first one no conjunction: يصل in فيصل."""
    spans = {one.end: one.start for one in plain}
    return [one for one in found if one.start <= spans.get(one.end, one.start)] if spans else found


def _is_inside(one: Found, times: Sequence[Found]) -> bool:
    """Whether a word is part of one of the time mentions, which stand in reading order and apart."""
    place = bisect.bisect_right(times, one.start, key=lambda time: time.start)
    return place > 0 and one.end <= times[place - 1].end


def _hits(lexicon: EventLexicon, text: str) -> Iterable[Hit]:
    hits = lexicon.scanner.find(text)
    return hits if lexicon.settings.spaced else whole_words(hits, lexicon.plain, lexicon.names)


def _is_printed(lexicon: EventLexicon, word: Word, original: str, folded: Folded, hit: Hit) -> bool:
    """Whether the text writes a word as it may: an adjective small, a verb with its accents unless in capitals."""
    is_adjective = word.kind == "adjective" and lexicon.settings.small_adjectives and not word.letters
    is_verb = hit.entry in lexicon.unaccented and (word.kind in _VERBAL or word.value in _FINITE)
    if not is_adjective and not is_verb:
        return True
    start = folded.start(hit.start)
    if is_adjective and original[start].isupper() and any(one.kind == "name" for one in lexicon.meanings[hit.entry]):
        return False  # Noruega, which also is the feminine of noruego
    if original[start : folded.end(hit.end)].isupper():
        return True
    return not is_verb and (
        not original[start].isupper() or original[max(0, start - 4) : start].rstrip(_OPENING)[-1:] in _BEFORE_CAPITAL
    )


def _is_as_written(word: Word, original: str, folded: Folded, end: int) -> bool:
    """Whether the letters that count stand in the text as in the data: Polish, not polish; هنأ, not هنا."""
    return all(original[folded.start(end + place)] == char for place, char in word.letters)


def _is_bare(lexicon: EventLexicon, hit: Hit) -> bool:
    """Whether nothing but a conjunction or a mark of the future is written onto a verb: بحث, but not لبحث or البحث."""
    written = hit.end - lexicon.lengths[hit.entry] - hit.begin
    return written == 0 or hit.preposition in lexicon.settings.future_clitics


def bears_article(lexicon: EventLexicon, hit: Hit) -> bool:
    """Whether an article is written onto a word that the data write without: المالي is financial, not of Mali."""
    return hit.end - lexicon.lengths[hit.entry] > hit.start


def _longest(found: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    reach: dict[str, tuple[int, int]] = {}
    for one in found:
        sort = _SORTS.get(one.kind, one.kind)
        start, end = reach.get(sort, (-1, -1))
        if one.end > end or (one.start, one.end) == (start, end):
            kept.append(one)
            reach[sort] = (one.start, one.end)
        elif one.kind == "phrase" or (one.kind == "trigger" and one.start == start):
            # What one trigger asks for hides nothing another asks for, "aid" in "aid convoy"; of triggers that begin
            # together the longest counts whose conditions hold.
            kept.append(one)
    blocked = {(one.start, one.end) for one in kept if one.kind == "blocked"}
    kept = [one for one in kept if (one.start, one.end) not in blocked or one.kind not in PARTY_KINDS]
    return _without_parts_of_names(kept)


def _without_parts_of_names(found: list[Found]) -> list[Found]:
    """The words but the small ones that are part of a name: the "n'" of N'Djamena is no "not"."""
    kept, end = [], -1
    for one in found:
        if one.kind in NAME_KINDS:
            end = max(end, one.end)
        if one.kind not in _SMALL or one.end > end:
            kept.append(one)
    return kept


def _without_false_verbs(lexicon: EventLexicon, found: list[Found]) -> list[Found]:
    """The words but those that look like a verb and are a noun, for a determiner stands before them: "the visits".

    Where words change their form few verbs look like nouns; where they do not, all do.
    """
    # An elided determiner has no blank behind it: "l'accusé".
    gaps, like_nouns = ((0, 1), _LIKE_NOUNS) if lexicon.settings.spaced else ((0,), _FINITE)
    verbs = ("speech",) if lexicon.settings.spaced else ("speech", "statements", "unreal")
    nouns = {one.end + gap for one in found if one.kind == "determiners" for gap in gaps}
    if lexicon.settings.verb_first:  # دون ذكر: behind a preposition stands no verb
        behind = {one.end + 1 for one in found if one.kind == "marker" and one.value == "other"}
        found = [one for one in found if one.kind != "speech" or one.written_from not in behind]
    if not nouns:
        return found
    return [
        one
        for one in found
        if one.start not in nouns or not (one.kind in verbs or (one.kind == "trigger" and one.value in like_nouns))
    ]


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
    for low, high in _cuts(lexicon, folded.text, start, end):
        inside = words[bisect.bisect_left(starts, low) : bisect.bisect_left(starts, high)]
        found.append(
            Sentence(lexicon, original, folded, low, high, tuple(inside), may_have_dateline=is_body and not found)
        )
    return found


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
