"""The whole way on one machine: articles in, timeline out, through the same partitions the DAGs call."""

import functools
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, TextIO

from dateline import partition
from dateline.accounting import account_lines
from dateline.errors import DatelineError
from dateline.intake import Watch
from dateline.sources import Source, check_ids, read_sources, source_of

_MOST_REPORTS = 20


def build(
    inputs: Sequence[str],
    data: str,
    *,
    workers: int | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    max_reject_share: float | None = None,
    is_offline: bool = False,
    publish_implausible: bool = False,
    report: TextIO | None = None,
) -> dict[str, Any]:
    """Counts of the run, after the tables in the folder `data` were brought up to date.

    Each input, a folder, a file or a web address, is one source; a sources file (.toml) is all of its own. `workers`
    None: one process a core; the number changes no byte. Sources in which more than `max_reject_share` was refused
    stop the run before anything is published, once all have been read; so do too many events that cannot be believed,
    unless `publish_implausible`.
    """
    sources = sources_of(inputs, language=language, time_zone=time_zone)
    count = workers or os.cpu_count() or 1
    work = functools.partial(_ingest_one, data, max_reject_share=max_reject_share, is_offline=is_offline)
    with _pool(count) as pool:
        ingested = _read_all(sources, work, pool, report)
        days = sorted({day for counts in ingested for day in counts["days"]})
        extracted = list(_each(pool, functools.partial(partition.extract, data), days, "days extracted", report))
    published = partition.build_timeline(data, workers=count, publish_implausible=publish_implausible)
    mentions = {name: sum(counts[name] for counts in extracted) for name in ("time_mentions", "event_mentions")}
    return {
        **_totals(ingested),
        "days": len(days),
        **mentions,
        "events": published["events"],
        "build": published["digest"],
    }


def plan(
    inputs: Sequence[str],
    data: str,
    *,
    workers: int | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    report: TextIO | None = None,
) -> dict[str, Any]:
    """What `build` would count, with nothing fetched and nothing written; `report` is told of each source."""
    sources = sources_of(inputs, language=language, time_zone=time_zone)
    with _pool(workers or os.cpu_count() or 1) as pool:
        planned = _read_all(sources, functools.partial(_plan_one, data), pool, report)
    return {**_totals(planned), "days": len({day for counts in planned for day in counts["days"]})}


def sources_of(inputs: Sequence[str], *, language: str | None = None, time_zone: str | None = None) -> list[Source]:
    """The sources that the inputs of one command name; no two may have the same id."""
    sources: list[Source] = []
    for address in inputs:
        if address.endswith(".toml"):
            sources += read_sources(address)
        else:
            sources.append(source_of(address, language=language, time_zone=time_zone))
    check_ids(sources, "command line")
    return sources


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor | None]:
    if workers == 1:
        yield None
        return
    # Fresh processes: the ones that hold Arrow's threads must not be forked.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _read_all(
    sources: Sequence[Source],
    work: Callable[..., dict[str, Any]],
    pool: ProcessPoolExecutor | None,
    report: TextIO | None,
) -> list[dict[str, Any]]:
    """Counts of every source, told to `report` as a table; the first that failed is raised when all were tried."""

    def watch(count: int) -> None:
        print(f"dateline: {count} articles read", file=report, flush=True)

    if len(sources) == 1:
        counted = [work(sources[0], watch=watch if report else None)]
    else:
        counted = list(_each(pool, work, sources, "sources read", report))
    counted.sort(key=lambda counts: str(counts["source_id"]))
    good = [counts for counts in counted if "failure" not in counts]
    for line in account_lines(good) if report else ():
        print(f"dateline: {line}", file=report, flush=True)
    failures = [counts["failure"] for counts in counted if "failure" in counts]
    for failure in failures[1:] if report else ():
        print(f"dateline: {failure}", file=report, flush=True)
    if failures:
        raise failures[0]
    return good


def _ingest_one(
    data: str, source: Source, *, max_reject_share: float | None, is_offline: bool, watch: Watch | None = None
) -> dict[str, Any]:
    try:
        return partition.ingest(source, data, watch=watch, max_reject_share=max_reject_share, is_offline=is_offline)
    except DatelineError as error:
        return {"source_id": source.source_id, "failure": error}


def _plan_one(data: str, source: Source, *, watch: Watch | None = None) -> dict[str, Any]:
    return partition.plan(source, data, watch=watch)


def _totals(counted: Sequence[dict[str, Any]]) -> dict[str, int]:
    names = ("articles_in", "articles_out", "duplicates", "rejects")
    return {name: sum(counts[name] for counts in counted) for name in names}


def _each(
    pool: ProcessPoolExecutor | None,
    work: Callable[[Any], dict[str, Any]],
    items: Sequence[Any],
    what: str,
    report: TextIO | None,
) -> Iterable[dict[str, Any]]:
    """Results in whatever order they are ready; they are only summed and united."""
    if pool is None or len(items) < 2:
        results: Iterable[dict[str, Any]] = map(work, items)
    else:
        results = (future.result() for future in as_completed([pool.submit(work, item) for item in items]))
    step = max(1, len(items) // _MOST_REPORTS)
    for done, result in enumerate(results, start=1):
        if report and (done % step == 0 or done == len(items)):
            print(f"dateline: {done} of {len(items)} {what}", file=report, flush=True)
        yield result
