"""The publication day and instant of an article, in the publisher's own zone."""

import datetime as dt
import functools
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateline.inputs.moments import Moment
from dateline.languages import languages, read_language_file
from dateline.text import fold

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Publication:
    """`day` in the publisher's zone; `at` the instant in UTC, None when only the day is known."""

    day: dt.date
    at: dt.datetime | None
    time_zone: str | None
    zone_basis: str


def place_moment(moment: Moment, source_zone: str | None, wording_zone: str | None) -> Publication:
    """The publication a moment is, its zone from the value, else the source, else the wording, else UTC.

    A value in UTC names an instant, not the publisher's zone: the day is then counted in the source's zone if known.
    Raises OverflowError for an instant outside the years 1 to 9999.
    """
    if moment.local.tzinfo is not None:
        at = moment.local.astimezone(dt.UTC)
        if not moment.local.utcoffset() and source_zone:
            return Publication(at.astimezone(ZoneInfo(source_zone)).date(), at, source_zone, "source")
        return Publication(moment.local.date(), at, _offset_name(moment.local), "value")
    candidates = [(moment.zone, "value"), (source_zone, "source"), (wording_zone, "wording")]
    if not moment.has_clock:
        zone, basis = next(((zone, basis) for zone, basis in candidates if zone), (None, "none"))
        return Publication(moment.local.date(), None, zone, basis)
    zone, basis = next(((zone, basis) for zone, basis in candidates if zone), ("UTC", "default"))
    at = moment.local.replace(tzinfo=zone_of(zone)).astimezone(dt.UTC)
    return Publication(moment.local.date(), at, zone, basis)


def zone_of(name: str) -> dt.tzinfo:
    """The zone of an IANA name or an offset like +03:00."""
    match = _OFFSET.fullmatch(name)
    if match is None:
        return ZoneInfo(name)
    offset = dt.timedelta(hours=int(match.group(2)), minutes=int(match.group(3)))
    return dt.timezone(offset if match.group(1) == "+" else -offset)


def wording_zone(language: str, *texts: str) -> str | None:
    """The zone whose own month names stand in the first of the texts that has any; None when none or several do."""
    words = _zone_words(language)
    for text in texts if words else ():
        found = {words[word] for word in _WORD.findall(fold(text).text) if word in words}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@functools.cache
def _zone_words(language: str) -> dict[str, str]:
    zones = read_language_file(language, "dates.toml").get("zones", {}) if language in languages() else {}
    return {fold(word).text: zone for zone, words in zones.items() for word in words}


def _offset_name(moment: dt.datetime) -> str:
    if not moment.utcoffset():
        return "UTC"
    written = moment.strftime("%z")
    return f"{written[:3]}:{written[3:5]}"
