"""JSON lines: one article a line, its fields found by their usual names."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.inputs.plain import MOST_BYTES
from dateline.inputs.records import RawArticle, Reject

# First name that holds a usable value wins; names are compared without case, hyphens and underscores.
_TEXT = ("text", "body", "content", "articlebody", "fulltext", "maintext")
_TITLE = ("title", "headline")
_PUBLISHED = ("publishedat", "published", "publishedon", "datepublished", "publicationdate", "pubdate", "date")
_URL = ("url", "link", "canonicalurl")
_LANGUAGE = ("lang", "language")
_PUBLISHER = ("source", "publisher", "outlet", "sitename")
_AUTHOR = ("author", "byline")


def read_jsonl(stream: BinaryIO, source_file: str) -> Iterator[RawArticle | Reject]:
    """Articles and rejects in the order of the lines, read one at a time; blank lines are none."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MOST_BYTES)
            yield Reject(source_file, number, "too_long", f"more than {MOST_BYTES} bytes in one line")
        elif line.strip():
            yield _read_line(line, source_file, number)


def _read_line(line: bytes, source_file: str, number: int) -> RawArticle | Reject:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Reject(source_file, number, "broken_encoding", f"byte {error.start} of the line is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Reject(source_file, number, "broken_json", str(error))
    if not isinstance(record, dict):
        return Reject(source_file, number, "broken_json", "not an object but a bare value")
    return _read_record(record, source_file, number)


def _read_record(record: dict[str, Any], source_file: str, number: int) -> RawArticle | Reject:
    fields: dict[str, Any] = {}
    for name, value in record.items():
        fields.setdefault(name.lower().replace("_", "").replace("-", ""), value)
    if not any(name in fields for name in _TEXT):
        return Reject(source_file, number, "missing_field", f"no field for the text; one of {', '.join(_TEXT)}")
    text, title = _string(fields, _TEXT) or "", _string(fields, _TITLE)
    try:
        (text + (title or "")).encode()
    except UnicodeEncodeError:
        return Reject(source_file, number, "broken_encoding", "half of a surrogate pair in the text")
    if "\x00" in text:
        return Reject(source_file, number, "not_text", "zero characters in the text")
    return RawArticle(
        source_file,
        number,
        text.replace("\r\n", "\n").replace("\r", "\n"),
        title,
        _published(fields),
        *(_clean(_string(fields, names)) for names in (_URL, _LANGUAGE, _PUBLISHER, _AUTHOR)),
    )


def _string(fields: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The first usable value: a text, a list of texts (as lines), or the name in an object."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _published(fields: dict[str, Any]) -> str | int | float | None:
    for name in _PUBLISHED:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
    return None


def _clean(value: str | None) -> str | None:
    return None if value is None else value.encode("utf-8", "replace").decode().strip()
