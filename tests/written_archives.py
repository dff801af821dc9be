"""Archives made for tests: realistic short articles, a folder a month."""

import calendar
import json
from collections.abc import Iterator
from pathlib import Path

_STATES = (
    ("Morocco", "Rabat"),
    ("Spain", "Madrid"),
    ("France", "Paris"),
    ("Egypt", "Cairo"),
    ("China", "Beijing"),
    ("Brazil", "Brasília"),
    ("Norway", "Oslo"),
)
_LEADS = (
    "The foreign minister of {a} arrived in {c} on {w} for talks with the government of {b}.",
    "{a} and {b} signed an agreement on trade in {c} yesterday, the ministry said.",
    "The president of {a} will visit {b} next month, his office said on {w}.",
    "{a} condemned the decision {b} announced last week and recalled its ambassador from {c}.",
    "Delegations of {a} and {b} met in {c} from Monday to {w} to discuss fishing.",
)
_BODY = "The two sides agreed to meet again in three months. Officials in {c} gave no details. Piece {n}."
_WEEKDAYS = ("Tuesday", "Wednesday", "Thursday", "Friday")


def month_lines(month: str, articles_a_day: int) -> Iterator[str]:
    """Articles of a month (2024-05) as JSON lines; the same each time, none the same as another."""
    year, number = map(int, month.split("-"))
    for day in range(1, calendar.monthrange(year, number)[1] + 1):
        for piece in range(articles_a_day):
            seed = year * 372 + number * 31 + day + piece * 7
            (a, _), (b, c) = _STATES[seed % 7], _STATES[(seed // 7 + seed + 1) % 7]
            words = {"a": a, "b": b, "c": c, "w": _WEEKDAYS[seed % 4], "n": f"{month}-{day}-{piece}"}
            text = f"{_LEADS[seed % 5]} {_BODY}".format(**words)
            record = {"text": text, "published": f"{month}-{day:02}", "language": "en"}
            yield json.dumps(record | {"url": f"https://news.example/{month}/{day}/{piece}"}) + "\n"


def months_from(first: str, count: int) -> list[str]:
    """So many months, the first of them given.

    >>> months_from("2023-12", 2)
    ['2023-12', '2024-01']
    """
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    return [f"{place // 12}-{place % 12 + 1:02}" for place in range(start, start + count)]


def write_archive(folder: Path, months: list[str], articles_a_day: int) -> None:
    """A file of JSON lines for each month, YEAR/MONTH/articles.jsonl."""
    for month in months:
        place = folder / month[:4] / month[5:]
        place.mkdir(parents=True)
        (place / "articles.jsonl").write_text("".join(month_lines(month, articles_a_day)), encoding="utf-8")
