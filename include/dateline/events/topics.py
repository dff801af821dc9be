"""Whom a sentence is about, for words of later sentences that point back to it."""

from collections.abc import Sequence

from dateline.events.discourse import Discourse, PartyPlace
from dateline.events.ontology import event_type
from dateline.events.scenes import Told
from dateline.events.sentences import Sentence

_RECENT = 12  # acts before a word that points back to one
_OPENING = 2  # characters before the word that opens a sentence


def find_topic(sentence: Sentence, parties: Sequence[PartyPlace], discourse: Discourse) -> PartyPlace | None:
    """Whom a sentence is about: the first free party; nobody where an office without a state stands before it."""
    subjects = [place for place in parties if place.is_subject]
    start = _main_clause(sentence) if len(subjects) > 1 else 0
    first = next((place for place in subjects if place.start >= start), next(iter(subjects), None))
    offices = [one for one in sentence.of("office") if not first or one.end <= first.start]
    if any(not any(place.start <= one.start < place.end for place in parties) for one in offices):
        return None
    return first or (None if discourse.has_former else discourse.topic)


def find_doer(discourse: Discourse, told: Sequence[Told], *, is_new: bool) -> tuple[str, ...]:
    """Who did what "the decision" or "the attack" will mean: the actor of the act told last, else the topic.

    Where the sentence told of no act, it is whom that was about, if it was not about those of the act before.
    """
    topic = discourse.topic
    last = _last_of_one(told)
    everyone = {code for place in last.everyone for code in place.codes} if last else set()
    is_other = topic is not None and not is_new and everyone.isdisjoint(topic.codes)
    if last and not is_other and (last.recipients or len(last.actors) == 1):
        return tuple(code for place in last.actors for code in place.codes)
    return topic.codes if topic else ()


def find_deal(told: Sequence[Told]) -> tuple[str, ...]:
    """Whose "the deal" is: those who did last what both sides do, and no talks; empty where there was no such act."""
    shared = next(
        (one for one in reversed(told[-_RECENT:]) if event_type(one.type).is_symmetric and _is_deed(one)), None
    )
    return tuple(code for place in shared.actors for code in place.codes) if shared else ()


def _last_of_one(told: Sequence[Told]) -> Told | None:
    """The deed told last that one side has done, else the deed, else the act told last."""
    recent = told[-_RECENT:]
    deeds = [one for one in recent if _is_deed(one)]
    of_one = [one for one in deeds if one.recipients or len(one.actors) == 1]
    return next((found[-1] for found in (of_one, deeds, recent) if found), None)


def _is_deed(told: Told) -> bool:
    """Whether an act is more than talks, a visit or a compliment, which are no decision."""
    kind = event_type(told.type)
    return kind.done.plover_event != "CONSULT" and not (kind.is_reaction and kind.done.plover_event == "SUPPORT")


def find_couple(parties: Sequence[PartyPlace]) -> tuple[str, ...]:
    """The two that a sentence is about, joined by "and"; empty when its subject is one or many."""
    subjects = [place for place in parties if place.is_subject]
    first = [place for place in subjects if place.group == subjects[0].group]
    codes = tuple(code for place in first for code in place.codes if ":" not in code)
    return codes if len(first) == len(codes) == 2 else ()


def _main_clause(sentence: Sentence) -> int:
    """Where a sentence that opens with a clause of its own goes on: behind the comma of "as he received X, Y said"."""
    opens = any(one.start - sentence.start <= _OPENING for one in sentence.of("cuts", "unreal"))
    return max(sentence.text.find(",", sentence.start, sentence.end), sentence.start) if opens else sentence.start
