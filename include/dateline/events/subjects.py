"""Who does what a trigger tells, wherever the language puts it."""

from collections.abc import Sequence

from dateline.events.agreement import agrees
from dateline.events.behind import (
    is_done_in_text,
    is_named_before_office,
    is_said_of_text,
    may_be_object,
    stranger_behind,
)
from dateline.events.candidates import NOTHING, Places, group_of, has_pronoun, marked, topic_of
from dateline.events.clauses import (
    addressed_subject,
    clause_subject,
    comma_clause,
    has_stranger,
    shared_clause,
    subject_behind_comma,
)
from dateline.events.discourse import PartyPlace
from dateline.events.makers import FOLLOW_REACH, OPENING_REACH, subject_of_noun, subject_of_opening
from dateline.events.ontology import event_type
from dateline.events.scenes import Scene
from dateline.events.words import FINITE

_SUBJECT_REACH = 90  # characters between a subject and its verb, which hold an apposition at most


def find_subject(scene: Scene) -> Places:
    """Who does what the trigger tells, wherever the language puts it."""
    if scene.sentence.lexicon.settings.comma_clauses and not scene.is_passive and not scene.antecedent:
        return _subject_of_clause(scene)
    if scene.is_noun:
        return subject_of_noun(scene)
    if scene.is_passive:
        return marked(scene, "by", scene.after(), NOTHING) or marked(scene, "by", scene.before(), NOTHING)
    if scene.trigger.word.cases:
        return _agreeing(scene)
    has_own = has_pronoun(scene) or any(place.is_subject for place in scene.before())  # "in Oslo, where he met"
    if scene.antecedent and not scene.has_resumptive and not has_own:
        plain = [place for place in subject_behind(scene) if place.cases and not place.can_follow]
        if plain:
            return tuple(plain)  # договор, который ратифицировала Франция
        return group_of(scene, scene.antecedent) if scene.antecedent.is_strong else (scene.antecedent,)
    return _subject_of_verb(scene)


def _agreeing(scene: Scene) -> Places:
    """Whom a participle goes with, by its ending: behind it, or before the comma that opens it: посла, посетившего."""
    cases = scene.trigger.word.cases
    near = [place for place in scene.parties if place.is_strong and (not place.cases or place.cases & cases)]
    before = [place for place in near if 0 <= scene.trigger.start - place.end <= FOLLOW_REACH]
    has_comma = "," in scene.sentence.text[max(scene.sentence.start, scene.trigger.start - 2) : scene.trigger.start]
    if before and has_comma:
        return group_of(scene, before[-1])
    after = [place for place in near if _follows(scene, place) and place.start >= scene.trigger.end]
    after = [place for place in after if place.marker is None and place.cases]
    return group_of(scene, after[-1]) if after else NOTHING


def _subject_of_clause(scene: Scene) -> Places:
    """The first party of the clause, or of the nearest before it; what belongs to the verb has a preposition."""
    sentence, parties = scene.sentence, scene.parties
    if addressed := addressed_subject(sentence, parties, scene.trigger):
        return group_of(scene, addressed)
    start = comma_clause(sentence, scene.left, scene.chain)
    if any(start <= one.start and one.end <= scene.chain for one in sentence.of("pronouns")):
        return topic_of(scene)
    subject = clause_subject(sentence, parties, scene.left, scene.chain)
    if subject:
        return group_of(scene, subject)
    if following := subject_behind_comma(sentence, parties, scene.trigger):
        return group_of(scene, following)
    start = shared_clause(sentence, parties, scene.left, scene.chain)
    return NOTHING if has_stranger(sentence, start, scene.chain) else topic_of(scene)


def _subject_of_verb(scene: Scene) -> Places:
    before = [place for place in scene.before() if place.is_subject]
    if scene.sentence.lexicon.settings.verb_first:
        if scene.is_about_head or is_said_of_text(scene):
            return NOTHING
        near = [place for place in before if scene.chain - place.end <= _SUBJECT_REACH]
        if near and not scene.is_coordinate:
            is_object = _has_verb(scene, near[-1]) and not is_done_in_text(scene)
            return NOTHING if is_object else group_of(scene, near[-1])
        after = [place for place in scene.after() if place.is_free and _follows(scene, place)]
        if _has_bound_subject(scene) and not (after and after[0].start - scene.trigger.end <= 1):
            return NOTHING if has_unknown_speaker(scene) else topic_of(scene)
        other = stranger_behind(scene, scene.trigger.end)
        if after and has_stranger(scene.sentence, scene.trigger.end, after[0].start):
            return NOTHING
        if other is not None and not _may_stand_before_subject(scene, other, after):
            return NOTHING
        if after and agrees(scene, after[0]):
            return group_of(scene, after[0])
        if had := _said_to_have(scene):
            return group_of(scene, had)
        here = [place for place in scene.parties if place.is_free and place.end <= scene.left]
        return topic_of(scene) if scene.is_coordinate or (here and scene.begins_clause) else NOTHING
    if has_pronoun(scene):
        return topic_of(scene)
    if bidden := _bidden(scene):
        return bidden
    if scene.is_coordinate or scene.trigger.value == "gerund":
        if _opens_with_pronoun(scene, before):
            return topic_of(scene)  # "it had summoned the envoy and handed him a note"
        before = before or [place for place in scene.parties if place.is_subject and place.end <= scene.chain]
        if before:
            return group_of(scene, before[0])
        behind = subject_behind(scene) if scene.sentence.lexicon.case_markers else NOTHING
        goes_on = scene.is_coordinate and scene.begins_clause and not _has_unknown_office(scene)
        return behind or (topic_of(scene) if goes_on else NOTHING)
    near = [place for place in before if scene.chain - place.end <= _SUBJECT_REACH and not _is_another(scene, place)]
    if near and not (near[-1].can_follow and near[-1].cases):
        return group_of(scene, near[-1])
    if not near and (indoors := _indoors(scene)):
        return indoors
    # Тегеран посетил глава МИД: what may be subject or object is the object where a plain subject follows.
    behind = subject_behind(scene)
    if near and not (behind and not behind[0].can_follow):
        return group_of(scene, near[-1])
    return behind or subject_of_opening(scene) or (topic_of(scene) if _says_where(scene) else NOTHING)


def _has_bound_subject(scene: Scene) -> bool:
    """Whether a pronoun written onto the "that" right before a verb is its subject: أعلنت أنها تبادلت."""
    opening, endings = scene.opening, scene.sentence.lexicon.settings.object_endings
    if (
        opening is None
        or opening.kind != "cuts"
        or not endings
        or scene.sentence.text[scene.left : scene.chain].strip()
    ):
        return False
    return scene.sentence.text[opening.start : opening.end].endswith(endings)


def _may_stand_before_subject(scene: Scene, other: int, after: Sequence[PartyPlace]) -> bool:
    """Whether a noun right behind a verb is a name before an office, or, the subject left out, the verb's object."""
    return is_named_before_office(scene, other, after[0]) if after else may_be_object(scene)


def _indoors(scene: Scene) -> Places:
    """Whose people do what a verb in the plural tells that has no subject: "в МИД Ирана осудили", "где ему вручили".

    A town does not act so, but where something is said; behind "where" it is the body just named, if it is not "where
    they", and without a name that of the state in which the ambassador serves.
    """
    endings = scene.sentence.lexicon.settings.plural_endings
    if not endings or not scene.sentence.text[: scene.trigger.end].endswith(endings) or scene.trigger.value == "base":
        return NOTHING
    if _says_where(scene) and scene.opening:
        start, end = scene.opening.end, scene.trigger.start
        if not any(start <= one.start < end for one in scene.sentence.of("object_pronouns")):
            return NOTHING
        named = [place for place in scene.parties if place.end <= scene.opening.start]
        return tuple([one for one in named if one.marker in ("in", "into") or one.is_posting][-1:])
    is_said = event_type(scene.meaning.type).is_reaction
    inside = [place for place in scene.before() if place.marker == "in" and (place.office or place.kind != "city")]
    acting = [
        one for one in inside if one.office or one.codes[0].startswith("IGO:") or (is_said and one.kind != "name")
    ]
    return tuple(acting[:1])


def _said_to_have(scene: Scene) -> PartyPlace | None:
    """Who stands behind the word that says an act came earlier: سبق للمغرب أن أغلق."""
    earlier = {one.end for one in scene.sentence.of("status") if one.value == "earlier"}
    near = [place for place in scene.parties if place.end <= scene.left and place.marker == "to"]
    return next((place for place in reversed(near) if place.start - 1 in earlier), None)


def _opens_with_pronoun(scene: Scene, before: Sequence[PartyPlace]) -> bool:
    """Whether a pronoun stands before the first party of the clause, and is the subject of all its verbs."""
    end = before[0].start if before else scene.chain
    verbs = [one for one in scene.sentence.of("trigger") if scene.left <= one.start < scene.chain]
    is_first = any(scene.left <= one.start and one.end <= end for one in scene.sentence.of("pronouns"))
    return is_first and bool(verbs) and (not before or verbs[0].start < before[0].start)


def _has_unknown_office(scene: Scene) -> bool:
    """Whether an office that names no state stands before the verb: "par ailleurs, la ministre du Commerce a signé"."""
    required = scene.meaning.requires
    if any(one.value in required for one in scene.sentence.of("phrase") if scene.left <= one.start < scene.chain):
        return True  # "the visit, his first, ends on Sunday"
    offices = [one for one in scene.sentence.of("office") if scene.left <= one.start and one.end <= scene.chain]
    return any(not any(place.start <= one.start < place.end for place in scene.parties) for one in offices)


def _says_where(scene: Scene) -> bool:
    """Whether a relative word that is neither subject nor object opens the clause: "в Каракас, где подписал"."""
    opening, settings = scene.opening, scene.sentence.lexicon.settings
    cases = opening.word.cases if opening and opening.kind == "relatives" else frozenset()
    return bool(cases) and cases.isdisjoint((*settings.subject_cases, *settings.object_cases))


def _bidden(scene: Scene) -> Places:
    """Who is bidden or wished to do what an infinitive tells, where endings show it: призвала Россию вывести войска."""
    if scene.trigger.value != "base" or not scene.sentence.lexicon.case_markers:
        return NOTHING
    cues = [
        one for one in scene.sentence.of("status") if one.value == "hypothetical" and one.end <= scene.trigger.start
    ]
    start = max((one.end for one in cues if scene.left <= one.start), default=scene.trigger.start)
    between = [place for place in scene.parties if start <= place.start and place.end <= scene.trigger.start]
    bidden = [place for place in between if place.is_strong and not (place.is_subject and place.cases)]
    bidden = [place for place in bidden if place.marker in (None, "from")]
    return group_of(scene, bidden[0]) if bidden else NOTHING


def _has_verb(scene: Scene, place: PartyPlace) -> bool:
    """Whether a party is the subject of the verb before it: تبنى المجلس قرارا يطالب, where the demand is the text's."""
    return any(
        one.value in FINITE and scene.left <= one.start and 0 <= place.start - one.end <= 1
        for one in scene.sentence.of("trigger")
    )


def has_unknown_speaker(scene: Scene) -> bool:
    """Whether the clause tells what somebody said of themselves who is no party: "the company said that it signed"."""
    sentence, opening = scene.sentence, scene.opening
    if opening is None or opening.kind != "cuts":
        return False
    verbs = [one for one in sentence.of("speech") if one.end <= opening.start]
    if not verbs or not sentence.is_open(verbs[-1].end, opening.start, OPENING_REACH):
        return False
    start, end = verbs[-1].end, opening.start
    is_named = any(start <= place.start < end for place in scene.parties)
    return bool(sentence.text[start:end].strip()) and not is_named


def ends_quotation(scene: Scene) -> bool:
    """Whether the verb follows what was said, and its subject the verb: «...», a averti Paris."""
    before = scene.sentence.text[scene.sentence.start : scene.chain].rstrip()
    return before.endswith((",", "،")) and before[:-1].rstrip().endswith(("»", '"', "”"))


def _is_another(scene: Scene, place: PartyPlace) -> bool:
    """Whether a noun that is no party stands between a comma and the verb: "for lack of news from Fiji, the ship"."""
    comma = scene.sentence.text.rfind(",", place.end, scene.chain)
    if comma < 0:
        return False
    start = comma + 1 + len(scene.sentence.text[comma + 1 :]) - len(scene.sentence.text[comma + 1 :].lstrip())
    joint = next((one for one in scene.sentence.of("marker") if one.start == start and one.value == "and"), None)
    start = joint.end + 1 if joint else start  # ", and his critics blame"
    articles = [one for one in scene.sentence.of("determiners") if one.start == start and one.end < scene.chain]
    return bool(articles) and not any(one.start == start for one in scene.sentence.of("time", "fillers", "anaphora"))


def subject_behind(scene: Scene) -> Places:
    """The subject behind its verb, where the language may put it there: "llegó a Lima el presidente de Chile"."""
    lexicon = scene.sentence.lexicon
    if not lexicon.settings.inverts:
        return NOTHING
    after = [place for place in scene.after() if place.is_subject and _follows(scene, place)]
    if lexicon.case_markers:
        after = [place for place in after if scene.sentence.is_open(scene.trigger.end, place.start, FOLLOW_REACH)]
        after = [place for place in after if not place.can_follow] or after
    return group_of(scene, after[0]) if after else NOTHING


def _follows(scene: Scene, place: PartyPlace) -> bool:
    return place.start - scene.trigger.end <= scene.sentence.reach(FOLLOW_REACH)
