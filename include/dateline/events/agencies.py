"""The state that a report is written in, where its ministries need no adjective: its agency signs, or its capital."""

from dateline.events.sentences import Article, Sentence
from dateline.events.words import Found

_OPENING = 160  # characters of a report in which its dateline and its agency stand
_PLACE_REACH = 60  # characters between the place of a dateline and the agency
_BEFORE, _BEHIND = "(/-–—\n،,", ")/-–—\n:،,"  # what parts an agency from a sentence
_PLACES = ("name", "capital", "city")


def find_home(article: Article, body_start: int) -> str | None:
    """The state whose news agency signs the report from a place in it, else that in whose capital it was written.

    `body_start` is where page furniture ends in the folded text. "New York, 3 June (WAM)" is written abroad.
    """
    end = body_start + _OPENING
    opening = Sentence(article, 0, end)
    signs = [one for one in opening.of("agency") if one.end <= end and _is_apart(opening, one)]
    if not signs:
        return _written_in(article)
    first = signs[0]
    places = [one for one in opening.of(*_PLACES) if 0 <= first.start - one.end <= _PLACE_REACH]
    return first.value if all(one.value == first.value for one in places[-1:]) else None


def _written_in(article: Article) -> str | None:
    """The state whose capital alone stands in the dateline: "QUITO, 3 June (Reuters) - The foreign ministry said"."""
    first = next((one for one in article.sentences if one.dateline_end > one.start), None)
    places = [one for one in first.of(*_PLACES) if one.end <= first.dateline_end] if first else []
    codes = {one.value for one in places}
    return codes.pop() if len(codes) == 1 and all(one.kind == "capital" for one in places) else None


def _is_apart(opening: Sentence, one: Found) -> bool:
    """Whether the agency's name signs, alone between marks or behind a date, and is no word of a sentence."""
    text = opening.text
    before, behind = text[: one.start].rstrip(" "), text[one.end :].lstrip(" ")
    is_dated = any(time.end == len(before) for time in opening.of("time"))
    is_first = not before or before.endswith(tuple(_BEFORE)) or before[-1].isdigit() or is_dated
    is_last = not behind or behind.startswith(tuple(_BEHIND))
    is_marked = before.endswith(tuple("(/-–—")) or behind.startswith(tuple(")/-–—:"))
    return is_last and (is_marked or is_first)
