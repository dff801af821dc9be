"""An archive into articles, a shard at a time; a shard once done is not read again while it is what it was.

    archives/SOURCE/SHARD/shard.json                its files and settings; plan_archive
    archives/SOURCE/SHARD/WINDOW.json               digest of these, days and counts; ingest_shard
    articles/published_on=DAY/SOURCE.SHARD.parquet  ingest_shard; rejects likewise

WINDOW is all, or FIRST_LAST: only days from FIRST until LAST are read, and only files of these days replaced.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.errors import DatelineError
from dateline.identity import digest
from dateline.intake import Watch, read_into, refuse_broken
from dateline.shards import MEGABYTE, Shard, cut, shard_of
from dateline.source_file import problems_of
from dateline.sources import Source, source_of
from dateline.spill import NO_DAY, Spill
from dateline.storage import Folder, parquet_bytes

SHARD_MEGABYTES = 64
_ALL = "all"
_PLAN = "shard.json"
_COUNTS = ("articles_in", "articles_out", "duplicates", "rejects", "outside")


@dataclass(frozen=True, slots=True)
class Window:
    """Days to read, both inclusive; None where there is no limit."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def name(self) -> str:
        """As in file names: all, or FIRST_LAST."""
        if self.first is None and self.last is None:
            return _ALL
        return f"{self.first or dt.date.min}_{self.last or dt.date.max}"

    def holds(self, day: dt.date) -> bool:
        """Whether a day is one of them."""
        return (self.first or dt.date.min) <= day <= (self.last or dt.date.max)


def window_of(since: str | None, until: str | None, month: str | None = None) -> Window:
    """The days from `since` until `until` (ISO, both inclusive), of the month (2024-05) where one is given.

    >>> window_of(None, "2024-05-20", "2024-05").name
    '2024-05-01_2024-05-20'
    """
    first, last = (_day(value, name) if value else None for value, name in ((since, "since"), (until, "until")))
    if month is not None:
        begin = _day(f"{month}-01", "month")
        end = (begin + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
        first, last = max(first or begin, begin), min(last or end, end)
    if first and last and first > last:
        raise DatelineError("archive", "since", f"{first} is after {last}", "write the earlier day first")
    return Window(first, last)


def plan_archive(
    address: str,
    data: str,
    *,
    month: str | None = None,
    since: str | None = None,
    until: str | None = None,
    source_id: str | None = None,
    kind: str = "folder",
    language: str | None = None,
    time_zone: str | None = None,
    shard_megabytes: float = SHARD_MEGABYTES,
) -> list[str]:
    """The work of an archive, an entry `SOURCE/SHARD/WINDOW` a shard, each for `ingest_shard`.

    `{year}` and `{month}` in the address stand for those of `month`: an archive kept by month is then read month by
    month. Shards that were there before and are no more are entries too, for their articles to go.
    """
    window = window_of(since, until, month)
    source = _source_of(address, month, source_id=source_id, kind=kind, language=language, time_zone=time_zone)
    prefix = f"{month}-" if month and "{month}" in address else ""
    folder, base = Folder(data), f"archives/{source.source_id}"
    planned = {f"{prefix}{number:04}": shard for number, shard in enumerate(cut(source, _bytes(shard_megabytes)), 1)}
    known = {name for name in folder.names(base) if name.rpartition("-")[0] == prefix.rstrip("-")}
    for name in sorted({*planned, *known}):
        content = planned.get(name, Shard(source, ())).to_json()
        folder.replace(f"{base}/{name}/{_PLAN}", content)
    gone = [name for name in sorted(known - set(planned)) if _held(folder, f"{base}/{name}", window)]
    return [f"{source.source_id}/{name}/{window.name}" for name in [*sorted(planned), *gone]]


def ingest_shard(
    work: str,
    data: str,
    *,
    watch: Watch | None = None,
    max_reject_share: float | None = None,
    is_forced: bool = False,
) -> dict[str, Any]:
    """Counts and months of one entry of `plan_archive`, whose files of articles and rejects are afterwards up to date.

    Nothing is read, and `is_new` is false, where the same files were read with the same settings before (unless
    `is_forced`). A process killed at any moment leaves whole files of days, and the next one does the shard again.
    Raises DatelineError, and leaves the articles as they were, as `ingest` does.
    """
    folder = Folder(data)
    source_id, name, window_name = work.split("/")
    base = f"archives/{source_id}/{name}"
    content = folder.read(f"{base}/{_PLAN}")
    shard, window = shard_of(content), _window_named(window_name)
    key = digest(content.decode(), window_name, __version__)
    known = _state(folder, f"{base}/{window_name}.json")
    if known.get("digest") == key and known["is_done"] and not is_forced:
        return _told(work, known, is_new=False)
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        spill = Spill(Path(scratch), source_id)
        account = read_into(spill, shard.raws(), shard.source, watch, window.holds)
        days = sorted({*_held(folder, base, window), *spill.days("articles"), *spill.days("rejects")})
        # Written before the first file: a process killed after it leaves none that the next does not know of.
        folder.replace(f"{base}/{window_name}.json", _json({"digest": key, "is_done": False, "days": days}))
        _replace(folder, "rejects", f"{source_id}.{name}", days, spill)
        refuse_broken(account, shard.source, data, max_reject_share)
        _replace(folder, "articles", f"{source_id}.{name}", days, spill)
    counts = account.counts()
    found = sorted({*spill.days("articles"), *spill.days("rejects")})
    state = {"digest": key, "is_done": True, "days": found, "touched": [day for day in days if day != NO_DAY]}
    state |= {kind: counts.get(kind, 0) for kind in _COUNTS}
    folder.replace(f"{base}/{window_name}.json", _json(state))
    return _told(work, state, is_new=True)


def _source_of(address: str, month: str | None, *, source_id: str | None, kind: str, **settings: Any) -> Source:
    if "{" in address and month is None:
        advice = "run it for a month: airflow backfill create, or a trigger with the partition key 2024-05"
        raise DatelineError("archive", "address", f"{address} names a month and none is asked for", advice)
    plain = address.replace("{year}", "").replace("{month}", "")
    year, _, number = (month or "").partition("-")
    filled = address.replace("{year}", year).replace("{month}", number)
    named = source_of(plain if plain == address else address.partition("{")[0].rstrip("/-_."))
    source = Source(source_id or named.source_id, named.name, kind, source_of(filled).address, **settings)
    if source.is_fetched:
        raise DatelineError("archive", "address", f"{address} is a web page's", "name it in the sources file instead")
    for entry, problem, advice in problems_of(source):
        raise DatelineError("archive", entry, problem, advice)
    return source


def _replace(folder: Folder, table: str, stem: str, days: list[str], spill: Spill) -> None:
    found = set(spill.days(table))
    for day in days:
        file = f"{table}/published_on={day}/{stem}.parquet"
        if day in found:
            folder.replace(file, parquet_bytes(table, spill.read(table, day)))
        elif folder.exists(file):
            folder.remove(file)


def _held(folder: Folder, base: str, window: Window) -> set[str]:
    """Days in the window for which some run of the shard may have left files."""
    days: set[str] = set()
    for name in folder.names(base):
        if name != _PLAN and name.endswith(".json"):
            days |= set(_state(folder, f"{base}/{name}").get("days", ()))
    return {day for day in days if day == NO_DAY or window.holds(dt.date.fromisoformat(day))}


def _state(folder: Folder, name: str) -> dict[str, Any]:
    """What a run of the shard left; nothing where none did."""
    state: dict[str, Any] = json.loads(folder.read(name)) if folder.exists(name) else {}
    return state


def _told(work: str, state: Mapping[str, Any], *, is_new: bool) -> dict[str, Any]:
    touched = state["touched"]
    months = sorted({day[:7] for day in touched})
    return {"shard": work, "is_new": is_new, "days": len(touched), "months": months, **{n: state[n] for n in _COUNTS}}


def _window_named(name: str) -> Window:
    first, _, last = name.partition("_")
    return Window() if name == _ALL else Window(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def _day(value: str, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise DatelineError("archive", name, f"{value!r} is no day", "write an ISO day, 2024-12-24") from None


def _bytes(megabytes: float) -> int:
    if megabytes <= 0:
        raise DatelineError("archive", "shard_megabytes", f"is {megabytes}", "write a number above 0")
    return int(megabytes * MEGABYTE)


def _json(state: Mapping[str, Any]) -> bytes:
    return (json.dumps(state, indent=1) + "\n").encode()
