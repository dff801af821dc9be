"""Which languages there are, and their data files as read."""

import functools
import tomllib
from collections.abc import Sequence
from importlib import resources
from typing import Any

from dateline.errors import LanguageDataError


@functools.cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a folder of data, sorted.

    >>> "ar" in languages()
    True
    """
    folder = resources.files("dateline") / "languages"
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "dates.toml").is_file()))


@functools.cache
def support_of(language: str) -> str:
    """What a language has files for: "events" (with dates), "dates" alone, or "none".

    >>> support_of("ar"), support_of("sv")
    ('events', 'none')
    """
    if language not in languages():
        return "none"
    folder = resources.files("dateline") / "languages" / language
    return "events" if (folder / "events.toml").is_file() else "dates"


def read_word_lists(language: str, name: str, table: str, sections: Sequence[str]) -> dict[str, Any]:
    """A language file that a language may lack (then empty), whose `table` has only the entries in `sections`."""
    if not (resources.files("dateline") / "languages" / language / name).is_file():
        return {}
    data = read_language_file(language, name)
    unknown = sorted(set(data.get(table, {})) - set(sections))
    if unknown:
        place = f"languages/{language}/{name}"
        raise LanguageDataError(place, f"{table}.{unknown[0]}", "no such entry", f"choose one of {', '.join(sections)}")
    return data


def read_language_file(language: str, name: str) -> dict[str, Any]:
    """The parsed languages/<language>/<name>; a missing or broken file is a LanguageDataError."""
    place = f"languages/{language}/{name}"
    try:
        text = (resources.files("dateline") / "languages" / language / name).read_text(encoding="utf-8")
        return tomllib.loads(text)
    except FileNotFoundError:
        known = ", ".join(languages())
        raise LanguageDataError(place, "file", "not found", f"choose one of the languages {known}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageDataError(place, "file", f"not valid TOML: {error}", "repair the line named") from None
