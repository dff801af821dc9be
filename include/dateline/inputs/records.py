"""What a format's reader gives: a raw article, a web page, or a reject."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where an input stands: a file, and which line, record, row or entry of it, from 1; 0 when the file is the input.

    A file inside an archive is named archive.zip/folder/page.html.
    """

    file: str
    number: int = 0
    unit: str = "line"

    @property
    def name(self) -> str | None:
        """The place in the file in words, None when it is the whole file.

        >>> Place("a.jsonl", 12).name
        'line 12'
        """
        return f"{self.unit} {self.number}" if self.number else None


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its file has it; None where the file says nothing.

    `published` is the value as written, and `published_basis` what says it: a field of the record, or metadata of the
    page; `published_others` are more of the kind, less sure. `head` are the lines printed around the title where they
    are no part of the text. `page_day` is a day found elsewhere in the page. `seen_at` is when
    the bytes were fetched, by a crawler or by us: an article is never published after it, and it is never taken for the
    publication.
    """

    place: Place
    text: str
    title: str | None = None
    published: str | int | float | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    author: str | None = None
    seen_at: dt.datetime | None = None
    published_basis: str = "field"
    published_others: tuple[str, ...] = ()
    head: str = ""
    page_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """A saved web page: its bytes, the address they came from, and the encoding the server named, if any did."""

    place: Place
    content: bytes
    url: str | None = None
    encoding: str | None = None
    seen_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """An input we refuse; `reason_code` is from the closed list in tables/rejects.toml."""

    place: Place
    reason_code: str
    detail: str
    article_id: str | None = None
    publication_day: dt.date | None = None


Raw = RawArticle | RawPage | Reject
