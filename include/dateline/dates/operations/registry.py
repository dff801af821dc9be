"""Phrases, what they count from, and the closed list of operations that patterns of dates.toml may name."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar

from dateline.dates.spans import UNIT_DAYS, Granularity, Span, UnresolvableError

# "either" counts from the anchor, but in a clause that narrates from the time told last.
Basis = Literal["absolute", "anchor", "either", "previous"]
_Function = TypeVar("_Function", bound=Callable[..., Any])


class Node(NamedTuple):
    """A word or phrase found: `kinds` it can stand for, folded offsets, and how its value is worked out.

    `begin` is where its pattern starts in the text, context and clitics included, `reach` where it ends (0 for a word);
    `start` and `end` bound the mention. `phrases` is how many it is made of, itself included.
    """

    kinds: tuple[str, ...]
    begin: int
    start: int
    end: int
    value: Any = None
    operation: str = ""
    arguments: tuple[Any, ...] = ()
    basis: Basis = "absolute"
    rule: str = ""
    order: int = 0
    reach: int = 0
    phrases: int = 0


_new = tuple.__new__  # makes a tuple in half the time that its class takes


def word_node(kinds: tuple[str, ...], begin: int, start: int, end: int, value: Any) -> Node:
    """A word as a node."""
    return _new(Node, (kinds, begin, start, end, value, "", (), "absolute", "", 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A time that is understood and lies on no calendar day: a DURATION or a SET, with its TIMEX3 value."""

    kind: Literal["DURATION", "SET"]
    value: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase counts from: the anchor, the way a bare name looks, and the spans told before, the latest first.

    `cue` is the direction that words of the clause show, 0 where none does; `direction` is -1 or +1, by the cue or else
    by the genre.
    """

    anchor: dt.date
    direction: int = -1
    cue: int = 0
    earlier: tuple[Span, ...] = ()
    day_order: str = "dmy"

    def span(self, node: Node) -> Span:
        """The days a phrase means."""
        found = OPERATIONS[node.operation].resolve(self, *node.arguments)
        if not isinstance(found, Span):
            raise UnresolvableError("not_anchored")
        return found

    def told(self, unit: Granularity = "day") -> Span:
        """The span told last that is as fine as the unit to count in; one not ahead where the clause looks back.

        After "on Friday it was announced for 10 June", what came out "later the same day" came out that Friday.
        """
        fine = [span for span in self.earlier if _is_fine(span, unit)]
        behind = [span for span in fine if span.first <= self.anchor] if self.direction < 0 else fine
        if not fine:
            raise UnresolvableError("no_anchor")
        return (behind or fine)[0]

    def year(self, written: int) -> int:
        """A year as written; one of two digits is the nearest that ends so, at most 20 years ahead."""
        if written >= 100:
            return written
        guess = self.anchor.year - self.anchor.year % 100 + written
        return guess - 100 if guess > self.anchor.year + 20 else guess


def _is_fine(span: Span, unit: Granularity) -> bool:
    """Whether days can be counted from a span in that unit: from 2017 or last May no "same day" can be told."""
    if span.granularity == "range":
        return (span.last - span.first).days < 31 * UNIT_DAYS[unit]
    return UNIT_DAYS[span.granularity] <= UNIT_DAYS[unit]


@dataclass(frozen=True, slots=True)
class Operation:
    """A named operation: the kinds of phrase it makes, what it counts from, and the function that gives the days.

    The function of one with `is_value` gives the value of a word instead, from words alone, or None where they make
    none: "half past nine" is a clock as much as "9:30" is. `fits` tells from the arguments whether the words make such
    a phrase at all.
    """

    kinds: tuple[str, ...]
    basis: Basis
    resolve: Callable[..., Any]
    is_value: bool = False
    fits: Callable[..., bool] | None = None


OPERATIONS: dict[str, Operation] = {}


def _register(function: _Function, made: Operation) -> _Function:
    name = function.__name__
    if name in OPERATIONS:
        raise ValueError(f"operation {name} is declared twice")
    OPERATIONS[name] = made
    return function


def operation(
    *kinds: str, basis: Basis = "absolute", fits: Callable[..., bool] | None = None
) -> Callable[[_Function], _Function]:
    """Registers a function under its name as an operation that makes dates of these kinds."""

    def register(function: _Function) -> _Function:
        return _register(function, Operation((*kinds, "date"), basis, function, fits=fits))

    return register


def part(*kinds: str, basis: Basis = "absolute") -> Callable[[_Function], _Function]:
    """Registers a function that makes parts of phrases, which alone are no mention: "the year", "the 17th"."""

    def register(function: _Function) -> _Function:
        return _register(function, Operation(kinds, basis, function))

    return register


def unplaced(function: _Function) -> _Function:
    """Registers a function that gives durations and sets."""
    return _register(function, Operation(("unplaced",), "absolute", function))


def word_value(*kinds: str) -> Callable[[_Function], _Function]:
    """Registers a function that makes one word's value of several words."""

    def register(function: _Function) -> _Function:
        return _register(function, Operation(kinds, "absolute", function, is_value=True))

    return register
