"""What the chart draws, on the sample articles and on a few hundred made-up events."""

import datetime as dt
from collections import Counter
from itertools import combinations
from pathlib import Path

import mentions
import pyarrow.parquet as pq
import pytest

from dateline import partition
from dateline.pages.chart import LANES, MARKS, chart
from dateline.pages.filters import Filters, read_filters
from dateline.pages.index import MANY, Index, Timeline, current_index


def pairs(row: dict) -> list[str]:
    codes = sorted({*row["actor_codes"].split(","), *row["recipient_codes"].split(",")} - {""})
    if len(codes) > 6:
        return [MANY]
    return codes if len(codes) == 1 else [" ".join(pair) for pair in combinations(codes, 2)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with so many events that they are counted, not drawn."""
    folder = tmp_path_factory.mktemp("many")
    for day in range(10):
        mentions.write_day(str(folder), dt.date(2024, 1, 1) + dt.timedelta(day * 30), 400)
    partition.build_timeline(str(folder))
    return folder


def events(data: Path) -> list[dict]:
    return pq.read_table(data / "timeline" / "current" / "events.parquet").to_pylist()


def test_lanes_are_the_fullest_pairs_and_hold_their_events(data: Path, index: Index) -> None:
    told = chart(index, Filters(), "pair", first=None, last=None)
    dated = [row for row in events(data) if row["first_day"]]
    wanted = Counter(pair for row in dated for pair in pairs(row))
    assert {lane["key"]: lane["count"] for lane in told["lanes"]}.items() <= wanted.items()
    assert [lane["count"] for lane in told["lanes"]] == sorted(wanted.values(), reverse=True)[:LANES]
    assert told["lane_count"] == len(wanted)
    assert Counter(mark["lane"] for mark in told["marks"]) == {lane["key"]: lane["count"] for lane in told["lanes"]}


def test_lanes_by_type(data: Path, index: Index) -> None:
    told = chart(index, Filters(), "type", first=None, last=None)
    wanted = Counter(row["type"] for row in events(data) if row["first_day"])
    assert [lane["count"] for lane in told["lanes"]] == sorted(wanted.values(), reverse=True)[:LANES]


def test_the_lanes_of_a_party_are_those_it_stands_in(index: Index) -> None:
    told = chart(index, read_filters([("party", "LBN")]), "pair", first=None, last=None)
    assert told["lanes"]
    assert all("LBN" in lane["key"].split() for lane in told["lanes"])


def test_the_next_lanes_follow_the_first(index: Index) -> None:
    first, next_ = (chart(index, Filters(), "pair", first=None, last=None, offset=at)["lanes"] for at in (0, LANES))
    assert not {lane["key"] for lane in first} & {lane["key"] for lane in next_}
    assert next_[0]["count"] <= first[-1]["count"]


def test_only_what_touches_the_window_is_drawn(data: Path, index: Index) -> None:
    first, last = dt.date(2024, 10, 1), dt.date(2024, 10, 31)
    told = chart(index, Filters(), "type", first=first, last=last)
    wanted = {
        row["event_id"]
        for row in events(data)
        if row["first_day"] and row["last_day"] >= first and row["first_day"] <= last
    }
    assert {mark["id"] for mark in told["marks"]} == wanted
    assert told["window"] == [first, last]


def test_nothing_found_is_an_empty_chart(index: Index) -> None:
    told = chart(index, read_filters([("words", "zeppelin")]), "pair", first=None, last=None)
    assert (told["total"], told["lanes"], told["marks"], told["window"]) == (0, [], [], [None, None])


def test_more_events_than_can_be_drawn_are_counted_by_lane_and_step(many: Path) -> None:
    told = chart(current_index(str(many)), Filters(), "type", first=None, last=None)
    assert sum(lane["count"] for lane in told["lanes"]) > MARKS
    assert told["marks"] is None
    sums = Counter()
    for key, _, count, _ in told["counts"]:
        sums[key] += count
    assert sums == {lane["key"]: lane["count"] for lane in told["lanes"]}
    assert sum(count for _, count in told["overview"]["steps"]) == sum(1 for row in events(many) if row["first_day"])


def test_a_published_build_is_seen_at_the_next_question(tmp_path: Path) -> None:
    day = dt.date(2024, 3, 1)
    mentions.write_day(str(tmp_path), day, 20)
    partition.build_timeline(str(tmp_path))
    timeline = Timeline(str(tmp_path))
    before = chart(timeline.index(), Filters(), "pair", first=None, last=None)
    assert timeline.index() is timeline.index()
    mentions.write_day(str(tmp_path), day + dt.timedelta(40), 20)
    partition.build_timeline(str(tmp_path))
    after = chart(timeline.index(), Filters(), "pair", first=None, last=None)
    assert after["total"] > before["total"]
    assert after["build"] != before["build"]
