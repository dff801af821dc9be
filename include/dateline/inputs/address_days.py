"""The day that an address or a file's name tells, as archives and news sites write it: 2024/12/24, 20241224."""

import calendar
import datetime as dt
import re

_NUMBERS = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:([/_.-])(\d{1,2})[/_.-](\d{1,2})|[/_.-]?(\d{2})[/_.-]?(\d{2}))(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([/_.-])(\d{1,2})\2((?:19|20)\d{2})(?!\d)")
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-]([a-z]{3})[a-z]*[/_-](\d{1,2})(?!\d)", re.IGNORECASE)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}


def find_address_day(address: str) -> dt.date | None:
    """The one day told in an address's path or a file's name; None when there is none, or two that differ.

    >>> find_address_day("https://news.example/n1/2024/1003/c1002-40332.html")
    datetime.date(2024, 10, 3)
    >>> find_address_day("world/2024/feb/24/fire"), find_address_day("20241224_0718_envoys.txt")
    (datetime.date(2024, 2, 24), datetime.date(2024, 12, 24))
    >>> find_address_day("id/20249924"), find_address_day("2019/01/02/a-2020-03-04")
    (None, None)
    """
    path = re.sub(r"^\w+://[^/]*", "", address).partition("?")[0].partition("#")[0]
    found = set()
    for match in _NUMBERS.finditer(path):
        year, _, month, day, joined_month, joined_day = match.groups()
        found.add(_day(int(year), int(month or joined_month), int(day or joined_day)))
    for match in _DAY_FIRST.finditer(path):
        # Which of two small numbers is the day an address does not say.
        if int(match.group(1)) > 12 or match.group(1) == match.group(3):
            found.add(_day(int(match.group(4)), int(match.group(3)), int(match.group(1))))
    for match in _NAMED.finditer(path):
        if month_number := _MONTHS.get(match.group(2).lower()):
            found.add(_day(int(match.group(1)), month_number, int(match.group(3))))
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
