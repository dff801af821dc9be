"""Which blocks of a page are the article, in reading order, and which lines its head is printed in."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.inputs.linked_data import even_words
from dateline.inputs.page_blocks import Block, Node, TimeElement
from dateline.inputs.page_facts import PageFacts
from dateline.inputs.page_words import PageWords

_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u2e80-\u9fff\uac00-\ud7af]")  # scripts that say more in a character
_SENTENCE_END = re.compile(r"[.!?؟。！？…।။:：؛;][\"'»”’)\]」』]*\s*$")
_LEAST_PROSE = 40
_MOST_LINKED = 0.5
_ALL_LINKED = 0.8
# How much an element counts as the article's by the paragraphs it holds, its own and those one, two, three deeper.
_REACH = (1.0, 0.7, 0.4, 0.2)
_NAMED_BODY = 1.4
_LIKE_PIECES = 0.15
_MOST_APART = 0.35
_LONGEST_FURNITURE = 200
_LONGEST_LEAD = 900
_HEAD_LINES = 12
_REPEATED = 30
_TELLING = 20


@dataclass(frozen=True, slots=True)
class PageBody:
    """Paragraphs and headings of the article, and what stands around its title: short lines and time elements."""

    paragraphs: list[str]
    head_lines: list[str]
    times: list[str]


def find_body(blocks: Sequence[Block], times: Sequence[TimeElement], words: PageWords, facts: PageFacts) -> PageBody:
    """The article among the blocks of a page; no paragraphs when the page has no prose."""
    container = find_container(blocks, words)
    if container is None:
        return PageBody([], [], [])
    inside = _places_in(blocks, container)
    apart = _sections_apart(inside, blocks, container, words)
    kept = [
        place for place in inside if place not in apart and not _is_furniture(blocks[place], container, words, facts)
    ]
    prose = [place for place in kept if is_prose(blocks[place])]
    if not prose:
        return PageBody([], [], [])
    first, last = prose[0], prose[-1]
    kept = [place for place in kept if first <= place <= last or _is_said(blocks[place])]
    kept = _without_loose(kept, blocks, first)
    title = _title_place(blocks, facts, first)
    lead = _leads(blocks, title, min(kept), words, facts)
    chosen = [*lead, *kept]
    top = max(0, (title if title is not None else first) - _HEAD_LINES // 2)
    head = [
        blocks[place].text
        for place in range(top, first)
        if place not in chosen and len(blocks[place].text) <= _LONGEST_FURNITURE
    ]
    return PageBody(
        _distinct([blocks[place].text for place in chosen]),
        head[-_HEAD_LINES:],
        [time.value for time in times if top <= time.place <= first],
    )


def weight(text: str) -> int:
    """Characters of a text as an alphabet would need them.

    >>> weight("signed"), weight("签署协议")
    (6, 12)
    """
    return len(text) + 2 * len(_DENSE.findall(text))


def is_prose(block: Block) -> bool:
    """Whether a block reads as a paragraph: long enough, and not made of links."""
    return not block.is_heading and weight(block.text) >= _LEAST_PROSE and block.linked_share <= _MOST_LINKED


def find_container(blocks: Sequence[Block], words: PageWords) -> Node | None:
    """The element that holds the article's paragraphs; None on a page without prose."""
    prose = [(block, weight(block.text) * (1 - block.linked_share)) for block in blocks if is_prose(block)]
    nodes: dict[int, Node] = {}
    for block, size in prose:
        for node in _upwards(block.node):
            nodes[id(node)] = node
            node.prose += int(size)
            node.count += 1
    for block, size in prose:
        distance = 0
        for node in _upwards(block.node):
            # What wraps one paragraph alone says nothing of where the article is.
            if node.count > 1 or node.parent is None or node.prose == node.parent.prose:
                node.score += _REACH[distance] * size
                distance += 1
                if distance == len(_REACH):
                    break
    if not nodes:
        return None
    named = words.body_names
    best = max(nodes.values(), key=lambda node: (node.score * (_NAMED_BODY if node.names & named else 1), node.depth))
    return _widened(best, list(nodes.values()))


def _upwards(node: Node | None) -> Iterator[Node]:
    while node is not None:
        yield node
        node = node.parent


def _widened(best: Node, nodes: Sequence[Node]) -> Node:
    """The element, or the ancestor of it that holds the rest of an article cut in like pieces."""
    found = piece = best
    while piece.parent is not None and piece.parent.tag != "body":
        around = piece.parent
        beside = [node for node in nodes if node.parent is around and node is not piece]
        alike = sum(node.prose for node in beside if (node.tag, node.names) == (piece.tag, piece.names))
        loose = around.prose - piece.prose - sum(node.prose for node in beside if node.tag != "p")
        if alike >= _LIKE_PIECES * best.prose or loose >= _LIKE_PIECES * best.prose:
            found = around
        elif around.prose > 1.05 * piece.prose:
            break
        piece = around
    return found


def _places_in(blocks: Sequence[Block], container: Node) -> list[int]:
    known: dict[int, bool] = {}
    for block in blocks:
        if id(block.node) not in known:
            known[id(block.node)] = _is_in(block.node, container)
    return [place for place, block in enumerate(blocks) if known[id(block.node)]]


def _is_in(node: Node, container: Node) -> bool:
    return any(one is container for one in _upwards(node))


def _is_furniture(block: Block, container: Node, words: PageWords, facts: PageFacts) -> bool:
    """Whether a block within the article's element is no part of the article."""
    for node in _upwards(block.node):
        if node is container:
            break
        if node.is_apart and node.prose < _MOST_APART * container.prose:
            return True
    size = weight(block.text)
    if block.linked_share > _ALL_LINKED and (size < _LONGEST_FURNITURE or block.node.tag == "li"):
        return True
    if size <= _LONGEST_FURNITURE and words.is_furniture_line(block.text):
        return True
    if facts.title is not None and block.is_heading and even_words(block.text) == even_words(facts.title):
        return True
    author = even_words(facts.author or "")
    return bool(author) and size < 2 * _LEAST_PROSE and even_words(block.text).endswith(author)


def _sections_apart(inside: Sequence[int], blocks: Sequence[Block], container: Node, words: PageWords) -> set[int]:
    """The blocks of elements within the article's that open with a line of furniture: "More from this paper"."""
    found: set[int] = set()
    for place in inside:
        block = blocks[place]
        if place in found or len(block.text) > _LONGEST_FURNITURE or not words.is_furniture_line(block.text):
            continue
        section: Node | None = None
        for node in _upwards(block.node):
            if node is container or (place and _is_in(blocks[place - 1].node, node)):
                break
            section = node
        if section is not None and section.prose < _MOST_APART * container.prose:
            found.update(other for other in inside if _is_in(blocks[other].node, section))
    return found


def _is_said(block: Block) -> bool:
    """Whether a block is a sentence, as a last short paragraph is."""
    return block.node.tag == "p" and _SENTENCE_END.search(block.text) is not None


def _without_loose(kept: Sequence[int], blocks: Sequence[Block], first: int) -> list[int]:
    """The blocks without headings that head nothing and short lines that are no sentences."""
    found: list[int] = []
    for place in reversed(kept):
        block = blocks[place]
        if place < first and not _is_said(block):
            continue
        if block.is_heading and (not found or blocks[found[-1]].node.heading == block.node.heading):
            continue
        is_line = block.node.tag not in ("p", "li", "blockquote", "pre", "dd") and not block.is_heading
        if is_line and weight(block.text) < _LEAST_PROSE and not _SENTENCE_END.search(block.text):
            continue
        found.append(place)
    return found[::-1]


def _title_place(blocks: Sequence[Block], facts: PageFacts, before: int) -> int | None:
    """The last heading before the article that is its title."""
    title = even_words(facts.title or "")
    places = [place for place in range(before) if blocks[place].node.tag == "h1"]
    same = [place for place in range(before) if title and even_words(blocks[place].text) == title]
    return max(same, default=max(places, default=None))


def _leads(blocks: Sequence[Block], title: int | None, first: int, words: PageWords, facts: PageFacts) -> list[int]:
    """The sentences between title and article that sum it up: named so, or what the page gives as its description."""
    if title is None:
        return []
    return [place for place in range(title + 1, first) if _is_lead(blocks[place], words, facts)]


def _is_lead(block: Block, words: PageWords, facts: PageFacts) -> bool:
    if len(block.text) > _LONGEST_LEAD or block.linked_share > _MOST_LINKED or _is_apart(block):
        return False
    evened, description = even_words(block.text), even_words(facts.description or "")
    if evened == even_words(facts.title or "") or words.is_furniture_line(block.text):
        return False
    if description and len(evened) > _TELLING:
        start = min(len(evened), len(description), 3 * _TELLING)
        if evened[:start] == description[:start]:
            return True
    near = list(itertools.islice(_upwards(block.node), 3))
    if weight(block.text) < _LEAST_PROSE:
        return False
    return any(not words.lead_names.isdisjoint(node.names) for node in near) or (
        is_prose(block) and any(node.tag == "header" for node in near)
    )


def _is_apart(block: Block) -> bool:
    return any(node.is_apart for node in list(_upwards(block.node))[:2])


def _distinct(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without those said twice: pull quotes, a lead repeated."""
    evened = [even_words(text) for text in paragraphs]
    whole = "\n".join(evened)
    found: list[str] = []
    said: set[str] = set()
    for text, words in zip(paragraphs, evened, strict=True):
        if len(words) > _REPEATED and whole.count(words) > 1:
            if words in said or evened.count(words) < whole.count(words):
                continue
            said.add(words)
        found.append(text)
    return found
