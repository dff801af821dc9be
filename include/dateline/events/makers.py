"""Who makes a thing that a noun tells of: its owner, who carries it, or who stands behind a preposition."""

from dateline.events.behind import has_unknown_owner
from dateline.events.candidates import NOTHING, Places, group_of, has_pronoun, marked, topic_of
from dateline.events.discourse import PartyPlace
from dateline.events.scenes import Scene
from dateline.events.verbs import relative_verb
from dateline.events.words import NOUNS

FOLLOW_REACH = 60  # characters between a verb and the subject behind it
OPENING_REACH = 90  # characters between a participle and the comma behind what it opens
_MAKERS = (("by", 90), ("of", 90), ("from", 16), ("for", 12))  # prepositions of who makes a visit or a call
_PLACE_MARKERS = ("of", "in", "to", "by")
_OWNER_REACH = 3  # characters between "Iran's" and its visit
_ARTICLE_REACH = 7  # characters between a comma and the party behind it


def subject_of_opening(scene: Scene) -> Places:
    """The subject behind the comma of what opens a sentence: "reçu à Paris, le ministre ghanéen a signé"."""
    sentence, start = scene.sentence, scene.trigger.end
    if scene.trigger.value not in ("participle", "present", *NOUNS) or scene.opening or not scene.begins_clause:
        return NOTHING
    comma = sentence.text.find(",", start, sentence.end)
    if sentence.text[sentence.start : scene.chain].strip("- ") or not 0 <= comma - start <= OPENING_REACH:
        return NOTHING
    first = next((place for place in scene.parties if place.start > comma), None)
    is_near = first is not None and first.is_subject and first.start - comma <= _ARTICLE_REACH
    return group_of(scene, first) if first and is_near else NOTHING


def subject_of_noun(scene: Scene) -> Places:
    """Who makes what a noun tells of, wherever the language puts it."""
    if scene.trigger.value == "possessed" or has_pronoun(scene):
        return _own_subject(scene) or topic_of(scene)
    owner = _owner(scene)
    if owner:
        return owner
    carried = _carried_by(scene)
    if carried:
        return carried
    return NOTHING if has_unknown_owner(scene) else agent_of(scene)


def _own_subject(scene: Scene) -> Places:
    """The subject of the clause of "his visit", where verbs come first and it begins behind a "that"."""
    if not scene.sentence.lexicon.settings.verb_first or scene.opening is None or scene.opening.kind != "cuts":
        return NOTHING
    before = [place for place in scene.before() if place.is_subject]
    return group_of(scene, before[0]) if before else NOTHING


def agent_of(scene: Scene) -> Places:
    """Who makes a thing told by a noun, the owner of the noun left aside: طرد السفير is not the ambassador's act."""
    # "withdrawal from": whom it is done to. "Visit by" names its maker all the same.
    own = {one.value for one in scene.sentence.of("marker") if one.end == scene.trigger.end and one.value != "by"}
    for marker, reach in _MAKERS:
        if marker in own or (marker == "from" and marker in scene.frame.recipient):
            continue  # سحب سفيرها من النيجر: whom it is done to
        found = marked(scene, marker, scene.after(), NOTHING)
        near = found and found[0].is_strong and found[0].start - scene.trigger.end <= reach
        if (
            near
            and (marker == "of" or not _is_of_another(scene, found[0]))
            and (marker != "of" or _is_maker(scene, found[0]))
        ):
            return found
    if scene.is_definite:
        return doer_of(scene)
    before = [place for place in scene.before() if place.is_subject]
    if before:
        return group_of(scene, before[0 if scene.sentence.lexicon.settings.verb_first else -1])
    here = [place for place in scene.parties if place.is_subject and place.end <= scene.left]
    is_said = scene.opening is not None and scene.opening.kind == "speech"
    return group_of(scene, here[-1 if is_said else 0]) if here else subject_of_opening(scene)


def _is_of_another(scene: Scene, place: PartyPlace) -> bool:
    """Whether a preposition brings in what a maker has made: "the recall of its envoy after the vote by Oslo"."""
    markers = scene.sentence.of("marker")
    return any(one.value == "other" and scene.trigger.end <= one.start < one.end < place.start for one in markers)


def _is_maker(scene: Scene, place: PartyPlace) -> bool:
    """Whether "of" says whose the noun is, and not whose the thing is that another preposition brings in.

    "talks in Oslo of the Finnish minister", but "talks on the bases of Finland".
    """
    return all(
        one.value in _PLACE_MARKERS
        for one in scene.sentence.of("marker")
        if scene.trigger.end <= one.start < place.start
    )


def _carried_by(scene: Scene) -> Places:
    """Who stands beside the verb that follows a noun: زيارة قام بها الوزير, "la visita que hará el ministro"."""
    verb = relative_verb(scene.sentence, scene.trigger)
    if verb:
        near = [place for place in scene.after() if place.is_free and place.end <= verb.start]
        near += [place for place in scene.after() if place.is_free and place.start >= verb.end]
        if near:
            return group_of(scene, near[0])
    verbs = [
        one
        for one in scene.sentence.of("support_after")
        if 0 <= one.start - scene.trigger.end <= scene.sentence.reach(FOLLOW_REACH) // 2
    ]
    for verb in verbs:
        near = [
            place
            for place in scene.parties
            if place.is_free and 0 <= place.start - verb.end <= scene.sentence.reach(_OWNER_REACH)
        ]
        if near and scene.sentence.lexicon.settings.verb_first:
            return group_of(scene, near[0])
    return NOTHING


def _owner(scene: Scene) -> Places:
    """Whose the noun is: "Iran's visit", "the Iranian visit", زيارة الرئيس."""
    lexicon = scene.sentence.lexicon
    if lexicon.settings.verb_first or lexicon.case_markers:
        start = _behind_titles(scene)
        near = [place for place in scene.after() if place.start - start <= scene.sentence.reach(_OWNER_REACH)]
        near = [place for place in near if not place.cases or place.stands_behind("of")]
    else:
        near = [
            place
            for place in scene.parties
            if place.marker in (None, "of")
            and 0 <= scene.trigger.start - place.end <= scene.sentence.reach(_OWNER_REACH)
        ]
    return group_of(scene, near[0]) if near and near[0].marker in (None, "of") else NOTHING


def _behind_titles(scene: Scene) -> int:
    """Where the titles end that stand right behind a noun: زيارة صاحب السمو الأمير."""
    start = scene.trigger.end
    for one in scene.sentence.of("titles"):
        if 0 <= one.start - start <= 1:
            start = one.end
    return start


def doer_of(scene: Scene) -> Places:
    """Who did the thing spoken about: "the strike that Israel carried out", الهجوم الذي شنته إسرائيل."""
    hurt = [one.start for one in scene.sentence.of("victims") if one.start >= scene.trigger.end]  # قتل, استهدفت
    after = [place for place in scene.parties if place.start >= scene.right and place.marker in (None, "by")]
    after = [place for place in after if not any(start < place.start for start in hurt)]
    is_relative = any(one.start == scene.right for one in scene.sentence.of("relatives"))
    return tuple(after[:1]) if is_relative and after and not after[0].is_location else NOTHING
