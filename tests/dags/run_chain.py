"""Takes sources through the DAGs by days, twice, then as an archive by months; in this process, without a scheduler.

Prints as JSON what the data folder held after each time. `dag.test()` cannot set a partition key (Airflow 3.3.2), so
the days go to extract_events as its parameter.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from folders import contents


def run(bag: Any, dag_id: str, **params: str) -> str:
    """The state in which a run of one DAG ended."""
    dag = bag.dags[dag_id]
    dag.deadline = None  # Airflow 3.3.2: test() of a DAG with a deadline ends in a StatementError of SQLAlchemy
    return str(dag.test(run_conf=params).state)


def finish(bag: Any, dag_id: str, **params: str) -> None:
    """Run one DAG, which must succeed."""
    state = run(bag, dag_id, **params)
    if state != "success":
        sys.exit(f"{dag_id} {params}: {state}")


def take_through(bag: Any, data: Path) -> None:
    """Ingest, then each day there is, then the timeline."""
    finish(bag, "ingest_sources")
    for folder in sorted((data / "articles").iterdir()):
        finish(bag, "extract_events", published_on=folder.name.partition("=")[2])
    finish(bag, "build_timeline")


def take_archives_through(bag: Any, folders: list[str]) -> None:
    """Each folder as an archive, then all months, then the timeline."""
    for folder in folders:
        finish(bag, "ingest_archive", address=folder)
    finish(bag, "extract_backlog")
    finish(bag, "build_timeline")


def main() -> None:
    """By days twice and as archives once, with the folder's contents after each; and a day that nobody named."""
    from airflow.dag_processing.dagbag import DagBag
    from airflow.utils.db import initdb

    initdb()
    bag = DagBag()
    data = Path(os.environ["DATELINE_DATA"])
    held = []
    for _ in range(2):
        take_through(bag, data)
        held.append(contents(data))
    os.environ["DATELINE_DATA"] = archived = f"{data}-archived"
    take_archives_through(bag, sys.argv[1:])
    held.append(contents(Path(archived)))
    bag = DagBag()  # test() leaves a run's parameters in the DAG as the defaults of the next
    states = {"no day": run(bag, "extract_events"), "no archive": run(bag, "ingest_archive")}
    print(f"\n{json.dumps({'held': held, 'states': states})}")


if __name__ == "__main__":
    main()
