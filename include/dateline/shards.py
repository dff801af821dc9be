"""An archive cut into shards: files of about so many bytes together, and parts of large files of JSON lines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import fsspec

from dateline.errors import DatelineError
from dateline.inputs.folder import Lines, Listed, has_plain_lines, list_files, read_part
from dateline.inputs.records import Raw
from dateline.sources import Source

MEGABYTE = 1024 * 1024
MOST_SHARDS = 1000  # what Airflow maps in one run, with a little to spare
_READ_BYTES = 8 * MEGABYTE
# What file systems call the mark of a version of a file; the first they tell is taken.
_STAMPS = ("ETag", "etag", "md5Hash", "md5", "content_md5", "mtime", "LastModified", "last_modified", "created")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a shard, or some lines of one; `stamp` changes when the file does."""

    path: str
    name: str
    size: int
    stamp: str
    lines: Lines | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """What one task reads of a source."""

    source: Source
    pieces: tuple[Piece, ...]

    def raws(self) -> Iterator[Raw]:
        """Articles and rejects of its pieces, in order."""
        filesystem, _ = fsspec.core.url_to_fs(self.source.address)
        for piece in self.pieces:
            yield from read_part(filesystem, piece.path, piece.name, self.source, piece.lines)

    def to_json(self) -> bytes:
        """As kept in its file; equal for equal settings and files."""
        told = asdict(self) | {"source": asdict(self.source) | {"fields": dict(self.source.fields)}}
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def shard_of(content: bytes) -> Shard:
    """The shard of a file that `Shard.to_json` made."""
    told: Mapping[str, Any] = json.loads(content)
    source = told["source"] | {"languages": tuple(told["source"]["languages"])}
    pieces = [piece | {"lines": Lines(**piece["lines"]) if piece["lines"] else None} for piece in told["pieces"]]
    return Shard(Source(**source), tuple(Piece(**piece) for piece in pieces))


def cut(source: Source, shard_bytes: int) -> list[Shard]:
    """The shards of a source, in the order of its files; the same files and settings give the same shards.

    A file is never divided, but for plain JSON lines: compressed files and archives larger than `shard_bytes` are a
    shard each. Too many for one run is a DatelineError.
    """
    shards: list[Shard] = []
    held: list[Piece] = []
    size = 0
    for piece in _pieces(source, shard_bytes):
        if held and size + _bytes(piece) > shard_bytes:
            shards.append(Shard(source, tuple(held)))
            held, size = [], 0
        held.append(piece)
        size += _bytes(piece)
    shards += [Shard(source, tuple(held))] if held else []
    if len(shards) > MOST_SHARDS:
        advice = f"make shards larger than {shard_bytes // MEGABYTE} MB"
        raise DatelineError(source.address, source.source_id, f"{len(shards)} shards, more than {MOST_SHARDS}", advice)
    return shards


def _bytes(piece: Piece) -> int:
    return piece.lines.end - piece.lines.start if piece.lines else piece.size


def _pieces(source: Source, shard_bytes: int) -> Iterator[Piece]:
    filesystem, _ = fsspec.core.url_to_fs(source.address)
    for one in list_files(source):
        size = int(one.told.get("size") or 0)
        piece = Piece(one.path, one.name, size, _stamp(one))
        if size > shard_bytes and has_plain_lines(filesystem, one.path, source):
            for lines in _cut_lines(filesystem, one.path, shard_bytes):
                yield Piece(piece.path, piece.name, piece.size, piece.stamp, lines)
        else:
            yield piece


def _stamp(one: Listed) -> str:
    return next((f"{name} {one.told[name]}" for name in _STAMPS if one.told.get(name) is not None), "")


def _cut_lines(filesystem: Any, path: str, shard_bytes: int) -> Iterator[Lines]:
    """Whole lines of about so many bytes; the file is read once, to count them."""
    start = place = count = before = 0
    with filesystem.open(path, "rb") as stream:
        while content := stream.read(_READ_BYTES):
            looked_at = 0
            while place + len(content) - start >= shard_bytes:
                found = content.find(b"\n", max(looked_at, start + shard_bytes - place - 1))
                if found < 0:
                    break
                count += content.count(b"\n", looked_at, found + 1)
                yield Lines(start, place + found + 1, before)
                start, before, looked_at = place + found + 1, count, found + 1
            count += content.count(b"\n", looked_at)
            place += len(content)
    if place > start:
        yield Lines(start, place, before)
