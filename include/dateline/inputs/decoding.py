"""Bytes into text, by what they say of themselves and else by what they look like."""

import codecs

from resiliparse.parse.encoding import detect_encoding

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Below so many bytes beyond ASCII any single-byte encoding fits, and a guess would be a coin thrown.
_TELLING_BYTES = 20
_SAMPLE_BYTES = 65_536


def decode(content: bytes, declared: str | None = None) -> str | None:
    """The text, line ends as newlines; None when no encoding fits or too few bytes tell which.

    A byte order mark wins, then UTF-8 where the bytes are valid as it (no other encoding's text is by chance), then the
    declared encoding, then a guess by frequencies.
    """
    mark, marked = next(((mark, name) for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), (b"", None))
    for encoding in dict.fromkeys((marked, "utf-8", declared)):
        text = _decoded(content[len(mark) :], encoding)
        if text is not None:
            return text
    if sum(byte > 127 for byte in content[:_SAMPLE_BYTES]) < _TELLING_BYTES:
        return None
    return _decoded(content, detect_encoding(content[:_SAMPLE_BYTES], html5_compatible=False))


def stream_encoding(head: bytes, declared: str | None = None) -> str:
    """Python's name of the encoding of a longer text, told from its first bytes; by the same rules as `decode`."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if marked is not None:
        return {"utf-8": "utf-8-sig"}.get(marked, marked.rpartition("-")[0])
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        guess = known_encoding(declared) or known_encoding(detect_encoding(head, html5_compatible=False))
        return guess or "utf-8"
    return "utf-8"


def known_encoding(name: str | None) -> str | None:
    """Python's name of an encoding, None for one it does not know.

    >>> known_encoding("Windows-1256")
    'cp1256'
    """
    try:
        info = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        return None
    return info.name if info is not None and getattr(info, "_is_text_encoding", True) else None


def _decoded(content: bytes, encoding: str | None) -> str | None:
    name = known_encoding(encoding)
    if name is None:
        return None
    try:
        text = content.decode(name)
    except (UnicodeError, ValueError):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
