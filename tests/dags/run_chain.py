"""Takes the sources through the three DAGs, twice, in this process and without a scheduler.

Prints as JSON what the data folder held after each time. `dag.test()` cannot set a partition key (Airflow 3.3.2), so
the days go to extract_events as its parameter.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from folders import contents


def finished(bag: Any, dag_id: str, **params: str) -> Any:
    """The run of one DAG, once it succeeded."""
    run = bag.dags[dag_id].test(run_conf=params)
    if run.state != "success":
        sys.exit(f"{dag_id} {params}: {run.state}")
    return run


def take_through(bag: Any) -> None:
    """Ingest, then each day found, then the timeline."""
    announced = finished(bag, "ingest_sources").get_task_instance("announce_days")
    for day in announced.xcom_pull(task_ids="announce_days"):
        finished(bag, "extract_events", published_on=day)
    finished(bag, "build_timeline")


def main() -> None:
    """Twice, with the folder's contents after each."""
    from airflow.dag_processing.dagbag import DagBag
    from airflow.utils.db import initdb

    initdb()
    bag = DagBag()
    data = Path(os.environ["DATELINE_DATA"])
    held = []
    for _ in range(2):
        take_through(bag)
        held.append(contents(data))
    print(f"\n{json.dumps(held)}")


if __name__ == "__main__":
    main()
