"""Letters that are states in a text without blanks: 中美, 俄外长, 访韩."""

from collections.abc import Callable, Collection, Sequence

from dateline.events.closed_lists import LETTER_TABLES
from dateline.events.lexicon import EventLexicon, Word
from dateline.events.words import Found

LETTER_KINDS = ("letters", "marker")  # kinds of words that letters become
_SHORTEST_NAME = 2  # letters of a name before the one that may be a state
_SURE = ("with", "posted")  # heads behind which even an everyday word is a state: 与厄断交


def with_letters(
    lexicon: EventLexicon, text: str, words: list[Found], named: Callable[[], Collection[str]]
) -> list[Found]:
    """The words, where letters that may be states are words only if they are: 中美, 俄外长, 访韩, but not 空中.

    One is a state beside another, before an office, or behind one of the language's letter heads; one that is an
    everyday word too, only if the article names the state in full, as `named` tells.
    """
    if not any(one.kind in LETTER_TABLES for one in words):
        return words
    name_letters = set(lexicon.settings.name_letters)
    offices = {one.start for one in words if one.kind == "office"}
    kept = [one for one in words if one.kind not in LETTER_TABLES]
    for run in _runs([one for one in words if one.kind in LETTER_TABLES]):
        if not all(one.kind == "letters" or any(code in named() for code in lexicon.several[one.value]) for one in run):
            continue
        head = lexicon.letter_heads.get(text[run[0].start - 1 : run[0].start])
        if text[run[-1].end : run[-1].end + 1] in name_letters:
            head = None  # 与欧舒米: a name begins there
        if not head and _ends_name(text, run[0].start, name_letters, words):
            continue  # 阿姆赫德主席: the last letter of his name
        if _are_states(lexicon, text, run, offices) or (head and (run[0].kind == "letters" or head in _SURE)):
            kept += [one._replace(kind="letters") for one in run]
            if head:
                kept.append(Found("marker", head, run[0].start - 1, run[0].start, Word("marker", head)))
    kept.sort(key=lambda one: (one.start, -one.end))
    return kept


def _ends_name(text: str, start: int, name_letters: Collection[str], words: Sequence[Found]) -> bool:
    """Whether letters that names are written with, and no known word, stand right before a letter."""
    is_name = all(char in name_letters for char in text[max(0, start - _SHORTEST_NAME) : start].rjust(_SHORTEST_NAME))
    return is_name and not any(one.end == start or one.start < start < one.end for one in words)


def _runs(letters: Sequence[Found]) -> list[list[Found]]:
    """Letters side by side together; one with an ending (中方) ends what it belongs to."""
    runs: list[list[Found]] = []
    for one in letters:
        last = runs[-1][-1] if runs else None
        if last and last.end == one.start and last.end - last.start == 1 and last.value != one.value:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _are_states(lexicon: EventLexicon, text: str, run: Sequence[Found], offices: Collection[int]) -> bool:
    end = run[-1].end
    if run[-1].end - run[-1].start > 1 or end in offices or lexicon.letter_heads.get(text[end : end + 1]) == "posted":
        return True
    if len(run) == 1 or text.startswith(lexicon.settings.possessives, end):
        return False
    return all(one.kind == "letters" for one in run) or text.startswith(lexicon.settings.letter_tails, end)
