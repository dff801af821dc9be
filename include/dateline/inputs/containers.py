"""Compressed files and archives: what is in them, one after the other, never written to disk under their own names."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pyarrow as pa

from dateline.errors import InputError, LimitError
from dateline.inputs.limits import MOST_NESTING
from dateline.inputs.opened import Guarded, OpenFile, buffered, seekable
from dateline.inputs.records import Reject

_UNPACKING_FAILS = (EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile)
_ZIP_FAILS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)
_TAR_MAGIC, _TAR_MAGIC_PLACE = b"ustar", 257

_DECOMPRESSORS: dict[bytes, tuple[tuple[str, ...], Callable[[Any], Any]]] = {
    b"\x1f\x8b": (("gz", "tgz"), lambda stream: gzip.GzipFile(fileobj=stream, mode="rb")),
    b"\x28\xb5\x2f\xfd": (
        ("zst", "tzst"),
        lambda stream: pa.CompressedInputStream(pa.PythonFile(stream, "r"), "zstd"),
    ),
    b"BZh": (("bz2",), bz2.BZ2File),
    b"\xfd7zXZ\x00": (("xz",), lzma.LZMAFile),
}
# Zip files by their bytes, but one document each.
_DOCUMENTS = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk", "whl", "kmz")


def is_compressed(file: OpenFile) -> bool:
    """Whether the bytes are those of one compressed file: gzip, Zstandard, bzip2 or xz."""
    return _decompressor(file) is not None


def decompressed(file: OpenFile) -> OpenFile:
    """The file inside a compressed one; its name loses the ending that told of the compression."""
    endings, opener = _decompressor(file) or ((), None)
    assert opener is not None, "asked only where is_compressed"
    _check_depth(file)
    stream = buffered(Guarded(opener(file.stream), _UNPACKING_FAILS, file.allowance))
    inner = replace(file, stream=stream, depth=file.depth + 1)
    return replace(inner, format_name=_inner_name(file.format_name, endings))


def members(file: OpenFile) -> Iterator[OpenFile | Reject] | None:
    """The files of a zip or tar archive with rejects for those that are none; None for any other file."""
    head = file.head
    if head.startswith(b"PK") and head[2:4] in (b"\x03\x04", b"\x05\x06") and file.ending not in _DOCUMENTS:
        return _zip_members(file)
    if head[_TAR_MAGIC_PLACE:].startswith(_TAR_MAGIC):
        return _tar_members(file)
    return None


def _zip_members(file: OpenFile) -> Iterator[OpenFile | Reject]:
    _check_depth(file)
    with seekable(file) as whole:
        try:
            archive = zipfile.ZipFile(whole)
        except _ZIP_FAILS as error:
            raise InputError("broken_archive", f"not a readable zip archive: {error}") from None
        with archive:
            for entry in archive.infolist():
                if not entry.is_dir() and not _is_hidden(entry.filename):
                    yield from _zip_member(file, archive, entry)


def _zip_member(file: OpenFile, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[OpenFile | Reject]:
    inner = _member(file, entry.filename)
    if not isinstance(inner, str):
        yield inner
        return
    try:
        stream = archive.open(entry)
    except _ZIP_FAILS as error:
        yield Reject(file.member_place(inner), "broken_archive", f"cannot be unpacked: {error}")
        return
    with stream:
        yield _opened(file, inner, Guarded(stream, _ZIP_FAILS, file.allowance))


def _tar_members(file: OpenFile) -> Iterator[OpenFile | Reject]:
    _check_depth(file)
    try:
        # One pass, without seeking: the archive may be the inside of a stream.
        with tarfile.open(fileobj=file.stream, mode="r|") as archive:
            for entry in archive:
                vars(archive)["members"].clear()  # it keeps all it has seen
                if entry.isdir() or _is_hidden(entry.name):
                    continue
                inner = _member(file, entry.name)
                if not isinstance(inner, str):
                    yield inner
                elif (stream := archive.extractfile(entry) if entry.isfile() else None) is None:
                    yield Reject(file.member_place(inner), "unsupported_format", "a link or a device, not a file")
                else:
                    yield _opened(file, inner, Guarded(stream, _UNPACKING_FAILS, file.allowance))
    except (tarfile.TarError, EOFError) as error:
        raise InputError("broken_archive", f"cannot be unpacked further: {error}") from None


def _member(file: OpenFile, name: str) -> str | Reject:
    """The member's name, or why it is refused."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or parts[0].endswith(":"):
        safe = name.encode("utf-8", "replace").decode()[:200]
        return Reject(file.member_place(safe), "unsafe_name", "its name leads out of the archive")
    return name.encode("utf-8", "replace").decode()


def _opened(file: OpenFile, name: str, stream: Guarded) -> OpenFile:
    inner = f"{file.name}/{name}"
    return replace(file, stream=buffered(stream), name=inner, format_name=inner, depth=file.depth + 1)


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[0] == "__MACOSX"


def _inner_name(name: str, endings: tuple[str, ...]) -> str:
    stem, _, ending = name.rpartition(".")
    return stem if stem and ending.lower() in endings else name


def _decompressor(file: OpenFile) -> tuple[tuple[str, ...], Callable[[Any], Any]] | None:
    head = file.head
    return next((found for magic, found in _DECOMPRESSORS.items() if head.startswith(magic)), None)


def _check_depth(file: OpenFile) -> None:
    if file.depth >= MOST_NESTING:
        raise LimitError("nesting_limit", f"more than {MOST_NESTING} archives in one another")
