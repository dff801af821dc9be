"""Words that a text quotes: where they stand, and where the sentence around them ends."""

import bisect
import functools
import re

_OPENING = re.compile(r"[“«„「\"]")
# An opening mark, its closing one, and one paragraph at most between them: a speech of several opens each anew.
_QUOTATION = re.compile(r"“[^“”\n]*[”\n]|«[^«»\n]*[»\n]|„[^„“”\n]*[“”\n]|「[^「」\n]*[」\n]|\"[^\"\n]*[\"\n]")
_SENTENCE_END = re.compile(r"[.!?؟。！？]\s|[。｡\n]")
_SHORTEST = 12  # characters; less is a name or a word held at arm's length, not speech
_TAG_REACH = 120


class Speech:
    """The quotations of one text, found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @functools.cached_property
    def _spans(self) -> list[tuple[int, int]]:
        found, place = [], 0
        # Of two patterns the first is a class of letters, which is looked for a hundred times faster.
        while opening := _OPENING.search(self._text, place):
            match = _QUOTATION.match(self._text, opening.start())
            place = match.end() if match else opening.end()
            if match and place - opening.start() >= _SHORTEST:
                found.append(match.span())
        return found

    def around(self, place: int) -> tuple[int, int] | None:
        """Start and end of the quotation that a place lies in.

        >>> speech = Speech('He said: "We met the day before yesterday." And left.')
        >>> speech.around(20), speech.around(2)
        ((9, 43), None)
        """
        number = bisect.bisect_right(self._spans, (place, len(self._text))) - 1
        span = self._spans[number] if number >= 0 else None
        return span if span and span[0] < place < span[1] else None

    def is_tag(self, end: int, place: int) -> bool:
        """Whether a place stands in the words that follow a quotation in its sentence: "...", he said on Monday."""
        return end <= place <= end + _TAG_REACH and not _SENTENCE_END.search(self._text, end, place)
