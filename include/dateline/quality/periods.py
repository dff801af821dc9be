"""Counts by month over a span, as months or, when these are too many to tell apart, as years."""

from collections import Counter
from collections.abc import Iterable, Mapping

_MOST_MONTHS = 60


def periods(counts: Mapping[str, int], months: Iterable[str]) -> tuple[str, list[tuple[str, int]]]:
    """Unit, month or year, and the count of each from the first of `months` to the last, also where it is 0.

    >>> periods({"2024-01": 5, "1999-01": 1}, ["2023-12", "2024-02"])
    ('month', [('2023-12', 0), ('2024-01', 5), ('2024-02', 0)])
    >>> periods({"2024-01": 5, "2024-09": 1}, ["2010-01", "2024-12"])[1][-2:]
    [('2023', 0), ('2024', 6)]
    """
    known = sorted(months)
    if not known:
        return "month", []
    first, last = (12 * int(month[:4]) + int(month[5:7]) - 1 for month in (known[0], known[-1]))
    if last - first < _MOST_MONTHS:
        names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
        return "month", [(name, counts.get(name, 0)) for name in names]
    years: Counter[str] = Counter()
    for month, count in counts.items():
        years[month[:4]] += count
    return "year", [(f"{year:04}", years[f"{year:04}"]) for year in range(first // 12, last // 12 + 1)]
