"""Event mentions of an article: triggers with their parties, status, and the days they are tied to."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

from dateline.dates.anchors import TimeMention
from dateline.events.agencies import find_home
from dateline.events.candidates import Places
from dateline.events.carried import is_told
from dateline.events.confidence import rated
from dateline.events.days import NEWS_AGE, UNKNOWN, Days, days_of_occasion, find_days, is_past, is_unresolved
from dateline.events.discourse import Discourse, PartyPlace
from dateline.events.lexicon import event_lexicon, has_event_words
from dateline.events.meanings import find_triggers
from dateline.events.model import EventMention, Party
from dateline.events.ontology import event_type
from dateline.events.own_times import Placed
from dateline.events.parties import find_parties
from dateline.events.plans import Plans, goes_on, is_for_visit
from dateline.events.repetition import is_told_better, is_told_with, once_each, place_of, sides
from dateline.events.roles import find_acts
from dateline.events.scenes import Scene, Told, find_scene
from dateline.events.sentences import Article, Part, Sentence, quoted_spans
from dateline.events.shifts import shifted_days
from dateline.events.status import status_of
from dateline.events.topics import find_couple, find_deal, find_doer, find_topic
from dateline.events.verbs import is_behind_relative, relative_verb
from dateline.events.words import Found
from dateline.text import Folded, fold

# No event: it did not happen, nothing carries its noun, its frame found no parties, or it was told before.
Verdict = EventMention | Literal["negated", "no_act", "no_parties", "told_before"]
Watch = Callable[[Scene, Verdict], None]
_FEWEST_ELSEWHERE, _MOST_ELSEWHERE = 3, 0.3  # sentences of sport, and their share, that make an article one of sport
# Lines that begin with a year are a chronicle: "1926 - the treaty of ... is signed".
_CHRONICLE, _FEWEST_YEARS = re.compile(r"(?m)^\s*1[0-9]{3}\s*[-–—:]\s*\S"), 3
_SPOKEN = ("AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "ACCUSE")  # what is done by saying it
_OPENING = 10  # characters a sentence may have before the word that opens it
_LEAD = 120  # characters of the body in which the day of its news stands


def find_events(
    text: str,
    language: str,
    published_on: dt.date,
    times: Sequence[TimeMention],
    *,
    body_start: int = 0,
    title: tuple[int, int] | None = None,
    watch: Watch | None = None,
) -> list[EventMention]:
    """Events of an article, each once: headline, lead and repetition are one mention, told by its best words.

    `body_start` and `title` (code points, end exclusive) say where page furniture ends and what the headline is; time
    mentions before the body are the page's own and date nothing. A language without event words tells of none. `watch`
    is told of each trigger in its scene, with the mention it gave or why it gave none.
    """
    if not has_event_words(language):
        return []
    if len(_CHRONICLE.findall(text)) >= _FEWEST_YEARS:
        return []
    reader = _Reader(language, text, published_on, times, body_start, title, watch)
    sentences = reader.article.sentences
    news = [sentence for sentence in sentences if not sentence.of("elsewhere")]
    elsewhere = len(sentences) - len(news)
    if elsewhere >= _FEWEST_ELSEWHERE and elsewhere > len(sentences) * _MOST_ELSEWHERE:
        return []
    triggers = [find_triggers(sentence, reader.quotes) for sentence in news]
    behind = max((number for number, found in enumerate(triggers, start=1) if found), default=0)
    for sentence, found in zip(news[:behind], triggers, strict=False):
        reader.read(sentence, found)
    for sentence in news[behind:]:  # no act is told there: who is named does not matter
        reader.date_last(sentence)
    reader.date_headline(body_start)
    return once_each([one for one in reader.mentions if not is_told_better(one, reader.vague, reader.mentions)])


def _unwatched(scene: Scene, verdict: Verdict) -> None:
    """Nobody asks how the events were found."""


def _folded_span(folded: Folded, time: TimeMention) -> tuple[int, int]:
    return folded.position(time.start_char), folded.position(time.end_char)


class _Reader:
    """Reads an article's sentences in order and keeps what has been told."""

    def __init__(
        self,
        language: str,
        text: str,
        published_on: dt.date,
        times: Sequence[TimeMention],
        body_start: int,
        title: tuple[int, int] | None,
        watch: Watch | None,
    ) -> None:
        self.watch = watch or _unwatched
        self.text, self.published_on = text, published_on
        self.folded = fold(text)
        placed = [Placed(time, *_folded_span(self.folded, time)) for time in times]
        parts = [*([Part(*title, is_body=False)] if title else []), Part(body_start, len(text), is_body=True)]
        spans = [(one.start, one.end) for one in placed]
        self.article = Article(event_lexicon(language), text, spans, published_on.year, parts)
        low, high = title or (body_start, body_start)  # what is printed between headline and body is the page's own
        told = [one for one in placed if one.time.start_char >= body_start or low <= one.time.start_char < high]
        self.times = [one for one in told if one.time.first_day]
        self.unresolved = [one for one in told if one.time.reason == "vague"]
        self.quotes = quoted_spans(self.folded.text)
        self.discourse = Discourse(home=find_home(self.article, self.folded.position(body_start)))
        self.mentions: list[EventMention] = []
        self.vague: set[tuple[int, str]] = set()  # places of those that another may tell better
        self.told: list[Told] = []
        self.plans = Plans([one for one in told if one.time.kind == "DURATION"])

    def read(self, sentence: Sentence, triggers: Iterable[Found]) -> None:
        """Add the events that the triggers of one sentence tell of."""
        parties = find_parties(sentence, self.discourse)
        is_long = sentence.lexicon.settings.long_speeches
        if is_long and "\n" in self.folded.text[self.discourse.read_to : sentence.start]:
            self.discourse.is_speech = False
        count, told = len(self.mentions), len(self.told)
        for trigger in triggers:
            self._tell(sentence, trigger, parties, is_here=len(self.mentions) > count)
        if len(self.mentions) == count:
            self.date_last(sentence)
        topic = find_topic(sentence, parties, self.discourse)
        self.discourse.topic = topic._replace(group=0) if topic else None  # groups are of a sentence
        self.discourse.couple = find_couple(parties) or self.discourse.couple
        self.discourse.doer = find_doer(self.discourse, self.told, is_new=len(self.told) > told)
        self.discourse.deal = find_deal(self.told)
        self.discourse.is_speech = self.discourse.is_speech or (is_long and bool(sentence.of("speech")))
        self.discourse.read_to = sentence.end - 1
        if any(one.value == "earlier" and one.start - sentence.start <= _OPENING for one in sentence.of("status")):
            self.discourse.asides.append((sentence.start, sentence.end))

    def date_headline(self, body_start: int) -> None:
        """Give what only the headline tells the day that opens the body: a headline has no room for it."""
        lead = next((one for one in self.times if 0 <= one.time.start_char - body_start <= _LEAD), None)
        day = lead.time if lead and lead.time.granularity == "day" else None
        if day is None or not day.first_day or not dt.timedelta(0) <= self.published_on - day.first_day <= NEWS_AGE:
            return
        for number, one in enumerate(self.mentions):
            told = (other for other in self.mentions[number + 1 :] if other.trigger_start_char >= body_start)
            is_alone = not any(is_told_with(one, other) for other in told)
            if is_alone and one.date_basis == "publication" and one.trigger_start_char < body_start:
                self.mentions[number] = rated(
                    replace(one, first_day=day.first_day, last_day=day.last_day, edtf=day.edtf, date_basis="inherited")
                )

    def date_last(self, sentence: Sentence) -> None:
        """Give the act told last, where nothing has dated it, the day of the occasion that a sentence speaks of."""
        last = self.mentions[-1] if self.mentions else None
        if last is None or last.date_basis != "publication" or last.status != "happened":
            return
        days = days_of_occasion(sentence, self.times, self.published_on)
        if days:
            self.mentions[-1] = rated(
                replace(
                    last,
                    first_day=days.first_day,
                    last_day=days.last_day,
                    granularity=days.granularity,
                    edtf=days.edtf,
                    date_basis=days.basis,
                )
            )

    def _tell(self, sentence: Sentence, trigger: Found, parties: Sequence[PartyPlace], *, is_here: bool) -> None:
        meaning = trigger.word.trigger
        assert meaning is not None
        scene = find_scene(sentence, trigger, meaning, parties, self.discourse, self.told, self.quotes)
        status = status_of(scene)
        if is_here and is_for_visit(scene, self.mentions[-1]):
            status = "planned"  # "will travel to Ankara for talks with"
        elif not is_told(scene, status):
            self.watch(scene, "negated" if status == "negated" else "no_act")
            return
        if is_here and status == "happened" and _is_verb_again(scene, self.mentions[-1], self.folded):
            self.watch(scene, "told_before")
            return
        if is_here and trigger.value == "present" and status != "denied" and self.mentions[-1].status == "planned":
            status = "planned"  # "will arrive on a visit, during which he meets"
        elif is_here and status == "planned" and goes_on(scene, self.mentions[-1]):
            status = "happened"  # "in March the king visits Oslo and meets"
        acts = find_acts(scene)
        if not acts:
            self.watch(scene, "no_parties")
        if not acts and status == "planned":
            self.plans.wait(scene, find_days(scene, frozenset(), self.times, status, (), False, self.published_on))
        for roles in acts:
            self._add(scene, roles, status, is_here=is_here)

    def _add(self, scene: Scene, roles: tuple[Places, Places], status: str, *, is_here: bool) -> None:
        meaning = scene.meaning
        told = Told(meaning.type, *roles)
        codes = tuple(code for place in told.everyone for code in place.codes)
        if status == "planned" and is_past(scene, self.times, self.published_on):
            status = "happened"
        days = find_days(scene, frozenset(codes), self.times, status, self.mentions, is_here, self.published_on)
        days = self.plans.complete(scene, days) if status == "planned" else days
        if status == "happened":
            days = shifted_days(scene, self.plans.durations, self.times, self.published_on) or days
        if days.basis in ("inherited", "publication") and is_unresolved(scene, self.unresolved):
            days = UNKNOWN
        if days.basis in ("inherited", "publication") and status != "planned" and self._is_only_said(scene):
            self.watch(scene, "no_act")
            return
        self.told.append(told)
        is_comment = event_type(meaning.type).is_reaction and bool(self.discourse.last_two)
        self.discourse.last_two = codes if len(codes) == 2 and not is_comment else self.discourse.last_two
        mention = self._mention(scene, roles, status, days)
        if days.basis != "stated" and status == "happened" and _is_known(scene):
            self.watch(scene, "told_before")
            return
        is_past_day = days.last_day is not None and days.last_day < self.published_on
        if scene.is_noun and status == "hypothetical" and (days.basis != "stated" or is_past_day):
            self.watch(scene, "no_act")  # "would hinder talks": of a thing that is only thought of, and has no day
            return
        is_aside = scene.is_noun or (scene.trigger.value == "base" and is_here)
        if (is_aside or scene.is_pointing) and self._is_told_before(mention, is_pointing=scene.is_pointing):
            self.watch(scene, "told_before")
            return
        self.mentions.append(mention)
        if meaning.is_vague:
            self.vague.add(place_of(mention))
        self.watch(scene, mention)

    def _is_only_said(self, scene: Scene) -> bool:
        """Whether somebody only speaks of an act, no day beside it; what is done with words is done by speaking."""
        sentence, start = scene.sentence, scene.trigger.start
        kind = event_type(scene.meaning.type)
        said = [one for one in sentence.of("speech") if one.end <= start]
        is_narrated = any((one.office or one.person) and one.is_subject for one in scene.before())
        is_compliment = kind.is_reaction and kind.done.plover_event == "SUPPORT" and not said and not is_narrated
        is_spoken = kind.is_reaction or kind.done.plover_event in _SPOKEN
        if not sentence.lexicon.settings.long_speeches or (is_spoken and not is_compliment):
            return False
        if said and not any(one.end == said[-1].end for one in sentence.of("statements")):
            return not any(one.start < start for one in sentence.of("time"))
        return bool(said) or self.discourse.is_speech

    def _is_told_before(self, mention: EventMention, *, is_pointing: bool) -> bool:
        """Whether a noun or infinitive without a day of its own, or a word that points back, tells of an act again."""
        told = [other for other in self.mentions if other.type == mention.type and sides(other) == sides(mention)]
        return bool(told) and (mention.date_basis != "stated" or is_pointing)

    def _mention(self, scene: Scene, roles: tuple[Places, Places], status: str, days: Days) -> EventMention:
        place, trigger = self.folded, scene.trigger
        status = "happened" if status == "earlier" else status
        if days.first_day and days.first_day > self.published_on and status in ("happened", "ongoing"):
            status = "planned"
        elif days.last_day and days.last_day < self.published_on and status == "ongoing":
            status = "happened"
        elif status == "happened" and scene.trigger.value == "present" and days.basis == "stated":
            status = "planned" if days.first_day == self.published_on else status  # "meets today"
        start, end = place.start(scene.sentence.start), place.end(scene.sentence.end)
        mention = EventMention(
            type=scene.meaning.type,
            parties=tuple(
                self._party(one, code, role)
                for role, places in (("actor", roles[0]), ("recipient", roles[1]))
                for one in places
                for code in one.codes
            ),
            first_day=days.first_day,
            last_day=days.last_day,
            granularity=days.granularity,
            edtf=days.edtf,
            date_basis=days.basis,
            status=status,
            start_char=start,
            end_char=start + len(self.text[start:end].rstrip()),
            trigger_start_char=place.start(trigger.start),
            trigger_end_char=place.end(trigger.end),
            time_start_char=days.stated.start_char if days.stated else None,
            time_end_char=days.stated.end_char if days.stated else None,
            rule=f"{scene.meaning.name}/{trigger.value}",
        )
        return rated(mention)

    def _party(self, place: PartyPlace, code: str, role: str) -> Party:
        start, end = self._span((place.start, place.end))
        office = self.text[slice(*self._span(place.office))] if place.office else None
        person = self.text[slice(*self._span(place.person))] if place.person else None
        return Party(code, role, self.text[start:end], person, office, place.sector, start, end)

    def _span(self, span: tuple[int, int]) -> tuple[int, int]:
        return self.folded.start(span[0]), self.folded.end(span[1])


def _is_verb_again(scene: Scene, last: EventMention, folded: Folded) -> bool:
    """Whether a noun only names what the verb of its clause has told: سيصل إلى بغداد في زيارة."""
    if scene.trigger.value != "noun" or scene.is_definite or last.type != scene.meaning.type:
        return False
    return scene.left <= folded.position(last.trigger_start_char)


def _is_known(scene: Scene) -> bool:
    """Whether an act is spoken of as one that readers know of: الزيارة التي قام بها."""
    if scene.trigger.word.has_object and is_behind_relative(scene.sentence, scene.trigger):
        return True  # الاتفاق الذي أبرمته
    return scene.is_definite and relative_verb(scene.sentence, scene.trigger) is not None
