"""docs/data_dictionary.md: every table, column and closed list, as declared in tables/*.toml.

`python -m dateline.dictionary` prints it.
"""

import sys
from collections.abc import Iterator, Sequence

from dateline.schema import TABLES, Column, closed_lists, table

_HEAD = """\
# Data dictionary

Written by `python -m dateline.dictionary` from include/dateline/tables; do not edit.

Days are calendar days, spans closed at both ends. Instants are UTC, in microseconds. Offsets count code points from 0,
the end exclusive. Key columns together are unique within one file. A column that references another holds only values
found there, in the same build; a build that breaks this is not published. `since` is the first version of dateline that
had the column.

Each Parquet file says the same of itself: its fields carry description, unit, example, closed list and version, the
file that of the table and of dateline, and a digest of the language data that made it."""


def data_dictionary() -> str:
    """The page as text."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for name in TABLES:
        declared = table(name)
        yield from ("", f"## {name}", "", f"{declared.description}. Version {declared.version}.", "")
        yield f"Files: `{declared.partition}`. Key: {_code(declared.key)}. Sorted by {_code(declared.sort)}."
        yield from ("", "| column | type | null | meaning | example | since |", "|---|---|---|---|---|---|")
        for column in declared.columns:
            null = "no" if column.required else "yes"
            cells = (f"`{column.name}`", str(column.arrow_type), null, _meaning(column), f"`{column.example}`")
            yield f"| {' | '.join(cells)} | {column.since} |"
    yield from ("", "## Closed lists", "", "event_type is in docs/event_types.md.")
    for name, values in closed_lists().items():
        if name != "event_type":
            yield from ("", f"### {name}", "", "| value | meaning |", "|---|---|")
            yield from (f"| `{value}` | {meaning} |" for value, meaning in values.items())


def _meaning(column: Column) -> str:
    told = [column.description]
    if column.unit:
        told.append(f"Unit: {column.unit}")
    if column.list_name == "event_type":
        told.append("One of docs/event_types.md")
    elif column.list_name:
        told.append(f"One of [{column.list_name}](#{column.list_name})")
    elif column.values:
        told.append(f"One of {_code(column.values)}")
    if column.references:
        told.append(f"References `{'.'.join(column.references)}`")
    return ". ".join(told)


def _code(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    sys.stdout.write(data_dictionary())
