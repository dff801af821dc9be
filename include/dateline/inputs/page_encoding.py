"""The text of a page's bytes: by their mark, as UTF-8, as the page or its server says, or as they look."""

import re
import unicodedata

from resiliparse.parse.encoding import detect_encoding

from dateline.inputs.decoding import BYTE_ORDER_MARKS, known_encoding

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
# As the HTML standard reads labels: pages that say the narrow one are written in the wide one.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-6": "cp1256",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis_620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_SAMPLE_BYTES = 65_536
_TAGS = re.compile(r"<[^>]*>")
_LAST_LATIN, _LAST_ALPHABET = "\u0250", "\u0700"
_MOST_BROKEN_SHARE = 0.002
_MOST_ODD_SHARE = 0.08


def decode_page(content: bytes, served: str | None = None) -> str | None:
    """The text of a page; None when no encoding fits it.

    Bytes valid as UTF-8 are UTF-8, whatever was declared. Else what the server or the page declares is believed unless
    it makes letters that no language writes side by side; then the guess by frequencies is.

    >>> decode_page('<meta charset="utf-8"><p>البيان المشترك'.encode("cp1256")).endswith("البيان المشترك")
    True
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        pass
    # UTF-8 with a few bytes cut or pasted from elsewhere.
    text = content.decode("utf-8", "replace")
    wide = sum(letter > "\x7f" for letter in text)
    if text.count("\ufffd") <= _MOST_BROKEN_SHARE * len(text) and text.count("\ufffd") * 20 < wide:
        return text
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    named = found.group(1).decode() if found else None
    guess = detect_encoding(_telling(content), html5_compatible=False)
    best: tuple[float, str] | None = None
    for label in dict.fromkeys((served, named, guess)):
        name = page_encoding(label)
        if name is None or name.startswith("utf"):
            continue
        text = content.decode(name, "replace")
        share = odd_share(text)
        if share <= _MOST_ODD_SHARE:
            return text
        if best is None or share < best[0]:
            best = (share, text)
    return best[1] if best and best[0] < 0.5 else None


def page_as_utf8(content: bytes, served: str | None = None) -> bytes | None:
    """The text of `decode_page` in UTF-8; most pages are that already."""
    if not content.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        try:
            content.decode()
        except UnicodeDecodeError:
            pass
        else:
            return content
    text = decode_page(content, served)
    return None if text is None else text.encode("utf-8", "replace")


def page_encoding(label: str | None) -> str | None:
    """Python's name of what a page's label means, None for a label that is none.

    >>> page_encoding("ISO-8859-1"), page_encoding("gb2312"), page_encoding("klingon")
    ('cp1252', 'gb18030', None)
    """
    name = known_encoding(label.strip() if label else None)
    return _WIDER.get(name, name) if name else None


def odd_share(text: str) -> float:
    """Of the letters beyond ASCII, the share that stands where no language writes them; 0 without such letters.

    Odd are replaced and control characters, a capital after a small letter, letters of two alphabets side by side,
    three accented Latin letters in a row, symbols between letters, and more capitals than not.
    """
    wide = odd = capitals = 0
    before = two_before = " "
    for letter in _TAGS.sub(" ", text[: 4 * _SAMPLE_BYTES])[:_SAMPLE_BYTES]:
        if letter > "\x7f":
            wide += 1
            category = unicodedata.category(letter)
            if letter == "\ufffd" or category in ("Cc", "Co", "Cn"):
                odd += 1
            elif category[0] not in "LM":
                odd += before > "\x7f" and before.isalpha()
            elif letter < _LAST_LATIN:
                odd += "\xc0" <= before < _LAST_LATIN and "\xc0" <= two_before < _LAST_LATIN
            else:
                odd += before.isascii() and before.isalpha() and letter < _LAST_ALPHABET
            if category == "Lu":
                capitals += 1
                odd += before.islower() and before > "\x7f"
        two_before, before = before, letter
    return odd / wide + max(0.0, capitals / wide - 0.5) if wide else 0.0


def _telling(content: bytes) -> bytes:
    """The part of the bytes that a guess needs: stretches with bytes beyond ASCII."""
    return b" ".join(re.findall(rb"[^<>]{0,40}[\x80-\xff][^<>]{0,200}", content[: 4 * _SAMPLE_BYTES]))[:_SAMPLE_BYTES]
