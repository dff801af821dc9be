"""The page "Explain": the dates and events of a text, each with how it was found, as `dateline explain` tells them."""

from typing import Any

from dateline.dates.explain import Counted, explain_times
from dateline.errors import DatelineError
from dateline.events.explain import Explained, read_events
from dateline.events.ontology import event_type
from dateline.events.titles import readable_names
from dateline.inputs.language import detect_language
from dateline.languages import languages, support_of
from dateline.pages.filters import read_day
from dateline.pages.marking import Mark, pieces

LONGEST = 20_000  # code points of a text
_TIME = ("text", "kind", "value", "edtf", "first_day", "last_day", "granularity", "is_approximate", "anchor_on")
_EVENT = ("type", "status", "first_day", "last_day", "granularity", "edtf", "date_basis", "rule", "confidence")
_PARTY = ("code", "role", "name", "person", "office", "sector")


def explained(text: str, published_on: str, language: str | None, readers: tuple[str, ...]) -> dict[str, Any]:
    """The text in marked pieces, its times, its events, and what was not taken; names in the languages of `readers`.

    `language` None is detected. A text, day or language that cannot be is a DatelineError.
    """
    if not text.strip() or len(text) > LONGEST:
        problem = f"{len(text)} characters" if text.strip() else "empty"
        raise DatelineError("explain", "text", problem, f"write a text of up to {LONGEST} characters")
    day = read_day("published_on", published_on)
    if day is None:
        raise DatelineError("explain", "published_on", "missing", "write an ISO day, 2024-12-24")
    language = language or detect_language(text)
    if language not in languages():
        problem = f"no language {language!r}" if language else "the language was not recognised"
        raise DatelineError("explain", "language", problem, f"choose one of {', '.join(sorted(languages()))}")
    times, missed = explain_times(text, language, day)
    mentions = [one.mention for one in times]
    events, left = read_events(text, language, day, mentions) if support_of(language) == "events" else ([], [])
    marks = [Mark(one.start_char, one.end_char, "time") for one in mentions]
    marks += [mark for one in events for mark in _marks(one)]
    return {
        "language": language,
        "published_on": day,
        "pieces": pieces(text, marks),
        "times": [_time(one) for one in times],
        "events": [_event(text, one) for one in events],
        "missed_times": [{"text": one.text, "reason": one.reason} for one in missed],
        "missed_events": [{"text": one.text, "type": one.type, "reason": one.reason} for one in left],
        "names": _names(events, [one.type for one in left], readers),
    }


def _marks(found: Explained) -> list[Mark]:
    mention = found.mention
    parties = [Mark(one.start_char, one.end_char, one.role) for one in mention.parties]
    return [Mark(mention.trigger_start_char, mention.trigger_end_char, "trigger"), *parties]


def _time(found: Counted) -> dict[str, Any]:
    mention = found.mention
    told = {name: getattr(mention, name) for name in (*_TIME, "anchor_basis", "reason")}
    return told | {"pattern": found.pattern, "operation": found.operation, "meaning": found.meaning}


def _event(text: str, found: Explained) -> dict[str, Any]:
    mention = found.mention
    shown = slice(mention.start_char, mention.end_char)
    marks = [Mark(one.start - shown.start, one.end - shown.start, one.kind) for one in _marks(found)]
    time = None
    if mention.time_start_char is not None and mention.time_end_char is not None:
        time = text[mention.time_start_char : mention.time_end_char]
        marks.append(Mark(mention.time_start_char - shown.start, mention.time_end_char - shown.start, "time"))
    return {
        **{name: getattr(mention, name) for name in _EVENT},
        "actors": ",".join(one.code for one in mention.parties if one.role == "actor"),
        "recipients": ",".join(one.code for one in mention.parties if one.role == "recipient"),
        "parties": [
            {name: getattr(one, name) for name in _PARTY} | {"places": found.places[one.role]}
            for one in mention.parties
        ],
        "pieces": pieces(text[shown], marks),
        "time": time,
        "trigger": found.trigger,
        "form": found.form,
        "frame": found.frame,
        "cues": found.cues,
    }


def _names(events: list[Explained], types: list[str], readers: tuple[str, ...]) -> dict[str, list[dict[str, str]]]:
    codes = sorted({party.code for one in events for party in one.mention.parties})
    types = sorted({*types, *(one.mention.type for one in events)})
    return {
        "party": [
            {"value": code, **{reader: readable_names(reader).get(code, code) for reader in readers}} for code in codes
        ],
        "type": [{"value": type, **{reader: event_type(type).title(reader) for reader in readers}} for type in types],
    }
