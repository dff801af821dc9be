"""The published tables in Spark: the same rows, days as days, filters handed down to the files."""

import datetime as dt
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import sample_articles

from dateline import schema
from dateline.published import published_events, read_published

PYTHON = Path(os.environ.get("SPARK_BIN", Path(__file__).parents[2] / ".spark" / "bin")) / "python"
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(not PYTHON.exists(), reason="Spark is not installed: make test-spark installs it"),
]
TYPES = {
    "string": "string",
    "date32": "date",
    "timestamp": "timestamp",
    "int32": "int",
    "float64": "double",
    "bool": "boolean",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    sample_articles.build(folder)
    return folder


@pytest.fixture(scope="module")
def told(data: Path) -> dict[str, Any]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "SPARK"))
    }
    # Spark's Python values of instants are those of the zone of the machine.
    words = [PYTHON, Path(__file__).with_name("spark_reader.py"), (data / "timeline/current").resolve()]
    done = subprocess.run(words, env={**kept, "TZ": "UTC"}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def as_text(value: object) -> str | None:
    if isinstance(value, dt.datetime):
        value = value.astimezone(dt.UTC).replace(tzinfo=None)
    return None if value is None else str(value)


@pytest.mark.parametrize("name", schema.PUBLISHED)
def test_spark_reads_the_types_and_values_declared(data: Path, told: dict[str, Any], name: str) -> None:
    found = told["tables"][name]
    assert found["types"] == {column.name: TYPES[column.type] for column in schema.table(name).columns}
    wanted = [
        {key: as_text(value) for key, value in row.items()} for row in read_published(str(data), name).to_pylist()
    ]
    assert found["rows"] == wanted


def test_a_filter_on_days_is_handed_down_to_the_file_and_keeps_what_touches_them(
    data: Path, told: dict[str, Any]
) -> None:
    wanted = published_events(str(data), since="2024-10-01", until="2024-12-31").column("event_id").to_pylist()
    assert [row["event_id"] for row in told["quarter"]] == wanted
    assert "GreaterThanOrEqual(last_day,2024-10-01)" in told["plan"]
