"""Where mentions lie: a partition a publication day, and a partition a month once a month is old.

`published_on=2024-10-24` holds one day, `published_on=2024-10` all days of a month that have no partition of their own.
A day that is extracted again after its month was compacted has both; its own partition counts, and the next compaction
takes it into the month.
"""

import datetime as dt
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from dateline import schema
from dateline.storage import Folder, day_names, parquet_bytes, read_parquet

TABLES = ("time_mentions", "event_mentions", "event_mention_parties")
OLD_AFTER_DAYS = 62
_MONTH = len("2024-10")
_PART = "part.parquet"


def keys(folder: Folder, name: str) -> list[str]:
    """Days and months that have a partition of the table, sorted."""
    return day_names(folder, name)


def file_of(name: str, key: str) -> str:
    """The file of a day or a month."""
    return f"{name}/published_on={key}/{_PART}"


def has_month(folder: Folder, name: str, day: str) -> bool:
    """Whether the month of a day was compacted."""
    return folder.exists(file_of(name, day[:_MONTH]))


def row_count(folder: Folder, name: str) -> int:
    """Rows of all partitions of a table, by their footers."""
    return sum(folder.parquet_rows(file_of(name, key)) for key in keys(folder, name))


def read_key(folder: Folder, name: str, key: str, columns: list[str] | None = None) -> pa.Table:
    """The rows of a day, or of those days of a month that have no partition of their own.

    Of `columns`, which must have publication_day, only these.
    """
    rows = read_parquet(folder, file_of(name, key), columns)
    if len(key) > _MONTH:
        return rows
    own = [dt.date.fromisoformat(day) for day in keys(folder, name) if len(day) > _MONTH and day.startswith(key)]
    return rows.filter(pc.invert(pc.is_in(rows.column("publication_day"), value_set=pa.array(own, pa.date32()))))


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
        if folder.exists(file_of(name, month)):
            found.append(read_key(folder, name, month))
        folder.replace(file_of(name, month), parquet_bytes(name, pa.concat_tables(found)))
        for day, content in contents.items():
            if folder.read(file_of(name, day)) == content:
                folder.remove(file_of(name, day))
                taken += 1
    return taken


def _last_day(month: str) -> dt.date:
    first = dt.date.fromisoformat(f"{month}-01")
    return (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
