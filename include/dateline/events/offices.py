"""The office or body that acts for a party: which belongs to whom, and those whose party was told before."""

import re
from collections.abc import Sequence

from dateline.events.cases import agree, is_genitive
from dateline.events.sentences import Sentence
from dateline.events.words import CLAUSE_OPENERS, PARTY_KINDS, Found

_OFFICE_REACH = 40  # characters between an office and whose it is, a holder's name included: "president X Y of Peru"
_OUTER_REACH = 10  # characters between an office and the body it belongs to
# Words that may not stand between an office and whose it is.
_APART = (*PARTY_KINDS, "trigger", "marker", *CLAUSE_OPENERS, "time", "both", "instruments")
_NAMES = (
    "name",
    "capital",
    "city",
)  # kinds of parties whose name stands right behind the office where verbs come first
_MOST_BETWEEN = 1  # words that say what the name is of: رئيس وزراء مملكة البحرين
_WORD = re.compile(r"[^\W_]+")


def names_body(sentence: Sentence, office: Found) -> bool:
    """Whether an office is a body of people, behind which no name of its holder stands."""
    return any(office.start <= one.start < office.end for one in sentence.of("bodies"))


def office_of(sentence: Sentence, party: Found) -> Found | None:
    """The office or body that the party's name or adjective belongs to, on the side the language puts it."""
    offices = sentence.of("office")
    if not offices:
        return None
    if sentence.lexicon.settings.office_after_adjective:
        return _office_after(sentence, party, offices) or _office_before(sentence, party, offices)
    return _office_before(sentence, party, offices)


def outer_office(sentence: Sentence, office: Found) -> Found | None:
    """The office that another belongs to: "le porte-parole du ministère russe", "ambassadeurs des 27 États membres"."""
    near = [one for one in sentence.of("office") if 0 < office.start - one.end <= sentence.reach(_OUTER_REACH)]
    between = sentence.text[near[-1].end : office.start].strip("0123456789 ") if near else ""
    return near[-1] if between in sentence.lexicon.settings.office_links else None


def portfolio_end(sentence: Sentence, end: int) -> int:
    """Where an office ends whose field stands behind whose it is: "le ministre russe des Affaires étrangères"."""
    return max((one.end for one in sentence.of("portfolios") if 0 <= one.start - end <= 1), default=end)


def is_of_rebels(sentence: Sentence, adjective: Found) -> bool:
    """Whether an adjective says where people are from who do not act for their state: "des rebelles syriens"."""
    return any(
        0 <= one.start - adjective.end <= 1 or 0 <= adjective.start - one.end <= 1 for one in sentence.of("rebels")
    )


def _is_of_thing(sentence: Sentence, adjective: Found) -> bool:
    """Whether the noun of an adjective that says whose an office is is no body: главы американских компаний."""
    if adjective.kind != "adjective" or not sentence.lexicon.case_markers:
        return False
    noun = _WORD.match(sentence.text, adjective.end + 1, sentence.end)
    if noun is None or sentence.original[sentence.folded.start(noun.start())].isupper():
        return False
    return not any(one.start == noun.start() for one in sentence.of("office", "marker", *PARTY_KINDS))


def _office_after(sentence: Sentence, party: Found, offices: Sequence[Found]) -> Found | None:
    reach = sentence.reach(_OFFICE_REACH)
    near = [one for one in offices if sentence.is_open(party.end, one.start, reach)]
    if not near or _parted(sentence, party.end, near[0].start) or not agree(party, near[0]):
        return None
    if sentence.lexicon.case_markers and party.kind != "adjective":
        return None
    if party.kind != "adjective" and " " in sentence.text[party.end : near[0].start].strip().removeprefix("'s").strip():
        return None
    last = near[0]
    for one in near[1:]:
        if 0 <= one.start - last.end <= sentence.reach(3):
            last = one
    head = next((one for one in reversed(offices) if 0 <= party.start - one.end <= 1), None)
    if head and is_genitive(sentence.lexicon, party):
        return head._replace(end=last.end)  # глава российского МИД: the adjective is of what the office heads
    return near[0]._replace(end=last.end)


def _office_before(sentence: Sentence, party: Found, offices: Sequence[Found]) -> Found | None:
    settings = sentence.lexicon.settings
    near = [one for one in offices if sentence.is_open(one.end, party.start, sentence.reach(_OFFICE_REACH))]
    if near and _is_of_thing(sentence, party):
        return None
    if not near:
        return _office_in_apposition(sentence, party, offices)
    between = sentence.text[near[-1].end : party.start].split()
    before = sentence.text[max(sentence.start, near[-1].start - 12) : near[-1].start].split()
    if between and before and before[-1] in settings.possessive_articles:
        return None  # "retiró sus tropas de Malí": they are the subject's
    is_own = bool(sentence.lexicon.case_markers) and (not party.word.cases or is_genitive(sentence.lexicon, party))
    needs_link = settings.office_after_adjective and not is_own and not (party.kind == "person" and not between)
    # "president of Peru"; but وزارة الخارجية في بنين only of a body, for a minister may be anywhere.
    is_body = party.kind == "name" and names_body(sentence, near[-1])
    links = (
        *settings.office_links,
        *(settings.body_links if is_body else ()),
        *_where_ruled(sentence, near[-1], party),
    )
    if needs_link and not any(word in links for word in between):
        return None
    words = [word for word in (between[:-1] if party.preposition else between) if word not in links]
    if settings.verb_first and party.kind in _NAMES and len(words) > _MOST_BETWEEN:
        return None  # رئيس وزراء مصر; behind the holder's name stands something else
    if _parted(sentence, near[-1].end, party.start, links) or _is_far_off(sentence, near[-1].end, party.start, links):
        return None
    first = near[-1]
    for one in reversed([one for one in offices if one.end <= first.start]):
        if 0 <= first.start - one.end <= sentence.reach(3) and not _is_apart(sentence, one, first):
            first = one
    return first._replace(end=near[-1].end)


def _is_apart(sentence: Sentence, body: Found, holder: Found) -> bool:
    """Whether a body is the subject, and a holder of office with an article the object: استدعت الوزارة السفير."""
    is_holder = sentence.text.startswith(sentence.lexicon.articles, holder.start) and not names_body(sentence, holder)
    return bool(sentence.lexicon.articles) and is_holder and names_body(sentence, body)


def _where_ruled(sentence: Sentence, office: Found, party: Found) -> list[str]:
    """What says where they are, between those who rule and a place, which then is whom they rule: "junta in Niger"."""
    if not any(one.end == office.end for one in sentence.of("rulers")):
        return []
    places = [one for one in sentence.of("marker") if one.value == "in" and office.end <= one.start < party.start]
    return [sentence.text[one.start : one.end] for one in places]


def _office_in_apposition(sentence: Sentence, party: Found, offices: Sequence[Found]) -> Found | None:
    """The office of a known person behind a comma: "el secretario de Estado, Marco Rubio"."""
    if party.kind != "person" and not (party.kind == "adjective" and sentence.lexicon.settings.verb_first):
        return None
    return next((one for one in offices if sentence.text[one.end : party.start] in (", ", "، ")), None)


def _parted(sentence: Sentence, start: int, end: int, links: Sequence[str] = ()) -> bool:
    """Whether a word between two places says that they belong to different things."""
    return any(
        start <= one.start < end and sentence.text[one.start : one.end] not in links for one in sentence.of(*_APART)
    )


def _is_far_off(sentence: Sentence, start: int, end: int, links: Sequence[str]) -> bool:
    """Whether something small stands between a link and whose it is: "ejército del sur del Líbano"."""
    if not sentence.lexicon.is_cased:
        return False
    is_linked, known = False, sentence.lexicon.determiners
    for token in _WORD.finditer(sentence.text, start, end):
        word = token.group()
        is_small = not sentence.original[sentence.folded.start(token.start())].isupper()
        elided = f"{word}'"  # "l'" in "secrétaire général de l'Otan"
        is_link = word in links or elided in links
        if is_linked and is_small and not is_link and word not in known and elided not in known:
            return True
        is_linked = is_linked or is_link
    return False
