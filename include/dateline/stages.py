"""Arrow batch in, Arrow batch out: what a loop, a process pool or another engine calls."""

import datetime as dt
import functools
import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pyarrow as pa

from dateline.dates.anchors import TimeMention, find_times
from dateline.events import EventMention, find_events
from dateline.events.merge import Event, MentionRow, PartyTold, merge_mentions
from dateline.events.ontology import event_type
from dateline.events.titles import readable_names
from dateline.identity import digest
from dateline.inputs.articles import Article
from dateline.inputs.records import Reject
from dateline.languages import languages
from dateline.party_facts import is_state
from dateline.schema import batch_of, table
from dateline.signatures import sign


class Mentions(NamedTuple):
    """Batches of the tables time_mentions, event_mentions, event_mention_parties and article_signatures."""

    time_mentions: pa.RecordBatch
    event_mentions: pa.RecordBatch
    event_mention_parties: pa.RecordBatch
    article_signatures: pa.RecordBatch


class Timeline(NamedTuple):
    """Rows of the tables events, event_parties and event_evidence, in no order."""

    events: pa.RecordBatch
    event_parties: pa.RecordBatch
    event_evidence: pa.Table


class _Rows:
    """Columns of one table, filled row by row."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: dict[str, list[Any]] = {column.name: [] for column in table(name).columns}
        self.plans: dict[tuple[type, ...], list[tuple[str, list[Any], int]]] = {}

    def add(self, *sources: Any, **values: Any) -> None:
        """One row; a column not in `values` is read from the first source that has it."""
        kinds = tuple(map(type, sources))
        plan = self.plans.get(kinds)
        if plan is None:
            plan = self.plans[kinds] = [
                (column, cells, next((place for place, one in enumerate(sources) if hasattr(one, column)), -1))
                for column, cells in self.columns.items()
            ]
        for column, cells, place in plan:
            cells.append(values[column] if column in values else getattr(sources[place], column))

    def batch(self) -> pa.RecordBatch:
        return batch_of(self.name, self.columns)


def article_batch(articles: Iterable[Article]) -> pa.RecordBatch:
    """The articles as a batch of the table articles."""
    rows = _Rows("articles")
    for article in articles:
        rows.add(article)
    return rows.batch()


def reject_batch(rejects: Iterable[Reject], source_id: str, stage: str) -> pa.RecordBatch:
    """The rejects of one source and stage as a batch of the table rejects."""
    rows = _Rows("rejects")
    for reject in rejects:
        place = reject.place
        rows.add(
            reject,
            stage=stage,
            source_id=source_id,
            source_file=place.file,
            place=place.name,
            place_number=place.number,
        )
    return rows.batch()


class _ArticleRow(NamedTuple):
    """The columns of articles that extraction reads."""

    article_id: str
    source_id: str
    publication_day: dt.date
    published_at: dt.datetime | None
    language: str
    title: str | None
    url: str | None
    text: str
    title_start_char: int | None
    title_end_char: int | None
    body_start_char: int


_ALLOCATIONS = 50_000  # between two collections; most objects of an article are in no cycle and die with it


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Python's collector of cycles, which would look at every article's words many times, runs seldom meanwhile."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_collecting_rarely()
def extract_mentions(articles: pa.RecordBatch) -> Mentions:
    """Mentions of a batch of the table articles, of which `_ArticleRow` names the columns read."""
    times, events, parties = _Rows("time_mentions"), _Rows("event_mentions"), _Rows("event_mention_parties")
    signatures = _Rows("article_signatures")
    columns = [articles.column(name).to_pylist() for name in _ArticleRow._fields]
    for values in zip(*columns, strict=True):
        article = _ArticleRow(*values)
        signatures.add(sign(article.text, article.body_start_char), article)
        if article.language not in languages():
            continue
        found = find_times(article.text, article.language, article.publication_day, body_start=article.body_start_char)
        ids = _add_times(times, article, found)
        title = None
        if article.title_start_char is not None and article.title_end_char is not None:
            title = (article.title_start_char, article.title_end_char)
        for event in find_events(
            article.text,
            article.language,
            article.publication_day,
            found,
            body_start=article.body_start_char,
            title=title,
        ):
            _add_event(events, parties, article, event, ids)
    return Mentions(times.batch(), events.batch(), parties.batch(), signatures.batch())


def _add_times(rows: _Rows, article: _ArticleRow, found: Sequence[TimeMention]) -> dict[tuple[int, int], str]:
    """Ids of the mentions by their offsets, after adding their rows."""
    ids = {}
    for time in found:
        place = time.start_char, time.end_char
        ids[place] = digest("time", article.article_id, article.publication_day, *place)
        rows.add(time, article, time_mention_id=ids[place])
    return ids


def _add_event(
    events: _Rows, parties: _Rows, article: _ArticleRow, event: EventMention, ids: dict[tuple[int, int], str]
) -> None:
    named = [f"{party.role}:{party.code}:{party.start_char}" for party in event.parties]
    place = event.trigger_start_char, event.trigger_end_char
    key = digest("mention", article.article_id, article.publication_day, event.type, event.status, *place, *named)
    time_id = None
    if event.time_start_char is not None and event.time_end_char is not None:
        time_id = ids.get((event.time_start_char, event.time_end_char))
    events.add(
        event,
        article,
        event_mention_id=key,
        time_mention_id=time_id,
        evidence_text=article.text[event.start_char : event.end_char],
        article_title=article.title,
    )
    for number, party in enumerate(event.parties):
        parties.add(party, article, event_mention_id=key, party_number=number, party_code=party.code)


@_collecting_rarely()
def merge_events(mentions: pa.Table, parties: pa.Table) -> Timeline:
    """The timeline of all rows of the tables event_mentions and event_mention_parties; their order never matters.

    The column `duplicate_of` stands beside those of event_mentions: what the article is a copy of. Mentions of one type
    and the same parties in their roles must all be among them; others may be merged elsewhere.
    """
    rows = _mention_rows(mentions, _parties_of(parties))
    events = merge_mentions(rows.values())
    place_of = {str(key): place for place, key in enumerate(mentions.column("event_mention_id").to_pylist())}
    best = mentions.take(pa.array([place_of[event.best_mention_id] for event in events], pa.int64()))
    event_rows, party_rows = _Rows("events"), _Rows("event_parties")
    for event, evidence in zip(events, _evidence(best), strict=True):
        told = [rows[mention_id] for mention_id in event.mention_ids]
        _add_timeline_event(event_rows, event, told, evidence)
        _add_event_parties(party_rows, event, told)
    event_of = {mention_id: event.event_id for event in events for mention_id in event.mention_ids}
    under = mentions.take(pa.array(place_of.values(), pa.int64()))
    ids = pa.array([event_of[key] for key in place_of], pa.string())
    under = under.append_column("event_id", ids).select(table("event_evidence").schema.names)
    return Timeline(event_rows.batch(), party_rows.batch(), under.cast(table("event_evidence").schema))


_PARTY_COLUMNS = ("party_code", "role", "name", "office", "person")  # in the order of PartyTold
_MENTION_COLUMNS = {"published_on": "publication_day"}  # those whose field of MentionRow has another name


def _parties_of(parties: pa.Table) -> dict[str, list[PartyTold]]:
    """The parties of each mention in their order."""
    ordered = parties.sort_by([("event_mention_id", "ascending"), ("party_number", "ascending")])
    told = map(PartyTold, *(ordered.column(name).to_pylist() for name in _PARTY_COLUMNS))
    found: dict[str, list[PartyTold]] = defaultdict(list)
    for key, party in zip(ordered.column("event_mention_id").to_pylist(), told, strict=True):
        found[str(key)].append(party)
    return found


def _mention_rows(mentions: pa.Table, parties_of: dict[str, list[PartyTold]]) -> dict[str, MentionRow]:
    ids = list(map(str, mentions.column("event_mention_id").to_pylist()))
    columns = [mentions.column(_MENTION_COLUMNS.get(name, name)).to_pylist() for name in MentionRow._fields[:-1]]
    parties = [tuple(parties_of.get(key, ())) for key in ids]
    return dict(zip(ids, map(MentionRow, *columns, parties), strict=True))


class _Evidence(NamedTuple):
    """What an event says of its best mention."""

    evidence_text: str
    evidence_article_id: str
    evidence_article_title: str | None
    evidence_url: str | None
    evidence_source_id: str


def _evidence(best: pa.Table) -> Iterable[_Evidence]:
    columns = ("evidence_text", "article_id", "article_title", "url", "source_id")
    return map(_Evidence, *(best.column(name).to_pylist() for name in columns))


class _Sides(NamedTuple):
    """What an event says of its parties, which many events share."""

    actor_codes: str
    recipient_codes: str
    actor_names: str
    recipient_names: str
    country_codes: str
    place_code: str | None
    place: str | None


@functools.lru_cache(maxsize=65536)
def _sides(type: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> _Sides:
    names, place_role = readable_names("en"), event_type(type).place_role
    place = {"actor": actors, "recipient": recipients}[place_role] if place_role else ()
    place_code = place[0] if len(place) == 1 and is_state(place[0]) else None
    return _Sides(
        actor_codes=",".join(actors),
        recipient_codes=",".join(recipients),
        actor_names="; ".join(names.get(code, code) for code in actors),
        recipient_names="; ".join(names.get(code, code) for code in recipients),
        country_codes=",".join(sorted({code for code in (*actors, *recipients) if is_state(code)})),
        place_code=place_code,
        place=names.get(place_code) if place_code else None,
    )


def _add_timeline_event(rows: _Rows, event: Event, told: Sequence[MentionRow], evidence: _Evidence) -> None:
    days = [row.published_on for row in told]
    codes = event_type(event.type).codes(event.status)
    rows.add(
        _sides(event.type, event.actor_codes, event.recipient_codes),
        event,
        evidence,
        plover_event=codes.plover_event if codes else None,
        plover_mode=(codes.plover_mode or None) if codes else None,
        cameo_code=codes.cameo if codes else None,
        quad_class=codes.quad_class if codes else None,
        goldstein=codes.goldstein if codes else None,
        mention_count=len(told),
        article_count=len({row.article_id for row in told}),
        report_count=len({row.report_id for row in told}),
        source_count=len({row.source_id for row in told}),
        first_publication_day=min(days),
        last_publication_day=max(days),
        languages=",".join(sorted({row.language for row in told})),
    )


def _add_event_parties(rows: _Rows, event: Event, told: Sequence[MentionRow]) -> None:
    """The parties of an event, each named as most mentions name it, the first in the alphabet among equals."""
    for role, codes in (("actor", event.actor_codes), ("recipient", event.recipient_codes)):
        for code in codes:
            held = [[party for party in row.parties if (party.code, party.role) == (code, role)] for row in told]
            names = Counter(party.name for parties in held for party in parties if party.name)
            name = min(names, key=lambda name: (-names[name], name), default=None)
            count = sum(map(bool, held))
            rows.add(event, party_code=code, role=role, name=name, mention_count=count)
