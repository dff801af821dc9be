"""Plain text: one article a file, or many with a line between them."""

from collections.abc import Iterator

from dateline.inputs.decoding import decode
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Place, Raw, RawArticle, Reject


def read_plain(file: OpenFile) -> Iterator[Raw]:
    """The one article of a file, or its articles in order where the source names a separator line."""
    if file.source.separator is None:
        yield _article(file.stream.read(MOST_BYTES + 1), file.place(), file)
        return
    for number, content in enumerate(_parts(file, file.source.separator.strip().encode()), start=1):
        yield _article(content, file.place(number, "article"), file)


def _parts(file: OpenFile, separator: bytes) -> Iterator[bytes]:
    """What stands between separator lines; blank parts are none, one too long is cut where it shows."""
    part, size = bytearray(), 0
    while line := file.stream.readline(MOST_BYTES):
        if line.strip() == separator:
            if part.strip():
                yield bytes(part)
            part, size = bytearray(), 0
        elif size <= MOST_BYTES:
            part += line
            size += len(line)
    if part.strip():
        yield bytes(part)


def _article(content: bytes, place: Place, file: OpenFile) -> Raw:
    if len(content) > MOST_BYTES:
        return Reject(place, "too_long", f"more than {MOST_BYTES} bytes in one article")
    text = decode(content, file.source.encoding or file.encoding)
    if text is None or "\x00" in text:
        if b"\x00" in content[:4096]:
            return Reject(place, "not_text", "a binary file: zero bytes in it")
        return Reject(place, "broken_encoding", _broken(content))
    return RawArticle(place, text, url=file.url, seen_at=file.seen_at)


def _broken(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f'byte {error.start} is not UTF-8, and no other encoding fits surely; name it: encoding = "cp1256"'
    return "zero characters in the text"
