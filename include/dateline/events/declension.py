"""Words written once with all their endings: a stem, and in braces the class whose endings it takes."""

import itertools
import re
from collections.abc import Mapping

from dateline.errors import LanguageDataError

# Grammatical cases of a language that has them; `any` are the forms of words without case, such as verbs.
CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
NO_CASE = "any"
Declensions = Mapping[str, Mapping[str, list[str]]]
_SLOT = re.compile(r"(?<=\w)\{([^{}]*)\}")


def forms(word: str, declensions: Declensions) -> dict[str, frozenset[str]]:
    """The forms of a word of the data, the one for the reader first, each with the cases it can stand in.

    A word without braces is its only form, and no case is known of it. Words of a phrase stand in one case together.

    >>> classes = {"а": {"nom": ["а"], "gen": ["ы"]}, "ая": {"nom": ["ая"], "gen": ["ой"]}}
    >>> forms("Верховн{ая} Рад{а}", classes)
    {'Верховная Рада': frozenset({'nom'}), 'Верховной Рады': frozenset({'gen'})}
    >>> forms("Рада", classes)
    {'Рада': frozenset()}
    """
    if "{" not in word:
        return {word: frozenset()}
    # Of a split by a group, each second piece is the group: text, class, text, class ... text.
    pieces = _SLOT.split(word)
    texts, classes = pieces[::2], [_declension(word, name, declensions) for name in pieces[1::2]]
    found: dict[str, frozenset[str]] = {}
    for case in (*CASES, NO_CASE):
        if not any(case in endings for endings in classes):
            continue
        for chosen in itertools.product(*(endings.get(case, endings.get(NO_CASE, [])) for endings in classes)):
            form = "".join(itertools.chain.from_iterable(zip(texts, (*chosen, ""), strict=True)))
            found[form] = found.get(form, frozenset()) | ({case} - {NO_CASE})
    return found


def citation(word: str, declensions: Declensions) -> str:
    """The form of a word of the data that a reader sees.

    >>> citation("Куб{а}", {"а": {"nom": ["а"], "gen": ["ы"]}})
    'Куба'
    """
    return next(iter(forms(word, declensions)))


def _declension(word: str, name: str, declensions: Declensions) -> Mapping[str, list[str]]:
    if name not in declensions:
        known = ", ".join(declensions)
        raise LanguageDataError("events.toml", word, f"no such class of endings: {name!r}", f"choose one of {known}")
    return declensions[name]
