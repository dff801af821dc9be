import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DAG_FILES = sorted((Path(__file__).parents[2] / "dags").glob("*.py"))
DAG_TASKS = {
    "build_timeline": ["approve", "build", "show"],
    "extract_backlog": ["announce_backlog", "every_lot_is_done", "extract", "list_lots"],
    "extract_events": ["extract"],
    "ingest_archive": ["announce_months", "every_shard_came_in", "ingest", "plan"],
    "ingest_sources": ["announce_days", "announce_months", "every_source_came_in", "ingest", "list_sources"],
}
DAG_IDS = sorted(DAG_TASKS)


@pytest.fixture(scope="module")
def parsed(run_script: Callable[..., str]) -> dict[str, dict[str, Any]]:
    """What parsing each file gives, by the file's name without its ending."""
    return {path.stem: json.loads(run_script("parse_one.py", str(path)).splitlines()[-1]) for path in DAG_FILES}


def test_the_dags_are_these_and_each_is_named_as_its_file(parsed: dict[str, dict[str, Any]]) -> None:
    assert [(stem, list(found["dags"])) for stem, found in parsed.items()] == [(name, [name]) for name in DAG_IDS]


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_the_tasks_are_these(parsed: dict[str, dict[str, Any]], dag_id: str) -> None:
    assert sorted(parsed[dag_id]["dags"][dag_id]["tasks"]) == DAG_TASKS[dag_id]


def test_every_file_parses_without_an_error(parsed: dict[str, dict[str, Any]]) -> None:
    assert {stem: found["errors"] for stem, found in parsed.items() if found["errors"]} == {}


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_file_parses_in_under_two_seconds(parsed: dict[str, dict[str, Any]], dag_id: str) -> None:
    assert parsed[dag_id]["seconds"] < 2


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_parsing_loads_neither_the_library_nor_what_it_stands_on(
    parsed: dict[str, dict[str, Any]], dag_id: str
) -> None:
    assert not {"dateline", "pyarrow", "pandas", "duckdb", "dateparser"} & set(parsed[dag_id]["loaded"])


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_the_page_says_when_it_runs_what_goes_in_and_out_and_what_to_do_when_it_fails(
    parsed: dict[str, dict[str, Any]], dag_id: str
) -> None:
    text = parsed[dag_id]["dags"][dag_id]["doc_md"]
    assert [head for head in ("**When**", "**Inputs**", "**Outputs**", "**When it fails**") if head not in text] == []


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_every_dag_is_tagged_and_every_task_has_an_owner_and_is_retried(
    parsed: dict[str, dict[str, Any]], dag_id: str
) -> None:
    dag = parsed[dag_id]["dags"][dag_id]
    assert "dateline" in dag["tags"]
    assert {(task["owner"], task["retries"]) for task in dag["tasks"].values()} == {("dateline", 3)}


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_every_run_is_bounded_in_number_and_time_and_its_failure_is_told(
    parsed: dict[str, dict[str, Any]], dag_id: str
) -> None:
    dag = parsed[dag_id]["dags"][dag_id]
    assert dag["max_active_runs"] <= 4
    assert {task["hours"] for task in dag["tasks"].values()} == {6.0}
    assert (dag["late"], dag["failed"]) == (["dateline_airflow.alerts.run_is_late"], ["run_failed"])


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_every_field_of_a_form_has_a_title_and_a_help_text(parsed: dict[str, dict[str, Any]], dag_id: str) -> None:
    form = parsed[dag_id]["dags"][dag_id]["form"]
    assert [name for name, entry in form.items() if not (entry.get("title") and entry["description"])] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "pdf"},
        {"since": "1 May 2024"},
        {"shard_megabytes": 0},
        {"max_reject_share": 2},
        {"language": "english"},
        {"source_id": "The Courier"},
        {"time_zone": "UTC+3 or so"},
        {"address": ""},
        {"again": "yes"},
    ],
    ids=str,
)
def test_the_form_of_an_archive_refuses(parsed: dict[str, dict[str, Any]], wrong: dict[str, Any]) -> None:
    from jsonschema import FormatChecker, ValidationError, validate

    form = parsed["ingest_archive"]["dags"]["ingest_archive"]["form"]
    for name, value in wrong.items():
        validate(form[name]["value"], form[name], format_checker=FormatChecker())
        with pytest.raises(ValidationError):
            validate(value, form[name], format_checker=FormatChecker())


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda path: path.stem)
def test_a_dag_file_has_thirty_to_eighty_lines(path: Path) -> None:
    assert 30 <= len(path.read_text(encoding="utf-8").splitlines()) <= 80
