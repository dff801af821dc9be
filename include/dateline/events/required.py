"""Words that a meaning of a trigger requires or forbids in its clause."""

import functools

from dateline.events.bounds import clause_bounds
from dateline.events.lexicon import Trigger
from dateline.events.sentences import Sentence
from dateline.events.verbs import is_behind_and
from dateline.events.words import FINITE, NOUNS, Found

_BEFORE_COSTS = 40  # what follows a verb is its own rather than what precedes it
_ANTECEDENT_REACH = 60  # characters before "that" in which the thing stands that a clause is about
_NOUN_REACH = 30  # characters between a noun and the word that says it is none of the kind


def required_distance(sentence: Sentence, trigger: Found, meaning: Trigger, left: int, right: int) -> int | None:
    """Characters from the trigger to the nearest word its meaning requires, 0 where it requires none.

    None where the word is missing, or where one stands that forbids the meaning.
    """
    is_next_verb = trigger.value in (*FINITE, "participle") and is_behind_and(sentence, trigger.start)
    first = trigger.start if is_next_verb else left
    if not meaning.unless.isdisjoint(sentence.offered) and _is_forbidden(sentence, trigger, meaning, first, right):
        return None
    if meaning.is_behind:
        left = trigger.start
    elif _is_restrictive(sentence, left):
        left = max(sentence.start, left - _ANTECEDENT_REACH)
    return _nearest(sentence, trigger, meaning.requires, left, right) if meaning.requires else 0


def _is_restrictive(sentence: Sentence, left: int) -> bool:
    """Whether the clause that begins at `left` says which thing is meant: "the treaty that they signed"."""
    return any(one.end == left for one in sentence.of("restrictives"))


def has_joined_word(sentence: Sentence, trigger: Found, meaning: Trigger) -> bool:
    """Whether a word that the meaning requires is joined to another by "and": "signed a treaty and a memorandum"."""
    right = clause_bounds(sentence, trigger)[1]
    known = sentence.lexicon.determiners
    for one in _wanted(sentence, meaning.requires, trigger.end, right):
        start = one.start
        before = sentence.text[trigger.end : start].rstrip().rpartition(" ")[2]
        if before in known:
            start = sentence.text.rfind(before, trigger.end, start)
        if is_behind_and(sentence, start):
            return True
    return False


def is_denied(sentence: Sentence, trigger: Found, meaning: Trigger, left: int, right: int) -> bool:
    """Whether a negation stands right before a word between two places that the meaning requires: "no agreement".

    One that is the trigger itself, as in "cancelled the visit", denies nothing.
    """
    cues = (one for one in sentence.of("status") if one.value == "negated")
    ends = {one.end + 1 for one in cues if one.end <= trigger.start or trigger.end <= one.start}
    return bool(ends) and any(one.start in ends for one in _wanted(sentence, meaning.requires, left, right))


def _is_forbidden(sentence: Sentence, trigger: Found, meaning: Trigger, left: int, right: int) -> bool:
    """Whether a word stands that forbids the meaning, and not inside a longer one that it requires."""
    if trigger.value in NOUNS:  # what is told of a noun stands beside it
        reach = sentence.reach(_NOUN_REACH)
        left, right = max(left, trigger.start - reach), min(right, trigger.end + reach)
    required = _wanted(sentence, meaning.requires, left, right)
    return any(
        not any(other.start <= one.start and one.end <= other.end and _is_longer(other, one) for other in required)
        for one in _wanted(sentence, meaning.unless, left, right)
    )


def _is_longer(one: Found, other: Found) -> bool:
    return one.end - one.start > other.end - other.start


def _wanted(sentence: Sentence, wanted: frozenset[str], left: int, right: int) -> list[Found]:
    named = _named(wanted)
    found = [one for one in sentence.of("phrase") if one.value in wanted]
    found += [one for one in (sentence.words if named else ()) if one.kind in named]
    found += [one for one in (sentence.of("office") if named else ()) if one.value in named]
    # A verb that ends the clause can be the noun that is wanted: 取消部分制裁.
    return [one for one in found if left <= one.start and (one.end <= right or one.start <= right < one.end)]


def _nearest(sentence: Sentence, trigger: Found, wanted: frozenset[str], left: int, right: int) -> int | None:
    distances = []
    for one in _wanted(sentence, wanted, left, right):
        if one.end > trigger.start:
            distances.append(max(0, one.start - trigger.end))
        else:
            distances.append(trigger.start - one.end + _BEFORE_COSTS)
    return min(distances, default=None)


@functools.cache
def _named(wanted: frozenset[str]) -> frozenset[str]:
    """Lists and offices that a trigger names with @ beside the words it wants."""
    return frozenset(name[1:] for name in wanted if name.startswith("@"))
