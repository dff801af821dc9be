"""What the pages ask and get: names and values of an address in, what JSON can hold out."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow.parquet as pq

from dateline.errors import DatelineError
from dateline.export import write_csv
from dateline.pages.chart import LANE_KINDS, Lane, chart
from dateline.pages.evidence import Partitions, evidence
from dateline.pages.filters import Filters, read_day, read_filters
from dateline.pages.index import Timeline
from dateline.pages.listing import Listed, choices, download, listing

Given = Iterable[tuple[str, str]]
_VIEW = ("lane", "first", "last", "offset", "undated")
_MOST_OFFSET = 10_000_000
DOWNLOADS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


class Pages:
    """Answers over the published timeline of one data folder; what is asked wrongly is a DatelineError."""

    def __init__(self, data: str) -> None:
        self._timeline = Timeline(data)
        self._partitions = Partitions(data)

    def chart(self, given: Given) -> dict[str, Any]:
        """What the chart draws."""
        filters, view = _read(given)
        first, last = _window(view)
        lane = _lane(view.get("lane") or LANE_KINDS[0])
        return chart(self._timeline.index(), filters, lane, first=first, last=last, offset=_offset(view))

    def listing(self, given: Given) -> dict[str, Any]:
        """A page of the table."""
        filters, view = _read(given)
        return listing(self._timeline.index(), _listed(filters, view), _offset(view))

    def choices(self) -> dict[str, Any]:
        """What the filters can be set to."""
        return choices(self._timeline.index())

    def evidence(self, event_id: str, mention_id: str | None = None) -> dict[str, Any]:
        """The evidence of one event."""
        return evidence(self._timeline.index(), self._partitions, event_id, mention_id)

    def download(self, given: Given, ending: str) -> tuple[bytes, str]:
        """The listed events as CSV (with the mark by which spreadsheets know UTF-8) or Parquet, and the media type."""
        if ending not in DOWNLOADS:
            raise DatelineError("download", ending, "no such format", f"choose one of {', '.join(DOWNLOADS)}")
        rows = download(self._timeline.index(), _listed(*_read(given)))
        if ending == "csv":
            text = io.StringIO(newline="")
            write_csv(rows, text)
            return text.getvalue().encode("utf-8-sig"), DOWNLOADS[ending]
        sink = io.BytesIO()
        pq.write_table(rows, sink, compression="zstd")
        return sink.getvalue(), DOWNLOADS[ending]


def _read(given: Given) -> tuple[Filters, dict[str, str]]:
    pairs: Sequence[tuple[str, str]] = list(given)
    return read_filters(pair for pair in pairs if pair[0] not in _VIEW), {
        name: value for name, value in pairs if name in _VIEW
    }


def _window(view: dict[str, str]) -> tuple[dt.date | None, dt.date | None]:
    first, last = read_day("first", view.get("first")), read_day("last", view.get("last"))
    if first and last and first > last:
        raise DatelineError("view", "first", f"{first} is after {last}", "write the earlier day as first")
    return first, last


def _listed(filters: Filters, view: dict[str, str]) -> Listed:
    first, last = _window(view)
    return Listed(filters, first, last, undated=view.get("undated") == "1")


def _lane(word: str) -> Lane:
    for kind in LANE_KINDS:
        if word == kind:
            return kind
    raise DatelineError("view", "lane", f"no lanes by {word!r}", f"choose one of {', '.join(LANE_KINDS)}")


def _offset(view: dict[str, str]) -> int:
    word = view.get("offset") or "0"
    if not (word.isascii() and word.isdecimal() and int(word) <= _MOST_OFFSET):
        raise DatelineError("view", "offset", f"{word!r} is no number of rows", "write 0 or more")
    return int(word)
