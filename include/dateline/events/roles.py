"""Who stands in which role of a trigger."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.events.discourse import PartyPlace
from dateline.events.ontology import event_type
from dateline.events.scenes import Scene

Places = tuple[PartyPlace, ...]
_NOTHING: Places = ()
_MAKERS = (("by", 90), ("of", 90), ("from", 16), ("for", 12))  # prepositions of who makes a visit or a call
_PLACE_REACH = 80  # characters between a trigger and the place where it happens
_OWNER_REACH = 3  # characters between "Iran's" and its visit
_STRONG_MARKERS = ("with", "between", "by")  # who stands behind them acts; an adjective's thing does not
_SUBJECT_REACH = 90  # characters between a subject and its verb, which hold an apposition at most


def find_roles(scene: Scene) -> tuple[Places, Places] | None:
    """The actors and the recipients, or None when the trigger lacks the parties its type needs."""
    found = _roles(scene, _subject(scene))
    if found is None and _may_omit_subject(scene):
        return _roles(scene, _topic(scene))
    return found


def _may_omit_subject(scene: Scene) -> bool:
    """Whether the one party behind the verb can be its object, the subject being whom the text is about: كما استقبل."""
    is_verb_first = scene.sentence.lexicon.settings.verb_first and not scene.is_noun
    return is_verb_first and (scene.frame.is_symmetric or "official" in scene.frame.actor)


def _roles(scene: Scene, subject: Places) -> tuple[Places, Places] | None:
    actors = _look(scene, scene.frame.actor, subject, _NOTHING)
    if not actors:
        return None
    recipients = _look(scene, scene.frame.recipient, subject, actors)
    if scene.frame.is_symmetric:
        everyone = _distinct((*actors, *recipients))
        # An organisation can meet by itself, a state cannot.
        is_alone = len(_codes(everyone)) == 1 and (scene.frame.needs_recipient or ":" not in everyone[0].codes[0])
        return None if is_alone else (everyone, ())
    if not recipients and scene.frame.needs_recipient:
        return None
    return _distinct(actors), _distinct(recipients)


def _codes(places: Sequence[PartyPlace]) -> set[str]:
    return {code for place in places for code in place.codes}


def _distinct(places: Sequence[PartyPlace]) -> Places:
    """The places, each code once."""
    kept: list[PartyPlace] = []
    for place in places:
        codes = tuple(code for code in place.codes if code not in _codes(kept))
        if codes:
            kept.append(replace(place, codes=codes))
    return tuple(kept)


def _look(scene: Scene, names: Sequence[str], subject: Places, taken: Places) -> Places:
    """The parties of the first place that holds any not taken."""
    for name in names:
        find = _PLACES.get(name)
        found = find(scene, subject, taken) if find else _marked(scene, name, subject)
        left = tuple(place for place in found if not set(place.codes) <= _codes(taken))
        if left:
            return tuple(
                replace(place, codes=tuple(c for c in place.codes if c not in _codes(taken))) for place in left
            )
    return _NOTHING


def _group(scene: Scene, place: PartyPlace) -> Places:
    """A party and those joined to it by "and"."""
    return tuple(other for other in scene.parties if other.group == place.group) or (place,)


def _subject(scene: Scene) -> Places:
    """Who does what the trigger tells, wherever the language puts it."""
    if scene.is_noun:
        return _subject_of_noun(scene)
    if scene.is_passive:
        return _marked(scene, "by", _NOTHING)
    if scene.antecedent and not scene.has_resumptive and not [place for place in scene.before() if place.is_free]:
        return _group(scene, scene.antecedent) if scene.antecedent.is_strong else (scene.antecedent,)
    return _subject_of_verb(scene)


def _subject_of_verb(scene: Scene) -> Places:
    before = [place for place in scene.before() if place.is_free]
    if scene.sentence.lexicon.settings.verb_first:
        near = [place for place in before if scene.chain - place.end <= _SUBJECT_REACH]
        if near and not scene.is_coordinate:
            return _group(scene, near[-1])
        after = [place for place in scene.after() if place.is_free]
        return _group(scene, after[0]) if after else _topic(scene)
    if _has_pronoun(scene):
        return _topic(scene)
    if scene.is_coordinate or scene.trigger.value in ("gerund", "base"):
        before = before or [place for place in scene.parties if place.is_free and place.end <= scene.chain]
        return _group(scene, before[0]) if before else _topic(scene) if scene.is_coordinate else _NOTHING
    near = [place for place in before if scene.chain - place.end <= _SUBJECT_REACH]
    return _group(scene, near[-1]) if near else _NOTHING


def _has_pronoun(scene: Scene) -> bool:
    """Whether "it" or "he" stands where the subject stands."""
    text = scene.sentence.text
    return any(
        not text[one.end : scene.chain].strip() for one in scene.sentence.of("pronouns") if one.end <= scene.chain
    )


def _topic(scene: Scene) -> Places:
    """Whom the sentence, or the one before it, is about."""
    here = [place for place in scene.parties if place.is_free and place.end <= scene.left]
    if here:
        return _group(scene, here[0])
    return (scene.discourse.topic,) if scene.discourse.topic else _NOTHING


def _subject_of_noun(scene: Scene) -> Places:
    if scene.trigger.value == "possessed" or _has_pronoun(scene):
        return _topic(scene)
    owner = _owner(scene)
    if owner:
        return owner
    for marker, reach in _MAKERS:
        found = [
            place
            for place in _marked(scene, marker, _NOTHING)
            if place.is_strong and 0 <= place.start - scene.trigger.end <= reach
        ]
        if found:
            return _group(scene, found[0])
    if scene.is_definite:
        return _doer(scene, _NOTHING, _NOTHING)
    before = [place for place in scene.before() if place.is_free]
    if before:
        return _group(scene, before[-1])
    here = [place for place in scene.parties if place.is_free and place.end <= scene.left]
    return _group(scene, here[0]) if here else _NOTHING


def _owner(scene: Scene) -> Places:
    """Whose the noun is: "Iran's visit", "the Iranian visit", زيارة الرئيس."""
    if scene.sentence.lexicon.settings.verb_first:
        near = [place for place in scene.after() if place.start - scene.trigger.end <= _OWNER_REACH]
    else:
        near = [
            place
            for place in scene.parties
            if place.marker in (None, "of") and 0 <= scene.trigger.start - place.end <= _OWNER_REACH
        ]
    return _group(scene, near[0]) if near and near[0].marker in (None, "of") else _NOTHING


def _object(scene: Scene, subject: Places, taken: Places) -> Places:
    """The party acted upon: after the verb, or before a passive one."""
    if scene.has_resumptive and scene.antecedent:
        return (scene.antecedent,)
    if scene.is_passive:
        before = [place for place in scene.before() if place.is_free]
        return _group(scene, before[-1]) if before else _NOTHING
    free = [place for place in scene.after() if place.is_free and place.group not in {one.group for one in subject}]
    return _group(scene, free[0]) if free else _NOTHING


def _official(scene: Scene, subject: Places, taken: Places) -> Places:
    """The object where it is a person or a body: a guest, not a parcel."""
    return tuple(place for place in _object(scene, subject, taken) if place.office or place.person)


def _target(scene: Scene, subject: Places, taken: Places) -> Places:
    """The object, or the party whose thing the object is: "condemned Iran's strike", "banned an Iranian airline"."""
    if scene.has_resumptive and scene.antecedent:
        return (scene.antecedent,)
    places = scene.before() if scene.is_passive else scene.after()
    groups = {one.group for one in subject}
    near = [place for place in places if place.group not in groups and place.marker in (None, "of", "by")]
    near = [place for place in near if not place.is_location and not place.is_posting]
    return _group(scene, near[-1 if scene.is_passive else 0]) if near else _NOTHING


def _organisation(scene: Scene, subject: Places, taken: Places) -> Places:
    """The organisation named in the clause, before the trigger or after it."""
    clause = [place for place in scene.parties if scene.left <= place.start < scene.right]
    near = [place for place in clause if place.codes[0].startswith("IGO:") and not place.is_location]
    return tuple(sorted(near, key=lambda place: abs(place.start - scene.trigger.start))[:1])


def _organisation_subject(scene: Scene, subject: Places, taken: Places) -> Places:
    return tuple(place for place in subject if place.codes[0].startswith("IGO:"))


def _posting(scene: Scene, subject: Places, taken: Places) -> Places:
    return tuple(place for place in scene.after() if place.is_posting)[:1]


def _place(scene: Scene, subject: Places, taken: Places) -> Places:
    """The state where it happens."""
    near = [place for place in (*scene.after(), *scene.before()) if place.is_location]
    free = [place for place in near if not set(place.codes) <= _codes(taken) and _is_near(scene, place)]
    return tuple(free[:1])


def _is_near(scene: Scene, place: PartyPlace) -> bool:
    return max(place.start - scene.trigger.end, scene.chain - place.end) <= _PLACE_REACH


def _doer(scene: Scene, subject: Places, taken: Places) -> Places:
    """Who did the thing spoken about: "the strike that Israel carried out", الهجوم الذي شنته إسرائيل."""
    after = [place for place in scene.parties if place.start >= scene.right and place.marker in (None, "by")]
    is_relative = any(one.start == scene.right for one in scene.sentence.of("relatives"))
    return tuple(after[:1]) if is_relative and after and not after[0].is_location else _NOTHING


def _after(scene: Scene, subject: Places, taken: Places) -> Places:
    found = [place for place in scene.after() if place.is_strong and not set(place.codes) <= _codes(taken)]
    return _group(scene, found[0]) if found else _NOTHING


def _before(scene: Scene, subject: Places, taken: Places) -> Places:
    found = [place for place in scene.before() if place.is_strong and not set(place.codes) <= _codes(taken)]
    return _group(scene, found[-1]) if found else _NOTHING


def _both(scene: Scene, subject: Places, taken: Places) -> Places:
    """Two named by one word ("both countries") or side by side ("the Russian-Turkish summit")."""
    for place in scene.parties:
        if scene.left <= place.start < scene.right:
            if len(place.codes) == 2:
                return (place,)
            group = _group(scene, place)
            if len(group) == 2 and place.kind == "adjective" and place.is_weak:
                return group
    return _NOTHING


def _counterpart(scene: Scene, subject: Places, taken: Places) -> Places:
    """The other side of the act told last that the actor took part in."""
    codes = _codes(taken)
    for told in reversed(scene.told):
        if codes <= _codes(told.everyone) and len(_codes(told.everyone)) == 2:
            return tuple(place for place in told.everyone if not set(place.codes) <= codes)
    return _NOTHING


def _told(scene: Scene, subject: Places, taken: Places) -> Places:
    """Both sides of the visit, meeting or call told last."""
    met = [told for told in scene.told if event_type(told.type).done.plover_event == "CONSULT"]
    return _distinct(met[-1].everyone) if met else _NOTHING


_PLACES: dict[str, Callable[[Scene, Places, Places], Places]] = {
    "subject": lambda scene, subject, taken: subject,
    "object": _object,
    "official": _official,
    "target": _target,
    "organisation": _organisation,
    "organisation_subject": _organisation_subject,
    "posting": _posting,
    "place": _place,
    "after": _after,
    "before": _before,
    "doer": _doer,
    "both": _both,
    "counterpart": _counterpart,
    "told": _told,
}


def _marked(scene: Scene, marker: str, subject: Places) -> Places:
    """Parties behind a preposition: after the trigger in its clause, then before it."""
    groups = {one.group for one in subject}
    for places in (scene.after(), scene.before()):
        for place in places:
            if place.marker != marker or place.is_posting or place.group in groups:
                continue
            if marker == "in" and not _is_near(scene, place):
                continue
            if place.is_strong or marker not in _STRONG_MARKERS:
                return _group(scene, place)
    return _NOTHING
