"""Days of other calendars and of holidays: Umm al-Qura, Easter, and the feasts of holidays.toml."""

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import hijridate

from dateline.dates.hebrew import hebrew_day
from dateline.dates.lunisolar import lunar_day
from dateline.dates.spans import Span, UnresolvableError, calendar_day, day, months, move, nth_weekday
from dateline.errors import LanguageDataError


def hijri_day(year: int, month: int, number: int) -> Span:
    """A day of the Umm al-Qura calendar, known for AH 1343 to 1500 (hijridate); other years are `no_table`."""
    if not 1343 <= year <= 1500:
        raise UnresolvableError("no_table")
    try:
        date = hijridate.Hijri(year, month, number).to_gregorian()
    except (ValueError, OverflowError):
        raise UnresolvableError("impossible_day") from None
    return day(dt.date(date.year, date.month, date.day))


def hijri_month(year: int, month: int) -> Span:
    """A month of the Umm al-Qura calendar."""
    first = hijri_day(year, month, 1).first
    return Span(first, move(first, hijridate.Hijri(year, month, 1).month_length() - 1).last, "month")


def hijri_year_near(anchor: dt.date, month: int, direction: int) -> int:
    """The Hijri year whose such month is the nearest up to (-1) or from (+1) the anchor."""
    try:
        today = hijridate.Gregorian(anchor.year, anchor.month, anchor.day).to_hijri()
    except (ValueError, OverflowError):
        raise UnresolvableError("no_anchor") from None
    if direction > 0:
        return int(today.year) + (month < today.month)
    return int(today.year) - (month > today.month)


def easter(year: int) -> dt.date:
    """Easter Sunday of the Western churches (Gregorian computus, Meeus 1991).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, number = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, number + 1)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the Orthodox churches, as a Gregorian day (Julian computus, Meeus 1991).

    >>> orthodox_easter(2024)
    datetime.date(2024, 5, 5)
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, number = divmod(moon + weekday + 114, 31)
    return dt.date(year, month, number + 1) + dt.timedelta(days=year // 100 - year // 400 - 2)


@functools.cache
def holidays() -> dict[str, dict[str, Any]]:
    """Holidays by name, as holidays.toml declares them; a LanguageDataError names an entry that says no day."""
    text = (resources.files("dateline") / "holidays.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    for name, entry in found.items():
        if len(set(entry) - _MODIFIERS) != 1 or not set(entry) <= _KINDS | _MODIFIERS:
            raise LanguageDataError(
                "holidays.toml", name, "says no day", f"give one of {', '.join(sorted(_KINDS))}, and maybe length"
            )
    return found


_KINDS = {
    "day", "hijri", "hijri_weekday", "hebrew", "lunar", "easter", "orthodox_easter", "nth_weekday", "after", "days"
}  # fmt: skip
_MODIFIERS = {"length", "moved", "source"}


def holiday(name: str, year: int) -> Span:
    """The holiday in that Gregorian year, first that begins in it; a year its table lacks is refused as `no_table`."""
    entry = holidays()[name]
    try:
        first = _first_day(entry, year)
    except UnresolvableError:
        raise
    except (ValueError, OverflowError):  # a year that the proleptic calendar does not reach
        raise UnresolvableError("no_table") from None
    first = move(first, entry.get("moved", {}).get(str(first.isoweekday()), 0)).first
    length = entry.get("length", 1)
    return day(first) if length == 1 else Span(first, move(first, length - 1).last, "range")


def _first_day(entry: dict[str, Any], year: int) -> dt.date:
    if "day" in entry:
        month, number = entry["day"]
        return calendar_day(year, month, number).first
    if "easter" in entry:
        return move(easter(year), entry["easter"]).first
    if "orthodox_easter" in entry:
        return move(orthodox_easter(year), entry["orthodox_easter"]).first
    if "after" in entry:
        other, days = entry["after"]
        return move(holiday(other, year).first, days).first
    if "nth_weekday" in entry:
        month, weekday, number = entry["nth_weekday"]
        return nth_weekday(months(year, month, 1, "month"), weekday, number).first
    found = next((date for date in _candidates(entry, year) if date.year == year), None)
    if found is None:
        raise UnresolvableError("no_table")
    return found


def _candidates(entry: dict[str, Any], year: int) -> Iterator[dt.date]:
    """Days of a feast whose year need not begin with the Gregorian one, around that year."""
    if "hijri" in entry:
        month, number = entry["hijri"]
        yield from (hijri_day(hijri, month, number).first for hijri in _hijri_years(year))
    elif "hijri_weekday" in entry:
        month, weekday, number = entry["hijri_weekday"]
        yield from (nth_weekday(hijri_month(hijri, month), weekday, number).first for hijri in _hijri_years(year))
    elif "hebrew" in entry:
        month, number = entry["hebrew"]
        yield from (hebrew_day(hebrew, month, number) for hebrew in (year + 3760, year + 3761))
    elif "lunar" in entry:
        month, number = entry["lunar"]
        yield from (lunar_day(lunar, month, number).first for lunar in (year - 1, year))
    else:
        yield from entry["days"]


def _hijri_years(year: int) -> range:
    """The Hijri years that a Gregorian one touches."""
    start = hijri_year_near(dt.date(year, 1, 1), 1, 1)
    return range(start - 1, start + 2)


def holiday_near(anchor: dt.date, name: str, direction: int) -> Span:
    """The nearest such holiday up to (-1) or from (+1) the anchor, itself included; 0 is that of the anchor's year."""
    if not direction:
        return holiday(name, anchor.year)
    for away in range(9):
        try:
            found = holiday(name, anchor.year + direction * away)
        except UnresolvableError:
            continue
        if (found.first - anchor).days * direction >= 0:
            return found
    raise UnresolvableError("no_table")
