"""Files in, one partition of files out: what a shell or a scheduler calls.

The data folder, a path or an fsspec URL, holds

    articles/published_on=DAY/SOURCE.parquet             ingest; one file a source and day
    rejects/published_on=DAY/SOURCE.parquet              ingest; DAY is __HIVE_DEFAULT_PARTITION__ where none is known
    time_mentions/published_on=DAY/part.parquet          extract
    event_mentions/published_on=DAY/part.parquet         extract
    event_mention_parties/published_on=DAY/part.parquet  extract
    raw/SOURCE/DAY/DIGEST.zst, .json                     ingest; what came over the network, by day of fetching
    timeline/builds/DIGEST/*.parquet, manifest.json      build_timeline; never changed once written
    timeline/current -> builds/DIGEST                    build_timeline; a file `current.json` on object stores

Each function replaces its own files as a whole, and a second run over the same input changes no byte.
"""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline import schema, stages
from dateline.errors import DatelineError
from dateline.intake import ingest, plan
from dateline.storage import Folder, day_names, parquet_bytes, read_parquet, sha256

_DAY_TABLES = ("time_mentions", "event_mentions", "event_mention_parties")
_BATCH_ROWS = 256

__all__ = ["build_timeline", "extract", "ingest", "plan"]


def extract(data: str, published_on: str) -> dict[str, Any]:
    """Counts of one publication day (ISO), after its mention files were replaced.

    An article two sources have is read once, from the first of them by id. Without articles the day's files go away.
    """
    folder = Folder(data)
    day = _day_key(published_on)
    articles = _articles_of(folder, day)
    made: dict[str, list[pa.RecordBatch]] = {name: [] for name in _DAY_TABLES}
    for batch in articles.to_batches(max_chunksize=_BATCH_ROWS):
        for name, rows in stages.extract_mentions(batch)._asdict().items():
            made[name].append(rows)
    counts = {"published_on": day, "articles": articles.num_rows}
    for name, batches in made.items():
        file = f"{name}/published_on={day}/part.parquet"
        rows = pa.Table.from_batches(batches, schema.table(name).schema)
        counts[name] = rows.num_rows
        if articles.num_rows:
            folder.replace(file, parquet_bytes(name, rows))
        elif folder.exists(file):
            folder.remove(file)
    return counts


def build_timeline(data: str) -> dict[str, Any]:
    """Digest and counts of the timeline of all event mentions, after `timeline/current` was switched to it."""
    folder = Folder(data)
    mentions = _all_days(folder, "event_mentions")
    parties = _all_days(folder, "event_mention_parties")
    timeline = stages.merge_events(mentions, parties)._asdict()
    files, described = {}, []
    for name in schema.PUBLISHED:
        rows = pa.Table.from_batches([timeline[name]])
        content = parquet_bytes(name, rows, has_bloom_filters=True)
        files[f"{name}.parquet"] = content
        version = schema.table(name).version
        described.append(
            {"path": f"{name}.parquet", "rows": rows.num_rows, "sha256": sha256(content), "schema_version": version}
        )
    manifest = (json.dumps({"files": described}, indent=2) + "\n").encode()
    digest = sha256(manifest)[:16]
    for name, content in files.items():
        folder.replace(f"timeline/builds/{digest}/{name}", content)
    folder.replace(f"timeline/builds/{digest}/manifest.json", manifest)
    _publish(folder, digest)
    counts = {name: timeline[name].num_rows for name in schema.PUBLISHED}
    return {"digest": digest, "event_mentions": mentions.num_rows, **counts}


def _day_key(published_on: str) -> str:
    try:
        return dt.date.fromisoformat(published_on).isoformat()
    except (TypeError, ValueError):
        advice = "write an ISO day, 2024-12-24"
        raise DatelineError("articles", f"published_on={published_on}", "not a day", advice) from None


def _parquet_names(folder: Folder, place: str) -> list[str]:
    return [f"{place}/{name}" for name in folder.names(place) if name.endswith(".parquet") and not name.startswith(".")]


def _articles_of(folder: Folder, day: str) -> pa.Table:
    """Articles of all sources of a day, one row an id, sorted by it."""
    found = [read_parquet(folder, name) for name in _parquet_names(folder, f"articles/published_on={day}")]
    if not found:
        return schema.empty("articles")
    rows = pa.concat_tables(found)
    ids, sources = rows.column("article_id").to_pylist(), rows.column("source_id").to_pylist()
    order = sorted(range(len(ids)), key=lambda place: (ids[place], sources[place]))
    first = {ids[place]: place for place in reversed(order)}
    return rows.take(sorted(first.values(), key=lambda place: str(ids[place])))


def _all_days(folder: Folder, name: str) -> pa.Table:
    found = [
        read_parquet(folder, file)
        for day in day_names(folder, name)
        for file in _parquet_names(folder, f"{name}/published_on={day}")
    ]
    return pa.concat_tables(found) if found else schema.empty(name)


def _publish(folder: Folder, digest: str) -> None:
    if not folder.is_local:
        folder.replace("timeline/current.json", json.dumps({"build": digest}).encode())
        return
    link = Path(folder.path("timeline/current"))
    target = f"builds/{digest}"
    if link.is_symlink() and os.readlink(link) == target:
        return
    scratch = link.with_name(f".current.{os.getpid()}")
    scratch.unlink(missing_ok=True)
    scratch.symlink_to(target)
    os.replace(scratch, link)  # a reader sees the old build or the new one, never a mixture
