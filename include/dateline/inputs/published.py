"""The publication day and instant of an article, in the publisher's own zone."""

import datetime as dt
import email.utils
import functools
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateline.dates.anchors import find_times
from dateline.languages import languages, read_language_file
from dateline.locale_dates import read_locale_date
from dateline.text import fold

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_VALUE = 100
_SECONDS_UNTIL_3000 = 32_503_680_000
# Any anchor serves: only absolute dates count.
_NO_ANCHOR = dt.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, perhaps with a clock, as written: naive, or aware where the value says the zone."""

    local: dt.datetime
    has_clock: bool
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """`day` in the publisher's zone; `at` the instant in UTC, None when only the day is known."""

    day: dt.date
    at: dt.datetime | None
    time_zone: str | None
    zone_basis: str


def read_moment(value: str | int | float, language: str) -> Moment | None:
    """The moment a metadata value names, or None; a number is seconds or milliseconds since 1970."""
    if isinstance(value, int | float):
        return _from_number(value)
    if len(value) > _LONGEST_VALUE:
        return None
    return _from_iso(value) or _from_mail(value) or _from_words(value, language) or _from_locale(value, language)


def place_moment(moment: Moment, source_zone: str | None, wording_zone: str | None) -> Publication:
    """The publication a moment is, its zone from the value, else the source, else the wording, else UTC.

    A value in UTC names an instant, not the publisher's zone: the day is then counted in the source's zone if known.
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


def _from_number(value: int | float) -> Moment | None:
    seconds = value / 1000 if abs(value) > _SECONDS_UNTIL_3000 else value
    try:
        return Moment(dt.datetime.fromtimestamp(seconds, dt.UTC), True)
    except (ValueError, OverflowError, OSError):
        return None


def _from_iso(value: str) -> Moment | None:
    if value.isdigit() and len(value) != 8:
        return _from_number(int(value)) if len(value) in (10, 13) else None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return Moment(moment, ":" in value or "T" in value)


def _from_mail(value: str) -> Moment | None:
    try:
        return Moment(email.utils.parsedate_to_datetime(value), True)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_words(value: str, language: str) -> Moment | None:
    from dateline.header import find_header

    header = find_header(value, language)
    if header is not None:
        return Moment(header.published_local, header.has_clock, header.zone)
    if language not in languages():
        return None
    days = {
        mention.first_day
        for mention in find_times(value, language, _NO_ANCHOR)
        if mention.anchor_basis == "absolute" and mention.granularity == "day" and mention.first_day
    }
    return Moment(dt.datetime.combine(days.pop(), dt.time()), False) if len(days) == 1 else None


def _from_locale(value: str, language: str) -> Moment | None:
    found = read_locale_date(value, language)
    return Moment(found, ":" in value) if found else None
