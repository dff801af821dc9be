"""What made a table: version of dateline, digests of its code and language data, version of the table."""

import functools
import hashlib
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dateline import __version__, schema

# Declare columns, judge rows, and ask for work: none of it changes what is read out of a text.
_NOT_LANGUAGE = ("tables", "quality", "shell")
_LANGUAGES = "languages/"
ROWS_DIGEST, LANGUAGES = "dateline.rows_digest", "dateline.languages"


@functools.cache
def language_digest() -> str:
    """Digest of all data that decides what is read out of a text: languages/, event types, parties, calendars.

    >>> len(language_digest())
    16
    """
    return _digest_of(files_of(".toml"))


@functools.cache
def extraction_digest(languages: tuple[str, ...]) -> str:
    """Digest of all that decides what is read out of texts in these languages: code, shared data, their own files.

    A change to the files of one language leaves it as it was for texts in others.

    >>> extraction_digest(("ar",)) != extraction_digest(("ar", "fr"))
    True
    """
    own = tuple(f"{_LANGUAGES}{language}/" for language in languages)
    data = [(path, file) for path, file in files_of(".toml") if path.startswith(own) or not path.startswith(_LANGUAGES)]
    return _digest_of([*data, *files_of(".py")])


def files_of(ending: str) -> list[tuple[str, bytes]]:
    """Path and content of each file of the package with this ending, but for the declarations of tables."""
    return _files(resources.files("dateline"), "", ending)


def _files(folder: Traversable, prefix: str, ending: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir() and path not in _NOT_LANGUAGE:
            found += _files(entry, f"{path}/", ending)
        elif entry.name.endswith(ending):
            found.append((path, entry.read_bytes()))
    return found


def _digest_of(files: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for path, file in sorted(files):
        digest.update(f"{path}\0".encode() + hashlib.sha256(file).digest())
    return digest.hexdigest()[:16]


def file_metadata(name: str) -> dict[str, str]:
    """Key and value of what a Parquet file of a table says of its making."""
    return {
        "dateline.schema_version": str(schema.table(name).version),
        "dateline.dateline_version": __version__,
        "dateline.language_digest": language_digest(),
    }


def articles_metadata(articles: Any) -> dict[str, str]:
    """What a file of articles says of its rows: a digest of them, and which languages they are in.

    So what was made of them is known to be out of date without reading them again.
    """
    digest = hashlib.sha256()
    for row in zip(*(column.to_pylist() for column in articles.columns), strict=True):
        digest.update("\x1f".join(map(str, row)).encode("utf-8", "surrogatepass") + b"\x1e")
    languages = sorted(set(articles.column("language").to_pylist()))
    return {ROWS_DIGEST: digest.hexdigest()[:16], LANGUAGES: ",".join(languages)}
