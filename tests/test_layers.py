"""Who may import whom: `dags -> partition -> stages -> (inputs, dates, events, header) -> (text, schema, errors)`."""

import ast
from pathlib import Path

import pytest

INCLUDE = Path(__file__).parents[1] / "include"
LIBRARY = INCLUDE / "dateline"
DAGS = sorted((INCLUDE.parent / "dags").glob("*.py"))
MODULES = sorted(LIBRARY.rglob("*.py"))

# From the outside in; a module may import its own ring and those after it.
RINGS = (
    ("__main__",),
    ("shell",),
    ("analysis",),
    ("partition",),
    ("stages",),
    ("inputs", "dates", "events", "header"),
    ("text", "schema", "errors"),
)


def ring_of(name: str) -> int | None:
    """Place in RINGS of a module name such as `dateline.dates.spans`; None for one not listed there."""
    part = [*name.split("."), "__init__"][1]
    return next((place for place, ring in enumerate(RINGS) if part in ring), None)


def module_name(path: Path) -> str:
    parts = path.relative_to(INCLUDE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Full names of all a file imports, at its top or inside functions; `from a import b` gives `a.b`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import: there is one name for a module"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def top_level_imports(path: Path) -> set[str]:
    """First names of what a file imports outside functions."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_the_library_knows_nothing_of_airflow(path: Path) -> None:
    assert not {
        name for name in imports(path) if name.split(".")[0] in {"airflow", "airflow_local", "dateline_airflow"}
    }


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_pandas_is_only_where_tables_are_handed_to_analysts(path: Path) -> None:
    assert module_name(path) == "dateline.analysis" or not {n for n in imports(path) if n.split(".")[0] == "pandas"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_nothing_imports_from_a_ring_further_out(path: Path) -> None:
    own = ring_of(module_name(path))
    outward = {
        name
        for name in imports(path)
        if name.startswith("dateline.") and own is not None and (ring_of(name) or own) < own
    }
    assert outward == set()


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_there_is_one_import_name(path: Path) -> None:
    assert not {name for name in imports(path) if name.startswith("include.")}


@pytest.mark.parametrize("path", DAGS, ids=lambda path: path.stem)
def test_a_dag_file_imports_the_library_inside_its_tasks_only(path: Path) -> None:
    assert top_level_imports(path) <= {"__future__", "airflow", "dateline_airflow", "datetime", "typing"}


@pytest.mark.parametrize("path", DAGS, ids=lambda path: path.stem)
def test_a_dag_calls_the_partitions_and_reads_the_sources_and_nothing_deeper(path: Path) -> None:
    used = {name for name in imports(path) if name.split(".")[0] == "dateline"}
    assert used <= {"dateline.partition", "dateline.sources.read_sources", "dateline.sources.source_named"}
