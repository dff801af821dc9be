"""What the case of a party's words says of its part in the sentence, in languages whose endings show it."""

from dateline.events.discourse import PartyPlace
from dateline.events.lexicon import EventLexicon
from dateline.events.sentences import Sentence
from dateline.events.settings import Settings
from dateline.events.words import Found

Cases = frozenset[str]
_ATTRIBUTED = ("name", "capital")
_BEFORE_ATTRIBUTE = (
    "trigger",
    "marker",
    "speech",
    "cuts",
    "relatives",
    "status",
    "fillers",
    "time",
    "support",
    "anaphora",
)


def phrase_cases(sentence: Sentence, party: Found, office: Found | None) -> Cases:
    """Cases that a party with its office can stand in; none where no ending tells.

    An adjective agrees with its office; a name behind an office only says whose that is.
    """
    if office is None:
        return party.word.cases or _attribute_cases(sentence, party)
    if party.kind != "adjective" or party.start > office.start:
        return office.word.cases
    return common(party.word.cases, office.word.cases)


def _attribute_cases(sentence: Sentence, party: Found) -> Cases:
    """The cases of whose a thing is or for whom, for a name without endings right behind a noun: граждане США."""
    lexicon = sentence.lexicon
    endings = lexicon.settings.verb_endings
    before = sentence.text[sentence.start : party.start]
    word = before.rsplit(" ", 2)[-2] if before.endswith(" ") and before.strip() else ""
    if not endings or party.kind not in _ATTRIBUTED or not word.isalpha() or word.endswith(endings):
        return party.word.cases
    if sentence.original[sentence.folded.start(party.start - 1 - len(word))].isupper():
        return party.word.cases
    if any(one.end == party.start - 1 for one in sentence.of(*_BEFORE_ATTRIBUTE)):
        return party.word.cases
    return frozenset(case for case, marker in lexicon.case_markers.items() if marker in ("of", "to"))


def common(one: Cases, other: Cases) -> Cases:
    """Cases that two words can stand in together; those of the second where they agree in none.

    >>> sorted(common(frozenset({"gen", "acc"}), frozenset({"acc", "nom"})))
    ['acc']
    """
    if not one or not other:
        return one or other
    return one & other or other


def agree(one: Found, other: Found) -> bool:
    """Whether two words can stand in one case, as an adjective and its noun do."""
    return not one.word.cases or not other.word.cases or bool(one.word.cases & other.word.cases)


def is_genitive(lexicon: EventLexicon, party: Found) -> bool:
    """Whether the ending of a name can say that the word before it is its own: министр Турции."""
    return any(lexicon.case_markers.get(case) == "of" for case in party.word.cases)


def marker_for(sentence: Sentence, preposition: Found, start: int, cases: Cases) -> str | None:
    """What a preposition means before a party at `start` in some case: в Москве is where, в Москву whereto.

    Of several meanings the first of the data that the ending allows; None where the preposition is another word's, for
    the ending allows none, or a noun of its own stands between them: из страны российских дипломатов.
    """
    lexicon = sentence.lexicon
    if not lexicon.case_markers:
        return preposition.value
    if (cases and cases <= set(lexicon.settings.subject_cases)) or not _only_modifiers(
        sentence, preposition.end, start
    ):
        return None
    meanings = lexicon.marker_cases.get(preposition.word.base, {})
    if not meanings or not cases:
        return next(iter(meanings.values()), preposition.value)
    return next((marker for case, marker in meanings.items() if case in cases), None)


def _only_modifiers(sentence: Sentence, start: int, end: int) -> bool:
    """Whether all words between two places go with what follows, as their endings tell."""
    endings = sentence.lexicon.settings.modifier_endings
    return not endings or all(word.endswith(endings) for word in sentence.text[start:end].split() if word[0].isalpha())


def in_case(lexicon: EventLexicon, place: PartyPlace, cases: Cases) -> PartyPlace:
    """The party, with what its case says where no preposition stands before it."""
    settings: Settings = lexicon.settings
    if not cases or not lexicon.case_markers:
        return place
    return place._replace(
        cases=cases,
        implied=tuple(marker for case, marker in lexicon.case_markers.items() if case in cases),
        can_lead=not cases.isdisjoint(settings.subject_cases),
        can_follow=not cases.isdisjoint(settings.object_cases),
    )
