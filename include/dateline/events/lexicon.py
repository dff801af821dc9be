"""The words of a language's events.toml and parties.toml, compiled into one scanner."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.errors import LanguageDataError
from dateline.languages import read_language_file
from dateline.scan import Clitics, Scanner
from dateline.text import fold

ASPECTS = ("past", "present", "base", "noun", "passive")
_GROUPS = ("markers", "offices", "status")  # sections of named lists; the name is the word's value
_LISTS = ("cuts", "relatives", "both", "attribution", "media", "instruments", "support", "anaphora", "definite")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A block of `[[triggers]]`: words that tell of a type of event, and the frame that finds its parties."""

    type: str
    frame: str
    requires: frozenset[str]
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parties of a trigger stand: for each role the places to look, first found first taken."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    is_symmetric: bool
    needs_recipient: bool


@dataclass(frozen=True, slots=True)
class Word:
    """One meaning of a word: its kind, and a value such as a party code, an aspect or the name of a marker."""

    kind: str
    value: str
    trigger: Trigger | None = None


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """Everything the event stage knows of one language."""

    language: str
    scanner: Scanner
    meanings: tuple[tuple[Word, ...], ...]
    frames: dict[str, Frame]
    clitic_markers: dict[str, str]
    is_verb_first: bool
    office_after: bool
    future_clitics: tuple[str, ...]
    abbreviations: tuple[str, ...]


def _party_words(language: str, endings: list[str]) -> Iterator[tuple[str, Word]]:
    for code, party in read_language_file(language, "parties.toml").items():
        for form in ("names", "capitals", "cities"):
            for word in party.get(form, []):
                yield word, Word({"names": "name", "capitals": "capital", "cities": "city"}[form], code)
        for word in party.get("adjectives", []):
            for ending in endings:
                yield word + ending, Word("adjective", code)


def _words(language: str, data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    yield from _party_words(language, data["settings"].get("adjective_endings", [""]))
    for group in _GROUPS:
        for value, words in data.get(group, {}).items():
            for word in words:
                yield word, Word(group.removesuffix("s") if group != "status" else group, value)
    for section in _LISTS:
        for word in data.get(section, []):
            yield word, Word(section, section)
    for block in data.get("triggers", []):
        trigger = Trigger(block["type"], block["frame"], frozenset(block.get("requires", [])), block["name"])
        if trigger.frame not in data["frames"]:
            place, known = f"triggers.{trigger.name}.frame", ", ".join(sorted(data["frames"]))
            raise LanguageDataError(
                f"languages/{language}/events.toml", place, "no such frame", f"choose one of {known}"
            )
        for aspect in ASPECTS:
            for word in block.get(aspect, []):
                yield word, Word("trigger", aspect, trigger)
        for phrase in block.get("requires", []):
            if not phrase.startswith("@"):
                yield phrase, Word("phrase", phrase)


@functools.cache
def event_lexicon(language: str) -> EventLexicon:
    """The compiled event words of a language."""
    data = read_language_file(language, "events.toml")
    settings = data["settings"]
    meanings: dict[str, list[Word]] = {}
    for word, meaning in _words(language, data):
        entry = meanings.setdefault(fold(word).text, [])
        if meaning not in entry:
            entry.append(meaning)
    futures = settings.get("future_clitics", [])
    clitics = Clitics.read(read_language_file(language, "dates.toml").get("clitics", {}), before=futures)
    frames = {
        name: Frame(
            tuple(frame.get("actor", [])),
            tuple(frame.get("recipient", [])),
            bool(frame.get("symmetric", False)),
            bool(frame.get("needs_recipient", True)),
        )
        for name, frame in data["frames"].items()
    }
    return EventLexicon(
        language=language,
        scanner=Scanner(meanings, clitics, is_spaced=settings.get("spaced", True)),
        meanings=tuple(tuple(words) for words in meanings.values()),
        frames=frames,
        clitic_markers=data.get("clitic_markers", {}),
        is_verb_first=settings.get("verb_first", False),
        office_after=settings.get("office_after_adjective", False),
        future_clitics=tuple(futures),
        abbreviations=tuple(settings.get("abbreviations", [])),
    )
