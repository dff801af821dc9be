"""The event case files of every language: who, what, when and whether, exactly as told."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.events import event_types
from dateline.lines import events_of

FOLDER = Path(__file__).parents[1] / "languages"
FILES = {
    file.parent.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*/events.toml"))
}
CASES = [
    pytest.param(language, data["published_on"], case, id=f"{language}-{number}")
    for language, data in FILES.items()
    for number, case in enumerate(data.get("cases", []), 1)
]
ARTICLES = [
    pytest.param(language, article, id=f"{language}-{article['name']}")
    for language, data in FILES.items()
    for article in data.get("articles", [])
]

Row = dict[str, Any]


def read(language: str, published_on: object, text: str) -> list[Row]:
    return events_of({"lang": language, "published_on": str(published_on), "text": text})["events"]


def told(event: Row) -> Row:
    """An event as a case writes it."""
    sides = {
        f"{role}s": sorted({party["code"] for party in event["parties"] if party["role"] == role})
        for role in ("actor", "recipient")
    }
    days = {"first": event["first_day"], "last": event["last_day"]}
    known = {"type": event["type"], "status": event["status"], "basis": event["date_basis"]}
    return known | {name: value for name, value in (sides | days).items() if value}


def expected(event: Row) -> Row:
    """The same of an event as written: days that are given are stated, where it does not say otherwise."""
    days = {"first": event["day"], "last": event["day"]} if "day" in event else {}
    sides = {role: sorted(event[role]) for role in ("actors", "recipients") if event.get(role)}
    basis = {"basis": "stated" if {"day", "first", "last"} & event.keys() else "none"}
    return basis | {key: value for key, value in event.items() if key not in ("day", "core")} | days | sides


def in_order(events: list[Row]) -> list[Row]:
    return sorted(events, key=lambda event: sorted(map(str, event.items())))


@pytest.mark.parametrize(("language", "published_on", "case"), CASES)
def test_the_events_are_those_of_the_case(language: str, published_on: object, case: Row) -> None:
    found = [told(event) for event in read(language, case.get("published_on", published_on), case["text"])]
    assert in_order(found) == in_order([expected(event) for event in case["events"]])


@pytest.mark.parametrize(("language", "article"), ARTICLES)
def test_the_words_of_an_event_stand_in_its_article(language: str, article: Row) -> None:
    text = article["text"]
    for event in read(language, article["published_on"], text):
        assert event["start_char"] <= event["trigger_start_char"] < event["trigger_end_char"] <= event["end_char"]
        for party in event["parties"]:
            assert party["name"] == text[party["start_char"] : party["end_char"]]


@pytest.mark.parametrize(("language", "article"), ARTICLES)
def test_an_article_names_known_types_and_days_in_order(language: str, article: Row) -> None:
    for event in map(expected, article["events"]):
        assert event["type"] in event_types()
        assert event["actors"]
        assert event.get("first") is None or event["first"] <= event["last"]
