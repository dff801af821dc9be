"""The sample articles of include/samples, read as the DAGs read them, and what a careful reader finds in them."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline import partition, stages
from dateline.inputs.articles import Article, read_articles
from dateline.inputs.folder import read_source
from dateline.sources import read_sources

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "include" / "samples"
SOURCES = SAMPLES / "sources.toml"
ARTICLES = SAMPLES / "articles"

Row = dict[str, Any]


def place_of(folder: str, file: str, line: int) -> str:
    """The article's name in reports: rabat/power_link.txt, wire/samples.jsonl:2.

    >>> place_of("wire", "samples.jsonl", 2)
    'wire/samples.jsonl:2'
    """
    return f"{folder}/{file}" + (f":{line}" if line else "")


@functools.cache
def articles() -> Mapping[str, Article]:
    """The articles that are not refused, by place."""
    found = {}
    for source in read_sources(SOURCES):
        for article in read_articles(read_source(source), source):
            if isinstance(article, Article):
                place = place_of(Path(source.address).name, article.source_file, article.place_number)
                found[place] = article
    return found


@functools.cache
def gold() -> Mapping[str, Row]:
    """The rows of gold.jsonl, by place."""
    lines = (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {place_of(*row["file"].split("/"), row.get("line", 0)): row for row in rows}


def raw(row: Row) -> str:
    """The text of a row of gold.jsonl as it lies in its file."""
    text = (ARTICLES / row["file"]).read_text(encoding="utf-8")
    return text.splitlines()[row["line"] - 1] if "line" in row else text


def mentions(article: Article) -> tuple[list[Row], list[Row]]:
    """Time mentions and event mentions of one article; the latter with the rows of their `parties`."""
    made = stages.extract_mentions(stages.article_batch([article]))
    events = made.event_mentions.to_pylist()
    for event in events:
        event["parties"] = [
            party
            for party in made.event_mention_parties.to_pylist()
            if party["event_mention_id"] == event["event_mention_id"]
        ]
    return made.time_mentions.to_pylist(), events


def build(data: Path) -> None:
    """Brings the tables of all samples in the folder `data` up to date."""
    days: set[str] = set()
    for source in read_sources(SOURCES):
        days |= {*partition.ingest(source, str(data))["days"]}
    for day in sorted(days):
        partition.extract(str(data), day)
    partition.build_timeline(str(data))
