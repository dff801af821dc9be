"""One-line titles of events, in English and in the language of an article: languages/*/titles.toml says how."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.errors import LanguageDataError
from dateline.events.lexicon import party_names
from dateline.events.ontology import event_type, event_types
from dateline.languages import read_language_file
from dateline.party_facts import party_facts

_TABLES = {
    "line": {"general", "arrow", "comma", "last", "holder", "named", "dated"},
    "status": {"planned", "ongoing", "denied", "hypothetical"},
    "spans": {"day", "days", "month", "quarter", "year", "range"},
}
_SENTENCES = {"happened", "planned", "ongoing"}
_SIDES = ("actors", "recipients", "actor_parties", "recipient_parties")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Side:
    """A party in a title: its code, and the office and person acting for it as the article writes them."""

    code: str
    office: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a title tells: both sides, status and the span of days, inclusive, None where no day can be told."""

    type: str
    status: str
    actors: Sequence[Side]
    recipients: Sequence[Side]
    first_day: dt.date | None
    last_day: dt.date | None
    granularity: str | None


@dataclass(frozen=True)
class Titles:
    """How titles are written in a language; `offices` leads from an office as written to its key."""

    language: str
    line: Mapping[str, str]
    status: Mapping[str, str]
    spans: Mapping[str, str]
    months: Sequence[str]
    months_of: Sequence[str]
    weekdays: Sequence[str]
    office_names: Mapping[str, str]
    offices: Mapping[str, str]
    sentences: Mapping[str, Mapping[str, str]]


@functools.cache
def has_titles(language: str) -> bool:
    """Whether a language has titles.toml."""
    return (resources.files("dateline") / "languages" / language / "titles.toml").is_file()


@functools.cache
def titles(language: str) -> Titles:
    """The titles of a language; a file that breaks the closed lists is a LanguageDataError."""
    data = read_language_file(language, "titles.toml")
    _check(f"languages/{language}/titles.toml", data)
    offices = data["offices"]
    return Titles(
        language=language,
        line=data["line"],
        status=data["status"],
        spans=data["spans"],
        months=data["months"],
        months_of=data.get("months_of", data["months"]),
        weekdays=data["weekdays"],
        office_names={key: words[0] for key, words in offices.items()},
        offices={word: key for key, words in offices.items() for word in words},
        sentences=data.get("types", {}),
    )


def event_line(told: Told, language: str = "en") -> str:
    """The title in one line.

    >>> visit = Told("official_visit", "happened", [Side("AZE", "وزير الدفاع")], [Side("MAR")],
    ...              dt.date(2024, 10, 1), dt.date(2024, 10, 31), "month")
    >>> event_line(visit)
    "Azerbaijan's defence minister visited Morocco, October 2024"
    >>> event_line(visit, "fr")
    'Visite officielle : Azerbaïdjan, ministre de la Défense → Maroc, octobre 2024'
    """
    words = titles(language)
    title = _title(language, told.type, told.status, tuple(told.actors), tuple(told.recipients))
    when = span_words(language, told.first_day, told.last_day, told.granularity)
    return words.line["dated"].format(title=title, when=when) if when else title


@functools.lru_cache(maxsize=65536)
def _title(language: str, type: str, status: str, actors: tuple[Side, ...], recipients: tuple[Side, ...]) -> str:
    """The title without days, which many events share."""
    words, told = titles(language), Told(type, status, actors, recipients, None, None, None)
    return _sentence(words, told) or _general(words, told)


@functools.lru_cache(maxsize=65536)
def span_words(language: str, first: dt.date | None, last: dt.date | None, granularity: str | None) -> str:
    """The days in words, as coarse as they were told; empty where no day can be told.

    >>> span_words("en", dt.date(2024, 11, 9), dt.date(2024, 11, 12), "range")
    '9–12 November 2024'
    """
    if first is None or last is None:
        return ""
    spans = titles(language).spans
    if first == last:
        return _day(language, "day", first)
    if granularity == "year" and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return spans["year"].format(year=first.year)
    if granularity == "month" and first.day == 1 and (last + dt.timedelta(1)).day == 1:
        return _day(language, "month", first)
    if granularity == "quarter" and first.month in (1, 4, 7, 10) and (last - first).days < 92:
        return spans["quarter"].format(quarter=(first.month + 2) // 3, year=first.year)
    if (first.year, first.month) == (last.year, last.month):
        return _day(language, "days", last, first_day=first.day)
    return spans["range"].format(first=_day(language, "day", first), last=_day(language, "day", last))


def _day(language: str, span: str, day: dt.date, **more: int) -> str:
    words = titles(language)
    month, month_of = words.months[day.month - 1], words.months_of[day.month - 1]
    return words.spans[span].format(day=day.day, month=month, month_of=month_of, year=day.year, **more)


def office_key(office: str | None) -> str | None:
    """The office that an article's words name, in whichever language; None for one without an entry."""
    return _all_offices().get(office) if office else None


@functools.cache
def _all_offices() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in title_languages():
        found.update(titles(language).offices)
    return found


@functools.cache
def title_languages() -> tuple[str, ...]:
    """Codes of the languages that have titles, sorted."""
    folder = resources.files("dateline") / "languages"
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "titles.toml").is_file()))


@functools.cache
def readable_names(language: str) -> dict[str, str]:
    """Name of every party code for readers of a language, in English where it has none of its own."""
    return {**party_facts().english_names, **party_names("en"), **party_names(language)}


def _sentence(words: Titles, told: Told) -> str | None:
    """The sentence of the type and status, None where there is none or a side it needs is not told."""
    sentences = words.sentences.get(told.type, {})
    wanted = {"denied": "happened", "hypothetical": "planned"}.get(told.status, told.status)
    pattern = sentences.get(wanted)
    if pattern is None:
        return None
    values = {
        name: _joined(
            words, told.actors if name.startswith("actor") else told.recipients, has_office="parties" not in name
        )
        for name in _PLACE.findall(pattern)
    }
    pattern = _OPTIONAL.sub(lambda part: part[1] if all(map(values.get, _PLACE.findall(part[1]))) else "", pattern)
    if not all(values[name] for name in _PLACE.findall(pattern)):
        return None
    sentence = pattern.format(**values)
    return words.status[told.status].format(title=sentence) if wanted != told.status else sentence


def _general(words: Titles, told: Told) -> str:
    actors = _joined(words, told.actors, has_office=True, is_list=True)
    recipients = _joined(words, told.recipients, has_office=True, is_list=True)
    arrow = words.line["arrow"] if actors and recipients else ""
    title = event_type(told.type).title(words.language)
    line = words.line["general"].format(type=title, actors=actors, arrow=arrow, recipients=recipients)
    return words.status[told.status].format(title=line) if told.status in words.status else line


def _joined(words: Titles, sides: Sequence[Side], *, has_office: bool, is_list: bool = False) -> str:
    named = [_side(words.language, side, has_office) for side in sides]
    if is_list or len(named) < 2:
        return words.line["comma"].join(named)
    return words.line["comma"].join(named[:-1]) + words.line["last"] + named[-1]


@functools.lru_cache(maxsize=65536)
def _side(language: str, side: Side, has_office: bool) -> str:
    words = titles(language)
    party = readable_names(words.language).get(side.code, side.code)
    key = office_key(side.office) if has_office else None
    if key is None:
        return party
    # The article's own form of the office where it is in this language: the minister may be a woman.
    office = side.office if words.offices.get(side.office or "") == key else words.office_names[key]
    if side.person and _is_readable(side.person, words.language):
        return words.line["named"].format(party=party, office=office, person=side.person)
    return words.line["holder"].format(party=party, office=office)


def _is_readable(person: str, language: str) -> bool:
    """Whether the name is written in the script of the language's months: no name is spelled out by guessing."""
    scripts = {_script(char) for char in titles(language).months[-1] if char.isalpha()}
    return {_script(char) for char in person if char.isalpha()} <= scripts


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split()[0]


def _check(place: str, data: Mapping[str, Any]) -> None:
    for table, names in _TABLES.items():
        if set(data.get(table, {})) != names:
            raise LanguageDataError(place, table, "not its entries", f"write {', '.join(sorted(names))}")
    for name, count in (("months", 12), ("weekdays", 7)):
        if len(data.get(name, ())) != count:
            raise LanguageDataError(place, name, f"not {count} names", "write one for each, in order")
    for name, sentences in data.get("types", {}).items():
        if name not in event_types():
            raise LanguageDataError(place, f"types.{name}", "no such event type", "choose one of docs/event_types.md")
        for status, pattern in sentences.items():
            if status not in _SENTENCES:
                raise LanguageDataError(place, f"types.{name}.{status}", "no such entry", "see the other types")
            for side in _PLACE.findall(pattern):
                if side not in _SIDES:
                    known = ", ".join(_SIDES)
                    raise LanguageDataError(place, f"types.{name}.{status}", f"no {{{side}}}", f"choose one of {known}")
    seen: dict[str, str] = {}
    for key, words in data.get("offices", {}).items():
        for word in words:
            if word in seen:
                raise LanguageDataError(place, f"offices.{key}", f"{word!r} is {seen[word]} too", "keep one of them")
            seen[word] = key
