"""Files written whole or not at all, on local disks and object stores alike."""

import hashlib
import io
import json
import os
import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from dateline import schema
from dateline.errors import DatelineError
from dateline.provenance import articles_metadata, file_metadata

_ROW_GROUP_ROWS = 122_880


class Footer(NamedTuple):
    """What the end of a Parquet file tells."""

    rows: int
    told: Mapping[str, str]


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

    def open(self, name: str) -> Any:
        """The file opened to be read in part; it stays as it is for whoever has it open."""
        try:
            return self.filesystem.open(self.path(name), "rb")
        except FileNotFoundError:
            raise DatelineError(self.path(name), "file", "not found", "run the step before this one") from None

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

    def parquet_footer(self, name: str) -> Footer:
        """Rows of a Parquet file and what it says of its making, by its footer alone."""
        with self.filesystem.open(self.path(name), "rb") as file:
            metadata = pq.ParquetFile(file).metadata
        told = {key.decode(): value.decode() for key, value in (metadata.metadata or {}).items()}
        return Footer(int(metadata.num_rows), told)

    def modified(self, name: str) -> float:
        """When the file was last written, in seconds of any one clock; 0 when it is not there."""
        if not self.exists(name):
            return 0.0
        return float(self.filesystem.modified(self.path(name)).timestamp())

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


def parquet_bytes(name: str, rows: pa.Table, told: Mapping[str, str] | None = None) -> bytes:
    """The checked rows of a declared table as Parquet; the same rows and `told` of them give the same bytes."""
    ready = schema.checked(name, rows)
    own = articles_metadata(ready) if name == "articles" else {}
    sink = io.BytesIO()
    with _writer(name, sink, 0, {**own, **(told or {})}) as writer:
        _write_groups(writer, ready)
    return sink.getvalue()


def write_sorted(name: str, parts: Sequence[Path], target: Path, scratch: Path, *, memory_limit: str = "1GB") -> int:
    """Rows of a declared table, after all those of the files `parts` were written to `target` in the declared order.

    Memory does not grow with the rows: they are sorted in `scratch`. However they were split, the bytes are the same.
    """
    declared = schema.table(name)
    order = ", ".join(f'"{column}" asc nulls last' for column in declared.sort)
    columns = ", ".join(f'"{column}"' for column in declared.schema.names)
    files = ", ".join(quoted(part) for part in parts)
    query = f"select {columns} from read_parquet([{files}]) order by {order}"
    with sql_connection(scratch, memory_limit) as connection:
        reader = connection.sql(query).to_arrow_reader(_ROW_GROUP_ROWS)
        count = sum(pq.read_metadata(part).num_rows for part in parts)
        with _writer(name, str(target), count) as writer:
            held: list[pa.RecordBatch] = []
            for batch in reader or ():
                held.append(batch)
                if sum(one.num_rows for one in held) >= _ROW_GROUP_ROWS:
                    held = _write_groups(writer, _ready(name, held), is_last=False)
            _write_groups(writer, _ready(name, held))
    return count


def sql_connection(scratch: Path, memory_limit: str = "1GB") -> duckdb.DuckDBPyConnection:
    """DuckDB in memory, which goes to disk in the folder `scratch` beyond the limit; instants are UTC."""
    connection = duckdb.connect(config={"memory_limit": memory_limit, "temp_directory": str(scratch / "duckdb")})
    connection.execute("set TimeZone = 'UTC'")
    return connection


def quoted(path: Path | str) -> str:
    """A path as a literal of SQL, where a parameter cannot stand."""
    return "'" + str(path).replace("'", "''") + "'"


def _ready(name: str, batches: Sequence[pa.RecordBatch]) -> pa.Table:
    plain = schema.table(name).schema.remove_metadata()
    rows = pa.Table.from_batches(batches) if batches else plain.empty_table()
    return schema.checked(name, rows.cast(plain))


def _writer(name: str, sink: Any, bloom_rows: int, more: Mapping[str, str] | None = None) -> pq.ParquetWriter:
    """A writer of the declared table; with bloom filters on its ids where it is to hold `bloom_rows` rows."""
    declared = schema.table(name)
    told = {key.encode(): value.encode() for key, value in {**file_metadata(name), **(more or {})}.items()}
    ids = [column for column in declared.key if column.endswith("_id")]
    return pq.ParquetWriter(
        sink,
        declared.schema.with_metadata({**(declared.schema.metadata or {}), **told}),
        compression="zstd",
        compression_level=3,
        write_page_index=True,
        bloom_filter_options={column: {"ndv": bloom_rows, "fpp": 0.05} for column in ids} if bloom_rows else None,
    )


def _write_groups(writer: pq.ParquetWriter, rows: pa.Table, *, is_last: bool = True) -> list[pa.RecordBatch]:
    """What is left over of the rows after whole row groups were written; nothing when they are the last."""
    start = 0
    while rows.num_rows - start >= _ROW_GROUP_ROWS or (is_last and start < rows.num_rows):
        # A copy: how the rows came in pieces must not show in pages and dictionaries.
        writer.write_table(rows.slice(start, _ROW_GROUP_ROWS).combine_chunks(), row_group_size=_ROW_GROUP_ROWS)
        start += _ROW_GROUP_ROWS
    return rows.slice(start).to_batches()


def read_parquet(folder: Folder, name: str, columns: list[str] | None = None) -> pa.Table:
    """The rows of one file, by its own schema alone; a broken file is a DatelineError. Of `columns`, only these."""
    try:
        if columns is None:
            return pq.ParquetFile(io.BytesIO(folder.read(name))).read()
        with folder.open(name) as file:
            return pq.ParquetFile(file).read(columns=columns)
    except pa.ArrowException as error:
        raise DatelineError(folder.path(name), "file", f"not readable: {error}", "write the partition anew") from None


def sha256_of(path: Path) -> str:
    """SHA-256 of a local file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
