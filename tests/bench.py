"""Articles a second on the sample articles, stage by stage, and beside them the peer a reader would try first.

    python tests/bench.py    prints tables; asserts nothing, for a figure is only as good as the machine was quiet

Each figure is the best of several runs, in one process unless it says otherwise, in processor seconds, which other work
on the machine disturbs least; the build is timed by the clock. `dates` finds the time mentions of a whole article,
`events` its events once the dates are there, the build takes files to the published timeline. The peer is
dateparser.search_dates with the same texts, language and reference day; it finds dates only, and fewer of them.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import sample_articles

from dateline.build import build
from dateline.dates.anchors import find_times
from dateline.events import find_events
from dateline.inputs.articles import Article
from dateline.languages import languages

RUNS = 5
AT_LEAST_SECONDS = 0.2  # the work of one run is repeated until it lasts so long
COPIES = 60  # of each sample article in the build; at an address of its own each, so that none is a duplicate

COMPILE = """
import datetime as dt, sys, time
from dateline.dates.anchors import find_times
from dateline.events import find_events
day, dates, events = dt.date(2024, 12, 24), 0.0, 0.0
for language in sys.argv[1:]:
    started = time.process_time()
    times = find_times("2024", language, day)
    dated = time.process_time()
    find_events("2024", language, day, times)
    dates, events = dates + dated - started, events + time.process_time() - dated
print(dates, events)
"""


def best_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Processor seconds of one call, the best of several runs."""
    best = float("inf")
    for _ in range(runs):
        started, calls = time.process_time(), 0
        while calls == 0 or time.process_time() - started < AT_LEAST_SECONDS:
            work()
            calls += 1
        best = min(best, (time.process_time() - started) / calls)
    return best


def stages() -> None:
    """Prints articles a second of dates, events and the peer, by language."""
    by_language: dict[str, list[Article]] = defaultdict(list)
    for article in sample_articles.articles().values():
        by_language[article.language].append(article)
    print(f"{'articles a second':20}{'articles':>9}{'characters':>12}{'dates':>9}{'events':>9}{'dateparser':>12}")
    for language, texts in sorted(by_language.items()):
        found = [find_times(a.text, language, a.publication_day) for a in texts]
        dates, events = _dates_of(texts), _events_of(texts, found)
        peer = _peer_of(texts)
        mean = sum(len(article.text) for article in texts) // len(texts)
        rates = [len(texts) / best_seconds(work) for work in (dates, events)]
        told = f"{len(texts) / best_seconds(peer, runs=1):12.1f}" if peer else f"{'absent':>12}"
        print(f"  {language:18}{len(texts):9}{mean:12}{rates[0]:9.0f}{rates[1]:9.0f}{told}", flush=True)


def _dates_of(texts: Sequence[Article]) -> Callable[[], object]:
    return lambda: [find_times(a.text, a.language, a.publication_day) for a in texts]


def _events_of(texts: Sequence[Article], times: Sequence) -> Callable[[], object]:
    def title(article: Article) -> tuple[int, int] | None:
        start, end = article.title_start_char, article.title_end_char
        return None if start is None or end is None else (start, end)

    return lambda: [
        find_events(a.text, a.language, a.publication_day, found, body_start=a.body_start_char, title=title(a))
        for a, found in zip(texts, times, strict=True)
    ]


def _peer_of(texts: Sequence[Article]) -> Callable[[], object] | None:
    try:
        from dateparser.search import search_dates
    except ImportError:
        return None

    def search() -> None:
        for a in texts:
            midnight = dt.datetime.combine(a.publication_day, dt.time())
            search_dates(a.text, languages=[a.language], settings={"RELATIVE_BASE": midnight})

    return search


def whole_build() -> None:
    """Prints what `dateline build` does in a second, in one process and in as many as there are cores."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        inputs, count = write_copies(Path(scratch) / "articles")
        print(f"\n{'whole build':20}{'articles':>9}{'seconds':>12}{'a second':>9}")
        for workers in sorted({1, os.cpu_count() or 1}):
            seconds = float("inf")
            for run in range(2):
                started = time.perf_counter()
                build(inputs, f"{scratch}/out-{workers}-{run}", workers=workers)
                seconds = min(seconds, time.perf_counter() - started)
            name = f"{workers} process{'es' if workers > 1 else ''}"
            print(f"  {name:18}{count:9}{seconds:12.1f}{count / seconds:9.0f}", flush=True)


def write_copies(folder: Path) -> tuple[list[str], int]:
    """Files of JSON lines, one a newsroom, and the number of articles in them all."""
    folder.mkdir()
    lines: dict[str, list[str]] = defaultdict(list)
    for copy in range(COPIES):
        for place, article in sample_articles.articles().items():
            record = {
                "text": article.text,
                "published_on": article.publication_day.isoformat(),
                "language": article.language,
                "url": f"https://bench.example/{copy}/{place}",
            }
            lines[article.source_id].append(json.dumps(record, ensure_ascii=False))
    for source, records in lines.items():
        (folder / f"{source}.jsonl").write_text("\n".join(records) + "\n", encoding="utf-8")
    return sorted(map(str, folder.iterdir())), sum(map(len, lines.values()))


def start_up() -> None:
    """Prints the milliseconds a fresh process needs to compile the data of each language, and of all."""
    print(f"\n{'start-up, ms':20}{'dates':>9}{'events':>12}")
    codes = languages()
    for name, chosen in (*((code, [code]) for code in codes), ("all languages", list(codes))):
        words = [sys.executable, "-c", COMPILE, *chosen]
        runs = [subprocess.run(words, capture_output=True, check=True, text=True).stdout.split() for _ in range(3)]
        dates, events = (1000 * min(map(float, figures)) for figures in zip(*runs, strict=True))
        print(f"  {name:18}{dates:9.0f}{events:12.0f}", flush=True)


if __name__ == "__main__":
    stages()
    whole_build()
    start_up()
