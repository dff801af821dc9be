"""What pages call their parts, and the lines that stand around an article in print; both are data."""

import functools
import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.languages import languages, read_word_lists
from dateline.text import fold_word

_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NAMING = frozenset(("class", "id", "role", "itemprop", "data-testid", "data-component", "data-type", "data-module"))
_SECTIONS = ("starts", "whole")
_HAN = re.compile("[\u2e80-\u9fff]$")
_EDGE = " \t:：،,.!？?!|•·–—-›»«>\"'“”()[]【】"
_LONGEST_NAMES = 400


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words in the names of elements, and the folded lines of page furniture in all languages."""

    furniture_names: frozenset[str]
    small_furniture_names: frozenset[str]
    kept_names: frozenset[str]
    lead_names: frozenset[str]
    body_names: frozenset[str]
    published_metas: tuple[str, ...]
    starts: re.Pattern[str]
    whole: frozenset[str]

    def names_of(self, attributes: Mapping[str, str]) -> frozenset[str]:
        """Words and pairs of words that the names of an element are made of."""
        found: frozenset[str] = frozenset()
        for name, value in attributes.items():
            if name in _NAMING:
                found = found | name_words(value) if found else name_words(value)
        return found

    def is_furniture_line(self, line: str) -> bool:
        """Whether a short line is page furniture by its words.

        >>> page_words().is_furniture_line("اقرأ أيضًا: لقاء في جنيف"), page_words().is_furniture_line("相关阅读")
        (True, True)
        """
        folded = fold_word(line).strip(_EDGE)
        return folded in self.whole or self.starts.match(folded) is not None


@functools.lru_cache(20_000)
def name_words(value: str) -> frozenset[str]:
    """Words of class names, and pairs of neighbours within one name.

    >>> sorted(name_words("articleBody js-x"))
    ['article', 'article body', 'body', 'js', 'js x', 'x']
    """
    found: set[str] = set()
    for name in value[:_LONGEST_NAMES].split():
        words = [word.lower() for word in _NAME_WORDS.findall(name)]
        found.update(words)
        found.update(f"{one} {two}" for one, two in itertools.pairwise(words))
    return frozenset(found)


@functools.cache
def page_words() -> PageWords:
    """The words of page_words.toml and of every language's page.toml; a page's language is not known yet."""
    text = (resources.files("dateline") / "page_words.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    names = data["names"]
    lines = [data["lines"], *(_lines_of(language) for language in languages())]
    starts = {fold_word(line) for one in lines for line in one["starts"]}
    return PageWords(
        frozenset(names["furniture"]),
        frozenset(names["small_furniture"]),
        frozenset(names["kept"]),
        frozenset(names["lead"]),
        frozenset(names["body"]),
        tuple(data["metas"]["published"]),
        re.compile("|".join(map(_start, sorted(starts, key=lambda line: (-len(line), line))))),
        frozenset(fold_word(line) for one in lines for line in one["whole"]),
    )


def _start(line: str) -> str:
    """A pattern for the words of a line, which end there; in Han no blank tells where a word ends."""
    ends = line[-1].isalnum() and not _HAN.search(line)
    return re.escape(line) + (r"(?![^\W_])" if ends else "")


def _lines_of(language: str) -> dict[str, Iterable[str]]:
    given = read_word_lists(language, "page.toml", "lines", _SECTIONS).get("lines", {})
    return {name: given.get(name, ()) for name in _SECTIONS}
