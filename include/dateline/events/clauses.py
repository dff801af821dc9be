"""Clauses in languages where a comma opens one: whose subject is left out, and what stands before its noun."""

from collections.abc import Sequence

from dateline.events.discourse import PartyPlace
from dateline.events.sentences import Sentence
from dateline.events.words import PARTY_KINDS, Found

_VERBS = ("trigger", "speech", "support")
_NOUNS = ("noun", "possessed")
_GUESTS = ("with", "to", "from", "by", "between", "against")  # markers of who takes part


def comma_clause(sentence: Sentence, left: int, place: int) -> int:
    """Where the clause between commas begins that holds a place, `left` at the earliest.

    Where words have no blanks between them, a blank between two letters parts clauses too, as headlines have it.
    """
    text = sentence.text
    comma, blank = text.rfind(",", left, place), text.rfind(" ", left, place)
    while blank > comma and not (text[blank - 1].isalpha() and text[blank + 1 : blank + 2].isalpha()):
        blank = text.rfind(" ", left, blank)
    return max(left, comma + 1, blank + 1 if blank > comma else 0)


def shared_clause(sentence: Sentence, parties: Sequence[PartyPlace], left: int, place: int) -> int:
    """Where the first clause begins that has the same subject, those after it having none of their own."""
    start = comma_clause(sentence, left, place)
    while start > left and not _subjects(sentence, parties, start, place) and not has_stranger(sentence, start, place):
        start = comma_clause(sentence, left, start - 1)
    return start


def has_stranger(sentence: Sentence, start: int, place: int) -> bool:
    """Whether the subject of a clause is somebody who is no party: 国际社会."""
    return any(start <= one.start and one.end <= place for one in sentence.of("strangers"))


def _subjects(sentence: Sentence, parties: Sequence[PartyPlace], start: int, place: int) -> list[PartyPlace]:
    """Parties that can be the subject of a verb at `place`: free, and the object of no verb before it."""
    announced = {one.start for one in sentence.of("announcements")}
    verbs = (one for one in sentence.of("trigger", "support") if start <= one.start and one.value not in _NOUNS)
    verb = next((one.start for one in verbs if one.start not in announced and not attribute_end(sentence, one)), place)
    return [one for one in parties if one.is_subject and start <= one.start and one.end <= min(place, verb)]


def clause_subject(sentence: Sentence, parties: Sequence[PartyPlace], left: int, place: int) -> PartyPlace | None:
    """The first party that can be a subject in the clause of a verb at `place`, or in the nearest before it.

    Right behind a verb that announces stands the subject of what is announced: 宣布美国退出.
    """
    start = shared_clause(sentence, parties, left, place)
    before = _subjects(sentence, parties, start, place)
    if not before and has_stranger(sentence, start, place):
        return None
    announced = {one.end for one in sentence.of("announcements")}
    return next((one for one in reversed(before) if one.start in announced), before[0] if before else None)


def addressed_subject(sentence: Sentence, parties: Sequence[PartyPlace], trigger: Found) -> PartyPlace | None:
    """The subject of what words are about: Syria's minister in 对叙利亚外长访问沙特表示欢迎, "welcomed that"."""
    start = comma_clause(sentence, sentence.start, trigger.start)
    stop = sentence.text.find(",", trigger.end, sentence.end)
    end = stop if stop >= 0 else sentence.end
    verbs = [one.start for one in sentence.of("trigger") if start <= one.start < end and one.value not in _NOUNS]
    before = [one for one in parties if one.marker == "to" and start <= one.start and one.end <= trigger.start]
    is_within = bool(verbs) and verbs[0] == trigger.start < verbs[-1] and trigger.value not in _NOUNS
    return before[-1] if before and is_within and before[-1].is_strong else None


def subject_behind_comma(sentence: Sentence, parties: Sequence[PartyPlace], trigger: Found) -> PartyPlace | None:
    """The subject of the clause that follows, where the verb's own only says when: 会见卢拉时,丁薛祥说."""
    comma = sentence.text.find(",", trigger.end, sentence.end)
    if comma < 0 or not any(one.end == comma for one in sentence.of("while_ends")):
        return None
    stop = sentence.text.find(",", comma + 1, sentence.end)
    end = stop if stop >= 0 else sentence.end
    return next((one for one in parties if one.is_subject and comma < one.start < end), None)


def host_of(sentence: Sentence, parties: Sequence[PartyPlace], trigger: Found) -> PartyPlace | None:
    """Who receives the guest whom a verb is an attribute of: the subject before it, in 会见到访的老挝总理."""
    start = comma_clause(sentence, sentence.start, trigger.start)
    return next((one for one in parties if one.is_subject and start <= one.start and one.end <= trigger.start), None)


def attribute_end(sentence: Sentence, trigger: Found) -> Found | None:
    """The word that makes a verb an attribute of the noun behind it: 的 in 签署的协议, in 到访德黑兰的巴基斯坦外长.

    It stands right behind the verb, or with no comma and no verb between behind the thing the verb requires, or behind
    a place and before a party.
    """
    ends = sentence.of("relative_ends")
    after = next((one for one in ends if one.start >= trigger.end), None)
    if after is None:
        return None
    is_before_party = any(one.start == after.end for one in sentence.of(*PARTY_KINDS, "both"))
    if after.start == trigger.end:
        return after if is_before_party or trigger.value not in _NOUNS else None
    between = [one for one in sentence.words if trigger.end <= one.start < after.start]
    if is_before_party and _comes_and_does(sentence, trigger, between):
        return after  # 会见来华访问并出席峰会的塔吉克斯坦总统
    if any(one.kind in _VERBS for one in between) or "," in sentence.text[trigger.end : after.start]:
        return None
    named = [one for one in between if one.kind in PARTY_KINDS]
    is_object = named and not any(one.kind == "marker" and one.start < named[0].start for one in between)
    is_before_thing = any(one.start == after.end for one in sentence.of("instruments"))
    if (is_before_party or is_before_thing) and is_object and named[0].start - trigger.end <= 1:
        return after
    is_thing = any(one.end == after.start and one.kind in ("phrase", "instruments") for one in between)
    return after if is_thing and not named and trigger.value not in _NOUNS else None


def _comes_and_does(sentence: Sentence, trigger: Found, between: Sequence[Found]) -> bool:
    """Whether a verb with a verb and a subject before it goes on with "and" to what else its subject came for."""
    start = comma_clause(sentence, sentence.start, trigger.start)
    has_verb = any(start <= one.start < trigger.start and one.value not in _NOUNS for one in sentence.of("trigger"))
    joints = [one for one in between if one.kind == "fillers" and one.end - one.start == 1]
    is_open = "," not in sentence.text[trigger.end : between[-1].end] if between else False
    return has_verb and is_open and bool(joints) and joints[0].start == trigger.end


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
