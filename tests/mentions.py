"""Made-up event mentions in any number, from a seed: for tests and benchmarks of what is built from them."""

import datetime as dt
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.merging import schema_of
from dateline.storage import Folder, parquet_bytes

STATES = (
    "MAR",
    "AZE",
    "TUR",
    "EGY",
    "FRA",
    "USA",
    "CHN",
    "RUS",
    "SAU",
    "DZA",
    "TUN",
    "QAT",
    "ARE",
    "JOR",
    "GBR",
    "DEU",
    "ESP",
    "ITA",
    "IND",
    "JPN",
    "BRA",
    "ZAF",
    "NGA",
    "KEN",
    "ETH",
)
TYPES = ("official_visit", "bilateral_meeting", "phone_call", "condemnation", "agreement_signed", "sanctions_imposed")
SYMMETRIC = {"bilateral_meeting", "phone_call", "agreement_signed"}
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
SENTENCE = "The two sides discussed ways to strengthen cooperation and exchanged views on regional issues. "


def day_tables(day: dt.date, count: int, seed: int) -> tuple[pa.Table, pa.Table]:
    """Event mentions of one publication day and their parties; every combination of arguments gives its own rows."""
    chance = np.random.default_rng([seed, day.toordinal()])
    ids = [f"{seed:02x}{day.toordinal():08x}{number:014x}" for number in range(count)]
    types = chance.choice(TYPES, count).tolist()
    # A few states are in most of the news.
    weights = 1 / np.arange(1, len(STATES) + 1)
    sides = chance.choice(STATES, (count, 2), p=weights / weights.sum()).tolist()
    back = chance.integers(0, 400, count)
    bases = chance.choice(["stated", "stated", "inherited", "publication", "none"], count).tolist()
    columns: dict[str, list[object]] = {name: [] for name in schema_of("event_mentions").names}
    for number in range(count):
        first, last, grain = _days(day, int(back[number]), bases[number])
        row = {
            "event_mention_id": ids[number],
            "article_id": f"{ids[number][:20]}{number // 3:04x}",
            "source_id": f"source-{number % 40}",
            "language": LANGUAGES[number % len(LANGUAGES)],
            "publication_day": day,
            "published_at": dt.datetime.combine(day, dt.time(number % 24), dt.UTC),
            "type": types[number],
            "status": ("happened", "happened", "happened", "planned", "denied")[number % 5],
            "first_day": first,
            "last_day": last,
            "granularity": grain,
            "edtf": first and first.isoformat(),
            "date_basis": bases[number],
            "evidence_text": f"{SENTENCE}{ids[number]}",
            "article_title": f"News of {day} number {number // 3}",
            "url": f"https://source-{number % 40}.example/{ids[number][:20]}",
            "rule": "made/up",
            "confidence": 0.9,
        }
        for name, values in columns.items():
            values.append(row.get(name, 0 if name.endswith("_char") else None))
    mentions = pa.table(columns, schema_of("event_mentions"))
    return mentions, _parties(day, ids, types, sides)


def _days(day: dt.date, back: int, basis: str) -> tuple[dt.date | None, dt.date | None, str | None]:
    if basis == "none":
        return None, None, None
    told = day if basis == "publication" else day - dt.timedelta(back)
    if basis == "inherited":
        first = told.replace(day=1)
        return first, (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1), "month"
    return told, told, "day"


def _parties(day: dt.date, ids: list[str], types: list[str], sides: list[list[str]]) -> pa.Table:
    count = len(ids)
    seconds = ["actor" if kind in SYMMETRIC else "recipient" for kind in types]
    return pa.table(
        {
            "event_mention_id": ids + ids,
            "party_number": [0] * count + [1] * count,
            "article_id": [f"{key[:20]}{number // 3:04x}" for number, key in enumerate(ids)] * 2,
            "publication_day": [day] * (2 * count),
            "party_code": [one for one, _ in sides] + [other for _, other in sides],
            "role": ["actor"] * count + seconds,
            "name": [None] * (2 * count),
            "person": [None] * (2 * count),
            "office": ["foreign minister" if number % 4 == 0 else None for number in range(count)] + [None] * count,
            "sector": [None] * (2 * count),
            "start_char": [0] * (2 * count),
            "end_char": [0] * (2 * count),
        },
        schema_of("event_mention_parties"),
    )


def write_day(data: str, day: dt.date, count: int, seed: int = 1) -> None:
    """The partitions of one day, as extraction leaves them."""
    folder = Folder(data)
    for name, rows in zip(("event_mentions", "event_mention_parties"), day_tables(day, count, seed), strict=True):
        folder.replace(f"{name}/published_on={day}/part.parquet", parquet_bytes(name, rows))


def read(file: Path) -> pa.Table:
    """The rows of one file of a local data folder."""
    return pq.read_table(file, partitioning=None)


def published(data: Path, name: str) -> pa.Table:
    """A published table of a local data folder."""
    return pq.read_table(data / "timeline" / "current" / f"{name}.parquet")
