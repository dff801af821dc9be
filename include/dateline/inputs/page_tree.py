"""A web page as parsed once: its element tree, and the JSON that stands beside it in scripts."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from dateline.inputs.page_encoding import page_as_utf8

# What holds no text of the page is cut out before parsing: half the bytes of a news page.
_SILENT = re.compile(rb"<(script|style|svg|noscript|template|iframe)(?=[\s/>])|<!--", re.IGNORECASE)
_OPENING_END = re.compile(rb"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
_LINKED_DATA = re.compile(rb"application/(?:\w+\+)*ld\+json", re.IGNORECASE)
_PROPERTIES = etree.XPath("//*[@itemprop]")
_NOT_IN_MARKUP = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])


@dataclass(frozen=True, slots=True)
class PageTree:
    """The root element, without scripts, styles and comments, and the texts of its linked-data scripts, in order.

    `properties` are its elements with an itemprop, in order.
    """

    root: Any
    linked_data: tuple[str, ...]
    properties: tuple[Any, ...]


def parse_page(content: bytes, encoding: str | None = None) -> PageTree | None:
    """The tree of a page; None when its encoding is not to be told or nothing is in it. Nothing is run or fetched."""
    text = page_as_utf8(content, encoding)
    if text is None:
        return None
    markup, scripts = _cut_silent(text)
    markup = markup.translate(None, _NOT_IN_MARKUP)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    properties = _PROPERTIES(root) if b"itemprop" in markup.lower() else ()
    return PageTree(root, tuple(script.decode() for script in scripts), tuple(properties))


def _cut_silent(markup: bytes) -> tuple[bytes, list[bytes]]:
    """The markup without what holds no text, and what linked-data scripts held.

    An element that is never closed ends with its opening tag: what follows is read as a page.
    """
    kept: list[bytes] = []
    scripts: list[bytes] = []
    lowered = markup.lower()  # changes ASCII letters only: offsets stay
    place = 0
    while match := _SILENT.search(markup, place):
        kept.append(markup[place : match.start()])
        if match.group(1) is None:
            end = markup.find(b"-->", match.end())
            place = end + 3 if end >= 0 else match.end()
            continue
        name = match.group(1).lower()
        opening = _OPENING_END.match(markup, match.end())
        start = opening.end() if opening else match.end()
        end = lowered.find(b"</" + name, start)
        if end < 0:
            place = start
            continue
        if name == b"script" and _LINKED_DATA.search(markup, match.end(), start):
            scripts.append(markup[start:end])
        closing = markup.find(b">", end)
        place = closing + 1 if closing >= 0 else len(markup)
        kept.append(b" ")
    kept.append(markup[place:])
    return b"".join(kept), scripts
