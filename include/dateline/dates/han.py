"""Numbers written in Chinese numerals, by place (二〇二四) or by unit (二十四), and what each can be."""

import re

HAN_RUN = re.compile(r"[〇零○一二三四五六七八九十百千两廿卅]+")
_DIGITS = {**{char: value for value, char in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "两": 2}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BY_UNIT_LACKS = frozenset({"short_year", "placed_year", "likely_year", "count"})


def han_number(numerals: str) -> int | None:
    """The number that Chinese numerals write, by place (二〇二四) or by unit (二十四); None when they write none.

    >>> han_number("二〇二四"), han_number("二十四"), han_number("两千零四"), han_number("廿三")
    (2024, 24, 2004, 23)
    """
    numerals = numerals.translate(_TENS)
    if not set(numerals) & set(_UNITS):
        return int("".join(str(_DIGITS[char]) for char in numerals)) if len(numerals) <= 4 else None
    total, digit = 0, None
    for char in numerals:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        else:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
    return total + (digit or 0)


def han_kinds(written: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """What a number in Chinese numerals can be, of what its value could be in digits.

    By unit it counts; two digits by place are a year or an estimate (三五, three to five); 两 names no day, no month.

    >>> kinds = ("number", "day_number", "short_year", "count")
    >>> han_kinds("十二", kinds), han_kinds("〇八", kinds)
    (('number', 'day_number', 'count'), ('number', 'short_year', 'placed_year'))
    """
    written = written.translate(_TENS)
    if set(written) & set(_UNITS):
        # 一千九百九十六年 and 两千零四年 are years, 一千年 a length, 两千年 either.
        lacking = _BY_UNIT_LACKS if "likely_year" in kinds or set("百十") & set(written) else _BY_UNIT_LACKS | {"year"}
        placed = ("placed_year",) if "likely_year" in kinds and not written.endswith(("千", "百")) else ()
        return (*(kind for kind in kinds if kind not in lacking), *placed, "count")
    if len(written) == 2:
        kinds = tuple(kind for kind in kinds if kind not in ("day_number", "count"))
        return kinds if _is_estimate(written) else (*kinds, "placed_year")
    return tuple(kind for kind in kinds if kind != "day_number") if "两" in written else kinds


def _is_estimate(written: str) -> bool:
    first, second = (_DIGITS[char] for char in written)
    return 0 < first == second - 1 or written == "三五"
