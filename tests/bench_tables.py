"""Size, speed and memory of the published tables, on made-up mentions.

    python tests/bench_tables.py [MENTIONS]    prints tables (default: 5 million mentions; a quarter of an hour)

Figures are as good as the machine was quiet; the mentions are made up from a seed, so that the rows are the same
everywhere. Peak memory is the sum over all processes of the build, sampled every tenth of a second.
"""

import datetime as dt
import functools
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import mentions
import psutil
import pyarrow.parquet as pq

from dateline import queries, schema
from dateline.pages.chart import chart
from dateline.pages.filters import Filters, read_filters
from dateline.pages.index import current_index
from dateline.pages.listing import Listed, listing
from dateline.published import published_events
from dateline.storage import parquet_bytes

DAYS = 365
FIRST = dt.date(2024, 1, 1)
BUILD = "import sys; from dateline import partition; print(partition.build_timeline(sys.argv[1], workers=2))"
QUERIES = {
    "a month and a country": "select count(*) from events join event_parties using (event_id) where party_code = 'MAR' "
    "and last_day >= date '2024-06-01' and first_day <= date '2024-06-30'",
    "top dyads by month": "from dyads_by_month order by event_count desc limit 20",
    "visits by year": "from visits_by_year order by visit_count desc limit 20",
    "evidence of an event": "from event_evidence where event_id = (select max(event_id) from events)",
}

# What is other than in the files we write.
LAYOUTS: dict[str, dict[str, object]] = {
    "as written": {},
    "groups of 30,000": {"row_group_size": 30_000},
    "groups of 500,000": {"row_group_size": 500_000},
    "zstd 1": {"compression_level": 1},
    "zstd 9": {"compression_level": 9},
    "snappy": {"compression": "snappy", "compression_level": None},
    "without page index": {"write_page_index": False},
    "without bloom filter": {"bloom_filter_options": None},
    "without statistics": {"write_statistics": False, "write_page_index": False},
}


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Seconds of one call, the best of a few."""
    best = float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def write(data: str, count: int) -> None:
    """Partitions of a year of days with `count` mentions in all."""
    days = [FIRST + dt.timedelta(number) for number in range(DAYS)]
    work = functools.partial(mentions.write_day, data, count=count // DAYS)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(work, days, chunksize=8))


def build(data: str) -> tuple[float, float, float]:
    """Seconds of a build of the timeline with two processes, seconds of their processors, and peak memory in GB."""
    started, peak, before = time.perf_counter(), [0], resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([sys.executable, "-c", BUILD, data])

    def watch() -> None:
        while process.poll() is None:
            total = 0
            for one in [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]:
                try:
                    total += one.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            peak[0] = max(peak[0], total)
            time.sleep(0.1)

    def safely() -> None:
        try:
            watch()
        except psutil.NoSuchProcess:
            return

    watcher = threading.Thread(target=safely)
    watcher.start()
    if process.wait():
        sys.exit("the build failed")
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, worked, peak[0] / 1e9


def sizes(data: str) -> None:
    """Prints rows, megabytes a million rows, and rows a second written and read, of each table of facts."""
    print(f"\n{'table':18}{'rows':>10}{'MB a million':>14}{'written a s':>13}{'read a s':>13}")
    for name in schema.FACTS:
        path = Path(data) / "timeline" / "current" / f"{name}.parquet"
        rows = pq.read_table(path)
        size = path.stat().st_size / rows.num_rows
        part = rows.slice(0, 500_000).cast(schema.table(name).schema)
        wrote = part.num_rows / seconds(lambda name=name, part=part: parquet_bytes(name, part), runs=1)
        read = rows.num_rows / seconds(lambda path=path: pq.read_table(path))
        print(f"{name:18}{rows.num_rows:10}{size:14.0f}{wrote:13.0f}{read:13.0f}", flush=True)


def layouts(data: str) -> None:
    """Prints how size and time to write, a date range and a look-up change with what a Parquet file may have."""
    source = Path(data) / "timeline" / "current" / "events.parquet"
    rows = pq.read_table(source)
    wanted = rows.column("event_id")[rows.num_rows // 2].as_py()
    ours = {
        "compression": "zstd",
        "compression_level": 3,
        "row_group_size": 122_880,
        "write_page_index": True,
        "bloom_filter_options": {"event_id": {"ndv": rows.num_rows, "fpp": 0.05}},
    }
    print(f"\n{'events':26}{'MB':>8}{'write s':>9}{'day ms':>8}{'month ms':>10}{'id ms':>8}")
    for name, other in LAYOUTS.items():
        with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
            options = ours | other
            wrote = seconds(lambda path=file.name, options=options: pq.write_table(rows, path, **options), 1)
            queries_of_file = (
                f"from '{file.name}' where first_day = '2024-06-14'",
                f"from '{file.name}' where first_day between '2024-06-01' and '2024-06-30'",
                f"from '{file.name}' where event_id = '{wanted}'",
            )
            with duckdb.connect() as base:
                day, month, look = (
                    1000 * seconds(lambda sql=sql, base=base: base.sql(sql).to_arrow_table(), 5)
                    for sql in queries_of_file
                )
            size = Path(file.name).stat().st_size / 1e6
        print(f"{name:26}{size:8.0f}{wrote:9.1f}{day:8.1f}{month:10.1f}{look:8.1f}", flush=True)


def asked(data: str) -> None:
    """Prints milliseconds of what analysts ask."""
    print(f"\n{'query':26}{'ms':>8}")
    views = queries.connect(data)
    for name, sql in QUERIES.items():
        print(f"{name:26}{1000 * seconds(lambda sql=sql: views.sql(sql).fetchall()):8.0f}", flush=True)
    frame = 1000 * seconds(lambda: published_events(data, since="2024-06-01", until="2024-06-30", party="MAR"))
    print(f"{'read_events, the same':26}{frame:8.0f}", flush=True)


PAGES = {
    "nothing asked": [],
    "a party": [("party", "MAR")],
    "a pair": [("party", "MAR"), ("with", "AZE")],
    "type and language": [("type", "official_visit"), ("language", "ar")],
    "a month": [("since", "2024-06-01"), ("until", "2024-06-30")],
    "a source": [("source", "source-3")],
    "words": [("words", "morocco visited")],
}


def pages(data: str) -> None:
    """Prints milliseconds of what the timeline page asks: a build opened, then chart and table by filter."""
    started = time.perf_counter()
    index = current_index(data)
    opened = time.perf_counter()
    chart(index, Filters(), "pair", first=None, last=None)
    first = time.perf_counter()
    index.prepare()
    steps = {"opened": opened - started, "first chart": first - opened, "words ready": time.perf_counter() - first}
    told = ", ".join(f"{name} {1000 * took:.0f} ms" for name, took in steps.items())
    print(f"\nthe timeline page: {told}; {psutil.Process().memory_info().rss / 1e9:.1f} GB")
    print(f"\n{'filter':20}{'chart ms':>10}{'table ms':>10}{'events':>10}")
    for name, given in PAGES.items():
        filters = read_filters(given)
        drawn = seconds(lambda filters=filters: chart(index, filters, "pair", first=None, last=None))
        listed = seconds(lambda filters=filters: listing(index, Listed(filters)))
        count = listing(index, Listed(filters))["count"]
        print(f"{name:20}{1000 * drawn:10.0f}{1000 * listed:10.0f}{count:10}", flush=True)


def main() -> None:
    """Prints all of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    with tempfile.TemporaryDirectory(prefix="dateline-bench-", dir=os.environ.get("TMPDIR")) as data:
        started = time.perf_counter()
        write(data, count)
        print(f"{count} mentions of {DAYS} days written in {time.perf_counter() - started:.0f} s", flush=True)
        took, worked, peak = build(data)
        told = f"{took:.0f} s by two processes ({worked:.0f} s of processor), {peak:.2f} GB at most"
        print(f"merged, checked and published in {told}", flush=True)
        sizes(data)
        layouts(data)
        asked(data)
        pages(data)


if __name__ == "__main__":
    main()
