"""RSS and Atom: one article an entry."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import feedparser
from lxml import etree

from dateline.errors import InputError
from dateline.inputs.fields import with_markup
from dateline.inputs.html import read_fragment
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Place, Raw, RawArticle, Reject

_ENTRIES = ("{*}item", "{*}entry")
_ATOM, _RSS = b'<feed xmlns="http://www.w3.org/2005/Atom">%s</feed>', b'<rss version="2.0"><channel>%s</channel></rss>'


def read_feed(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects in the order of the entries; the full text where the feed has it, else its summary.

    Entities of other files are never read. The language a feed names is not taken: too many name their software's.
    """
    content = file.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield from _read_large(_Joined(content, file.stream), file)
        return
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


class _Joined:
    """What was read of a stream, and what follows it.

    `end` is the last byte read that is no blank, `held` the count of those since an entry was done with.
    """

    def __init__(self, head: bytes, stream: io.BufferedReader) -> None:
        self.parts: list[BinaryIO] = [io.BytesIO(head), stream]
        self.end, self.held = b"", 0

    def read(self, count: int) -> bytes:
        """The next bytes, none at the end."""
        while self.parts:
            if piece := self.parts[0].read(count):
                self.end = piece.rstrip()[-1:] or self.end
                self.held += len(piece)
                if self.held > 2 * MOST_BYTES:
                    raise InputError("too_long", f"more than {MOST_BYTES} bytes in one entry, or no entry in as many")
                return piece
            self.parts.pop(0)
        return b""


def _read_large(stream: _Joined, file: OpenFile) -> Iterator[Raw]:
    """The entries of a feed too large to be held, each read as a feed of its own; one at a time is in memory."""
    parsed = etree.iterparse(
        stream,
        tag=_ENTRIES,
        recover=True,
        huge_tree=True,  # texts of more than 10 MB, within what `_Joined` gives out
        resolve_entities=False,
        no_network=True,
        encoding=file.encoding,
    )
    number, publisher = 0, file.source.name if file.source.kind == "feed" else None
    try:
        for number, (_, element) in enumerate(parsed, start=1):
            if number == 1 and publisher is None:
                publisher = _text(element.getparent().findtext("{*}title"))
            yield _read_alone(element, file.place(number, "entry"), publisher, file)
            stream.held = 0
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError("broken_feed", f"the feed breaks off: {error}") from None
    if not number:
        raise InputError("broken_feed", "no RSS or Atom in it: no entry found")
    if stream.end != b">":
        raise InputError("broken_feed", "the feed breaks off")


def _read_alone(element: Any, place: Place, publisher: str | None, file: OpenFile) -> Raw:
    content = etree.tostring(element, with_tail=False)
    if len(content) > MOST_BYTES:
        return Reject(place, "too_long", f"more than {MOST_BYTES} bytes in one entry")
    around = _ATOM if etree.QName(element).localname == "entry" else _RSS
    found = feedparser.parse(io.BytesIO(around % content), sanitize_html=False, response_headers=_headers(file))
    if not found.entries:
        return Reject(place, "broken_feed", f"no entry: {found.get('bozo_exception') or 'empty'}")
    return _read_entry(found.entries[0], place, publisher, file)


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
