"""Folding of text for look-up, with offsets that never move."""

import bisect
import functools
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

_MARKS = frozenset("\u0640\u0670").union(map(chr, range(0x064B, 0x0653)))  # tatweel and vowel marks
_REMOVED = (
    "".join(sorted(_MARKS))
    + "\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad"
    + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
)
_ANY_REMOVED = re.compile(f"[{_REMOVED}]")
_REPLACED = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ё": "е",
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("’‘ʼ", "'"),
    **dict.fromkeys("\u00a0\u202f\u2007\u3000\t", " "),
}


# Replacing one character after the other costs a fifth of one `str.translate` of a text, and several of a word.
_CYRILLIC = re.compile("[а-я]")
_SHORT = 200
_WIDE = re.compile("[\u4e00-\u9fff\uff01-\uff5e]")  # Han and full-width characters


@functools.cache
def _table() -> tuple[tuple[str, str], ...]:
    """Characters with what each becomes."""
    digits = [*range(0x0660, 0x066A), *range(0x06F0, 0x06FA)]
    return (
        *((char, "") for char in _REMOVED),
        *_REPLACED.items(),
        *((chr(code), str(unicodedata.digit(chr(code)))) for code in digits),
    )


@functools.cache
def _wide_table() -> dict[int, str]:
    """Full-width characters with the ASCII ones, traditional Han characters with the simplified ones."""
    pairs = tomllib.loads((resources.files("dateline") / "han_variants.toml").read_text(encoding="utf-8"))
    table = {ord(traditional): simplified for traditional, simplified in pairs["simplified"].split()}
    return table | {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}


@functools.cache
def _word_table() -> dict[int, str]:
    """All of it, for `str.translate`."""
    return _wide_table() | {ord(char): plain for char, plain in _table()}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable, and which characters of the original were removed on the way.

    `removed` are their offsets in the original, `kept` how many characters were kept before each.
    """

    text: str
    original: str
    removed: Sequence[int] = ()
    kept: Sequence[int] = ()

    def start(self, position: int) -> int:
        """Original offset of the folded character at `position`."""
        return position + bisect.bisect_right(self.kept, position)

    def position(self, offset: int) -> int:
        """Position in the folded text of the original character at an offset, or of the next that was kept."""
        return offset - bisect.bisect_left(self.removed, offset)

    def end(self, position: int) -> int:
        """Original offset just after the folded character before `position` (exclusive end).

        Marks that were removed belong to the letter before them.

        >>> folded = fold("الأحـــد غدًا")
        >>> folded.text, folded.end(5), folded.end(len(folded.text))
        ('الاحد غدا', 8, 13)
        """
        place = self.start(position - 1) + 1
        while self.original[place : place + 1] in _MARKS:
            place += 1
        return place


def unmarked(text: str) -> str:
    """The text without the vowel marks, tatweel and controls that folding removes; its letters stay as they are."""
    return _ANY_REMOVED.sub("", text)


def fold_word(word: str) -> str:
    """The folded text of one word of a list, whose offsets nobody asks for.

    >>> fold_word("Décembre")
    'décembre'
    """
    return word.lower() if word.isascii() else _lowered(word).translate(_word_table())


def _lowered(text: str) -> str:
    """Lower case, character by character: 'İ'.lower() is two, so such a letter keeps its case and offsets stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@functools.lru_cache(maxsize=4)  # dates, header and events of an article look at the same text
def fold(text: str) -> Folded:
    """Lower case, plain alef and yeh, е for ё, simplified Han, Western digits, no vowel marks, tatweel or controls.

    >>> fold("٢٤ أكتُوبر").text, fold("１月３號").text
    ('24 اكتوبر', '1月3号')
    """
    folded = lowered = _lowered(text)
    if text.isascii():
        folded = folded.replace("\t", " ")
    elif len(text) < _SHORT:
        folded = folded.translate(_word_table())
    else:
        if _WIDE.search(folded):
            folded = folded.translate(_wide_table())
        for char, plain in _table():
            if char in folded:  # a search is several times faster than a replacement that finds nothing
                folded = folded.replace(char, plain)
    if "е" in folded and "e" in folded:
        folded = _in_one_alphabet(folded)
    if len(folded) == len(text):
        return Folded(folded, text)
    removed = [match.start() for match in _ANY_REMOVED.finditer(lowered)]
    return Folded(folded, text, removed, [offset - before for before, offset in enumerate(removed)])


def _in_one_alphabet(text: str) -> str:
    """A text in which the Latin e beside a Cyrillic letter, as some presses wrote ё, is the Cyrillic е.

    >>> _in_one_alphabet("тр\u0065х e-mail")
    'трех e-mail'
    """
    place = text.find("e")
    while place >= 0:
        if _CYRILLIC.search(text, max(0, place - 1), place + 2):
            text = text[:place] + "е" + text[place + 1 :]
        place = text.find("e", place + 1)
    return text
