"""Prints, as JSON, what parsing one DAG file gives and costs."""

import importlib
import importlib.util
import json
import sys
import time

# What Airflow itself costs is not the file's.
importlib.import_module("airflow.sdk")
importlib.import_module("airflow.providers.standard.operators.empty")
before = set(sys.modules)
started = time.perf_counter()
spec = importlib.util.spec_from_file_location("parsed", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
seconds = time.perf_counter() - started
loaded = sorted({name.split(".")[0] for name in set(sys.modules) - before})

from airflow.dag_processing.dagbag import DagBag  # noqa: E402  (heavy: after the measurement)


def callbacks(given):
    """The callbacks of a DAG, one or several."""
    return given if isinstance(given, list) else [given]


bag = DagBag(sys.argv[1])
json.dump(
    {
        "seconds": seconds,
        "loaded": loaded,
        "errors": bag.import_errors,
        "dags": {
            dag.dag_id: {
                "doc_md": dag.doc_md,
                "tags": sorted(dag.tags),
                "max_active_runs": dag.max_active_runs,
                "late": [alert.callback.path for alert in dag.deadline],
                "failed": [callback.__name__ for callback in callbacks(dag.on_failure_callback)],
                "form": {name: param.dump()["schema"] | param.dump() for name, param in dag.params.items()},
                "tasks": {
                    t.task_id: {
                        "owner": t.owner,
                        "retries": t.retries,
                        "kind": t.task_type,
                        "hours": t.execution_timeout.total_seconds() / 3600,
                    }
                    for t in dag.tasks
                },
            }
            for dag in bag.dags.values()
        },
    },
    sys.stdout,
)
