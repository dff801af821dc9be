"""Plain text: one article a file, as archives keep it."""

import codecs

from dateline.inputs.records import RawArticle, Reject

MOST_BYTES = 16 * 1024 * 1024
# UTF-8 is the rule; a byte order mark says otherwise.
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_plain(content: bytes, source_file: str) -> RawArticle | Reject:
    """The one article of a file, line ends as newlines."""
    if len(content) > MOST_BYTES:
        return Reject(source_file, 0, "too_long", f"more than {MOST_BYTES} bytes in one article")
    mark, encoding = next(((m, e) for m, e in _MARKS if content.startswith(m)), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in content[:4096]:
            return Reject(source_file, 0, "not_text", "a binary file: zero bytes in it")
        detail = f"byte {error.start + len(mark)} is not {encoding.upper()}"
        return Reject(source_file, 0, "broken_encoding", detail)
    if "\x00" in text:
        return Reject(source_file, 0, "not_text", "a binary file: zero bytes in it")
    return RawArticle(source_file, 0, text.replace("\r\n", "\n").replace("\r", "\n"))
