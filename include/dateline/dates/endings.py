"""Words of dates.toml written once for all their forms: a stem, and in braces the set of endings it takes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.errors import LanguageDataError
from dateline.languages import read_language_file

Endings = Mapping[str, Sequence[str]]


def read_dates(language: str) -> dict[str, Any]:
    """The dates.toml of a language with every form of every listed word; the section [endings] is used up.

    A LanguageDataError names a set of endings that the section lacks.
    """
    data = read_language_file(language, "dates.toml")
    endings: Endings = data.pop("endings", {})
    if not endings:
        return data
    try:
        return {name: section if name == "settings" else _inflected(section, endings) for name, section in data.items()}
    except KeyError as error:
        place, known = f"languages/{language}/dates.toml", ", ".join(endings)
        raise LanguageDataError(place, f"{{{error.args[0]}}}", "no such endings", f"choose one of {known}") from None


def forms(word: str, endings: Endings) -> Iterator[str]:
    """Every form of a word as the data writes it.

    >>> list(forms("недел{я}", {"я": ["я", "и", "ю"]}))
    ['неделя', 'недели', 'неделю']
    """
    stem, _, rest = word.partition("{")
    if not rest:
        yield word
        return
    name, _, after = rest.partition("}")
    for ending in endings[name]:
        yield from forms(stem + ending + after, endings)


def _inflected(value: Any, endings: Endings) -> Any:
    """The value with each word of each list in it replaced by all its forms."""
    if isinstance(value, dict):
        return {key: _inflected(inner, endings) for key, inner in value.items()}
    if isinstance(value, list):
        return [form for word in value for form in forms(word, endings)]
    return value
