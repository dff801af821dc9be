"""The time mention that a trigger's own clause ties to it, and those that belong to something else."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.dates.anchors import TimeMention
from dateline.events.clauses import comma_clause
from dateline.events.ontology import event_type
from dateline.events.scenes import Scene
from dateline.events.sentences import Sentence
from dateline.events.status import is_done_at_once, is_errand, is_of_old_plan
from dateline.events.verbs import relative_verb
from dateline.events.words import CLAUSE_OPENERS, NOUNS, Found


@dataclass(frozen=True, slots=True)
class Placed:
    """A time mention and its folded span."""

    time: TimeMention
    start: int
    end: int


OPENING = 10  # characters a sentence may have before the day that opens it
_SAID_REACH = 12  # characters between a verb of saying and its day
_AUXILIARY_REACH = 12  # characters between "have" and its participle
_COMMA = re.compile("[,،、，]")
_BARE = ("= month_bare", "= day_bare", "weekday_bare")  # operations that read what has no year or week
_TOO_WIDE = ("century", "decade")
_LONGEST = dt.timedelta(days=366)  # a longer range is what a budget or a plan is for


def own_time(scene: Scene, times: Sequence[Placed], published_on: dt.date) -> TimeMention | None:
    """The time mention nearest to the trigger in its clause, else its sentence, and not of another verb.

    A verb in the past has no day to come: "invited him to Paris for next month".
    """
    sentence = scene.sentence
    if is_errand(scene):
        times = [one for one in times if one.start >= scene.trigger.end]  # the time before is that of the journey
    inside = [
        one
        for one in times
        if sentence.dateline_end <= one.start and one.end <= sentence.end and not _is_wide(one.time)
    ]
    own = [
        one
        for one in inside
        if not _is_quoted(scene, one) and not _dates_another(scene, one) and not _dates_a_thing(scene, one)
        if not is_closed_off(scene, one.start) and not _is_apposed(scene, one)
    ]
    if _is_over(scene):
        own = [one for one in own if not _is_to_come(one.time, published_on) or _may_be_past(scene, one.time)]
    if sentence.lexicon.settings.comma_clauses:
        own = [one for one in own if _stands_before(scene, one)]
    if when := next((one for one in inside if _opens_clause(scene, one)), None):
        return when.time
    clause = [one for one in own if scene.left <= one.start and one.end <= scene.right]
    found = min(clause or own, key=lambda one: distance(scene, one), default=None)
    if found and scene.is_coordinate and not scene.is_noun and found.end <= scene.trigger.start:
        found = _opening_time(scene, own) or found
    return found.time if found else None


def _is_over(scene: Scene) -> bool:
    """Whether a verb tells an act as past, or where verbs come first carries its noun: الاجتماع الذي عقد, not سيعقد."""
    settings, is_past = scene.sentence.lexicon.settings, scene.trigger.value == "past"
    if not settings.verb_first:
        return is_past and settings.spaced
    verb = relative_verb(scene.sentence, scene.trigger)
    cues = (one for one in scene.sentence.of("status") if one.value == "planned")
    is_ahead = verb is not None and any(
        verb.start <= one.start < scene.right or one.start == verb.start for one in cues
    )
    return (is_past or verb is not None) and not is_ahead


def _is_to_come(time: TimeMention, published_on: dt.date) -> bool:
    return time.first_day is not None and time.first_day > published_on


def _may_be_past(scene: Scene, time: TimeMention) -> bool:
    """Whether a time to come names no year or week, and a verb may mean the one before; not where verbs come first."""
    return not scene.sentence.lexicon.settings.verb_first and time.rule.endswith(_BARE)


def _opens_clause(scene: Scene, time: Placed) -> bool:
    """Whether the clause tells what was done at a time that stands before its "when": "on Monday, when she met him"."""
    opening = scene.opening
    if opening is None or not any(one.start == opening.start for one in scene.sentence.of("whens")):
        return False
    return time.end <= opening.start and not scene.sentence.text[time.end : opening.start].strip(" ,")


def _opening_time(scene: Scene, times: Sequence[Placed]) -> Placed | None:
    """The day that opens the sentence, which is that of all its verbs: "On Monday, X named the heirs of 2016 and"."""
    start, reach = scene.sentence.start, scene.sentence.reach(OPENING)
    return next((one for one in times if one.start - start <= reach and one.time.granularity == "day"), None)


def _dates_a_thing(scene: Scene, time: Placed) -> bool:
    """Whether the time says how long something lasts or when something else is due, and not when the act was done.

    "A truce until May", "cancelled a visit planned for Sunday", "invited him to come next year".
    """
    sentence, start = scene.sentence, scene.trigger.end
    if any(0 <= time.start - one.end <= 1 for one in sentence.of("limits")):
        return True
    is_long = (
        time.time.granularity != "day"
    )  # "there since Monday" is when he came, "his first visit since 2016" is not
    if is_long and any(0 <= time.start - one.end <= 1 for one in sentence.of("sinces")):
        return True
    if scene.is_noun:
        return _is_ahead_of(scene, time) or _is_of_what_is_off(scene, time)
    if is_long and any(0 <= time.start - one.end <= 1 and _is_of_thing(sentence, one) for one in sentence.of("terms")):
        return True
    if event_type(scene.meaning.type).is_reaction and _is_of_noun(sentence, time):
        return True
    if time.start < start:
        return False
    plans = [one for one in sentence.of("status") if one.value == "planned" and start <= one.start < time.start]
    verbs = [one for one in sentence.of("trigger") if start <= one.start < time.start and one.value not in NOUNS]
    return bool(plans) or (bool(verbs) and _is_governed(sentence, verbs[-1]))


def _is_of_thing(sentence: Sentence, term: Found) -> bool:
    """Whether a term is that of the document named last: "подписан план сотрудничества на 2020 год"."""
    words = [one for one in sentence.of("instruments", "trigger", "status") if one.end <= term.start]
    return bool(words) and words[-1].kind == "instruments"


def _is_of_what_is_off(scene: Scene, time: Placed) -> bool:
    """Whether the time is that of a plan that is off: "визит, намеченный на май, отменён"."""
    return any(one.end <= time.start and is_of_old_plan(scene, one) for one in scene.sentence.of("status"))


def _is_of_noun(sentence: Sentence, time: Placed) -> bool:
    """Whether an "of" makes the time that of a noun before it: "condenó el ataque del sábado"."""
    return any(one.value == "of" and 0 <= time.start - one.end <= 1 for one in sentence.of("marker"))


def _is_ahead_of(scene: Scene, time: Placed) -> bool:
    """Whether a preposition puts a noun behind the time: "met on Monday, on the eve of the summit"."""
    if not scene.sentence.lexicon.settings.spaced:
        return False  # 将 marks an object or a future, and stands before no noun for "before"
    markers = {one.start for one in scene.sentence.of("marker")}
    cues = (one.start for one in scene.sentence.of("status") if one.value == "planned" and one.start in markers)
    return any(time.end <= start < scene.trigger.start for start in cues)


def _is_governed(sentence: Sentence, verb: Found) -> bool:
    """Whether a verb has no subject of its own: an infinitive, or a participle without "have"."""
    if verb.value == "participle":
        return not any(0 <= verb.start - one.end <= _AUXILIARY_REACH for one in sentence.of("perfects"))
    return verb.value == "base"


def is_closed_off(scene: Scene, place: int) -> bool:
    """Whether a place is in a clause between commas that ends before the trigger: "X, signed in 2016, is ratified"."""
    sentence, text = scene.sentence, scene.sentence.text
    openers = [one for one in sentence.of("relatives") if one.end <= place < scene.trigger.start]
    opener = openers[-1].start if openers else place
    if not openers or "," not in (text[opener], text[max(sentence.start, opener - 2) : opener].strip()):
        return False
    is_left = scene.left < openers[-1].end and "," in text[place : scene.trigger.start]
    return is_left and "," not in text[openers[-1].end : place]


def _is_apposed(scene: Scene, time: Placed) -> bool:
    """Whether the time is of a participle between commas before the trigger: "X, arrived on Monday, will sign"."""
    text = scene.sentence.text
    if time.end > scene.trigger.start or "," not in text[time.end : scene.trigger.start]:
        return False
    participles = [one for one in scene.sentence.of("trigger") if one.value == "participle" and one.end <= time.start]
    start = participles[-1].start if participles else 0
    return bool(participles) and text[max(0, start - 2) : start] == ", " and "," not in text[start : time.start]


def _stands_before(scene: Scene, time: Placed) -> bool:
    """Whether a time stands where it can date the trigger: before a verb, in the clause of a noun, and of no noun."""
    text = scene.sentence.text
    if any(one.start == time.end for one in scene.sentence.of("relative_ends")):
        return False
    if scene.is_noun and time.time.granularity == "year" and any(one.start == time.end for one in scene.parties):
        return False  # the year in a name: 2025年上海合作组织峰会
    if is_of_topic(scene, time):
        return False
    return time.start < scene.trigger.start or (scene.is_noun and "," not in text[scene.trigger.end : time.start])


def is_of_topic(scene: Scene, time: Placed) -> bool:
    """Whether the time is that of what words are about: 对昨天的地震表示慰问, 就23日发生的摩擦提出抗议."""
    sentence, start = scene.sentence, scene.trigger.start
    if not sentence.lexicon.settings.comma_clauses or time.end > start:
        return False
    clause = comma_clause(sentence, sentence.start, start)
    if not any(clause <= one.start < time.start for one in sentence.of("topics")):
        return False
    is_attribute = any(time.end <= one.start < start for one in sentence.of("relative_ends"))
    return is_attribute or event_type(scene.meaning.type).is_reaction


def _is_wide(time: TimeMention) -> bool:
    if time.granularity == "range" and time.first_day and time.last_day:
        return time.last_day - time.first_day > _LONGEST
    return time.granularity in _TOO_WIDE


def _is_quoted(scene: Scene, time: Placed) -> bool:
    """Whether the time stands in a quotation that the trigger stands outside of."""
    return any(low < time.start < high and not low < scene.trigger.start < high for low, high in scene.quotes)


def distance(scene: Scene, time: Placed) -> int:
    """Characters between a trigger and a time."""
    return time.start - scene.trigger.end if time.start >= scene.trigger.end else scene.trigger.start - time.end


def _dates_another(scene: Scene, time: Placed) -> bool:
    """Whether the time belongs to another verb: of saying ("said on Tuesday that"), or of another clause."""
    if time.start - scene.sentence.start <= scene.sentence.reach(OPENING) and scene.trigger.value not in (
        "base",
        "noun",
    ):
        return False  # "On Monday, X announced that Y had left": the day opens the whole sentence
    if _has_own_verb(scene, time) or _stands_behind_and(scene, time):
        return True
    if event_type(scene.meaning.type).is_reaction and scene.sentence.lexicon.settings.comma_clauses:
        return False  # words are said on the day they are said
    start, end = sorted((time.start, scene.trigger.start))
    if ";" in scene.sentence.text[start:end]:
        return True
    bounds = scene.sentence.of(*CLAUSE_OPENERS)
    is_inside = scene.left <= time.start and time.end <= scene.right
    # The day of the decision is that of the act: "a annoncé lundi l'expulsion"; what is promised is promised by saying.
    is_decided = is_done_at_once(scene) or event_type(scene.meaning.type).is_promise
    if not is_inside and any(start <= one.start < end for one in bounds if one.kind != "speech" or not is_decided):
        return True
    return not is_decided and any(
        stands_beside(scene.sentence, one, time)
        for one in scene.sentence.of("speech")
        if not one.start <= scene.trigger.start < one.end
    )


def _stands_behind_and(scene: Scene, time: Placed) -> bool:
    """Whether the time is of a clause joined by "and": "condemned it and Peru broke off relations on Saturday"."""
    sentence, start, end = scene.sentence, scene.trigger.end, scene.right
    is_joined = any(one.value == "and" and start <= one.start <= end for one in sentence.of("marker"))
    verbs = (one for one in sentence.of("trigger") if one.value not in NOUNS)
    return is_joined and any(end <= one.start and one.end <= time.start for one in verbs)


def _has_own_verb(scene: Scene, time: Placed) -> bool:
    """Whether the time belongs to an infinitive or a participle of its own.

    "invited X to visit in May", "la nouvelle étape ouverte en mai".
    """
    triggers = [one for one in scene.sentence.of("trigger") if scene.trigger.end <= one.start and one.end <= time.start]
    nouns = {one.start for one in triggers if one.value in NOUNS}
    if any(_is_bare_participle(scene.sentence, one) and time.start - one.end <= _SAID_REACH for one in triggers):
        return True
    if scene.is_noun and any(_is_set_off(scene.sentence, one) for one in triggers):
        return True  # "le rétablissement des relations, rompues le 22 juillet"
    return scene.trigger.value != "base" and any(one.value == "base" and one.start not in nouns for one in triggers)


def _is_set_off(sentence: Sentence, one: Found) -> bool:
    """Whether a comma sets a participle off, which tells of the thing before it."""
    return one.value == "participle" and sentence.text[: one.start].rstrip().endswith(",")


def _is_bare_participle(sentence: Sentence, one: Found) -> bool:
    """Whether a participle says of a thing what was done to it, and tells no act of the clause."""
    before = sentence.text[sentence.start : one.start].rstrip()
    end = sentence.start + len(before)
    helpers = sentence.of("perfects", "passives", "fillers", "reflexives", "marker")
    return one.value == "participle" and not before.endswith(",") and not any(other.end == end for other in helpers)


def stands_beside(sentence: Sentence, speech: Found, time: Placed) -> bool:
    """Whether a day stands beside a verb of saying, and not before the comma that ends what was said."""
    reach = sentence.reach(_SAID_REACH)
    if 0 <= time.start - speech.end <= reach and not sentence.lexicon.settings.comma_clauses:
        return not any(speech.end <= one.start and one.end <= time.start for one in sentence.of("cuts"))
    return 0 <= speech.start - time.end <= reach and not _COMMA.search(sentence.text, time.end, speech.start)
