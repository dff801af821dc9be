"""Where the clause of a trigger begins and ends."""

from collections.abc import Sequence

from dateline.events.clauses import attribute_end
from dateline.events.discourse import PartyPlace
from dateline.events.sentences import Sentence
from dateline.events.verbs import is_behind_and, is_compound, is_joined, relative_verb
from dateline.events.words import CLAUSE_OPENERS, FINITE, NOUNS, PARTY_KINDS, Found

_ANTECEDENT_REACH = 60
_BESIDE_RELATIVE = 4
_ARTICLES = 2  # words between the comma and the subject of a clause: "and the"


def clause_bounds(sentence: Sentence, trigger: Found) -> tuple[int, int]:
    """Where the clause of a trigger begins and ends; what a relative word stands for is part of its clause."""
    left, opening, _ = clause_left(sentence, trigger, ())
    if opening and opening.kind == "relatives":  # "sanctions that Canada announced": what the verb asks for is before
        left = max(sentence.start, opening.start - _ANTECEDENT_REACH)
    return left, clause_right(sentence, trigger)


def clause_left(
    sentence: Sentence, trigger: Found, parties: Sequence[PartyPlace]
) -> tuple[int, Found | None, PartyPlace | None]:
    """Where the clause begins, the word that opens it, and whom it is about where that is a relative word."""
    left, opening, antecedent = sentence.start, None, None
    for one in sentence.of(*CLAUSE_OPENERS):
        if one.end > trigger.start or _is_closed(sentence, one, trigger):
            continue
        left, opening = one.end, one
        antecedent = None
        if one.kind == "relatives":
            antecedent = _antecedent(sentence, one, parties)
    marks: tuple[str, ...] = (";", "؛", ":", "\n")
    if opening and opening.kind == "unreal" and sentence.lexicon.settings.comma_clauses:
        marks = ("\n",)  # a list of what is wished for
    stop = max(sentence.text.rfind(mark, left, trigger.start) for mark in marks)
    if stop > left:
        left, opening, antecedent = stop + 1, None, None
    if trigger.hit and trigger.hit.word < trigger.hit.begin and sentence.lexicon.settings.verb_first:
        left = trigger.start  # a verb with "and" written onto it opens a clause of its own
        if sentence.text[sentence.start : trigger.hit.word].rstrip().endswith((",", "،")):
            opening, antecedent = None, None  # behind a comma no longer that of the relative word before
    return left, opening, antecedent


def _antecedent(sentence: Sentence, relative: Found, parties: Sequence[PartyPlace]) -> PartyPlace | None:
    """Whom a relative word stands for as the subject; where cases tell, the party right before it, and a subject."""
    named = [party for party in parties if party.end <= relative.start and not party.is_weak]
    lexicon, cases = sentence.lexicon, relative.word.cases
    reach = _BESIDE_RELATIVE if lexicon.case_markers else _ANTECEDENT_REACH
    is_subject = not cases or not cases.isdisjoint(lexicon.settings.subject_cases)
    return named[-1] if named and is_subject and relative.start - named[-1].end <= reach else None


def _is_closed(sentence: Sentence, one: Found, trigger: Found) -> bool:
    """Whether a clause that stands between two commas has ended before the trigger: "X, who was ill, signed"."""
    text = sentence.text
    if text[one.start] in (",", "،"):  # ", que": the comma is part of the word
        return text.find(text[one.start], one.end, trigger.start) >= 0
    opened = text[max(sentence.start, one.start - 2) : one.start].strip()
    if one.kind == "speech":
        return False
    if opened not in (",", "،") and one.kind == "relatives":
        return False
    if opened.endswith(",") and _is_offer(sentence, one) and not _has_own_subject(sentence, trigger):
        return False  # 邀请其访问,并举行会谈: the meeting is wished for too
    comma = min((place for mark in ",،" if (place := text.find(mark, one.end, trigger.start)) >= 0), default=-1)
    return comma >= 0 and opened != ""


def _is_offer(sentence: Sentence, one: Found) -> bool:
    return any(other.start == one.start and one.kind == "unreal" for other in sentence.of("offers"))


def _has_own_subject(sentence: Sentence, trigger: Found) -> bool:
    """Whether the clause of a trigger, behind a comma, begins with somebody, a time before them left aside."""
    start = sentence.text.rfind(",", sentence.start, trigger.start) + 1
    for one in sentence.of("time", "fillers"):
        start = one.end if one.start == start else start
    return any(one.start == start for one in sentence.of(*PARTY_KINDS, "both", "pronouns", "office"))


def clause_right(sentence: Sentence, trigger: Found) -> int:
    """Where the clause ends: before the next opener of a clause, verb of its own, or mark that parts."""
    verb = relative_verb(sentence, trigger)
    behind = verb.end if verb else trigger.end
    right = min([sentence.end, *(one.start for one in sentence.of(*CLAUSE_OPENERS) if one.start >= behind)])
    if attributed := attribute_end(sentence, trigger):
        right = min(right, attributed.start)
    if trigger.value not in NOUNS:
        wanted = _wanted_verbs(sentence, trigger)
        later = (one for one in sentence.of("trigger", "status") if trigger.end <= one.start < right)
        later = (one for one in later if one.start not in wanted)
        verb = next((one for one in later if _opens(sentence, one)), None)
        right = _joined_at(sentence, trigger, verb) if verb else right
    for mark in (";", "؛", ":"):
        stop = sentence.text.find(mark, trigger.end, right)
        right = stop if stop >= 0 else right
    return right


def next_subject(sentence: Sentence, trigger: Found, parties: Sequence[PartyPlace], right: int) -> int:
    """Where the next clause begins, before its subject: "China pledged aid, and the EU will send some"."""
    settings = sentence.lexicon.settings
    if settings.verb_first or settings.comma_clauses or not settings.spaced or sentence.lexicon.case_markers:
        return right
    verbs = {one.start for one in sentence.of("trigger", "status", "speech", "indefinites", "perfects")}
    joints = {one.start for one in sentence.of("marker") if one.value == "and"}
    for place in parties:
        if not trigger.end < place.start < right or not place.is_strong or place.end + 1 not in verbs:
            continue
        comma = sentence.text.rfind(",", trigger.end, place.start)
        between = sentence.text[comma + 1 : place.start].split()
        if comma >= 0 and len(between) <= _ARTICLES and any(comma < joint < place.start for joint in joints):
            return comma
    return right


def _joined_at(sentence: Sentence, trigger: Found, verb: Found) -> int:
    """Where the clause of a later verb begins: at the "and" before its subject, else at the verb.

    "Condenó el golpe en Níger y Argelia cerró su frontera".
    """
    bound = [one for one in _named(sentence, verb) if verb.start - one.end == 1 and one.written_from < one.start]
    if bound and bound[-1].written_from >= trigger.end:
        return bound[-1].written_from  # واليونان تحتج: "and" is written onto the subject
    joins = [one for one in sentence.of("marker") if one.value == "and" and trigger.end <= one.start < verb.start]
    if not joins or verb.value not in FINITE:
        return verb.start
    start = joins[-1].end
    is_open = "," not in sentence.text[start : verb.start]
    return joins[-1].start if is_open and any(start <= one.start for one in _named(sentence, verb)) else verb.start


def _named(sentence: Sentence, verb: Found) -> list[Found]:
    return [one for one in sentence.of(*PARTY_KINDS) if one.end <= verb.start]


def _wanted_verbs(sentence: Sentence, trigger: Found) -> set[int]:
    """Where verbs stand that are part of what a trigger requires: 取消访美行程."""
    meaning = trigger.word.trigger
    if meaning is None or not sentence.lexicon.settings.comma_clauses:
        return set()
    return {one.start for one in sentence.of("phrase", "instruments") if one.value in meaning.requires}


def _opens(sentence: Sentence, one: Found) -> bool:
    """Whether a word is a verb that begins a clause of its own: "condemned it and plans to".

    A trigger that lacks the word it requires may be anything, and begins none.
    """
    meaning = one.word.trigger
    if meaning and attribute_end(sentence, one):
        return False
    if meaning is None or not (one.value in FINITE or is_compound(sentence, one)):
        return one.value == "planned" and is_joined(sentence, one, one.start)
    if one.value != "present" and is_behind_and(sentence, one.start):
        return True
    return not meaning.requires or any(
        other.start >= one.start and (other.value in meaning.requires or f"@{other.kind}" in meaning.requires)
        for other in sentence.of("phrase", "instruments", "office")
    )
