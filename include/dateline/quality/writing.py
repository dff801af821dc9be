"""Small pieces of the page: numbers, shares, tables, text of strangers."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from lxml.builder import E

# What XML, and so the builder of pages, cannot hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def text(words: str) -> str:
    """The words without the characters that no page can hold."""
    return _CONTROLS.sub("\ufffd", words)


def strange(words: str) -> Any:
    """Words from outside, of whatever direction: they do not turn what stands around them."""
    return E.bdi(text(words))


def number(value: int) -> str:
    """A count with its thousands apart.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{value:,}"


def percent(share: float | None) -> str:
    """A share as a reader says it; a small one is not rounded to none.

    >>> percent(0.4237), percent(0.00012), percent(0.0), percent(None)
    ('42%', '<0.1%', '0%', '-')
    """
    if share is None:
        return "-"
    if 0 < share < 0.001:
        return "<0.1%"
    return f"{share:.1%}" if 0 < share < 0.1 or 0.9 < share < 1 else f"{share:.0%}"


def cell(content: Any, kind: str = "") -> Any:
    """A cell of a table; `kind` number or bar."""
    held = [text(content)] if isinstance(content, str) else [content]
    return E.td({"class": kind}, *held) if kind else E.td(*held)


def numbers(content: str) -> Any:
    """A cell with a number, which reads from the left in every language."""
    return E.td({"class": "number"}, E.bdi({"dir": "ltr"}, content))


def table(heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]], kind: str = "") -> Any:
    """A table of cells under heads, each its words and its kind; a cell also knows its head, for narrow screens."""
    first = E.tr(*(E.th({"class": of, "scope": "col"}, text(words)) for words, of in heads))
    lines = []
    for row in rows:
        for (words, _), one in zip(heads, row, strict=True):
            one.set("data-head", text(words))
        lines.append(E.tr(*row))
    return E.table({"class": kind}, E.thead(first), E.tbody(*lines))


def panel(heading: str, *content: Any, kind: str = "") -> Any:
    """A box with a heading."""
    return E.div({"class": f"panel {kind}".strip()}, E.h3(text(heading)), *content)
