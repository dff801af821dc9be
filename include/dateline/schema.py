"""Tables as declared in tables/*.toml: Arrow schemas and checks before writing."""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.errors import DatelineError

TABLES = (
    "articles",
    "rejects",
    "time_mentions",
    "event_mentions",
    "event_mention_parties",
    "article_signatures",
    "events",
    "event_parties",
    "event_evidence",
    "duplicates",
    "parties",
    "party_memberships",
    "event_types",
    "calendar",
    "quality",
    "quality_samples",
)
FACTS = ("events", "event_parties", "event_evidence")
DIMENSIONS = ("parties", "party_memberships", "event_types", "calendar")
REPORTS = ("quality", "quality_samples")
PUBLISHED = (*FACTS, "duplicates", *DIMENSIONS, *REPORTS)
# Only what every reader of Parquet gets right; docs/bi.md has who fails on which other.
_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "date32": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
}
_TABLE_ENTRIES = {"table", "version", "description", "partition", "key", "sort", "at_most", "columns"}
_COLUMN_NEEDS = ("type", "required", "description", "example", "since")
_COLUMN_ENTRIES = {*_COLUMN_NEEDS, "values", "unit", "references"}
_EVENT_TYPES = "event_type"  # the list whose values are the entries of event_types.toml


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column.

    `values` is the closed list of what may stand there, None when open, and `list_name` its name where several columns
    share it; `references` the (table, column) of the same build in which every value is found; `example` is text;
    `since` the version of dateline that had the column first.
    """

    name: str
    type: str
    required: bool
    description: str
    example: str
    since: str
    unit: str | None
    values: tuple[str, ...] | None
    list_name: str | None
    references: tuple[str, str] | None

    @property
    def arrow_type(self) -> pa.DataType:
        """The type in Arrow and Parquet."""
        return _TYPES[self.type]

    @property
    def metadata(self) -> dict[str, str]:
        """What the field of a Parquet file says of the column."""
        told = {"description": self.description, "example": self.example, "since": self.since}
        if self.unit:
            told["unit"] = self.unit
        if self.values and self.list_name != _EVENT_TYPES:
            told["values"] = ", ".join(self.values)
        if self.references:
            told["references"] = ".".join(self.references)
        return told


@dataclass(frozen=True, slots=True)
class Table:
    """One declared table; `at_most` holds pairs of columns of which the first is never greater."""

    name: str
    version: int
    description: str
    partition: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    at_most: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema; fields and table carry what is declared of them as metadata."""
        fields = [
            pa.field(column.name, column.arrow_type, not column.required, column.metadata) for column in self.columns
        ]
        told = {"table": self.name, "description": self.description}
        return pa.schema(fields, {f"dateline.{name}": value for name, value in told.items()})


@functools.cache
def closed_lists() -> dict[str, dict[str, str]]:
    """Every shared closed list by name: its values and what each means.

    >>> list(closed_lists()["role"])
    ['actor', 'recipient']
    """
    lists: dict[str, dict[str, str]] = tomllib.loads(_text("tables/closed_lists.toml"))
    types = tomllib.loads(_text("event_types.toml"))
    return {**lists, _EVENT_TYPES: {name: block["title"] for name, block in types.items()}}


def _text(name: str) -> str:
    return resources.files("dateline").joinpath(*name.split("/")).read_text(encoding="utf-8")


@functools.cache
def table(name: str) -> Table:
    """The declared table.

    >>> table("events").key
    ('event_id',)
    """
    place = f"tables/{name}.toml"
    if name not in TABLES:
        raise DatelineError(place, "file", "no such table", f"choose one of {', '.join(TABLES)}")
    return read_table(_text(place), place)


def read_table(text: str, place: str) -> Table:
    """The table one TOML text declares; `place` is the file's name for messages."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DatelineError(place, "file", f"not valid TOML: {error}", "repair the line named") from None
    _refuse_unknown(data, _TABLE_ENTRIES, place, "")
    missing = sorted(_TABLE_ENTRIES - {"at_most"} - set(data))
    if missing:
        raise DatelineError(place, missing[0], "missing", "declare it")
    columns = tuple(_read_column(name, entry, place) for name, entry in data["columns"].items())
    names = {column.name for column in columns}
    for part in ("key", "sort"):
        for name in data[part]:
            if name not in names:
                raise DatelineError(place, f"{part}.{name}", "no such column", "name a declared column")
    pairs = tuple((low, high) for low, high in data.get("at_most", ()))
    for name in [name for pair in pairs for name in pair]:
        if name not in names:
            raise DatelineError(place, f"at_most.{name}", "no such column", "name a declared column")
    return Table(
        data["table"],
        data["version"],
        data["description"],
        data["partition"],
        tuple(data["key"]),
        tuple(data["sort"]),
        pairs,
        columns,
    )


def _read_column(name: str, entry: dict[str, Any], place: str) -> Column:
    _refuse_unknown(entry, _COLUMN_ENTRIES, place, f"columns.{name}.")
    for part in _COLUMN_NEEDS:
        if part not in entry:
            raise DatelineError(place, f"columns.{name}.{part}", "missing", "declare it")
    if entry["type"] not in _TYPES:
        raise DatelineError(place, f"columns.{name}.type", "no such type", f"choose one of {', '.join(_TYPES)}")
    values, list_name = entry.get("values"), None
    if isinstance(values, str):
        list_name = values
        if list_name not in closed_lists():
            known = ", ".join(closed_lists())
            raise DatelineError(place, f"columns.{name}.values", f"no list {list_name!r}", f"choose one of {known}")
        values = list(closed_lists()[list_name])
    target, _, column = entry.get("references", "").partition(".")
    if target and target not in TABLES:
        raise DatelineError(place, f"columns.{name}.references", f"no table {target!r}", "write TABLE.COLUMN")
    return Column(
        name=name,
        type=entry["type"],
        required=entry["required"],
        description=entry["description"],
        example=entry["example"],
        since=entry["since"],
        unit=entry.get("unit"),
        values=tuple(values) if values is not None else None,
        list_name=list_name,
        references=(target, column) if target else None,
    )


def _refuse_unknown(entry: dict[str, Any], known: set[str], place: str, prefix: str) -> None:
    for name in sorted(set(entry) - known):
        raise DatelineError(place, f"{prefix}{name}", "no such entry", f"choose one of {', '.join(sorted(known))}")


def batch_of(name: str, columns: dict[str, list[Any]]) -> pa.RecordBatch:
    """A batch of the table from one list a column; column names must be exactly the declared ones."""
    schema = table(name).schema
    _check_names(name, list(columns), schema.names)
    try:
        arrays = [pa.array(columns[field.name], field.type) for field in schema]
    except (pa.ArrowException, TypeError, OverflowError) as error:
        raise DatelineError(
            f"tables/{name}.toml", "values", f"do not fit the types: {error}", "mend the stage"
        ) from None
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def empty(name: str) -> pa.Table:
    """The table without rows."""
    return table(name).schema.empty_table()


def checked(name: str, rows: pa.Table) -> pa.Table:
    """The same rows in the declared order; raises DatelineError when a row breaks the declaration."""
    declared = table(name)
    place = f"tables/{name}.toml"
    _check_names(name, rows.schema.names, declared.schema.names)
    for column in declared.columns:
        values = rows.column(column.name)
        if values.type != _TYPES[column.type]:
            raise DatelineError(place, column.name, f"is {values.type}, declared {column.type}", "mend the stage")
        if column.required and values.null_count:
            raise DatelineError(place, column.name, f"null in {values.null_count} rows", "it is declared required")
        if column.values is not None:
            _check_values(place, column, values)
    for low, high in declared.at_most:
        if pc.any(pc.greater(rows.column(low), rows.column(high))).as_py():
            raise DatelineError(place, low, f"greater than {high} in some row", "mend the stage")
    _check_key(place, declared, rows)
    ordered = rows.sort_by([(by, "ascending") for by in declared.sort]) if rows.num_rows else rows
    return ordered.select(declared.schema.names).cast(declared.schema).combine_chunks()


def _check_names(name: str, given: Sequence[str], declared: Sequence[str]) -> None:
    for column in declared:
        if column not in given:
            raise DatelineError(f"tables/{name}.toml", column, "missing in the batch", "fill it in the stage")
    for column in given:
        if column not in declared:
            raise DatelineError(f"tables/{name}.toml", column, "in the batch but not declared", "declare it")


def _check_values(place: str, column: Column, values: Any) -> None:
    strange = {str(value) for value in pc.unique(values).drop_null().to_pylist()}
    for value in sorted(strange - set(column.values or ())):
        raise DatelineError(place, column.name, f"holds {value!r}", f"choose one of {', '.join(column.values or ())}")


def _check_key(place: str, declared: Table, rows: pa.Table) -> None:
    distinct = rows.group_by(list(declared.key)).aggregate([]).num_rows
    if distinct != rows.num_rows:
        problem = f"{rows.num_rows - distinct} rows repeat a key"
        raise DatelineError(place, ", ".join(declared.key), problem, "each row has a key of its own")
