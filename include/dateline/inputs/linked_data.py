"""JSON-LD as pages carry it, broken or not: the object that describes the article, and its fields as text."""

import functools
import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

# Endings of schema.org types of articles: NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting ...
_ARTICLE_TYPES = ("article", "posting", "report")
_OPENS, _CLOSES = r"(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)", r"(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)"
_WRAPPING = re.compile(rf"^\s*{_OPENS}+|{_CLOSES}\s*;?\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# Of an object that is no JSON, these fields are read one by one.
_FIELDS = ("headline", "datePublished", "dateModified", "dateCreated", "description", "inLanguage")
_FIELD = re.compile(r'"(' + "|".join(_FIELDS) + r')"\s*:\s*"((?:[^"\\\n]|\\.)*)"')
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w+)"')
_WORD = re.compile(r"[^\W_]+")
_MOST_DEPTH = 6

Fields = dict[str, Any]


def find_article(scripts: Sequence[str], titles: Sequence[str] = ()) -> Fields | None:
    """The fields of the article a page is about, None when no script describes one.

    Of several articles, that with one of the page's titles is meant, else the first with a day of publication.

    >>> find_article(['{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "Signed"}]}'])
    {'@type': ['NewsArticle'], 'headline': 'Signed'}
    """
    found = [one for script in scripts for one in _objects(script) if _is_article(one)]
    if not found:
        return None
    wanted = {even_words(title) for title in titles}
    named = [one for one in found if even_words(text_of(one.get("headline")) or "") in wanted]
    dated = [one for one in named or found if text_of(one.get("datePublished"))]
    chosen = (dated or named or found)[0]
    # One article is at times told twice, its title in one and its day in the other.
    return {
        **{name: value for other in found[1:2] if len(found) == 2 and not named for name, value in other.items()},
        **chosen,
    }


def text_of(value: Any) -> str | None:
    """The text of a field: a string, the first of a list, or the name in an object; None when it has none.

    >>> text_of([{"@type": "Person", "name": "Ana &amp; Co"}])
    'Ana & Co'
    """
    if isinstance(value, list):
        return next((text for one in value if (text := text_of(one))), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("@id"))
    if isinstance(value, str):
        return html.unescape(value).strip() or None
    return None


@functools.lru_cache(2048)  # a title and the blocks of a page are compared again and again
def even_words(text: str) -> str:
    """Words of a text in small letters with a space between, for comparing.

    >>> even_words("«Signed», at last…")
    'signed at last'
    """
    return " ".join(_WORD.findall(text.lower()))


def _is_article(one: Fields) -> bool:
    types = one.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.lower().endswith(_ARTICLE_TYPES) for name in names)


def _objects(script: str) -> Iterator[Fields]:
    for value in _values(_WRAPPING.sub("", script)):
        yield from _inner(value, 0)


def _inner(value: Any, depth: int) -> Iterator[Fields]:
    """The objects in a value, outer before inner."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _inner(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _inner(value.get(name), depth + 1)


def _values(script: str) -> Iterator[Any]:
    """The JSON values of a script, of which there should be one; what is no JSON is read field by field."""
    place, decoder = 0, json.JSONDecoder(strict=False)
    script = script.strip().rstrip(";")
    while place < len(script):
        try:
            value, place = decoder.raw_decode(script, place)
        except (ValueError, RecursionError):
            mended = _TRAILING_COMMA.sub("", script[place:])
            try:
                yield json.loads(mended, strict=False)
            except (ValueError, RecursionError):
                yield from _by_fields(script[place:])
            return
        yield value
        while script[place : place + 1] in (" ", "\n", "\t", "\r", ",", ";"):
            place += 1


def _by_fields(script: str) -> Iterator[Fields]:
    types = _TYPE.findall(script)
    fields: Fields = {}
    for name, value in _FIELD.findall(script):
        try:
            fields.setdefault(name, json.loads(f'"{value}"', strict=False))
        except ValueError:
            fields.setdefault(name, value)
    article = next((name for name in types if name.lower().endswith(_ARTICLE_TYPES)), None)
    if fields and article:
        yield {"@type": article, **fields}
