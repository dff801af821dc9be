"""Stretches of a text and what they are, cut so that each piece has one set of marks."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, in code points, the end exclusive, and what it is."""

    start: int
    end: int
    kind: str


def pieces(text: str, marks: Iterable[Mark]) -> list[dict[str, object]]:
    """The text in pieces, each with the kinds of marks that cover it; joined they are the text.

    >>> pieces("They met on Friday.", [Mark(0, 19, "sentence"), Mark(12, 18, "time")])[1:]
    [{'text': 'Friday', 'kinds': ['sentence', 'time']}, {'text': '.', 'kinds': ['sentence']}]
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(edge for mark in inside for edge in (mark.start, mark.end))})
    return [
        {
            "text": text[start:end],
            "kinds": sorted({mark.kind for mark in inside if mark.start <= start and end <= mark.end}),
        }
        for start, end in itertools.pairwise(edges)
    ]
