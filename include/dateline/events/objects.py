"""Who is acted upon, and whom words are addressed to, wherever the language puts them."""

from collections.abc import Sequence

from dateline.events.candidates import NOTHING, Places, codes_of, group_of
from dateline.events.discourse import PartyPlace
from dateline.events.makers import subject_of_opening
from dateline.events.scenes import Scene
from dateline.events.subjects import subject_behind
from dateline.events.verbs import is_behind_and

_BESIDE_REACH = 30  # characters between "instó a" and whom: an article and an office may stand there
_ADDRESS_MARKERS = (None, "to", "in", "of", "from")
_OWNING = ("of", "and", "by", "in")  # prepositions that part no thing from whose it is
_SHARED = ("with", "between")  # prepositions of those whose a thing is together
_BOUND = ("in", "with")  # what a preposition written onto a party makes of it
_NEXT = 2  # characters between a verb and a party right behind it
_ADDRESS_REACH = 55  # characters between a verb and whom it addresses


def find_object(scene: Scene, subject: Places, taken: Places) -> Places:
    """The party acted upon: after the verb, or before a passive one."""
    if pointed := _pointed_at(scene, subject):
        return pointed
    if scene.is_passive:
        before = [place for place in scene.before() if place.is_subject]
        return group_of(scene, before[-1]) if before else subject_behind(scene) or subject_of_opening(scene)
    if any(one.start == scene.trigger.end for one in scene.sentence.of("strangers")):
        return NOTHING  # 要求斡旋方追究以方责任
    groups, marker = {one.group for one in subject}, scene.sentence.lexicon.settings.object_marker
    objects = [place for place in _around(scene) if place.is_object or (place.is_strong and place.marker == marker)]
    free = [place for place in objects if place.group not in groups and _is_beside(scene, place)]
    free = [place for place in free if not set(place.codes) <= codes_of(subject)]
    free = _described(scene, free) or free
    return group_of(scene, free[0]) if free else NOTHING


def _described(scene: Scene, places: Sequence[PartyPlace]) -> list[PartyPlace]:
    """Those that a clause stands before, not those named in it: Singapore in 会见来华出席东盟峰会的新加坡总理."""
    if scene.is_attributed:
        return []
    ends = {one.end for one in scene.sentence.of("relative_ends")}
    comma = scene.sentence.text.find(",", scene.trigger.end, scene.right)
    return [place for place in places if place.start in ends and (comma < 0 or place.start < comma)]


def _pointed_at(scene: Scene, subject: Places) -> Places:
    """Whom a pronoun or a relative word stands for as the object."""
    if meant := _meant_by_pronoun(scene, subject):
        return meant
    if scene.has_resumptive and scene.antecedent:
        return (scene.antecedent,)
    return _by_pronoun(scene, subject)


def _by_pronoun(scene: Scene, subject: Places) -> Places:
    """Whom a pronoun before a verb means that goes on from the one before: "felicitó al rey y lo invitó"."""
    pronouns = [one for one in scene.sentence.of("object_pronouns") if one.end + 1 == scene.trigger.start]
    goes_on = any(is_behind_and(scene.sentence, one.start) for one in pronouns)
    if not goes_on or not scene.told or scene.is_passive:
        return NOTHING
    return tuple(place for place in scene.told[-1].everyone if not set(place.codes) & codes_of(subject))


def _is_beside(scene: Scene, place: PartyPlace) -> bool:
    """Whether a party stands where the object must: right behind a verb that ends with the object's preposition."""
    lexicon, text = scene.sentence.lexicon, scene.sentence.text
    last = text[scene.trigger.start : scene.trigger.end].split(" ")[-1]
    if scene.is_noun or not lexicon.settings.object_marker or last not in lexicon.object_markers:
        return True
    between = [one for one in scene.sentence.of("marker") if scene.trigger.end <= one.start < place.start]
    is_other = any(one.value not in ("of", "and") for one in between)  # "denunció a su vecino ante la Corte"
    return place.start - scene.trigger.end <= _BESIDE_REACH and not is_other


def _around(scene: Scene) -> list[PartyPlace]:
    """Parties after the trigger; where cases tell, then those before it, nearest first."""
    before = reversed(scene.before()) if scene.sentence.lexicon.case_markers else ()
    return [*scene.after(), *before]


def _meant_by_pronoun(scene: Scene, subject: Places) -> Places:
    """Who the pronoun right behind the verb stands for: the other party that the sentence was about."""
    if not any(one.start == scene.trigger.end for one in scene.sentence.of("object_pronouns")):
        return NOTHING
    codes = codes_of(subject)
    before = [place for place in scene.parties if place.is_subject and place.end <= scene.trigger.start]
    other = next((place for place in before if not set(place.codes) & codes), scene.discourse.topic)
    return (other,) if other and not set(other.codes) & codes else NOTHING


def find_official(scene: Scene, subject: Places, taken: Places) -> Places:
    """The object where it is a person or a body: a guest, not a parcel."""
    found = find_object(scene, subject, taken)
    if scene.sentence.lexicon.settings.verb_first and any(place.office for place in found[:1]):
        return found  # "officials of Syria and Russia": the office is of both
    return tuple(place for place in found if place.office or place.person)


def find_target(scene: Scene, subject: Places, taken: Places) -> Places:
    """The object, or the party whose thing the object is: "condemned Iran's strike", "banned an Iranian airline"."""
    if pointed := _pointed_at(scene, subject):
        return pointed
    places = scene.before() if scene.is_passive else scene.after()
    if scene.is_passive and scene.sentence.lexicon.case_markers:
        # Who behind a participle can only be a subject is that of the next verb: санкций, введённых ЕС, боится Иран.
        behind = [place for place in scene.after() if place.can_follow or not place.can_lead]
        places = [one for one in (*reversed(behind), *places) if not one.stands_behind("by")]
    groups = {one.group for one in subject}
    markers = (None, scene.sentence.lexicon.settings.object_marker, "of", "by")
    near = [place for place in places if place.group not in groups]
    near = [place for place in near if place.marker in markers or _is_behind_own_marker(scene, place)]
    near = [place for place in near if not place.is_location and not place.is_posting and _is_beside(scene, place)]
    return group_of(scene, near[-1 if scene.is_passive else 0]) if near else NOTHING


def find_judged(scene: Scene, subject: Places, taken: Places) -> Places:
    """Whom words of praise or blame are about: the target, where nothing but "of" parts it from what is praised.

    "Criticised the answer to the visit of Peru's minister"; and who was killed is not who is condemned.
    """
    start = max([scene.trigger.end, *(one.end for one in subject)])
    if beside := [place for place in scene.after() if _is_right_behind(scene, place, start)]:
        return group_of(scene, beside[0])
    found = find_target(scene, subject, taken)
    if scene.is_passive or (found and found[0].start < start):
        return found
    if found and _is_reached(scene, start, found[0]):
        return found
    shared = [place for place in scene.after() if place.start >= start and place.marker in _SHARED]  # التعاون مع
    return group_of(scene, shared[0]) if shared and _is_reached(scene, start, shared[0]) else NOTHING


def _is_reached(scene: Scene, start: int, place: PartyPlace) -> bool:
    """Whether no preposition but "of" stands between a verb with its subject and a party, save one of a place."""
    sentence = scene.sentence
    if any(start <= one.start and one.end <= place.start for one in sentence.of("victims")):
        return False
    markers = [one for one in sentence.of("marker") if one.start - start > 1 and one.end < place.start - 1]
    return all(one.value in _OWNING for one in markers)


def _is_right_behind(scene: Scene, place: PartyPlace, start: int) -> bool:
    """Whether a preposition written onto a party is its verb's, and says no place: أشادت بفرنسا."""
    is_bound = bool(scene.sentence.lexicon.clitic_markers) and place.marker in _BOUND
    return is_bound and not place.is_posting and 0 <= place.start - start <= _NEXT


def _is_behind_own_marker(scene: Scene, place: PartyPlace) -> bool:
    """Whether the preposition before a party is the last word of the verb: "called on Chad"."""
    markers = [one for one in scene.sentence.of("marker") if one.end <= place.start]
    return bool(markers) and not scene.is_passive and markers[-1].end == scene.trigger.end


def find_addressee(scene: Scene, subject: Places, taken: Places) -> Places:
    """Whom words are addressed to, whatever stands before it: "a demandé au Mali", "a exhorté le Mali"."""
    near = [
        place
        for place in scene.after()
        if place.start - scene.trigger.end <= scene.sentence.reach(_ADDRESS_REACH)
        and not (place.is_posting or set(place.codes) <= codes_of(taken))
        and place.marker in _ADDRESS_MARKERS
        and (place.marker is not None or _is_next(scene, place))
    ]
    return group_of(scene, near[0]) if near else NOTHING


def _is_next(scene: Scene, place: PartyPlace) -> bool:
    """Whether no noun that is no party stands between a verb and its object: "urges the world to help Haiti"."""
    start = scene.trigger.end
    for one in scene.sentence.of("determiners", "fillers", "time", "clitics", "former"):
        if start <= one.start < place.start and not scene.sentence.text[start : one.start].strip(", "):
            start = one.end
    return not scene.sentence.text[start : place.start].strip(", ")
