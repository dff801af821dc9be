"""What the timeline page draws: lanes in a window of days, their events one by one or, where many, their number."""

import datetime as dt
from typing import Any, Literal

from dateline.pages.filters import Filters
from dateline.pages.index import Index

LANES = 12  # at once
MARKS = 900  # events drawn one by one; above it they are counted
_OVERVIEW_STEPS = 160
_STEPS = 120
_UNITS = (("day", 1), ("week", 7), ("month", 31), ("quarter", 92), ("year", 366), ("decade", 3653))
_EDGE = 0.01  # share of events that may lie outside the first window, at either end, where they lie far off
_FAR = 4

Shown = tuple[str, list[dt.date]]  # a condition and its values
Lane = Literal["pair", "type"]
LANE_KINDS: tuple[Lane, ...] = ("pair", "type")


def chart(
    index: Index, filters: Filters, lane: Lane, *, first: dt.date | None, last: dt.date | None, offset: int = 0
) -> dict[str, Any]:
    """The chart of the filtered events from `first` to `last`, both inclusive; None: as its events lie.

    `lanes` are the fullest in the window, from number `offset` on. `marks` holds the events of those lanes; where there
    are more than 900, it is None and `counts` tells for each lane and step how many events have their middle day there.
    """
    where = index.condition(filters)
    told = _totals(index, where)
    first, last = first or told["first"], last or told["last"]
    told |= {"overview": _overview(index, where, told), "window": [first, last], "unit": None}
    told |= {"lanes": [], "lane_count": 0, "marks": [], "counts": None, "build": index.build}
    if first is None or last is None:
        return told
    shown = f"{where} and last_day >= ? and first_day <= ?", [first, last]
    lanes = _lanes(index, shown, lane, filters, offset)
    told["lane_count"] = lanes[0].pop("of") if lanes else 0
    told["lanes"] = [{"key": one["key"], "count": one["count"]} for one in lanes]
    keys = [one["key"] for one in lanes]
    if sum(one["count"] for one in lanes) <= MARKS:
        told["marks"] = _marks(index, shown, lane, keys)
    else:
        told |= {"marks": None, "unit": _unit(first, last, _STEPS)}
        told["counts"] = _counts(index, shown, lane, keys, told["unit"])
    return told


def _totals(index: Index, where: str) -> dict[str, Any]:
    sql = f"""
        select count(*) as total, count(*) - count(first_day) as undated,
            min(first_day) as begins, max(last_day) as ends,
            quantile_disc(first_day, {_EDGE}) as first, quantile_disc(last_day, {1 - _EDGE}) as last
        from event where {where}"""
    told = index.records(sql)[0]
    if told["begins"] is not None:
        middle = (told["last"] - told["first"]).days + 31
        if (told["ends"] - told["begins"]).days <= _FAR * middle:
            told |= {"first": told["begins"], "last": told["ends"]}
    return told


def _overview(index: Index, where: str, told: dict[str, Any]) -> dict[str, Any] | None:
    if told["begins"] is None:
        return None
    unit = _unit(told["begins"], told["ends"], _OVERVIEW_STEPS)
    sql = f"""
        select date_trunc('{unit}', middle_day)::date as day, count(*) as count
        from event where {where} and first_day is not null group by all order by day"""
    return {"unit": unit, "steps": index.rows(sql)}


def _lanes(index: Index, shown: Shown, lane: Lane, filters: Filters, offset: int) -> list[dict[str, Any]]:
    asked = [*filters.parties, *filters.partners] if lane == "pair" else []
    named = "and list_has_any(string_split(key, ' '), ?)" if asked else ""
    sql = f"""
        select key, count(*) as count, count(*) over () as of
        from lane join event using (row)
        where kind = ? {named} and {shown[0]}
        group by key order by count desc, key limit {LANES} offset ?"""
    return index.records(sql, [lane, *([asked] if asked else []), *shown[1], offset])


def _marks(index: Index, shown: Shown, lane: Lane, keys: list[str]) -> list[dict[str, Any]]:
    sql = f"""
        select key as lane, event_id as id, first_day as first, last_day as last, type, status, granularity,
            quad_class as quad, actor_codes as actors, recipient_codes as recipients, is_approximate as approximate,
            is_open_first as open_first, is_open_last as open_last, article_count as articles
        from lane join event using (row)
        where kind = ? and key in (select unnest(?)) and {shown[0]}
        order by row limit {MARKS}"""
    return index.records(sql, [lane, keys, *shown[1]])


def _counts(index: Index, shown: Shown, lane: Lane, keys: list[str], unit: str) -> list[tuple[Any, ...]]:
    sql = f"""
        select key, date_trunc('{unit}', middle_day)::date as day, count(*) as count,
            count(*) filter (where status in ('happened', 'ongoing')) as happened
        from lane join event using (row)
        where kind = ? and key in (select unnest(?)) and {shown[0]}
        group by key, day order by key, day"""
    return index.rows(sql, [lane, keys, *shown[1]])


def _unit(first: dt.date, last: dt.date, steps: int) -> str:
    """The finest unit by which the days make so many steps at most, a decade where none does."""
    days = (last - first).days + 1
    return next((unit for unit, length in _UNITS if days <= length * steps), "decade")
