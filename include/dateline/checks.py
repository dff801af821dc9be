"""Whether the tables of a build agree with each other and with what went in; a build that fails is not published."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dateline import schema
from dateline.dimensions import CALENDAR_FROM, CALENDAR_UNTIL
from dateline.errors import DatelineError
from dateline.storage import quoted, sql_connection


class Check(NamedTuple):
    """A query that counts the rows that break a rule, and the rule in words."""

    rule: str
    query: str


_PARTY_CODES = "coalesce(string_agg(party_code, ',' order by party_code), '')"
# Each event beside what its evidence and its parties say of it.
_RECONCILED = (
    Check(
        "the counts and days of publication of an event are those of its evidence",
        """
        from events full join (
            from event_evidence select event_id, count(*) as mentions, count(distinct article_id) as articles,
                count(distinct coalesce(duplicate_of, article_id)) as reports,
                count(distinct source_id) as sources, min(publication_day) as first_told,
                max(publication_day) as last_told
            group by event_id
        ) as told using (event_id)
        where (mention_count, article_count, report_count, source_count, first_publication_day, last_publication_day)
            is distinct from (mentions, articles, reports, sources, first_told, last_told)
        """,
    ),
    Check(
        "the days of an event are those of one of its mentions",
        """
        from events anti join event_evidence as told on told.event_id = events.event_id
            and told.first_day is not distinct from events.first_day
            and told.last_day is not distinct from events.last_day
        """,
    ),
    Check(
        "the sentence of an event is that of one of its mentions",
        """
        from events anti join event_evidence as told on told.event_id = events.event_id
            and told.article_id = events.evidence_article_id and told.evidence_text = events.evidence_text
        """,
    ),
    *(
        Check(
            f"{role}_codes of an event are its parties with that role",
            f"""
            from events left join (
                from event_parties select event_id, {_PARTY_CODES} as codes where role = '{role}' group by event_id
            ) as named using (event_id) where {role}_codes <> coalesce(codes, '')
            """,
        )
        for role in ("actor", "recipient")
    ),
    *(
        Check(
            f"the calendar has the day of {column}",
            f"""
            from events anti join calendar on calendar.day = events.{column}
            where events.{column} between date '{CALENDAR_FROM}' and date '{CALENDAR_UNTIL}'
            """,
        )
        for column in ("first_day", "last_day", "first_publication_day", "last_publication_day")
    ),
)


def check_build(staged: Path, mention_count: int, scratch: Path, *, memory_limit: str = "1GB") -> None:
    """Raises DatelineError, naming the rule and the number of rows, where the tables in `staged` do not agree.

    `mention_count` is the number of event mentions that went in: each is evidence of one event, and nothing else is.
    """
    with sql_connection(scratch, memory_limit) as connection:
        for name in schema.PUBLISHED:
            connection.execute(f"create view {name} as from read_parquet({quoted(staged / f'{name}.parquet')})")
        for rule, query in _checks(mention_count):
            row = connection.execute(f"select count(*) from ({query})").fetchone()
            if row and row[0]:
                advice = "nothing was published; report this as a bug"
                raise DatelineError(str(staged), rule, f"broken by {row[0]} rows", advice)


def _checks(mention_count: int) -> Iterator[Check]:
    for name in schema.PUBLISHED:
        declared = schema.table(name)
        key = ", ".join(declared.key)
        yield Check(f"{name}: ({key}) is a key", f"from {name} select {key} group by {key} having count(*) > 1")
        for column in declared.columns:
            if column.references:
                table, target = column.references
                yield Check(
                    f"{name}.{column.name} references {table}.{target}",
                    f"from {name} as a anti join {table} as b on a.{column.name} = b.{target} "
                    f"where a.{column.name} is not null",
                )
    yield Check(
        "every event mention is evidence of one event",
        f"from (from event_evidence select count(*) as rows) where rows <> {mention_count}",
    )
    yield from _RECONCILED
