"""The days of an event: from its clause's own time mention, else from what was told before, else from publication."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.dates.anchors import TimeMention
from dateline.dates.spans import Granularity, period
from dateline.dates.standards import edtf
from dateline.events.model import EventMention
from dateline.events.ontology import event_type
from dateline.events.own_times import OPENING, Placed, distance, is_closed_off, is_of_topic, own_time, stands_beside
from dateline.events.scenes import Scene
from dateline.events.sentences import Sentence
from dateline.events.status import is_reported


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
_VAGUE_REACH = 60  # characters between a trigger and the "recently" that is its time
_WEEK = dt.timedelta(days=7)
_AHEAD_REACH = 40  # characters between a present tense and the weekday it looks ahead to
_BARE_MONTH, _BARE_DAY = "= month_bare", "= day_bare"  # operations that read a month or day without a year
_BARE_WEEKDAY = "weekday_bare"  # the operation that reads a weekday with nothing beside it
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
    time = own_time(scene, times, published_on)
    if time and _looks_ahead(scene, time, times, status) and (ahead := _week_ahead(time, published_on)):
        return ahead
    if time and status == "happened" and (before := _year_before(scene, time, published_on)):
        return before
    if time and time.last_day and not (status == "planned" and time.last_day < published_on):
        return _stated(time)
    if _is_background(scene) or _is_indefinite(scene):
        return UNKNOWN
    if status == "earlier" and _is_news_said(scene):
        status = "happened"
    is_of_visit = event_type(scene.meaning.type).done.plover_event in _OF_VISITS
    if status == "planned" and is_of_visit and (visit := _coming_visit(told, codes, published_on)):
        return Days(visit.first_day, visit.last_day, visit.granularity, visit.edtf, "inherited")
    if status in ("planned", "hypothetical", "earlier", "denied"):
        return UNKNOWN
    if is_of_visit and (stay := _visit_told(told, codes, published_on)):
        return Days(stay.first_day, stay.last_day, stay.granularity, stay.edtf, "inherited")
    dated = [mention for mention in told if mention.first_day and mention.status not in _NOT_YET]
    if not here:
        age = NEWS_AGE if scene.sentence.lexicon.settings.long_speeches else _ASIDE_AGE
        dated = [mention for mention in dated if mention.last_day and published_on - mention.last_day <= age]
    if here:
        place = scene.sentence.folded.position
        dated = [mention for mention in dated if not is_closed_off(scene, place(mention.trigger_start_char))]
    is_reaction = event_type(scene.meaning.type).is_reaction
    if not is_reaction and not here:
        dated = [mention for mention in dated if not _is_since(mention)]
    if dated and (here or _points_back(scene) or _goes_on(scene, told)):
        last = dated[-1]
        basis = "publication" if last.date_basis == "publication" else "inherited"
        return Days(last.first_day, last.last_day, last.granularity, last.edtf, basis)
    is_daily = scene.sentence.lexicon.settings.daily_press
    if is_reaction and is_daily and (same := _goes_with(dated, codes, published_on)):
        return Days(same.first_day, same.last_day, same.granularity, same.edtf, "inherited")
    answered = _answered(told, codes, published_on) if is_reaction else None
    if answered and answered.first_day:
        if _is_next_sentence(scene, answered):
            return Days(answered.first_day, answered.last_day, answered.granularity, answered.edtf, "inherited")
        return _span(answered.first_day, published_on)
    narrated = _narrated(scene, times, published_on)
    if is_reaction and is_daily:
        narrated = None
    if narrated and is_reaction and not _is_answered_then(scene, narrated, times, published_on):
        return _span(narrated.first_day or published_on, published_on)
    if narrated:
        return Days(narrated.first_day, narrated.last_day, narrated.granularity, narrated.edtf, "inherited")
    return Days(published_on, published_on, "day", published_on.isoformat(), "publication")


def is_unresolved(scene: Scene, times: Sequence[Placed]) -> bool:
    """Whether a time that tells no days stands near the trigger in its clause: "recently" is no day of the news."""
    if event_type(scene.meaning.type).is_reaction and scene.sentence.lexicon.settings.comma_clauses:
        return False  # the time is of what is answered
    inside = [one for one in times if scene.left <= one.start and one.end <= scene.right]
    return any(distance(scene, one) <= scene.sentence.reach(_VAGUE_REACH) for one in inside)


def days_of_occasion(sentence: Sentence, times: Sequence[Placed], published_on: dt.date) -> Days | None:
    """Days that a sentence gives to the act told before it: "The vote took place on Tuesday"."""
    if not sentence.of("occasions"):
        return None
    for one in times:
        first, last = one.time.first_day, one.time.last_day
        is_inside = sentence.start <= one.start and one.end <= sentence.end and one.time.granularity == "day"
        if not is_inside or not first or not last or not dt.timedelta() <= published_on - last <= NEWS_AGE:
            continue
        if not any(stands_beside(sentence, speech, one) for speech in sentence.of("speech")):
            return Days(first, last, one.time.granularity, one.time.edtf, "inherited", one.time)
    return None


def is_past(scene: Scene, times: Sequence[Placed], published_on: dt.date) -> bool:
    """Whether a noun has a day of its own that has passed, whatever else its clause plans."""
    time = own_time(scene, times, published_on) if scene.is_noun else None
    if time is None or time.last_day is None or time.last_day >= published_on:
        return False
    return scene.trigger.start < _place_of(time, times) < scene.right and _week_ahead(time, published_on) is None


_UNITS: tuple[Granularity, ...] = ("week", "month", "quarter", "half_year", "year")


def _stated(time: TimeMention) -> Days:
    """The days of a time mention; "late July" is not known to end on one day or another, and is that whole month."""
    unit = next((unit for unit in _UNITS if unit == time.granularity), None)
    if time.is_approximate and unit and time.first_day and not (time.edtf or "").startswith(".."):
        whole = period(time.first_day, unit, 0)
        return Days(whole.first, whole.last, unit, edtf(whole), "stated", time)
    return Days(time.first_day, time.last_day, time.granularity, time.edtf, "stated", time)


def _is_indefinite(scene: Scene) -> bool:
    """Whether the tense names no time: "has pledged" goes on no story, and is the news itself in the lead alone.

    What answers an act just told, "has condemned the move", is of its time.
    """
    sentence = scene.sentence
    if sentence.is_lead or not any(
        scene.chain <= one.start < scene.trigger.start for one in sentence.of("indefinites")
    ):
        return False
    is_answer = event_type(scene.meaning.type).is_reaction
    return not (is_answer and any(one.start >= scene.trigger.end for one in sentence.of("acts")))


def _is_news_said(scene: Scene) -> bool:
    """Whether one says what one has just done: "the ministry said it had summoned"; not what lay before that."""
    if not is_reported(scene):
        return False
    own = any(scene.left <= one.start < scene.chain for one in scene.sentence.of("pronouns"))
    return own or event_type(scene.meaning.type).is_declared


def _is_answered_then(scene: Scene, narrated: TimeMention, times: Sequence[Placed], published_on: dt.date) -> bool:
    """Whether an answer is of the day told last: that is the news, and no later day that came was told before it."""
    before = (one.time for one in times if one.end <= scene.trigger.start)
    days = (time.first_day for time in before if time.granularity == "day")
    is_last = not any(day and narrated.first_day and narrated.first_day < day <= published_on for day in days)
    return scene.sentence.lexicon.settings.prompt_answers and is_last


def _year_before(scene: Scene, time: TimeMention, published_on: dt.date) -> Days | None:
    """The month or day without a year that was read as the next one, of a finite past: "broke with it in January"."""
    day = time.first_day
    if day is None or day <= published_on or scene.trigger.value not in ("past", "pluperfect"):
        return None
    if time.rule.endswith(_BARE_MONTH):
        month = period(day, "month", -12)
        return Days(month.first, month.last, "month", edtf(month), "stated", time)
    if time.rule.endswith(_BARE_DAY) and (day.month, day.day) != (2, 29):
        day = day.replace(year=day.year - 1)
        return Days(day, day, "day", day.isoformat(), "stated", time)
    return None


def _place_of(time: TimeMention, times: Sequence[Placed]) -> int:
    return next(one.start for one in times if one.time is time)


def _is_background(scene: Scene) -> bool:
    """Whether a sentence opens with what had been done when the news came: "Alors que X a demandé de l'aide, Y ..."."""
    sentence = scene.sentence
    return scene.trigger.value in ("past", "participle") and any(
        one.start - sentence.start <= OPENING and one.end <= scene.trigger.start <= _comma_behind(sentence, one.end)
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
    """The visit or tour not yet over of the same parties: what is planned between them is planned for it."""
    for mention in reversed(told):
        is_visit = mention.type == "official_visit" and codes <= {party.code for party in mention.parties}
        if is_visit and len(codes) > 1 and mention.last_day and mention.last_day >= published_on:
            return mention
    return None


def _visit_told(told: Sequence[EventMention], codes: frozenset[str], published_on: dt.date) -> EventMention | None:
    """The visit of some days told last, where the same parties made it: what they did together they did on it."""
    for mention in reversed(told):
        if mention.type == "official_visit" and {party.code for party in mention.parties} == codes:
            has_begun = mention.first_day is not None and mention.first_day <= published_on
            return mention if mention.granularity == "range" and has_begun else None
    return None


def _goes_with(dated: Sequence[EventMention], codes: frozenset[str], published_on: dt.date) -> EventMention | None:
    """The act of one day told last, the news, where it lay between the same two: who called in the envoy and blamed."""
    last = dated[-1] if dated else None
    if last is None or last.first_day is None or last.granularity != "day" or last.date_basis == "publication":
        return None
    is_news = published_on - last.first_day <= NEWS_AGE
    return last if is_news and {party.code for party in last.parties} == codes else None


def _answered(told: Sequence[EventMention], codes: frozenset[str], published_on: dt.date) -> EventMention | None:
    """The act told last, where it lay between the same parties in a time longer than a day, now past.

    What answers it came since. An act of one day is left to what the text narrates, which tells that day too.
    """
    last = told[-1] if told else None
    if last is None or last.last_day is None or len(codes) < 2 or {party.code for party in last.parties} != codes:
        return None
    is_long = last.granularity != "day" and last.status == "happened"
    is_news = dt.timedelta() < published_on - last.last_day <= NEWS_AGE
    return last if is_long and is_news else None


def _is_next_sentence(scene: Scene, told: EventMention) -> bool:
    """Whether a sentence goes on from the one that told an act: what is told in one breath was in one time."""
    between = scene.sentence.text[scene.sentence.folded.position(told.end_char) : scene.sentence.start]
    return between.strip(" .") == "" and "\n" not in between


def _span(first: dt.date, last: dt.date) -> Days:
    """Some day from one to another."""
    if first == last:
        return Days(first, last, "day", first.isoformat(), "inherited")
    return Days(first, last, "range", f"{first.isoformat()}/{last.isoformat()}", "inherited")


def _narrated(scene: Scene, times: Sequence[Placed], published_on: dt.date) -> TimeMention | None:
    """The day told last before the sentence, where it is one of the days the news is about."""
    asides = scene.discourse.asides
    told = [one for one in times if one.end <= scene.trigger.start and not is_of_topic(scene, one)]
    for one in reversed([one for one in told if not any(low <= one.start < high for low, high in asides)]):
        if one.time.granularity == "day" and one.time.first_day and one.time.first_day <= published_on:
            return one.time if published_on - one.time.first_day <= NEWS_AGE else None
    return None


def _points_back(scene: Scene) -> bool:
    return any(scene.sentence.start <= one.start < scene.sentence.end for one in scene.sentence.of("anaphora"))


def _goes_on(scene: Scene, told: Sequence[EventMention]) -> bool:
    """Whether the act told just before took its days from the narration too."""
    return bool(told and told[-1].date_basis == "inherited")


def _is_since(mention: EventMention) -> bool:
    """Whether the days of a reaction are only those from what it answers until publication: no other act has them."""
    is_wide = mention.granularity == "range" and mention.date_basis == "inherited"
    return is_wide and event_type(mention.type).is_reaction
