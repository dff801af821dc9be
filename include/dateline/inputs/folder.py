"""A source's files in a fixed order, each given to the reader of its format."""

from collections.abc import Iterator

import fsspec

from dateline.errors import DatelineError
from dateline.inputs.jsonl import read_jsonl
from dateline.inputs.plain import MOST_BYTES, read_plain
from dateline.inputs.records import RawArticle, Reject
from dateline.sources import Source

_FORMATS = {"txt": "plain", "text": "plain", "jsonl": "jsonl", "ndjson": "jsonl"}


def read_source(source: Source) -> Iterator[RawArticle | Reject]:
    """Articles and rejects of every file below the source's address, in order of path and line.

    `source_file` is relative to the address, or the file's name when the address is a file. Files and folders whose
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
            yield from _read_file(filesystem, path, name, source.kind)


def _read_file(filesystem: fsspec.AbstractFileSystem, path: str, name: str, kind: str) -> Iterator[RawArticle | Reject]:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    file_format = _FORMATS.get(ending) if kind == "folder" else kind
    if file_format is None:
        known = ", ".join(f".{known}" for known in _FORMATS)
        yield Reject(name, 0, "unsupported_format", f"no reader for this kind of file; there are {known}")
        return
    with filesystem.open(path, "rb") as stream:
        if file_format == "jsonl":
            yield from read_jsonl(stream, name)
        else:
            yield read_plain(stream.read(MOST_BYTES + 1), name)
