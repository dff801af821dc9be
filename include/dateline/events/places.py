"""The places of a frame: where in the sentence, or in what was told, a party is looked for."""

from collections.abc import Callable, Collection, Sequence

from dateline.events.candidates import NOTHING, Places, codes_of, group_of, is_near, is_of_thing, lead_of
from dateline.events.clauses import host_of
from dateline.events.discourse import PartyPlace
from dateline.events.makers import agent_of, doer_of
from dateline.events.objects import find_addressee, find_judged, find_object, find_official, find_target
from dateline.events.ontology import event_type
from dateline.events.scenes import Scene

_APPOSED_REACH = 2  # characters between a party and what is said of it behind a comma
_ATTRIBUTE_REACH = 20  # characters between "Russian-Turkish" and "talks"
_ELSEWHERE = ("from", "other")  # prepositions of whom an act only has to do with: "with translators from Spain"
_TREATIES = ("agreement_signed", "mou_signed", "treaty_committee_step", "treaty_ratified")
_PRONOUN_REACH = 12  # characters between a verb and the pronoun that is its object
_CUT_REACH = 24  # characters between a verb, the "that" behind it, and the subject behind that


def _complement(scene: Scene, subject: Places, taken: Places) -> Places:
    """The subject of the clause that the verb introduces: "demanded that Iran return it"."""
    cut = next((one for one in scene.sentence.of("cuts") if one.start == scene.right), None)
    reach = scene.sentence.reach(_CUT_REACH)
    if cut is None or cut.start - scene.trigger.end > reach:
        return NOTHING
    after = [place for place in scene.parties if place.is_free and 0 <= place.start - cut.end <= reach]
    return group_of(scene, after[0]) if after else NOTHING


def _speaker(scene: Scene, subject: Places, taken: Places) -> Places:
    """Who says what the clause tells: the party before the verb of saying that opens it."""
    verbs = [one for one in scene.sentence.of("speech") if one.end <= scene.left]
    before = [place for place in scene.parties if verbs and place.is_free and place.end <= verbs[-1].start]
    return group_of(scene, before[-1]) if before else NOTHING


def _organisation(scene: Scene, subject: Places, taken: Places) -> Places:
    """The organisation named in the clause, before or after the trigger; a place only right behind it: "joined in".

    Those it meets go with it: "the EU-China summit", "саммит глав стран ЕС и президента России".
    """
    clause = [place for place in scene.parties if scene.left <= place.start < scene.right]
    near = [place for place in clause if place.codes[0].startswith("IGO:")]
    near = [place for place in near if not place.is_location or _touches(scene, place)]
    nearest = tuple(sorted(near, key=lambda place: abs(place.start - scene.trigger.start))[:1])
    return group_of(scene, nearest[0]) if nearest and scene.frame.is_symmetric else nearest


def _touches(scene: Scene, place: PartyPlace) -> bool:
    return 0 <= place.start - scene.trigger.end <= 1 or 0 <= scene.trigger.start - place.end <= 1


def _organisation_subject(scene: Scene, subject: Places, taken: Places) -> Places:
    return tuple(place for place in subject if place.codes[0].startswith("IGO:"))


def _traveller(scene: Scene, subject: Places, taken: Places) -> Places:
    """The subject, unless it is a diplomat: one who serves there does not come on a visit."""
    return tuple(place for place in subject if place.sector != "DIP")


def _envoy(scene: Scene, subject: Places, taken: Places) -> Places:
    """The subject where it is a person or a body, as who arrives somewhere must be."""
    return tuple(place for place in _traveller(scene, subject, taken) if place.office or place.person)


def _guest(scene: Scene, subject: Places, taken: Places) -> Places:
    """The traveller where it is a person or a body, not goods or a team that arrive."""
    return tuple(place for place in _traveller(scene, subject, taken) if place.office or place.person)


def _passenger(scene: Scene, subject: Places, taken: Places) -> Places:
    """Whose plane or train arrives, where nobody else does: самолёт президента вылетел в Ханой."""
    aboard = [place for place in scene.before() if place.person and place.stands_behind("of")]
    return tuple(aboard[-1:])


def _partner(scene: Scene, subject: Places, taken: Places) -> Places:
    """Who stands behind "with", even where only a thing is shared: 与卡塔尔的协定."""
    groups = {one.group for one in subject}
    near = [place for place in (*scene.after(), *scene.before()) if place.stands_behind("with")]
    free = [place for place in near if place.group not in groups]
    return group_of(scene, free[0]) if free else NOTHING


def _posting(scene: Scene, subject: Places, taken: Places) -> Places:
    return tuple(place for place in (*scene.after(), *scene.before()) if place.is_posting)[:1]


def _host(scene: Scene, subject: Places, taken: Places) -> Places:
    """Who receives the guest that the trigger is an attribute of."""
    host = host_of(scene.sentence, scene.parties, scene.trigger) if scene.is_attributed else None
    return group_of(scene, host) if host else NOTHING


def _place(scene: Scene, subject: Places, taken: Places) -> Places:
    """The state where it happens."""
    near = [place for place in (*scene.after(), *scene.before()) if place.is_location]
    free = [place for place in near if not set(place.codes) <= codes_of(taken) and is_near(scene, place)]
    return tuple(free[:1])


def _tour(scene: Scene, subject: Places, taken: Places) -> Places:
    """The states behind a tour that goes through them, whatever their preposition: جولة تشمل مصر والأردن."""
    own = codes_of(subject)
    found = [one for one in scene.after() if not one.is_weak and one.codes[0] not in own and ":" not in one.codes[0]]
    return group_of(scene, found[0]) if found else NOTHING


def _after(scene: Scene, subject: Places, taken: Places) -> Places:
    found = [place for place in scene.after() if place.is_strong and not set(place.codes) <= codes_of(taken)]
    return group_of(scene, found[0]) if found and found[0].marker not in _ELSEWHERE else NOTHING


def _before(scene: Scene, subject: Places, taken: Places) -> Places:
    found = [place for place in scene.before() if place.is_strong and not set(place.codes) <= codes_of(taken)]
    return group_of(scene, found[-1]) if found else NOTHING


def _both(scene: Scene, subject: Places, taken: Places) -> Places:
    """Two named by one word ("both countries") or side by side ("the Russian-Turkish summit")."""
    for place in scene.parties:
        if scene.left <= place.start < scene.right and not is_of_thing(scene, place):
            if len(place.codes) == 2:
                return (place,)
            group = group_of(scene, place)
            is_compound = len(group) == 2 and place.is_weak and place.kind == group[1].kind
            if is_compound and _belongs(scene, group):
                return group
    return NOTHING


def _belongs(scene: Scene, group: Places) -> bool:
    """Whether two adjectives can be those of the trigger or of what it asks for, and not of another noun."""
    if not scene.sentence.lexicon.case_markers:
        return True
    if not scene.is_noun:
        return event_type(scene.meaning.type).done.plover_event != "CONSULT"
    return 0 <= scene.trigger.start - group[-1].end <= _ATTRIBUTE_REACH


def _counterpart(scene: Scene, subject: Places, taken: Places) -> Places:
    """The other side of the act told last that the actor took part in, or all to whom it did it."""
    codes = codes_of(taken)
    for told in reversed(scene.told):
        if codes == codes_of(told.actors) and told.recipients and told.type != "official_visit":
            return told.recipients
        if codes <= codes_of(told.everyone) and len(codes_of(told.everyone)) == 2:
            return tuple(place for place in told.everyone if not set(place.codes) <= codes)
        if codes <= codes_of(told.actors) and len(told.recipients) == 1:
            return told.recipients  # "the presidents of A and B came to C. A reopened its embassy"
    return NOTHING


def _home(scene: Scene, subject: Places, taken: Places) -> Places:
    """The state whose agency reports, behind words that call it "the country": وصل إلى البلاد."""
    home = scene.discourse.home
    return (PartyPlace((home,), scene.trigger.start, scene.trigger.end, "home"),) if home else NOTHING


def _target(scene: Scene, subject: Places, taken: Places) -> Places:
    """Whom or whose thing a verb is about; the pronoun of one that goes on is the other side of the act before."""
    if scene.trigger.word.has_object and scene.is_coordinate and not scene.antecedent:
        return _counterpart(scene, subject, taken)
    return find_target(scene, subject, taken)


def _told(scene: Scene, subject: Places, taken: Places) -> Places:
    """Both sides of the visit, meeting, call or agreement told last."""
    met = [told for told in scene.told if _is_mutual(told.type)]
    return distinct(met[-1].everyone) if met else NOTHING


def _treaty(scene: Scene, subject: Places, taken: Places) -> Places:
    """Both sides of the treaty told last, where the text says of it when it was signed: "The treaty was signed in"."""
    things = [one for one in scene.sentence.of("instruments") if 0 <= scene.chain - one.end <= 1]
    if not scene.is_passive or not things:
        return NOTHING
    told = (one for one in reversed(scene.told) if one.type in _TREATIES and len(codes_of(one.everyone)) > 1)
    last = next(told, None)
    return distinct(last.everyone) if last else NOTHING


def _is_mutual(kind: str) -> bool:
    """Whether an act is of two sides: a visit, a meeting, an agreement, and what is done to one, as to ratify it."""
    told = event_type(kind)
    is_of_two = told.done.plover_event == "CONSULT" or (told.done.plover_event == "SUPPORT" and not told.is_reaction)
    return told.is_symmetric or (is_of_two and told.done.plover_mode != "third-party")


def _same(scene: Scene, subject: Places, taken: Places) -> Places:
    """The same side of the act of this type told last: "the summit opens tomorrow"."""
    told = next((told for told in reversed(scene.told) if told.type == scene.meaning.type), None)
    if told is None:
        return NOTHING
    return told.recipients if taken else told.actors


def _pronoun(scene: Scene, subject: Places, taken: Places) -> Places:
    """Whom a pronoun behind the verb, or before it in "l'a accusé", stands for: the other side of the act told last.

    Where there was no such act, it is whom the sentence or the one before it is about: "lo llamó por teléfono".
    """
    start, reach = scene.trigger.end, scene.sentence.reach(_PRONOUN_REACH)
    if scene.sentence.lexicon.settings.drops_subject:
        is_before = any(scene.chain <= one.start < scene.trigger.start for one in scene.sentence.of("object_pronouns"))
        return (_partners_told(scene, taken) or _other(scene, taken)) if is_before else NOTHING
    near = any(0 <= one.start - start <= reach for one in scene.sentence.of("object_pronouns"))
    near = near or any(scene.chain <= one.start < scene.trigger.start for one in scene.sentence.of("clitics"))
    return _counterpart(scene, subject, taken) if near else NOTHING


def _other(scene: Scene, taken: Places) -> Places:
    """The first other subject of the sentence, else whom the one before was about."""
    before = [place for place in scene.parties if place.is_subject and place.end <= scene.chain]
    other = next((place for place in before if not set(place.codes) & codes_of(taken)), scene.discourse.topic)
    return (other,) if other and not set(other.codes) & codes_of(taken) else NOTHING


def _partners_told(scene: Scene, taken: Places) -> Places:
    """Whom the act told last was done to by the same side; the land that a visit led to is no one."""
    last = scene.told[-1] if scene.told else None
    if last is None or last.type == "official_visit" or not codes_of(taken) <= codes_of(last.actors):
        return NOTHING
    return last.recipients


def _beside(scene: Scene, subject: Places, taken: Places) -> Places:
    """Whom an apposition is about, whatever stands before them: "avec son homologue coréen, en visite à Oslo"."""
    near = [place for place in scene.parties if place.is_strong and 0 <= scene.chain - place.end <= _APPOSED_REACH]
    return group_of(scene, near[-1]) if near else NOTHING


def _named(scene: Scene, subject: Places, taken: Places) -> Places:
    """The subject where it is named: "the two sides" that discuss a thing may be on the phone."""
    return tuple(place for place in subject if place.kind != "both")


PLACES: dict[str, Callable[[Scene, Places, Places], Places]] = {
    "subject": lambda scene, subject, taken: subject,
    "named": _named,
    "object": find_object,
    "official": find_official,
    "traveller": _traveller,
    "guest": _guest,
    "passenger": _passenger,
    "envoy": _envoy,
    "tour": _tour,
    "agent": lambda scene, subject, taken: agent_of(scene),
    "target": _target,
    "judged": find_judged,
    "addressee": find_addressee,
    "organisation": _organisation,
    "organisation_subject": _organisation_subject,
    "posting": _posting,
    "partner": _partner,
    "sides": lambda scene, subject, taken: subject if len(codes_of(subject)) > 1 else NOTHING,
    "place": _place,
    "host": _host,
    "after": _after,
    "before": _before,
    "doer": lambda scene, subject, taken: doer_of(scene),
    "complement": _complement,
    "speaker": _speaker,
    "both": _both,
    "counterpart": _counterpart,
    "told": _told,
    "treaty": _treaty,
    "same": _same,
    "pronoun": _pronoun,
    "beside": _beside,
    "home": _home,
    "lead": lambda scene, subject, taken: lead_of(scene),
}


def distinct(places: Sequence[PartyPlace]) -> Places:
    """The places, each code once."""
    kept: list[PartyPlace] = []
    for place in places:
        left = without(place, codes_of(kept))
        if left.codes:
            kept.append(left)
    return tuple(kept)


def without(place: PartyPlace, taken: Collection[str]) -> PartyPlace:
    """The place without the parties taken."""
    codes = tuple(code for code in place.codes if code not in taken)
    return place if codes == place.codes else place._replace(codes=codes)
