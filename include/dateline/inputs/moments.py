"""A day, perhaps with a clock, as a value names it: ISO 8601, mail and script forms, numbers, words of any locale."""

import calendar
import datetime as dt
import functools
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from dateline.dates.anchors import find_times
from dateline.header import find_header
from dateline.languages import languages, read_language_file
from dateline.locale_dates import read_locale_date
from dateline.printed_dates import NO_ANCHOR

_LONGEST_VALUE = 100
_SECONDS_UNTIL_3000 = 32_503_680_000
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})[T ]?(\d{2})(\d{2})(\d{2})?(?!\d)")
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T\s]\s*(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?))?"
    r"\s*(Z|[+-]\d{2}(?::?\d{2})?|[A-Za-z]{2,5})?\s*(?:\[[\w/]+\])?"
)
# Mail (RFC 5322) and scripts: Tue, 24 Dec 2024 10:00:00 +0100; Tue Dec 24 2024 10:00:00 GMT+0100 (CET).
_MAIL = re.compile(
    r"(?:(?P<weekday>[A-Za-z]{3,9})\.?,?\s+)?"
    r"(?:(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3})[a-z]*|(?P<month_first>[A-Za-z]{3})[a-z]*\s+(?P<day_after>\d{1,2}),?)\s+"
    r"(?:(?P<year>\d{4})\s+(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)"
    r"|(?P<clock_first>\d{1,2}:\d{2}:\d{2})\s+(?P<zone_inside>[A-Z]{3,4}\s+)?(?P<year_last>\d{4}))"
    r"\s*(?P<zone>(?:GMT|UTC)?\s*[+-]\d{2}:?\d{2}|[A-Z]{1,5})?(?:\s*\([^)]*\))?"
)
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})((?:\D.*)?)")
_MONTHS_A_YEAR = 12
_LAST_OF_THIS_CENTURY = 68  # of years written with two digits, as POSIX has it
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_WEEKDAYS = [name.lower() for name in calendar.day_abbr]
# Short names of zones that one zone alone bears.
_ZONE_NAMES = {
    "+00:00": "WET",
    "+01:00": "WEST CET WAT",
    "+02:00": "CEST EET SAST",
    "+03:00": "EEST MSK EAT TRT",
    "+05:00": "PKT",
    "+07:00": "WIB",
    "+08:00": "HKT SGT",
    "+09:00": "JST KST",
    "+10:00": "AEST",
    "+11:00": "AEDT",
    "+12:00": "NZST",
    "+13:00": "NZDT",
    "-04:00": "EDT",
    "-05:00": "EST CDT",
    "-06:00": "MDT",
    "-07:00": "MST PDT",
    "-08:00": "PST",
    "UTC": "Z UT UTC GMT",
}
_ZONES = {name: zone for zone, names in _ZONE_NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, perhaps with a clock, as written: naive, or aware where the value says the zone.

    `is_order_unsure` where day and month may be exchanged: 03/06/2025 in a language whose countries write both.
    """

    local: dt.datetime
    has_clock: bool
    zone: str | None = None
    is_weekday_wrong: bool = False
    is_order_unsure: bool = False


def read_value(
    value: str | int | float, language: str, date_order: str | None, known: Collection[dt.date]
) -> Moment | None:
    """The moment a field names; numbers alone in the order of the source, else in that of the language.

    Where the language's countries have two orders, the one that gives a day already `known` counts.

    >>> read_value("03/06/2025", "en", None, [dt.date(2025, 6, 3)]).local.isoformat()
    '2025-06-03T00:00:00'
    """
    numbers = _NUMBERS.fullmatch(value.strip()) if isinstance(value, str) else None
    if numbers is None or not isinstance(value, str):
        return read_moment(value, language)
    if date_order is not None:
        return read_moment(_in_order(numbers, date_order) or value, language)
    moment = read_moment(value, language)
    if moment is None or _day_order(language) != "mdy" or moment.local.day > _MONTHS_A_YEAR:
        return moment
    other = read_moment(_in_order(numbers, "dmy") or value, language)
    if other is None or other.local == moment.local:
        return moment
    if moment.local.date() in known:
        return moment
    return other if other.local.date() in known else replace(moment, is_order_unsure=True)


def _in_order(numbers: re.Match[str], order: str) -> str | None:
    """The value as ISO 8601; None where its numbers are no day in that order."""
    parts = dict(zip(order, map(int, numbers.group(1, 3, 4)), strict=True))
    if len(numbers.group(1 if order[0] == "y" else 4)) <= len("99"):
        parts["y"] += 2000 if parts["y"] <= _LAST_OF_THIS_CENTURY else 1900
    try:
        return f"{dt.date(parts['y'], parts['m'], parts['d'])}{numbers.group(5)}"
    except ValueError:
        return None


@functools.cache
def _day_order(language: str) -> str:
    """How the language writes days in numbers."""
    data = read_language_file(language, "dates.toml") if language in languages() else {}
    return str(data.get("settings", {}).get("day_order", "dmy"))


def read_moment(value: str | int | float, language: str) -> Moment | None:
    """The moment a metadata value names, or None; a number is seconds or milliseconds since 1970.

    >>> read_moment("2024-12-24 21:18:05 +0100", "ar").local.isoformat()
    '2024-12-24T21:18:05+01:00'
    >>> read_moment("Tue Dec 24 2024 10:00:00 GMT+0100 (CET)", "en").local.isoformat()
    '2024-12-24T10:00:00+01:00'
    >>> read_moment("0000-00-00 00:00:00", "en") is None
    True
    """
    if isinstance(value, int | float):
        return _from_number(value)
    value = value.strip()
    if not value or len(value) > _LONGEST_VALUE:
        return None
    return _from_iso(value) or _from_mail(value) or _from_words(value, language) or _from_locale(value, language)


def _from_number(value: int | float) -> Moment | None:
    seconds = value / 1000 if abs(value) > _SECONDS_UNTIL_3000 else value
    try:
        return Moment(dt.datetime.fromtimestamp(seconds, dt.UTC), True)
    except (ValueError, OverflowError, OSError):
        return None


def _from_iso(value: str) -> Moment | None:
    if value.isdigit() and len(value) in (10, 13):
        return _from_number(int(value))
    if value.isdigit() and len(value) in (12, 14):
        match = _COMPACT.fullmatch(value)
        return _from_numbers(match.groups("0")) if match else None
    match = _ISO.fullmatch(value)
    if match is not None:
        day, clock, zone = match.groups()
        try:
            local = dt.datetime.fromisoformat(
                f"{day}T{clock.zfill(5).replace(',', '.') if clock[1] != ':' else '0' + clock}" if clock else day
            )
        except ValueError:
            return None
        return _zoned(Moment(local, clock is not None), zone) if clock or not zone else None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return Moment(moment, ":" in value or "T" in value)


def _from_numbers(digits: tuple[str, ...]) -> Moment | None:
    year, month, day, hour, minute, second = map(int, digits)
    try:
        return Moment(dt.datetime(year, month, day, hour, minute, second), True)
    except ValueError:
        return None


def _zoned(moment: Moment, zone: str | None) -> Moment:
    """The moment with the zone written beside it; one of a name that several zones bear is as if not written."""
    if zone is None:
        return moment
    name = _ZONES.get(zone.strip().upper(), zone.strip())
    offset = re.fullmatch(r"(?:GMT|UTC)?\s*([+-])(\d{2}):?(\d{2})?", name)
    if name == "UTC":
        return Moment(moment.local.replace(tzinfo=dt.UTC), moment.has_clock)
    if offset is None:
        return moment
    span = dt.timedelta(hours=int(offset.group(2)), minutes=int(offset.group(3) or 0))
    if span >= dt.timedelta(hours=24):
        return moment
    return Moment(moment.local.replace(tzinfo=dt.timezone(span if offset.group(1) == "+" else -span)), moment.has_clock)


def _from_mail(value: str) -> Moment | None:
    match = _MAIL.fullmatch(value)
    if match is None:
        return None
    told = match.groupdict()
    month = _MONTHS.get((told["month"] or told["month_first"]).lower())
    hour, minute, *second = map(int, (told["clock"] or told["clock_first"]).split(":"))
    try:
        day = dt.date(int(told["year"] or told["year_last"]), month or 0, int(told["day"] or told["day_after"]))
        local = dt.datetime.combine(day, dt.time(hour, minute, second[0] if second else 0))
    except ValueError:
        return None
    moment = _zoned(Moment(local, True), told["zone"] or told["zone_inside"])
    weekday = (told["weekday"] or "")[:3].lower()
    is_wrong = weekday in _WEEKDAYS and _WEEKDAYS.index(weekday) != day.weekday()
    return Moment(moment.local, True, None, is_wrong)


def _from_words(value: str, language: str) -> Moment | None:
    header = find_header(value, language)
    if header is not None:
        return Moment(header.published_local, header.has_clock, header.zone, header.is_weekday_wrong)
    if language not in languages():
        return None
    found = {
        (mention.first_day, mention.reason == "weekday_contradicts")
        for mention in find_times(value, language, NO_ANCHOR)
        if mention.anchor_basis == "absolute" and mention.granularity == "day" and mention.first_day
    }
    if len(found) != 1:
        return None
    day, is_wrong = found.pop()
    return Moment(dt.datetime.combine(day, dt.time()), False, None, is_wrong)


def _from_locale(value: str, language: str) -> Moment | None:
    found = read_locale_date(value, language)
    return Moment(found, ":" in value) if found else None
