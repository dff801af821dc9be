"""Arrow batch in, Arrow batch out: what a loop, a process pool or another engine calls."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, cast

import pyarrow as pa

from dateline.dates.anchors import TimeMention, find_times
from dateline.events import EventMention, find_events
from dateline.events.merge import Event, MentionRow, merge_mentions
from dateline.identity import digest
from dateline.inputs.articles import Article
from dateline.inputs.records import Reject
from dateline.languages import languages
from dateline.schema import batch_of, table


class Mentions(NamedTuple):
    """Batches of the tables time_mentions, event_mentions and event_mention_parties."""

    time_mentions: pa.RecordBatch
    event_mentions: pa.RecordBatch
    event_mention_parties: pa.RecordBatch


class Timeline(NamedTuple):
    """Batches of the tables events, event_parties and event_evidence."""

    events: pa.RecordBatch
    event_parties: pa.RecordBatch
    event_evidence: pa.RecordBatch


class _Rows:
    """Columns of one table, filled row by row."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: dict[str, list[Any]] = {column.name: [] for column in table(name).columns}

    def add(self, *sources: Any, **values: Any) -> None:
        """One row; a column not in `values` is read from the first source that has it."""
        for column, cells in self.columns.items():
            if column in values:
                cells.append(values[column])
                continue
            source = next(source for source in sources if hasattr(source, column))
            cells.append(getattr(source, column))

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


def extract_mentions(articles: pa.RecordBatch) -> Mentions:
    """Mentions of a batch of the table articles, of which `_ArticleRow` names the columns read."""
    times, events, parties = _Rows("time_mentions"), _Rows("event_mentions"), _Rows("event_mention_parties")
    columns = [articles.column(name).to_pylist() for name in _ArticleRow._fields]
    for values in zip(*columns, strict=True):
        article = _ArticleRow(*values)
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
    return Mentions(times.batch(), events.batch(), parties.batch())


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


def merge_events(mentions: pa.Table, parties: pa.Table) -> Timeline:
    """The timeline of all rows of the tables event_mentions and event_mention_parties; their order never matters."""
    parties_of: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    read = ("event_mention_id", "party_number", "party_code", "role", "name")
    cells = zip(*(parties.column(name).to_pylist() for name in read), strict=True)
    for key, _, code, role, name in sorted(cells, key=lambda row: row[:2]):
        parties_of[key].append((code, role, name))
    fields = [name for name in MentionRow.__dataclass_fields__ if name not in ("parties", "published_on")]
    columns = [mentions.column(name).to_pylist() for name in fields]
    rows = {}
    for values, day in zip(zip(*columns, strict=True), mentions.column("publication_day").to_pylist(), strict=True):
        given = dict(zip(fields, values, strict=True))
        key = given["event_mention_id"]
        rows[key] = MentionRow(**given, published_on=cast(dt.date, day), parties=tuple(parties_of[key]))
    return _timeline(merge_mentions(rows.values()), rows, mentions)


def _timeline(events: Sequence[Event], rows: dict[str, MentionRow], mentions: pa.Table) -> Timeline:
    event_rows, party_rows, evidence = _Rows("events"), _Rows("event_parties"), _Rows("event_evidence")
    event_of = {mention_id: event.event_id for event in events for mention_id in event.mention_ids}
    for event in events:
        told = [rows[mention_id] for mention_id in event.mention_ids]
        names = _names(told)
        days = [row.published_on for row in told]
        event_rows.add(
            event,
            actor_codes=",".join(event.actor_codes),
            recipient_codes=",".join(event.recipient_codes),
            actor_names="; ".join(names.get(code, code) for code in event.actor_codes),
            recipient_names="; ".join(names.get(code, code) for code in event.recipient_codes),
            mention_count=len(told),
            article_count=len({row.article_id for row in told}),
            source_count=len({row.source_id for row in told}),
            first_publication_day=min(days),
            last_publication_day=max(days),
            languages=",".join(sorted({row.language for row in told})),
        )
        for role, codes in (("actor", event.actor_codes), ("recipient", event.recipient_codes)):
            for code in codes:
                count = sum(any(party[:2] == (code, role) for party in row.parties) for row in told)
                party_rows.add(event, party_code=code, role=role, name=names.get(code), mention_count=count)
    kept = mentions.select([name for name in evidence.columns if name != "event_id"])
    for record in kept.to_pylist():
        event_id = event_of.get(record["event_mention_id"])
        if event_id is not None:
            evidence.add(event_id=event_id, **record)
    return Timeline(event_rows.batch(), party_rows.batch(), evidence.batch())


def _names(told: Sequence[MentionRow]) -> dict[str, str]:
    """Name of each party code: the one most mentions give, the first in the alphabet among equals."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in told:
        for code, _, name in row.parties:
            if name:
                counts[code][name] += 1
    return {code: min(names, key=lambda name: (-names[name], name)) for code, names in counts.items()}
