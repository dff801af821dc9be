"""The patterns of dates.toml as one automaton over words, whose states are made when a text first needs them.

A pattern allows many sequences of kinds, for words may be optional and kinds alternatives; those of all patterns of a
language are thousands, of which texts use a few hundred.
"""

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.dates.lexicon import lexicon
from dateline.dates.marks import MARK_KINDS, MARKS
from dateline.dates.operations import OPERATIONS
from dateline.dates.operations.registry import Operation
from dateline.dates.spans import UNIT_DAYS
from dateline.errors import LanguageDataError


class _Element(NamedTuple):
    """One element of a pattern: 'a|b' is either kind, named by the first, 'c?' may lack, '~d' is context."""

    kinds: tuple[str, ...]
    is_optional: bool
    is_context: bool

    @classmethod
    def read(cls, written: str) -> "_Element":
        return cls(tuple(written.strip("~?").split("|")), written.endswith("?"), written.startswith("~"))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A line of [patterns]; `order` is its place there, `barred` are the kinds that must not follow."""

    written: str
    elements: tuple[_Element, ...]
    barred: tuple[str, ...]
    operation: str
    arguments: tuple[str, ...]
    order: int

    @classmethod
    def read(cls, written: str, meaning: str, order: int) -> "_Pattern":
        words, (operation, *arguments) = written.split(), meaning.split()
        elements = tuple(_Element.read(word) for word in words if not word.startswith("!"))
        barred = tuple(kind for word in words if word.startswith("!") for kind in word[1:].split("|"))
        return cls(written, elements, barred, operation, tuple(arguments), order)

    @property
    def kinds(self) -> Iterator[str]:
        """Every kind of word that it speaks of."""
        yield from (kind for element in self.elements for kind in element.kinds)
        yield from self.barred

    @property
    def named(self) -> frozenset[str]:
        """The names of words among the arguments; the others are literals."""
        return frozenset(argument for argument in self.arguments if not _is_literal(argument))

    def references(self, taken: Iterable[int]) -> dict[str, int]:
        """Where on the path of the elements taken each name stands; a name that stands twice is name1, name2."""
        found: dict[str, int] = {}
        counts: dict[str, int] = {}
        for place, number in enumerate(taken):
            name = self.elements[number].kinds[0]
            counts[name] = counts.get(name, 0) + 1
            found.setdefault(name, place)
            found[f"{name}{counts[name]}"] = place
        return found

    def following(self, number: int) -> Iterator[int]:
        """Elements that may come right after one, or after the beginning, -1; the number behind the last is the end."""
        for place in range(number + 1, len(self.elements)):
            yield place
            if not self.elements[place].is_optional:
                return
        yield len(self.elements)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern complete with the words of one path.

    `arguments` are each a place on the path, or None and a literal; `first` and `last` are the places of the first and
    last word of the mention, whose context the others are. `barred` has the bits of kinds that must not follow.
    """

    pattern: str
    name: str
    operation: Operation
    arguments: tuple[tuple[int | None, int | str], ...]
    first: int
    last: int
    order: int
    barred: int


class _Item(NamedTuple):
    """A pattern as far as a path has come in it: the elements that its words stand for."""

    pattern: _Pattern
    taken: tuple[int, ...] = ()

    def rule(self, automaton: "Patterns") -> Rule | None:
        """The rule complete here; None where an optional word that the operation needs was left out."""
        pattern = self.pattern
        places = pattern.references(self.taken)
        if not pattern.named <= places.keys():
            return None
        inner = [place for place, number in enumerate(self.taken) if not pattern.elements[number].is_context]
        return Rule(
            pattern=pattern.written,
            name=pattern.operation,
            operation=OPERATIONS[pattern.operation],
            arguments=tuple((places.get(argument), _literal(argument)) for argument in pattern.arguments),
            first=inner[0],
            last=inner[-1],
            order=pattern.order,
            barred=automaton.mask(pattern.barred),
        )


class State:
    """Where paths have come in all patterns at once: the rules complete here, in the order of the file.

    `mask` has the bits of the kinds that lead on.
    """

    __slots__ = ("_automaton", "_onward", "_ways", "mask", "rules")

    def __init__(self, automaton: "Patterns", items: Iterable[_Item]) -> None:
        self._automaton = automaton
        self._ways: dict[tuple[str, ...], State | None] = {}
        self._onward: list[tuple[tuple[str, ...], _Item]] = []
        self.rules: list[Rule] = []
        for item in items:
            pattern, taken = item
            for number in pattern.following(taken[-1] if taken else -1):
                if number < len(pattern.elements):
                    self._onward.append((pattern.elements[number].kinds, _Item(pattern, (*taken, number))))
                elif rule := item.rule(automaton):
                    self.rules.append(rule)
        self.mask = _union(automaton.mask(kinds) for kinds, _ in self._onward)

    def after(self, kinds: tuple[str, ...]) -> "State | None":
        """The state that a word leads to which can be of these kinds, None where it leads nowhere."""
        try:
            return self._ways[kinds]
        except KeyError:
            items = tuple(item for wanted, item in self._onward if not set(wanted).isdisjoint(kinds))
            state = self._ways[kinds] = self._automaton.state(items) if items else None
            return state


class Patterns:
    """The patterns of a language; each kind of word is a bit, so that most of what leads nowhere costs one `&`.

    `core_words` are the lexicon's words, by number, of which every phrase has one, unless it has a number in digits.
    """

    def __init__(self, patterns: Sequence[_Pattern], core_words: frozenset[int]) -> None:
        kinds = dict.fromkeys(kind for pattern in patterns for kind in pattern.kinds)
        self._bits = {kind: 1 << number for number, kind in enumerate(kinds)}
        self._masks: dict[tuple[str, ...], int] = {}
        self._states: dict[tuple[_Item, ...], State] = {}
        self.root, self.core_words = self.state(tuple(map(_Item, patterns))), core_words

    def state(self, items: tuple[_Item, ...]) -> State:
        """The state in which paths have come so far in these patterns."""
        found = self._states.get(items)
        if found is None:
            found = self._states[items] = State(self, items)
        return found

    def mask(self, kinds: tuple[str, ...]) -> int:
        """The bits of all that a word can stand for, as far as patterns name them."""
        found = self._masks.get(kinds)
        if found is None:
            found = self._masks[kinds] = _union(self._bits.get(kind, 0) for kind in kinds)
        return found

    @functools.cached_property
    def opening_marks(self) -> tuple[str, ...]:
        """The punctuation marks that a pattern may begin with."""
        return tuple(mark for mark, kinds in MARKS.items() if self.mask(kinds) & self.root.mask)


def _union(masks: Iterable[int]) -> int:
    return functools.reduce(int.__or__, masks, 0)


def _is_literal(argument: str) -> bool:
    return argument.startswith("=") or argument.lstrip("+-").isdigit()


def _literal(argument: str) -> int | str:
    return int(argument) if argument.lstrip("+-").isdigit() else argument.removeprefix("=")


@functools.cache
def patterns(language: str, genre: str = "news") -> Patterns:
    """The patterns of a language; a LanguageDataError names an unknown operation or kind.

    In a dialogue those of the section [dialogue] come first.
    """
    words_of = lexicon(language)
    sections = ("dialogue", "patterns") if genre == "dialogue" else ("patterns",)
    lines = [line for section in sections for line in words_of.data.get(section, {}).items()]
    found = [_Pattern.read(written, meaning, order) for order, (written, meaning) in enumerate(lines)]
    made = {kind for operation in OPERATIONS.values() for kind in operation.kinds}
    made |= {f"{unit}_period" for unit in UNIT_DAYS}
    for pattern in found:
        _check(language, pattern, words_of.kinds | made)
    core = _core(found, words_of.content, made - words_of.kinds)
    return Patterns(found, words_of.with_kinds(core))


def _check(language: str, pattern: _Pattern, known: Collection[str]) -> None:
    file, place = f"languages/{language}/dates.toml", f"patterns.{pattern.written}"
    if pattern.operation not in OPERATIONS:
        advice = f"choose one of {', '.join(sorted(OPERATIONS))}"
        raise LanguageDataError(file, place, f"no operation {pattern.operation!r}", advice)
    unknown = next((kind for kind in pattern.kinds if kind not in known), None)
    if unknown:
        raise LanguageDataError(file, place, f"no kind of word {unknown!r}", "declare its words")
    if not pattern.named <= pattern.references(range(len(pattern.elements))).keys():
        raise LanguageDataError(file, place, f"{pattern.operation!r} names a word that is not in it", "name it")


def _core(found: Sequence[_Pattern], content: frozenset[str], phrases: Collection[str]) -> frozenset[str]:
    """The content words, and for each pattern that may do without one those of its rarest word.

    `phrases` are kinds that no word is of, but only a phrase, which has a core of its own.
    """
    uses = Counter(kind for pattern in found for kind in pattern.kinds)
    core = content.union(phrases)
    for pattern in found:
        required = [element.kinds for element in pattern.elements if not element.is_optional]
        if not any(core.issuperset(kinds) for kinds in required):
            words = [kinds for kinds in required if MARK_KINDS.isdisjoint(kinds)]
            core = core.union(min(words, key=lambda kinds: sum(uses[kind] for kind in kinds)))
    return core.difference(phrases)
