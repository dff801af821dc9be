"""Files in, one partition of files out: what a shell or a scheduler calls.

The data folder, a path or an fsspec URL, holds

    articles/published_on=DAY/SOURCE.parquet             ingest; one file a source and day
    rejects/published_on=DAY/SOURCE.parquet              ingest; DAY is __HIVE_DEFAULT_PARTITION__ where none is known
    time_mentions/published_on=DAY/part.parquet          extract
    event_mentions/published_on=DAY/part.parquet         extract
    event_mention_parties/published_on=DAY/part.parquet  extract
    article_signatures/published_on=DAY/part.parquet     extract
    archives/SOURCE/SHARD/                               ingest_shard; dateline.archive says how
    raw/SOURCE/DAY/DIGEST.zst, .json                     ingest; what came over the network, by day of fetching
    timeline/                                            build_timeline; dateline.snapshots says how

Each function replaces its own files as a whole, and a second run over the same input changes no byte.
"""

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline import checks, dimensions, duplicates, freshness, mention_days, merging, schema, snapshots, stages
from dateline.archive import ingest_shard, plan_archive
from dateline.errors import DatelineError
from dateline.intake import Watch, ingest, plan
from dateline.quality.measures import quality_tables
from dateline.quality.plausibility import refuse_implausible
from dateline.quality.report import write_page
from dateline.storage import Folder, current_build, parquet_bytes, read_parquet, write_sorted

_BATCH_ROWS = 256

__all__ = [
    "build_timeline",
    "change_share",
    "compact",
    "days_behind",
    "days_to_extract",
    "extract",
    "extract_lot",
    "ingest",
    "ingest_shard",
    "lots_to_extract",
    "plan",
    "plan_archive",
    "show",
]


def extract(data: str, published_on: str, *, is_forced: bool = False) -> dict[str, Any]:
    """Counts of one publication day (ISO), whose mention files are afterwards what its articles give.

    Nothing is done, and `is_new` is false, where they are so already, made from these articles by the rules and
    language data of now (unless `is_forced`). An article two sources have is read once, from the first of them
    by id. Without articles the day's files go away.
    """
    folder = Folder(data)
    day = _day_key(published_on)
    is_new = is_forced or freshness.is_stale(folder, day)
    while is_forced or freshness.is_stale(folder, day):
        # Again where articles changed meanwhile: of runs side by side, the last to write has read the last articles.
        _write_mentions(folder, day, freshness.making_now(folder, day))
        is_forced = False
    rows = sum(folder.parquet_footer(name).rows for name in freshness.article_files(folder, day))
    counts = {name: mention_days.day_row_count(folder, name, day) for name in mention_days.TABLES}
    return {"published_on": day, "is_new": is_new, "articles": rows, **counts}


def days_to_extract(data: str, days: Iterable[str]) -> list[str]:
    """Those of the days whose articles are not the ones their mentions were made from, sorted."""
    return freshness.stale_days(Folder(data), days, with_rules=False)


def days_behind(data: str, *, since: str | None = None, until: str | None = None, with_rules: bool = True) -> list[str]:
    """Days whose articles, or (`with_rules`) rules or language data, are not what their mentions were made from.

    `since` and `until` are ISO days, both inclusive.
    """
    folder = Folder(data)
    first, last = (_day_key(day) if day else None for day in (since, until))
    days = [day for day in freshness.all_days(folder) if (first or day) <= day <= (last or day)]
    return freshness.stale_days(folder, days, with_rules=with_rules)


def lots_to_extract(
    data: str,
    *,
    since: str | None = None,
    until: str | None = None,
    with_rules: bool = True,
    articles_per_lot: int = freshness.LOT_ARTICLES,
) -> list[str]:
    """The days of `days_behind` as spans FIRST/LAST, for `extract_lot`: a month each, or a part of one."""
    days = days_behind(data, since=since, until=until, with_rules=with_rules)
    return freshness.lots(Folder(data), days, articles_per_lot)


def extract_lot(data: str, lot: str, *, with_rules: bool = True, watch: Watch | None = None) -> dict[str, Any]:
    """Counts of one entry of `lots_to_extract`, after its days that were still to do; `watch` is told their number."""
    first, _, last = lot.partition("/")
    totals = {"lot": lot, "days": 0, "articles": 0, **dict.fromkeys(mention_days.TABLES, 0)}
    for done, day in enumerate(days_behind(data, since=first, until=last, with_rules=with_rules), start=1):
        counts = extract(data, day)
        totals |= {name: totals[name] + counts[name] for name in ("articles", *mention_days.TABLES)} | {"days": done}
        if watch is not None:
            watch(done)
    return totals


def _write_mentions(folder: Folder, day: str, making: mention_days.Making | None) -> None:
    articles = _articles_of(folder, day)
    made: dict[str, list[pa.RecordBatch]] = {name: [] for name in mention_days.TABLES}
    for batch in articles.to_batches(max_chunksize=_BATCH_ROWS):
        for name, rows in stages.extract_mentions(batch)._asdict().items():
            made[name].append(rows)
    for name, batches in made.items():
        mention_days.write_day(folder, name, day, batches, making)


def build_timeline(
    data: str,
    *,
    workers: int = 1,
    keep_builds: int = snapshots.KEEP_BUILDS,
    bucket_count: int | None = None,
    publish_implausible: bool = False,
    is_shown: bool = True,
) -> dict[str, Any]:
    """Digest and counts of the timeline of all event mentions, after `timeline/current` was switched to it.

    Not `is_shown`: it is among the builds, and `show` switches to it. `workers` is the number of processes,
    `keep_builds` of builds that stay, the current one included. `bucket_count` None: as many as keep memory small.
    Neither processes nor buckets change a byte. Tables that do not agree with each other are a DatelineError and not
    put among the builds; nor are too many events that cannot be believed (quality/rules.toml), unless
    `publish_implausible`.
    """
    folder = Folder(data)
    with snapshots.staging(folder) as staged:
        scratch = staged / ".scratch"  # on the disk of the data, and cleared with it should the process be killed
        scratch.mkdir()
        copies = duplicates.find_duplicates(folder, scratch)
        mention_count = merging.merge_all(folder, scratch, copies, workers=workers, bucket_count=bucket_count)
        counts = {
            table: write_sorted(table, merging.parts(scratch, table), staged / f"{table}.parquet", scratch)
            for table in schema.FACTS
        }
        (staged / "duplicates.parquet").write_bytes(parquet_bytes("duplicates", copies))
        for table, rows in dimensions.dimensions_of(*_days_of(staged / "events.parquet")).items():
            (staged / f"{table}.parquet").write_bytes(parquet_bytes(table, rows))
        reports = quality_tables(folder, staged, scratch)
        for table, rows in reports.items():
            (staged / f"{table}.parquet").write_bytes(parquet_bytes(table, rows))
        if not publish_implausible:
            refuse_implausible(**reports)
        checks.check_build(staged, mention_count, scratch)
        shutil.rmtree(scratch)
        versions = {table: schema.table(table).version for table in schema.PUBLISHED}
        digest = snapshots.put(folder, staged, versions)
        if is_shown:
            _switch(folder, digest, keep_builds)
    return {"digest": digest, "event_mentions": mention_count, **counts, "duplicates": copies.num_rows}


def show(data: str, digest: str, *, keep_builds: int = snapshots.KEEP_BUILDS) -> None:
    """Switch `timeline/current` to a build that `build_timeline` left unseen."""
    folder = Folder(data)
    with snapshots.alone(folder):
        _switch(folder, digest, keep_builds)


def _switch(folder: Folder, digest: str, keep_builds: int) -> None:
    snapshots.switch(folder, digest, keep_builds=keep_builds)
    write_page(folder)


def change_share(data: str, digest: str) -> float | None:
    """By how much the events or the event mentions of a build differ in number from those shown now, of these.

    None where no build is shown yet.
    """
    folder = Folder(data)
    try:
        shown = snapshots.row_counts(folder, current_build(folder).rpartition("/")[2])
    except DatelineError:
        return None
    made = snapshots.row_counts(folder, digest)
    return max(abs(made[table] - shown[table]) / max(1, shown[table]) for table in ("events", "event_evidence"))


def compact(data: str) -> dict[str, int]:
    """Count of months compacted and of day partitions taken into them: those `mention_days.old_months` names."""
    folder = Folder(data)
    taken = [mention_days.compact_month(folder, month) for month in mention_days.old_months(folder)]
    return {"months": len(taken), "partitions": sum(taken)}


def _day_key(published_on: str) -> str:
    try:
        return dt.date.fromisoformat(published_on).isoformat()
    except (TypeError, ValueError):
        advice = "write an ISO day, 2024-12-24"
        raise DatelineError("articles", f"published_on={published_on}", "not a day", advice) from None


def _articles_of(folder: Folder, day: str) -> pa.Table:
    """Articles of all sources of a day, one row an id, sorted by it."""
    found = [read_parquet(folder, name) for name in freshness.article_files(folder, day)]
    if not found:
        return schema.empty("articles")
    rows = pa.concat_tables(found)
    ids, sources = rows.column("article_id").to_pylist(), rows.column("source_id").to_pylist()
    order = sorted(range(len(ids)), key=lambda place: (ids[place], sources[place]))
    first = {ids[place]: place for place in reversed(order)}
    return rows.take(sorted(first.values(), key=lambda place: str(ids[place])))


def _days_of(events: Path) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that the events or their articles name."""
    rows = pq.read_table(events, columns=["first_day", "last_day", "first_publication_day", "last_publication_day"])
    lows = [pc.min(rows.column(name)).as_py() for name in ("first_day", "first_publication_day")]
    highs = [pc.max(rows.column(name)).as_py() for name in ("last_day", "last_publication_day")]
    return min(filter(None, lows), default=None), max(filter(None, highs), default=None)
