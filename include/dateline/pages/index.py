"""One build of the timeline, ready to be asked again and again: what filters and charts need is held in memory.

`event` has a row an event, numbered in the order of the published table (oldest first, those without a day last);
`side` its parties; `lane` the lanes it stands in, under `pair` and `type`; `told_by` its sources and `told` its words,
both made when first asked for. Titles and sentences to show are read from the build's files.
"""

import itertools
import threading
from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

from dateline import queries
from dateline.errors import DatelineError
from dateline.pages.filters import Filters
from dateline.storage import Folder, current_build

_MOST_PAIRED = 6  # parties; the pairs of a summit would be lanes of their own by the hundred
_MOST_HITS = 32  # answers of filters kept, four bytes an event
MANY = "*"  # the lane of events of more parties
_EVENT = """
create table event as
select (row_number() over ())::integer as row, event_id, first_day, last_day,
    first_day + ((last_day - first_day) // 2)::integer as middle_day,
    type, status, granularity, quad_class, actor_codes, recipient_codes, languages, article_count,
    first_publication_day as first_told, last_publication_day as last_told, confidence::float as confidence,
    coalesce(edtf like '%~%', false) as is_approximate,
    coalesce(edtf like '../%', false) as is_open_first, coalesce(edtf like '%/..', false) as is_open_last
from events
"""
_SIDE = """
create table side as
select distinct row, party_code from (
    select row, unnest(string_split(actor_codes || ',' || recipient_codes, ',')) as party_code from event
) where party_code <> ''
"""
_LANE = f"""
create table lane as
with sized as (select *, count(*) over (partition by row) as party_count from side)
select row, 'pair' as kind, case when party_count = 1 then party_code else '{MANY}' end as key from sized
where party_count = 1 or party_count > {_MOST_PAIRED}
group by all
union all
select one.row, 'pair', one.party_code || ' ' || other.party_code from sized as one
join sized as other on one.row = other.row and one.party_code < other.party_code
where one.party_count <= {_MOST_PAIRED}
union all
select row, 'type', type from event
"""
_TOLD_BY = """
create table told_by as
select distinct row, source_id from event_evidence join event using (event_id)
"""
_TOLD = """
create table told as
select row, strip_accents(lower(words)) as words from (
    select row, concat_ws(chr(10), title, title_local, evidence_text) as words from event join events using (event_id)
    union all
    select row, part.evidence_text from event_evidence as part join event using (event_id)
    join events as best on best.event_id = part.event_id and best.evidence_text <> part.evidence_text
)
"""


class Index:
    """The current build of a data folder; safe to ask from several threads."""

    def __init__(self, data: str, build: str) -> None:
        self.build = build
        self._connection = queries.connect(data, build)
        self._connection.execute("set enable_progress_bar = false")
        self._lock, self._finding = threading.Lock(), threading.Lock()
        self._made: set[str] = set()
        self._hits: dict[Filters, str] = {}
        self._numbers = itertools.count()
        for sql in (_EVENT, _SIDE, _LANE):
            self._connection.execute(sql)

    def prepare(self) -> None:
        """Makes what filters by source and words need, so that the first who uses them does not wait."""
        self._make("told_by", _TOLD_BY)
        self._make("told", _TOLD)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query; those who ask put a limit on it."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, list(values)).fetchall()

    def table(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """The rows of a query as an Arrow table."""
        with self._connection.cursor() as cursor:
            found: pa.Table = cursor.sql(sql, params=list(values)).to_arrow_table()
            return found

    def records(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of a query, each by the names of its columns."""
        found: list[dict[str, Any]] = self.table(sql, values).to_pylist()
        return found

    def condition(self, filters: Filters) -> str:
        """The filters as a condition on `event`, looked up once and kept: `true` where nothing is asked for."""
        if filters == Filters():
            return "true"
        with self._finding:
            name = self._hits.pop(filters, None)
            if name is None:
                name = f"hit_{next(self._numbers)}"
                sql, values = self._wanted(filters)
                with self._connection.cursor() as cursor:
                    cursor.execute(f"create table {name} as select row from event where {sql}", values)
            self._hits[filters] = name
            if len(self._hits) > _MOST_HITS:
                oldest = next(iter(self._hits))
                with self._connection.cursor() as cursor:
                    cursor.execute(f"drop table {self._hits.pop(oldest)}")
        return f"row in (select row from {name})"

    def _wanted(self, filters: Filters) -> tuple[str, list[Any]]:
        parts: list[tuple[str, list[Any]]] = []
        for codes in (filters.parties, filters.partners):
            if codes:
                parts.append(("row in (select row from side where party_code in (select unnest(?)))", [list(codes)]))
        for column, chosen in (("type", filters.types), ("status", filters.statuses)):
            if chosen:
                parts.append((f"{column} in (select unnest(?))", [list(chosen)]))
        if filters.languages:
            parts.append(("list_has_any(string_split(languages, ','), ?)", [list(filters.languages)]))
        if filters.sources:
            self._make("told_by", _TOLD_BY)
            parts.append(
                ("row in (select row from told_by where source_id in (select unnest(?)))", [[*filters.sources]])
            )
        for sql, day in (
            ("last_day >= ?", filters.since),
            ("first_day <= ?", filters.until),
            ("last_told >= ?", filters.told_since),
            ("first_told <= ?", filters.told_until),
        ):
            if day is not None:
                parts.append((sql, [day]))
        if filters.confidence:
            parts.append(("confidence >= ?::float", [filters.confidence]))
        if filters.words:
            self._make("told", _TOLD)
            for word in filters.words:
                parts.append(("row in (select row from told where contains(words, strip_accents(lower(?))))", [word]))
        return " and ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]

    def _make(self, name: str, sql: str) -> None:
        with self._lock:
            if name not in self._made:
                with self._connection.cursor() as cursor:
                    cursor.execute(sql)
                self._made.add(name)


class Timeline:
    """The published timeline of a data folder, always its current build."""

    def __init__(self, data: str) -> None:
        self.data = data
        self._lock = threading.Lock()
        self._index: Index | None = None

    def index(self) -> Index:
        """The current build, opened anew when another was published."""
        build = current_build(Folder(self.data))
        with self._lock:
            if self._index is None or self._index.build != build:
                self._index = _opened(self.data, build)
                threading.Thread(target=self._index.prepare, daemon=True).start()
            return self._index


def current_index(data: str) -> Index:
    """The current build of a data folder, to be asked once."""
    return _opened(data, current_build(Folder(data)))


def _opened(data: str, build: str) -> Index:
    try:
        return Index(data, build)
    except duckdb.Error as error:
        raise DatelineError(data, build, f"not readable: {error}", "build the timeline anew") from None
