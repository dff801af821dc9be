"""A source's files in a fixed order, each given to the reader of its format."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import fsspec

from dateline.errors import DatelineError, InputError, LimitError
from dateline.inputs.containers import decompressed, is_compressed, members
from dateline.inputs.formats import ENDINGS, READERS, format_of, is_warc
from dateline.inputs.limits import Allowance
from dateline.inputs.opened import Guarded, OpenFile, buffered
from dateline.inputs.records import Place, Raw, Reject
from dateline.sources import Source


def read_source(source: Source) -> Iterator[Raw]:
    """Articles and rejects of every file below the source's address, in order of path and place.

    `Place.file` is relative to the address, or the file's name when the address is a file. Files and folders whose
    name begins with a dot are no input.
    """
    filesystem, root = fsspec.core.url_to_fs(source.address)
    if not filesystem.exists(root):
        raise DatelineError(source.address, source.source_id, "no such file or folder", "mend the source's address")
    single = filesystem.isfile(root)
    paths = [root] if single else sorted(filesystem.find(root))
    base = root.rstrip("/")
    for path in paths:
        name = path.rpartition("/")[2] if single else path[len(base) + 1 :]
        if not any(part.startswith(".") for part in name.split("/")):
            yield from _read_path(filesystem, path, name, source)


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


def _read_path(filesystem: Any, path: str, name: str, source: Source) -> Iterator[Raw]:
    shown = name.encode("utf-8", "replace").decode()
    try:
        stream = filesystem.open(path, "rb")
    except OSError as error:
        yield Reject(Place(shown), "unreadable_file", f"cannot be opened: {error.strerror or error}")
        return
    with stream:
        size = filesystem.size(path) or 0
        yield from read_file(OpenFile(buffered(Guarded(stream)), shown, shown, source, Allowance(size)))


def _read_layers(file: OpenFile) -> Iterator[Raw]:
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
