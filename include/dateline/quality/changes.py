"""What is different between two builds of a timeline."""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from dateline import schema, snapshots
from dateline.storage import Folder, current_build, quoted, read_parquet

_SAMPLES = 5
# What a reader would notice; an event's type and parties never change, for they are what it is.
_WATCHED = {
    "days": "(a.first_day, a.last_day) is distinct from (b.first_day, b.last_day)",
    "status": "a.status <> b.status",
    "mentions": "a.mention_count <> b.mention_count",
}
_EXAMPLES = {
    "new": ("b.title", "a.event_id is null"),
    "gone": ("a.title", "b.event_id is null"),
    "changed": (
        "concat(b.title, ' (', a.status, ', ', a.first_day, ' > ', b.status, ', ', b.first_day, ')')",
        "a.event_id = b.event_id and ({status} or {days})",
    ),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """Counts of events new, gone, changed and changed in what, and examples of each, between two builds."""

    previous: str
    counts: dict[str, int]
    examples: dict[str, list[str]]
    figures: pa.Table


def changes_of(folder: Folder) -> Changes | None:
    """What the current build has that the one before it had not; None where none with such tables is kept.

    `figures` are the rows of the table quality of the build before.
    """
    current = current_build(folder).rpartition("/")[2]
    previous = snapshots.previous_build(folder, current)
    if previous is None or not _is_comparable(folder, previous):
        return None
    with duckdb.connect() as connection:
        for name, build in (("a", previous), ("b", current)):
            _register(connection, folder, name, build)
        joined = "a_events as a full join b_events as b using (event_id)"
        either = " or ".join(_WATCHED.values())
        counts = {
            "new": f"from {joined} where a.event_id is null",
            "gone": f"from {joined} where b.event_id is null",
            "changed": f"from a_events as a join b_events as b using (event_id) where {either}",
            **{
                f"changed_{name}": f"from a_events as a join b_events as b using (event_id) where {condition}"
                for name, condition in _WATCHED.items()
            },
        }
        counted = {
            name: connection.execute(f"select count(*) {query}").fetchall()[0][0] for name, query in counts.items()
        }
        examples = {
            name: [
                row[0]
                for row in connection.execute(
                    f"select {told} from {joined} where {condition.format(**_WATCHED)} order by event_id "
                    f"limit {_SAMPLES}"
                ).fetchall()
            ]
            for name, (told, condition) in _EXAMPLES.items()
        }
    return Changes(previous, counted, examples, read_parquet(folder, f"{snapshots.BUILDS}/{previous}/quality.parquet"))


def _is_comparable(folder: Folder, build: str) -> bool:
    """Whether what is compared was declared in the build as it is now."""
    files = snapshots.read_manifest(folder, build)["files"]
    versions = {one["path"]: one.get("schema_version") for one in files}
    return all(versions.get(f"{name}.parquet") == schema.table(name).version for name in ("events", "quality"))


def _register(connection: duckdb.DuckDBPyConnection, folder: Folder, name: str, build: str) -> None:
    file = f"{snapshots.BUILDS}/{build}/events.parquet"
    columns = ["event_id", "title", "status", "first_day", "last_day", "mention_count"]
    if folder.is_local:
        query = f"select {', '.join(columns)} from read_parquet({quoted(folder.path(file))})"
        connection.execute(f"create view {name}_events as {query}")
    else:
        connection.register(f"{name}_events", read_parquet(folder, file, columns))
