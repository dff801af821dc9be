"""The work grows with the length of the text and no faster, whatever the text holds."""

import datetime as dt
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from dateline.dates.anchors import find_times
from dateline.events import find_events

FOLDER = Path(__file__).parent / "languages"
DAY = dt.date(2024, 12, 24)


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of the library a call runs; unlike seconds the same on every machine."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        if "dateline" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def text_of(language: str) -> str:
    """The texts of the language's case files one after the other, about 2,000 characters."""
    found = []
    for name in ("dates.toml", "events.toml"):
        file = FOLDER / language / name
        if file.is_file():
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            found += [case["text"] for case in [*data["cases"], *data.get("articles", [])]]
    return " ".join(found)[:2000]


TEXTS = {
    **{f"cases of {file.name}": (file.name, text_of(file.name)) for file in sorted(FOLDER.iterdir())},
    "digits": ("en", "5 " * 1000),
    "weekdays and digits": ("en", "Monday 12 " * 200),
    "blanks": ("en", "5 May" + " " * 1000 + "Monday" + " " * 1000),
    "one word": ("en", "a" * 2000),
    "quotation marks": ("en", '"said on Monday" ' * 120),
}


@pytest.mark.parametrize("name", TEXTS)
def test_three_times_the_text_is_hardly_more_than_three_times_the_work(name: str) -> None:
    language, text = TEXTS[name]

    def read(copies: int) -> int:
        long = "\n".join([text] * copies)
        return lines_run(lambda: find_events(long, language, DAY, find_times(long, language, DAY)))

    read(1)  # compiles the language
    assert read(6) <= 3.5 * read(2)
