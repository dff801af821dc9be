"""Whether a trigger tells of an act at all: what is told by a noun needs a verb, a partner or a day to carry it."""

from dateline.events.clauses import addressed_subject, comma_clause
from dateline.events.scenes import Scene
from dateline.events.sentences import FINAL_STOPS
from dateline.events.status import AFTER_REACH, BARE, is_done_at_once, is_parted
from dateline.events.verbs import SUPPORT_REACH, relative_verb
from dateline.events.words import Found

_TITLE_REACH = 24  # characters of adjectives before the noun that begins a title
_DAY_REACH = 90  # characters between a noun and the day that makes it an act: who and where stand between


def is_told(scene: Scene, status: str) -> bool:
    """Whether the words about the trigger say that it is an act: a noun needs a verb or a date to carry it."""
    demonstratives = scene.sentence.of("demonstratives")
    if scene.is_noun and any(0 <= scene.trigger.start - one.end <= 1 for one in demonstratives):
        return False
    if (
        status == "negated"
        or _is_carried_verb(scene)
        or _is_topic(scene)
        or (scene.is_attribute and not _is_dated(scene))
    ):
        return False
    if scene.trigger.value not in BARE or status not in ("happened", "earlier"):
        return True
    if is_done_at_once(scene):
        return True
    return scene.trigger.value != "base" and (_is_supported(scene) or _has_day(scene))


def _has_day(scene: Scene) -> bool:
    """Whether a time stands behind a noun, in its clause and with no verb between: "the visit of X to Y on Monday"."""
    if scene.trigger.value != "noun":
        return False
    names_sides = any(one.end == scene.trigger.end and one.value == "between" for one in scene.sentence.of("marker"))
    if not (scene.sentence.lexicon.settings.verb_first or names_sides):
        return False
    end, reach = scene.trigger.end, scene.sentence.reach(_DAY_REACH)
    time = next((one for one in scene.sentence.of("time") if end <= one.start < scene.right), None)
    if time is None or not scene.sentence.is_open(end, time.start, reach):
        return False
    return not any(end <= one.start < time.start for one in scene.sentence.of("trigger", "support", "support_after"))


def _is_topic(scene: Scene) -> bool:
    """Whether the verb stands in what others only speak about: 就开通直航达成共识."""
    sentence, start, end = scene.sentence, scene.trigger.start, scene.trigger.end
    left = comma_clause(sentence, scene.left, start)
    about = [one for one in sentence.of("topics") if left <= one.start and one.end <= start]
    if (
        not about
        or addressed_subject(sentence, scene.parties, scene.trigger)
        or any(about[-1].end <= one.start < start for one in sentence.of("trigger", "support"))
    ):
        return False
    stop = sentence.text.find(",", end, sentence.end)
    verbs = sentence.of("trigger", "support", "speech")
    return any(end <= one.start < (stop if stop >= 0 else sentence.end) for one in verbs)


def _is_dated(scene: Scene) -> bool:
    """Whether a time stands before the verb in its clause: 16日举行的会谈."""
    sentence, end = scene.sentence, scene.trigger.end
    start = comma_clause(sentence, scene.left, scene.trigger.start)
    required = scene.meaning.requires
    # 就协定达成的共识 is no agreement: what the meaning requires must be what is meant.
    is_meant = not required or any(
        one.value in required and one.start >= end for one in sentence.of("phrase", "instruments")
    )
    return is_meant and any(start <= one.start < scene.trigger.start for one in sentence.of("time"))


def _is_carried_verb(scene: Scene) -> bool:
    """Whether what looks like a verb is a noun: right behind one that carries nouns, or behind a preposition.

    تم بحث, "a discussion was held"; بناء على طلب, "at the request of".
    """
    start = scene.trigger.start
    is_verb = scene.sentence.lexicon.settings.verb_first and not scene.is_noun
    markers = scene.sentence.of("marker")
    holders = (*markers, *scene.sentence.of("cuts"))
    is_inside = any(one.start < start < one.end for one in holders)  # بناء على طلب, من أجل
    near = (*scene.sentence.of("support"), *markers)
    return is_verb and (is_inside or any(one.end <= start <= one.end + 1 for one in near))


def _is_supported(scene: Scene) -> bool:
    start, end = scene.trigger.start, scene.trigger.end
    reach = scene.sentence.reach(AFTER_REACH)
    if relative_verb(scene.sentence, scene.trigger):
        return True
    if scene.trigger.value == "gerund" and scene.sentence.text[start - 2 : start].rstrip().endswith(","):
        return True
    if scene.trigger.value == "gerund" and _is_progressive(scene):
        return True
    attributes = {one.start for one in scene.sentence.of("relative_ends")}  # 达成的协议 has been reached before
    before = any(
        one.end <= start and _is_in_reach(scene, one) and not is_parted(scene, one)
        for one in scene.sentence.of("support")
        if one.end not in attributes
    )
    before = before or _has_partner(scene) or _heads_title(scene)
    return before or any(
        one.start >= end and _gap(scene, end, one.start) <= reach and one.end <= scene.right
        for one in scene.sentence.of("support_after")
    )


def _is_in_reach(scene: Scene, carrier: Found) -> bool:
    """Whether a verb stands near enough before a noun to carry it.

    Where verbs come first, who does it stands between the two, if no other noun does.
    """
    start, reach, sentence = scene.trigger.start, _reach(scene), scene.sentence
    gap = _gap(scene, carrier.end, start)
    has_other = any(carrier.end <= one.start < start for one in sentence.of("trigger"))
    if gap <= reach or has_other or not sentence.lexicon.settings.verb_first:
        return gap <= reach
    inside = (place for place in scene.parties if place.is_free and carrier.end <= place.start and place.end <= start)
    return gap - sum(place.end - place.start for place in inside) <= reach


def _is_progressive(scene: Scene) -> bool:
    """Whether an auxiliary makes a finite verb of a participle: "is demanding", "has been urging"."""
    return any(scene.chain <= one.start < scene.trigger.start for one in scene.sentence.of("passives"))


def _gap(scene: Scene, start: int, end: int) -> int:
    """Characters between a noun and its verb; a time that stands there parts them by none."""
    times = [one for one in scene.sentence.of("time") if start <= one.start and one.end <= end]
    return end - start - sum(one.end - one.start for one in times)


def _has_partner(scene: Scene) -> bool:
    """Whether with whom, or where, stands right before a noun, which then is a verb: 同法国总统会谈, 在巴黎会谈."""
    return scene.sentence.lexicon.settings.comma_clauses and any(
        (place.marker == "with" or place.is_location) and place.end == scene.trigger.start for place in scene.parties
    )


def _heads_title(scene: Scene) -> bool:
    """Whether a noun begins a line without a final stop, which needs no verb: "Working visit of X to Y"."""
    sentence = scene.sentence
    if sentence.lexicon.settings.verb_first:
        return False  # where verbs come first, a title that begins with a noun has a subject and a verb behind it
    is_first = scene.is_noun and scene.trigger.start - sentence.start <= sentence.reach(_TITLE_REACH)
    return is_first and not sentence.text[sentence.start : sentence.end].rstrip().endswith(FINAL_STOPS)


def _reach(scene: Scene) -> int:
    return scene.sentence.reach(SUPPORT_REACH) if scene.is_noun else 2
