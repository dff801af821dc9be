"""CSV and TSV: one article a row, named columns in the first row."""

import csv
import io
import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.inputs.decoding import stream_encoding
from dateline.inputs.fields import has_text, no_text_column, read_fields
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Raw, Reject

_DELIMITERS = "\t;,|"
# How spreadsheets tell each other the delimiter.
_CHOSEN = re.compile(r"\ufeff?\"?sep=([^\"\r\n])\"?\s*", re.IGNORECASE)


def read_delimited(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects in the order of the rows; quotes may hold line ends. The place is a row's first line."""
    encoding = stream_encoding(file.head, file.source.encoding or file.encoding)
    # Bytes that do not fit leave a mark in their own row, which is refused, and the file goes on.
    lines = _Lines(io.TextIOWrapper(file.stream, encoding, errors="surrogateescape", newline=""))
    first = next(lines, "")
    chosen = _CHOSEN.fullmatch(first)
    if chosen:
        first = next(lines, "")
    if not first.strip("\r\n\0 "):
        raise InputError("empty_text", "no row in the file")
    csv.field_size_limit(MOST_BYTES)
    rows = csv.reader(_followed_by(first, lines), delimiter=chosen.group(1) if chosen else _delimiter(first))
    names, number = _names(rows), lines.count
    if not has_text(names, file.source):
        raise InputError("missing_field", no_text_column(names, file.source))
    while True:
        place = file.place(number + 1)
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield Reject(place, "broken_table", f"not a row: {error}")
        else:
            if row:
                yield read_fields(dict(zip(names, row, strict=False)), place, file.source)
        number = lines.count
        if lines.is_cut:
            yield Reject(file.place(number), "too_long", f"more than {MOST_BYTES} characters in one line")
            lines.is_cut = False


class _Lines(Iterator[str]):
    """Lines of bounded length, counted; one too long comes as an empty one and is remembered."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.count, self.is_cut = text, 0, False

    def __next__(self) -> str:
        line = self.text.readline(MOST_BYTES)
        if not line:
            raise StopIteration
        self.count += 1
        if len(line) < MOST_BYTES or line.endswith("\n"):
            return line
        self.is_cut = True
        while line and not line.endswith("\n"):
            line = self.text.readline(MOST_BYTES)
        return "\n"


def _followed_by(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _delimiter(header: str) -> str:
    """The sign that stands most often in the first line; a comma when none does."""
    most = max(_DELIMITERS, key=header.count)
    return most if most in header else ","


def _names(rows: Iterator[list[str]]) -> list[str]:
    try:
        return [name.strip().removeprefix("\ufeff") for name in next(rows, [])]
    except csv.Error as error:
        raise InputError("broken_table", f"no row of names: {error}") from None
