"""WARC and WET: pages of a crawl as fetched, or their texts."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dateline.inputs.decoding import decode
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile, seekable
from dateline.inputs.records import Place, Raw, RawArticle, RawPage, Reject

_PAGES = ("text/html", "application/xhtml+xml")
_GZIP_MEMBER, _PLAIN_RECORD = b"\x1f\x8b\x08", b"WARC/1."
_SEARCHED_BYTES = 1024 * 1024


def read_warc(file: OpenFile) -> Iterator[Raw]:
    """Pages and texts in the order of the file; redirects, errors, pictures and the crawler's own records are none.

    The place counts all records. A damaged stretch is one reject, and reading goes on at the next record after it.
    """
    with seekable(file) as stream:
        yield from _read_records(stream, file)


def _read_records(stream: BinaryIO, file: OpenFile) -> Iterator[Raw]:
    mark = _GZIP_MEMBER if stream.read(len(_GZIP_MEMBER)) == _GZIP_MEMBER else _PLAIN_RECORD
    # Of a file that is not compressed, no record can be longer than the rest.
    size = stream.seek(0, io.SEEK_END) if mark == _PLAIN_RECORD else None
    number, is_damaged = 0, False
    start: int | None = 0
    while start is not None:
        stream.seek(start)
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                start = record.stream_pos
                if size is not None and record.content_length > size - start:
                    raise ValueError(f"says it has {record.content_length} bytes, more than the file")
                number, is_damaged = number + 1, False
                file.allowance.spend(record.content_length)
                found = _read_record(record, file.place(number, "record"))
                if found is not None:
                    yield found
            return
        except (OSError, ValueError) as error:
            if not is_damaged:
                number += 1
                yield Reject(file.place(number, "record"), "broken_archive", f"no readable record: {error}")
            is_damaged, start = True, _next_mark(stream, (start or 0) + 1, mark)


def _read_record(record: Any, place: Place) -> Raw | None:
    """The article or page of one record; None for a record that holds neither."""
    seen_at, url = _seen_at(record), record.headers.get("WARC-Target-URI")
    if record.record_type == WarcRecordType.conversion:
        content, problem = _content(record, place)
        text = decode(content) if problem is None else None
        if problem is None and text is None:
            problem = Reject(place, "broken_encoding", "a text that is not UTF-8")
        return problem or RawArticle(place, (text or "").replace("\x00", ""), url=url, seen_at=seen_at)
    if record.record_type == WarcRecordType.response:
        record.parse_http(auto_decode="all")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        if record.http_content_type not in _PAGES:
            return None
    elif record.record_type != WarcRecordType.resource or _type(record.headers.get("Content-Type")) not in _PAGES:
        return None
    encoding = record.http_charset if record.record_type == WarcRecordType.response else None
    content, problem = _content(record, place)
    return problem or RawPage(place, content, url, encoding, seen_at)


def _content(record: Any, place: Place) -> tuple[bytes, Reject | None]:
    wanted = record.content_length if _is_as_sent(record) else None
    content: bytes = record.reader.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        return b"", Reject(place, "too_long", f"more than {MOST_BYTES} bytes in one record")
    if wanted is not None and len(content) < wanted:
        return b"", Reject(place, "broken_archive", f"the record ends after {len(content)} of its {wanted} bytes")
    return content, None


def _is_as_sent(record: Any) -> bool:
    """Whether the body is not compressed or cut in chunks, so that its length is known."""
    headers = record.http_headers
    return headers is None or not (headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))


def _seen_at(record: Any) -> dt.datetime | None:
    seen = record.record_date
    return seen if isinstance(seen, dt.datetime) and seen.tzinfo is not None else None


def _type(value: str | None) -> str:
    return (value or "").partition(";")[0].strip().lower()


def _next_mark(stream: BinaryIO, start: int, mark: bytes) -> int | None:
    """Where the next record may begin, at or after `start`."""
    stream.seek(start)
    place, kept = start, b""
    while piece := stream.read(_SEARCHED_BYTES):
        found = (kept + piece).find(mark)
        if found >= 0:
            return place - len(kept) + found
        place += len(piece)
        kept = (kept + piece)[-len(mark) + 1 :]
    return None
