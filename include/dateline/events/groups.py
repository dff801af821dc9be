"""Parties of a sentence that belong together: joined by "and", or an ambassador and where he serves."""

import itertools
from collections.abc import Sequence

from dateline.events.discourse import PartyPlace
from dateline.events.lexicon import EventLexicon
from dateline.events.persons import after_apposition
from dateline.events.sentences import Sentence
from dateline.events.words import FINITE

_POSTING_REACH = 12  # characters between an ambassador and the state he serves in
_JOIN_REACH = 16
_DASHES = ("-", "–", "—")
_NEXT = 3  # characters of ", " or " и "


def with_postings(sentence: Sentence, places: Sequence[PartyPlace]) -> list[PartyPlace]:
    """The places, where an ambassador's state of service is known as such."""
    found: list[PartyPlace] = []
    for place in places:
        last = found[-1] if found else None
        if place.marker == "posted":
            if (
                last and 0 <= place.start - last.end <= sentence.reach(_POSTING_REACH) and not last.office
            ):  # 中国驻老挝大使: the office is the first's
                found[-1] = last._replace(office=place.office, sector=place.sector, person=place.person)
            found.append(place._replace(is_posting=True, office=None, sector=None, person=None))
            continue
        is_posting = (
            last is not None
            and last.sector == "DIP"
            and place.marker in ("to", "in", "for")
            and 0 <= place.start - last.end <= sentence.reach(_POSTING_REACH)
            and not any(last.end <= one.start < place.start for one in sentence.of("trigger"))
        )
        is_joined = last is not None and last.is_posting and _is_and(sentence, last.end, place.start)
        found.append(place._replace(is_posting=True) if is_posting or is_joined else place)
    return found


def _is_and(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only an "and" stands between two places: "ambassador to Fiji and Tonga"."""
    return sentence.text[start:end].strip() in sentence.lexicon.conjunctions


def joined_parties(sentence: Sentence, places: Sequence[PartyPlace]) -> list[PartyPlace]:
    """The places with a number for each group of parties joined by "and"."""
    places = _with_shared_offices(places)
    joints = [_joint(sentence, one, other) for one, other in itertools.pairwise(places)]
    # "A, B and C": a comma joins only where an "and" follows it, be it before one that is not named.
    for number in range(len(joints) - 1, -1, -1):
        is_last = number + 1 == len(joints) or joints[number + 1] is None
        if joints[number] == "comma" and is_last and not _goes_on(sentence, places[number + 1].end):
            joints[number] = None
        end = next((at for at in range(number + 1, len(joints)) if joints[at] is None), len(joints))
        if joints[number] == "comma" and places[number].marker and _speaks(sentence, places[end].end):
            joints[number] = None
    found: list[PartyPlace] = []
    for number, place in enumerate(places):
        if number and joints[number - 1]:
            place = _joined(sentence.lexicon, found, place)
        else:
            place = place._replace(group=number + 1)
        found.append(place)
    return found


def _speaks(sentence: Sentence, end: int) -> bool:
    """Whether a verb of saying follows a party: "brokered by Oman, officials in Sanaa and Riyadh said"."""
    return any(0 <= one.start - end <= 1 for one in sentence.of("speech"))


def _goes_on(sentence: Sentence, end: int) -> bool:
    """Whether an "and" follows a party, and others are meant with it: "France, Italy and seven more states"."""
    return sentence.text[end : end + _JOIN_REACH].split()[:1] in [[word] for word in sentence.lexicon.conjunctions]


def _with_shared_offices(places: Sequence[PartyPlace]) -> list[PartyPlace]:
    """The places, those whose office stands before another in the case of that office: президенты Чили и Перу."""
    found: list[PartyPlace] = []
    for place in places:
        last = found[-1] if found else None
        if last and last.cases and _shares_office(last, place) and 0 <= place.start - last.end <= _NEXT:
            place = place._replace(office=last.office, sector=last.sector, cases=last.cases)
            place = place._replace(implied=last.implied, can_lead=last.can_lead, can_follow=last.can_follow)
        found.append(place)
    return found


def _joint(sentence: Sentence, one: PartyPlace, other: PartyPlace) -> str | None:
    """How two neighbours are joined: by "and" or side by side, by a comma, or not at all."""
    if _begins_clause(sentence, one, other):
        return None
    end = after_apposition(sentence, one.end) if other.start - one.end > 2 else one.end
    if not 0 <= other.start - end <= sentence.reach(_JOIN_REACH):
        return None
    if other.marker and other.marker != one.marker and not _shares_office(one, other):
        return None
    if one.cases and other.cases and one.cases.isdisjoint(other.cases) and not _shares_office(one, other):
        return None
    between = _without_determiners(sentence, sentence.text[end : other.start].strip())
    for possessive in sentence.lexicon.settings.possessives:
        between = between.removeprefix(possessive.strip()).strip()
    words = sentence.lexicon.conjunctions
    if between.strip(",،、 ") in words or between in words:
        return "and"
    if between == "、" and not one.is_location:
        return "and"
    if between in (",", "،", "、"):
        if one.is_location and other.is_location and other.marker == "in":
            return "and"  # "au Togo, au Bénin": each place has its own preposition
        # "à Madrid, Dublin et Oslo"; but "in Paris, France and Germany signed"
        is_list = not one.is_location or one.kind == other.kind == "capital"
        return "comma" if is_list and one.is_weak == other.is_weak else None
    if one.kind == other.kind == "adjective" and one.is_weak and other.is_weak and between in ("", "-"):
        return "and"  # "the Russian-Turkish summit"
    if one.kind == other.kind == "name" and between in _DASHES and not one.office:
        return "and"  # "le sommet Chine-Kenya"
    if not between and other.start == one.end and (other.kind == "both" or one.kind == other.kind == "letters"):
        return "and"  # 中美两国
    first, *rest = between.strip(",،、 ").split() or [""]
    return "and" if first in words and len(" ".join(rest)) <= 4 else None


def _begins_clause(sentence: Sentence, one: PartyPlace, other: PartyPlace) -> bool:
    """Whether the second is the subject of a verb behind it, the first an object: "A expels B and C protests"."""
    verbs = [verb for verb in sentence.of("trigger") if verb.value in FINITE]
    verbs += [verb for verb in sentence.of("status") if verb.value == "denied"]
    is_behind = any(verb.start - other.end == 1 and sentence.text[other.end] == " " for verb in verbs)
    return is_behind and any(verb.end <= one.start for verb in verbs)


def _shares_office(one: PartyPlace, other: PartyPlace) -> bool:
    """Whether the office of the first is the other's too: "les présidents de la Guinée et du Mali", послы Чили и Перу.

    A preposition or the ending says whose it is.
    """
    is_owner = other.marker == "of" or ("of" in other.implied and not other.can_lead)
    return one.office is not None and other.office is None and is_owner


def _without_determiners(sentence: Sentence, between: str) -> str:
    for word in sentence.lexicon.determiners * 2:  # "de la": two of them
        if between.endswith(word) and not between[: -len(word)][-1:].isalpha():
            between = between[: -len(word)].rstrip()
    between = between.rstrip("0123456789 ")  # "12 diplomates belges et 15 diplomates néerlandais"
    for word in sentence.lexicon.determiners:
        if between.endswith(f" {word}"):
            between = between[: -len(word)].rstrip()
    return between


def _joined(lexicon: EventLexicon, found: list[PartyPlace], place: PartyPlace) -> PartyPlace:
    """A party of the group of the one before it: one preposition, and one office for two adjectives, serve both."""
    last = found[-1]
    if lexicon.settings.office_after_adjective and last.kind == "adjective" and last.is_weak and place.office:
        found[-1] = last = last._replace(is_weak=False, office=place.office, sector=place.sector)
    elif place.kind == "adjective" and place.is_weak and last.office:
        place = place._replace(is_weak=False, office=last.office, sector=last.sector)
    marker = last.marker if _shares_office(last, place) else place.marker or last.marker
    return place._replace(group=last.group, marker=marker, is_location=last.is_location)
