"""The evidence of one event: who took part, the articles that tell of it, and the words that say so.

Everything is looked up from the published build: days, sources and ids that lead to an article come from its rows,
never from who asks. Where the article was replaced since, what the build itself holds is shown: its sentence.
"""

import datetime as dt
import functools
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.errors import DatelineError
from dateline.mention_days import file_of
from dateline.pages.index import Index
from dateline.pages.marking import Mark, pieces
from dateline.storage import Folder

MOST_TELLINGS = 200
LONGEST = 60_000
_MONTH = len("2024-10")


class Partitions:
    """Rows of articles and mentions by their ids; `keep` holds the last files read, for many questions in a row."""

    def __init__(self, data: str, *, keep: int = 0) -> None:
        self._folder = Folder(data)
        self._whole = functools.lru_cache(maxsize=keep)(self._read) if keep else None

    def rows(self, file: str, column: str, id: str) -> list[dict[str, Any]] | None:
        """The rows of a file that have the id in that column; None where there is no such file."""
        wanted = pc.field(column) == id
        if self._whole is None:
            found = self._read(file, wanted)
        else:
            whole = self._whole(file)
            found = None if whole is None else whole.filter(wanted)
        return None if found is None else list(found.to_pylist())

    def _read(self, file: str, wanted: pc.Expression | None = None) -> pa.Table | None:
        folder = self._folder
        if not folder.exists(file):
            return None
        try:
            return pq.read_table(folder.path(file), filesystem=folder.filesystem, filters=wanted, partitioning=None)
        except FileNotFoundError:  # replaced or compacted since
            return None


def evidence(
    index: Index, partitions: Partitions, event_id: str, mention_id: str | None = None, *, longest: int = LONGEST
) -> dict[str, Any]:
    """An event, its parties, who tells of it, and one telling in its article: `mention_id`, or the best.

    Of the article `longest` code points around the sentence are given.

    An event or mention that the build does not have is a DatelineError.
    """
    found = index.records("from events where event_id = ?", [event_id])
    if not found:
        raise DatelineError(index.build, event_id, "no such event", "look for it in the timeline")
    event = found[0]
    tellings = index.records(
        f"from event_evidence where event_id = ? order by publication_day, event_mention_id limit {MOST_TELLINGS}",
        [event_id],
    )
    telling = _chosen(index, event, tellings, mention_id)
    parties = index.records(
        "select party_code as code, role, name from event_parties where event_id = ? order by role, party_code",
        [event_id],
    )
    return {
        "event": event,
        "parties": parties,
        "tellings": [_telling(one) for one in tellings],
        "telling_count": event["mention_count"],
        "article": _article(partitions, telling, longest),
    }


def _chosen(
    index: Index, event: dict[str, Any], tellings: list[dict[str, Any]], mention_id: str | None
) -> dict[str, Any]:
    if mention_id is None:
        best = (event["evidence_article_id"], event["evidence_text"])
        return next((one for one in tellings if (one["article_id"], one["evidence_text"]) == best), tellings[0])
    for one in tellings:
        if one["event_mention_id"] == mention_id:
            return one
    raise DatelineError(index.build, mention_id, "no mention of this event", "choose one of its tellings")


def _telling(row: dict[str, Any]) -> dict[str, Any]:
    names = ("event_mention_id", "source_id", "language", "publication_day", "article_title", "url", "status")
    return {name: row[name] for name in (*names, "first_day", "last_day", "date_basis", "confidence", "evidence_text")}


def _article(partitions: Partitions, telling: dict[str, Any], longest: int) -> dict[str, Any]:
    """The article of a telling in marked pieces; `is_whole` tells whether it is there as it was when it was read."""
    shown = {"is_whole": False, "mention_id": telling["event_mention_id"], "time": None}
    shown |= {name: telling[name] for name in ("language", "url", "source_id", "publication_day", "date_basis")}
    shown["title"] = telling["article_title"]
    file = f"articles/published_on={telling['publication_day']}/{telling['source_id']}.parquet"
    article = next(iter(partitions.rows(file, "article_id", telling["article_id"]) or ()), None)
    start, end = telling["start_char"], telling["end_char"]
    sentence = telling["evidence_text"]
    trigger = Mark(telling["trigger_start_char"], telling["trigger_end_char"], "trigger")
    if article is None or article["text"][start:end] != sentence:
        marks = [Mark(trigger.start - start, trigger.end - start, "trigger")]
        return shown | {"pieces": pieces(sentence, marks)}
    mention, time = _mention(partitions, telling)
    marks = [trigger, Mark(start, end, "sentence"), *_marks_of(partitions, telling, mention, time)]
    marks.append(Mark(article["title_start_char"] or 0, article["title_end_char"] or 0, "title"))
    return shown | {"is_whole": True, "pieces": pieces(*_cut(article["text"], marks, start, longest)), "time": time}


def _mention(partitions: Partitions, telling: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    mention = _mention_row(partitions, telling, "event_mentions", "event_mention_id", telling["event_mention_id"])
    if mention is None or mention["time_mention_id"] is None:
        return mention, None
    time = _mention_row(partitions, telling, "time_mentions", "time_mention_id", mention["time_mention_id"])
    if time is None:
        return mention, None
    names = ("text", "value", "first_day", "last_day", "granularity", "is_approximate", "anchor_on", "anchor_basis")
    return mention, {name: time[name] for name in (*names, "rule", "start_char", "end_char")}


def _marks_of(
    partitions: Partitions, telling: dict[str, Any], mention: dict[str, Any] | None, time: dict[str, Any] | None
) -> Iterator[Mark]:
    if mention is None:
        return
    for party in _mention_rows(
        partitions, telling, "event_mention_parties", "event_mention_id", telling["event_mention_id"]
    ):
        yield Mark(party["start_char"], party["end_char"], party["role"])
    if time is not None:
        yield Mark(time["start_char"], time["end_char"], "time")


def _cut(text: str, marks: list[Mark], place: int, longest: int) -> tuple[str, list[Mark]]:
    """A long text cut around a place, the marks moved along."""
    begin = max(0, min(place - longest // 2, len(text) - longest))
    return text[begin : begin + longest], [Mark(one.start - begin, one.end - begin, one.kind) for one in marks]


def _mention_row(
    partitions: Partitions, telling: dict[str, Any], table: str, column: str, id: str
) -> dict[str, Any] | None:
    return next(iter(_mention_rows(partitions, telling, table, column, id)), None)


def _mention_rows(
    partitions: Partitions, telling: dict[str, Any], table: str, column: str, id: str
) -> list[dict[str, Any]]:
    """Rows of the partition of its day, or of its month where old days were put together."""
    day: dt.date = telling["publication_day"]
    for key in (day.isoformat(), day.isoformat()[:_MONTH]):
        found = partitions.rows(file_of(table, key), column, id)
        if found is not None:
            return found
    return []
