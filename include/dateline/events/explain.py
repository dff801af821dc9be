"""How the events of one text were found, for people."""

import datetime as dt
from collections.abc import Iterator, Sequence

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
_WHY_NOT = {
    "negated": "the words around it say that it did not happen",
    "no_act": "nothing carries it as an act",
    "no_parties": "no party stands where its frame looks",
    "told_before": "speaks again of an act already told",
}


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
    watched: list[tuple[Scene, Verdict]] = []

    def watch(scene: Scene, verdict: Verdict) -> None:
        watched.append((scene, verdict))

    kept = find_events(text, language, published_on, times, watch=watch)
    scenes = {
        (verdict.trigger_start_char, verdict.rule): scene
        for scene, verdict in watched
        if isinstance(verdict, EventMention)
    }
    lines: list[str] = []
    for mention in kept:
        lines += ["", *_mention_lines(text, mention, scenes[mention.trigger_start_char, mention.rule])]
    taken = {scenes[mention.trigger_start_char, mention.rule].trigger.start for mention in kept}
    left = [_left_line(text, scene, verdict) for scene, verdict in watched if scene.trigger.start not in taken]
    return "\n".join([*(lines[1:] or ["no events found"]), *(["", "not taken:", *left] if left else [])])


def _mention_lines(text: str, mention: EventMention, scene: Scene) -> Iterator[str]:
    actors, recipients = (
        [party.code for party in mention.parties if party.role == role] for role in ("actor", "recipient")
    )
    days = f"{mention.first_day}..{mention.last_day}" if mention.first_day else "no day"
    yield f"{event_title(mention.type, actors, recipients)}, {days}, {mention.status}, confidence {mention.confidence}"
    start, end = mention.trigger_start_char, mention.trigger_end_char
    parts = (text[mention.start_char : start], _OPEN, text[start:end], _CLOSE, text[end : mention.end_char])
    yield f"    {' '.join(''.join(parts).split())}"
    yield f"    trigger: {scene.meaning.name} ({scene.trigger.value}), frame {scene.meaning.frame}"
    for party in mention.parties:
        places = scene.frame.actor if party.role == "actor" else scene.frame.recipient
        yield f"    {party.role} {party.code}: {party.name}; looked for in {', '.join(places)}"
    cues = ", ".join(_words(text, scene, one) for one in cues_of(scene))
    yield f"    {mention.status}: {cues or 'the form of the trigger and the day'}"
    told = f": {text[mention.time_start_char : mention.time_end_char]}" if mention.time_start_char is not None else ""
    yield f"    days {mention.date_basis} ({_BASES[mention.date_basis]}){told}"


def _left_line(text: str, scene: Scene, verdict: Verdict) -> str:
    told = "the same act as one above" if isinstance(verdict, EventMention) else _WHY_NOT[verdict]
    return f"    {_words(text, scene, scene.trigger)} ({scene.meaning.type}): {told}"


def _words(text: str, scene: Scene, found: Found) -> str:
    folded = scene.sentence.folded
    return text[folded.start(found.start) : folded.end(found.end)]
