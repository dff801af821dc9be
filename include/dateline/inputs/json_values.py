"""JSON that is not one record a line: arrays of articles, one object, or an object with a list of them."""

from collections.abc import Iterator
from typing import Any

import ijson

from dateline.errors import InputError
from dateline.inputs.fields import read_fields
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Raw, Reject

_READ_BYTES = 64 * 1024
# Lists of articles under these names are read; the first of them that comes.
_LISTS = ("articles", "items", "entries", "results", "records", "documents", "docs", "data", "news", "stories", "hits")


def read_json_values(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects in the order of the file, one value in memory at a time."""
    prefix = _prefix(file.head)
    for number, value in enumerate(_values(_Pieces(file), prefix), start=1):
        place = file.place(number, "record")
        if isinstance(value, dict):
            yield read_fields(value, place, file.source)
        else:
            yield Reject(place, "broken_json", "not an object but a bare value")


class _Pieces:
    """The file's bytes, refused when one value takes more of them than an article may."""

    def __init__(self, file: OpenFile) -> None:
        self.stream, self.since_value = file.stream, 0
        self.at_start = True

    def read(self, count: int) -> bytes:
        piece = self.stream.read(min(count, _READ_BYTES) or 0)
        if self.at_start and count:
            piece, self.at_start = piece.removeprefix(b"\xef\xbb\xbf"), False
        self.since_value += len(piece)
        if self.since_value > MOST_BYTES:
            raise InputError("too_long", f"more than {MOST_BYTES} bytes in one record")
        return piece


def _values(pieces: _Pieces, prefix: str) -> Iterator[Any]:
    values = ijson.items(pieces, prefix, multiple_values=True, use_float=True, buf_size=_READ_BYTES)
    while True:
        try:
            value = next(values)
        except StopIteration:
            return
        except ijson.JSONError as error:
            raise InputError("broken_json", str(error)) from None
        except (ValueError, RecursionError, OverflowError) as error:  # the parser's decoding, numbers and depth
            raise InputError("broken_json", str(error)) from None
        pieces.since_value = 0
        yield value


def _prefix(head: bytes) -> str:
    """Which values of the file are articles, in ijson's way of saying it."""
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"[":
        return "item"
    # Only names near the beginning count; beyond the head the file is one object, an article itself.
    events = ijson.parse(head.removeprefix(b"\xef\xbb\xbf"), multiple_values=True)
    last = ""
    try:
        for where, event, _ in events:
            if event == "start_map" and where == f"{last}.item":
                return str(where)
            last = where if event == "start_array" and where.lower() in _LISTS else ""
    except (ijson.JSONError, ValueError):
        pass  # the head ends in the middle of a value
    return ""
