"""Parties of a scene that can stand in a role: behind a preposition, joined by "and", or whom the text is about."""

from collections.abc import Sequence

from dateline.events.discourse import PartyPlace
from dateline.events.scenes import Scene
from dateline.events.verbs import relative_verb

Places = tuple[PartyPlace, ...]
NOTHING: Places = ()
_STRONG_MARKERS = ("with", "between", "by")  # who stands behind them acts; an adjective's thing does not
_BETWEEN_REACH = 24  # characters between "their talks" and those between whom they are
_PLACE_REACH = 80  # characters between a trigger and the place where it happens


def codes_of(places: Sequence[PartyPlace]) -> set[str]:
    """Codes of the parties at some places."""
    return {code for place in places for code in place.codes}


def has_pronoun(scene: Scene, kind: str = "pronouns") -> bool:
    """Whether "it" or "he", or another pronoun of the kind, stands where the subject stands."""
    text = scene.sentence.text
    return any(not text[one.end : scene.chain].strip() for one in scene.sentence.of(kind) if one.end <= scene.chain)


def topic_of(scene: Scene) -> Places:
    """Whom the sentence, or the one before it, is about."""
    here = [place for place in scene.parties if place.is_subject and place.end <= scene.chain]
    if here:
        return group_of(scene, here[0])
    if scene.discourse.has_former or _has_unknown_office(scene):
        return NOTHING  # the sentence is about another
    topic, couple = scene.discourse.topic, scene.discourse.couple
    if topic is None:
        return NOTHING
    is_they = set(topic.codes) <= set(couple) and has_pronoun(scene, "they")
    return (topic._replace(codes=couple),) if is_they else (topic,)


def _has_unknown_office(scene: Scene) -> bool:
    """Whether a sentence where verbs come first names an office of nobody known before the verb, its subject."""
    offices = (one for one in scene.sentence.of("office") if one.end <= scene.chain)
    is_first = scene.sentence.lexicon.settings.verb_first
    return is_first and any(not any(one.start <= office.start < one.end for one in scene.parties) for office in offices)


def lead_of(scene: Scene) -> Places:
    """Whom the sentence is about, where another stands nearer to a noun: "thanked Oslo in a meeting with its envoy"."""
    here = [place for place in scene.parties if place.is_subject and place.end <= scene.chain]
    return group_of(scene, here[0]) if here else NOTHING


def marked(scene: Scene, marker: str, near: Sequence[PartyPlace], subject: Places) -> Places:
    """The first of the parties near that stands behind a preposition, with those joined to it."""
    groups = {one.group for one in subject}
    for place in near:
        if not place.stands_behind(marker) or place.is_posting or place.group in groups:
            continue
        if marker == "in" and not is_near(scene, place):
            continue
        if marker in ("with", "by") and scene.is_noun and _is_of_verb(scene, place):
            continue
        if marker == "between" and is_of_thing(scene, place):
            continue
        if place.is_strong or marker not in _STRONG_MARKERS:
            return group_of(scene, place)
    return NOTHING


def is_of_thing(scene: Scene, place: PartyPlace) -> bool:
    """Whether "between" belongs to what was spoken about: "talks with Y on trade between the two"."""
    is_far = scene.trigger.value == "possessed" and place.start - scene.trigger.end > _BETWEEN_REACH
    before = (one for one in scene.parties if scene.trigger.end <= one.start and one.end <= place.start)
    has_partner = place.kind == "both" and any(one.is_strong and one.marker == "with" for one in before)
    return scene.is_noun and place.start > scene.trigger.end and (is_far or has_partner)


def _is_of_verb(scene: Scene, place: PartyPlace) -> bool:
    """Whether a verb between a noun and a party takes the party: "on the sidelines of the summit X met with Y"."""
    verbs = (one for one in scene.sentence.of("trigger") if one.value in ("past", "present", "future", "participle"))
    return not relative_verb(scene.sentence, scene.trigger) and any(
        scene.trigger.end <= one.start and one.end <= place.start for one in verbs
    )


def group_of(scene: Scene, place: PartyPlace) -> Places:
    """A party and those joined to it by "and"."""
    return tuple(other for other in scene.parties if other.group == place.group) or (place,)


def is_near(scene: Scene, place: PartyPlace) -> bool:
    """Whether a party stands near enough to the trigger to be where it happens."""
    gap = max(place.start - scene.trigger.end, scene.chain - place.end)
    between = (one for one in scene.parties if scene.trigger.end <= one.start and one.end <= place.start)
    named = sum(one.end - one.start for one in between if one.is_free)
    return gap - named <= scene.sentence.reach(_PLACE_REACH)
