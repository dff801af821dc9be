"""What made a table: version of dateline, digest of its language data, version of the table."""

import functools
import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

from dateline import __version__, schema

_NOT_LANGUAGE = ("tables", "quality")  # declare columns and judge rows; change no value


@functools.cache
def language_digest() -> str:
    """Digest of all data that decides what is read out of a text: languages/, event types, parties, calendars.

    >>> len(language_digest())
    16
    """
    digest = hashlib.sha256()
    for path, file in sorted(_data_files(resources.files("dateline"), "")):
        digest.update(f"{path}\0".encode() + hashlib.sha256(file).digest())
    return digest.hexdigest()[:16]


def _data_files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir() and path not in _NOT_LANGUAGE:
            found += _data_files(entry, f"{path}/")
        elif entry.name.endswith(".toml"):
            found.append((path, entry.read_bytes()))
    return found


def file_metadata(name: str) -> dict[str, str]:
    """Key and value of what a Parquet file of a table says of its making."""
    return {
        "dateline.schema_version": str(schema.table(name).version),
        "dateline.dateline_version": __version__,
        "dateline.language_digest": language_digest(),
    }
