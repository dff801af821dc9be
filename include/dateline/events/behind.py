"""What stands right behind a verb or a noun where verbs come first: the party meant, or somebody who is none."""

import re

from dateline.events.discourse import PartyPlace
from dateline.events.scenes import Scene
from dateline.events.words import NOUNS, STOP, Found

_TOKEN = re.compile(r"[^\W_]+")
# Words that part no verb from its subject and no noun from its owner.
_ASIDE = ("fillers", "time", "anaphora", "titles", "status", "resumptives", "object_pronouns")
_NEXT = 2  # characters between a name and the office behind it
_TEXT_REACH = 14  # characters of an adjective between a text and its verb


def stranger_behind(scene: Scene, start: int, *, may_be_office: bool = False) -> int | None:
    """Where the first word from `start` on begins, if it is a noun that is no party; None where anything else stands.

    A word that a preposition is written onto, or an accusative, is no subject: وصل بحفظ الله, أدان أيضا. An office of
    no party known counts where it `may_be_office`.
    """
    lexicon, text = scene.sentence.lexicon, scene.sentence.text
    for match in _TOKEN.finditer(text, start, scene.sentence.end):
        place = match.start()
        if place < start:
            continue  # inside what was passed over
        if STOP.search(text, start, place) or any(one.start <= place < one.end for one in scene.parties):
            return None
        words = [one for one in _words_at(scene, place) if one.kind != "phrase" or one.value in scene.meaning.requires]
        if aside := [one.end for one in words if one.kind in _ASIDE]:
            start = max(aside)
            continue
        if any(one.kind == "strangers" or (may_be_office and one.kind == "office") for one in words):
            return place
        if words:
            return place if all(one.value in NOUNS for one in words) else None
        bound = (*lexicon.clitic_markers, *lexicon.conjunctions)
        is_bound = match.group().startswith(bound) or match.group().endswith(lexicon.settings.indefinite_endings)
        return None if is_bound else place
    return None


def _words_at(scene: Scene, place: int) -> list[Found]:
    return [one for one in scene.sentence.words if place in (one.start, one.written_from)]


def is_named_before_office(scene: Scene, start: int, place: PartyPlace) -> bool:
    """Whether only names stand from `start` to the office of a party: اتهم ألبرت ديل روساريو وزير خارجية الفلبين."""
    text = scene.sentence.text
    offices = [one for one in scene.sentence.of("office") if start < one.start <= place.start <= one.end + 1]
    if not offices:
        return False
    end = offices[0].start
    tokens = list(_TOKEN.finditer(text, start, end))
    known = [one for match in tokens for one in _words_at(scene, match.start()) if one.kind not in ("phrase", "titles")]
    is_noun = len(tokens) == 1 and text.startswith(scene.sentence.lexicon.articles, start)
    return (
        not known and not is_noun and STOP.search(text, start, end - _NEXT) is None and end - tokens[-1].end() <= _NEXT
    )


def may_be_object(scene: Scene) -> bool:
    """Whether the noun right behind the verb can be its object: none is written onto it, it needs no preposition."""
    start, end = scene.trigger.start, scene.trigger.end
    is_bound = scene.trigger.word.has_object or any(one.start == start for one in scene.sentence.of("intransitives"))
    return not is_bound and not any(0 <= one.start - end <= 1 for one in scene.sentence.of("strangers"))


def has_unknown_owner(scene: Scene) -> bool:
    """Whether the noun is that of somebody who is no party, or of a thing: زيارة المفكر, زيارة الجامعات.

    Words behind a feminine noun that are not feminine are no adjectives of it; nor is one with an article, if the noun
    has none. A place that stands before its name, العاصمة موسكو, is where one goes.
    """
    if scene.trigger.value != "noun" or scene.is_definite or not scene.sentence.lexicon.settings.feminine_nouns:
        return False
    text, settings, start = scene.sentence.text, scene.sentence.lexicon.settings, scene.trigger.end
    place = stranger_behind(scene, start, may_be_office=True)
    if place is None:
        return False
    end = next(_TOKEN.finditer(text, place)).end()
    if any(0 <= one.start - end <= _NEXT for one in scene.parties):
        return False
    is_feminine = text[scene.trigger.start : start].split(" ")[0].endswith(settings.feminine_nouns)
    is_titled = any(start < one.end <= place for one in scene.sentence.of("titles"))
    is_owner = text.startswith(scene.sentence.lexicon.articles, place)
    return is_titled or is_owner or (is_feminine and not text[place:end].endswith(settings.feminine_nouns))


def is_said_of_text(scene: Scene) -> bool:
    """Whether the verb tells what a text before it says: قرار يدين."""
    return _has_text(scene) and not is_done_in_text(scene)


def is_done_in_text(scene: Scene) -> bool:
    """Whether a pronoun behind the verb stands for a text before it, in which it is done: أصدرت بيانا أدانت فيه."""
    return _has_text(scene) and any(one.start == scene.trigger.end + 1 for one in scene.sentence.of("resumptives"))


def _has_text(scene: Scene) -> bool:
    near = [one for one in scene.sentence.of("texts") if 0 < scene.chain - one.end <= _TEXT_REACH]
    between = scene.sentence.text[near[-1].end : scene.chain].split() if near else []
    return (
        bool(near) and len(between) <= 1 and not any(near[-1].end <= one.start < scene.chain for one in scene.parties)
    )
