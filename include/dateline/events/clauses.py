"""Clauses in languages where a comma opens one: whose subject is left out, and what stands before its noun."""

from collections.abc import Sequence

from dateline.events.discourse import PartyPlace
from dateline.events.words import PARTY_KINDS, Found, Sentence

_GUESTS = ("with", "to", "from", "by", "between", "against")  # markers of who takes part


def comma_clause(sentence: Sentence, left: int, place: int) -> int:
    """Where the clause between commas begins that holds a place, `left` at the earliest."""
    return max(left, sentence.text.rfind(",", left, place) + 1)


def shared_clause(sentence: Sentence, parties: Sequence[PartyPlace], left: int, place: int) -> int:
    """Where the first clause begins that has the same subject, those after it having none of their own."""
    start = comma_clause(sentence, left, place)
    while start > left and not any(start <= one.start and one.end <= place for one in parties if one.is_subject):
        start = comma_clause(sentence, left, start - 1)
    return start


def clause_subject(sentence: Sentence, parties: Sequence[PartyPlace], left: int, place: int) -> PartyPlace | None:
    """The first party that can be a subject in the clause of a verb at `place`, or in the nearest before it.

    Right behind a verb that announces stands the subject of what is announced: 宣布美国退出.
    """
    start = shared_clause(sentence, parties, left, place)
    before = [one for one in parties if one.is_subject and start <= one.start and one.end <= place]
    announced = {one.end for one in sentence.of("announcements")}
    return next((one for one in reversed(before) if one.start in announced), before[0] if before else None)


def attribute_end(sentence: Sentence, trigger: Found) -> Found | None:
    """The word that makes a verb an attribute of the noun behind it: 的 in 签署的协议, in 到访德黑兰的巴基斯坦外长.

    It stands right behind the verb or the thing the verb requires, or before a party, no comma or verb between.
    """
    ends = sentence.of("relative_ends")
    if not ends or trigger.value in ("noun", "possessed"):
        return None
    after = next((one for one in ends if one.start >= trigger.end), None)
    if after is None or after.start == trigger.end:
        return after
    if "," in sentence.text[trigger.end : after.start]:
        return None
    verbs = any(trigger.end <= one.start < after.start for one in sentence.of("trigger", "speech"))
    if verbs or any(one.start == after.end for one in sentence.of(*PARTY_KINDS, "both")):
        return None if verbs else after
    named = any(trigger.end <= one.start < after.start for one in sentence.of(*PARTY_KINDS))
    is_thing = any(trigger.end <= one.start and one.end == after.start for one in sentence.of("phrase", "instruments"))
    return after if is_thing and not named else None


def marker_before_attribute(sentence: Sentence, start: int) -> str | None:
    """The preposition of a party that a clause stands before: "with" in 同来访的老挝总理会谈."""
    if not any(one.end == start for one in sentence.of("relative_ends")):
        return None
    left = comma_clause(sentence, sentence.start, start)
    verbs = [one.start for one in sentence.of("trigger") if left <= one.start < start]
    named = {one.start for one in sentence.of(*PARTY_KINDS, "both")}
    markers = [
        one
        for one in sentence.of("marker")
        if left <= one.start and one.value in _GUESTS and verbs and one.end <= verbs[-1] and one.end not in named
    ]
    return markers[-1].value if markers else None
