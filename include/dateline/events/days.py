"""The days of an event: from its clause's own time mention, else from what was told before, else from publication."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.dates.anchors import TimeMention
from dateline.events.clauses import comma_clause
from dateline.events.model import EventMention
from dateline.events.ontology import event_type
from dateline.events.scenes import NOUNS, Scene
from dateline.events.status import is_done_at_once
from dateline.events.words import CLAUSE_OPENERS, Found, Sentence


@dataclass(frozen=True, slots=True)
class Placed:
    """A time mention and its folded span."""

    time: TimeMention
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Days:
    """Days of an event, both inclusive, with what they rest on and the time mention that stated them."""

    first_day: dt.date | None
    last_day: dt.date | None
    granularity: str | None
    edtf: str | None
    basis: str
    stated: TimeMention | None = None


_NOT_YET = ("planned", "hypothetical")
_OF_VISITS = ("CONSULT", "SUPPORT")  # acts that a visit is made for
NEWS_AGE = dt.timedelta(days=10)
_ASIDE_AGE = dt.timedelta(days=60)  # what happened longer ago is told in passing
_OPENING = 10  # characters a sentence may have before the day that opens it
_VAGUE_REACH = 60  # characters between a trigger and the "recently" that is its time
_WEEK = dt.timedelta(days=7)
_AHEAD_REACH = 40  # characters between a present tense and the weekday it looks ahead to
_BARE_WEEKDAY = "weekday_bare"  # the operation that reads a weekday with nothing beside it
_SAID_REACH = 12  # characters between a verb of saying and its day
_AUXILIARY_REACH = 12  # characters between "have" and its participle
_COMMA = re.compile("[,،、，]")
_TOO_WIDE = ("century", "decade")
_LONGEST = dt.timedelta(days=366)  # a longer range is what a budget or a plan is for
UNKNOWN = Days(None, None, None, None, "none")


def find_days(
    scene: Scene,
    codes: frozenset[str],
    times: Sequence[Placed],
    status: str,
    told: Sequence[EventMention],
    here: bool,
    published_on: dt.date,
) -> Days:
    """Days of the event of a scene, whose parties are `codes`.

    `told` are the mentions before it, `here` whether one of them stands in its sentence.
    """
    time = _own_time(scene, times)
    if time and _looks_ahead(scene, time, times, status) and (ahead := _week_ahead(time, published_on)):
        return ahead
    if time and time.last_day and not (status == "planned" and time.last_day < published_on):
        return Days(time.first_day, time.last_day, time.granularity, time.edtf, "stated", time)
    if _is_background(scene):
        return UNKNOWN
    is_of_visit = event_type(scene.meaning.type).done.plover_event in _OF_VISITS
    if status == "planned" and is_of_visit and (visit := _coming_visit(told, codes, published_on)):
        return Days(visit.first_day, visit.last_day, visit.granularity, visit.edtf, "inherited")
    if status in ("planned", "hypothetical", "earlier", "denied"):
        return UNKNOWN
    if is_of_visit and (stay := _visit_told(told, codes)):
        return Days(stay.first_day, stay.last_day, stay.granularity, stay.edtf, "inherited")
    dated = [mention for mention in told if mention.first_day and mention.status not in _NOT_YET]
    if not here:
        age = NEWS_AGE if scene.sentence.lexicon.settings.long_speeches else _ASIDE_AGE
        dated = [mention for mention in dated if mention.last_day and published_on - mention.last_day <= age]
    if here:
        place = scene.sentence.folded.position
        dated = [mention for mention in dated if not _is_closed_off(scene, place(mention.trigger_start_char))]
    if dated and (here or _points_back(scene) or _goes_on(scene, told)):
        last = dated[-1]
        basis = "publication" if last.date_basis == "publication" else "inherited"
        return Days(last.first_day, last.last_day, last.granularity, last.edtf, basis)
    is_reaction = event_type(scene.meaning.type).is_reaction
    answered = _answered(told, codes, published_on) if is_reaction else None
    if answered:
        return _span(answered, published_on)
    narrated = _narrated(scene, times, published_on)
    if is_reaction and scene.sentence.lexicon.settings.daily_press:
        narrated = None
    if narrated and narrated.first_day and is_reaction:
        return _span(narrated.first_day, published_on)
    if narrated:
        return Days(narrated.first_day, narrated.last_day, narrated.granularity, narrated.edtf, "inherited")
    return Days(published_on, published_on, "day", published_on.isoformat(), "publication")


def is_unresolved(scene: Scene, times: Sequence[Placed]) -> bool:
    """Whether a time that tells no days stands near the trigger in its clause: "recently" is no day of the news."""
    if event_type(scene.meaning.type).is_reaction and scene.sentence.lexicon.settings.comma_clauses:
        return False  # the time is of what is answered
    inside = [one for one in times if scene.left <= one.start and one.end <= scene.right]
    return any(_distance(scene, one) <= scene.sentence.reach(_VAGUE_REACH) for one in inside)


def days_of_occasion(sentence: Sentence, times: Sequence[Placed], published_on: dt.date) -> Days | None:
    """Days that a sentence gives to the act told before it: "The vote took place on Tuesday"."""
    if not sentence.of("occasions"):
        return None
    for one in times:
        first, last = one.time.first_day, one.time.last_day
        is_inside = sentence.start <= one.start and one.end <= sentence.end and one.time.granularity == "day"
        if not is_inside or not first or not last or not dt.timedelta() <= published_on - last <= NEWS_AGE:
            continue
        if not any(_stands_beside(sentence, speech, one) for speech in sentence.of("speech")):
            return Days(first, last, one.time.granularity, one.time.edtf, "inherited", one.time)
    return None


def is_past(scene: Scene, times: Sequence[Placed], published_on: dt.date) -> bool:
    """Whether a noun has a day of its own that has passed, whatever else its clause plans."""
    time = _own_time(scene, times) if scene.is_noun else None
    if time is None or time.last_day is None or time.last_day >= published_on:
        return False
    return scene.trigger.start < _place_of(time, times) < scene.right and _week_ahead(time, published_on) is None


def _place_of(time: TimeMention, times: Sequence[Placed]) -> int:
    return next(one.start for one in times if one.time is time)


def _is_background(scene: Scene) -> bool:
    """Whether a sentence opens with what had been done when the news came: "Alors que X a demandé de l'aide, Y ..."."""
    sentence = scene.sentence
    return scene.trigger.value in ("past", "participle") and any(
        one.start - sentence.start <= _OPENING and one.end <= scene.trigger.start <= _comma_behind(sentence, one.end)
        for one in sentence.of("backgrounds")
    )


def _comma_behind(sentence: Sentence, place: int) -> int:
    comma = sentence.text.find(",", place, sentence.end)
    return comma if comma >= 0 else sentence.end


def _looks_ahead(scene: Scene, time: TimeMention, times: Sequence[Placed], status: str) -> bool:
    """Whether a bare weekday is the coming one: of what is planned, or behind a present tense: "meets him on Friday".

    Words are told in the present while they are the news, and so is what goes on.
    """
    if status == "planned":
        return True
    is_act = scene.trigger.value == "present" and not event_type(scene.meaning.type).is_reaction
    return (
        is_act and status in ("happened", "ongoing") and 0 <= _place_of(time, times) - scene.trigger.end <= _AHEAD_REACH
    )


def _week_ahead(time: TimeMention, published_on: dt.date) -> Days | None:
    """The day of a bare weekday that was read as past, of what is planned: "meets them on Wednesday"."""
    day = time.first_day
    if day is None or not time.rule.endswith(_BARE_WEEKDAY) or not dt.timedelta() < published_on - day < _WEEK:
        return None
    return Days(day + _WEEK, day + _WEEK, "day", (day + _WEEK).isoformat(), "stated", time)


def _coming_visit(told: Sequence[EventMention], codes: frozenset[str], published_on: dt.date) -> EventMention | None:
    """The visit not yet over of the same parties: what is planned between them is planned for it."""
    for mention in reversed(told):
        is_visit = mention.type == "official_visit" and {party.code for party in mention.parties} == codes
        if is_visit and mention.last_day and mention.last_day >= published_on:
            return mention
    return None


def _visit_told(told: Sequence[EventMention], codes: frozenset[str]) -> EventMention | None:
    """The visit of some days told last, where the same parties made it: what they did together they did on it."""
    for mention in reversed(told):
        if mention.type == "official_visit" and {party.code for party in mention.parties} == codes:
            return mention if mention.granularity == "range" else None
    return None


def _answered(told: Sequence[EventMention], codes: frozenset[str], published_on: dt.date) -> dt.date | None:
    """First day of the act told last, where it lay between the same parties in a time longer than a day, now past.

    What answers it came since. An act of one day is left to what the text narrates, which tells that day too.
    """
    last = told[-1] if told else None
    if last is None or last.last_day is None or len(codes) < 2 or {party.code for party in last.parties} != codes:
        return None
    is_long = last.granularity != "day" and last.status == "happened"
    is_news = dt.timedelta() < published_on - last.last_day <= NEWS_AGE
    return last.first_day if is_long and is_news else None


def _span(first: dt.date, last: dt.date) -> Days:
    """Some day from one to another."""
    if first == last:
        return Days(first, last, "day", first.isoformat(), "inherited")
    return Days(first, last, "range", f"{first.isoformat()}/{last.isoformat()}", "inherited")


def _narrated(scene: Scene, times: Sequence[Placed], published_on: dt.date) -> TimeMention | None:
    """The day told last before the sentence, where it is one of the days the news is about."""
    for one in reversed([one for one in times if one.end <= scene.trigger.start]):
        if one.time.granularity == "day" and one.time.first_day and one.time.first_day <= published_on:
            return one.time if published_on - one.time.first_day <= NEWS_AGE else None
    return None


def _own_time(scene: Scene, times: Sequence[Placed]) -> TimeMention | None:
    """The time mention nearest to the trigger in its clause, else its sentence, and not of another verb."""
    sentence = scene.sentence
    inside = [
        one
        for one in times
        if sentence.dateline_end <= one.start and one.end <= sentence.end and not _is_wide(one.time)
    ]
    own = [
        one
        for one in inside
        if not _is_quoted(scene, one) and not _dates_another(scene, one) and not _dates_a_thing(scene, one)
        if not _is_closed_off(scene, one.start) and not _is_apposed(scene, one)
    ]
    if sentence.lexicon.settings.comma_clauses:
        own = [one for one in own if _stands_before(scene, one)]
    clause = [one for one in own if scene.left <= one.start and one.end <= scene.right]
    found = min(clause or own, key=lambda one: _distance(scene, one), default=None)
    return found.time if found else None


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
        return _is_ahead_of(scene, time)
    if time.start < start:
        return False
    plans = [one for one in sentence.of("status") if one.value == "planned" and start <= one.start < time.start]
    verbs = [one for one in sentence.of("trigger") if start <= one.start < time.start and one.value not in NOUNS]
    return bool(plans) or (bool(verbs) and _is_governed(sentence, verbs[-1]))


def _is_ahead_of(scene: Scene, time: Placed) -> bool:
    """Whether a preposition puts a noun behind the time: "met on Monday, on the eve of the summit"."""
    markers = {one.start for one in scene.sentence.of("marker")}
    cues = (one.start for one in scene.sentence.of("status") if one.value == "planned" and one.start in markers)
    return any(time.end <= start < scene.trigger.start for start in cues)


def _is_governed(sentence: Sentence, verb: Found) -> bool:
    """Whether a verb has no subject of its own: an infinitive, or a participle without "have"."""
    if verb.value == "participle":
        return not any(0 <= verb.start - one.end <= _AUXILIARY_REACH for one in sentence.of("perfects"))
    return verb.value == "base"


def _is_closed_off(scene: Scene, place: int) -> bool:
    """Whether a place is in a clause between commas that ends before the trigger: "X, signed in 2016, is ratified"."""
    sentence, text = scene.sentence, scene.sentence.text
    openers = [one for one in sentence.of("relatives") if one.end <= place < scene.trigger.start]
    if not openers or text[max(sentence.start, openers[-1].start - 2) : openers[-1].start].strip() != ",":
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
    if event_type(scene.meaning.type).is_reaction and any(
        comma_clause(scene.sentence, scene.sentence.start, scene.trigger.start) <= one.start < time.start
        for one in scene.sentence.of("topics")
    ):
        return False  # the time of what words are about: 对昨天的地震表示慰问
    return time.start < scene.trigger.start or (scene.is_noun and "," not in text[scene.trigger.end : time.start])


def _is_wide(time: TimeMention) -> bool:
    if time.granularity == "range" and time.first_day and time.last_day:
        return time.last_day - time.first_day > _LONGEST
    return time.granularity in _TOO_WIDE


def _is_quoted(scene: Scene, time: Placed) -> bool:
    """Whether the time stands in a quotation that the trigger stands outside of."""
    return any(low < time.start < high and not low < scene.trigger.start < high for low, high in scene.quotes)


def _distance(scene: Scene, time: Placed) -> int:
    return time.start - scene.trigger.end if time.start >= scene.trigger.end else scene.trigger.start - time.end


def _dates_another(scene: Scene, time: Placed) -> bool:
    """Whether the time belongs to another verb: of saying ("said on Tuesday that"), or of another clause."""
    if time.start - scene.sentence.start <= scene.sentence.reach(_OPENING) and scene.trigger.value not in (
        "base",
        "noun",
    ):
        return False  # "On Monday, X announced that Y had left": the day opens the whole sentence
    if _has_own_verb(scene, time):
        return True
    if event_type(scene.meaning.type).is_reaction and scene.sentence.lexicon.settings.comma_clauses:
        return False  # words are said on the day they are said
    start, end = sorted((time.start, scene.trigger.start))
    bounds = scene.sentence.of(*CLAUSE_OPENERS)
    is_inside = scene.left <= time.start and time.end <= scene.right
    is_decided = is_done_at_once(scene)  # the day of the decision is that of the act: "a annoncé lundi l'expulsion"
    if not is_inside and any(start <= one.start < end for one in bounds if one.kind != "speech" or not is_decided):
        return True
    return not is_decided and any(
        _stands_beside(scene.sentence, one, time)
        for one in scene.sentence.of("speech")
        if not one.start <= scene.trigger.start < one.end
    )


def _has_own_verb(scene: Scene, time: Placed) -> bool:
    """Whether the time belongs to an infinitive or a participle of its own.

    "invited X to visit in May", "la nouvelle étape ouverte en mai".
    """
    triggers = [one for one in scene.sentence.of("trigger") if scene.trigger.end <= one.start and one.end <= time.start]
    nouns = {one.start for one in triggers if one.value in NOUNS}
    if any(_is_bare_participle(scene.sentence, one) and time.start - one.end <= _SAID_REACH for one in triggers):
        return True
    return scene.trigger.value != "base" and any(one.value == "base" and one.start not in nouns for one in triggers)


def _is_bare_participle(sentence: Sentence, one: Found) -> bool:
    """Whether a participle says of a thing what was done to it, and tells no act of the clause."""
    before = sentence.text[sentence.start : one.start].rstrip()
    end = sentence.start + len(before)
    helpers = sentence.of("perfects", "passives", "fillers", "reflexives", "marker")
    return one.value == "participle" and not before.endswith(",") and not any(other.end == end for other in helpers)


def _stands_beside(sentence: Sentence, speech: Found, time: Placed) -> bool:
    """Whether a day stands beside a verb of saying, and not before the comma that ends what was said."""
    reach = sentence.reach(_SAID_REACH)
    if 0 <= time.start - speech.end <= reach and not sentence.lexicon.settings.comma_clauses:
        return True
    return 0 <= speech.start - time.end <= reach and not _COMMA.search(sentence.text, time.end, speech.start)


def _points_back(scene: Scene) -> bool:
    return any(scene.sentence.start <= one.start < scene.sentence.end for one in scene.sentence.of("anaphora"))


def _goes_on(scene: Scene, told: Sequence[EventMention]) -> bool:
    """Whether the act told just before took its days from the narration too."""
    return bool(told and told[-1].date_basis == "inherited")
