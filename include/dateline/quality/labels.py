"""The words of the page, by language."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.errors import DatelineError
from dateline.events.ontology import event_types

_FILE = "quality/labels.toml"


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of one language; `parts` name values of dimensions."""

    language: str
    direction: str
    words: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]]

    def say(self, name: str, **values: object) -> str:
        """The words of an entry with the values in their places."""
        return self.words[name].format(**values)

    def part(self, dimension: str, value: str) -> str:
        """The name of a value; the value itself, with blanks for underscores, where it has none."""
        return self.parts.get(dimension, {}).get(value, value.replace("_", " "))


def quality_languages() -> tuple[str, ...]:
    """Codes of the languages that the page has words in, English first."""
    return tuple(_data())


@functools.cache
def _data() -> dict[str, dict[str, Any]]:
    text = resources.files("dateline").joinpath(*_FILE.split("/")).read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def labels(language: str) -> Labels:
    """The words of a language; one without any is a DatelineError.

    >>> labels("ar").direction
    'rtl'
    """
    data = _data()
    if language not in data:
        raise DatelineError(_FILE, language, "no such language", f"choose one of {', '.join(data)}")
    words = dict(data[language])
    parts = words.pop("parts")
    parts["type"] = {one.name: one.titles.get(language, one.name) for one in event_types().values()}
    return Labels(language, words.pop("direction"), words, parts)
