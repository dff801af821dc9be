"""Event mentions of many articles made into events: one act, one row, whatever the order they come in."""

import bisect
import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.events.titles import Side, Told, event_line, has_titles, office_key
from dateline.identity import even_text

_TRUST = {"stated": 0, "inherited": 1, "publication": 2, "none": 3}
_NEWS_DAYS = dt.timedelta(days=1)  # what is told without a day is of the day it was printed or of the day before


class PartyTold(NamedTuple):
    """A party as one mention tells of it."""

    code: str
    role: str
    name: str | None = None
    office: str | None = None
    person: str | None = None


class MentionRow(NamedTuple):
    """An event mention as the tables hold it; days are both inclusive.

    `duplicate_of` is the article whose text the mention's article is a copy of.
    """

    event_mention_id: str
    article_id: str
    source_id: str
    language: str
    published_on: dt.date
    type: str
    status: str
    first_day: dt.date | None
    last_day: dt.date | None
    granularity: str | None
    edtf: str | None
    date_basis: str
    confidence: float
    evidence_text: str
    duplicate_of: str | None
    parties: tuple[PartyTold, ...]

    @property
    def report_id(self) -> str:
        """The article it is told in first: copies of one text are one report."""
        return self.duplicate_of or self.article_id


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, once: codes sorted, days the most precise that the mentions support, both inclusive.

    `best_mention_id` is the mention its days are from; `title_local` is in the language of that article where it has
    titles, else in English, as `title_language` says.
    """

    event_id: str
    type: str
    title: str
    title_local: str
    title_language: str
    status: str
    first_day: dt.date | None
    last_day: dt.date | None
    granularity: str | None
    edtf: str | None
    date_basis: str
    actor_codes: tuple[str, ...]
    recipient_codes: tuple[str, ...]
    mention_ids: tuple[str, ...]
    best_mention_id: str
    confidence: float


def _codes(row: MentionRow, role: str) -> tuple[str, ...]:
    return tuple(sorted({party.code for party in row.parties if party.role == role}))


def _told_order(row: MentionRow) -> tuple[dt.date, str, str]:
    """First told first, by what the rows say and never by when they arrived."""
    return row.published_on, row.article_id, row.event_mention_id


def _days(row: MentionRow) -> tuple[dt.date, dt.date] | None:
    """First and last day that the mention can mean."""
    if row.first_day is None or row.last_day is None:
        return None
    return row.first_day - (_NEWS_DAYS if row.date_basis == "publication" else dt.timedelta()), row.last_day


def _width(row: MentionRow) -> int:
    days = _days(row)
    return (days[1] - days[0]).days if days else 1_000_000_000


def _holds(outer: MentionRow, inner: MentionRow) -> bool:
    """Whether the days that `inner` gives are among those that `outer` can mean."""
    days = _days(outer)
    if days is None or inner.first_day is None or inner.last_day is None:
        return False
    return days[0] <= inner.first_day and inner.last_day <= days[1]


def merge_mentions(rows: Iterable[MentionRow]) -> list[Event]:
    """Events of the mentions given, sorted by first day, type and id; the order of the rows never matters.

    Mentions of one type with the same parties in the same roles are one act when their days are equal or those of one
    lie inside those of the other; the publication day also stands for the day before. A wide mention that several
    narrower acts fit into joins the one told nearest to it. Undated mentions are one act for each status. What a copy
    of an article says in a sentence of that article is what the article says: "today" printed a day later is no other
    day. An act keeps the id it had when it was told first.
    """
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[MentionRow]] = {}
    for row in rows:
        groups.setdefault((row.type, _codes(row, "actor"), _codes(row, "recipient")), []).append(row)
    events = [_event(key, act) for key, mentions in groups.items() for act in _acts(mentions)]
    return sorted(events, key=lambda event: (event.first_day or dt.date.max, event.type, event.event_id))


def _acts(mentions: Sequence[MentionRow]) -> list[list[MentionRow]]:
    """Mentions of one type and the same parties, split into acts."""
    repeated = _repeated(mentions)
    acts: list[list[MentionRow]] = []
    by_first_day: list[tuple[dt.date, int]] = []  # of the narrowest mention of each act, and its place in acts
    undated: dict[str, list[MentionRow]] = {}
    for row in sorted(mentions, key=lambda row: (_width(row), _told_order(row))):
        days = _days(row)
        if row.event_mention_id in repeated:
            continue
        if days is None or row.first_day is None:
            undated.setdefault(row.status, []).append(row)
            continue
        low = bisect.bisect_left(by_first_day, (days[0], -1))
        high = bisect.bisect_right(by_first_day, (days[1], len(acts)))
        fitting = [acts[place] for _, place in by_first_day[low:high] if _holds(row, acts[place][0])]
        if fitting:
            min(
                fitting, key=lambda act: (abs((act[0].published_on - row.published_on).days), _told_order(act[0]))
            ).append(row)
        else:
            bisect.insort(by_first_day, (row.first_day, len(acts)))
            acts.append([row])
    acts += undated.values()
    if repeated:
        act_of = {row.event_mention_id: act for act in acts for row in act}
        for row in mentions:
            if row.event_mention_id in repeated:
                act_of[repeated[row.event_mention_id]].append(row)
    return acts


def _repeated(mentions: Sequence[MentionRow]) -> dict[str, str]:
    """Of mentions in copies that stand in the article copied too, in the same sentence: the id of the one there."""
    originals = {row.duplicate_of for row in mentions if row.duplicate_of}
    if not originals:
        return {}
    first: dict[tuple[str, str, str], list[MentionRow]] = {}
    for row in sorted(mentions, key=_told_order):
        if row.article_id in originals:
            first.setdefault((row.article_id, row.status, even_text(row.evidence_text)), []).append(row)
    found = {}
    for row in mentions:
        told = first.get((row.duplicate_of, row.status, even_text(row.evidence_text))) if row.duplicate_of else None
        if told:
            same_days = [one for one in told if (one.first_day, one.last_day) == (row.first_day, row.last_day)]
            found[row.event_mention_id] = (same_days or told)[0].event_mention_id
    return found


def _sides(act: Sequence[MentionRow], role: str, codes: Sequence[str]) -> list[Side]:
    """The parties of a role with the office that most mentions give them, and who holds it."""
    found = []
    for code in codes:
        articles: dict[tuple[str, str | None], set[str]] = {}
        for row in act:
            for party in row.parties:
                if (party.code, party.role) == (code, role) and party.office and office_key(party.office):
                    articles.setdefault((party.office, party.person), set()).add(row.report_id)
        sure = {
            (office, _sure_name(person, told)): told for (office, person), told in sorted(articles.items(), key=str)
        }
        # With a name before one without, then what most articles say, then the first in the alphabet.
        ranked = sorted(sure, key=lambda one: (one[1] is None, -len(sure[one]), one[0], one[1] or ""))
        found.append(Side(code, *(ranked[0] if ranked else (None, None))))
    return found


def _sure_name(person: str | None, articles: set[str]) -> str | None:
    """A name that capitals mark, or that two articles give: without capitals any words may be taken for one."""
    return person if person and (person[0].isupper() or len(articles) > 1) else None


def _event(key: tuple[str, tuple[str, ...], tuple[str, ...]], act: Sequence[MentionRow]) -> Event:
    kind, actors, recipients = key
    told_first = min(act, key=_told_order)
    best = min(act, key=lambda row: (_width(row), _TRUST[row.date_basis], _told_order(row)))
    # The latest word on whether it happened; on one day, the best-founded.
    last = max(act, key=lambda row: (row.published_on, -_TRUST[row.date_basis], row.article_id, row.event_mention_id))
    named = "|".join([kind, ",".join(actors), ",".join(recipients), told_first.event_mention_id])
    others = len({row.report_id for row in act}) - 1
    sides = _sides(act, "actor", actors), _sides(act, "recipient", recipients)
    told = Told(kind, last.status, *sides, best.first_day, best.last_day, best.granularity)
    language = best.language if has_titles(best.language) else "en"
    title = event_line(told)
    return Event(
        event_id=hashlib.sha256(named.encode()).hexdigest()[:16],
        type=kind,
        title=title,
        title_local=event_line(told, language),
        title_language=language,
        status=last.status,
        first_day=best.first_day,
        last_day=best.last_day,
        granularity=best.granularity,
        edtf=best.edtf,
        date_basis=best.date_basis,
        actor_codes=actors,
        recipient_codes=recipients,
        mention_ids=tuple(sorted(row.event_mention_id for row in act)),
        best_mention_id=best.event_mention_id,
        confidence=round(min(0.99, best.confidence + 0.03 * min(others, 3)), 2),
    )
