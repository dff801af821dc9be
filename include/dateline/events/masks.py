"""Stretches of a sentence whose parties take no part: attributions, media, brackets."""

import re
from collections.abc import Iterable, Sequence

from dateline.events.sentences import Sentence
from dateline.events.words import PARTY_KINDS, STOP, Found

_MEDIA_REACH = 30
_BRACKETS = re.compile(r"\([^)\n]*\)")
_TITLES = re.compile(r"[\"«“][^\"»”\s]{2,20}[\"»”]")  # one word in quotation marks: a newspaper, «الرياض»
_CLAUSE_STOP = re.compile(r"[.,،;؛:!?؟\n]")


def is_inside(position: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a place lies in one of some stretches (ends exclusive)."""
    return any(low <= position < high for low, high in spans)


def is_masked(one: Found, masked: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands where parties take no part; an armed group does even there."""
    return is_inside(one.start, masked) and not one.value.startswith("NSA:")


def find_masked(sentence: Sentence) -> list[tuple[int, int]]:
    """Stretches whose parties take no part: "according to ..." up to the comma, names of media, and brackets."""
    text, masked = sentence.text, []
    for one in sentence.of("attribution"):
        stop = STOP.search(text, one.end, sentence.end)
        masked.append((one.start, stop.start() if stop else sentence.end))
    for one in sentence.of("media"):
        if any(party.start <= one.start and one.end < party.end for party in sentence.of(*PARTY_KINDS)):
            continue  # قناة السويس: part of a name
        end = min(sentence.end, one.end + sentence.reach(_MEDIA_REACH))
        stop = _CLAUSE_STOP.search(text, one.end, end)
        said = [verb.start for verb in sentence.of("speech") if one.end <= verb.start]  # what it reports is not its own
        masked.append((one.start, min([stop.start() if stop else end, *said[:1]])))
    masked += [match.span() for match in _TITLES.finditer(text, sentence.start, sentence.end)]
    masked += [match.span() for match in _BRACKETS.finditer(text, sentence.start, sentence.end)]
    if sentence.dateline_end > sentence.start:
        masked.append((sentence.start, sentence.dateline_end))
    return masked
