"""Mentions of one act within an article: headline, lead and repetition grouped, the best of them kept."""

import datetime as dt
from collections.abc import Container, Sequence

from dateline.events.days import NEWS_AGE
from dateline.events.model import EventMention
from dateline.events.ontology import event_type

_LONGEST_STAY = dt.timedelta(days=3)  # between an arrival and what else is told of the visit
_BASIS_TRUST = {"stated": 0, "inherited": 1, "publication": 2, "none": 3}


def _agree(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions of one type and the same parties can be the same act: days equal, inside, or not told."""
    if one.first_day is None or other.first_day is None or one.last_day is None or other.last_day is None:
        return one.status == other.status
    return (one.first_day <= other.first_day and other.last_day <= one.last_day) or (
        other.first_day <= one.first_day and one.last_day <= other.last_day
    )


def sides(mention: EventMention) -> frozenset[tuple[str, str]]:
    """Codes and roles of the parties of a mention."""
    return frozenset((party.code, party.role) for party in mention.parties)


def _rank(mention: EventMention) -> tuple[int, int, dt.timedelta]:
    """Whether one mention tells more than another; that the day of an act is not known tells more than no day."""
    is_unknown = mention.date_basis == "none" and mention.status == "happened"
    first, last = mention.first_day, mention.last_day
    length = last - first if first and last else dt.timedelta()
    return -len(mention.parties), 1 if is_unknown else _BASIS_TRUST[mention.date_basis], length


def _is_same(one: EventMention, other: EventMention) -> bool:
    if one.type != other.type:
        return False
    if sides(one) != sides(other):
        is_one_day = (one.first_day, one.last_day) == (other.first_day, other.last_day)
        return (_is_part(one, other) and (is_one_day or _is_news_of(one, other))) or _is_shortened(one, other)
    if _is_one_stay(one, other):
        return True
    is_vaguer = max(_BASIS_TRUST[one.date_basis], _BASIS_TRUST[other.date_basis]) >= 1
    is_done = {one.status, other.status} <= {"happened", "ongoing"}
    return _agree(one, other) or (is_vaguer and (is_done or one.status == other.status))


def _is_one_stay(one: EventMention, other: EventMention) -> bool:
    """Whether a visit that has begun and one to come within days are one: who arrived on Monday is received today."""
    if event_type(one.type).done.plover_mode != "visit" or not one.first_day or not other.first_day:
        return False
    has_begun = {"happened", "ongoing"} & {one.status, other.status} and "planned" in (one.status, other.status)
    return bool(has_begun) and abs(one.first_day - other.first_day) <= _LONGEST_STAY


def _is_shortened(one: EventMention, other: EventMention) -> bool:
    """Whether one names only some of those to whom the other says it was done, and no day: a headline is short."""
    smaller, larger = sorted((one, other), key=lambda mention: len(mention.parties))
    missing = sides(larger) - sides(smaller)
    is_same_act = sides(smaller) < sides(larger) and all(role == "recipient" for _, role in missing)
    has_others = any(role == "recipient" for _, role in sides(smaller))
    return is_same_act and has_others and smaller.date_basis == "publication" and _are_near(one, other)


def _are_near(one: EventMention, other: EventMention) -> bool:
    """Whether two acts can be of the same news: their days are near, or one has none."""
    return not one.first_day or not other.first_day or abs(one.first_day - other.first_day) <= NEWS_AGE


def _is_news_of(one: EventMention, other: EventMention) -> bool:
    """Whether what one side did, undated, can be its act of another of the last days that names the other side too."""
    is_undated = "publication" in (one.date_basis, other.date_basis) and one.date_basis != other.date_basis
    if not is_undated or event_type(one.type).is_symmetric or not one.first_day or not other.first_day:
        return False
    return abs(one.first_day - other.first_day) <= NEWS_AGE


def is_told_with(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions are of one type and the same parties, or one names only some of them."""
    return one.type == other.type and (sides(one) == sides(other) or _is_part(one, other))


def _is_part(one: EventMention, other: EventMention) -> bool:
    """Whether one names only some of those whom the other names, of an act that all of them share, or only who acts."""
    smaller, larger = sorted((sides(one), sides(other)), key=len)
    actors = {side for side in larger if side[1] == "actor"}
    return smaller < larger and (event_type(one.type).is_symmetric or smaller == actors)


def place_of(mention: EventMention) -> tuple[int, str]:
    """Where a mention stands, and its type, which tell it from all others of its article."""
    return mention.trigger_start_char, mention.type


def is_told_better(one: EventMention, vague: Container[tuple[int, str]], mentions: Sequence[EventMention]) -> bool:
    """Whether an act of the same parties and days tells better what a vague mention tells: "discussed", on a call."""
    codes = {party.code for party in one.parties}
    return place_of(one) in vague and any(
        place_of(other) not in vague
        and other.type != one.type
        and event_type(other.type).done.plover_event == "CONSULT"
        and event_type(other.type).is_symmetric
        and {party.code for party in other.parties} == codes
        and (one.date_basis != "stated" or one.first_day == other.first_day)
        and (_agree(one, other) or (one.date_basis == "publication" and _are_near(one, other)))
        for other in mentions
    )


def _is_told_apart(one: EventMention, others: Sequence[EventMention]) -> bool:
    """Whether what several do to one is told of each of them too: a headline names them together."""
    actors = {side for side in sides(one) if side[1] == "actor"}
    if len(actors) < 2 or event_type(one.type).is_symmetric:
        return False
    parts = [
        sides(other) - (sides(one) - actors)
        for other in others
        if other.type == one.type and sides(other) < sides(one) and _agree(one, other)
    ]
    return frozenset(actors) == frozenset().union(*(part for part in parts if part < actors))


def once_each(mentions: Sequence[EventMention]) -> list[EventMention]:
    """One mention an act, in order of the text: that with most parties, then the best-founded days, then the first."""
    kept: list[EventMention] = []
    for one in mentions:
        place = next((number for number, other in enumerate(kept) if _is_same(one, other)), None)
        if place is None:
            kept.append(one)
        elif _rank(one) < _rank(kept[place]):
            kept[place] = one
    kept = [one for one in kept if not _is_told_apart(one, kept)]
    return sorted(kept, key=lambda mention: (mention.trigger_start_char, mention.type))
