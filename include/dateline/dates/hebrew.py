"""Days of the Hebrew calendar, by its own arithmetic (Reingold and Dershowitz, Calendrical Calculations)."""

import datetime as dt
import functools

_EPOCH = -1373427  # ordinal of the day before the first of Tishri of the year 1
_PARTS_OF_DAY, _PARTS_OF_MONTH = 25920, 13753
_MONTHS = ("tishri", "heshvan", "kislev", "tevet", "shevat", "adar", "nisan", "iyar", "sivan", "tammuz", "av", "elul")
MONTHS = frozenset(_MONTHS)


def _days_before(year: int) -> int:
    """Days from the epoch to the molad of Tishri, put off where that would be a Sunday, Wednesday, Friday."""
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + _PARTS_OF_MONTH * months) // _PARTS_OF_DAY
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


@functools.cache
def _new_year(year: int) -> int:
    before, day, after = (_days_before(count) for count in (year - 1, year, year + 1))
    late = 2 if after - day == 356 else 1 if day - before == 382 else 0
    return _EPOCH + day + late


def _lengths(year: int) -> list[int]:
    """Days of each month from Tishri; the first Adar of a leap year counts with Shevat, feasts lie in the second."""
    days = _new_year(year + 1) - _new_year(year)
    shevat = 60 if days > 360 else 30
    return [30, 30 if days % 10 == 5 else 29, 29 if days % 10 == 3 else 30, 29, shevat, 29, 30, 29, 30, 29, 30, 29]


def hebrew_day(year: int, month: str, number: int) -> dt.date:
    """That day of that month, from sunrise on; it has begun at sunset of the evening before.

    >>> hebrew_day(5779, "tishri", 10), hebrew_day(5784, "nisan", 15)
    (datetime.date(2018, 9, 19), datetime.date(2024, 4, 23))
    """
    before = sum(_lengths(year)[: _MONTHS.index(month)])
    return dt.date.fromordinal(_new_year(year) + before + number - 1)
