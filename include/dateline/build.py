"""The whole way on one machine: articles in, timeline out, through the same partitions the DAGs call."""

import functools
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, TextIO

from dateline import partition
from dateline.sources import Source, check_ids, source_of

_MOST_REPORTS = 20


def build(
    inputs: Sequence[str],
    data: str,
    *,
    workers: int | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    report: TextIO | None = None,
) -> dict[str, Any]:
    """Counts of the run, after the tables in the folder `data` were brought up to date.

    Each input, a folder or a file, is one source. `workers` None: one process a core; the number changes no byte.
    """
    sources = [source_of(address, language=language, time_zone=time_zone) for address in inputs]
    check_ids(sources, "command line")
    count = workers or os.cpu_count() or 1
    with _pool(count) as pool:
        ingested = _ingest(sources, data, pool, report)
        days = sorted({day for counts in ingested for day in counts["days"]})
        extracted = list(_each(pool, functools.partial(partition.extract, data), days, "days extracted", report))
    published = partition.build_timeline(data, workers=count)
    totals = {name: sum(counts[name] for counts in ingested) for name in ("articles_in", "articles_out", "rejects")}
    mentions = {name: sum(counts[name] for counts in extracted) for name in ("time_mentions", "event_mentions")}
    return {**totals, "days": len(days), **mentions, "events": published["events"], "build": published["digest"]}


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor | None]:
    if workers == 1:
        yield None
        return
    # Fresh processes: the ones that hold Arrow's threads must not be forked.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def _ingest(
    sources: Sequence[Source], data: str, pool: ProcessPoolExecutor | None, report: TextIO | None
) -> list[dict[str, Any]]:
    if len(sources) > 1:
        return list(_each(pool, functools.partial(_ingest_one, data), sources, "sources read", report))

    def watch(count: int) -> None:
        print(f"dateline: {count} articles read", file=report, flush=True)

    return [partition.ingest(sources[0], data, watch=watch if report else None)]


def _ingest_one(data: str, source: Source) -> dict[str, Any]:
    return partition.ingest(source, data)


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
