"""Words of the event lexicon in an article, and the sentences they stand in."""

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.events.lexicon import EventLexicon, Word
from dateline.scan import Hit, whole_words
from dateline.text import Folded

STOP = re.compile(r"[.,،;؛:!?؟()\[\]«»\"“”\n]")
PARTY_KINDS = ("name", "adjective", "capital", "city", "person", "shorthand", "groups", "letters")
NAME_KINDS = ("name", "capital", "city", "person")
_FINITE = ("past", "present", "future", "conditional", "pluperfect", "participle")
NOUNS = ("noun", "possessed")  # forms that are nouns
FINITE = _FINITE[:-1]  # forms that have a subject
CLAUSE_OPENERS = ("cuts", "speech", "relatives", "unreal")
_VERBAL = ("speech", "support", "support_after", "status")  # kinds of words that are verbs for the most part
_OPENING = " \"'«“¿¡(-"
_BEFORE_CAPITAL = ("", "\n", ".", ":", "!", "?", "-", "–", "—")  # behind which any word may have a capital
_REQUEST_REACH = 12  # characters between 应 and 请求: whose request it is stands between
_SMALL = ("status", "marker", "cuts", "unreal", "fillers", "determiners", "support")
_LIKE_NOUNS = ("present", "participle")  # forms that can be nouns too: "la visita", "los acusados"
# A word inside a longer one of its sort is no word of its own: Guinea in Papua New Guinea.
# In a text without blanks, whose parts are no words of their own.
_HOLDERS = {**dict.fromkeys(("office", "bodies", "speech", "statements"), "trigger"), "phrase": "name"}
_SORTS = {
    **dict.fromkeys((*PARTY_KINDS, "rare_letters", "blocked"), "party"),
    **dict.fromkeys(("cuts", "relatives", "unreal", "marker"), "function"),
}


class Found(NamedTuple):
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


_found = tuple.__new__  # makes a tuple in half the time that its class takes


def find_hits(lexicon: EventLexicon, text: str) -> Iterable[Hit]:
    """Words of the event lexicon in a folded text, whatever they mean there."""
    hits = lexicon.scanner.find(text)
    return hits if lexicon.settings.spaced else whole_words(hits, lexicon.plain, lexicon.names)


def find_words(
    lexicon: EventLexicon, original: str, folded: Folded, hits: Iterable[Hit], times: Sequence[Found], year: int
) -> list[Found]:
    """What the hits in a sentence mean, in reading order, with its time mentions, which are words of their own.

    Persons are those who held office in the year given.
    """
    found = _borne_out(lexicon, original, folded, hits, year)
    found = _without_letters_of([one for one in found if one.kind == "plain"], found)
    found = _outside(times, found)
    found += times
    found.sort(key=lambda one: (one.start, -one.end, one.kind != "blocked", one.kind))
    found = _longest(found)
    if not lexicon.settings.spaced:
        found = _without_parts(found)
    return _without_false_verbs(lexicon, found)


def _borne_out(lexicon: EventLexicon, original: str, folded: Folded, hits: Iterable[Hit], year: int) -> list[Found]:
    """Meanings of the words of the lexicon that the writing of the text and its year bear out."""
    found: list[Found] = []
    for hit in hits:
        entry, _, begin, start, end, preposition = hit
        first = end - lexicon.lengths[entry]  # of the word as the data have it, without what is written onto it
        # Nothing but a conjunction or a mark of the future is written onto a verb: بحث, but not لبحث or البحث.
        if first == begin and entry in lexicon.sure:
            found += [_found(Found, (word.kind, word.value, start, end, word, hit)) for word in lexicon.meanings[entry]]
            continue
        is_bare = first == begin or preposition in lexicon.settings.future_clitics
        is_unaccented = entry in lexicon.unaccented
        for word in lexicon.meanings[entry]:
            kind, value = word.kind, word.value
            if (
                (is_bare or (value not in _FINITE and kind != "speech"))
                and (first <= start or kind not in NAME_KINDS)  # المالي is financial, not of Mali
                and (not word.years or word.years[0] <= year <= word.years[1])
                and (not word.letters or _is_as_written(word, original, folded, end))
                and not (
                    (is_unaccented or kind == "adjective") and not _is_printed(lexicon, word, original, folded, hit)
                )
            ):
                found.append(_found(Found, (kind, value, begin if kind == "trigger" else start, end, word, hit)))
    return found


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


def _outside(times: Sequence[Found], found: list[Found]) -> list[Found]:
    """The words but those that are part of one of the time mentions, which stand in reading order and apart."""
    if not times:
        return found
    starts, ends = [one.start for one in times], [-1, *(one.end for one in times)]
    return [one for one in found if one.end > ends[bisect.bisect_right(starts, one.start)]]


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
    if blocked := {(one.start, one.end) for one in kept if one.kind == "blocked"}:
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


def _without_requests(found: Sequence[Found]) -> list[Found]:
    """The words but what somebody only answers, which is a noun with its maker before it: 应摩方请求."""
    requests = {one.start for one in found if one.kind == "unreal"}
    answers = [one.end for one in found if one.kind == "answers"]
    requests = {start for start in requests if any(0 <= start - end <= _REQUEST_REACH for end in answers)}
    return [one for one in found if one.start not in requests or one.kind not in ("unreal", "trigger")]


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
    if infinitives := {one.end + 1 for one in found if one.kind == "infinitives"}:
        found = [one for one in found if one.start not in infinitives or one.value != "present"]  # "to sign"
    if not lexicon.settings.spaced and any(one.kind == "answers" for one in found):
        found = _without_requests(found)
    if not nouns:
        return found
    return [
        one
        for one in found
        if one.start not in nouns or not (one.kind in verbs or (one.kind == "trigger" and one.value in like_nouns))
    ]
