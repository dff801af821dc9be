"""An opened file on its way to the reader of its format."""

import datetime as dt
import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from dateline.errors import InputError
from dateline.inputs.limits import MOST_SPOOLED, Allowance
from dateline.inputs.records import Place, Raw
from dateline.sources import Source

_HEAD_BYTES = 64 * 1024
_COPIED_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A stream of bytes with the name rejects call it by, and whose it is.

    `format_name` is the name its format is told from: without the .gz that was taken off. `depth` counts the archives
    around it. `url`, `encoding` and `seen_at` are known for what was fetched. `lines_before` is a number where the
    stream is some of the lines of a file of JSON lines.
    """

    stream: io.BufferedReader
    name: str
    format_name: str
    source: Source
    allowance: Allowance
    depth: int = 0
    url: str | None = None
    encoding: str | None = None
    seen_at: dt.datetime | None = None
    lines_before: int | None = None

    def place(self, number: int = 0, unit: str = "line") -> Place:
        """A place in this file."""
        return Place(self.name, number, unit)

    def member_place(self, name: str) -> Place:
        """The place of a file inside this one."""
        return Place(f"{self.name}/{name}")

    @property
    def head(self) -> bytes:
        """The first bytes, up to 64 KB, without reading on."""
        return self.stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]

    @property
    def ending(self) -> str:
        """What follows the last point of the name, in lower case."""
        last = self.format_name.rpartition("/")[2]
        return last.rpartition(".")[2].lower() if "." in last else ""


# A format's reader: articles, pages and rejects in the order of the file; raises InputError where it cannot go on.
Reader = Callable[[OpenFile], Iterator[Raw]]


class Guarded(io.RawIOBase):
    """A stream whose failures are InputErrors, and which pays for what it unpacks when it has an allowance."""

    def __init__(
        self, stream: Any, fails: tuple[type[Exception], ...] = (), allowance: Allowance | None = None
    ) -> None:
        self.inner, self.allowance = stream, allowance
        self.fails: tuple[type[Exception], ...] = (*fails, OSError)
        self.failure: InputError | None = None

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer to its end unless the stream ends; what came before a failure is given before it is told."""
        filled = 0
        while filled < len(buffer) and self.failure is None:
            try:
                content = self.inner.read(len(buffer) - filled)
            except self.fails as error:
                self.failure = InputError("broken_archive", f"cannot be read further: {_told(error)}")
                break
            if not content:
                break
            if self.allowance is not None:
                self.allowance.spend(len(content))
            buffer[filled : filled + len(content)] = content
            filled += len(content)
        if self.failure is not None and not filled:
            raise self.failure
        return filled

    def seekable(self) -> bool:
        """Whether the stream below is; what is unpacked is read once, so that its allowance is spent once."""
        return self.allowance is None and bool(self.inner.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """The new place in the stream below."""
        return int(self.inner.seek(offset, whence))

    def tell(self) -> int:
        """The place in the stream below."""
        return int(self.inner.tell())


class Part(io.RawIOBase):
    """The bytes of a stream from `start` until before `end`."""

    def __init__(self, stream: Any, start: int, end: int) -> None:
        self.inner, self.left = stream, end - start
        stream.seek(start)

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill as much of the buffer as one read gives."""
        content = self.inner.read(min(len(buffer), self.left))
        buffer[: len(content)] = content
        self.left -= len(content)
        return len(content)


def buffered(raw: io.RawIOBase) -> io.BufferedReader:
    """The stream with a buffer that `OpenFile.head` can look into."""
    return io.BufferedReader(raw, _HEAD_BYTES)


@contextmanager
def seekable(file: OpenFile) -> Iterator[BinaryIO]:
    """The whole file where it can be read from its end: itself, or a temporary copy."""
    if file.stream.seekable():
        yield file.stream
        return
    with tempfile.SpooledTemporaryFile(MOST_SPOOLED) as copy:
        while content := file.stream.read(_COPIED_BYTES):
            copy.write(content)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
