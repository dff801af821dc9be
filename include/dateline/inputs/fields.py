"""A record with named fields, of JSON, CSV, Parquet or a feed, as a raw article."""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dateline.inputs.html import read_fragment, read_page
from dateline.inputs.records import Place, Raw, RawArticle, RawPage, Reject
from dateline.sources import Source

# First name that holds a usable value wins; names are compared without case, hyphens, underscores and spaces.
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "contenttext", "articlebody", "fulltext", "maintext", "articletext", "story",
        "contenthtml", "html", "rawhtml", "paragraphs",
    ),
    "title": ("title", "headline", "heading"),
    "published": (
        "publishedat", "published", "publishedon", "datepublished", "publicationdate", "publishdate", "pubdate",
        "datetime", "date", "datepublish", "publishedtime", "firstpublished", "timestamp", "created", "createdat",
    ),
    "url": ("url", "link", "canonicalurl", "permalink", "articleurl", "webpage", "uri"),
    "language": ("lang", "language", "languagecode"),
    "publisher": ("source", "publisher", "outlet", "sitename", "newspaper", "sourcename", "domain"),
    "author": ("author", "byline", "authors", "creator"),
}  # fmt: skip
# Names of the value in objects that stand for one.
_WRAPPERS = ("$date", "$numberLong", "@value", "#text", "value", "iso", "date")
_MOST_WRAPPINGS = 3
_LOOSE = str.maketrans("", "", "_- ")
_PAGE = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
# Tags that only markup has; a lone "<" or a "<name@host>" is plain text.
_MARKUP = re.compile(r"</(?:p|div|span|a|b|i|em|strong|li|ul|h[1-6]|blockquote)>|<(?:p|br|div)\s*/?>", re.IGNORECASE)


def read_fields(record: Mapping[Any, Any], place: Place, source: Source) -> Raw:
    """The article of one record, by the source's field names and else by the usual ones; or why it is none."""
    fields: dict[str, Any] = {}
    for name, value in record.items():
        if value is not None and isinstance(name, str):
            fields.setdefault(_loose(name), value)
    names = {field: _names(source.fields.get(field), usual) for field, usual in NAMES.items()}
    if not any(_value(fields, name) is not None for name in names["text"]) and not any(
        _loose(name) in names["text"] for name in record if isinstance(name, str)
    ):
        asked = source.fields.get("text") or ", ".join(NAMES["text"][:7])
        return Reject(place, "missing_field", f"no field for the text; looked for {asked}")
    text, title = _string(fields, names["text"]) or "", _string(fields, names["title"])
    problem = _problem(text, title)
    if problem is not None:
        return Reject(place, *problem)
    url, language, publisher, author = (
        _clean(_string(fields, names[field])) for field in ("url", "language", "publisher", "author")
    )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    published = _published(fields, names["published"])
    article = RawArticle(place, text, _clean(title), published, url, language, publisher, author)
    return with_markup(article)


def with_markup(article: RawArticle) -> RawArticle | Reject:
    """The article with plain text where its text is a whole page or a piece of HTML; fields of the record win."""
    if _PAGE.match(article.text):
        content = article.text.encode("utf-8", "replace")
        page = read_page(RawPage(article.place, content, article.url, "utf-8", article.seen_at))
        if isinstance(page, Reject):
            return page
        given = {
            name: getattr(article, name) for name in ("title", "published", "url", "language", "publisher", "author")
        }
        return replace(page, **{name: value for name, value in given.items() if value is not None})
    if _MARKUP.search(article.text):
        return replace(article, text=read_fragment(article.text))
    return article


def has_text(names: Iterable[str], source: Source) -> bool:
    """Whether one of a table's columns holds the text."""
    wanted = _names(source.fields.get("text"), NAMES["text"])
    return not {_loose(name) for name in names}.isdisjoint(_loose(name.partition(".")[0]) for name in wanted)


def used_columns(names: Iterable[str], source: Source) -> list[str]:
    """The columns that articles are made of, in their order."""
    wanted = {
        _loose(name.partition(".")[0])
        for field, usual in NAMES.items()
        for name in _names(source.fields.get(field), usual)
    }
    return [name for name in names if _loose(name) in wanted]


def no_text_column(names: Iterable[str], source: Source) -> str:
    """What is wrong with a table without a column for the text, in words."""
    wanted = source.fields.get("text") or ", ".join(NAMES["text"][:7])
    return f"no column for the text: looked for {wanted}; there are {', '.join(map(str, names))}"[:500]


@functools.lru_cache(4096)
def _loose(name: str) -> str:
    return name.lower().translate(_LOOSE)


@functools.lru_cache(64)
def _names(chosen: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    return usual if chosen is None else (chosen,)


def _value(fields: Mapping[str, Any], name: str) -> Any:
    """A field by its name, or by the names on the way to it: article.body."""
    found = fields.get(_loose(name))
    if found is not None or "." not in name:
        return found
    first, _, rest = name.partition(".")
    inner = fields.get(_loose(first))
    return _value({_loose(str(key)): value for key, value in inner.items()}, rest) if isinstance(inner, dict) else None


def _string(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first usable value: a text, a list of texts (as lines), or the name in an object."""
    for name in names:
        value = _value(fields, name)
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("title") or value.get("value")
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _published(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | int | float | None:
    for name in names:
        value = _plain_moment(_value(fields, name))
        if isinstance(value, str) and value.strip():
            return _clean(value)
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
    return None


def _plain_moment(value: Any) -> Any:
    """What a list of one value holds, or an object of a database's export: {"$date": {"$numberLong": "17156448"}}."""
    for _ in range(_MOST_WRAPPINGS):
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        elif isinstance(value, dict):
            value = next((value[name] for name in _WRAPPERS if name in value), None)
        else:
            break
    return value


def _problem(text: str, title: str | None) -> tuple[str, str] | None:
    try:
        (text + (title or "")).encode()
    except UnicodeEncodeError:
        return "broken_encoding", "half of a surrogate pair in the text"
    if "\x00" in text:
        return "not_text", "zero characters in the text"
    return None


def _clean(value: str | None) -> str | None:
    return None if value is None else value.encode("utf-8", "replace").decode().replace("\x00", "").strip()
