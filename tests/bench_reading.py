"""Articles a second and peak memory of the readers, for a small and a large file of each format.

    python tests/bench_reading.py [MEGABYTES]    default 200; prints a table, asserts nothing

Each figure is of a fresh process and of processor time; an article has about 3,000 characters.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "inputs"))

import archives

from dateline.inputs.folder import read_source
from dateline.sources import source_of

SMALL_MEGABYTES = 10
BODY = (archives.SENTENCES[0] + "\n") * 28


def as_json(number: int) -> bytes:
    record = {"title": f"Title {number}", "text": f"{BODY}{number}", "date": "2024-05-14"}
    return json.dumps(record).encode()


def as_row(number: int) -> bytes:
    return f'Title {number},"{BODY}{number}",2024-05-14\n'.encode()


def as_wet(number: int) -> bytes:
    return archives.warc_record(f"{BODY}{number}".encode(), f"https://courier.example/{number}", kind="conversion")


# What begins the file, what parts and ends its articles, and one article.
FORMATS: dict[str, tuple[bytes, bytes, bytes, Callable[[int], bytes]]] = {
    "jsonl": (b"", b"\n", b"\n", as_json),
    "json": (b"[", b",", b"]", as_json),
    "csv": (b"title,text,date\n", b"", b"", as_row),
    "wet": (b"", b"", b"", as_wet),
}


def write(file: Path, megabytes: int) -> None:
    """A file of at least this size in the format of its ending."""
    first, between, last, article = FORMATS[file.suffix[1:]]
    with file.open("wb") as out:
        out.write(first + article(0))
        number = 1
        while out.tell() < megabytes * 1_000_000:
            out.write(between + article(number))
            number += 1
        out.write(last)


def measure(path: str) -> None:
    """Prints articles, articles a second and peak memory in MB of reading one file."""
    started = time.process_time()
    count = sum(1 for _ in read_source(source_of(path)))
    seconds = time.process_time() - started
    print(count, round(count / seconds), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def compare(megabytes: int) -> None:
    """Prints the table."""
    print(f"{'format':8}{'MB':>6}{'articles':>10}{'a second':>10}{'peak MB':>9}")
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as scratch:
        for name in FORMATS:
            for size in (SMALL_MEGABYTES, megabytes):
                file = Path(scratch) / f"bench.{name}"
                write(file, size)
                words = [sys.executable, __file__, "--measure", str(file)]
                told = subprocess.run(words, capture_output=True, check=True, text=True).stdout.split()
                print(f"{name:8}{size:6}{told[0]:>10}{told[1]:>10}{told[2]:>9}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2])
    else:
        compare(int(sys.argv[1]) if sys.argv[1:] else 200)
