"""Where mentions lie: a partition a publication day, and a partition a month once a month is old.

`published_on=2024-10-24` holds one day, `published_on=2024-10` all days of a month that have no partition of their own.
A day that is extracted again after its month was compacted has both; its own partition counts, and the next compaction
takes it into the month.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from dateline import schema
from dateline.storage import Folder, day_names, parquet_bytes, read_parquet

TABLES = ("time_mentions", "event_mentions", "event_mention_parties", "article_signatures")
OLD_AFTER_DAYS = 62
_MONTH = len("2024-10")
_PART = "part.parquet"
_MADE_FROM = "dateline.made_from"


def keys(folder: Folder, name: str) -> list[str]:
    """Days and months that have a partition of the table, sorted."""
    return day_names(folder, name)


def file_of(name: str, key: str) -> str:
    """The file of a day or a month."""
    return f"{name}/published_on={key}/{_PART}"


@dataclass(frozen=True, slots=True)
class Making:
    """What the mentions of a day were made from: digests of its articles, and of the rules and language data."""

    articles: str
    rules: str


def told_of(makings: Mapping[str, Making]) -> dict[str, str]:
    """What a mention file says of the making of its days."""
    return {_MADE_FROM: json.dumps({day: [made.articles, made.rules] for day, made in sorted(makings.items())})}


def makings(folder: Folder, key: str) -> dict[str, Making]:
    """What each day in the partition of a day or month was made from.

    A day that does not say, or of which the three tables say different things (a writer was killed), is not among them.
    """
    told = [_makings_of(folder, name, key) for name in TABLES]
    return {day: made for day, made in told[0].items() if all(one.get(day) == made for one in told)}


def _makings_of(folder: Folder, name: str, key: str) -> dict[str, Making]:
    if not folder.exists(file_of(name, key)):
        return {}
    told = folder.parquet_footer(file_of(name, key)).told.get(_MADE_FROM, "{}")
    return {day: Making(*digests) for day, digests in json.loads(told).items()}


def has_own(folder: Folder, day: str) -> bool:
    """Whether any table has a partition of this day alone."""
    return any(folder.exists(file_of(name, day)) for name in TABLES)


def has_leftovers(folder: Folder, day: str) -> bool:
    """Whether a day without articles still has what was made of them."""
    if has_own(folder, day) and not any(has_month(folder, name, day) for name in TABLES):
        return True
    return any(day_row_count(folder, name, day) for name in TABLES)


def day_row_count(folder: Folder, name: str, day: str) -> int:
    """Rows of one day, in its own partition or in that of its month."""
    if folder.exists(file_of(name, day)):
        return folder.parquet_footer(file_of(name, day)).rows
    if not has_month(folder, name, day):
        return 0
    days = read_parquet(folder, file_of(name, day[:_MONTH]), ["publication_day"]).column(0).to_pylist()
    return days.count(dt.date.fromisoformat(day))


def has_month(folder: Folder, name: str, day: str) -> bool:
    """Whether the month of a day was compacted."""
    return folder.exists(file_of(name, day[:_MONTH]))


def row_count(folder: Folder, name: str) -> int:
    """Rows of all partitions of a table, by their footers."""
    return sum(folder.parquet_footer(file_of(name, key)).rows for key in keys(folder, name))


def read_key(folder: Folder, name: str, key: str, columns: list[str] | None = None) -> pa.Table:
    """The rows of a day, or of those days of a month that have no partition of their own.

    Of `columns`, which must have publication_day, only these.
    """
    rows = read_parquet(folder, file_of(name, key), columns)
    if len(key) > _MONTH:
        return rows
    own = [dt.date.fromisoformat(day) for day in keys(folder, name) if len(day) > _MONTH and day.startswith(key)]
    return rows.filter(pc.invert(pc.is_in(rows.column("publication_day"), value_set=pa.array(own, pa.date32()))))


def write_day(folder: Folder, name: str, day: str, batches: Sequence[pa.RecordBatch], making: Making | None) -> None:
    """Replace the partition of one day; without articles (`making` is None) it goes away.

    But where the month was compacted an empty one stays: it says that the rows in there are no longer true.
    """
    file = file_of(name, day)
    if making is not None or has_month(folder, name, day):
        rows = pa.Table.from_batches(batches, schema.table(name).schema)
        folder.replace(file, parquet_bytes(name, rows, told_of({day: making} if making else {})))
    elif folder.exists(file):
        folder.remove(file)


def event_mentions(folder: Folder) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Event mentions and their parties, one day or month after the other."""
    parties = set(keys(folder, "event_mention_parties"))
    for key in keys(folder, "event_mentions"):
        told = read_key(folder, "event_mention_parties", key) if key in parties else None
        yield read_key(folder, "event_mentions", key), told or schema.empty("event_mention_parties")


def old_months(folder: Folder) -> list[str]:
    """Months with partitions of single days that ended more than 62 days before the newest day there is.

    The newest day is that of the data, not of a clock: the same data are compacted in the same way whenever it is done.
    """
    days = sorted({key for name in TABLES for key in keys(folder, name) if len(key) > _MONTH})
    if not days:
        return []
    newest = dt.date.fromisoformat(days[-1])
    months = sorted({day[:_MONTH] for day in days})
    return [month for month in months if (newest - _last_day(month)).days > OLD_AFTER_DAYS]


def compact_month(folder: Folder, month: str) -> int:
    """Count of partitions of single days taken into that of their month.

    Readers of ours see the same rows at every moment. A day extracted anew meanwhile keeps its own partition.
    """
    taken = 0
    for name in TABLES:
        days = [key for key in keys(folder, name) if len(key) > _MONTH and key.startswith(month)]
        if not days:
            continue
        contents = {day: folder.read(file_of(name, day)) for day in days}
        found = [read_parquet(folder, file_of(name, day)) for day in days]
        told: dict[str, Making] = {}
        for key in (month, *days):  # a day's own partition counts
            told |= _makings_of(folder, name, key)
        if folder.exists(file_of(name, month)):
            found.append(read_key(folder, name, month))
        folder.replace(file_of(name, month), parquet_bytes(name, pa.concat_tables(found), told_of(told)))
        for day, content in contents.items():
            if folder.read(file_of(name, day)) == content:
                folder.remove(file_of(name, day))
                taken += 1
    return taken


def _last_day(month: str) -> dt.date:
    first = dt.date.fromisoformat(f"{month}-01")
    return (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
