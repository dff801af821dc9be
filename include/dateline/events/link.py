"""Event mentions of an article: triggers with their parties, status, and the days they are tied to."""

import bisect
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.dates.anchors import TimeMention
from dateline.events.lexicon import EventLexicon, event_lexicon
from dateline.events.model import EventMention, Party
from dateline.events.parties import Discourse, Found, PartyPlace, find_parties, find_words
from dateline.events.triggers import Scene, find_roles, is_told, status_of
from dateline.text import Folded, fold

_SENTENCE_END = re.compile(r"[.!?؟。！？\n]+(?=\s|$|[\"»”])")
_QUOTES = re.compile(r"[\"“«][^\"”»\n]{0,400}[\"”»]")
_BASIS_TRUST = {"stated": 0, "inherited": 1, "publication": 2, "none": 3}
# Confidence: what the text stated against what was inferred; docs/events.md gives the same table.
_CONFIDENCE = {"stated": 0.9, "inherited": 0.75, "publication": 0.65, "none": 0.6}


@dataclass(frozen=True, slots=True)
class _Told:
    """An event mention before its days are settled among those of the article."""

    mention: EventMention
    codes: frozenset[str]


def find_events(
    text: str,
    language: str,
    published_on: dt.date,
    times: Sequence[TimeMention],
    *,
    body_start: int = 0,
    title: tuple[int, int] | None = None,
) -> list[EventMention]:
    """Events of an article, each once: headline, lead and repetition are one mention, told by its best words.

    `body_start` and `title` (code points, end exclusive) say where page furniture ends and what the headline is; time
    mentions before the body are the page's own and date nothing.
    """
    reader = _Reader(event_lexicon(language), text, published_on, times, body_start)
    parts = [(title[0], title[1])] if title else []
    parts.append((body_start, len(text)))
    for start, end in parts:
        for sentence in _sentences(reader.lexicon, reader.folded, start, end):
            reader.read(*sentence)
    return _once_each(reader.told)


def _sentences(lexicon: EventLexicon, folded: Folded, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences between two places of the original text, as folded offsets."""
    if folded.offsets is not None:
        start, end = bisect.bisect_left(folded.offsets, start), bisect.bisect_left(folded.offsets, end)
    found, first = [], start
    for match in _SENTENCE_END.finditer(folded.text, start, end):
        word = folded.text[max(first, match.start() - 12) : match.start()].split(" ")[-1]
        is_abbreviation = match.group() == "." and (
            word in lexicon.abbreviations or (len(word) == 1 and word.isalpha())
        )
        if not is_abbreviation:
            found.append((first, match.end()))
            first = match.end()
    if folded.text[first:end].strip():
        found.append((first, end))
    return [(low + len(folded.text[low:high]) - len(folded.text[low:high].lstrip()), high) for low, high in found]


class _Reader:
    """Reads an article's sentences in order and keeps what has been told."""

    def __init__(
        self, lexicon: EventLexicon, text: str, published_on: dt.date, times: Sequence[TimeMention], body_start: int
    ) -> None:
        self.lexicon, self.text, self.published_on = lexicon, text, published_on
        self.folded = fold(text)
        self.times = [time for time in times if time.first_day and time.start_char >= body_start]
        self.words = find_words(lexicon, self.folded.text)
        self.starts = [one.start for one in self.words]
        self.quotes = [match.span() for match in _QUOTES.finditer(self.folded.text)]
        self.discourse = Discourse()
        self.told: list[_Told] = []

    def read(self, start: int, end: int) -> None:
        """Add the events of one sentence (folded offsets)."""
        low, high = bisect.bisect_left(self.starts, start), bisect.bisect_left(self.starts, end)
        words = self.words[low:high]
        parties = find_parties(self.lexicon, self.folded.text, words, self.discourse, start, end)
        triggers = [one for one in words if one.kind == "trigger" and not self._is_quoted_noun(one)]
        here: list[_Told] = []
        for place, trigger in enumerate(triggers):
            scene = self._scene(trigger, triggers, place, words, parties, start, end)
            if not is_told(scene) or (roles := find_roles(scene)) is None:
                continue
            mention = self._mention(scene, roles, start, end, here)
            here.append(_Told(mention, frozenset(party.code for party in mention.parties)))
            self.told.append(here[-1])

    def _is_quoted_noun(self, trigger: Found) -> bool:
        return trigger.value == "noun" and any(low < trigger.start < high for low, high in self.quotes)

    def _scene(
        self,
        trigger: Found,
        triggers: Sequence[Found],
        place: int,
        words: Sequence[Found],
        parties: Sequence[PartyPlace],
        start: int,
        end: int,
    ) -> Scene:
        left, right, antecedent = start, end, None
        for one in words:
            if one.kind == "cuts" and one.end <= trigger.start:
                left, antecedent = max(left, one.end), None
            elif one.kind == "cuts" and one.start >= trigger.end:
                right = min(right, one.start)
            elif one.kind == "relatives" and one.end <= trigger.start:
                left = max(left, one.end)
                named = [party for party in parties if party.end <= one.start]
                antecedent = named[-1] if named else None
            elif one.kind == "relatives" and one.start >= trigger.end:
                right = min(right, one.start)
        finite = [one for one in triggers if one.value != "noun"]
        for one in finite:
            if one.start >= trigger.end and trigger.value != "noun":
                right = min(right, one.start)
        return Scene(
            self.lexicon,
            self.folded.text,
            trigger,
            words,
            parties,
            self.discourse,
            left,
            right,
            antecedent,
            self._counterpart,
        )

    def _counterpart(self, code: str) -> tuple[str, ...]:
        """The other side of the act told last that this party took part in, else the state it was last named with."""
        for told in reversed(self.told):
            if code in told.codes and len(told.codes) == 2:
                return tuple(told.codes - {code})
        return tuple(other for other in self.discourse.pair() if other != code)[:1]

    def _mention(
        self,
        scene: Scene,
        roles: tuple[tuple[str, ...], tuple[str, ...]],
        start: int,
        end: int,
        here: Sequence[_Told],
    ) -> EventMention:
        trigger, place = scene.trigger, self.folded
        status = status_of(scene)
        time, basis = self._time(scene, start, end, here, frozenset((*roles[0], *roles[1])), status)
        first, last, granularity, edtf = time
        if first and first > self.published_on and status == "happened":
            status = "planned"
        sentence_start, sentence_end = place.start(start), place.end(end)
        stated = self._nearest(scene, start, end) if basis == "stated" else None
        return EventMention(
            type=trigger.word.trigger.type if trigger.word.trigger else "",
            parties=tuple(
                self._party(scene, code, role)
                for role, codes in (("actor", roles[0]), ("recipient", roles[1]))
                for code in codes
            ),
            first_day=first,
            last_day=last,
            granularity=granularity,
            edtf=edtf,
            date_basis=basis,
            status=status,
            start_char=sentence_start,
            end_char=sentence_start + len(self.text[sentence_start:sentence_end].rstrip()),
            trigger_start_char=place.start(trigger.start),
            trigger_end_char=place.end(trigger.end),
            time_start_char=stated.start_char if stated else None,
            time_end_char=stated.end_char if stated else None,
            rule=f"{trigger.word.trigger.name if trigger.word.trigger else ''}/{trigger.value}",
            confidence=_CONFIDENCE[basis],
        )

    def _nearest(self, scene: Scene, start: int, end: int) -> TimeMention | None:
        """The time mention of the sentence that stands nearest to the trigger, those of its clause first."""
        place = self.folded
        low, high = place.start(start), place.end(end)
        middle = place.start(scene.trigger.start)
        clause = (place.start(scene.left), place.end(scene.right))
        inside = [time for time in self.times if low <= time.start_char and time.end_char <= high]
        return min(
            inside,
            key=lambda time: (
                not (clause[0] <= time.start_char and time.end_char <= clause[1]),
                abs(time.start_char - middle),
            ),
            default=None,
        )

    def _time(
        self, scene: Scene, start: int, end: int, here: Sequence[_Told], codes: frozenset[str], status: str
    ) -> tuple[tuple[dt.date | None, dt.date | None, str | None, str | None], str]:
        """The days of an event and their basis: stated, inherited from what was told before, publication, none."""
        near = self._nearest(scene, start, end)
        is_past_plan = status == "planned" and near and near.last_day and near.last_day < self.published_on
        if near and not is_past_plan:
            return (near.first_day, near.last_day, near.granularity, near.edtf), "stated"
        if status in ("planned", "hypothetical"):
            return (None, None, None, None), "none"
        dated = [told.mention for told in self.told if told.mention.first_day]
        is_anaphor = any(one.kind == "anaphora" and start <= one.start < end for one in scene.words)
        if dated and (here or is_anaphor or self._goes_on(codes)):
            last = dated[-1]
            return (last.first_day, last.last_day, last.granularity, last.edtf), "inherited"
        day = self.published_on
        return (day, day, "day", day.isoformat()), "publication"

    def _goes_on(self, codes: frozenset[str]) -> bool:
        """Whether the act told just before had the same parties and took its days from the narration."""
        last = self.told[-1] if self.told else None
        return bool(last and last.codes == codes and last.mention.date_basis == "inherited")

    def _party(self, scene: Scene, code: str, role: str) -> Party:
        place = min(
            (party for party in scene.parties if code in party.codes),
            key=lambda party: (party.office is None, abs(party.start - scene.trigger.start)),
            default=None,
        )
        if place is None:
            at = self.folded.start(scene.trigger.start)
            return Party(code, role, None, None, None, None, at, self.folded.end(scene.trigger.end))
        start, end = self.folded.start(place.start), self.folded.end(place.end)
        office = (
            self.text[self.folded.start(place.office[0]) : self.folded.end(place.office[1])] if place.office else None
        )
        return Party(code, role, self.text[start:end], None, office, place.sector, start, end)


def _agree(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions of one type and the same parties can be the same act: days equal, inside, or not told."""
    if one.first_day is None or other.first_day is None or one.last_day is None or other.last_day is None:
        return one.status == other.status
    return (one.first_day <= other.first_day and other.last_day <= one.last_day) or (
        other.first_day <= one.first_day and one.last_day <= other.last_day
    )


def _once_each(told: Sequence[_Told]) -> list[EventMention]:
    """One mention an act: the one with the best-founded days, then the first; in order of the text."""
    kept: list[_Told] = []
    for one in told:
        for place, other in enumerate(kept):
            is_vaguer = _BASIS_TRUST[one.mention.date_basis] >= 2 or _BASIS_TRUST[other.mention.date_basis] >= 2
            if (
                one.mention.type == other.mention.type
                and one.codes == other.codes
                and (_agree(one.mention, other.mention) or (is_vaguer and one.mention.status == other.mention.status))
            ):
                if _BASIS_TRUST[one.mention.date_basis] < _BASIS_TRUST[other.mention.date_basis]:
                    kept[place] = replace(one)
                break
        else:
            kept.append(one)
    return sorted((one.mention for one in kept), key=lambda mention: (mention.trigger_start_char, mention.type))
