"""What the event stage finds: parties and event mentions."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A state or organisation taking part: ISO 3166-1 alpha-3 or IGO:<ACRONYM>, as actor or recipient.

    `name` is the words it was found by, `office` the office or body named with it, `sector` that body's (GOV, MIL, LEG,
    JUD, DIP); offsets are code points of the article's text, end exclusive.
    """

    code: str
    role: str
    name: str | None
    person: str | None
    office: str | None
    sector: str | None
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class EventMention:
    """One act as one article tells it: type, parties, status, days (both inclusive) and the words that say so.

    `date_basis` is stated (the sentence names the time), inherited (the time narrated before), publication (news of the
    day) or none. Offsets are code points, end exclusive: the sentence, the trigger, and the time mention if any.
    """

    type: str
    parties: tuple[Party, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    granularity: str | None
    edtf: str | None
    date_basis: str
    status: str
    start_char: int
    end_char: int
    trigger_start_char: int
    trigger_end_char: int
    time_start_char: int | None
    time_end_char: int | None
    rule: str
    confidence: float = 0.0
