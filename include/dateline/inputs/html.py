"""Saved web pages and pieces of HTML: title, publication value and body text."""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree, html

from dateline.inputs.records import RawArticle, RawPage, Reject

_BLOCKS = frozenset((
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
))  # fmt: skip
_NO_TEXT = (
    etree.Comment,
    etree.ProcessingInstruction,
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def read_page(page: RawPage) -> RawArticle | Reject:
    """The article of a saved page; scripts are never run, nothing is fetched."""
    found: Any = None
    if page.content.strip():
        found = trafilatura.bare_extraction(page.content, url=page.url, with_metadata=True)
    if found is None or not found.text:
        return Reject(page.place, "empty_text", "no article text in the page")
    return RawArticle(
        page.place,
        found.text,
        found.title or None,
        found.date or None,
        page.url or found.url,
        None,
        found.sitename or None,
        found.author or None,
        page.seen_at,
    )


def read_fragment(markup: str) -> str:
    r"""The text of a piece of HTML, all of it, a line a block; without what is in scripts and styles.

    >>> read_fragment("<p>Norway &amp; Chad<br>signed.</p><script>x</script>")
    'Norway & Chad\nsigned.'
    """
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return markup
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    text = _SPACES.sub(" ", "".join(_pieces(tree)))
    return _LINES.sub("\n", text).strip()


def _pieces(tree: Any) -> Iterator[str]:
    """The texts of a tree in reading order, a line end on either side of each block."""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "\n"
        yield (element.text if event == "start" else element.tail) or ""
