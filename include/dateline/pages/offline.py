"""The timeline page as one file that needs no server, for a filtered set of events."""

from typing import Any

from dateline.errors import DatelineError
from dateline.pages.documents import one_file
from dateline.pages.evidence import Partitions, evidence
from dateline.pages.filters import Filters
from dateline.pages.index import Index, current_index
from dateline.pages.listing import Listed, choices, listed_ids, shown_rows

MOST_EVENTS = 5_000
_CONTEXT = 2_000  # code points of an article around the sentence
_TEXTS = 5  # tellings of an event whose articles are in the file
_KEPT_FILES = 16
_MORE = """
    select event_id as id, quad_class as quad, is_approximate as approximate, is_open_first as open_first,
        is_open_last as open_last, first_told, last_told
    from event where event_id in (select unnest(?))
"""
_WORDS = """
    select event_id as id, list(distinct source_id order by source_id) as source_ids,
        list(distinct evidence_text order by evidence_text) as words
    from event_evidence where event_id in (select unnest(?)) group by event_id
"""


def offline_timeline(data: str, filters: Filters, *, most: int = MOST_EVENTS) -> tuple[str, int]:
    """The document, and how many events are in it; more than `most` are a DatelineError."""
    index = current_index(data)
    ids = listed_ids(index, Listed(filters), most + 1)
    if len(ids) > most:
        problem, advice = f"more than {most} events", "filter: --since, --until, --party, --type, --status"
        raise DatelineError(data, "events", problem, advice)
    return one_file("timeline", _held(index, data, ids)), len(ids)


def _held(index: Index, data: str, ids: list[str]) -> dict[str, Any]:
    rows = {row["id"]: row for row in shown_rows(index, ids)}
    for more in (_MORE, _WORDS):
        for row in index.records(more, [ids]):
            rows[row["id"]] |= row
    for row in rows.values():
        row["words"] = [row["title"], row["title_local"], *row["words"]]
    partitions = Partitions(data, keep=_KEPT_FILES)
    # By publication day, so that a file of articles is read once.
    by_day = sorted(ids, key=lambda id: rows[id]["first_told"])
    told = {id: _told(index, partitions, id) for id in by_day}
    return {
        "build": index.build,
        "events": [rows[id] for id in ids],
        "choices": choices(index, ids),
        "evidence": {id: told[id] for id in ids},
    }


def _told(index: Index, partitions: Partitions, id: str) -> dict[str, Any]:
    best = evidence(index, partitions, id, longest=_CONTEXT)
    article = best.pop("article")
    texts = {article["mention_id"]: article}
    for telling in best["tellings"][:_TEXTS]:
        mention = telling["event_mention_id"]
        if mention not in texts:
            texts[mention] = evidence(index, partitions, id, mention, longest=_CONTEXT)["article"]
    best["tellings"] = [one for one in best["tellings"] if one["event_mention_id"] in texts]
    return best | {"texts": texts, "best": article["mention_id"]}
