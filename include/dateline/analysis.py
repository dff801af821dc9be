"""The published tables as pandas data frames, for analysts: `dateline.read_events(...)` and its siblings.

Days are datetime64[us], instants datetime64[us, UTC], text `str`, whole numbers int32 (Int32 where they may miss).
"""

import pandas as pd
import pyarrow as pa

from dateline import schema
from dateline.published import Choice, Day, published_events, read_published


def read_events(
    path: str,
    since: Day | None = None,
    until: Day | None = None,
    party: Choice | None = None,
    type: Choice | None = None,
    status: Choice | None = None,
) -> pd.DataFrame:
    """Published events of a data folder, oldest first, those without a day last.

    `since` and `until`, days or ISO text, are inclusive and keep every event whose span touches them; given either,
    events without a day are left out. `party` is a code in any role, MAR or IGO:UN. Of several values, any one will do.
    """
    rows = published_events(path, since=since, until=until, party=party, type=type, status=status)
    return _frame("events", rows)


def read_event_parties(path: str) -> pd.DataFrame:
    """Who took part in which event, one row a party and role."""
    return _read(path, "event_parties")


def read_evidence(path: str) -> pd.DataFrame:
    """Published evidence: one row an event mention, under the event it belongs to."""
    return _read(path, "event_evidence")


def read_duplicates(path: str) -> pd.DataFrame:
    """Articles that are copies of an earlier one's text, with what they are copies of."""
    return _read(path, "duplicates")


def read_parties(path: str) -> pd.DataFrame:
    """States, organisations and groups, with names in six languages, codes and regions."""
    return _read(path, "parties")


def read_party_memberships(path: str) -> pd.DataFrame:
    """Members of organisations, one row each."""
    return _read(path, "party_memberships")


def read_event_types(path: str) -> pd.DataFrame:
    """Event types with titles, roles and codes."""
    return _read(path, "event_types")


def read_calendar(path: str) -> pd.DataFrame:
    """The days of all years of the timeline, with week, month, quarter and Hijri date."""
    return _read(path, "calendar")


def read_quality(path: str) -> pd.DataFrame:
    """What the build is made of and how far it can be trusted, one row a figure."""
    return _read(path, "quality")


def read_quality_samples(path: str) -> pd.DataFrame:
    """Rejects and implausible events behind the figures of quality."""
    return _read(path, "quality_samples")


def _read(path: str, name: str) -> pd.DataFrame:
    return _frame(name, read_published(path, name))


def _frame(name: str, rows: pa.Table) -> pd.DataFrame:
    """The rows in pandas' own types: a date32 would become Python objects, a missing int32 a float."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_date32(field.type):
            days = rows.column(place).cast(pa.timestamp("s")).cast(pa.timestamp("us"))
            rows = rows.set_column(place, field.name, days)
    frame: pd.DataFrame = rows.to_pandas()
    may_miss = [one.name for one in schema.table(name).columns if one.type == "int32" and not one.required]
    return frame.astype(dict.fromkeys(may_miss, "Int32"))
