"""A build killed at any moment leaves the timeline that was there or the new one, whole."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.published import read_published

MOMENTS = 30
# Forks a child that changes the mentions and builds, again and again, and kills it. It forks before any thread of Arrow
# or DuckDB is there, and what is imported and compiled already need not be so again.
DRIVER = """
import datetime as dt, os, signal, sys, time
import mentions
from dateline import dimensions, partition
dimensions.parties(), dimensions.event_type_rows()
data, day = sys.argv[1], dt.date(2024, 1, 10)

def build(count):
    mentions.write_day(data, day, count)
    return partition.build_timeline(data, keep_builds=2, bucket_count=3)["digest"]

for line in sys.stdin:
    word, seconds, first = line.split()
    child = os.fork()
    if child == 0:
        if word == "once":
            print(build(int(first)), flush=True)
            os._exit(0)
        counts = (int(first), 700 - int(first))
        while True:
            build(counts[0])
            counts = counts[::-1]
    if word == "kill":
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if word == "kill":
        print("killed", flush=True)
"""


def ask(driver: subprocess.Popen[str], line: str) -> str:
    assert driver.stdin
    assert driver.stdout
    driver.stdin.write(f"{line}\n")
    driver.stdin.flush()
    return driver.stdout.readline().strip()


@pytest.fixture
def driver(tmp_path: Path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-W", "ignore", "-c", DRIVER, str(tmp_path)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=environment) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def test_thirty_kills_leave_a_whole_timeline_every_time(driver: subprocess.Popen[str], tmp_path: Path) -> None:
    first = ask(driver, "once 0 300")
    started = time.monotonic()
    whole = {first, ask(driver, "once 0 400")}
    longest = 1.6 * (time.monotonic() - started)  # some kills come before a build is done, some after, on any machine
    assert len(whole) == 2
    chance, seen, states = random.Random(2024), set(), set()
    for _ in range(MOMENTS):
        assert ask(driver, f"kill {chance.uniform(0, longest):.3f} {chance.choice((300, 400))}") == "killed"
        current = (tmp_path / "timeline/current").resolve()
        assert current.name in whole
        manifest = json.loads((current / "manifest.json").read_text())
        for one in manifest["files"]:
            assert (current / one["path"]).stat().st_size == one["bytes"]
        events, evidence = (read_published(str(tmp_path), name) for name in ("events", "event_evidence"))
        told = sum(events.column("mention_count").to_pylist())
        assert told == evidence.num_rows
        assert evidence.num_rows in (300, 400)
        seen.add(current.name)
        states.add(tuple(sorted(path.name for path in (tmp_path / "timeline").iterdir())))
    # The kills fell into builds at work, and into both states; what they left is cleared by the next build.
    assert seen == whole
    assert any(".staging" in names for names in states)
    assert ask(driver, "once 0 300") in whole
    assert sorted(path.name for path in (tmp_path / "timeline").iterdir()) == [
        ".lock",
        "builds",
        "current",
        "quality.html",
    ]
