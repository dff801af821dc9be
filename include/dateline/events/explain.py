"""How the events of one text were found, for people."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.dates.anchors import TimeMention
from dateline.events.link import Verdict, find_events
from dateline.events.model import EventMention
from dateline.events.ontology import event_title
from dateline.events.scenes import Scene
from dateline.events.status import cues_of
from dateline.events.words import Found

_OPEN, _CLOSE = "⟦", "⟧"
_BASES = {
    "stated": "the time mention tied to the trigger",
    "inherited": "told before in the article",
    "publication": "news of the day, no time told: the publication day",
    "none": "no day can be told",
}
WHY_NOT = {
    "negated": "the words around it say that it did not happen",
    "no_act": "nothing carries it as an act",
    "no_parties": "no party stands where its frame looks",
    "told_before": "speaks again of an act already told",
    "same_act": "the same act as one above",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """An event mention: the trigger and frame it was read by, where parties were looked for, what tells its status."""

    mention: EventMention
    trigger: str
    form: str
    frame: str
    places: Mapping[str, tuple[str, ...]]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A trigger that gave no event; offsets are code points, `reason` a key of WHY_NOT."""

    start_char: int
    end_char: int
    text: str
    type: str
    reason: str


def read_events(
    text: str, language: str, published_on: dt.date, times: Sequence[TimeMention]
) -> tuple[list[Explained], list[Left]]:
    """The events of a text, each with how it was read, and the triggers that gave none, in reading order."""
    watched: list[tuple[Scene, Verdict]] = []

    def watch(scene: Scene, verdict: Verdict) -> None:
        watched.append((scene, verdict))

    kept = find_events(text, language, published_on, times, watch=watch)
    scenes = {
        (verdict.trigger_start_char, verdict.rule): scene
        for scene, verdict in watched
        if isinstance(verdict, EventMention)
    }
    found = [_explained(text, mention, scenes[mention.trigger_start_char, mention.rule]) for mention in kept]
    taken = {scenes[mention.trigger_start_char, mention.rule].trigger.start for mention in kept}
    return found, [_left(text, scene, verdict) for scene, verdict in watched if scene.trigger.start not in taken]


def explain_events(text: str, language: str, published_on: dt.date, times: Sequence[TimeMention]) -> str:
    """For each event its sentence with the trigger marked, the frame, parties, status and days; then triggers left.

    >>> from dateline.dates.anchors import find_times
    >>> text, day = "Turkey's foreign minister will visit Baghdad on Friday.", dt.date(2024, 12, 24)
    >>> print(explain_events(text, "en", day, find_times(text, "en", day)))
    Official visit: TUR → IRQ, 2024-12-27..2024-12-27, planned, confidence 0.9
        Turkey's foreign minister will ⟦visit⟧ Baghdad on Friday.
        trigger: visited (base), frame visit
        actor TUR: Turkey's foreign minister; looked for in traveller
        recipient IRQ: Baghdad; looked for in object, to, in, place
        planned: will
        days stated (the time mention tied to the trigger): Friday
    """
    found, left = read_events(text, language, published_on, times)
    lines: list[str] = []
    for one in found:
        lines += ["", *_mention_lines(text, one)]
    lines = lines[1:] or ["no events found"]
    if left:
        lines += ["", "not taken:", *(f"    {one.text} ({one.type}): {WHY_NOT[one.reason]}" for one in left)]
    return "\n".join(lines)


def _mention_lines(text: str, found: Explained) -> Iterator[str]:
    mention = found.mention
    actors, recipients = (
        [party.code for party in mention.parties if party.role == role] for role in ("actor", "recipient")
    )
    days = f"{mention.first_day}..{mention.last_day}" if mention.first_day else "no day"
    yield f"{event_title(mention.type, actors, recipients)}, {days}, {mention.status}, confidence {mention.confidence}"
    start, end = mention.trigger_start_char, mention.trigger_end_char
    parts = (text[mention.start_char : start], _OPEN, text[start:end], _CLOSE, text[end : mention.end_char])
    yield f"    {' '.join(''.join(parts).split())}"
    yield f"    trigger: {found.trigger} ({found.form}), frame {found.frame}"
    for party in mention.parties:
        yield f"    {party.role} {party.code}: {party.name}; looked for in {', '.join(found.places[party.role])}"
    yield f"    {mention.status}: {', '.join(found.cues) or 'the form of the trigger and the day'}"
    told = f": {text[mention.time_start_char : mention.time_end_char]}" if mention.time_start_char is not None else ""
    yield f"    days {mention.date_basis} ({_BASES[mention.date_basis]}){told}"


def _explained(text: str, mention: EventMention, scene: Scene) -> Explained:
    return Explained(
        mention,
        scene.meaning.name,
        scene.trigger.value,
        scene.meaning.frame,
        {"actor": tuple(scene.frame.actor), "recipient": tuple(scene.frame.recipient)},
        tuple(_words(text, scene, one) for one in cues_of(scene)),
    )


def _left(text: str, scene: Scene, verdict: Verdict) -> Left:
    folded, trigger = scene.sentence.folded, scene.trigger
    start, end = folded.start(trigger.start), folded.end(trigger.end)
    reason = "same_act" if isinstance(verdict, EventMention) else verdict
    return Left(start, end, text[start:end], scene.meaning.type, reason)


def _words(text: str, scene: Scene, found: Found) -> str:
    folded = scene.sentence.folded
    return text[folded.start(found.start) : folded.end(found.end)]
