"""The published timeline, read back and filtered."""

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from dateline import schema
from dateline.errors import DatelineError
from dateline.storage import Folder, current_build, read_parquet


def read_published(path: str, name: str) -> pa.Table:
    """One published table of a data folder: events, event_parties or event_evidence."""
    if name not in schema.PUBLISHED:
        raise DatelineError(path, name, "not a published table", f"choose one of {', '.join(schema.PUBLISHED)}")
    folder = Folder(path)
    return read_parquet(folder, f"{current_build(folder)}/{name}.parquet")


def published_events(
    path: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    party: str | None = None,
    type: str | None = None,
    status: str | None = None,
) -> pa.Table:
    """Published events, oldest first, those without a day last.

    `since` and `until` are inclusive and keep every event whose span touches them; given either, events without a day
    are left out. `party` is a code in any role, MAR or IGO:UN.
    """
    rows = read_published(path, "events")
    if since is not None:
        rows = rows.filter(pc.greater_equal(rows.column("last_day"), pa.scalar(since, pa.date32())))
    if until is not None:
        rows = rows.filter(pc.less_equal(rows.column("first_day"), pa.scalar(until, pa.date32())))
    if party is not None:
        parties = read_published(path, "event_parties")
        named = parties.filter(pc.equal(parties.column("party_code"), pa.scalar(party))).column("event_id")
        rows = rows.filter(pc.is_in(rows.column("event_id"), value_set=named.combine_chunks()))
    for column, value in (("type", type), ("status", status)):
        if value is not None:
            rows = rows.filter(pc.equal(rows.column(column), pa.scalar(value)))
    return rows
