"""Numbers written in digits or in Chinese numerals, and what each can be: a day, a year, a date, a clock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.dates.han import HAN_RUN, han_kinds, han_number
from dateline.dates.operations.registry import Node
from dateline.scan import Clitics
from dateline.text import fold

# A run of digits as written, and what a whole run, or a part of it between hyphens, can be.
# Both begin with a set of characters, which the engine looks for several times faster than for anything else.
_RUN = re.compile(r"[\d]\d*(?:h(?=[0-5]\d(?![^\W_]))\d+|(?:[.,:/-]\d+)*)%?")
_SHORT_YEAR = re.compile(r"(?<!\w)'")  # what stands before the '98 of a year
_SHAPES = re.compile(
    r"(?P<date>\d{4}([-./])\d{1,2}\2\d{1,2}|\d{1,2}([/-])\d{1,2}\3(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d\d\.\d\d\.\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
    r"|(?P<month>(?:0?[1-9]|1[0-2])[/-](?:1[5-9]|20)\d\d|(?:1[5-9]|20)\d\d[/-](?:0?[1-9]|1[0-2]))"
    r"|(?P<pair>\d{1,2}[/.]\d{1,2})"
    r"|(?P<clock>(?:[01]?\d|2[0-3])(?:h[0-5]\d|:[0-5]\d(?::[0-5]\d)?))"
    r"|(?P<number>\d{1,4})"
)
_LAST_LATIN = "\u024f"
_MONEY = re.compile(r"[$€£¥₽₹₺₪] ?$")
_ROMAN = re.compile(r"([ivxх](?<![^\W_].)[ivxх]{0,4})(?:e|ème|er)?(?![^\W_])")  # XIX, XIXe, XIXème; х may be Cyrillic
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "х": 10}
NUMBER_KINDS = frozenset(
    {
        "number",
        "day_number",
        "short_year",
        "year",
        "hijri_year",
        "clock",
        "numeric_date",
        "numeric_month",
        "likely_year",
        "placed_year",
        "late_year",
        "count",
    }
    | {"numeric_pair", "slash_pair", "and", "ordinal", "ordinal_digits", "ordinal_year", "roman", "unsure_number"}
)


def _roman(letters: str) -> int | None:
    """The number up to 39 that small Roman letters write, None when they are no such number."""
    values = [_ROMAN_VALUES[char] for char in letters]
    total = sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))
    tens, units = divmod(total, 10)
    written = "x" * tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][units]
    return total if written == letters.replace("х", "x") else None


@dataclass(frozen=True, slots=True)
class Numerals:
    """How a language writes numbers.

    Endings that make digits an ordinal, and those that leave them a number in some case of the language ("10-ти");
    whether a point stands in clocks ("15.30"), which other numerals count, whether the press forgets the blank
    between its own letters and digits ("يناير2024"), and the words that digits are always written onto ("FY2024").
    """

    clitics: Clitics
    is_spaced: bool
    ordinal_suffixes: tuple[str, ...]
    number_suffixes: tuple[str, ...]
    fused: tuple[str, ...]
    has_clock_point: bool
    has_han: bool
    has_roman: bool
    is_glued: bool

    @classmethod
    def read(cls, settings: dict[str, Any], clitics: Clitics) -> "Numerals":
        """The numerals of a `[settings]` section."""
        written = settings.get("numerals", [])
        return cls(
            clitics,
            is_spaced=bool(settings.get("spaced", True)),
            ordinal_suffixes=_longest_first(settings.get("ordinal_suffixes", [])),
            number_suffixes=_longest_first(settings.get("number_suffixes", [])),
            fused=tuple(fold(word).text for word in settings.get("fused", [])),
            has_clock_point=bool(settings.get("clock_point", False)),
            has_han="han" in written,
            has_roman="roman" in written,
            is_glued=bool(settings.get("glued_numbers", False)),
        )

    def find(self, text: str) -> Iterator[Node]:
        """Every number of a folded text as a word of patterns."""
        for match in _RUN.finditer(text):
            start, run = match.start(), match.group()
            if len(run) == 2 and text[start - 1 : start] == "'" and _SHORT_YEAR.match(text, start - 1):
                yield Node(("year",), start - 1, start - 1, start + 2, int(run))
            else:
                yield from self._run(text, start, run)
        if self.has_han:
            for match in HAN_RUN.finditer(text):
                value = han_number(match.group())
                if value is not None:
                    node = _counted(match.start(), match.start(), match.end(), value, len(match.group()))
                    yield node._replace(kinds=han_kinds(match.group(), node.kinds))
        if self.has_roman:
            for match in _ROMAN.finditer(text):
                value = _roman(match.group(1))
                if value:
                    yield Node(("roman",), match.start(), match.start(), match.end(), value)

    def _run(self, text: str, start: int, run: str) -> Iterator[Node]:
        """What a run of digits names: as a whole, else part by part."""
        shape = _SHAPES.fullmatch(run)
        if shape is not None:
            yield from self._shape(text, start, shape)
        if shape is None or shape.lastgroup in ("month", "pair"):
            mark = "-" if "-" in run else "/"
            if mark not in run:
                return
            is_code = any(map(_is_no_date_part, run.split(mark)))
            for part in run.split(mark):
                if is_code and part.isdigit():
                    yield Node(("number", "count"), start, start, start + len(part), int(part))
                elif mark == "-":
                    yield from self._run(text, start, part)
                elif part.isdigit() and len(part) <= 4:
                    yield from self._plain(text, start, start, start + len(part))
                start += len(part) + 1

    def _shape(self, text: str, start: int, shape: re.Match[str]) -> Iterator[Node]:
        found, end = shape.group(), start + shape.end()
        word, begin = start, start
        if self.is_spaced:
            places = self.clitics.at(text, start)
            is_glued = places is None and (
                (self.is_glued and text[start - 1] > _LAST_LATIN) or self._is_fused(text, start)
            )
            if places is None and not is_glued:
                return
            word, begin, _ = places or (start, start, start)
        if begin > word:
            yield Node(("and",), word, word, begin, text[word:begin])
        numbers: tuple[int, ...] = tuple(int(part) for part in re.findall(r"\d+", found))
        if shape.group("date"):
            if found.isdigit():
                numbers = int(found[:4]), int(found[4:6]), int(found[6:])
            yield Node(("numeric_date",), begin, start, end, numbers)
        elif shape.group("month"):
            if not numbers[0] % 100 < numbers[1] <= 12 or numbers[0] < 1000 or found[-2] in "-/":
                yield Node(("numeric_month",), begin, start, end, numbers)
        elif shape.group("pair"):
            if 1 <= max(numbers) <= 31 and 1 <= min(numbers) <= 12:
                kinds = ("numeric_pair", "slash_pair") if "/" in found else ("numeric_pair",)
                yield Node(kinds, begin, start, end, numbers)
            if self.has_clock_point and re.fullmatch(r"\d{1,2}\.\d\d", found) and numbers[0] < 24 and numbers[1] < 60:
                yield Node(("clock",), begin, start, end, f"{numbers[0]:02d}:{numbers[1]:02d}")
        elif shape.group("clock"):
            yield Node(("clock",), begin, start, end, f"{numbers[0]:02d}:{numbers[1]:02d}")
        elif _MONEY.search(text, max(0, start - 2), start):
            yield Node(("number", "count"), begin, start, end, numbers[0])
        else:
            yield from self._plain(text, begin, start, end)

    def _is_fused(self, text: str, start: int) -> bool:
        """Whether one of the words that digits may be written onto, FY2024 or Oct2, stands right before a number."""
        return any(
            start >= len(word)
            and text.startswith(word, start - len(word))
            and not text[max(0, start - len(word) - 1) : start - len(word)].isalnum()
            for word in self.fused
        )

    def _plain(self, text: str, begin: int, start: int, end: int) -> Iterator[Node]:
        value = int(text[start:end])
        yield _counted(begin, start, end, value, end - start)
        after = _suffix_end(text, end, self.ordinal_suffixes)
        if after:
            kinds = (
                ("ordinal", "ordinal_digits", "ordinal_year")
                if 1000 <= value <= 2999
                else ("ordinal", "ordinal_digits")
            )
            yield Node(kinds, begin, start, after, value)
        after = _suffix_end(text, end, self.number_suffixes)
        if after:
            yield Node(("number",), begin, start, after, value)


def _is_no_date_part(digits: str) -> bool:
    """Whether digits between hyphens belong to a telephone number or a reference: 2024-5555, 2024-0017."""
    return len(digits) > 2 and digits.isdigit() and not (len(digits) == 4 and "1000" <= digits <= "2999")


def _longest_first(suffixes: list[str]) -> tuple[str, ...]:
    return tuple(sorted(suffixes, key=lambda suffix: (-len(suffix), suffix)))


def _suffix_end(text: str, end: int, suffixes: tuple[str, ...]) -> int | None:
    """Where the longest of the suffixes ends that stands, as the end of a word, right after a number."""
    for suffix in suffixes:
        after = end + len(suffix)
        if text.startswith(suffix, end) and not text[after : after + 1].isalpha():
            return after
    return None


def _counted(begin: int, start: int, end: int, value: int, length: int) -> Node:
    """A whole number as a word, with all it can be."""
    kinds: tuple[str, ...] = ("number",)
    if 1 <= value <= 31:
        kinds += ("day_number",)
    if value < 100 and length == 2:
        kinds += ("short_year", "placed_year") if value < 10 else ("short_year",)
    if 31 < value < 100:
        kinds += ("late_year",)  # of two digits, and no day of a month
    if length == 4:
        kinds += ("placed_year",)
    if 1000 <= value <= 2999:
        kinds += ("hijri_year", "year") if value < 1600 else ("year",)
    kinds += ("likely_year",) if 1900 <= value <= 2099 else ("count",)
    return Node(kinds, begin, start, end, value)
