"""Files written whole or not at all, on local disks and object stores alike."""

import hashlib
import io
import json
import os
import posixpath
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from dateline import schema
from dateline.errors import DatelineError

_ROW_GROUP_ROWS = 122_880


class Folder:
    """A data folder, named by a path or an fsspec URL; all paths given to it are relative to it."""

    def __init__(self, address: str) -> None:
        filesystem, root = fsspec.core.url_to_fs(address)
        self.address, self.filesystem, self.root = address, filesystem, root.rstrip("/")
        protocols = filesystem.protocol if isinstance(filesystem.protocol, tuple) else (filesystem.protocol,)
        self.is_local = "file" in protocols

    def path(self, name: str) -> str:
        """The path of one file in the terms of the file system."""
        return posixpath.join(self.root, name)

    def names(self, folder: str) -> list[str]:
        """Names directly below a folder, sorted; none when the folder is not there."""
        path = self.path(folder)
        self.filesystem.invalidate_cache()
        if not self.filesystem.isdir(path):
            return []
        entries = self.filesystem.ls(path, detail=False)
        return sorted(entry.rstrip("/").rpartition("/")[2] for entry in entries)

    def exists(self, name: str) -> bool:
        """Whether the file or folder is there."""
        return bool(self.filesystem.exists(self.path(name)))

    def read(self, name: str) -> bytes:
        """The content of a file."""
        try:
            content: bytes = self.filesystem.cat_file(self.path(name))
        except FileNotFoundError:
            raise DatelineError(self.path(name), "file", "not found", "run the step before this one") from None
        return content

    def replace(self, name: str, content: bytes) -> bool:
        """Whether the file changed; it holds `content` afterwards, and no reader ever saw half of it."""
        path = self.path(name)
        if self.filesystem.exists(path) and self.filesystem.cat_file(path) == content:
            return False
        if not self.is_local:
            # A single put of an object store is seen whole or not at all.
            self.filesystem.pipe_file(path, content)
            return True
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            scratch.write_bytes(content)
            os.replace(scratch, target)  # a reader sees the old file or the new one, never half
        finally:
            scratch.unlink(missing_ok=True)
        return True

    def remove(self, name: str) -> None:
        """Take the file away, and its folder when that was the last one in it."""
        self.filesystem.rm_file(self.path(name))
        if self.is_local:
            folder = Path(self.path(name)).parent
            if not any(folder.iterdir()):
                folder.rmdir()


def day_names(folder: Folder, name: str) -> list[str]:
    """Publication days a table has a folder for, ISO, sorted; with NO_DAY where rows without one are."""
    return [entry.partition("=")[2] for entry in folder.names(name) if entry.startswith("published_on=")]


def current_build(folder: Folder) -> str:
    """The published build's folder, relative to the data folder."""
    if folder.is_local:
        if folder.exists("timeline/current/manifest.json"):
            return f"timeline/builds/{Path(folder.path('timeline/current')).resolve().name}"
    elif folder.exists("timeline/current.json"):
        return f"timeline/builds/{json.loads(folder.read('timeline/current.json'))['build']}"
    raise DatelineError(folder.address, "timeline/current", "no timeline published here", "run dateline build first")


def parquet_bytes(name: str, rows: pa.Table, *, has_bloom_filters: bool = False) -> bytes:
    """The checked rows of a declared table as Parquet; the same rows give the same bytes."""
    ready = schema.checked(name, rows)
    sink = io.BytesIO()
    ids = [column for column in schema.table(name).key if column.endswith("_id")]
    filters = {column: {"ndv": max(ready.num_rows, 1), "fpp": 0.05} for column in ids}
    pq.write_table(
        ready,
        sink,
        compression="zstd",
        compression_level=3,
        row_group_size=_ROW_GROUP_ROWS,
        write_page_index=True,
        bloom_filter_options=filters if has_bloom_filters and ready.num_rows else None,
    )
    return sink.getvalue()


def read_parquet(folder: Folder, name: str, columns: list[str] | None = None) -> pa.Table:
    """The rows of one file, by its own schema alone; a broken file is a DatelineError."""
    try:
        return pq.ParquetFile(io.BytesIO(folder.read(name))).read(columns=columns)
    except pa.ArrowException as error:
        raise DatelineError(folder.path(name), "file", f"not readable: {error}", "write the partition anew") from None


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
