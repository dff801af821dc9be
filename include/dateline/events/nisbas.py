"""Words that are the name of a state and an adjective too: السعودية, "Saudi Arabia" and "Saudi"."""

from collections.abc import Iterable

from dateline.events.sentences import Sentence
from dateline.events.words import NOUNS, Found

_READINGS = ("name", "adjective")
_VERBS = ("trigger", "speech", "support", "support_after", "status")


def has_better_reading(sentence: Sentence, one: Found, anchors: Iterable[Found]) -> bool:
    """Whether a party's word is read otherwise: as an adjective behind a noun with its article, else as a name."""
    if one.kind not in _READINGS or not sentence.lexicon.articles:
        return False
    kinds = {other.kind for other in anchors if (other.start, other.end) == (one.start, one.end)}
    if not kinds.issuperset(_READINGS):
        return False
    return (one.kind == "adjective") != _is_described(sentence, one)


def _is_described(sentence: Sentence, one: Found) -> bool:
    """Whether a noun with an article stands right before a word, to which nothing is written on."""
    text, lexicon = sentence.text, sentence.lexicon
    if one.written_from != one.start or text[one.start - 1 : one.start] != " ":
        return False
    if any(verb.end == one.start - 1 and verb.value not in NOUNS for verb in sentence.of(*_VERBS)):
        return False
    start = text.rfind(" ", sentence.start, one.start - 1) + 1 or sentence.start
    return text.startswith((*lexicon.articles, *lexicon.before_articles), max(start, sentence.start))
