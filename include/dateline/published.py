"""The published timeline, read back and filtered."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline import schema
from dateline.errors import DatelineError
from dateline.storage import Folder, current_build

Day = dt.date | str
Choice = str | Sequence[str]


def read_published(path: str, name: str, filters: pc.Expression | None = None) -> pa.Table:
    """One published table of a data folder; `filters` keeps rows, and reads only where in the file they may lie."""
    if name not in schema.PUBLISHED:
        raise DatelineError(path, name, "not a published table", f"choose one of {', '.join(schema.PUBLISHED)}")
    folder = Folder(path)
    file = folder.path(f"{current_build(folder)}/{name}.parquet")
    filesystem = None if folder.is_local else folder.filesystem
    try:
        return pq.read_table(file, filesystem=filesystem, filters=filters, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise DatelineError(file, "file", f"not readable: {error}", "build the timeline anew") from None


def published_events(
    path: str,
    *,
    since: Day | None = None,
    until: Day | None = None,
    party: Choice | None = None,
    type: Choice | None = None,
    status: Choice | None = None,
) -> pa.Table:
    """Published events, oldest first, those without a day last.

    `since` and `until`, days or ISO text, are inclusive and keep every event whose span touches them; given either,
    events without a day are left out. `party` is a code in any role, MAR or IGO:UN. Of several values, any one will do;
    a type or status that does not exist is a DatelineError.
    """
    wanted: list[pc.Expression] = []
    if since is not None:
        wanted.append(pc.field("last_day") >= pa.scalar(_day("since", since), pa.date32()))
    if until is not None:
        wanted.append(pc.field("first_day") <= pa.scalar(_day("until", until), pa.date32()))
    for column, values in (("type", type), ("status", status)):
        if values is not None:
            wanted.append(pc.field(column).isin(_known(column, values)))
    if party is not None:
        named = read_published(path, "event_parties", pc.field("party_code").isin(_several(party)))
        wanted.append(pc.field("event_id").isin(named.column("event_id").combine_chunks()))
    if not wanted:
        return read_published(path, "events")
    filters = wanted[0]
    for other in wanted[1:]:
        filters &= other
    return read_published(path, "events", filters)


def published_tables(path: str, names: Sequence[str], **filters: Any) -> dict[str, pa.Table]:
    """Published tables by name: the events that `published_events` gives, and of its parties and evidence theirs."""
    events = published_events(path, **filters)
    ids = events.column("event_id").combine_chunks()
    found = {}
    for name in names:
        of_events = name in schema.FACTS and any(value is not None for value in filters.values())
        kept = pc.field("event_id").isin(ids) if of_events else None
        found[name] = events if name == "events" else read_published(path, name, kept)
    return found


def _day(name: str, value: Day) -> dt.date:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise DatelineError("filter", name, f"{value!r} is not a day", "write an ISO day, 2024-12-24") from None


def _several(values: Choice) -> list[str]:
    return [values] if isinstance(values, str) else list(values)


def _known(column: str, values: Choice) -> list[str]:
    known = next(one.values for one in schema.table("events").columns if one.name == column) or ()
    for value in _several(values):
        if value not in known:
            raise DatelineError("filter", column, f"no {column} {value!r}", f"choose one of {', '.join(known)}")
    return _several(values)
