"""What pages call their parts, and the lines that surround an article in print; both are data."""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.languages import languages, read_language_file
from dateline.text import fold

_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMING = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-type", "data-module")


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words in the names of elements, and phrases of page furniture, folded."""

    furniture_names: frozenset[str]
    lead_names: frozenset[str]
    body_names: frozenset[str]

    def names_of(self, attributes: Mapping[str, str]) -> frozenset[str]:
        """Words and pairs of words that the names of an element are made of."""
        found: frozenset[str] = frozenset()
        for name in _NAMING:
            value = attributes.get(name)
            if value:
                found |= name_words(value)
        return found


@functools.lru_cache(20_000)
def name_words(value: str) -> frozenset[str]:
    """Words of class names, and pairs of neighbours within one name.

    >>> sorted(name_words("articleBody js-x"))
    ['article', 'article body', 'body', 'js', 'js x', 'x']
    """
    found: set[str] = set()
    for name in value[:400].split():
        words = [word.lower() for word in _NAME_WORDS.findall(name)]
        found.update(words)
        found.update(f"{one} {two}" for one, two in zip(words, words[1:], strict=False))
    return frozenset(found)


@functools.cache
def page_words() -> PageWords:
    data = tomllib.loads((resources.files("dateline") / "page_words.toml").read_text(encoding="utf-8"))
    return PageWords(*(frozenset(data["names"][name]) for name in ("furniture", "lead", "body")))
