"""RSS and Atom: one article an entry."""

import io
from collections.abc import Iterator
from typing import Any

import feedparser

from dateline.errors import InputError
from dateline.inputs.fields import with_markup
from dateline.inputs.html import read_fragment
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Place, Raw, RawArticle, Reject


def read_feed(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects in the order of the entries; the full text where the feed has it, else its summary.

    Entities of other files are never read. The language a feed names is not taken: too many name their software's.
    """
    content = file.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InputError("too_long", f"more than {MOST_BYTES} bytes in one feed")
    # A stream, because of bare bytes feedparser asks first whether they are the name of a file.
    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, response_headers=_headers(file))
    if not feed.entries:
        if feed.get("version"):
            return
        raise InputError("broken_feed", f"no RSS or Atom in it: {feed.get('bozo_exception') or 'no entry found'}")
    publisher = file.source.name if file.source.kind == "feed" else _text(feed.feed.get("title"))
    number = 0
    for number, entry in enumerate(feed.entries, start=1):
        yield _read_entry(entry, file.place(number, "entry"), publisher, file)
    if feed.bozo and not content.rstrip().endswith(b">"):
        yield Reject(file.place(number + 1, "entry"), "broken_feed", f"the feed breaks off: {feed.bozo_exception}")


def _read_entry(entry: Any, place: Place, publisher: str | None, file: OpenFile) -> Raw:
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    text = max([*contents, entry.get("summary") or ""], key=len)
    if not text.strip() and not entry.get("title"):
        return Reject(place, "empty_text", "an entry without text and title")
    article = RawArticle(
        place,
        text.replace("\x00", "").encode("utf-8", "replace").decode(),
        _text(entry.get("title")),
        entry.get("published") or entry.get("updated") or None,
        entry.get("link") or None,
        None,
        _text((entry.get("source") or {}).get("title")) or publisher,
        _text(entry.get("author")),
        file.seen_at,
    )
    return with_markup(article)


def _text(markup: str | None) -> str | None:
    return read_fragment(markup).replace("\x00", "").encode("utf-8", "replace").decode() or None if markup else None


def _headers(file: OpenFile) -> dict[str, str]:
    headers = {"content-type": f"application/xml; charset={file.encoding}"} if file.encoding else {}
    return headers | ({"content-location": file.url} if file.url else {})
