"""The texts of a page, block by block in reading order, each with where it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree

from dateline.inputs.page_tree import PageTree
from dateline.inputs.page_words import PageWords

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "th", "thead", "tr", "ul", "aside", "nav", "figure", "hgroup",
))
_NEVER_TEXT = frozenset((
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas",
    "audio", "video", "button", "select", "option", "textarea", "input", "label", "map", "picture", "dialog",
    "figcaption", "nav", "rp", "rt",
))
# fmt: on
_USUALLY_APART = frozenset(("aside", "footer", "figure", "form", "menu"))
_NEVER_APART = frozenset(("p", "h1", "h2", "h3", "article", "main", "body"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LETTERS = re.compile(r"[^\W_]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LENGTH = etree.XPath("string-length(.)")
# An element with so much of the page's text is no furniture, whatever it is called.
_MOST_FURNITURE_SHARE = 0.35
_MOST_DEPTH = 400


class Node:
    """An element that holds blocks: its place in the tree, what it is called, and how much prose it holds."""

    __slots__ = ("count", "depth", "heading", "is_apart", "names", "parent", "prose", "score", "tag")

    def __init__(self, tag: str, parent: "Node | None", names: frozenset[str], is_apart: bool) -> None:
        self.tag, self.parent, self.names, self.is_apart = tag, parent, names, is_apart
        self.heading: str | None = tag if tag in _HEADINGS else parent.heading if parent else None
        self.depth: int = parent.depth + 1 if parent else 0
        self.score, self.prose, self.count = 0.0, 0, 0


@dataclass(slots=True)
class Block:
    """One stretch of text between block ends; `link_chars` of its characters are in links."""

    text: str
    link_chars: int
    node: Node

    @property
    def linked_share(self) -> float:
        """Of the characters, the share in links."""
        return self.link_chars / len(self.text)

    @property
    def is_heading(self) -> bool:
        """Whether it stands in a heading's element."""
        return self.node.heading is not None


class TimeElement(NamedTuple):
    """The machine's form of a printed time, and how many blocks stand before it."""

    value: str
    place: int


class _Walker:
    def __init__(self, root: Any, words: PageWords, properties: Iterable[Any]) -> None:
        self.words = words
        self.blocks: list[Block] = []
        self.times: list[TimeElement] = []
        self.pieces: list[str] = []
        self.link_chars = 0
        self.total = max(1.0, _LENGTH(root))

        self.kept: set[Any] = set()
        for element in properties:
            if "articleBody" not in element.get("itemprop"):
                continue
            while element is not None and element not in self.kept:
                self.kept.add(element)
                element = element.getparent()

    def flush(self, node: Node) -> None:
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            if _LETTERS.search(text):
                self.blocks.append(Block(text, min(self.link_chars, len(text)), node))
            self.pieces.clear()
            self.link_chars = 0

    def walk(self, element: Any, node: Node, in_link: bool, depth: int) -> None:
        if text := element.text:
            self.add(text, in_link)
        was_break = False
        for child in element:
            tag = child.tag
            if tag == "br":
                # Two in a row part paragraphs, one only lines.
                if was_break:
                    self.flush(node)
                else:
                    self.pieces.append("\n")
                was_break = not (child.tail and child.tail.strip())
            elif isinstance(tag, str) and tag not in _NEVER_TEXT and depth < _MOST_DEPTH:
                was_break = False
                self.enter(child, tag, node, in_link, depth)
            if tail := child.tail:
                self.add(tail, in_link)

    def enter(self, child: Any, tag: str, node: Node, in_link: bool, depth: int) -> None:
        attributes = child.attrib
        names: frozenset[str] = frozenset()
        if attributes:
            names = self.words.names_of(attributes)
            if self.is_furniture(child, tag, attributes, names):
                if tag in _BLOCKS:
                    self.flush(node)
                return
        elif tag in _USUALLY_APART and self.is_small(child):
            self.flush(node)
            return
        if tag == "time" and (value := attributes.get("datetime")):
            self.times.append(TimeElement(value.strip(), len(self.blocks)))
        if tag in _BLOCKS:
            self.flush(node)
            is_apart = tag not in _NEVER_APART and not names.isdisjoint(self.words.small_furniture_names)
            inner = Node(tag, node, names, is_apart)
            self.walk(child, inner, in_link, depth + 1)
            self.flush(inner)
        else:
            self.walk(child, node, in_link or tag == "a", depth + 1)

    def is_furniture(self, child: Any, tag: str, attributes: Any, names: frozenset[str]) -> bool:
        if child in self.kept or not names.isdisjoint(self.words.kept_names):
            return False
        if tag in _USUALLY_APART or not names.isdisjoint(self.words.furniture_names):
            return tag not in ("html", "body", "main") and self.is_small(child)
        if attributes.get("hidden") is not None or attributes.get("aria-hidden") == "true":
            return self.is_small(child)
        style = attributes.get("style")
        return style is not None and _HIDDEN.search(style) is not None and self.is_small(child)

    def is_small(self, child: Any) -> bool:
        return bool(_LENGTH(child) < _MOST_FURNITURE_SHARE * self.total)

    def add(self, text: str, in_link: bool) -> None:
        self.pieces.append(text)
        if in_link:
            self.link_chars += len(text.strip())


def find_blocks(page: PageTree, words: PageWords) -> tuple[list[Block], list[TimeElement]]:
    """Blocks of the page's body and its time elements, in reading order.

    Without navigation, forms, pictures and what is named furniture.
    """
    root = page.root
    body = root.find("body") if root.tag == "html" else root
    if body is None:
        body = root
    walker = _Walker(body, words, page.properties)
    top = Node("body", None, frozenset(), False)
    walker.walk(body, top, False, 0)
    walker.flush(top)
    return walker.blocks, walker.times
