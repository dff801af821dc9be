"""The article the project began with, when its folder is beside the checkout."""

import datetime as dt
import json
from pathlib import Path

import pytest

from dateline.dates.anchors import find_times
from dateline.events import find_events
from dateline.header import find_header

GOLD = Path(__file__).parents[3] / "shared/data/events/seed.ar.jsonl"


@pytest.fixture(scope="module")
def case() -> dict:
    if not GOLD.is_file():
        pytest.skip(f"the seed article is not here: {GOLD.parent.name} is not beside the checkout")
    return json.loads(GOLD.read_text(encoding="utf-8"))


def test_every_core_event_of_the_seed_is_found_and_nothing_else(case: dict) -> None:
    published = dt.date.fromisoformat(case["published_on"])
    times = find_times(case["text"], "ar", published)
    header = find_header(case["text"], "ar")
    assert header is not None
    assert header.published_local == dt.datetime(2024, 12, 24, 21, 18)
    found = find_events(
        case["text"],
        "ar",
        published,
        times,
        body_start=header.body_start,
        title=(header.title_start, header.title_end),
    )
    told = {
        (
            event.type,
            tuple(sorted((party.code, party.role) for party in event.parties)),
            event.first_day and event.first_day.isoformat(),
            event.last_day and event.last_day.isoformat(),
            event.status,
        )
        for event in found
    }
    wanted = {
        (
            gold["type"],
            tuple(sorted([(c, "actor") for c in gold["actors"]] + [(c, "recipient") for c in gold["recipients"]])),
            gold["start"],
            gold["end"],
            gold["status"],
        )
        for gold in case["events"]
        if gold["core"]
    }
    assert told == wanted
    assert len(found) == len(wanted)


def test_the_dates_of_the_seed_are_its_header_today_and_last_october(case: dict) -> None:
    times = find_times(case["text"], "ar", dt.date(2024, 12, 24))
    assert [(time.text, time.value) for time in times] == [
        ("الثلاثاء 24 دجنبر 2024 - 21:18", "2024-12-24T21:18"),
        ("اليوم الثلاثاء", "2024-12-24"),
        ("أكتوبر الماضي", "2024-10"),
    ]


def test_the_line_contract_gives_the_same_events_as_the_library(case: dict) -> None:
    import io

    from dateline.lines import answer, events_of

    output = io.BytesIO()
    line = json.dumps({name: case[name] for name in ("id", "lang", "text", "published_on")}).encode()
    assert answer([line], output, events_of) == 0
    assert len(json.loads(output.getvalue())["events"]) == sum(gold["core"] for gold in case["events"])
