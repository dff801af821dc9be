"""The words of one text that can be part of a phrase, and those that tell something by themselves.

Most words of a text that patterns know are the likes of "of" and "the", far from any time. Words side by side are a
run; only a run that holds a core word, of which every phrase has one, is looked at closer.
"""

import functools
from collections.abc import Collection, Iterator
from operator import itemgetter

from dateline.dates.lexicon import CASED_KINDS, Lexicon
from dateline.dates.marks import MARKS, punctuation
from dateline.dates.operations.registry import Node, word_node
from dateline.dates.patterns import Patterns
from dateline.scan import Hit
from dateline.text import Folded, unmarked

REACH = 120  # characters that a phrase reaches over at most
_BETWEEN = " " + "".join(MARKS)  # characters that may stand between words side by side
_BEGIN = itemgetter(1)  # of a word with what is written onto it, of a number or mark


def find_tokens(words_of: Lexicon, patterns: Patterns, folded: Folded, original: str) -> tuple[list[Node], list[Node]]:
    """Words and numbers of the runs that hold a core word, clitics told apart; then what tells by itself elsewhere.

    Words may overlap. Among the first are the marks that a pattern may begin with.
    """
    text, core = folded.text, patterns.core_words
    numbers = list(words_of.numerals.find(text))
    spots: list[Hit | Node] = [*words_of.scanner.find(text), *numbers, *_marks(text, patterns.opening_marks)]
    spots.sort(key=_BEGIN)
    near: list[Node] = []
    apart: list[Node] = []
    printed = _Printed(words_of, folded, original)
    for has_core, words in _runs(spots, text, core, {number.kinds for number in numbers}):
        if has_core:
            for word in words:
                near.extend(printed.nodes(word) if isinstance(word, Hit) else (word,))
        else:
            for word in words:
                if isinstance(word, Hit) and word.entry in words_of.telling:
                    apart.extend(printed.nodes(word))
    return near, apart


def _marks(text: str, marks: tuple[str, ...]) -> Iterator[Node]:
    for mark in marks:
        place = text.find(mark)
        while place >= 0:
            yield from filter(None, [punctuation(text, place)])
            place = text.find(mark, place + 1)


def _runs(
    spots: list[Hit | Node], text: str, core: Collection[int], numbers: Collection[tuple[str, ...]]
) -> Iterator[tuple[bool, list[Hit | Node]]]:
    """Each run, and whether it holds a core word or a number; the spots stand in the order of their beginnings.

    Words are known by what the lexicon numbers them, numbers by their kinds.
    """
    run: list[Hit | Node] = []
    has_core, reach = False, 0
    for one in spots:
        begin, end = one[1], one.end
        if begin > reach:
            if begin - reach > REACH or text[reach:begin].strip(_BETWEEN):
                yield has_core, run
                run, has_core = [], False
            reach = end
        elif end > reach:
            reach = end
        run.append(one)
        if one[0] in core or one[0] in numbers:
            has_core = True
    yield has_core, run


class _Printed:
    """What the words found in one text stand for as they are printed there."""

    def __init__(self, words_of: Lexicon, folded: Folded, original: str) -> None:
        self._words_of, self._folded, self._original = words_of, folded, original

    @functools.cached_property
    def _is_mixed(self) -> bool:
        """Whether letter case tells anything: it does not where all is written small, or all in capitals."""
        return not (self._original.islower() or self._original.isupper())

    def nodes(self, hit: Hit) -> Iterator[Node]:
        """The word as each thing it can be, and a conjunction written onto it as a word of its own."""
        words_of, text = self._words_of, self._folded.text
        index, word, begin, start, end, letters = hit
        if begin > word:
            yield word_node(("and",), word, word, begin, text[word:begin])
        if index in words_of.plain:
            for kinds, value in words_of.meanings[index]:
                yield word_node(kinds, begin, start, end, value)
            return
        place = end - words_of.lengths[index]
        is_unsure = self._is_unsure(index, start, place, end)
        has_article = start < place or letters in words_of.scanner.contracted
        for kinds, value in words_of.meanings[index]:
            if (has_article and kinds[0] in words_of.no_article) or (word < place and kinds[0] in words_of.bare):
                continue
            if kinds[0] == "blocked" and self._is_mixed and not self._has_capitals(value, place):
                continue
            if kinds[0] == "vague" and text[max(0, start - 1) : start] == "-":
                continue  # the end of a name: Kim Won-soon
            kinds = _unsure(kinds) if is_unsure and kinds[0] in CASED_KINDS else kinds
            yield word_node(kinds, begin, start, end, value)

    def _is_unsure(self, index: int, start: int, place: int, end: int) -> bool:
        """Whether letter case or the letters themselves speak against the meaning of a word."""
        exact, cased = self._words_of.exact.get(index), self._words_of.cased
        if exact is not None:
            return exact != unmarked(self._original[self._folded.start(place) : self._folded.end(end)])
        if index not in cased or (cased[index] is not None and not self._is_mixed):
            return False
        return cased[index] != self._original[self._folded.start(start)].isupper()

    def _has_capitals(self, name: str, place: int) -> bool:
        """Whether a name is written with the capitals that the list has: "India Today", not "in India today"."""
        first = self._folded.start(place)
        written = self._original[first : first + len(name)]
        return not any(letter.isupper() and other.islower() for letter, other in zip(name, written, strict=False))


@functools.cache
def _unsure(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Kinds of a word whose letter case speaks against its meaning: patterns that are sure enough name them."""
    return tuple(f"unsure_{kind}" for kind in kinds)
