"""The preposition before a party, and what it makes of the party."""

from dateline.events.cases import Cases, marker_for
from dateline.events.clauses import marker_before_attribute
from dateline.events.sentences import Sentence
from dateline.events.words import CLAUSE_OPENERS, FINITE, PARTY_KINDS, Found

_MARKER_REACH = 28
# Words that may stand before a party: the last of them is its marker, unless it is one that starts something new.
_BEFORE_PARTY = ("marker", "trigger", *CLAUSE_OPENERS, "status", "time")


def find_marker(
    sentence: Sentence, first: Found, start: int, floor: int, cases: Cases, *, is_person: bool
) -> tuple[str | None, bool]:
    """The preposition before a party, written apart or onto it, and whether it makes the party a place."""
    lexicon = sentence.lexicon
    tables = (lexicon.person_markers, lexicon.clitic_markers) if is_person else (lexicon.clitic_markers,)
    for table in tables:
        for letters, marker in table.items():
            if letters in first.preposition:
                return marker, marker == "in" and not is_person
    if _opens_clause(sentence, first):
        return None, False
    before = _last_before(sentence, start, floor)
    if before is None:
        return marker_before_attribute(sentence, start), False
    if before.value == "and" and lexicon.settings.comma_clauses and _joins_nobody(sentence, before):
        return "with", False
    if before.kind == "marker" and before.value != "and" and not _is_of_another(sentence, before, start):
        meant = marker_for(sentence, before, start, cases)
        return meant, meant == "in" and not is_person
    return marker_before_attribute(sentence, start), False


def _opens_clause(sentence: Sentence, party: Found) -> bool:
    """Whether "and" is written onto a party before its verb: تنقيب عن النفط واليونان تحتج."""
    verbs = (one for one in sentence.of("trigger") if one.value in FINITE)
    return party.written_from < party.start and any(one.start - party.end == 1 for one in verbs)


def _last_before(sentence: Sentence, start: int, floor: int) -> Found | None:
    """The last word between a place and `floor` that can be the preposition of what stands there, or parts it."""
    words, reach = sentence.of(*_BEFORE_PARTY), sentence.reach(_MARKER_REACH)
    offices = sentence.of("office")
    for one in reversed(words):
        if one.start >= start:
            continue
        if one.start < floor:
            return None
        if any(office.start < one.start and one.end <= office.end for office in offices):
            continue  # الناطق باسم: part of an office
        if sentence.is_open(one.end, start, reach) or one.start < start < one.end:  # "à la" before La Havane
            # قدمته, "put forward by", is a verb too; 将 right before a party marks an object, and no future.
            same = [other for other in words if (other.start, other.end) == (one.start, one.end)]
            is_object = one.end == start and not sentence.lexicon.settings.spaced
            return next((other for other in same if other.value == "by" or (is_object and other.kind == "marker")), one)
    return None


def _is_of_another(sentence: Sentence, marker: Found, start: int) -> bool:
    """Whether an article between a preposition and a party begins a thing of its own: "en julio los vuelos de"."""
    articles = sentence.lexicon.settings.articles
    return bool(articles) and any(word in articles for word in sentence.text[marker.end : start].split()[1:])


def _joins_nobody(sentence: Sentence, joint: Found) -> bool:
    """Whether nobody stands before an "and", which then is "with": 已经和以色列达成协议."""
    ends = {one.end for one in sentence.of(*PARTY_KINDS, "both", "office")}
    before = [one for one in sentence.of("fillers", "time", "status", "speech") if one.end == joint.start]
    return joint.start not in ends and (bool(before) or joint.start == sentence.start)
