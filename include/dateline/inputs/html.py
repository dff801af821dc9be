"""Saved web pages and pieces of HTML: title, publication values and body text."""

import datetime as dt
import logging
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from htmldate import find_date
from lxml import etree, html

from dateline.inputs.page_blocks import find_blocks
from dateline.inputs.page_body import find_body, weight
from dateline.inputs.page_facts import PageFacts, find_facts
from dateline.inputs.page_tree import PageTree, parse_page
from dateline.inputs.page_words import page_words
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
_TELLS_DATE = re.compile(r"\d|年")
# Both warn of each page they find nothing in; such a page is a row of ours.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
# A body shorter than this may be the wrong one: the text in linked data and a second reader are asked as well.
_LEAST_BODY = 250
_MUCH_MORE = 2


def read_page(page: RawPage) -> RawArticle | Reject:
    """The article of a saved page; scripts are never run, nothing is fetched."""
    if not page.content.strip():
        return Reject(page.place, "empty_text", "an empty page")
    tree = parse_page(page.content, page.encoding)
    if tree is None:
        return Reject(page.place, "broken_encoding", "no encoding makes text of the page's bytes")
    words, facts = page_words(), find_facts(tree, page.url)
    blocks, times = find_blocks(tree, words)
    body = find_body(blocks, times, words, facts)
    text = "\n".join(body.paragraphs)
    if weight(text) < _LEAST_BODY:
        other = max(facts.full_text or "", _second_reading(tree), key=weight)
        text = other if weight(other) > _MUCH_MORE * weight(text) else text
    if not text.strip():
        return Reject(page.place, "empty_text", "no article text in the page")
    published = list(dict.fromkeys((*facts.published, *body.times)))
    return RawArticle(
        page.place,
        text,
        facts.title,
        published[0] if published else None,
        facts.url,
        None,
        facts.publisher,
        facts.author,
        page.seen_at,
        "metadata",
        tuple(published[1:]),
        _head(facts, body.head_lines),
        None if published else _found_day(tree),
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


def _head(facts: PageFacts, lines: list[str]) -> str:
    """The title and the lines around it that may tell a date, as a text of their own."""
    told = [line for line in lines if line != facts.title and _TELLS_DATE.search(line)]
    return "\n".join((facts.title or "", *told)) if told else ""


def _second_reading(tree: PageTree) -> str:
    found: Any = trafilatura.bare_extraction(_parsed_anew(tree), with_metadata=False)
    return str(found.text) if found is not None and found.text else ""


def _found_day(tree: PageTree) -> dt.date | None:
    """A day somewhere in the page that looks like its publication's."""
    found = find_date(_parsed_anew(tree), original_date=True, extensive_search=False)
    return dt.date.fromisoformat(found) if found else None


def _parsed_anew(tree: PageTree) -> Any:
    """A tree of the elements that the two libraries know, and may change."""
    return html.document_fromstring(etree.tostring(tree.root, encoding="unicode", method="html"))


def _pieces(tree: Any) -> Iterator[str]:
    """The texts of a tree in reading order, a line end on either side of each block."""
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield "\n"
        yield (element.text if event == "start" else element.tail) or ""
