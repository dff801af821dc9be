"""Finds phrases that name times: words of the lexicon joined by the patterns of dates.toml.

Patterns are compiled into one trie of word kinds. A text is read from its end to its start, so that the phrases a
pattern needs on its right are known when it is tried. A phrase reaches over at most `_REACH` characters, which keeps
the work proportional to the length of the text whatever it holds.
"""

import bisect
import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.dates.lexicon import MARKS, Lexicon, lexicon, punctuation
from dateline.dates.operations import OPERATIONS
from dateline.dates.operations.registry import Basis, Node
from dateline.dates.spans import UNIT_DAYS
from dateline.errors import LanguageDataError
from dateline.text import Folded

_REACH = 120
_MAY_FOLLOW = frozenset((" ", *MARKS))
_FINAL = frozenset({"date", "vague", "unplaced"})
_BASES: tuple[Basis, ...] = ("absolute", "anchor", "either", "previous")


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: str
    operation: str
    arguments: tuple[int | str | None, ...]  # place in the pattern, or a literal; None for an optional word left out
    context: tuple[bool, ...]
    order: int
    barred: int = 0  # bits of the kinds of word that must not follow


@dataclass(slots=True)
class _State:
    """A place in the trie of patterns: where each kind of word leads, and the rules complete here.

    `mask` has the bits of the kinds that lead on.
    """

    ways: dict[str, "_State"] = field(default_factory=dict)
    rules: list[_Rule] = field(default_factory=list)
    mask: int = 0


class _Trie:
    """The patterns of a language; each kind of word is a bit, so that most of what leads nowhere costs one `&`."""

    def __init__(self) -> None:
        self.root = _State()
        self._bits: dict[str, int] = {}
        self._masks: dict[tuple[str, ...], int] = {}
        self._onward: dict[tuple[str, ...], int] = {}

    def add(self, kinds: Iterable[str], rule: _Rule) -> None:
        """One more sequence of kinds that a rule is complete with."""
        state = self.root
        for kind in kinds:
            state.mask |= self.bit(kind)
            state = state.ways.setdefault(kind, _State())
        state.rules.append(rule)

    def bit(self, kind: str) -> int:
        """The bit of a kind of word."""
        return self._bits.setdefault(kind, 1 << len(self._bits))

    def mask(self, kinds: tuple[str, ...]) -> int:
        """The bits of all that a word can stand for, as far as patterns name them."""
        found = self._masks.get(kinds)
        if found is None:
            found = self._masks[kinds] = functools.reduce(int.__or__, (self._bits.get(kind, 0) for kind in kinds), 0)
        return found

    def onward(self, kinds: tuple[str, ...]) -> int:
        """The bits of all that may follow such a word at the beginning of a pattern; -1 where nothing need follow."""
        found = self._onward.get(kinds)
        if found is None:
            states = [self.root.ways[kind] for kind in kinds if kind in self.root.ways]
            found = -1 if any(state.rules for state in states) else 0
            for state in states:
                found |= state.mask
            self._onward[kinds] = found
        return found

    @functools.cached_property
    def opening_marks(self) -> tuple[str, ...]:
        """The punctuation marks that a pattern may begin with."""
        return tuple(mark for mark, kinds in MARKS.items() if self.mask(kinds) & self.root.mask)


def _literal(argument: str) -> int | str:
    return int(argument) if argument.lstrip("+-").isdigit() else argument


def _expand(pattern: str) -> Iterator[list[tuple[str, str, bool]]]:
    """Every sequence a pattern allows, as (kind, name to refer to it by, is context); 'a|b' is either, 'c?' may lack.

    What begins with "!" is no part of a sequence: it bars words from following it.

    >>> [[word[0] for word in words] for words in _expand("weekday? day_number|ordinal month")]
    [['weekday', 'day_number', 'month'], ['weekday', 'ordinal', 'month'], ['day_number', 'month'], ['ordinal', 'month']]
    """
    choices: list[list[tuple[str, str, bool] | None]] = []
    for element in pattern.split():
        if element.startswith("!"):
            continue
        word = element.strip("~?")
        options: list[tuple[str, str, bool] | None] = [
            (kind, word.split("|")[0], element.startswith("~")) for kind in word.split("|")
        ]
        choices.append([*options, None] if element.endswith("?") else options)
    for chosen in itertools.product(*choices):
        yield [word for word in chosen if word is not None]


def _barred(pattern: str) -> frozenset[str]:
    """Kinds of word that must not follow a phrase: the '!a|b' of its pattern."""
    return frozenset(kind for element in pattern.split() if element.startswith("!") for kind in element[1:].split("|"))


def _references(words: Sequence[tuple[str, str, bool]]) -> dict[str, int]:
    """Where each name of a pattern stands; a name that stands twice is told apart as number1, number2."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    for place, (_, name, _) in enumerate(words):
        counts[name] = counts.get(name, 0) + 1
        found.setdefault(name, place)
        found[f"{name}{counts[name]}"] = place
    return found


@functools.cache
def patterns(language: str, genre: str = "news") -> _Trie:
    """The trie of a language's patterns; a LanguageDataError names an unknown operation or kind.

    In a dialogue those of the section [dialogue] come first.
    """
    words_of = lexicon(language)
    file = f"languages/{language}/dates.toml"
    known = words_of.kinds | {kind for operation in OPERATIONS.values() for kind in operation.kinds}
    known |= {f"{unit}_period" for unit in UNIT_DAYS}
    sections = ("dialogue", "patterns") if genre == "dialogue" else ("patterns",)
    rules = [item for section in sections for item in words_of.data.get(section, {}).items()]
    trie = _Trie()
    for order, (pattern, meaning) in enumerate(rules):
        operation, *arguments = meaning.split()
        if operation not in OPERATIONS:
            advice = f"choose one of {', '.join(sorted(OPERATIONS))}"
            raise LanguageDataError(file, f"patterns.{pattern}", f"no operation {operation!r}", advice)
        is_used, barred, named = False, _barred(pattern), set(arguments) - _literals(arguments)
        bars = sum(trie.bit(kind) for kind in barred)
        for words in _expand(pattern):
            places = _references(words)
            if not named <= places.keys():
                continue  # an optional word that the operation needs was left out
            is_used = True
            kinds = [kind for kind, _, _ in words]
            if not known.issuperset(kinds) or not known.issuperset(barred):
                unknown = next(kind for kind in (*kinds, *barred) if kind not in known)
                raise LanguageDataError(
                    file, f"patterns.{pattern}", f"no kind of word {unknown!r}", "declare its words"
                )
            values = tuple(places.get(argument, f"={argument}") for argument in arguments)
            contexts = tuple(context for *_, context in words)
            trie.add(kinds, _Rule(pattern, operation, values, contexts, order, bars))
        if not is_used:
            raise LanguageDataError(
                file, f"patterns.{pattern}", f"{meaning!r} names a word that is not in it", "name it"
            )
    return trie


def _literals(arguments: Sequence[str]) -> set[str]:
    return {argument for argument in arguments if argument.startswith("=") or argument.lstrip("+-").isdigit()}


def _make(rule: _Rule, path: Sequence[Node]) -> Node | None:
    """The phrase a rule makes of the words on its path; None when they make no value."""
    inner = [node for node, is_context in zip(path, rule.context, strict=True) if not is_context]
    operation = OPERATIONS[rule.operation]
    arguments = tuple(
        _literal(place.lstrip("=")) if isinstance(place, str) else _value(path[place])
        for place in rule.arguments
        if place is not None
    )
    if operation.fits and not operation.fits(*arguments):
        return None
    if operation.is_value:
        value = operation.resolve(*arguments)
        if value is None:
            return None
        ends = path[0].begin, inner[0].start, inner[-1].end
        return Node(operation.kinds, *ends, value, reach=path[-1].reach or path[-1].end)
    bases = [operation.basis, *(node.basis for node in path)]
    kinds = operation.kinds
    return Node(
        kinds=(*kinds, *_unit_kinds(arguments)) if "date" in kinds else kinds,
        begin=path[0].begin,
        start=inner[0].start,
        end=inner[-1].end,
        operation=rule.operation,
        arguments=arguments,
        basis=max(bases, key=_BASES.index),
        rule=rule.pattern,
        order=rule.order,
        reach=path[-1].reach or path[-1].end,
    )


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

    def __init__(self, words_of: Lexicon, trie: _Trie, folded: Folded, original: str) -> None:
        self.text, self._trie = folded.text, trie
        self.at: dict[int, list[Node]] = {}
        self.apart: list[Node] = []
        self._ends: set[int] = set()
        for token in words_of.tokens(folded, original):
            if trie.mask(token.kinds):
                self.at.setdefault(token.begin, []).append(token)
                self._ends.add(token.end)
            else:
                self.apart.append(token)
        self._opening = set(self._opening_marks())
        self._known: dict[int, _After] = {}

    def _opening_marks(self) -> Iterator[int]:
        """Places of the marks that a pattern may begin with; from here on they are words like others."""
        for mark in self._trie.opening_marks:
            place = self.text.find(mark)
            while place >= 0:
                self.at.setdefault(place, []).extend(node for node in [punctuation(self.text, place)] if node)
                yield place
                place = self.text.find(mark, place + 1)

    def fill(self) -> None:
        root, onward = self._trie.root, self._trie.onward
        for begin in sorted(self.at, reverse=True):
            agenda = self.at[begin]
            seen: dict[tuple[tuple[str, ...], int, int], int] = {}
            for place, node in enumerate(agenda):  # grows while it is read: a phrase found may begin a longer one
                wanted = onward(node.kinds)
                if not wanted or (wanted > 0 and self._is_alone(node)):
                    continue
                if (wanted > 0 and not wanted & self._after(_reach(node)).mask) or self._is_tail(node):
                    continue
                for found in self._extend(root, [], node, begin):
                    before = seen.setdefault((found.kinds, found.start, found.reach), len(agenda))
                    if before == len(agenda):
                        agenda.append(found)
                    elif place < before and found.order < agenda[before].order:
                        agenda[before] = found  # of two patterns that say the same of the same words, the first written

    def _extend(self, state: _State, path: list[Node], node: Node, begin: int) -> Iterator[Node]:
        for kind in node.kinds:
            following = state.ways.get(kind)
            if following is None:
                continue
            walked = [*path, node]
            after = self._after(_reach(node))
            is_near = after.place - begin <= _REACH
            for rule in following.rules:
                if is_near and rule.barred & after.mask:
                    continue
                made = _make(rule, walked)
                if made is not None:
                    yield made
            if is_near and following.mask & after.mask:
                for other in after.nodes:
                    yield from self._extend(following, walked, other, begin)

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
            if place not in self._opening and (mark := punctuation(text, place)):
                nodes = [*nodes, mark]
            mask = 0
            for node in nodes:
                mask |= self._trie.mask(node.kinds)
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


_CUES = frozenset({"future", "past", "cut"})


@functools.cache
def _role(kinds: tuple[str, ...], operation: str) -> str | None:
    """What becomes of a word or phrase: a time or what only looks like one, a cue, a miss, or nothing by itself."""
    if (operation and not _FINAL.isdisjoint(kinds)) or "blocked" in kinds:
        return "final"
    if not _CUES.isdisjoint(kinds):
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
