"""Parties named in a sentence: states and organisations with the office that acts for them, and who "the two" are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.events.lexicon import EventLexicon, Word
from dateline.scan import Hit

_STOP = re.compile(r"[.,،;؛:!?؟()«»\"\n]")
_OFFICE_REACH = 30  # characters between an office and the adjective or name that tells whose it is
_MARKER_REACH = 28
_MEDIA_REACH = 30
# Words that may stand before a party: the last of them is its marker, unless it is one that starts something new.
_BEFORE_PARTY = ("marker", "trigger", "cuts", "status", "relatives")


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the event lexicon in the text, in folded offsets."""

    kind: str
    value: str
    start: int
    end: int
    hit: Hit
    word: Word


@dataclass(frozen=True, slots=True)
class PartyPlace:
    """A party where it stands: codes (two for "both countries"), the whole phrase, and the marker before it."""

    codes: tuple[str, ...]
    start: int
    end: int
    marker: str | None = None
    office: tuple[int, int] | None = None
    sector: str | None = None
    body: str | None = None
    is_location: bool = False


@dataclass(slots=True)
class Discourse:
    """What the article has told so far: parties in order of last naming, and who holds which office."""

    recent: list[str] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)

    def name(self, party: PartyPlace) -> None:
        """Remember that a party was named."""
        for code in party.codes:
            if code in self.recent:
                self.recent.remove(code)
            self.recent.append(code)
        if party.body and len(party.codes) == 1:
            self.bodies[party.body] = party.codes[0]

    def pair(self) -> tuple[str, ...]:
        """The last two states named, in the order of the alphabet; empty when there were not two."""
        states = [code for code in self.recent if ":" not in code]
        return tuple(sorted(states[-2:])) if len(states) >= 2 else ()


def find_words(lexicon: EventLexicon, text: str) -> list[Found]:
    """Words of the event lexicon in a folded text, in reading order; a word inside a longer one of its sort is left."""
    found = [
        Found(word.kind, word.value, hit.begin if word.kind == "trigger" else hit.start, hit.end, hit, word)
        for hit in lexicon.scanner.find(text)
        for word in lexicon.meanings[hit.entry]
    ]
    found.sort(key=lambda one: (one.start, -one.end, one.kind))
    sorts = {"name": "party", "adjective": "party", "capital": "party", "city": "party", "instruments": "phrase"}
    kept: list[Found] = []
    reach: dict[str, tuple[int, int]] = {}
    for one in found:
        sort = sorts.get(one.kind, one.kind)
        if one.end > reach.get(sort, (-1, -1))[1] or (one.start, one.end) == reach[sort]:
            kept.append(one)
            reach[sort] = (one.start, one.end)
    return kept


def _gap(text: str, start: int, end: int, reach: int) -> bool:
    """Whether little and no punctuation stands between two places."""
    return 0 <= end - start <= reach and _STOP.search(text, start, end) is None


def find_parties(
    lexicon: EventLexicon, text: str, words: Sequence[Found], discourse: Discourse, start: int, end: int
) -> list[PartyPlace]:
    """Parties of one sentence in reading order; names inside attributions and names of media are left out."""
    inside = [one for one in words if start <= one.start and one.end <= end]
    masked = _masked(text, inside, end)
    offices = [one for one in inside if one.kind == "office"]
    markers = [one for one in inside if one.kind in _BEFORE_PARTY]
    used: set[int] = set()
    places: list[PartyPlace] = []
    for one in inside:
        if any(low <= one.start < high for low, high in masked):
            continue
        if one.kind in ("name", "capital", "city", "adjective"):
            office = _office_of(lexicon, text, one, offices, inside)
            if office is None and one.kind == "adjective":
                continue
            if office:
                used.add(office.start)
            first, last = (
                min(one.start, office.start if office else one.start),
                max(one.end, office.end if office else 0),
            )
            place = PartyPlace(
                codes=(one.value,),
                start=first,
                end=last,
                office=(office.start, office.end) if office else None,
                sector=office.value if office else None,
                body=_body(text, office) if office else None,
                is_location=one.kind == "city" and office is None,
            )
        elif one.kind == "both" and (pair := discourse.pair()):
            place = PartyPlace(codes=pair, start=one.start, end=one.end)
        else:
            continue
        prefix = (
            (office.hit if office and office.start == first else one.hit).preposition
            if one.kind != "both"
            else one.hit.preposition
        )
        place = _with_marker(lexicon, text, place, markers, prefix, places)
        places.append(place)
        discourse.name(place)
    for office in offices:
        code = discourse.bodies.get(_body(text, office))
        is_free = office.start not in used and not any(p.start <= office.start < p.end for p in places)
        if code and is_free and not any(low <= office.start < high for low, high in masked):
            body = PartyPlace((code,), office.start, office.end, None, (office.start, office.end), office.value)
            places.append(_with_marker(lexicon, text, body, markers, office.hit.preposition, places))
    return sorted(places, key=lambda place: (place.start, place.end))


def _body(text: str, office: Found) -> str:
    """What an office is remembered by: a ministry or minister by its own words, other bodies by their sector."""
    return text[office.start : office.end] if office.value == "GOV" else office.value


def _masked(text: str, inside: Sequence[Found], end: int) -> list[tuple[int, int]]:
    """Stretches whose parties take no part: "according to ..." up to the comma, and names of news media."""
    masked = []
    for one in inside:
        if one.kind == "attribution":
            stop = _STOP.search(text, one.end, end)
            masked.append((one.start, stop.start() if stop else end))
        elif one.kind == "media":
            stop = re.compile(r"[.,،;؛:!?؟\n]").search(text, one.end, min(end, one.end + _MEDIA_REACH))
            masked.append((one.start, stop.start() if stop else min(end, one.end + _MEDIA_REACH)))
    return masked


def _office_of(
    lexicon: EventLexicon, text: str, party: Found, offices: Sequence[Found], inside: Sequence[Found]
) -> Found | None:
    """The office or body that the party's name or adjective belongs to, on the side the language puts it."""
    between = ("name", "adjective", "capital", "city", "trigger", "marker", "instruments")
    if lexicon.office_after and party.kind == "adjective":
        near = [one for one in offices if one.start >= party.end and _gap(text, party.end, one.start, _OFFICE_REACH)]
        return near[0] if near else None
    near = [one for one in offices if one.end <= party.start and _gap(text, one.end, party.start, _OFFICE_REACH)]
    if not near or party.kind == "city":
        return None
    first = near[-1]
    if any(one.kind in between and first.end <= one.start < party.start for one in inside):
        return None
    for one in reversed(near[:-1]):
        if _gap(text, one.end, first.start, 3):
            first = one
    return replace(first, end=near[-1].end)


def _with_marker(
    lexicon: EventLexicon,
    text: str,
    place: PartyPlace,
    markers: Sequence[Found],
    prefix: str,
    before: Sequence[PartyPlace],
) -> PartyPlace:
    """The party with the preposition that stands before it, written apart or onto it."""
    for letters, marker in lexicon.clitic_markers.items():
        if letters in prefix:
            return replace(place, marker=marker, is_location=place.is_location or marker == "in")
    near = [one for one in markers if one.end <= place.start and _gap(text, one.end, place.start, _MARKER_REACH)]
    if near and near[-1].kind == "marker" and not any(near[-1].end <= other.start < place.start for other in before):
        marker = near[-1].value
        return replace(place, marker=marker, is_location=place.is_location or (marker == "in" and not place.office))
    return place
