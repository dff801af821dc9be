"""What a format's reader gives: a raw article, or a reject."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its file has it; None where the file says nothing.

    `place_number` is the line, from 1, or 0 when the file is the article. `published` is the value as written.
    """

    source_file: str
    place_number: int
    text: str
    title: str | None = None
    published: str | int | float | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """An input we refuse; `reason_code` is from the closed list in tables/rejects.toml."""

    source_file: str
    place_number: int
    reason_code: str
    detail: str
    article_id: str | None = None
    publication_day: dt.date | None = None


def place_name(place_number: int) -> str | None:
    """The place in words, None when it is the whole file.

    >>> place_name(12)
    'line 12'
    """
    return f"line {place_number}" if place_number else None
