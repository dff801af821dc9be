"""The sample articles: read as their gold says, and the tables of them as tests/golden holds them."""

import datetime as dt
import tomllib
from importlib import resources

import golden
import pytest
import sample_articles

from dateline.inputs.articles import read_articles
from dateline.inputs.folder import read_source
from dateline.inputs.records import Reject
from dateline.sources import read_sources

GOLD = sample_articles.gold()


@pytest.mark.parametrize("place", GOLD)
def test_a_sample_has_the_language_day_and_instant_of_its_gold(place: str) -> None:
    article, wanted = sample_articles.articles()[place], GOLD[place]
    at = article.published_at and article.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    told = (article.language, article.publication_day.isoformat(), at)
    assert told == (wanted["language"], wanted["published_on"], wanted["published_at"])


def test_every_other_input_of_the_samples_is_refused_for_the_reason_it_was_made_for() -> None:
    refused = {
        f"{source.address.rpartition('/')[2]}/{row.place.file} {row.place.number}": row.reason_code
        for source in read_sources(sample_articles.SOURCES)
        for row in read_articles(read_source(source), source)
        if isinstance(row, Reject)
    }
    assert refused == {
        "rabat/no_day.txt 0": "no_publication_day",
        "london/empty.txt 0": "empty_text",
        "wire/samples.jsonl 4": "broken_json",
        "wire/samples.jsonl 5": "no_publication_day",
    }
    assert sample_articles.articles().keys() == GOLD.keys()


@pytest.mark.parametrize("place", GOLD)
def test_the_gold_quotes_its_article_in_order_and_names_known_types(place: str) -> None:
    row, types = GOLD[place], tomllib.loads((resources.files("dateline") / "event_types.toml").read_text("utf-8"))
    text, reached = sample_articles.articles()[place].text, 0
    for date in row["dates"]:
        reached = text.index(date["text"], reached) + len(date["text"])
    for entry in [*row["dates"], *row["events"]]:
        days = [day and dt.date.fromisoformat(day) for day in (entry["first_day"], entry["last_day"])]
        assert days == [None, None] or days[0] <= days[1]
    assert {event["type"] for event in row["events"]} <= types.keys()


def test_the_tables_of_the_samples_say_what_the_golden_files_say() -> None:
    told = "\n".join(golden.differences(golden.made()))
    assert told == "", f"{told}\nread this as news; if it is right: python tests/golden.py --update"
