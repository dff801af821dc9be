"""What came over the network, kept as fetched: raw/SOURCE/DAY/DIGEST.zst, and beside each a .json that tells of it.

DAY is the day of fetching in UTC. A file is never changed; an answer equal to the last one is not kept again.
"""

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline.errors import DatelineError, InputError
from dateline.fetching import Answer, asked
from dateline.inputs.folder import read_file
from dateline.inputs.limits import Allowance
from dateline.inputs.opened import Guarded, OpenFile, buffered
from dateline.inputs.records import Place, Raw, Reject
from dateline.sources import Source
from dateline.storage import Folder

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of one kept file; `url` is where the redirects led, `fetched_at` an ISO instant in UTC."""

    name: str
    address: str
    url: str
    fetched_at: str
    content_type: str | None
    etag: str | None
    last_modified: str | None
    sha256: str
    byte_count: int


def fetch(source: Source, folder: Folder, now: dt.datetime) -> Reject | None:
    """Keep what the source's address gives, unless it is what was kept last; the reject says why nothing came.

    Asks with the last answer's ETag and Last-Modified. Files older than the source's `raw_days` go.
    """
    kept = [entry for entry in kept_files(folder, source) if entry.address == source.address]
    last = kept[-1] if kept else None
    headers = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified} if last else {}
    try:
        with asked(
            source.address,
            {name: value for name, value in headers.items() if value},
            allow_private_addresses=source.allow_private_addresses,
        ) as answer:
            if answer.status == 200:
                _keep(answer, source, folder, now, last)
    except InputError as error:
        return Reject(Place(source.address), error.reason_code, error.detail)
    if source.raw_days is not None:
        _drop_old(source, folder, now.date() - dt.timedelta(days=source.raw_days))
    return None


def kept_files(folder: Folder, source: Source) -> list[Kept]:
    """All kept files of a source, oldest first."""
    base = f"raw/{source.source_id}"
    found = [
        Kept(**_told(folder, f"{base}/{day}/{name}"))
        for day in folder.names(base)
        for name in folder.names(f"{base}/{day}")
        if name.endswith(".json")
    ]
    return sorted(found, key=lambda entry: (entry.fetched_at, entry.name))


def read_kept(folder: Folder, source: Source) -> Iterator[Raw]:
    """Articles and rejects of all kept files of a source, oldest first, without the network."""
    for entry in kept_files(folder, source):
        path = folder.path(f"raw/{source.source_id}/{entry.name}")
        allowance = Allowance(entry.byte_count)
        with folder.filesystem.open(path, "rb") as packed:
            stream = pa.CompressedInputStream(pa.PythonFile(packed, "r"), "zstd")
            charset = _CHARSET.search(entry.content_type or "")
            yield from read_file(
                OpenFile(
                    buffered(Guarded(stream)),
                    entry.name,
                    entry.url.partition("?")[0].partition("#")[0],
                    source,
                    allowance,
                    url=entry.url,
                    encoding=charset.group(1) if charset else None,
                    seen_at=dt.datetime.fromisoformat(entry.fetched_at),
                )
            )


def _keep(answer: Answer, source: Source, folder: Folder, now: dt.datetime, last: Kept | None) -> None:
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        packed, digest, count = Path(scratch) / "body.zst", hashlib.sha256(), 0
        with pa.OSFile(str(packed), "wb") as file, pa.CompressedOutputStream(file, "zstd") as writer:
            for piece in answer.pieces():
                digest.update(piece)
                count += len(piece)
                writer.write(piece)
        if last is not None and last.sha256 == digest.hexdigest():
            return
        name = f"{now:%Y-%m-%d}/{digest.hexdigest()[:24]}.zst"
        told = answer.headers
        entry = Kept(
            name,
            source.address,
            answer.url,
            now.astimezone(dt.UTC).isoformat(timespec="seconds"),
            told.get("content-type"),
            told.get("etag"),
            told.get("last-modified"),
            digest.hexdigest(),
            count,
        )
        base = f"raw/{source.source_id}"
        _adopt(folder, f"{base}/{name}", packed)
        # The .json comes last: a file without one is of a run that was killed, and is read by none.
        folder.replace(f"{base}/{name.removesuffix('.zst')}.json", _json(entry))


def _adopt(folder: Folder, name: str, file: Path) -> None:
    """Move a file of any size into the folder, whole or not at all."""
    if not folder.is_local:
        folder.filesystem.put_file(str(file), folder.path(name))
        return
    target = Path(folder.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(file, scratch)
    os.replace(scratch, target)


def _drop_old(source: Source, folder: Folder, first_day: dt.date) -> None:
    base = f"raw/{source.source_id}"
    for day in folder.names(base):
        if day < first_day.isoformat():
            # The .json goes first, as it came last.
            for name in sorted(folder.names(f"{base}/{day}"), key=lambda name: not name.endswith(".json")):
                folder.remove(f"{base}/{day}/{name}")


def _told(folder: Folder, name: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(folder.read(name))
        Kept(**told)
    except (ValueError, TypeError) as error:
        raise DatelineError(folder.path(name), "file", f"not readable: {error}", "delete it and its .zst") from None
    return told


def _json(entry: Kept) -> bytes:
    return (json.dumps(asdict(entry), ensure_ascii=False, indent=1) + "\n").encode()
