"""Persons named beside an office, and their surnames where the article names them again."""

import re

from dateline.events.discourse import Discourse
from dateline.events.lexicon import EventLexicon, Word
from dateline.events.sentences import Sentence
from dateline.events.words import PARTY_KINDS, Found

_TOKEN = re.compile(r"[^\W\d_][\w'’.\-]*")
_MOST_NAMES = 5
_OWNED_NAMES = 2
_SHORTEST_SURNAME = 3
_SHORTEST_NAME = 2  # letters of a name in a text without blanks
_LONGEST_NAME = 18
_LONGEST_SHORT_NAME = 4
_BREAKS = re.compile(r"[^ ]|  ")


def find_person(sentence: Sentence, start: int, end: int, codes: tuple[str, ...]) -> tuple[int, int] | None:
    """The name (folded offsets) of who holds the office from `start` to `end`: behind it, or in commas beside it."""
    if not sentence.lexicon.settings.spaced:
        return _name_without_blanks(sentence, end, codes)
    after = _names_after(sentence, end)
    if after:
        return after
    text = sentence.text
    if text.startswith((", ", "، "), end):
        apposition = _names_after(sentence, end + 1)
        if apposition and text[apposition[1] : apposition[1] + 1] in (",", "،", "."):
            return apposition
    return _names_before(sentence, start) if sentence.lexicon.is_cased else None


def owned_person(sentence: Sentence, party: Found) -> tuple[int, int] | None:
    """The name behind a state's own: "Chile's Gabriel Boric"; two words with a capital, and no more, are a person's."""
    if party.kind != "name" or not sentence.lexicon.is_cased:
        return None
    owner = next((one for one in sentence.lexicon.settings.possessives if sentence.text.startswith(one, party.end)), "")
    if not owner.strip():
        return None
    names = _names_after(sentence, party.end + len(owner.rstrip()))
    return names if names and len(sentence.text[slice(*names)].split()) == _OWNED_NAMES else None


def _name_without_blanks(sentence: Sentence, start: int, codes: tuple[str, ...]) -> tuple[int, int] | None:
    """The name that begins at once and ends before a known word, or before a letter that names are not written with.

    Where the surname comes first, any letters can be a name, and it is short.
    """
    text, letters = sentence.text, sentence.lexicon.settings.name_letters
    is_short = bool(set(codes) & set(sentence.lexicon.settings.surname_first))
    limit = min(sentence.end, start + (_LONGEST_SHORT_NAME if is_short else _LONGEST_NAME))
    words = {one.start for one in sentence.words if one.kind not in ("phrase", "blocked", *PARTY_KINDS)}
    end = start
    while end < limit and end not in words and (text[end].isalpha() if is_short else text[end] in letters):
        end += 1
    end = start + len(text[start:end].rstrip("·-"))
    is_whole = not is_short or end in words or not text[end : end + 1].isalpha()
    return (start, end) if end - start >= _SHORTEST_NAME and is_whole else None


def after_apposition(sentence: Sentence, start: int) -> int:
    """Where the names in commas end that begin at `start`: "de Chile, Ana Ruiz, y de Perú"; else `start` itself."""
    if not sentence.text.startswith(", ", start) or not sentence.lexicon.is_cased:
        return start
    names = _names_after(sentence, start + 1)
    return names[1] if names and sentence.text.startswith((",", " "), names[1]) else start


def _names_after(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """The run of names that begins after one blank."""
    text, known = sentence.text, _known(sentence)
    first, last, count = None, start, 0
    for match in _TOKEN.finditer(text, start, sentence.end):
        if text[last : match.start()] != " ":
            break
        if match.start() in known.get("titles", ()):
            last = match.end()
            continue
        if count == _MOST_NAMES or match.start() in known["words"] or not _is_name(sentence, match, first is not None):
            break
        first, last, count = (match.start() if first is None else first), match.end(), count + 1
        if text[last - 1] == "." or text[last - 2 : last] == "'s":
            last -= 1 if text[last - 1] == "." else 2
            break
    return (first, last) if first is not None and count else None


def _names_before(sentence: Sentence, start: int) -> tuple[int, int] | None:
    """The names before "Zakir Hasanov, the defence minister of ...": at most five capitalised words and a comma."""
    text = sentence.text
    low = max(sentence.start, start - 60)
    head = text[low:start]
    for word in sentence.lexicon.determiners:
        head = head.removesuffix(f"{word} ") if head.endswith(f", {word} ") else head
    match = re.search(r"((?:[^\W\d_][\w'.\-]* ){0,4}[^\W\d_][\w'.\-]*), $", head)
    if match is None:
        return None
    low += match.start(1)
    found = None
    for token in reversed(list(_TOKEN.finditer(text, low, low + len(match.group(1))))):
        if token.start() in _known(sentence)["words"] or not _is_name(sentence, token, False):
            break
        found = token.start()
    return (found, low + len(match.group(1))) if found is not None else None


def _known(sentence: Sentence) -> dict[str, set[int]]:
    return {
        "titles": {one.start for one in sentence.of("titles")},
        "words": {one.written_from for one in sentence.words if one.kind not in ("titles", "office", "phrase")}
        | _open_offices(sentence),
    }


def _open_offices(sentence: Sentence) -> set[int]:
    """Where offices without an article begin, which are no part of the name before them: المصري رئيس وزراء جورجيا."""
    articles, text = sentence.lexicon.articles, sentence.text
    if sentence.lexicon.is_cased or not articles:
        return set()
    offices = sentence.of("office")
    joined = {one.written_from for one in offices if one.written_from < one.start}
    return joined | {one.start for one in offices if not text.startswith(articles, one.start)}


def _is_name(sentence: Sentence, token: re.Match[str], is_inside: bool) -> bool:
    """Whether a token can be part of a name: a capital where the script has them, or a particle between names."""
    if not sentence.lexicon.is_cased:
        return len(token.group()) > 1 and not _has_clitics(sentence, token, is_inside)
    if is_inside and token.group() in sentence.lexicon.settings.name_particles:
        return True
    return sentence.original[sentence.folded.start(token.start())].isupper()


def _has_clitics(sentence: Sentence, token: re.Match[str], is_inside: bool) -> bool:
    """Whether something is written onto a token that is not written onto names."""
    word, lexicon = token.group(), sentence.lexicon
    if is_inside and word[0] in lexicon.conjunctions:
        return True
    return any(word.startswith(letters) for letters in lexicon.before_articles)


def remember_person(sentence: Sentence, discourse: Discourse, person: tuple[int, int], codes: tuple[str, ...]) -> None:
    """Add the surname of a person, by which the article will name them again."""
    if len(codes) != 1:
        return
    if not sentence.lexicon.settings.spaced:
        discourse.persons[sentence.text[person[0] : person[1]].split("·")[-1]] = codes[0]
        return
    names = sentence.text[person[0] : person[1]].split()
    if len(names) < 2:
        return
    surname = names[0] if codes[0] in sentence.lexicon.settings.surname_first else names[-1]
    if len(surname) >= _SHORTEST_SURNAME:
        discourse.persons[_stem(sentence.lexicon, surname)] = codes[0]


def remembered_persons(sentence: Sentence, discourse: Discourse) -> list[Found]:
    """Surnames told before that stand in the sentence."""
    found, text, is_spaced = [], sentence.text, sentence.lexicon.settings.spaced
    for surname, code in discourse.persons.items():
        start = text.find(surname, sentence.start, sentence.end)
        while start >= 0:
            end = start + len(surname)
            while is_spaced and text[end : end + 1].isalnum():
                end += 1
            cases = _ending(sentence.lexicon, text[start + len(surname) : end])
            is_capital = not sentence.lexicon.is_cased or sentence.original[sentence.folded.start(start)].isupper()
            is_whole = not is_spaced or not text[start - 1 : start].isalnum()
            if is_whole and cases is not None and is_capital:
                found.append(Found("person", code, start, end, Word("person", code, cases=cases)))
            start = text.find(surname, end, sentence.end)
    return found


def _stem(lexicon: EventLexicon, surname: str) -> str:
    """The surname without the longest ending that names take, where enough of it is left."""
    endings = [letters for letters in lexicon.name_endings if letters and surname.endswith(letters)]
    stems = [surname.removesuffix(letters) for letters in endings]
    return min((stem for stem in stems if len(stem) >= _SHORTEST_SURNAME), key=len, default=surname)


def _ending(lexicon: EventLexicon, letters: str) -> frozenset[str] | None:
    """The cases that what follows the stem of a name tells; None where it is no ending."""
    if not lexicon.name_endings:
        return None if letters else frozenset()
    return lexicon.name_endings.get(letters)
