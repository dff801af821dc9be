"""The filtered events as rows: a page of them to read, all of them to keep, and what there is to choose from."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dateline import schema
from dateline.pages.filters import Filters
from dateline.pages.index import Index

PAGE_ROWS = 50
DOWNLOAD_ROWS = 100_000
_CHOICES = 1_000
_SHOWN = """
    event_id as id, title, title_local, title_language, type, status, first_day as first, last_day as last, granularity,
    edtf, actor_codes as actors, recipient_codes as recipients, article_count as articles, source_count as sources,
    languages, confidence, date_basis as basis
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """Which events are listed: those of the filters that touch the days, or, `undated`, those without a day."""

    filters: Filters
    first: dt.date | None = None
    last: dt.date | None = None
    undated: bool = False

    def condition(self, index: Index) -> tuple[str, list[dt.date]]:
        """The same as a condition on `event`, and its values."""
        sql, values = index.condition(self.filters), list[dt.date]()
        if self.undated:
            return f"{sql} and first_day is null", values
        for more, day in (("last_day >= ?", self.first), ("first_day <= ?", self.last)):
            if day is not None:
                sql, values = f"{sql} and {more}", [*values, day]
        return sql, values


def listing(index: Index, listed: Listed, offset: int = 0) -> dict[str, Any]:
    """Fifty of the listed events, oldest first, those without a day last, and the number of all."""
    condition, values = listed.condition(index)
    count = index.rows(f"select count(*) from event where {condition}", values)[0][0]
    # A page is found among numbers first, so that titles are read for its own rows alone.
    sql = f"select row, event_id from event where {condition} order by row limit {PAGE_ROWS} offset ?"
    ids = [id for _, id in index.rows(sql, [*values, offset])]
    return {"count": count, "offset": offset, "rows": shown_rows(index, ids)}


def shown_rows(index: Index, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The events of these ids as the page shows them, in their order."""
    # The file is sorted by day: between the days only a part of it need be read.
    days = "select min(first_day), max(first_day), count(*) = count(first_day) from event where event_id in "
    first, last, are_dated = index.rows(f"{days} (select unnest(?))", [list(ids)])[0]
    narrowed, values = ("first_day between ? and ? and ", [first, last]) if are_dated and ids else ("", [])
    sql = f"select {_SHOWN} from events where {narrowed} event_id in (select unnest(?))"
    found = index.records(sql, [*values, list(ids)])
    by_id = {row["id"]: row for row in found}
    return [by_id[id] for id in ids]


def listed_ids(index: Index, listed: Listed, limit: int) -> list[str]:
    """Ids of the listed events, in the order of the table, so many at most."""
    condition, values = listed.condition(index)
    found = index.rows(f"select row, event_id from event where {condition} order by row limit {limit}", values)
    return [id for _, id in found]


def download(index: Index, listed: Listed, limit: int = DOWNLOAD_ROWS) -> pa.Table:
    """The listed events with all columns of the table `events`, in its order; the first hundred thousand."""
    condition, values = listed.condition(index)
    sql = f"""
        select events.* from events join (
            select row, event_id from event where {condition} order by row limit {limit}
        ) using (event_id) order by row"""
    return index.table(sql, values).cast(schema.table("events").schema)


def choices(index: Index, ids: Sequence[str] | None = None) -> dict[str, list[dict[str, Any]]]:
    """What a filter can be set to, with the number of events, of all or of those with the ids, the fullest first."""
    names = "name_en as en, name_ar as ar, name_fr as fr"
    titles = "title_en as en, title_ar as ar, title_fr as fr"
    kept, values = ("true", []) if ids is None else ("event_id in (select unnest(?))", [list(ids)])
    asked = {
        "party": f"select party_code as value, count(*) as count, {names} "
        f"from side join event using (row) join parties using (party_code) where {kept}",
        "type": f"select type as value, count(*) as count, {titles} "
        f"from event join event_types using (type) where {kept}",
        "status": f"select status as value, count(*) as count from event where {kept}",
        "language": "select value, count(*) as count "
        f"from (select unnest(string_split(languages, ',')) as value from event where {kept})",
        "source": f"select source_id as value, count(distinct event_id) as count from event_evidence where {kept}",
    }
    return {
        name: index.records(f"{sql} group by all order by count desc, value limit {_CHOICES}", values)
        for name, sql in asked.items()
    }
