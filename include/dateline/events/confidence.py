"""How far an event mention can be trusted: what the text stated against what was inferred.

The figures are shares of mentions found right in every part (type, parties, status, both days) on news articles read by
hand, rounded; docs/events.md has the table. They say how well the text was read, not whether the report is true.
"""

from dataclasses import replace

from dateline.events.model import EventMention
from dateline.events.words import NOUNS

# By where the days come from.
_DAYS = {"stated": 0.9, "inherited": 0.65, "publication": 0.65, "none": 0.6}
_NOUN = 0.85  # told by a noun, whose parties and day stand less surely beside it than those of a verb
_REMEMBERED = 0.9  # a party stands in another sentence: "the two countries", a subject left out


def rated(mention: EventMention) -> EventMention:
    """The mention with its confidence, from 0 to 1."""
    confidence = _DAYS[mention.date_basis]
    if mention.rule.rpartition("/")[2] in NOUNS:
        confidence *= _NOUN
    if any(not mention.start_char <= party.start_char < mention.end_char for party in mention.parties):
        confidence *= _REMEMBERED
    return replace(mention, confidence=round(confidence, 2))
