"""The sources file, read and checked, each problem with its line."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dateline.errors import DatelineError
from dateline.inputs.decoding import known_encoding
from dateline.inputs.language import is_language
from dateline.languages import languages
from dateline.sources import DATE_ORDERS, FIELDS, KINDS, Source, is_web_address, slug

Problem = tuple[str, str, str]  # entry, what is wrong, what to do

_REQUIRED = ("name", "kind", "address")
_TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    **dict.fromkeys(
        ("source_id", "name", "kind", "address", "language", "time_zone", "date_order", "separator", "encoding"),
        ((str,), "write it in quotes, or leave it out"),
    ),
    "languages": ((list,), 'write a list of codes: ["ar", "fr"]'),
    "fields": ((dict,), 'write { text = "body", published = "pub_date" }'),
    "max_reject_share": ((int, float), "write a number from 0 to 1"),
    "raw_days": ((int,), "write a whole number of days"),
    "allow_private_addresses": ((bool,), "write true or false"),
}
_BLOCK = re.compile(r"\s*\[\[\s*(?:sources|\"sources\"|'sources')\s*\]\]")


def read_source_file(path: Path) -> tuple[list[Source], list[DatelineError]]:
    """The sources that are right, in the file's order, and every problem of the others."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return [], [DatelineError(str(path), "file", "not found", "name an existing sources file")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [DatelineError(str(path), "file", f"not valid TOML: {error}", "repair the line named")]
    entries = data.get("sources")
    if set(data) != {"sources"} or not isinstance(entries, list) or not entries:
        return [], [DatelineError(str(path), "sources", "no list of sources", "write one [[sources]] block a source")]
    found: list[Source] = []
    told: list[DatelineError] = []
    addresses: dict[str, str] = {}
    for number, entry in enumerate(entries):
        source, problems = _read_entry(entry, path)
        if source is not None and source.source_id in addresses:
            same = f"two sources have this id: {addresses[source.source_id]} and {source.address}"
            problems.append(("source_id", same, "rename one of them, or give it a source_id of its own"))
        for name, problem, advice in problems:
            place = f"line {_line(text, number, name)}: sources[{number}].{name}"
            told.append(DatelineError(str(path), place, problem, advice))
        if source is not None and not problems:
            found.append(source)
            addresses[source.source_id] = source.address
    return found, told


def problems_of(source: Source) -> Iterator[Problem]:
    """What is wrong with the values of a source."""
    if source.source_id != slug(source.source_id):
        yield "source_id", "not a slug", f"write {slug(source.source_id)}"
    if source.kind not in KINDS:
        yield "kind", f"no such kind {source.kind!r}", f"choose one of {', '.join(KINDS)}"
    if source.language is not None and source.language not in languages():
        yield "language", f"no data for {source.language!r}", f"choose one of {', '.join(languages())}"
    for code in source.languages:
        if not isinstance(code, str) or not is_language(code):
            yield "languages", f"no such language {code!r}", "write codes of ISO 639-1"
    if source.time_zone is not None and not _is_zone(source.time_zone):
        yield "time_zone", f"no such zone {source.time_zone!r}", "write a name like Africa/Casablanca"
    if source.date_order is not None and source.date_order not in DATE_ORDERS:
        yield "date_order", f"no such order {source.date_order!r}", f"choose one of {', '.join(DATE_ORDERS)}"
    if source.encoding is not None and known_encoding(source.encoding) is None:
        yield "encoding", f"no such encoding {source.encoding!r}", "write a name like windows-1256"
    for name, value in source.fields.items():
        if name not in FIELDS:
            yield "fields", f"no such field {name!r}", f"choose one of {', '.join(FIELDS)}"
        elif not isinstance(value, str) or not value.strip():
            yield "fields", f"{name} is not a text", "write the name of the source's own field in quotes"
    if source.max_reject_share is not None and not 0 <= source.max_reject_share <= 1:
        yield "max_reject_share", "not a share", "write a number from 0 to 1"
    if source.raw_days is not None and source.raw_days < 1:
        yield "raw_days", "not a number of days", "write 1 or more, or leave it out to keep all"
    yield from _problems_of_address(source)


def _problems_of_address(source: Source) -> Iterator[Problem]:
    if not is_web_address(source.address):
        return
    try:
        parts = urlsplit(source.address)
        _ = parts.port
    except ValueError as error:
        yield "address", f"not an address: {error}", "write https://HOST/PATH"
        return
    if not parts.hostname:
        yield "address", "names no host", "write https://HOST/PATH"
    if parts.username is not None or parts.password is not None:
        yield "address", "holds a user or password", "write the address without; it is shown in tables and logs"


def _read_entry(entry: Any, file: Path) -> tuple[Source | None, list[Problem]]:
    if not isinstance(entry, dict):
        return None, [("", "not a block", "write [[sources]] and its entries")]
    problems: list[Problem] = []
    for name, value in entry.items():
        if name not in _TYPES:
            problems.append((name, "no such entry", f"choose one of {', '.join(_TYPES)}"))
            continue
        types, advice = _TYPES[name]
        is_right = isinstance(value, types) and (bool not in map(type, [value]) or bool in types)
        if not is_right or (isinstance(value, str) and not value.strip()):
            problems.append((name, "not a text" if str in types else "not such a value", advice))
    problems += [(name, "missing", "write it") for name in _REQUIRED if name not in entry]
    if problems:
        return None, problems
    address = entry["address"]
    if "://" not in address:
        address = str(file.parent.resolve() / address)
    given = {name: value for name, value in entry.items() if name not in ("source_id", "address", "languages")}
    listed = tuple(entry.get("languages", ()))
    source = Source(source_id=entry.get("source_id", slug(entry["name"])), address=address, languages=listed, **given)
    return source, list(problems_of(source))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # not found is a KeyError, a folder's name an OSError
        return False
    return True


def _line(text: str, number: int, name: str) -> int:
    """Line of an entry in the block of that number, from 0, or the block's own line."""
    own = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[.=]") if name else None
    block, start = -1, 1
    for line, words in enumerate(text.splitlines(), start=1):
        if _BLOCK.match(words):
            block += 1
            start = line if block == number else start
        elif block == number and own is not None and own.match(words):
            return line
    return start
