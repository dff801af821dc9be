"""Who does what a trigger tells, wherever the language puts it."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.events.clauses import (
    addressed_subject,
    clause_subject,
    comma_clause,
    has_stranger,
    shared_clause,
    subject_behind_comma,
)
from dateline.events.discourse import PartyPlace
from dateline.events.scenes import NOUNS, Scene, relative_verb
from dateline.events.words import FINITE

Places = tuple[PartyPlace, ...]
NOTHING: Places = ()
_STRONG_MARKERS = ("with", "between", "by")  # who stands behind them acts; an adjective's thing does not
_MAKERS = (("by", 90), ("of", 90), ("from", 16), ("for", 12))  # prepositions of who makes a visit or a call
_PLACE_MARKERS = ("of", "in", "to", "by")
_PLACE_REACH = 80  # characters between a trigger and the place where it happens
_OWNER_REACH = 3  # characters between "Iran's" and its visit
_FOLLOW_REACH = 60  # characters between a verb and the subject behind it
_OPENING_REACH = 90  # characters between a participle and the comma behind what it opens
_ARTICLE_REACH = 7  # characters between a comma and the party behind it
_SUBJECT_REACH = 90  # characters between a subject and its verb, which hold an apposition at most


def find_subject(scene: Scene) -> Places:
    """Who does what the trigger tells, wherever the language puts it."""
    if scene.sentence.lexicon.settings.comma_clauses and not scene.is_passive and not scene.antecedent:
        return _subject_of_clause(scene)
    if scene.is_noun:
        return _subject_of_noun(scene)
    if scene.is_passive:
        return marked(scene, "by", scene.after(), NOTHING) or marked(scene, "by", scene.before(), NOTHING)
    if scene.trigger.word.cases:
        return _agreeing(scene)
    if scene.antecedent and not scene.has_resumptive and not [place for place in scene.before() if place.is_subject]:
        plain = [place for place in subject_behind(scene) if place.cases and not place.can_follow]
        if plain:
            return tuple(plain)  # договор, который ратифицировала Франция
        return group_of(scene, scene.antecedent) if scene.antecedent.is_strong else (scene.antecedent,)
    return _subject_of_verb(scene)


def _agreeing(scene: Scene) -> Places:
    """Whom a participle goes with, by its ending: behind it, or before the comma that opens it: посла, посетившего."""
    cases = scene.trigger.word.cases
    near = [place for place in scene.parties if place.is_strong and (not place.cases or place.cases & cases)]
    before = [place for place in near if 0 <= scene.trigger.start - place.end <= _FOLLOW_REACH]
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
        if scene.is_about_head:
            return NOTHING
        near = [place for place in before if scene.chain - place.end <= _SUBJECT_REACH]
        if near and not scene.is_coordinate:
            return NOTHING if _has_verb(scene, near[-1]) else group_of(scene, near[-1])
        after = [place for place in scene.after() if place.is_free and _follows(scene, place)]
        if after:
            return group_of(scene, after[0])
        here = [place for place in scene.parties if place.is_free and place.end <= scene.left]
        return topic_of(scene) if scene.is_coordinate or (here and scene.begins_clause) else NOTHING
    if _has_pronoun(scene):
        return topic_of(scene)
    if bidden := _bidden(scene):
        return bidden
    if scene.is_coordinate or scene.trigger.value == "gerund":
        before = before or [place for place in scene.parties if place.is_subject and place.end <= scene.chain]
        if before:
            return group_of(scene, before[0])
        behind = subject_behind(scene) if scene.sentence.lexicon.case_markers else NOTHING
        return behind or (topic_of(scene) if scene.is_coordinate and scene.begins_clause else NOTHING)
    near = [place for place in before if scene.chain - place.end <= _SUBJECT_REACH and not _is_another(scene, place)]
    if near and not (near[-1].can_follow and near[-1].cases):
        return group_of(scene, near[-1])
    # Тегеран посетил глава МИД: what may be subject or object is the object where a plain subject follows.
    behind = subject_behind(scene)
    if near and not (behind and not behind[0].can_follow):
        return group_of(scene, near[-1])
    return behind or subject_of_opening(scene) or (topic_of(scene) if _says_where(scene) else NOTHING)


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
    if not verbs or not sentence.is_open(verbs[-1].end, opening.start, _OPENING_REACH):
        return False
    start, end = verbs[-1].end, opening.start
    is_named = any(start <= place.start < end for place in scene.parties)
    return bool(sentence.text[start:end].strip()) and not is_named


def subject_of_opening(scene: Scene) -> Places:
    """The subject behind the comma of what opens a sentence: "reçu à Paris, le ministre ghanéen a signé"."""
    sentence, start = scene.sentence, scene.trigger.end
    if scene.trigger.value not in ("participle", "present", *NOUNS) or scene.opening or not scene.begins_clause:
        return NOTHING
    comma = sentence.text.find(",", start, sentence.end)
    if sentence.text[sentence.start : scene.chain].strip("- ") or not 0 <= comma - start <= _OPENING_REACH:
        return NOTHING
    first = next((place for place in scene.parties if place.start > comma), None)
    is_near = first is not None and first.is_subject and first.start - comma <= _ARTICLE_REACH
    return group_of(scene, first) if first and is_near else NOTHING


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
    articles = [one for one in scene.sentence.of("determiners") if one.start == start and one.end < scene.chain]
    return bool(articles) and not any(one.start == start for one in scene.sentence.of("time", "fillers", "anaphora"))


def subject_behind(scene: Scene) -> Places:
    """The subject behind its verb, where the language may put it there: "llegó a Lima el presidente de Chile"."""
    lexicon = scene.sentence.lexicon
    if not lexicon.settings.inverts:
        return NOTHING
    after = [place for place in scene.after() if place.is_subject and _follows(scene, place)]
    if lexicon.case_markers:
        after = [place for place in after if scene.sentence.is_open(scene.trigger.end, place.start, _FOLLOW_REACH)]
        after = [place for place in after if not place.can_follow] or after
    return group_of(scene, after[0]) if after else NOTHING


def _follows(scene: Scene, place: PartyPlace) -> bool:
    return place.start - scene.trigger.end <= scene.sentence.reach(_FOLLOW_REACH)


def _has_pronoun(scene: Scene, kind: str = "pronouns") -> bool:
    """Whether "it" or "he", or another pronoun of the kind, stands where the subject stands."""
    text = scene.sentence.text
    return any(not text[one.end : scene.chain].strip() for one in scene.sentence.of(kind) if one.end <= scene.chain)


def topic_of(scene: Scene) -> Places:
    """Whom the sentence, or the one before it, is about."""
    here = [place for place in scene.parties if place.is_subject and place.end <= scene.chain]
    if here:
        return group_of(scene, here[0])
    if scene.discourse.has_former:
        return NOTHING  # the sentence is about him
    topic, couple = scene.discourse.topic, scene.discourse.couple
    if topic is None:
        return NOTHING
    is_they = set(topic.codes) <= set(couple) and _has_pronoun(scene, "they")
    return (replace(topic, codes=couple),) if is_they else (topic,)


def _subject_of_noun(scene: Scene) -> Places:
    if scene.trigger.value == "possessed" or _has_pronoun(scene):
        return _own_subject(scene) or topic_of(scene)
    owner = _owner(scene)
    if owner:
        return owner
    carried = _carried_by(scene)
    if carried:
        return carried
    return agent_of(scene)


def _own_subject(scene: Scene) -> Places:
    """The subject of the clause of "his visit", where verbs come first and it begins behind a "that"."""
    if not scene.sentence.lexicon.settings.verb_first or scene.opening is None or scene.opening.kind != "cuts":
        return NOTHING
    before = [place for place in scene.before() if place.is_subject]
    return group_of(scene, before[0]) if before else NOTHING


def agent_of(scene: Scene) -> Places:
    """Who makes a thing told by a noun, the owner of the noun left aside: طرد السفير is not the ambassador's act."""
    for marker, reach in _MAKERS:
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


def lead_of(scene: Scene) -> Places:
    """Whom the sentence is about, where another stands nearer to a noun: "thanked Oslo in a meeting with its envoy"."""
    here = [place for place in scene.parties if place.is_subject and place.end <= scene.chain]
    return group_of(scene, here[0]) if here else NOTHING


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
        if 0 <= one.start - scene.trigger.end <= scene.sentence.reach(_FOLLOW_REACH) // 2
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
        near = [
            place for place in scene.after() if place.start - scene.trigger.end <= scene.sentence.reach(_OWNER_REACH)
        ]
        near = [place for place in near if not place.cases or place.stands_behind("of")]
    else:
        near = [
            place
            for place in scene.parties
            if place.marker in (None, "of")
            and 0 <= scene.trigger.start - place.end <= scene.sentence.reach(_OWNER_REACH)
        ]
    return group_of(scene, near[0]) if near and near[0].marker in (None, "of") else NOTHING


def doer_of(scene: Scene) -> Places:
    """Who did the thing spoken about: "the strike that Israel carried out", الهجوم الذي شنته إسرائيل."""
    after = [place for place in scene.parties if place.start >= scene.right and place.marker in (None, "by")]
    is_relative = any(one.start == scene.right for one in scene.sentence.of("relatives"))
    return tuple(after[:1]) if is_relative and after and not after[0].is_location else NOTHING


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
        if place.is_strong or marker not in _STRONG_MARKERS:
            return group_of(scene, place)
    return NOTHING


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
    return max(place.start - scene.trigger.end, scene.chain - place.end) <= scene.sentence.reach(_PLACE_REACH)
