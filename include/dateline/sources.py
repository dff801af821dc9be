"""Where articles come from: the sources file a person edits."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateline.errors import DatelineError
from dateline.languages import languages

KINDS = ("folder", "plain", "html", "feed", "jsonl", "json", "csv", "parquet", "warc")
FIELDS = ("text", "title", "published", "url", "language", "publisher", "author")
_ENTRIES = ("source_id", "name", "kind", "address", "language", "time_zone", "fields", "separator", "encoding")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher or archive.

    `kind` says how its files are read: "plain" (one article a file), "jsonl" (one a line) or "folder" (by the file's
    ending). `address` is a file or folder, a path or an fsspec URL. `language` None: detected for each article;
    `time_zone` None: taken from the value or inferred.
    """

    source_id: str
    name: str
    kind: str
    address: str
    language: str | None = None
    time_zone: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    separator: str | None = None
    encoding: str | None = None


def read_sources(path: str | Path) -> list[Source]:
    """Sources of a TOML file in its order; relative addresses count from the file's folder.

    Each is a [[sources]] block with name, kind and address, and optionally source_id (default: slug of the name),
    language and time_zone.
    """
    file = Path(path)
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DatelineError(str(path), "file", "not found", "name an existing sources file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DatelineError(str(path), "file", f"not valid TOML: {error}", "repair the line named") from None
    entries = data.get("sources")
    if set(data) != {"sources"} or not isinstance(entries, list) or not entries:
        raise DatelineError(str(path), "sources", "no list of sources", "write one [[sources]] block a source")
    found = [_read_source(entry, file, f"sources[{place}]") for place, entry in enumerate(entries)]
    check_ids(found, str(path))
    return found


def source_of(address: str, *, language: str | None = None, time_zone: str | None = None) -> Source:
    """The source one folder or file is, its id the slug of the folder's or file's name."""
    if "://" in address:
        name = address.rstrip("/").rpartition("/")[2]
        place = address
    else:
        resolved = Path(address).resolve()
        name = resolved.name if resolved.is_dir() else resolved.stem
        place = str(resolved)
    source = Source(slug(name), name, "folder", place, language, time_zone)
    _check(source, "command line", source.source_id)
    return source


def slug(name: str) -> str:
    """Lower case, words joined by hyphens; fit for a file name.

    >>> slug("Atlas News (2024)")
    'atlas-news-2024'
    """
    return _NOT_WORD.sub("-", unicodedata.normalize("NFKC", name).lower()).strip("-") or "source"


def check_ids(sources: Iterable[Source], file: str) -> None:
    """Refuse two sources that would write the same files."""
    seen: dict[str, Source] = {}
    for source in sources:
        if source.source_id in seen:
            problem = f"two sources have this id: {seen[source.source_id].address} and {source.address}"
            raise DatelineError(file, source.source_id, problem, "rename one of them")
        seen[source.source_id] = source


def _read_source(entry: Any, file: Path, place: str) -> Source:
    if not isinstance(entry, dict):
        raise DatelineError(str(file), place, "not a block", "write [[sources]] and its entries")
    for name, value in entry.items():
        if name not in _ENTRIES:
            raise DatelineError(str(file), f"{place}.{name}", "no such entry", f"choose one of {', '.join(_ENTRIES)}")
        if not isinstance(value, str) or not value.strip():
            raise DatelineError(str(file), f"{place}.{name}", "not a text", "write it in quotes, or leave it out")
    for name in ("name", "kind", "address"):
        if name not in entry:
            raise DatelineError(str(file), f"{place}.{name}", "missing", "write it")
    address = entry["address"]
    if "://" not in address:
        address = str(file.parent.resolve() / address)
    source_id = entry.get("source_id", slug(entry["name"]))
    source = Source(source_id, entry["name"], entry["kind"], address, entry.get("language"), entry.get("time_zone"))
    _check(source, str(file), place)
    return source


def _check(source: Source, file: str, place: str) -> None:
    if source.source_id != slug(source.source_id):
        raise DatelineError(file, f"{place}.source_id", "not a slug", f"write {slug(source.source_id)}")
    if source.kind not in KINDS:
        raise DatelineError(file, f"{place}.kind", f"no such kind {source.kind!r}", f"choose one of {', '.join(KINDS)}")
    if source.language is not None and source.language not in languages():
        known = ", ".join(languages())
        raise DatelineError(file, f"{place}.language", f"no data for {source.language!r}", f"choose one of {known}")
    if source.time_zone is not None:
        try:
            ZoneInfo(source.time_zone)
        except (ValueError, OSError, KeyError):  # not found is a KeyError, a folder's name an OSError
            problem = f"no such zone {source.time_zone!r}"
            raise DatelineError(file, f"{place}.time_zone", problem, "write a name like Africa/Casablanca") from None
