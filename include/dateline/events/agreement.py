"""Whether a verb and the party behind it have one gender, in languages whose verbs show it."""

from dateline.events.discourse import PartyPlace
from dateline.events.scenes import Scene


def agrees(scene: Scene, place: PartyPlace) -> bool:
    """Whether a verb has the gender of a party behind it, where both show it: طالبت الرئيس has another subject."""
    settings, text = scene.sentence.lexicon.settings, scene.sentence.text
    if any(place.start <= one.start < place.end for one in scene.sentence.of("counterparts")):
        return False  # التقى نظيره المصري: whose he is was told before
    # Only right behind a verb its subject and its object look alike.
    is_beside = not text[scene.trigger.end : place.start].strip() and not scene.trigger.word.has_object
    if not settings.feminine_nouns or not is_beside or not scene.begins_clause:
        return True
    verb = text[scene.trigger.start : scene.trigger.end].split(" ")[0]
    is_past = scene.trigger.value == "past"
    is_feminine = verb.endswith(settings.feminine_endings) if is_past else verb.startswith(settings.feminine_beginnings)
    if place.office:
        is_holder = not any(place.office[0] <= one.start < place.office[1] for one in scene.sentence.of("bodies"))
        has_ending = text[slice(*place.office)].split(" ")[0].endswith(settings.feminine_nouns)
        return not is_holder or is_feminine == has_ending
    if place.kind not in ("name", "capital") or ":" in place.codes[0] or is_feminine:
        return True
    return any(place.start <= one.start < place.end for one in scene.sentence.of("masculine"))
