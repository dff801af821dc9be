"""A source's files in a fixed order, each given to the reader of its format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import fsspec

from dateline.errors import DatelineError, InputError, LimitError
from dateline.inputs.containers import decompressed, is_compressed, members
from dateline.inputs.formats import ENDINGS, READERS, format_of, is_warc
from dateline.inputs.limits import Allowance
from dateline.inputs.opened import Guarded, OpenFile, Part, buffered
from dateline.inputs.records import Place, Raw, Reject
from dateline.sources import Source


def read_source(source: Source) -> Iterator[Raw]:
    """Articles and rejects of every file below the source's address, in order of path and place.

    `Place.file` is relative to the address, or the file's name when the address is a file. Files and folders whose
    name begins with a dot are no input.
    """
    filesystem, _ = fsspec.core.url_to_fs(source.address)
    for one in list_files(source):
        yield from read_part(filesystem, one.path, one.name, source)


class Listed(NamedTuple):
    """A file below a source's address: its path, its name as in `Place.file`, and what the file system tells of it."""

    path: str
    name: str
    told: Mapping[str, Any]


def list_files(source: Source) -> list[Listed]:
    """The files that `read_source` reads, in its order."""
    filesystem, root = fsspec.core.url_to_fs(source.address)
    if not filesystem.exists(root):
        raise DatelineError(source.address, source.source_id, "no such file or folder", "mend the source's address")
    if filesystem.isfile(root):
        told = {root: filesystem.info(root)}
        base = root.rpartition("/")[0]
    else:
        told = filesystem.find(root, detail=True)
        base = root.rstrip("/")
    listed = [Listed(path, path[len(base) + 1 :] if base else path, told[path]) for path in sorted(told)]
    return [one for one in listed if not any(part.startswith(".") for part in one.name.split("/"))]


def read_file(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects of one opened file, whatever it is packed in; no failure of the file escapes."""
    last = Place(file.name)
    try:
        for raw in _read_layers(file):
            if raw.place.file == file.name:
                last = raw.place
            yield raw
    except LimitError as error:
        if file.depth:
            raise  # what is around it asks for too much as well
        yield _refused(last, error)
    except InputError as error:
        yield _refused(last, error)


@dataclass(frozen=True, slots=True)
class Lines:
    """Whole lines of a file: its bytes from `start` until before `end`, after so many lines."""

    start: int
    end: int
    before: int


def read_part(filesystem: Any, path: str, name: str, source: Source, lines: Lines | None = None) -> Iterator[Raw]:
    """Articles and rejects of one file, or of some of its lines; a file that cannot be opened is a reject."""
    shown = name.encode("utf-8", "replace").decode()
    try:
        stream = filesystem.open(path, "rb")
    except OSError as error:
        yield Reject(Place(shown), "unreadable_file", f"cannot be opened: {error.strerror or error}")
        return
    with stream:
        size = filesystem.size(path) or 0
        part = Part(stream, lines.start, lines.end) if lines else stream
        before = lines.before if lines else None
        file = OpenFile(buffered(Guarded(part)), shown, shown, source, Allowance(size), lines_before=before)
        yield from read_file(file)


def has_plain_lines(filesystem: Any, path: str, source: Source) -> bool:
    """Whether a file is JSON lines that are not compressed, so that any whole lines of it can be read alone."""
    with filesystem.open(path, "rb") as stream:
        file = OpenFile(buffered(Guarded(stream)), path, path, source, Allowance(0))
        is_known = source.kind in ("folder", "json", "jsonl") and not is_warc(file) and not is_compressed(file)
        return is_known and format_of(file) == "jsonl"


def _read_layers(file: OpenFile) -> Iterator[Raw]:
    if file.lines_before is not None:
        yield from READERS["jsonl"](file)
        return
    # Before anything is unpacked: WARC files are compressed record by record, and read so.
    if is_warc(file):
        yield from READERS["warc"](file)
    elif is_compressed(file):
        yield from _read_layers(decompressed(file))
    elif (inner := members(file)) is not None:
        for member in inner:
            yield from [member] if isinstance(member, Reject) else read_file(member)
    else:
        yield from _read_leaf(file)


def _read_leaf(file: OpenFile) -> Iterator[Raw]:
    kind = file.source.kind
    name = format_of(file) if kind in ("folder", "json", "jsonl") else kind
    if name is None:
        known = ", ".join(f".{ending}" for ending in ENDINGS)
        yield Reject(file.place(), "unsupported_format", f"no reader for this kind of file; there are {known}")
        return
    yield from READERS[name](file)


def _refused(last: Place, error: InputError) -> Reject:
    """The reject of what follows the last place that could be read."""
    place = replace(last, number=last.number + 1) if last.number else last
    return Reject(place, error.reason_code, error.detail)
