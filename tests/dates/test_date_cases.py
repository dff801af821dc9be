"""The case files of every language: words and days as expected, and what must hold of any mention."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from dateline.dates.anchors import TimeMention, find_times

FOLDER = Path(__file__).parents[1] / "languages"
CASES = [
    pytest.param(file.parent.name, case.get("anchor", data["anchor"]), case, id=f"{file.parent.name}-{number}")
    for file in sorted(FOLDER.glob("*/dates.toml"))
    for data in [tomllib.loads(file.read_text(encoding="utf-8"))]
    for number, case in enumerate(data["cases"], 1)
]
DIALOGUE = [
    pytest.param(file.parent.name, case.get("anchor", data["anchor"]), case, id=f"{file.parent.name}-{number}")
    for file in sorted(FOLDER.glob("*/dates.toml"))
    for data in [tomllib.loads(file.read_text(encoding="utf-8"))]
    for number, case in enumerate(data.get("dialogue", []), 1)
]


def told(mention: TimeMention) -> dict[str, object]:
    found: dict[str, object] = {"words": mention.text, "first": mention.first_day, "last": mention.last_day}
    found["granularity"] = mention.granularity
    if mention.reason:
        found["reason"] = mention.reason
    return {name: value for name, value in found.items() if value is not None}


def expected(time: dict[str, object]) -> dict[str, object]:
    if "day" in time:
        return {**{k: v for k, v in time.items() if k != "day"}, "first": time["day"], "last": time["day"]} | {
            "granularity": "day"
        }
    return time


@pytest.mark.parametrize(("language", "anchor", "case"), CASES)
def test_the_words_and_days_are_those_of_the_case(language: str, anchor: dt.date, case: dict) -> None:
    found = [told(mention) for mention in find_times(case["text"], language, anchor)]
    assert found == [expected(time) for time in case["times"]]


@pytest.mark.parametrize(("language", "anchor", "case"), DIALOGUE)
def test_what_is_said_to_an_assistant_looks_ahead(language: str, anchor: dt.date, case: dict) -> None:
    found = [told(mention) for mention in find_times(case["text"], language, anchor, genre="dialogue")]
    assert found == [expected(time) for time in case["times"]]


@pytest.mark.parametrize(("language", "anchor", "case"), CASES)
def test_offsets_cut_out_the_words_and_the_first_day_is_not_after_the_last(
    language: str, anchor: dt.date, case: dict
) -> None:
    for mention in find_times(case["text"], language, anchor):
        assert case["text"][mention.start_char : mention.end_char] == mention.text
        assert mention.first_day is None or mention.first_day <= mention.last_day


@pytest.mark.parametrize(("language", "anchor", "case"), CASES)
def test_a_paragraph_without_dates_before_the_text_only_moves_the_offsets(
    language: str, anchor: dt.date, case: dict
) -> None:
    before = "---\n\n"
    plain = find_times(case["text"], language, anchor)
    moved = find_times(before + case["text"], language, anchor)
    assert [(m.text, m.first_day, m.last_day) for m in moved] == [(m.text, m.first_day, m.last_day) for m in plain]
    assert [m.start_char - len(before) for m in moved] == [m.start_char for m in plain]
