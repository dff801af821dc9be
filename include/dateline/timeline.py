"""A timeline a person can read, from the published tables."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dateline.published import published_events, read_published

# Right-to-left words between left-to-right ones stay where they belong (Unicode isolates).
_ISOLATE, _POP = "\u2068", "\u2069"


def timeline_lines(
    path: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    party: str | None = None,
    type: str | None = None,
    status: str | None = None,
    has_evidence: bool = False,
) -> Iterator[str]:
    """Lines of the timeline of a data folder, oldest event first; filters as in `published_events`."""
    rows = published_events(path, since=since, until=until, party=party, type=type, status=status).to_pylist()
    evidence = _evidence(path) if has_evidence else {}
    year = None
    for row in rows:
        this_year = row["first_day"].year if row["first_day"] else None
        if this_year != year or row is rows[0]:
            yield from ([] if row is rows[0] else [""]) + [str(this_year) if this_year else "no day told"]
            year = this_year
        yield _event_line(row)
        for told in evidence.get(row["event_id"], ()):
            yield f"      {told['publication_day']} {told['source_id']}: {_ISOLATE}{told['evidence_text']}{_POP}"
    yield from ["", f"{len(rows)} events"] if rows else ["no events"]


def span_name(first: dt.date | None, last: dt.date | None, granularity: str | None) -> str:
    """The span as short as its granularity allows.

    >>> span_name(dt.date(2024, 10, 1), dt.date(2024, 10, 31), "month")
    '2024-10'
    """
    if first is None or last is None:
        return "-"
    if first == last:
        return first.isoformat()
    if granularity == "month" and (first.year, first.month) == (last.year, last.month):
        return first.strftime("%Y-%m")
    if granularity == "year" and first.year == last.year:
        return f"{first.year}"
    return f"{first}..{last}"


def _event_line(row: dict[str, Any]) -> str:
    span = span_name(row["first_day"], row["last_day"], row["granularity"])
    parties = row["actor_codes"] + (f" -> {row['recipient_codes']}" if row["recipient_codes"] else "")
    told = f"{row['mention_count']} mentions" if row["mention_count"] > 1 else "1 mention"
    return f"  {span:24} {row['type']:26} {parties:20} {row['status']:10} {row['title']} [{told}]"


def _evidence(path: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_published(path, "event_evidence").to_pylist():
        found[row["event_id"]].append(row)
    return found
