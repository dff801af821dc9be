"""Parties named in a sentence: states and organisations with the office that acts for them, and who "the two" are."""

import itertools
import re
from collections.abc import Iterable, Sequence

from dateline.events.cases import in_case, phrase_cases
from dateline.events.discourse import Discourse, PartyPlace
from dateline.events.groups import joined_parties, with_postings
from dateline.events.markers import find_marker
from dateline.events.masks import find_masked, is_inside, is_masked
from dateline.events.nisbas import has_better_reading
from dateline.events.offices import is_of_rebels, names_body, office_of, outer_office, portfolio_end
from dateline.events.persons import after_apposition, find_person, owned_person, remember_person, remembered_persons
from dateline.events.sentences import Sentence
from dateline.events.words import CLAUSE_OPENERS, NAME_KINDS, PARTY_KINDS, Found

_OWNER_REACH = 30  # characters between an act and the party that is named with it
_OPENING = 4  # characters before an office that opens a sentence: an article at most
_TELLING = (*PARTY_KINDS, "both", "own", "organisations", "acts", "office")  # without which a sentence has no party
_OFFICIAL = ("both", "own", *(kind for kind in PARTY_KINDS if kind != "city"))  # kinds of parties that have offices
_DASH = re.compile(r"(?: \([^)\n]*\))? {1,2}[-–—] ")
_LONGEST_LETTERS = 3  # of states and bodies called by letters: USA, UN
_LINK_REACH = 8  # characters between "the ministers" and whose they are: "of the"
_GONE = "former"
_BESIDE = 2  # characters between an office and the name of its holder, and one more


def find_parties(sentence: Sentence, discourse: Discourse) -> list[PartyPlace]:
    """Parties of one sentence in reading order; names inside attributions and names of media are left out."""
    discourse.begin()
    persons = remembered_persons(sentence, discourse)
    if not persons and not sentence.of(*_TELLING):
        return []
    masked = find_masked(sentence)
    anchors = [one for one in sentence.of(*PARTY_KINDS, "both", "own", "organisations") if not is_masked(one, masked)]
    anchors += [
        one for one in sentence.of("acts") if not is_masked(one, masked) and not _is_owned(sentence, one, anchors)
    ]
    anchors = [one for one in anchors if one.kind != "both" or not _is_office(sentence, one, anchors)]
    anchors = [one for one in anchors if not has_better_reading(sentence, one, anchors)]
    anchors = sorted([*anchors, *persons], key=lambda one: one.start)
    anchors = _with_one_post(anchors)
    used: set[int] = set()
    places: list[PartyPlace] = []
    gone = sentence.start - _BESIDE  # where one who held an office once was named last
    for one in anchors:
        is_gone = one.start < gone + (_BESIDE if one.kind == "person" else 0)
        if is_gone or (places and one.start < places[-1].end) or _is_dateline(sentence, one):
            continue
        place = _place(sentence, one, discourse, used, places[-1].end if places else sentence.start)
        if place and place.kind == _GONE:
            gone = place.end
            discourse.has_former = True
        elif place and place.kind == "acts":
            places.append(place)
        elif place:
            places = _appended(sentence, places, place)
            if places[-1].is_location and ":" not in place.codes[0]:
                discourse.land = place.codes[0]
            elif not places[-1].is_location and place.marker != "other":
                discourse.name(place)
            if place.is_subject:
                discourse.lead = place.codes
    places += _bodies(sentence, discourse, places, used, masked)
    for one in remembered_persons(sentence, discourse):  # those named in full in this very sentence
        if not any(place.start < one.end and one.start < place.end for place in places) and one not in anchors:
            place = _place(sentence, one, discourse, used, sentence.start)
            places += [place] if place and place.kind != _GONE else []
    places.sort(key=lambda place: (place.start, place.end))
    places = with_postings(sentence, places)
    _remember_envoys(sentence, discourse, places)
    return joined_parties(sentence, places)


def _remember_envoys(sentence: Sentence, discourse: Discourse, places: Sequence[PartyPlace]) -> None:
    """Remember whom a name behind a post serves: "el embajador de Chile en Perú, Ana Ruiz, ..."."""
    for envoy, post in itertools.pairwise(places):
        end = after_apposition(sentence, post.end) if post.is_posting and not envoy.person else post.end
        if end > post.end:
            remember_person(sentence, discourse, (post.end + 2, end), envoy.codes)


def _is_dateline(sentence: Sentence, one: Found) -> bool:
    """Whether a place in capitals opens a report within a line of several: "(AFP) QUITO - The president of ..."."""
    if not sentence.lexicon.is_cased or _DASH.match(sentence.text, one.end) is None:
        return False
    written = sentence.original[sentence.folded.start(one.start) : sentence.folded.end(one.end)]
    return one.kind in NAME_KINDS and len(written) > _LONGEST_LETTERS and written.isupper()


def _with_one_post(anchors: Sequence[Found]) -> list[Found]:
    """The words but the other posts of a person who changed them that year, where the party before tells which."""
    kept: list[Found] = []
    for one in anchors:
        last = kept[-1] if kept else None
        if last and one.kind == last.kind == "person" and (one.start, one.end) == (last.start, last.end):
            before = kept[-2] if len(kept) > 1 else None
            if before and before.value == one.value and one.start - before.end <= _BESIDE:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _is_office(sentence: Sentence, both: Found, parties: Iterable[Found]) -> bool:
    """Whether "the ministers" names no two told of before: it is part of a longer office, or whose it is follows."""
    longer = any(one.start == both.start and one.end > both.end for one in sentence.of("office"))
    links = (*sentence.lexicon.settings.office_links, *sentence.lexicon.determiners)
    near = [one.start for one in parties if one.kind in PARTY_KINDS and 0 < one.start - both.end <= _LINK_REACH]
    return longer or any(
        all(word in links for word in sentence.text[both.end : start].replace("'", "' ").split()) for start in near
    )


def _is_owned(sentence: Sentence, act: Found, parties: Iterable[Found]) -> bool:
    """Whether the party stands beside whose act it is: الغارات الإسرائيلية."""
    return any(
        one.kind == "adjective" and (0 <= one.start - act.end <= 1 or 0 <= act.start - one.end <= 1) for one in parties
    ) or any(
        sentence.is_open(act.end, one.start, _OWNER_REACH) and not _has_verb(sentence, act.end, one.start)
        for one in parties
    )


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Whether something else is told between two places: "welcomed the vote and said she would visit Podgorica"."""
    return any(start <= one.start < end for one in sentence.of(*CLAUSE_OPENERS))


def _place(sentence: Sentence, one: Found, discourse: Discourse, used: set[int], floor: int) -> PartyPlace | None:
    """The party that a word names, with its office, holder and preposition; None for one that takes no part.

    `floor` is where the party before it ends.
    """
    codes = _others(sentence, one, discourse) or _codes(sentence, one, discourse)
    if not codes:
        return None
    if one.kind == "adjective" and is_of_rebels(sentence, one):
        return None
    office = office_of(sentence, one) if one.kind in _OFFICIAL else None
    if office and (office.start in used or office.start < floor):
        office = None  # "le président du Mali Assimi Goïta": it is the name's before
    start, end = one.start, one.end
    if office:
        used.add(office.start)
        start, end = min(start, office.start), max(end, office.end)
        end = portfolio_end(sentence, end)
        while start == office.start and (outer := outer_office(sentence, office)):
            used.add(outer.start)
            start, office = outer.start, outer
    if office is None:
        person = owned_person(sentence, one)
    else:
        person = find_person(sentence, start, end, codes) if not names_body(sentence, office) else None
    if person:
        start, end = min(start, person[0]), max(end, person[1])
    if _is_former(sentence, start, end):
        return PartyPlace(codes, start, end, _GONE)
    named = (one.start, one.end) if one.kind == "person" else person
    if named:
        remember_person(sentence, discourse, named, codes)
    first = office if office and office.start == start else one
    cases = phrase_cases(sentence, one, office)
    marker, is_in = find_marker(sentence, first, start, floor, cases, is_person=bool(office))
    if one.kind == "acts" and is_in:
        marker, is_in = None, False  # ندد بالقرار: an act is no place
    place = PartyPlace(
        codes=codes,
        start=start,
        end=end,
        kind=one.kind,
        marker=marker,
        office=(office.start, office.end) if office else None,
        sector=office.value if office else None,
        person=named,
        is_weak=office is None and person is None and _is_weak(sentence, one),
        is_location=(one.kind == "city" or is_in or _is_venue(sentence, one)) and office is None,
    )
    return in_case(sentence.lexicon, place, cases)


def _is_venue(sentence: Sentence, one: Found) -> bool:
    """Whether a place stands right behind the noun of what takes place there: محادثات جنيف, زيارة القاهرة.

    A state stands so behind a visit alone: what many share is called by the town.
    """
    lexicon, text = sentence.lexicon, sentence.text
    if one.kind not in ("capital", "name") or not lexicon.settings.verb_first or one.preposition:
        return False
    nouns = [trigger for trigger in sentence.of("trigger") if trigger.end == one.start - 1 and trigger.value == "noun"]
    frames = [lexicon.frames[trigger.word.trigger.frame] for trigger in nouns if trigger.word.trigger]
    if any("traveller" in frame.actor for frame in frames) and not one.value.startswith("IGO:"):
        return True
    is_shared = one.kind == "capital" and any(frame.is_symmetric for frame in frames)
    return is_shared and text[one.end + 1 : one.end + 2] not in lexicon.conjunctions


def _others(sentence: Sentence, one: Found, discourse: Discourse) -> tuple[str, ...]:
    """Who "both" are right behind a word that says to whom: not those who speak, but the two of the act told last."""
    markers = [marker for marker in sentence.of("marker") if marker.end == one.start] if one.kind == "both" else []
    return tuple(sorted(discourse.last_two)) if any(marker.value == "to" for marker in markers) else ()


def _codes(sentence: Sentence, one: Found, discourse: Discourse) -> tuple[str, ...]:
    if one.kind == "both":
        return discourse.pair()
    if one.kind == "own":
        if discourse.lead or discourse.here:
            return discourse.lead or (discourse.here[0],)
        return discourse.topic.codes if discourse.topic else ()
    if one.kind == "acts":
        is_deal = bool(discourse.deal) and any(other.end == one.end for other in sentence.of("instruments"))
        return discourse.deal if is_deal else discourse.doer
    if one.kind == "organisations":
        return tuple([code for code in discourse.recent if code.startswith("IGO:")][-1:])
    if one.kind == "groups":
        return sentence.lexicon.several[one.value]
    if one.kind in ("shorthand", "letters"):
        codes = sentence.lexicon.several[one.value]
        named = [code for code in reversed(discourse.recent) if code in codes]
        named += [code for code in codes if code in sentence.article.named]
        return tuple(named[:1]) or codes[:1]
    return (one.value,)


def _is_weak(sentence: Sentence, one: Found) -> bool:
    """Whether the word only says whose a thing is."""
    text = sentence.text
    owns = text.startswith(sentence.lexicon.settings.possessives, one.end)
    return one.kind in ("adjective", "acts") or owns or text[one.end : one.end + 1] == "-" or text[one.start - 1] == "-"


def _is_former(sentence: Sentence, start: int, end: int) -> bool:
    # Where adjectives agree, "former" stands before what it goes with: one behind a party is of another.
    last = end if sentence.lexicon.case_markers else end + 2
    return any(start - 2 <= one.end and one.start <= last for one in sentence.of("former"))


def _appended(sentence: Sentence, places: list[PartyPlace], place: PartyPlace) -> list[PartyPlace]:
    """The places with one more, which is one with the last where they are two names of a party side by side."""
    is_same = places and places[-1].codes == place.codes and place.marker in (None, places[-1].marker)
    is_where = bool(places) and places[-1].is_location and place.office is not None
    if is_same and not is_where and _are_beside(sentence, places[-1], place):  # "in Moscow Russia's minister": two
        last = places[-1]
        if last.cases and place.cases and last.cases.isdisjoint(place.cases):
            if not last.office:
                return [*places, place]  # "в Кремле Владимира Путина": where, and who
            last = in_case(sentence.lexicon, last._replace(marker=None), place.cases)  # и.о. президента Иван Иванов
        return [
            *places[:-1],
            last._replace(
                end=place.end,
                kind=place.kind,
                office=last.office or place.office,
                sector=last.sector or place.sector,
                person=last.person or place.person,
                is_weak=last.is_weak and place.is_weak,
                is_location=last.is_location or (last.is_weak and place.is_location),
            ),
        ]
    return [*places, place]


def _are_beside(sentence: Sentence, one: PartyPlace, other: PartyPlace) -> bool:
    """Whether two parties stand side by side; in a text without blanks with no word between, or sharing an office."""
    if not sentence.lexicon.settings.spaced:
        return sentence.text[one.end : other.start] in ("", "、")
    return 0 <= other.start - one.end <= 2


def _bodies(
    sentence: Sentence,
    discourse: Discourse,
    places: Sequence[PartyPlace],
    used: set[int],
    masked: Sequence[tuple[int, int]],
) -> list[PartyPlace]:
    """Offices that name no state, where the article has told whose they are; those that do are remembered."""
    for place in places:
        if place.office and len(place.codes) == 1:
            discourse.bodies[_body(sentence, place.office, place.sector)] = place.codes[0]
            for short in _short_body(sentence, place.office, place.sector):
                discourse.bodies[short] = place.codes[0]
    found: list[PartyPlace] = []
    for office in sentence.of("office"):
        code = discourse.bodies.get(_body(sentence, (office.start, office.end), office.value))
        code = _of_land(sentence, discourse, office) or code
        code = code or _person_before(sentence, discourse, office) or _at_home(sentence, discourse, office)
        is_free = office.start not in used
        is_free = is_free and not any(one.start <= office.start < one.end for one in (*places, *found))
        if (
            code
            and is_free
            and not is_inside(office.start, masked)
            and not _is_former(sentence, office.start, office.end)
        ):
            first = office
            while (outer := outer_office(sentence, first)) and outer.start not in used:
                first = outer
            span = (first.start, office.end)
            floor = max((one.end for one in places if one.end <= first.start), default=sentence.start)
            cases = office.word.cases
            marker, _ = find_marker(sentence, first, first.start, floor, cases, is_person=True)
            place = PartyPlace((code,), *span, "body", marker, span, office.value)
            found.append(in_case(sentence.lexicon, place, cases))
    return found


def _of_land(sentence: Sentence, discourse: Discourse, office: Found) -> str | None:
    """The state named last, where an office is said to be that of the country: "el presidente del país"."""
    is_of_land = any(0 <= one.start - office.end <= 1 for one in sentence.of("lands"))
    states = [code for code in discourse.recent if ":" not in code]
    return discourse.land or (states[-1] if states else None) if is_of_land else None


def _at_home(sentence: Sentence, discourse: Discourse, office: Found) -> str | None:
    """The state of the agency that reports, where an office without adjective is its own: وزارة الخارجية."""
    is_own = any((one.start, one.end) == (office.start, office.end) for one in sentence.of("nationals"))
    return discourse.home if is_own else None


def _short_body(sentence: Sentence, office: tuple[int, int], sector: str | None) -> list[str]:
    """What a body is called when named again, its head: الوزارة for وزارة الخارجية, "the minister"."""
    articles, head = sentence.lexicon.articles, _body(sentence, office, sector).split(" ")[0]
    is_body = any(office[0] <= one.start and one.end <= office[1] for one in sentence.of("bodies"))
    if sentence.lexicon.settings.heads_last:
        return [sentence.text[slice(*office)].split(" ")[-1]]
    return [article + head for article in articles if is_body and not head.startswith(articles)]


def _body(sentence: Sentence, office: tuple[int, int], sector: str | None) -> str:
    """What an office is remembered by: a ministry or minister by its words, a parliament or an army by its sector."""
    if sector in ("LEG", "MIL", "JUD"):
        return sector
    words = [one for one in sentence.of("office") if office[0] <= one.start and one.end <= office[1]]
    phrase = " ".join(one.word.base for one in words)
    if not any(one.word.cases for one in words):
        phrase = sentence.text[office[0] : office[1]]
    return sentence.lexicon.same_office.get(phrase, phrase)


def _person_before(sentence: Sentence, discourse: Discourse, office: Found) -> str | None:
    """The party of the person spoken about before, whose office opens the sentence without a name: "The president"."""
    topic = discourse.topic
    if not topic or not topic.person or len(topic.codes) != 1 or office.start - sentence.start > _OPENING:
        return None
    is_alone = office.value == "GOV" and not names_body(sentence, office)
    return topic.codes[0] if is_alone and not find_person(sentence, office.start, office.end, topic.codes) else None
