"""Events hard to believe, by the rules of quality/rules.toml; too many of them stop a build."""

import functools
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from dateline.errors import DatelineError

_FILE = "quality/rules.toml"
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """Which events it looks at and which of them break it, in SQL; shares are of the events looked at, 0 to 1."""

    name: str
    among: str
    condition: str
    watch_share: float
    stop_share: float
    stop_count: int


class Judged(NamedTuple):
    """How many events break a rule, and whether they are too many; `share` is None where it looks at none."""

    rule: Rule
    broken: int
    share: float | None
    level: str


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules in their order.

    >>> rules()[0].name
    'happened_after_news'
    """
    text = resources.files("dateline").joinpath(*_FILE.split("/")).read_text(encoding="utf-8")
    return tuple(Rule(name, **entry) for name, entry in tomllib.loads(text).items())


def judged(connection: duckdb.DuckDBPyConnection) -> list[Judged]:
    """What each rule finds among the rows of `events`."""
    found = []
    for rule in rules():
        query = f"select count(*), count(*) filter ({rule.condition}) from events where {rule.among}"
        looked_at, broken = connection.execute(query).fetchall()[0]
        share = broken / looked_at if looked_at else None
        found.append(Judged(rule, broken, share, _level(rule, broken, share or 0.0)))
    return found


def _level(rule: Rule, count: int, share: float) -> str:
    if share > rule.stop_share and count >= rule.stop_count:
        return "stop"
    return "watch" if share > rule.watch_share else "ok"


def samples(connection: duckdb.DuckDBPyConnection, found: Sequence[Judged]) -> Iterator[tuple[Any, ...]]:
    """Rows of quality_samples: a few events that break each rule, the first by id."""
    for one in found:
        query = f"""
            select evidence_source_id, concat(edtf, ' / ', first_publication_day), title, evidence_text, event_id
            from events where ({one.rule.among}) and ({one.rule.condition}) order by event_id limit {_SAMPLES}
        """
        for number, row in enumerate(connection.execute(query).fetchall() if one.broken else (), start=1):
            yield ("implausible", one.rule.name, number, *row)


def refuse_implausible(quality: pa.Table, quality_samples: pa.Table) -> None:
    """Raises DatelineError, with an example, when a rule says that too many events cannot be believed."""
    stopped = quality.filter(pc.field("level") == "stop").to_pylist()
    for row in stopped:
        broken = (pc.field("metric") == "implausible") & (pc.field("part") == row["part"])
        example = next((one["text"] for one in quality_samples.filter(broken).to_pylist()), "")
        problem = f"{row['part_count']} events, {row['part_share']:.0%} of those looked at, such as {example!r}"
        advice = "nothing was published; mend the sources, or build with --publish-implausible to see them all"
        raise DatelineError(_FILE, row["part"], problem, advice)
