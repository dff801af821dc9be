"""Which blocks of a page are the article, in reading order."""

import re
from collections.abc import Sequence

from dateline.inputs.page_blocks import Block, Node
from dateline.inputs.page_words import PageWords

_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u2e80-\u9fff\uac00-\ud7af]")  # scripts that say more in a character
_SENTENCE_END = re.compile(r"[.!?؟。！？…।։။][\"'»”’)\]」』]*\s*$")
_LEAST_PROSE = 40
_MOST_LINKED = 0.5
_REACH = (1.0, 0.7, 0.4, 0.2)
_LEAD_CHARS = (20, 900)


def weight(text: str) -> int:
    """Characters of a text as an alphabet would need them.

    >>> weight("signed"), weight("签署协议")
    (6, 12)
    """
    return len(text) + 2 * len(_DENSE.findall(text))


def is_prose(block: Block) -> bool:
    """Whether a block reads as a paragraph: long enough, and not made of links."""
    return (
        weight(block.text) >= _LEAST_PROSE
        and block.link_chars <= _MOST_LINKED * len(block.text)
        and not block.is_heading
    )


def find_container(blocks: Sequence[Block], words: PageWords) -> Node | None:
    """The element that holds the article's paragraphs; None on a page without prose."""
    nodes: list[Node] = []
    for block in blocks:
        if not is_prose(block):
            continue
        size = weight(block.text) * (1 - block.link_chars / len(block.text))
        # A paragraph's own element holds it alone: its parent is the first that may be the article.
        node = block.node.parent if block.node.tag in ("p", "li", "blockquote", "pre") else block.node
        node = node or block.node
        distance = 0
        while node is not None:
            if not node.prose:
                nodes.append(node)
            node.prose += int(size)
            if distance < len(_REACH):
                node.score += _REACH[distance] * size
            distance += 1
            node = node.parent
    if not nodes:
        return None
    best = max(nodes, key=lambda node: node.score * (1.4 if node.names & words.body_names else 1))
    return _widened(best, words)


def _widened(node: Node, words: PageWords) -> Node:
    """The element or the ancestor of it that holds the rest of the article as well."""
    while node.parent is not None and node.parent.tag not in ("body", "main") and not node.names & words.body_names:
        if node.parent.prose < 1.15 * node.prose:
            if not (node.parent.names & words.body_names):
                break
        elif node.parent.prose > 2.5 * node.prose and node.tag not in ("p", "section", "div"):
            break
        node = node.parent
    return node


def is_in(node: Node, container: Node) -> bool:
    """Whether an element is the container or stands in it."""
    one: Node | None = node
    while one is not None and one.depth >= container.depth:
        if one is container:
            return True
        one = one.parent
    return False


def find_body(blocks: Sequence[Block], words: PageWords, title: str | None, description: str | None) -> list[str]:
    """Paragraphs and headings of the article; nothing when the page has no prose."""
    container = find_container(blocks, words)
    if container is None:
        return []
    inside = [place for place, block in enumerate(blocks) if is_in(block.node, container)]
    first = next((p for p in inside if is_prose(blocks[p])), inside[0])
    return [blocks[p].text for p in inside if p >= first and blocks[p].link_chars < 0.8*len(blocks[p].text)]
