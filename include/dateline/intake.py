"""One source into its files of articles and rejects, every input accounted for."""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline import raw
from dateline.accounting import Account
from dateline.errors import DatelineError, UnreachableError
from dateline.inputs.articles import read_articles
from dateline.inputs.folder import read_source
from dateline.inputs.records import Raw
from dateline.sources import Source
from dateline.spill import NO_DAY, Spill
from dateline.storage import Folder, day_names, parquet_bytes, read_parquet

_WATCHED_ROWS = 1000
_FETCH_FAILED = "fetch_failed"

Watch = Callable[[int], None]
Window = Callable[[dt.date], bool]


def ingest(
    source: Source,
    data: str,
    *,
    watch: Watch | None = None,
    max_reject_share: float | None = None,
    is_offline: bool = False,
    must_be_fetched: bool = False,
) -> dict[str, Any]:
    """Counts and days of one source, after its files of articles and rejects were replaced.

    What has a web address is fetched and kept first, unless `is_offline`; then everything kept is read anew, so that a
    feed's older entries stay. `watch` is told the number of inputs read so far, every thousand. `days` are the
    publication days whose articles are there or were taken away, ISO, sorted; days the source no longer has lose its
    file. `articles_in` is `articles_out` + `duplicates` + `rejects`, in all and for each of `partitions`.

    Raises DatelineError, and leaves the articles as they were, when rejects pass `max_reject_share` (the source's own
    wins), or when the counts do not close. Raises UnreachableError when nothing but an address that failed is refused
    so, and, after what was kept was read, whenever it failed and the source `must_be_fetched`.
    """
    folder = Folder(data)
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        spill = Spill(Path(scratch), source.source_id)
        account = read_into(spill, read_raws(source, folder, is_offline=is_offline), source, watch)
        _replace_days(folder, "rejects", source, spill)
        refuse_broken(account, source, data, max_reject_share)
        days = _replace_days(folder, "articles", source, spill)
    if must_be_fetched and account.reasons[_FETCH_FAILED]:
        advice = "ask again; what was kept of it before was read"
        raise UnreachableError(data, source.source_id, account.top_reasons(), advice)
    return {"source_id": source.source_id, "days": days, **account.counts()}


def plan(source: Source, data: str, *, watch: Watch | None = None) -> dict[str, Any]:
    """What `ingest` would count and which days it would write, with nothing fetched and nothing written."""
    account = read_into(None, read_raws(source, Folder(data), is_offline=True), source, watch)
    days = [day for day, counts in account.counts()["partitions"].items() if counts["articles"]]
    return {"source_id": source.source_id, "days": days, **account.counts()}


def read_raws(source: Source, folder: Folder, *, is_offline: bool = False) -> Iterator[Raw]:
    """The inputs of a source; what has a web address is fetched and kept in `folder` first, unless `is_offline`."""
    if not source.is_fetched:
        return read_source(source)
    # The clock is read here, at the edge: the same files give the same rows whenever they were fetched.
    refused = None if is_offline else raw.fetch(source, folder, dt.datetime.now(dt.UTC))
    return chain([refused] if refused else [], raw.read_kept(folder, source))


def refuse_broken(account: Account, source: Source, data: str, max_reject_share: float | None) -> None:
    """Raise DatelineError when the counts do not close, or more was refused than the source or the run allows."""
    if not account.is_closed():
        raise DatelineError(data, source.source_id, f"counts do not close: {account.counts()}", "report this as a bug")
    limit = source.max_reject_share if source.max_reject_share is not None else max_reject_share
    if limit is not None and account.reject_share() > limit:
        problem = f"{account.total('rejects')} of {account.inputs} inputs refused, more than {limit:.0%}"
        advice = "the articles are as they were; mend the source, or raise its max_reject_share"
        failure = UnreachableError if set(account.reasons) == {_FETCH_FAILED} else DatelineError
        raise failure(data, source.source_id, f"{problem}: {account.top_reasons()}", advice)


def read_into(
    spill: Spill | None, raws: Iterator[Raw], source: Source, watch: Watch | None, window: Window | None = None
) -> Account:
    """What became of each input, after the articles and rejects were added to `spill`.

    Those of days outside the `window` are counted and left out.
    """
    account = Account()

    def counted() -> Iterator[Raw]:
        for row in raws:
            account.inputs += 1
            if watch is not None and account.inputs % _WATCHED_ROWS == 0:
                watch(account.inputs)
            yield row

    for row in read_articles(counted(), source):
        if window is not None and row.publication_day and not window(row.publication_day):
            account.outside += 1
            continue
        account.add(row, row.publication_day.isoformat() if row.publication_day else NO_DAY)
        if spill is not None:
            spill.add(row)
    if spill is not None:
        spill.flush()
    return account


def _replace_days(folder: Folder, name: str, source: Source, spill: Spill) -> list[str]:
    """Days whose file of this source is there or was taken away."""
    file = f"{source.source_id}.parquet"
    found = set(spill.days(name))
    held = {day for day in day_names(folder, name) if folder.exists(f"{name}/published_on={day}/{file}")}
    kept = {entry.name for entry in raw.kept_files(folder, source)} if source.is_fetched else None
    for day in sorted(found | held):
        path = f"{name}/published_on={day}/{file}"
        tables = [spill.read(name, day)] if day in found else []
        if kept is not None and day in held:
            tables += _outlived(read_parquet(folder, path), kept, tables)
        if tables:
            folder.replace(path, parquet_bytes(name, pa.concat_tables(tables)))
        else:
            folder.remove(path)
    return sorted(found | held)


def _outlived(rows: pa.Table, kept: set[str], newer: list[pa.Table]) -> list[pa.Table]:
    """The rows whose fetched file has gone by its age, but for articles that were read again from a newer one."""
    files = [str(name).partition(".zst")[0] + ".zst" for name in rows.column("source_file").to_pylist()]
    is_old = pa.array([name not in kept and not name.startswith("http") for name in files], pa.bool_())
    rows = rows.filter(is_old)
    if newer and "text" in rows.schema.names:
        rows = rows.filter(
            pc.invert(pc.is_in(rows.column("article_id"), newer[0].column("article_id").combine_chunks()))
        )
    return [rows] if rows.num_rows else []
