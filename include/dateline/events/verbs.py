"""The verb of a trigger: its auxiliaries and adverbs, what carries a noun, and what joins it to the verb before."""

from dateline.events.sentences import Sentence
from dateline.events.words import NOUNS, Found

# Words that stand between a subject and its verb without parting them.
CHAIN = ("clitics", "passives", "perfects", "reflexives", "fillers", "status", "time", "support")
_ASIDE = ("clitics", "fillers", "perfects")
SUPPORT_REACH = 34  # characters between "held", "during" and the noun they make an event of


def is_behind_relative(sentence: Sentence, trigger: Found) -> bool:
    """Whether a verb stands right behind a relative word: العقوبات التي فرضتها."""
    return any(one.end <= trigger.start <= one.end + 1 for one in sentence.of("relatives"))


def relative_verb(sentence: Sentence, trigger: Found) -> Found | None:
    """The verb that carries a noun in a clause of its own: "la visita que hará a Quito el ministro"."""
    if trigger.value not in NOUNS:
        return None
    kinds = ("support_after",) if sentence.lexicon.settings.verb_first else ("support", "support_after")
    openers = [one for one in sentence.of("cuts", "relatives") if one.start >= trigger.end][:2]
    if not openers or not sentence.is_open(trigger.end, openers[0].start, SUPPORT_REACH):
        return None
    end = min([sentence.end, openers[0].end + SUPPORT_REACH, *(one.start for one in openers[1:])])
    return next(
        (one for one in sentence.of(*kinds) if openers[0].start <= one.start < end and openers[0].end < one.end), None
    )


def is_compound(sentence: Sentence, one: Found) -> bool:
    """Whether a participle has its auxiliary: "a condamné"."""
    if one.value != "participle":
        return False
    chain = verb_start(sentence, one.start, sentence.start)
    return any(chain <= other.start < one.start for other in sentence.of("perfects"))


def carrier_start(sentence: Sentence, trigger: Found, left: int) -> int:
    """Where the verb stands: the trigger itself, or the word that carries a noun ("held" before "talks")."""
    if trigger.value not in NOUNS:
        return trigger.start
    near = [
        one.start
        for one in sentence.of("support")
        if left <= one.start and one.end <= trigger.start and trigger.start - one.end <= sentence.reach(SUPPORT_REACH)
    ]
    return near[-1] if near else trigger.start


def verb_start(sentence: Sentence, start: int, left: int) -> int:
    """Where a verb begins with its auxiliaries and adverbs: "has not yet formally" before "recognised"."""
    verb = start
    for one in reversed(sentence.of(*CHAIN)):
        between = sentence.text[one.end : start].strip()
        # "a, pour sa part, condamné": commas set an adverb apart, not the verb.
        is_aside = between == "," and one.kind in _ASIDE
        is_adverb = " " not in between and between.endswith(sentence.lexicon.settings.adverb_endings or (" ",))
        if left <= one.start < start and one.end <= verb and (not between or is_aside or is_adverb):
            start = one.start
    return start


def has_reflexive(sentence: Sentence, trigger: Found, left: int) -> bool:
    """Whether a reflexive pronoun stands before a verb: "s'est entretenu"."""
    chain = verb_start(sentence, trigger.start, left)
    return any(chain <= one.start < trigger.start for one in sentence.of("reflexives"))


def is_behind_and(sentence: Sentence, start: int) -> bool:
    """Whether "and" stands right before a place."""
    return any(one.value == "and" and 0 < start - one.end <= 1 for one in sentence.of("marker"))


def is_joined(sentence: Sentence, one: Found, start: int) -> bool:
    """Whether a word, or the verb that begins at `start`, is joined to the one before it, whose subject it shares."""
    if one.hit and one.hit.word < one.hit.begin:
        return True
    before = sentence.text[sentence.start : start].rstrip()
    end = sentence.start + len(before)
    return before.endswith(",") or any(other.end == end for other in sentence.of("marker") if other.value == "and")
