"""Words of a list found in folded text, whole and with the clitics a language writes onto them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import ahocorasick_rs

from dateline.text import fold

_LONGEST_PREFIX = 6


class Hit(NamedTuple):
    """A word found: its entry in the list and folded offsets.

    `word` is where the written word starts, `begin` where it starts without a conjunction, `start` where it starts
    without conjunction and preposition (an article is part of it), `end` is exclusive;
    `preposition` is the letters between.
    """

    entry: int
    word: int
    begin: int
    start: int
    end: int
    preposition: str


_hit = tuple.__new__  # makes a tuple in half the time that its class takes


@dataclass(frozen=True, slots=True)
class Clitics:
    """Letters that may be written onto a word's front: how many of them are a conjunction, and how many an article."""

    prefixes: Mapping[str, tuple[int, int]]
    articles: tuple[str, ...] = ()
    contracted: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any], *, before: Iterable[str] = ()) -> "Clitics":
        """The clitics of a `[clitics]` section; `before` are more letters that may stand where a preposition does."""
        found: dict[str, tuple[int, int]] = {}
        prepositions = ["", *data.get("prepositions", []), *before]
        for conjunction in ["", *data.get("conjunctions", [])]:
            for preposition in prepositions:
                for article in ["", *data.get("articles", [])]:
                    found[fold(conjunction + preposition + article).text] = (len(conjunction), len(article))
            for contracted in data.get("contracted", []):
                found[fold(conjunction + contracted).text] = (len(conjunction), 0)
        found.pop("", None)
        articles = tuple(fold(article).text for article in data.get("articles", []))
        return cls(found, articles, tuple(fold(letters).text for letters in data.get("contracted", [])))

    def contract(self, word: str) -> Iterator[tuple[str, str]]:
        """The contracted prepositions with a word that has an article, as (letters, both in one)."""
        for article in self.articles:
            if word.startswith(article):
                rest = word[len(article) :]
                yield from ((letters, _joined(letters, rest)) for letters in self.contracted)

    def at(self, text: str, start: int) -> tuple[int, int, int] | None:
        """(word, begin, mention start) for a word at `start`, or None when other letters stand before it."""
        if not start or not text[start - 1].isalpha() or not text[start].isalnum():
            return start, start, start
        word = start - 1
        while word and text[word - 1].isalpha() and start - word < _LONGEST_PREFIX:
            word -= 1
        counts = self.prefixes.get(text[word:start])
        if counts is None or (word and text[word - 1].isalpha()):
            return None
        return word, word + counts[0], start - counts[1]


def _joined(letters: str, rest: str) -> str:
    """A contracted preposition with its word; no letter is written three times: للجنة.

    >>> _joined("لل", "مجلس"), _joined("لل", "لجنة")
    ('للمجلس', 'للجنة')
    """
    return letters[:-1] + rest if rest.startswith(letters[-1]) and letters[-1] == letters[-2:-1] else letters + rest


def _short_words(words: Collection[str]) -> re.Pattern[str]:
    """A pattern of what may be one of these words of letters, with the character before it, which is no letter.

    It begins with two sets of characters, which are looked for faster than the words one by one.
    """
    firsts = "".join(sorted({word[0] for word in words}))
    others = "".join(sorted({letter for word in words for letter in word[1:]})) or firsts
    longest = max(map(len, words))
    return re.compile(rf"[\W\d_][{firsts}][{others}]{{0,{longest - 1}}}+(?![^\W\d_])")


class Scanner:
    """Finds the words of a list in folded texts by one Aho-Corasick automaton; hits overlap, in order of their end.

    In a language with blanks a word of one letter, or one that is itself a clitic, stands alone or not at all; where
    there are no clitics one of two letters does too. A pattern of their own finds those, for the automaton would meet
    them in most words.
    """

    def __init__(self, words: Iterable[str], clitics: Clitics, *, is_spaced: bool = True) -> None:
        """`words` are folded already; `is_spaced` tells that the language writes blanks between words."""
        terms: list[str] = []
        self._entries: list[int] = []  # of each term its word
        self._letters: dict[int, str] = {}  # the preposition contracted into a term, of those that have one
        self._short: dict[str, int] = {}
        for index, word in enumerate(words):
            is_short = len(word) == 1 or word in clitics.prefixes or (len(word) == 2 and not clitics.prefixes)
            if is_spaced and is_short and word.isalpha():
                self._short[word] = index
                continue
            terms.append(word)
            self._entries.append(index)
            if clitics.contracted and word.startswith(clitics.articles):
                for letters, term in clitics.contract(word):
                    self._letters[len(terms)] = letters
                    terms.append(term)
                    self._entries.append(index)
        self._automaton = ahocorasick_rs.AhoCorasick(terms)
        self._alone = _short_words(self._short) if self._short else None
        self._clitics, self._is_spaced = clitics, is_spaced
        self.contracted = frozenset(clitics.contracted)

    def find(self, text: str) -> list[Hit]:
        """Every whole word of the list in a folded text."""
        found: list[Hit] = []
        for match in self._alone.finditer(" " + text) if self._alone else ():
            start, end = match.span()
            index = self._short.get(match.group()[1:])
            if index is not None:
                found.append(_hit(Hit, (index, start, start, start, end - 1, "")))
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        entries, letters = self._entries, self._letters
        if not self._is_spaced:
            found += [_hit(Hit, (entries[term], start, start, start, end, "")) for term, start, end in matches]
            return found
        at, text = self._clitics.at, text + " "
        for term, start, end in matches:
            if text[end].isalpha() and text[end - 1].isalpha():
                continue
            before = text[start - 1] if start else " "
            if before == " " or not before.isalpha() or not text[start].isalnum():
                if before.isdigit() and text[start].isdigit():
                    continue  # 9/11 in 19/11
                found.append(_hit(Hit, (entries[term], start, start, start, end, letters.get(term, ""))))
                continue
            places = at(text, start)
            if places is not None:
                word, begin, mention = places
                preposition = letters.get(term) or text[begin:mention]
                found.append(_hit(Hit, (entries[term], word, begin, mention, end, preposition)))
        return found


def whole_words(hits: Iterable[Hit], plain: Collection[int], names: Collection[int]) -> list[Hit]:
    """The hits that can all be words: of two that overlap the longer, of equals a name, else the first.

    A word inside another stays, for it may be of another sort; one inside a plain word does not.

    >>> scanner = Scanner(["同意", "意大利", "大利", "共同", "同"], Clitics({}), is_spaced=False)
    >>> [hit.entry for hit in whole_words(scanner.find("同意大利共同"), plain={3}, names={1})]
    [1, 2, 3, 4]
    """
    ranked = sorted(hits, key=lambda one: (one.start - one.end, one.entry not in names, one.start))
    size = max((hit.end for hit in ranked), default=0)
    holders, hidden = [0] * size, [0] * size  # of each character, the longest word that holds it, and plain word
    kept: list[Hit] = []
    for number, hit in enumerate(ranked, start=1):
        start, end = hit.start, hit.end
        holder, cover = holders[start], hidden[start]
        if holder != holders[end - 1] or (cover and cover == hidden[end - 1]):
            continue
        span = [number] * (end - start)
        if not holder and end - start > 1:
            holders[start:end] = span
        if hit.entry in plain:
            hidden[start:end] = span
        kept.append(hit)
    return kept
