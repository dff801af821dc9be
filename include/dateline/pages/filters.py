"""Which events a page shows: names and values as an address writes them, checked, and as conditions of SQL."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from dateline import schema
from dateline.errors import DatelineError

_MOST_VALUES = 50
_LONGEST_WORDS = 200
_LISTS = {
    "party": "parties",
    "with": "partners",
    "type": "types",
    "status": "statuses",
    "language": "languages",
    "source": "sources",
}
_DAYS = {"since": "since", "until": "until", "told_since": "told_since", "told_until": "told_until"}
_CLOSED = ("type", "status")
NAMES = (*_LISTS, *_DAYS, "confidence", "words")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty entry asks for nothing.

    Of several values any one will do, but an event has one of `parties` and also one of `partners`. Days are inclusive
    and keep every event whose span touches them; `told_since` and `told_until` do so for its publication days.
    All `words` must stand in title or evidence, in any case and with or without accents.
    """

    parties: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    told_since: dt.date | None = None
    told_until: dt.date | None = None
    confidence: float = 0.0
    words: tuple[str, ...] = field(default=())


def read_filters(given: Iterable[tuple[str, str]]) -> Filters:
    """The filters of an address, as pairs of name and value; a name or value that cannot be is a DatelineError.

    >>> read_filters([("party", "MAR"), ("party", "AZE"), ("since", "2024-10-01")]).parties
    ('AZE', 'MAR')
    """
    values: dict[str, list[str]] = {}
    for name, value in given:
        if name not in NAMES:
            raise DatelineError("filter", name, "no such filter", f"choose one of {', '.join(NAMES)}")
        if value:
            values.setdefault(name, []).append(value)
    read: dict[str, Any] = {}
    for name, several in values.items():
        if len(several) > _MOST_VALUES:
            raise DatelineError("filter", name, f"{len(several)} values", f"write {_MOST_VALUES} at most")
        if name in _LISTS:
            read[_LISTS[name]] = tuple(sorted({_one_of(name, value) for value in several}))
        else:
            read[name] = _single(name, several)
    return Filters(**read)


def read_day(name: str, value: str | None) -> dt.date | None:
    """A day of an address; None where it is missing or empty."""
    return _day(name, value) if value else None


def _single(name: str, several: list[str]) -> Any:
    if len(several) > 1:
        raise DatelineError("filter", name, f"{len(several)} values", "write one")
    reader: Callable[[str, str], Any] = _day
    if name == "confidence":
        reader = _share
    elif name == "words":
        reader = _words
    return reader(name, several[0])


def _one_of(name: str, value: str) -> str:
    known = next((one.values for one in schema.table("events").columns if one.name == name), None)
    if name in _CLOSED and known is not None and value not in known:
        raise DatelineError("filter", name, f"no {name} {value!r}", f"choose one of {', '.join(known)}")
    return value


def _day(name: str, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise DatelineError("filter", name, f"{value!r} is not a day", "write an ISO day, 2024-12-24") from None


def _share(name: str, value: str) -> float:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise DatelineError("filter", name, f"{value!r} is not a share", "write a number from 0 to 1")
    return share


def _words(name: str, value: str) -> tuple[str, ...]:
    if len(value) > _LONGEST_WORDS:
        raise DatelineError("filter", name, f"{len(value)} characters", f"write {_LONGEST_WORDS} at most")
    return tuple(value.split())
