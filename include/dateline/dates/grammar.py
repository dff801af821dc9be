"""Finds phrases that name times: words of the lexicon joined by the patterns of dates.toml.

A text is read from its end to its start, so that the phrases a pattern needs on its right are known when it is tried. A
phrase reaches over at most `REACH` characters, which keeps the work proportional to the length of the text whatever it
holds.
"""

import bisect
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.dates.lexicon import CUE_KINDS, Lexicon, lexicon
from dateline.dates.marks import MARKS, punctuation
from dateline.dates.operations.registry import Basis, Node
from dateline.dates.patterns import Patterns, Rule, State, patterns
from dateline.dates.spans import UNIT_DAYS
from dateline.dates.tokens import REACH, find_tokens
from dateline.text import Folded

_MAY_FOLLOW = frozenset((" ", *MARKS))
_FINAL = frozenset({"date", "vague", "unplaced"})
_BASES: tuple[Basis, ...] = ("absolute", "anchor", "either", "previous")


def _make(rule: Rule, path: Sequence[Node]) -> Node | None:
    """The phrase a rule makes of the words on its path; None when they make no value."""
    operation = rule.operation
    arguments = tuple([literal if place is None else _value(path[place]) for place, literal in rule.arguments])
    if operation.fits and not operation.fits(*arguments):
        return None
    begin, start, end, reach = path[0].begin, path[rule.first].start, path[rule.last].end, _reach(path[-1])
    if operation.is_value:
        value = operation.resolve(*arguments)
        return None if value is None else Node(operation.kinds, begin, start, end, value, reach=reach)
    kinds, basis, phrases = operation.kinds, operation.basis, 1
    for node in path:
        phrases += node.phrases
        if node.basis != "absolute" and _BASES.index(node.basis) > _BASES.index(basis):
            basis = node.basis
    if "date" in kinds:
        kinds = (*kinds, *_unit_kinds(arguments))
    return Node(kinds, begin, start, end, None, rule.name, arguments, basis, rule.pattern, rule.order, reach, phrases)


def _preference(node: Node) -> tuple[int, int]:
    """Of phrases of the same words and kinds that of the pattern written first is kept, then that of fewest phrases."""
    return node.order, node.phrases


def _reach(node: Node) -> int:
    return node.reach or node.end


def _unit_kinds(arguments: Sequence[object]) -> Iterator[str]:
    """The kind of a phrase over a unit: last week is a week_period, and so is what 上周 says in one word."""
    for argument in arguments:
        unit = argument[0] if type(argument) is tuple and argument else argument
        if type(unit) is str and unit in UNIT_DAYS:
            yield f"{unit}_period"


def _value(node: Node) -> object:
    return node if node.operation else node.value


class _After(NamedTuple):
    """What starts right after a place: where, the words, phrases and marks there, and the bits of all their kinds."""

    place: int
    nodes: list[Node]
    mask: int


class _Chart:
    """All phrases of one text, by the place where they begin; `apart` are words that stand in no pattern."""

    def __init__(self, words_of: Lexicon, patterns: Patterns, folded: Folded, original: str) -> None:
        self.text, self._patterns = folded.text, patterns
        self.at: dict[int, list[Node]] = {}
        near, self.apart = find_tokens(words_of, patterns, folded, original)
        for token in near:
            (self.at.setdefault(token.begin, []) if patterns.mask(token.kinds) else self.apart).append(token)
        self._ends = {token.end for nodes in self.at.values() for token in nodes}
        self._known: dict[int, _After] = {}

    def fill(self) -> None:
        root = self._patterns.root
        for begin in sorted(self.at, reverse=True):
            agenda = self.at[begin]
            seen: dict[tuple[tuple[str, ...], int, int], int] = {}
            for place, node in enumerate(agenda):  # grows while it is read: a phrase found may begin a longer one
                state = root.after(node.kinds)
                if state is None or (not state.rules and self._is_alone(node)) or self._is_tail(node):
                    continue
                for found in self._complete(state, [node], begin):
                    before = seen.setdefault((found.kinds, found.start, found.reach), len(agenda))
                    if before == len(agenda):
                        agenda.append(found)
                    elif place < before and _preference(found) < _preference(agenda[before]):
                        agenda[before] = found

    def _complete(self, state: State, path: list[Node], begin: int) -> Iterator[Node]:
        """The phrases that a path makes which has led to a state, and those that begin with it."""
        after = self._after(_reach(path[-1]))
        is_near = after.place - begin <= REACH
        for rule in state.rules:
            if not (is_near and rule.barred & after.mask):
                made = _make(rule, path)
                if made is not None:
                    yield made
        if is_near and state.mask & after.mask:
            for node in after.nodes:
                following = state.after(node.kinds)
                if following is not None:
                    yield from self._complete(following, [*path, node], begin)

    def _is_alone(self, node: Node) -> bool:
        """Whether no word or mark of a pattern stands right behind; most words show it at a glance."""
        text, place = self.text, node.reach or node.end
        if text[place : place + 1] == " ":
            place += 1
        return place not in self.at and place < len(text) and text[place] not in _MAY_FOLLOW

    def _is_tail(self, node: Node) -> bool:
        """Whether a small number is the end of a name, as in COVID-19, and so begins no phrase; 30 in June-30 does."""
        return (
            node.kinds[0] == "number"
            and "year" not in node.kinds
            and self.text[node.begin - 1 : node.begin] == "-"
            and self.text[node.begin - 2 : node.begin - 1].isalpha()
            and node.begin - 1 not in self._ends
        )

    def _after(self, end: int) -> "_After":
        """Words and phrases that start right after a place, with nothing but blanks between.

        All of them are known when the place is first asked for, since a text is read from its end.
        """
        known = self._known.get(end)
        if known is None:
            text, place = self.text, end
            while text[place : place + 1] == " ":
                place += 1
            nodes = self.at.get(place, [])
            mark = punctuation(text, place)
            if mark and mark not in nodes:
                nodes = [*nodes, mark]
            mask, mask_of = 0, self._patterns.mask
            for node in nodes:
                mask |= mask_of(node.kinds)
            known = self._known[end] = _After(place, nodes, mask)
        return known


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one text that name a time, and what else its words say of times.

    `cues` tell where a clause looks or ends; `misses` are what looked like a time and is none.
    """

    found: list[Node]
    cues: list[Node]
    misses: list[Node]


@functools.cache
def _role(kinds: tuple[str, ...], operation: str) -> str | None:
    """What becomes of a word or phrase: a time or what only looks like one, a cue, a miss, or nothing by itself."""
    if (operation and not _FINAL.isdisjoint(kinds)) or "blocked" in kinds:
        return "final"
    if not CUE_KINDS.isdisjoint(kinds):
        return "cue"
    return "other" if operation == "year_alone" or kinds[0].startswith("unsure_") else None


def find_phrases(folded: Folded, original: str, language: str, genre: str = "news") -> Phrases:
    """Phrases that name a time, in reading order and without overlap: the leftmost, then the longest.

    Offsets are those of the folded text.
    """
    chart = _Chart(lexicon(language), patterns(language, genre), folded, original)
    chart.fill()
    sorted_out: dict[str, list[Node]] = {"final": [], "cue": [], "other": []}
    for nodes in (chart.apart, *chart.at.values()):
        for node in nodes:
            role = _role(node.kinds, node.operation)
            if role:
                sorted_out[role].append(node)
    finals, cues, others = sorted_out.values()
    # Of two readings of the same words the one that asks for more around them is the surer.
    finals.sort(
        key=lambda node: (node.start, -node.end, "blocked" not in node.kinds, node.begin, -_reach(node), node.order)
    )
    kept: list[Node] = []
    for node in finals:
        if not kept or node.start >= kept[-1].end:
            kept.append(node)
    found = [node for node in kept if "blocked" not in node.kinds]
    blocked = [node for node in kept if "blocked" in node.kinds]
    return Phrases(found, _apart(cues, blocked), blocked + _apart(others, kept))


def _apart(others: Sequence[Node], kept: Sequence[Node]) -> list[Node]:
    """Those of the others that no phrase kept covers; the kept ones stand in reading order, apart."""
    ends = [0, *(node.end for node in kept)]
    starts = [node.start for node in kept]
    return [node for node in others if node.start >= ends[bisect.bisect_right(starts, node.start)]]
