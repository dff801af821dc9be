"""What events.toml and parties.toml may say: their closed lists, checked when a language is read."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dateline.errors import LanguageDataError
from dateline.events.declension import CASES, NO_CASE
from dateline.events.inflection import Inflection
from dateline.events.ontology import event_types

ASPECTS = (
    "past",
    "pluperfect",
    "present",
    "future",
    "conditional",
    "participle",
    "base",
    "gerund",
    "noun",
    "possessed",
)
# Lists of words; the name of the list is the kind of its words.
LISTS = (
    "cuts",
    "speech",
    "relatives",
    "both",
    "own",
    "acts",
    "pronouns",
    "they",
    "object_pronouns",
    "resumptives",
    "attribution",
    "media",
    "former",
    "titles",
    "bodies",
    "rulers",
    "elsewhere",
    "passives",
    "perfects",
    "indefinites",
    "infinitives",
    "determiners",
    "reflexives",
    "unreal",
    "wishes",
    "organisations",
    "clitics",
    "offers",
    "circumstances",
    "decisions",
    "recents",
    "portfolios",
    "fillers",
    "support",
    "support_after",
    "instruments",
    "anaphora",
    "occasions",
    "limits",
    "companions",
    "restrictives",
    "relative_ends",
    "announcements",
    "severally",
    "topics",
    "while_ends",
    "statements",
    "demonstratives",
    "strangers",
    "texts",
    "afters",
    "victims",
    "intransitives",
    "backgrounds",
    "sinces",
    "whens",
    "conditions",
    "errands",
    "lands",
    "purposes",
    "rebels",
    "answers",
    "terms",
    "plain",
    "masculine",
    "nationals",
    "counterparts",
)
# Named lists; the name of an entry is the value of its words, and the kind is the name of the section.
GROUPS = {
    "markers": ("with", "to", "into", "from", "by", "between", "against", "in", "of", "for", "posted", "and", "other"),
    "offices": ("GOV", "MIL", "LEG", "DIP", "JUD"),
    "status": ("planned", "decided", "denied", "hypothetical", "possible", "ongoing", "negated", "not", "earlier"),
}
# Places of a frame beside the markers: where in the sentence, or in what was told, a party is looked for.
PLACES = (
    "subject",
    "named",
    "traveller",
    "guest",
    "passenger",
    "envoy",
    "tour",
    "agent",
    "object",
    "official",
    "target",
    "judged",
    "addressee",
    "organisation",
    "organisation_subject",
    "posting",
    "partner",
    "sides",
    "place",
    "host",
    "doer",
    "complement",
    "speaker",
    "after",
    "before",
    "both",
    "counterpart",
    "told",
    "treaty",
    "same",
    "pronoun",
    "beside",
    "lead",
    "home",
)
# Letters that stand for a state, and those of them that are everyday words too.
LETTER_TABLES = ("letters", "rare_letters")
# Tables of parties.toml that are of words, not of a party: no parties, news agencies, one of several, all of several,
# and letters.
WORD_TABLES = ("blocked", "agencies", "shorthand", "groups", *LETTER_TABLES)
PARTY_FORMS = ("names", "adjectives", "capitals", "cities", "abbreviations")
_PERSON = ("names", "years")
_SETTINGS = (
    "verb_first",
    "spaced",
    "future_clitics",
    "as_written",
    "office_after_adjective",
    "office_links",
    "body_links",
    "object_marker",
    "inverts",
    "drops_subject",
    "unaccented",
    "small_adjectives",
    "possessives",
    "name_particles",
    "surname_first",
    "articles",
    "possessive_articles",
    "abbreviations",
    "subject_cases",
    "object_cases",
    "modifier_endings",
    "verb_endings",
    "contractions",
    "adverb_endings",
    "compactness",
    "comma_clauses",
    "long_speeches",
    "name_letters",
    "letter_endings",
    "letter_tails",
    "daily_press",
    "prompt_answers",
    "heads_last",
    "object_endings",
    "object_joins",
    "indefinite_endings",
    "feminine_endings",
    "feminine_beginnings",
    "feminine_nouns",
    "plural_endings",
)
_FRAME = ("actor", "recipient", "symmetric", "needs_recipient", "mutual")
_TRIGGER = ("name", "type", "frame", "verbs", *ASPECTS, "reflexive", "passive", "requires", "behind", "unless", "vague")
_INFLECTIONS = (
    "conjugations",
    "verbs",
    "compound",
    "endings",
    "declensions",
    "case_markers",
    "marker_cases",
    "name_endings",
    "same_office",
)
_MARKERS_OF = ("clitic_markers", "person_markers", "letter_heads")
_SECTIONS = ("settings", "frames", "triggers", *_MARKERS_OF, *_INFLECTIONS, *GROUPS, *LISTS)


def check_events(language: str, data: Mapping[str, Any]) -> None:
    """A LanguageDataError where an events.toml breaks the closed lists."""
    file = f"languages/{language}/events.toml"
    _only(file, "", data, _SECTIONS)
    _only(file, "settings.", data["settings"], _SETTINGS)
    for group, known in GROUPS.items():
        _only(file, f"{group}.", data.get(group, {}), known)
    for section in _MARKERS_OF:
        for letters, marker in data.get(section, {}).items():
            _one(file, f"{section}.{letters}", marker, GROUPS["markers"])
    _check_inflection(file, data)
    _check_cases(file, data)
    for name, frame in data["frames"].items():
        _only(file, f"frames.{name}.", frame, _FRAME)
        for role in ("actor", "recipient"):
            for place in frame.get(role, []):
                _one(file, f"frames.{name}.{role}", place, (*PLACES, *GROUPS["markers"]))
    for block in data.get("triggers", []):
        _check_trigger(file, block, data["frames"])
    _unique(file, [block["name"] for block in data.get("triggers", [])])


def _check_inflection(file: str, data: Mapping[str, Any]) -> None:
    for section in ("conjugations", "verbs"):
        for name, forms in data.get(section, {}).items():
            _only(file, f"{section}.{name}.", forms, ASPECTS)
    _only(file, "compound.", data.get("compound", {}), ASPECTS)
    _only(file, "endings.", data.get("endings", {}), PARTY_FORMS)
    inflection = Inflection.read(data)
    phrases = [phrase for name in LISTS for phrase in data.get(name, [])]
    phrases += [phrase for name in GROUPS for words in data.get(name, {}).values() for phrase in words]
    phrases += [phrase for block in data.get("triggers", []) for phrase in block.get("verbs", [])]
    for phrase in phrases:
        if not inflection.knows(phrase):
            raise LanguageDataError(file, phrase, "no such conjugation", "write the forms of the verb under [verbs]")


def _check_cases(file: str, data: Mapping[str, Any]) -> None:
    for name, endings in data.get("declensions", {}).items():
        _only(file, f"declensions.{name}.", endings, (*CASES, NO_CASE))
    for setting in ("subject_cases", "object_cases"):
        _only(file, f"settings.{setting}.", data["settings"].get(setting, []), CASES)
    for ending, cases in data.get("name_endings", {}).items():
        _only(file, f"name_endings.{ending}.", cases, CASES)
    tables = {"case_markers": data.get("case_markers", {})}
    tables |= {f"marker_cases.{word}": markers for word, markers in data.get("marker_cases", {}).items()}
    for place, markers in tables.items():
        _only(file, f"{place}.", markers, CASES)
        _only(file, f"{place}: ", markers.values(), GROUPS["markers"])


def _check_trigger(file: str, block: Mapping[str, Any], frames: Mapping[str, Any]) -> None:
    place = f"triggers.{block.get('name', '?')}"
    for key in ("name", "type", "frame"):
        if key not in block:
            raise LanguageDataError(file, place, f"lacks {key}", "every trigger has a name, a type and a frame")
    _only(file, f"{place}.", block, _TRIGGER)
    _one(file, f"{place}.type", block["type"], event_types())
    _one(file, f"{place}.frame", block["frame"], frames)
    kinds = [f"@{value}" for value in GROUPS["offices"]] + [f"@{name}" for name in (*LISTS, "person")]
    for key in ("requires", "unless"):
        for phrase in block.get(key, []):
            if phrase.startswith("@"):
                _one(file, f"{place}.{key}", phrase, kinds)
    is_symmetric = bool(frames[block["frame"]].get("symmetric", False))
    if is_symmetric != event_types()[block["type"]].is_symmetric:
        side = "a symmetric frame for a type that has" if is_symmetric else "a frame with recipients for a type without"
        raise LanguageDataError(file, f"{place}.frame", f"{side} recipients", "choose another frame or type")


def check_parties(language: str, data: Mapping[str, Any]) -> None:
    """A LanguageDataError where a parties.toml breaks the closed lists."""
    file = f"languages/{language}/parties.toml"
    for code, party in data.items():
        if code in WORD_TABLES:
            continue
        is_code = (len(code) == 3 and code.isalpha() and code.isupper()) or code.startswith(("IGO:", "NSA:"))
        if not is_code:
            raise LanguageDataError(
                file, code, "no party code", "write ISO 3166-1 alpha-3, IGO:<ACRONYM> or NSA:<NAME>"
            )
        _only(file, f"{code}.", party, (*PARTY_FORMS, "persons"))
        for person in party.get("persons", []):
            _check_person(file, code, person)
        if not party.get("names"):
            raise LanguageDataError(file, code, "has no names", "give names, the first for the reader")
    _only(file, "blocked.", data.get("blocked", {}), ("words",))
    for table in ("agencies", "shorthand", "groups", *LETTER_TABLES):
        for word, codes in data.get(table, {}).items():
            for code in codes:
                _one(file, f"{table}.{word}", code, [name for name in data if name not in WORD_TABLES])


def _check_person(file: str, code: str, person: Mapping[str, Any]) -> None:
    place = f"{code}.persons.{(person.get('names') or ['?'])[0]}"
    _only(file, f"{place}.", person, _PERSON)
    years = person.get("years", [])
    if not person.get("names") or len(years) not in (1, 2) or years != sorted(years):
        raise LanguageDataError(
            file, place, "no names or no years", "write names, and years as [first] or [first, last]"
        )


def _only(file: str, place: str, entries: Iterable[str], known: Collection[str]) -> None:
    for entry in entries:
        _one(file, f"{place}{entry}", entry, known)


def _one(file: str, place: str, entry: str, known: Collection[str]) -> None:
    if entry not in known:
        raise LanguageDataError(file, place, "no such entry", f"choose one of {', '.join(known)}")


def _unique(file: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise LanguageDataError(file, f"triggers.{name}", "said twice", "give each block a name of its own")
