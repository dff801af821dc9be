"""The published tables as pandas data frames, for analysts."""

import datetime as dt

import pandas as pd

from dateline.published import published_events, read_published


def read_events(
    path: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    party: str | None = None,
    type: str | None = None,
    status: str | None = None,
) -> pd.DataFrame:
    """Published events of a data folder, oldest first; days as `datetime.date`.

    `since` and `until` are inclusive and keep every event whose span touches them; given either, events without a day
    are left out. `party` is a code in any role, MAR or IGO:UN.
    """
    rows = published_events(path, since=since, until=until, party=party, type=type, status=status)
    frame: pd.DataFrame = rows.to_pandas()
    return frame


def read_evidence(path: str) -> pd.DataFrame:
    """Published evidence: one row an event mention, under the event it belongs to."""
    frame: pd.DataFrame = read_published(path, "event_evidence").to_pandas()
    return frame
