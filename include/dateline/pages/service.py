"""What the pages ask and get: names and values of an address in, what JSON can hold out."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow.parquet as pq

from dateline.errors import DatelineError
from dateline.export import write_csv
from dateline.languages import languages
from dateline.pages import documents
from dateline.pages.chart import LANE_KINDS, Lane, chart
from dateline.pages.evidence import Partitions, evidence
from dateline.pages.explaining import LONGEST, explained
from dateline.pages.filters import Filters, read_day, read_filters
from dateline.pages.index import Timeline
from dateline.pages.listing import DOWNLOAD_ROWS, Listed, choices, download, listing
from dateline.quality.labels import quality_languages
from dateline.quality.page import quality_policy
from dateline.quality.report import page_of
from dateline.storage import Folder

Given = Iterable[tuple[str, str]]
_VIEW = ("lane", "first", "last", "offset", "undated")
VIEWS = (*documents.PAGES, "quality")
_MOST_OFFSET = 10_000_000
DOWNLOADS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def page(name: str) -> str:
    """The document of a page, one of PAGES, that asks the answers below."""
    data = {
        "pages": VIEWS,
        "most_downloaded": DOWNLOAD_ROWS,
        "languages": sorted(languages()),
        "longest": LONGEST,
    }
    return documents.page(name, data)


def explanation(asked: Mapping[str, str]) -> dict[str, Any]:
    """How the dates and events of a text are found: `text`, `published_on` and, where it is known, `language`."""
    readers = tuple(documents.words())
    return explained(asked.get("text", ""), asked.get("published_on", ""), asked.get("language") or None, readers)


class Pages:
    """Answers over the published timeline of one data folder; what is asked wrongly is a DatelineError."""

    def __init__(self, data: str) -> None:
        self._data = data
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

    def quality(self, language: str) -> tuple[str, str]:
        """What the current build is made of, as a document in a language, English for want of it; and its policy."""
        document = page_of(Folder(self._data), language if language in quality_languages() else "en")
        return document, f"{quality_policy()}; frame-ancestors 'self'"

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
