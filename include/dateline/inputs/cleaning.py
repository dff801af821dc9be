"""Text as the tables store it: composed, in the letters its language writes, without characters nobody sees.

All offsets count in the cleaned text. Nothing printed is lost or moved; soft hyphens, the publisher's own, stay.
"""

import re
import unicodedata

from ftfy import fix_encoding
from ftfy.badness import is_bad


def _chars(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


# Direction marks, zero-width spaces and controls; newlines and tabs are none.
_CONTROLS = _chars((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F))
_MARKS = _chars(
    (0x200B, 0x200B), (0x200E, 0x200F), (0x61C, 0x61C), (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF)
)
_UNSEEN = _CONTROLS | _MARKS | {"\u180e"}
_JOINERS = frozenset("\u200c\u200d\u0640")
_SPACES = _chars((0xA0, 0xA0), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F))
_LINE_ENDS = frozenset("\r\x0b\x0c\x85\u2028\u2029")
# Arabic, Hebrew and Latin letters in the shapes of old fonts; no other forms, for a half and TM are print.
_SHAPES = _chars((0xFB00, 0xFB06), (0xFB13, 0xFB17), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))
_TO_CLEAN = re.compile(f"[{''.join(sorted(_UNSEEN | _JOINERS | _SPACES | _LINE_ENDS | _SHAPES))}]")

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SHAPE = re.compile(f"[{''.join(sorted(_SHAPES))}]+")
_SPACE = re.compile(f"[{''.join(sorted(_SPACES))}]")
_NOT_SEEN = re.compile(f"[{''.join(sorted(_UNSEEN))}]+")
_ARABIC = "\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06fa-\u06ff"
# A stretch within a word; one that ends the letter of the Hijri year, or stands as a dash, is print.
_STRETCH = re.compile(f"(?<=[{_ARABIC}])\u0640+(?=[{_ARABIC}])")
# Joiners shape words in Persian and Hindi, and join emoji; elsewhere they are noise.
_LOOSE_JOINER = re.compile(
    r"(?<!\w)\u200c|\u200c(?!\w)|(?<![\w\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d|\u200d(?!.)"
)

# UTF-8 read in a single-byte encoding: letters for first bytes, signs for those that follow them.
_LEADS = _chars((0xC2, 0xF4))
_TRAILS = _chars((0x80, 0xBF)) | frozenset("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")
_MISREAD = re.compile(f"[{''.join(sorted(_LEADS))}][{''.join(sorted(_TRAILS - {'-', ']'}))}]")
# The letters that the first bytes of a whole alphabet become: Cyrillic and Arabic text consists of them to a half.
_MISREAD_ALPHABETS = (("cp1251", "РС"), ("cp1251", "ШЩ"), ("cp1256", "طظ"), ("cp1256", "ذر"))
_SAMPLE, _LEAST_SHARE = 400, 0.2
_AROUND, _MOST_LOOKED_AT = 30, 10
_LEAST_LOST, _MOST_LOST_SHARE = 2, 0.01


def clean_text(text: str) -> str:
    r"""The text as stored: line ends as newlines, NFC, plain spaces, no invisible characters, no letters misread.

    >>> clean_text("\u202bالأحــــد\u200f 24\u00a0دجنبر 1446 هـ\r\n")
    'الأحد 24 دجنبر 1446 هـ\n'
    >>> clean_text("lâ€™accord signÃ©"), clean_text("ﻣﺼﺮ"), clean_text("РџРѕСЃРѕР»")
    ('l’accord signé', 'مصر', 'Посол')
    """
    if _is_misread(text):
        text = fix_encoding(text)
    text = _in_its_alphabet(text)
    chars = set(_TO_CLEAN.findall(text))
    if not chars.isdisjoint(_LINE_ENDS):
        text = _LINE_END.sub("\n", text)
    if not chars.isdisjoint(_SHAPES):
        text = _SHAPE.sub(lambda shape: unicodedata.normalize("NFKC", shape.group()), text)
    if not chars.isdisjoint(_SPACES):
        text = _SPACE.sub(" ", text)
    if not chars.isdisjoint(_UNSEEN):
        text = _NOT_SEEN.sub("", text)
    if not chars.isdisjoint(_JOINERS):
        text = _LOOSE_JOINER.sub("", _STRETCH.sub("", text))
    return unicodedata.normalize("NFC", text)


def is_broken(text: str) -> bool:
    """Whether so many characters were lost that the text is no evidence of anything.

    >>> is_broken("Sie k\ufffdnnen alles lesen, was hier steht"), is_broken("\ufffd\ufffdn \ufffd\ufffd\ufffd")
    (False, True)
    """
    lost = text.count("\ufffd")
    return lost > _LEAST_LOST and lost > _MOST_LOST_SHARE * len(text)


def _is_misread(text: str) -> bool:
    """Whether letters and signs stand side by side as no language writes them, by ftfy's list."""
    for count, match in enumerate(_MISREAD.finditer(text)):
        if count == _MOST_LOOKED_AT:
            break
        if is_bad(text[max(0, match.start() - _AROUND) : match.end() + _AROUND]):
            return True
    return False


def _in_its_alphabet(text: str) -> str:
    """The text read again as UTF-8 where all its bytes are valid as that, which no other text's are by chance."""
    sample = text[:_SAMPLE]
    for encoding, letters in _MISREAD_ALPHABETS:
        if sum(map(sample.count, letters)) > _LEAST_SHARE * len(sample):
            try:
                return text.encode(encoding).decode()
            except UnicodeError:
                continue
    return text
