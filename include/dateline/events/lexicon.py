"""The words of a language's events.toml and parties.toml, compiled into one scanner."""

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from dateline.events.closed_lists import (
    ASPECTS,
    GROUPS,
    LETTER_TABLES,
    LISTS,
    PARTY_FORMS,
    WORD_TABLES,
    check_events,
    check_parties,
)
from dateline.events.declension import Declensions, citation, forms
from dateline.events.inflection import Inflection, contracted
from dateline.events.settings import Settings, read_settings
from dateline.languages import read_language_file
from dateline.scan import Clitics, Scanner
from dateline.text import fold

_STILL = 9999  # last year of one who holds the office still
_FORM_KINDS = {
    "names": "name",
    "adjectives": "adjective",
    "abbreviations": "name",
    "capitals": "capital",
    "cities": "city",
}
_WITH_OBJECTS = ("past", "present")
_CARRIERS = ("support", "support_after")
# Of forms that tell by themselves whether an act has happened.
STATUS_OF_ASPECT = {"future": "planned", "conditional": "hypothetical", "pluperfect": "earlier"}
_GROUP_KINDS = {"markers": "marker", "offices": "office", "status": "status"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A block of `[[triggers]]`: words that tell of a type of event, and the frame that finds its parties.

    `is_reflexive` tells that a reflexive pronoun must (or must not) stand before the verb; a verb that has no passive
    stays active behind "to be": "est arrivé". `is_behind` tells that a required word counts only behind the trigger.
    A vague one may tell of an act that another tells better: "discussed" of a meeting or of a call.
    """

    type: str
    frame: str
    requires: frozenset[str]
    unless: frozenset[str]
    name: str
    is_reflexive: bool | None = None
    has_passive: bool = True
    is_behind: bool = False
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parties of a trigger stand: for each role the places to look, first found first taken.

    A mutual act can be done by two states to each other: "Peru and Chile broke off relations".
    """

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    is_symmetric: bool
    needs_recipient: bool
    is_mutual: bool


@dataclass(frozen=True, slots=True)
class Word:
    """One meaning of a word: its kind, and a value such as a party code, an aspect or the name of a marker.

    `letters` must stand in the text as written in the data, counted from the end (-1 is the last): Polish, not polish;
    `years` are the first and last in which a person held office. `base` is the word as written in the data, and `cases`
    are those that the form can stand in, none where the language has no cases. `has_object` tells that a pronoun is
    written onto the verb: فرضتها.
    """

    kind: str
    value: str
    trigger: Trigger | None = None
    letters: tuple[tuple[int, str], ...] = ()
    years: tuple[int, int] | None = None
    base: str = ""
    cases: frozenset[str] = frozenset()
    has_object: bool = False

    def written(self, base: str, cases: frozenset[str], letters: tuple[tuple[int, str], ...]) -> "Word":
        """The same meaning of a form of a word: of tens of thousands, for which `replace` is slow."""
        return Word(self.kind, self.value, self.trigger, letters, self.years, base, cases, self.has_object)

    def means(self, other: "Word") -> bool:
        """Whether two words are one but for the case they stand in and the entry they come from."""
        return (
            self.kind == other.kind
            and self.value == other.value
            and self.letters == other.letters
            and self.trigger == other.trigger
            and self.years == other.years
            and self.has_object == other.has_object
        )


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """Everything the event stage knows of one language.

    `meanings` and `lengths` are those of the scanner's words, by number; `several` are the codes of words that may mean
    one of several parties (shorthand, letters) or mean them all (groups). `plain` are the words that only hold others,
    `names` those of parties and persons, `triggers` triggers and what they require,
    `sure` those that mean what they do whatever their letters and the year.
    """

    language: str
    scanner: Scanner
    meanings: tuple[tuple[Word, ...], ...]
    frames: Mapping[str, Frame]
    conjunctions: frozenset[str]
    before_articles: tuple[str, ...]
    articles: tuple[str, ...]
    clitic_markers: Mapping[str, str]
    person_markers: Mapping[str, str]
    letter_heads: Mapping[str, str]
    plain: frozenset[int]
    names: frozenset[int]
    triggers: frozenset[int]
    sure: frozenset[int]
    case_markers: Mapping[str, str]
    marker_cases: Mapping[str, Mapping[str, str]]
    name_endings: Mapping[str, frozenset[str]]
    lengths: tuple[int, ...]
    unaccented: frozenset[int]
    several: Mapping[str, tuple[str, ...]]
    settings: Settings
    is_cased: bool
    determiners: tuple[str, ...]
    before_times: frozenset[str]
    object_markers: frozenset[str]
    has_participles: bool
    same_office: Mapping[str, str]


@functools.cache
def has_event_words(language: str) -> bool:
    """Whether there is an events.toml for a language; one that has dates only tells of no events."""
    return (resources.files("dateline") / "languages" / language / "events.toml").is_file()


@functools.cache
def party_names(language: str) -> dict[str, str]:
    """The name of each party for readers of a language: the first of its names."""
    data = read_language_file(language, "parties.toml")
    declensions = _declensions(read_language_file(language, "events.toml")) if has_event_words(language) else {}
    return {code: citation(party["names"][0], declensions) for code, party in data.items() if "names" in party}


def _capitals(word: str) -> tuple[tuple[int, str], ...]:
    if word == word.lower():
        return ()
    return tuple((place - len(word), char) for place, char in enumerate(word) if char.isupper())


def _letters(word: str) -> tuple[tuple[int, str], ...]:
    return tuple((place - len(word), char) for place, char in enumerate(word))


def _party_words(data: Mapping[str, Any], inflection: Inflection, settings: Settings) -> Iterator[tuple[str, Word]]:
    yield from _indefinite_adjectives(data, settings.indefinite_endings)
    for code, party in data.items():
        if code in WORD_TABLES:
            continue
        for form in PARTY_FORMS:
            for word in party.get(form, []):
                for inflected in inflection.forms(form, word):
                    yield inflected, Word(_FORM_KINDS[form], code)
        for person in party.get("persons", []):
            years = (person["years"][0], person["years"][-1] if len(person["years"]) == 2 else _STILL)
            for word in person["names"]:
                yield word, Word("person", code, years=years)
    for word in data.get("blocked", {}).get("words", []):
        yield word, Word("blocked", "blocked")
    for word, codes in data.get("agencies", {}).items():
        yield word, Word("agency", codes[0])
    for kind in ("shorthand", "groups"):
        for word in data.get(kind, {}):
            yield word, Word(kind, fold(word).text)
    for kind in LETTER_TABLES:
        for letter in data.get(kind, {}):
            yield from ((letter + ending, Word(kind, letter)) for ending in ("", *settings.letter_endings))


def _indefinite_adjectives(data: Mapping[str, Any], endings: Sequence[str]) -> Iterator[tuple[str, Word]]:
    """Adjectives as they stand behind a noun without article, but those that are a name: روسيا is Russia."""
    if not endings:
        return
    parties = {code: party for code, party in data.items() if code not in WORD_TABLES}
    names = {fold(name).text for party in parties.values() for name in party["names"]}
    for code, party in parties.items():
        made = (word + ending for word in party.get("adjectives", []) for ending in endings)
        yield from ((form, Word("adjective", code)) for form in made if fold(form).text not in names)


def _phrases(phrases: Iterable[str], contractions: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Phrases as they are looked up; one that begins with @ names a kind of word."""
    return frozenset(
        phrase if phrase.startswith("@") else fold(form).text
        for phrase in phrases
        for form in contracted(phrase, contractions)
    )


def _event_words(data: Mapping[str, Any], inflection: Inflection, settings: Settings) -> Iterator[tuple[str, Word]]:
    for word, meaning in _plain_words(data, inflection):
        for form in contracted(word, settings.contractions):
            yield form, meaning
    for block in data.get("triggers", []):
        yield from _trigger_words(block, inflection, settings)


def _plain_words(data: Mapping[str, Any], inflection: Inflection) -> Iterator[tuple[str, Word]]:
    for group in GROUPS:
        for value, words in data.get(group, {}).items():
            for aspect, word in inflection.spread(words):
                if group != "status" or aspect != "base":
                    yield word, Word(_GROUP_KINDS[group], value)
    for section in LISTS:
        for aspect, word in inflection.spread(data.get(section, [])):
            if section in _CARRIERS and aspect == "base":
                continue  # "to hold talks": they have not taken place
            yield word, Word(section, section)
            if section in _CARRIERS and aspect in ("future", "conditional"):
                yield word, Word("status", STATUS_OF_ASPECT[aspect])


def _trigger_words(block: Mapping[str, Any], inflection: Inflection, settings: Settings) -> Iterator[tuple[str, Word]]:
    trigger = Trigger(
        block["type"],
        block["frame"],
        _phrases(block.get("requires", []), settings.contractions),
        _phrases(block.get("unless", []), settings.contractions),
        block["name"],
        block.get("reflexive"),
        block.get("passive", True),
        block.get("behind", False),
        block.get("vague", False),
    )
    forms = [(aspect, word) for aspect in ASPECTS for word in block.get(aspect, [])]
    forms += [form for phrase in block.get("verbs", []) for form in inflection.verb(phrase)]
    for aspect, word in forms:
        for form in contracted(word, settings.contractions):
            yield form, Word("trigger", aspect, trigger)
        if aspect in _WITH_OBJECTS:
            yield from (
                (form, Word("trigger", aspect, trigger, has_object=True)) for form in _with_objects(word, settings)
            )
    for phrase in sorted(trigger.requires | trigger.unless):
        if not phrase.startswith("@"):
            yield phrase, Word("phrase", phrase)


def _with_objects(verb: str, settings: Settings) -> Iterator[str]:
    """The forms of a verb with a pronoun written onto it: أجرى, أجراها."""
    if not settings.object_endings or " " in verb:
        return
    joins = (verb.removesuffix(last) + joined for last, joined in settings.object_joins.items() if verb.endswith(last))
    stem = next(joins, verb)
    yield from (stem + ending for ending in settings.object_endings)


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _add_unaccented(meanings: dict[str, list[Word]]) -> None:
    """Add each word as it is printed without accents, where that is no word of its own."""
    written = set(meanings)
    for word in list(meanings):
        plain = _without_accents(word)
        if plain not in written and len(plain) == len(word):
            meanings.setdefault(plain, []).extend(map(_as_unaccented, meanings[word]))


def _as_unaccented(word: Word) -> Word:
    letters = tuple((place, _without_accents(char)) for place, char in word.letters)
    return word if letters == word.letters else replace(word, letters=letters)


def _frames(data: Mapping[str, Any]) -> dict[str, Frame]:
    return {
        name: Frame(
            tuple(frame.get("actor", [])),
            tuple(frame.get("recipient", [])),
            bool(frame.get("symmetric", False)),
            bool(frame.get("needs_recipient", True)),
            bool(frame.get("mutual", False)),
        )
        for name, frame in data.items()
    }


def _declensions(data: Mapping[str, Any]) -> Declensions:
    return {name: dict(endings) for name, endings in data.get("declensions", {}).items()}


def _written(parties: Mapping[str, Any], data: Mapping[str, Any], settings: Settings) -> Iterator[tuple[str, Word]]:
    """Each form of each word, with what it means there."""
    declensions, inflection = _declensions(data), Inflection.read(data)
    for word, meaning in _party_words(parties, inflection, settings):
        for form, cases in forms(word, declensions).items():
            yield form, meaning.written(word, cases, _capitals(form))
    for word, meaning in _event_words(data, inflection, settings):
        for form, cases in forms(word, declensions).items():
            yield form, meaning.written(word, cases, _letters(form) if word in settings.as_written else ())


def _meanings(written: Sequence[tuple[str, Word]]) -> dict[str, list[Word]]:
    """The meanings of each folded form; two entries of the data that mean the same are one, in the cases of both."""
    found: dict[str, list[Word]] = {}
    folded = fold("\n".join(form for form, _ in written)).text.split("\n")  # one long text folds faster than many short
    for form, (_, meaning) in zip(folded, written, strict=True):
        words = found.setdefault(form, [])
        place = next((place for place, word in enumerate(words) if word.means(meaning)), None) if words else None
        if place is None:
            words.append(meaning)
        elif words[place].cases != meaning.cases:
            words[place] = replace(words[place], cases=words[place].cases | meaning.cases)
    return found


def _entries(meanings: Mapping[str, Sequence[Word]], *kinds: str) -> frozenset[int]:
    """Numbers of the words that can be of one of some kinds."""
    wanted = frozenset(kinds)
    return frozenset(number for number, words in enumerate(meanings.values()) for word in words if word.kind in wanted)


@functools.cache
def event_lexicon(language: str) -> EventLexicon:
    """The compiled event words of a language; data that break the closed lists are a LanguageDataError."""
    data, parties = read_language_file(language, "events.toml"), read_language_file(language, "parties.toml")
    check_events(language, data)
    check_parties(language, parties)
    settings = read_settings(data["settings"])
    meanings = _meanings(list(_written(parties, data, settings)))
    written = frozenset(meanings)
    if settings.unaccented:
        _add_unaccented(meanings)
    clitics = Clitics.read(
        read_language_file(language, "dates.toml").get("clitics", {}), before=settings.future_clitics
    )
    return EventLexicon(
        language=language,
        scanner=Scanner(meanings, clitics, is_spaced=settings.spaced),
        meanings=tuple(tuple(words) for words in meanings.values()),
        frames=_frames(data["frames"]),
        articles=clitics.articles,
        before_articles=tuple(
            letters for letters, (_, article) in clitics.prefixes.items() if article < len(letters) > 1
        ),
        conjunctions=_phrases(data["markers"].get("and", []), settings.contractions),
        clitic_markers=data.get("clitic_markers", {}),
        person_markers=data.get("person_markers", {}),
        letter_heads=data.get("letter_heads", {}),
        plain=_entries(meanings, "plain"),
        names=_entries(meanings, *_FORM_KINDS.values(), "person"),
        triggers=_entries(meanings, "trigger", "phrase"),
        sure=frozenset(
            number
            for number, (word, entries) in enumerate(meanings.items())
            if word in written and not any(one.years or one.letters or one.kind == "adjective" for one in entries)
        ),
        case_markers=data.get("case_markers", {}),
        marker_cases={fold(word).text: markers for word, markers in data.get("marker_cases", {}).items()},
        same_office={word: name for name, words in data.get("same_office", {}).items() for word in words},
        name_endings={ending: frozenset(cases) for ending, cases in data.get("name_endings", {}).items()},
        lengths=tuple(map(len, meanings)),
        unaccented=frozenset(number for number, word in enumerate(meanings) if word not in written),
        several={
            fold(word).text: tuple(codes)
            for table in ("shorthand", "groups", *LETTER_TABLES)
            for word, codes in parties.get(table, {}).items()
        },
        settings=settings,
        is_cased=any(char.isupper() for words in meanings.values() for word in words for _, char in word.letters),
        has_participles=any(one.value == "participle" for words in meanings.values() for one in words),
        object_markers=frozenset(data["markers"].get(settings.object_marker or "", [])),
        before_times=frozenset(
            fold(word).text
            for words in (data.get("determiners", []), *data["markers"].values())
            for word in words
            if word.isalpha()
        ),
        determiners=tuple(sorted(fold(word).text for word in data.get("determiners", []))),
    )
