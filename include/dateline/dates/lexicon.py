"""The words of a language's dates.toml, found in a text by one Aho-Corasick automaton."""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.dates import calendars, spans
from dateline.dates.endings import read_dates
from dateline.dates.marks import MARK_KINDS
from dateline.dates.numerals import NUMBER_KINDS, Numerals
from dateline.errors import LanguageDataError
from dateline.scan import Clitics, Scanner
from dateline.text import fold_word

_DEICTICS = {
    "day_before_yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day_after_tomorrow": 2,
    "in_three_days": 3,
    "three_days_ago": -3,
}
_UNITS: dict[str, Any] = {unit: unit for unit in spans.UNITS}
_DAYPARTS = {"morning": "MO", "noon": "AF", "afternoon": "AF", "evening": "EV", "night": "NI"}


def _numbers(low: int, high: int) -> dict[str, Any]:
    return {str(number): number for number in range(low, high + 1)}


@functools.cache
def _sections() -> dict[str, tuple[str, dict[str, Any]]]:
    """Sections of dates.toml: the kind of their words, and the closed list of entries with each one's value."""
    away = range(-3, 4)
    return {
        "months": ("month", _numbers(1, 12)),
        "hijri_months": ("hijri_month", _numbers(1, 12)),
        "lunar_months": ("lunar_month", _numbers(1, 12)),
        "weekdays": ("weekday", _numbers(1, 7)),
        "unsure_weekdays": ("unsure_weekday", _numbers(1, 7)),
        "numbers": ("number", _numbers(0, 2000)),
        "ordinals": ("ordinal", {**_numbers(1, 31), "-1": -1}),
        "other_ordinals": ("other_ordinal", _numbers(1, 31)),
        "decades": ("decade_word", _numbers(0, 90)),
        "seasons": ("season", {season: season for season in spans.SEASONS}),
        "holidays": ("holiday", {name: name for name in calendars.holidays()}),
        "deictics": ("deictic", _DEICTICS),
        "directions": ("direction", {"last": -1, "this": 0, "next": 1}),
        "sequences": ("sequence", {"before": -1, "same": 0, "after": 1}),
        "periods": ("period", {f"{unit} {count}": (unit, count) for unit in spans.UNITS for count in away}),
        "units": ("unit", _UNITS),
        "plurals": ("plural", _UNITS),
        "duals": ("dual", _UNITS),
        "some": ("some", _UNITS),
        "each": ("each", _UNITS),
        "each_weekday": ("each_weekday", _numbers(1, 7)),
        "quarters": ("quarter_name", _numbers(1, 4)),
        "halves": ("half_name", _numbers(1, 2)),
        "parts": ("part", {part: part for part in ("early", "mid", "late")}),
        "dayparts": ("daypart", _DAYPARTS),
        "eras": ("era_name", {str(year): year for year in range(-1000, 2030)}),
    }


# The words of these sections are also of a kind of their own: unit_week.
_BY_ENTRY = ("units", "ordinals", "plurals", "directions", "deictics", "each", "sequences")
_TERMS = ("words", "blocked", "vague", "future", "past")  # sections whose entry names are the file's own
CASED_KINDS = ("month", "weekday", "season", "holiday")
CUE_KINDS = frozenset({"future", "past", "cut"})  # they tell where a clause looks or ends
TELLING_KINDS = CUE_KINDS | {"blocked"}
_CASES = {"capital": True, "small": False, "never": None}
_CUE_PARTS = ("words", "prefixes", "suffixes", "exceptions", "carriers")
_OTHERS = ("language", "settings", "clitics", "cased", "patterns", "dialogue", "zones")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled words of one language: what each means, how clitics may stand before it, and how to look them up.

    `cased` says of a word that it is sure of its meaning only with a capital letter (True), only without (False), or
    never, so that the words around must tell (None); `exact` that it is only in these very letters. `bare` are kinds
    whose words take no clitic, `no_article` those whose words take no article. `plain` words need no such look.
    `content` are the kinds of numbers and of the words whose entries are a closed list, such as months; `telling` words
    mean something outside of any pattern.
    """

    language: str
    data: dict[str, Any]
    meanings: tuple[tuple[tuple[tuple[str, ...], Any], ...], ...]
    cased: dict[int, bool | None]
    exact: dict[int, str]
    bare: frozenset[str]
    no_article: frozenset[str]
    plain: frozenset[int]
    lengths: tuple[int, ...]
    scanner: Scanner
    numerals: Numerals
    kinds: frozenset[str]
    content: frozenset[str]
    telling: frozenset[int]

    def with_kinds(self, kinds: frozenset[str]) -> frozenset[int]:
        """The words, by number, that can be of one of some kinds."""
        return frozenset(
            number
            for number, entries in enumerate(self.meanings)
            if any(not kinds.isdisjoint(kinds_of) for kinds_of, _ in entries)
        )


def _words(language: str, data: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str, ...], Any]]:
    """Every (word, place, kinds, value) that a language file declares."""
    file = f"languages/{language}/dates.toml"
    for section, (kind, values) in _sections().items():
        for entry, words in data.get(section, {}).items():
            if entry not in values:
                known = ", ".join(list(values)[:12])
                raise LanguageDataError(file, f"{section}.{entry}", "no such entry", f"choose one of {known}")
            kinds: tuple[str, ...] = (kind, f"{kind}_{entry}") if section in _BY_ENTRY else (kind,)
            if entry == "-1":
                kinds = (f"{kind}_last",)  # never a day of the month
            if section == "numbers":
                kinds = _number_kinds(int(entry))
            for word in words:
                yield word, f"{section}.{entry}", kinds, values[entry]
    yield from _compounds(data, "compound_numbers", "numbers", "number")
    yield from _compounds(data, "compound_ordinals", "ordinals", "ordinal")
    for section in _TERMS:
        for entry, words in data.get(section, {}).items():
            if section in ("future", "past") and entry not in _CUE_PARTS:
                raise LanguageDataError(
                    file, f"{section}.{entry}", "no such entry", f"choose one of {', '.join(_CUE_PARTS)}"
                )
            for word in words if section == "words" or entry == "words" else ():
                yield word, f"{section}.{entry}", (entry if section == "words" else section,), word


def _number_kinds(value: int) -> tuple[str, ...]:
    """What a number written in letters can be, a part of a year among others."""
    kinds: tuple[str, ...] = ("number", "number_word")
    if value in (100, 1000):
        kinds += ("hundred_word" if value == 100 else "thousand_word",)
    return (*kinds, "day_word") if 1 <= value <= 31 else kinds


def word_counts(language: str) -> dict[str, int]:
    """How many words each section of a language's dates.toml has, numbers made by rule included."""
    counts: dict[str, int] = {}
    for _, place, _, _ in _words(language, read_dates(language)):
        section = place.partition(".")[0]
        counts[section] = counts.get(section, 0) + 1
    return counts


def _compounds(
    data: dict[str, Any], setting: str, section: str, kind: str
) -> Iterator[tuple[str, str, tuple[str, ...], Any]]:
    """Numbers of two digits written as tens and units, in the shapes the language gives: "{tens}-{units}"."""
    units = data.get(section, {})
    for shape in data.get("settings", {}).get(setting, []):
        for ten in range(20, 100, 10):
            for unit in range(1, 10):
                if section == "ordinals" and ten + unit > 31:
                    continue
                for tens in data.get("numbers", {}).get(str(ten), []):
                    for word in units.get(str(unit), []):
                        written = shape.replace("{tens}", tens).replace("{units}", word)
                        kinds = _number_kinds(ten + unit) if kind == "number" else (kind,)
                        yield written, f"{section}.{ten + unit}", kinds, ten + unit


def _check_sections(language: str, data: dict[str, Any]) -> None:
    known = {*_sections(), *_TERMS, *_OTHERS}
    for section in data:
        if section not in known:
            raise LanguageDataError(
                f"languages/{language}/dates.toml",
                section,
                "no such section",
                f"choose one of {', '.join(sorted(known))}",
            )


def _terms(data: dict[str, Any]) -> frozenset[str]:
    """The kinds of the words that stand for themselves alone."""
    return frozenset([*data.get("words", {}), *_TERMS]) - {"words"}


_SHORTEST_PLAIN = 6  # letters; shorter words without their accents are too often other words


def _without_accents(
    meanings: dict[str, list[tuple[tuple[str, ...], Any]]], terms: frozenset[str]
) -> dict[str, list[tuple[tuple[str, ...], Any]]]:
    """Longer words as they are written in haste or in capitals, "derniere", where that is no word of its own."""
    found: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for word, entries in meanings.items():
        plain = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
        others = [(kinds, value) for kinds, value in entries if kinds[0] not in terms]
        if plain != word and len(plain) >= _SHORTEST_PLAIN and plain not in meanings and others:
            found.setdefault(plain, others)
    return found


def _joined(
    entries: list[tuple[tuple[str, ...], Any]], terms: frozenset[str]
) -> tuple[tuple[tuple[str, ...], Any], ...]:
    """The meanings of a word, those that stand for itself in one: found together, they are tried together."""
    plain = [(kinds, value) for kinds, value in entries if kinds[0] in terms]
    others = [entry for entry in entries if entry[0][0] not in terms]
    if plain:
        others.append((tuple(kind for kinds, _ in plain for kind in kinds), plain[0][1]))
    return tuple(others)


@functools.cache
def lexicon(language: str) -> Lexicon:
    """The compiled words of a language; a LanguageDataError names an unknown entry or a word declared twice."""
    data = read_dates(language)
    place = f"languages/{language}/dates.toml"
    _check_sections(language, data)
    meanings: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    seen: dict[tuple[str, tuple[str, ...]], tuple[str, Any]] = {}
    content = set(NUMBER_KINDS - {"and"})
    for word, where, kinds, value in _words(language, data):
        if where.partition(".")[0] not in _TERMS:
            content.update(kinds)
        folded = fold_word(word)
        before = seen.setdefault((folded, kinds[:1]), (where, value))
        if before[0] != where:
            raise LanguageDataError(place, where, f"{word!r} already stands in {before[0]}", "keep one meaning")
        if (kinds, value) not in meanings.setdefault(folded, []):
            meanings[folded].append((kinds, value))
    if data.get("settings", {}).get("accents_optional", False):
        meanings |= _without_accents(meanings, _terms(data))
    indexes = {word: index for index, word in enumerate(meanings)}
    cased = {
        indexes[fold_word(word)]: is_capital
        for entry, is_capital in _CASES.items()
        for word in data.get("cased", {}).get(entry, [])
        if fold_word(word) in indexes
    }
    exact = {indexes[fold_word(word)]: word for word in data.get("cased", {}).get("exact", [])}
    kinds_known = {kind for entries in meanings.values() for kinds, _ in entries for kind in kinds}
    kinds_known |= {f"unsure_{kind}" for kind in kinds_known} | NUMBER_KINDS | MARK_KINDS
    settings = data.get("settings", {})
    is_spaced = bool(settings.get("spaced", True))
    clitics = Clitics.read(data.get("clitics", {}))
    bare, no_article = (frozenset(data.get("clitics", {}).get(name, ())) for name in ("never_on", "no_article_on"))
    joined = _terms(data) - bare - no_article
    looked_at = bare | no_article | {"blocked", "vague"}
    plain = {
        indexes[word] for word, entries in meanings.items() if looked_at.isdisjoint(kinds[0] for kinds, _ in entries)
    }
    return Lexicon(
        language=language,
        data=data,
        meanings=tuple(_joined(entries, joined) for entries in meanings.values()),
        cased=cased,
        exact=exact,
        bare=bare,
        no_article=no_article,
        plain=frozenset(plain - cased.keys() - exact.keys()),
        lengths=tuple(map(len, meanings)),
        scanner=Scanner(meanings, clitics, is_spaced=is_spaced),
        numerals=Numerals.read(settings, clitics),
        kinds=frozenset(kinds_known),
        content=frozenset(content).union(f"unsure_{kind}" for kind in content),
        telling=frozenset(
            number
            for number, entries in enumerate(meanings.values())
            if any(not TELLING_KINDS.isdisjoint(kinds) for kinds, _ in entries)
        ),
    )
