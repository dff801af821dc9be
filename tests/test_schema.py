"""What tables/*.toml declare is whole, and what is written keeps to it."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sample_articles

from dateline import __version__, schema
from dateline.errors import DatelineError
from dateline.provenance import language_digest

COLUMNS = [(name, column) for name in schema.TABLES for column in schema.table(name).columns]
PARSERS = {
    "string": str,
    "date32": dt.date.fromisoformat,
    "timestamp": dt.datetime.fromisoformat,
    "int32": int,
    "int64": int,
    "float64": float,
    "bool": {"true": True, "false": False}.__getitem__,
}
DECLARED = """
table = "t"
version = 1
description = "A table"
partition = "t.parquet"
key = ["a"]
sort = ["a"]
[columns.a]
type = "string"
required = true
description = "A column"
example = "x"
since = "0.1.0"
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    sample_articles.build(folder)
    return folder


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=lambda part: part if isinstance(part, str) else part.name)
def test_the_example_of_a_column_could_stand_in_it(name: str, column: schema.Column) -> None:
    value = PARSERS[column.type](column.example)
    assert column.values is None or value in column.values
    assert column.description[:1].isupper()
    assert not column.description.endswith(".")
    assert column.since <= __version__


def test_a_column_with_the_name_of_another_has_its_type_and_its_list() -> None:
    # DESIGN's rule: the same quantity has the same name in every table, and different ones never share one.
    shared: dict[str, set[object]] = {}
    for _, column in COLUMNS:
        shared.setdefault(column.name, set()).add((column.type, column.values, column.unit))
    assert {name: kinds for name, kinds in shared.items() if len(kinds) > 1} == {}


def test_what_a_column_references_is_a_key_of_that_table() -> None:
    targets = [column.references for _, column in COLUMNS if column.references]
    assert targets
    for table, column in targets:
        assert schema.table(table).key == (column,)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (('type = "string"', 'type = "text"'), "columns.a.type"),
        (('example = "x"\n', ""), "columns.a.example"),
        (('example = "x"', 'example = "x"\nvalues = "statuses"'), "columns.a.values"),
        (('example = "x"', 'example = "x"\nreferences = "nothing.a"'), "columns.a.references"),
        (('example = "x"', 'example = "x"\nunits = "km"'), "columns.a.units"),
        (('key = ["a"]', 'key = ["b"]'), "key.b"),
        (("version = 1\n", ""), "version"),
    ],
)
def test_a_declaration_that_breaks_the_rules_says_where(change: tuple[str, str], place: str) -> None:
    schema.read_table(DECLARED, "tables/t.toml")
    with pytest.raises(DatelineError) as caught:
        schema.read_table(DECLARED.replace(*change), "tables/t.toml")
    assert (caught.value.file, caught.value.place) == ("tables/t.toml", place)


@pytest.mark.parametrize(
    ("column", "values", "problem"),
    [
        ("role", ["actor", "onlooker"], "holds 'onlooker'"),
        ("party_code", ["MAR", None], "null in 1 rows"),
        ("mention_count", ["4", "5"], "is string, declared int32"),
        ("event_id", ["e1", "e1"], "1 rows repeat a key"),
    ],
)
def test_rows_that_break_the_declaration_are_refused(column: str, values: list[object], problem: str) -> None:
    good = {
        "event_id": ["e1", "e2"],
        "party_code": ["MAR", "MAR"],
        "role": ["actor", "actor"],
        "name": [None, "Morocco"],
        "mention_count": pa.array([1, 2], pa.int32()),
    }
    table = pa.table(good).cast(schema.table("event_parties").schema)
    assert schema.checked("event_parties", table).num_rows == 2
    place = table.schema.get_field_index(column)
    with pytest.raises(DatelineError, match=problem):
        schema.checked("event_parties", table.set_column(place, column, pa.array(values)))


def test_each_file_says_what_made_it_and_each_field_what_it_means(built: Path) -> None:
    files = sorted(built.rglob("*.parquet"))
    assert {file.parent.parent.name for file in files} >= {"articles", "event_mentions", "timeline"} - {"timeline"}
    for file in files:
        found = pq.read_schema(file)
        told = {key.decode(): value.decode() for key, value in found.metadata.items()}
        name = told["dateline.table"]
        assert told["dateline.schema_version"] == str(schema.table(name).version)
        assert told["dateline.dateline_version"] == __version__
        assert told["dateline.language_digest"] == language_digest()
        for column in schema.table(name).columns:
            field = found.field(column.name)
            assert field.type == column.arrow_type
            assert field.nullable != column.required
            assert field.metadata[b"description"].decode() == column.description
            assert field.metadata[b"example"].decode() == column.example


def test_published_tables_hold_only_types_that_every_reader_gets_right() -> None:
    safe = {"string", "date32[day]", "timestamp[us, tz=UTC]", "int32", "int64", "double", "bool"}
    for name in schema.PUBLISHED:
        assert {str(field.type) for field in schema.table(name).schema} <= safe
        # A whole number that may be null becomes a float in pandas: only where a float holds it exactly.
        assert not [column.name for column in schema.table(name).columns if column.type == "int64"]
