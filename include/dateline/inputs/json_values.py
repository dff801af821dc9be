"""JSON that is not one record a line: arrays of articles, one object, or an object with a list of them."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.inputs.decoding import stream_encoding
from dateline.inputs.fields import has_text, read_fields
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Raw, Reject

_READ_BYTES = 64 * 1024
# Lists of articles stand under these names in the answers of news services, in JSON Feed and in dumps of databases.
_LISTS = re.compile(
    r'"(?:articles|items|entries|results|records|documents|docs|data|news|stories|hits)"\s*:\s*\[\s*(?=\{)'
)
_DECODER = json.JSONDecoder()
_MOST_DEPTH = 3  # {"response": {"data": {"results": [


def read_json_values(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects in the order of the file, one value in memory at a time."""
    text = _Text(file)
    text.skip_to_values(file)
    for number, value in enumerate(text.values(), start=1):
        place = file.place(number, "record")
        if text.value_size > MOST_BYTES:
            yield Reject(place, "too_long", f"more than {MOST_BYTES} characters in one record")
        elif isinstance(value, dict):
            yield read_fields(value, place, file.source)
        else:
            yield Reject(place, "broken_json", "not an object but a bare value")


class _Text:
    """The file's characters as they come, those of one value held at a time."""

    def __init__(self, file: OpenFile) -> None:
        self.stream = file.stream
        self.decoder = codecs.getincrementaldecoder(stream_encoding(file.head, file.source.encoding))()
        self.held, self.is_all, self.is_in_list, self.value_size = "", False, False, 0

    def skip_to_values(self, file: OpenFile) -> None:
        """Go to the first article: into the array that the file is, or the list that its one object holds."""
        self._more(_READ_BYTES)
        self.held = self.held.lstrip("\ufeff \t\r\n")
        if self.held.startswith("["):
            self.held, self.is_in_list = self.held[1:], True
            return
        found = _LISTS.search(self.held)
        if found is not None and self._is_around(self.held[: found.start()], file):
            self.held, self.is_in_list = self.held[found.end() :], True

    def values(self) -> Iterator[Any]:
        """Each value; what follows the end of the list is not read."""
        while True:
            self._skip_between()
            if not self.held:
                if self.is_in_list:
                    raise InputError("broken_json", "the list breaks off")
                return
            if self.is_in_list and self.held.startswith("]"):
                return
            yield self._value()

    def _value(self) -> Any:
        step = _READ_BYTES
        while True:
            try:
                value, end = _DECODER.raw_decode(self.held)
            except RecursionError:
                raise InputError("broken_json", "nested beyond reason") from None
            except ValueError as error:
                if self.is_all:
                    raise InputError("broken_json", str(error)) from None
            else:
                if end < len(self.held) or self.is_all:  # a number may go on in the next piece
                    self.held, self.value_size = self.held[end:], end
                    return value
            if len(self.held) > MOST_BYTES:
                raise InputError("too_long", f"more than {MOST_BYTES} characters in one record, or broken JSON")
            # Doubling, so that a long value is not read from its beginning again for each piece.
            self._more(step)
            step *= 2

    def _skip_between(self) -> None:
        while True:
            self.held = self.held.lstrip(", \t\r\n")
            if self.held or self.is_all:
                return
            self._more(_READ_BYTES)

    def _more(self, count: int) -> None:
        piece = self.stream.read(count)
        self.is_all = len(piece) < count
        try:
            self.held += self.decoder.decode(piece, self.is_all)
        except UnicodeDecodeError as error:
            raise InputError("broken_encoding", f"not {error.encoding}: {error.reason}") from None

    @staticmethod
    def _is_around(before: str, file: OpenFile) -> bool:
        """Whether the list stands in the file's object or in one or two within, none of which is an article itself."""
        for depth in range(1, _MOST_DEPTH + 1):
            try:
                outer = json.loads(before.rstrip().rstrip(",") + "}" * depth)
            except (ValueError, RecursionError):
                continue
            return isinstance(outer, dict) and not _tells_article(outer, file)
        return False


def _tells_article(value: Any, file: OpenFile) -> bool:
    """Whether an object, or one within, has a field for a text, or what is seldom outside an article: a headline."""
    if not isinstance(value, dict):
        return False
    return (
        has_text(value, file.source)
        or "headline" in value
        or any(_tells_article(inner, file) for inner in value.values())
    )
