"""What a trigger word means in its sentence: the meanings that the words about it bear out."""

from collections.abc import Sequence

from dateline.events.bounds import clause_bounds
from dateline.events.required import has_joined_word, required_distance
from dateline.events.sentences import Sentence
from dateline.events.verbs import has_reflexive, is_behind_relative
from dateline.events.words import NOUNS, Found

_SIBLING_REACH = 30  # "an agreement and a memorandum": two things one verb is said of
_LONGEST_NAME = 40  # characters in quotation marks that are surely the name of a thing
_SPOKEN_ENDS = (",", ".", "!", "?", "…", "。")  # with which what is said ends, before or behind the closing mark


def find_triggers(sentence: Sentence, quotes: Sequence[tuple[int, int]]) -> list[Found]:
    """Triggers of a sentence in reading order, each in the meanings that the words about it bear out.

    A noun in quotation marks, whose spans are given, is the name of a thing, unless they hold what somebody says.
    """
    return [
        one
        for words in _grouped(sentence)
        if words[0].value not in NOUNS or not _stands_in_name(sentence, words[0], quotes)
        for one in _meant(sentence, words)
    ]


def _stands_in_name(sentence: Sentence, noun: Found, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether a noun stands in quotation marks that hold the name of a thing: a comma or stop ends what is said."""
    low, high = next(((low, high) for low, high in quotes if low < noun.start < high), (0, 0))
    text, reach = sentence.text, sentence.reach(_LONGEST_NAME)
    is_said = text[low : high - 1].rstrip().endswith(_SPOKEN_ENDS) or text.startswith((",", "."), high)
    return high > low and not (high - low > reach and is_said)


def _grouped(sentence: Sentence) -> list[list[Found]]:
    """Trigger words of a sentence in reading order, those that begin together in one list, the longest first."""
    found: dict[int, list[Found]] = {}
    for one in sentence.of("trigger"):
        found.setdefault(one.start, []).append(one)
    return list(found.values())


def _meant(sentence: Sentence, triggers: Sequence[Found]) -> list[Found]:
    """The meanings of the longest of some triggers that begin together and that the words about it bear out."""
    for end in sorted({one.end for one in triggers}, reverse=True):
        if meant := _meant_by(sentence, [one for one in triggers if one.end == end]):
            return meant
    return []


def _meant_by(sentence: Sentence, meanings: Sequence[Found]) -> list[Found]:
    """The meanings of a trigger word that the words about it bear out.

    That is the one whose own word stands nearest, with those whose word is joined to that one; a meaning that requires
    nothing counts where no other does.
    """
    distances = []
    for one in meanings:
        meaning = one.word.trigger
        assert meaning is not None
        if meaning.requires and meaning.requires.isdisjoint(sentence.offered):
            continue
        scene_left, scene_right = clause_bounds(sentence, one)
        if one.word.has_object and not (is_behind_relative(sentence, one) or _goes_on(one)):
            continue
        if meaning.is_reflexive not in (None, has_reflexive(sentence, one, scene_left)):
            continue
        distance = required_distance(sentence, one, meaning, scene_left, scene_right)
        if distance is not None:
            distances.append((not meaning.requires, distance, one))
    if not distances:
        return []
    best = min((is_free, distance) for is_free, distance, _ in distances)
    return [
        one
        for is_free, distance, one in distances
        if is_free == best[0] and (distance <= best[1] + _SIBLING_REACH or _is_joined_to(sentence, one))
    ]


def _goes_on(trigger: Found) -> bool:
    """Whether "and" is written onto a verb that requires a word, and a pronoun for whom the act before was done to.

    استدعت السفير وسلمته مذكرة احتجاج
    """
    meaning, hit = trigger.word.trigger, trigger.hit
    return meaning is not None and bool(meaning.requires) and hit is not None and hit.word < hit.begin


def _is_joined_to(sentence: Sentence, trigger: Found) -> bool:
    meaning = trigger.word.trigger
    return meaning is not None and has_joined_word(sentence, trigger, meaning)
