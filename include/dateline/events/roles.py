"""Who stands in which role of a trigger."""

from collections.abc import Sequence

from dateline.events.behind import has_unknown_owner
from dateline.events.candidates import NOTHING, Places, codes_of, lead_of, marked, topic_of
from dateline.events.places import PLACES, distinct, without
from dateline.events.scenes import Scene
from dateline.events.subjects import ends_quotation, find_subject, has_unknown_speaker
from dateline.events.words import NOUNS

_TOLD_BEFORE = ("counterpart", "same", "told")  # places of those whom the text has named before
_PARTNER_REACH = 2  # characters between a verb, its "with", and the pronoun behind
_BEHIND = ("from", "for")  # prepositions of who makes a visit or a pact, which stand behind the noun


def find_roles(scene: Scene) -> tuple[Places, Places] | None:
    """The actors and the recipients, or None when the trigger lacks the parties its type needs."""
    if scene.trigger.value not in ("gerund", *NOUNS) and ends_quotation(scene):
        return None  # «...», a averti Paris: who speaks stands behind, and to whom is not told
    found = _roles(scene, find_subject(scene))
    if found is None and _may_omit_subject(scene):
        return _roles(scene, topic_of(scene))
    if found is None and scene.is_noun and scene.frame.is_symmetric and not has_unknown_owner(scene):
        return _roles(scene, lead_of(scene))
    return found


def find_acts(scene: Scene) -> list[tuple[Places, Places]]:
    """The roles of each act that the trigger tells: one, or as many as there are partners met one after another."""
    roles = find_roles(scene)
    if roles is None or not scene.is_several:
        return [roles] if roles else []
    if not scene.frame.is_symmetric:
        return [((place,), roles[1]) for place in roles[0]]  # 法国、德国分别宣布驱逐俄外交官
    subject = codes_of(find_subject(scene))
    own = tuple(place for place in roles[0] if set(place.codes) <= subject)
    others = [place for place in roles[0] if not set(place.codes) <= subject]
    return [((*own, place), ()) for place in others] if own and len(others) > 1 else [roles]


def _may_omit_subject(scene: Scene) -> bool:
    """Whether the subject can be whom the text is about: the verb needs none, or the party behind it is its object."""
    if scene.sentence.lexicon.settings.drops_subject and not scene.is_noun:
        return scene.begins_clause and not scene.is_passive
    is_verb_first = scene.sentence.lexicon.settings.verb_first and not scene.is_noun
    if is_verb_first and (has_unknown_speaker(scene) or scene.is_about_head):
        return False
    return is_verb_first and (scene.frame.is_symmetric or "official" in scene.frame.actor)


def _roles(scene: Scene, subject: Places) -> tuple[Places, Places] | None:
    actors = _look(scene, scene.frame.actor, subject, NOTHING)
    if not actors:
        return None
    # Who was found as the subject and does not act can be acted upon: "announces the expulsion of Ghana's envoy".
    is_apart = "subject" not in scene.frame.recipient and codes_of(subject).isdisjoint(codes_of(actors))
    recipients = _look(scene, scene.frame.recipient, actors if is_apart else subject, actors)
    if scene.frame.is_symmetric:
        everyone = distinct((*actors, *recipients))
        # An organisation can meet by itself, a state cannot.
        is_alone = len(codes_of(everyone)) == 1 and (scene.frame.needs_recipient or ":" not in everyone[0].codes[0])
        return None if is_alone else (everyone, ())
    if not recipients and scene.frame.needs_recipient and not _is_to_each_other(scene, actors):
        return None
    return distinct(actors), distinct(recipients)


def _is_to_each_other(scene: Scene, actors: Places) -> bool:
    """Whether what two states did is between them: "Peru and Chile broke off relations", with no other behind."""
    is_pair = len(codes_of(actors)) == 2 and not any(":" in code for code in codes_of(actors))
    behind = [one for one in scene.sentence.of("marker") if scene.trigger.end <= one.start < scene.right]
    is_with = any(one.value == "with" for one in behind)
    return scene.frame.is_mutual and is_pair and not is_with and len({place.group for place in actors}) == 1


def _names_partner(scene: Scene) -> bool:
    """Whether a verb names whom it is done with, be it nobody that acts for a state: "met with business leaders"."""
    start, end = scene.trigger.end, scene.right
    behind = [one for one in scene.sentence.of("marker") if one.value == "with" and start <= one.start < end]
    if scene.is_noun or not scene.frame.is_symmetric or not behind or behind[0].start - start > _PARTNER_REACH:
        return False
    pronouns = scene.sentence.of("object_pronouns", "pronouns")
    return not any(0 <= one.start - behind[0].end <= _PARTNER_REACH for one in pronouns)


def _hidden_before(scene: Scene) -> tuple[str, ...]:
    """Prepositions that belong to no noun behind them: حوار بين فلان وفلان بعد توقيع الاتفاق."""
    if not scene.is_noun:
        return ()
    is_aside = any(scene.trigger.start - one.end == 1 for one in scene.sentence.of("circumstances"))
    if is_aside:
        return (*_BEHIND, "between")
    return _BEHIND if scene.is_definite else ()


def _look(scene: Scene, names: Sequence[str], subject: Places, taken: Places) -> Places:
    """The parties of the first place that holds any not taken."""
    after, before, codes = scene.after(), scene.before(), codes_of(taken)
    searches = [(name, after) for name in names]
    settings = scene.sentence.lexicon.settings
    if settings.verb_first or scene.sentence.lexicon.case_markers or settings.comma_clauses:
        hidden = _hidden_before(scene) if settings.verb_first else ()
        searches += [(name, before) for name in names if name not in PLACES and name not in hidden]
    elif not scene.is_noun:  # "a truce between A and B took effect"
        searches += [(name, before) for name in names if name == "between"]
    if _names_partner(scene):
        searches = [(name, near) for name, near in searches if name not in _TOLD_BEFORE]
    for name, near in searches:
        find = PLACES.get(name)
        found = find(scene, subject, taken) if find else marked(scene, name, near, subject)
        left = tuple(rest for place in found if (rest := without(place, codes)).codes)
        if left:
            return left
        if found and name == "to":
            return NOTHING  # a minister of Yemen who goes to Aden: one's own land is no other side
    return NOTHING
