"""Where a task reads and writes: from its run's parameters, else from the environment of its worker."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException


def data() -> str:
    """The data folder, one for a deployment: runs started by an asset's event carry no parameters of the run before."""
    return _setting("DATELINE_DATA")


def sources_file(params: Mapping[str, Any]) -> str:
    """The sources file."""
    return params["sources"] or _setting("DATELINE_SOURCES")


def archive(params: Mapping[str, Any]) -> str:
    """Address of the archive; without one the run is skipped, so that a DAG that is switched on waits for it."""
    address = params["address"] or os.environ.get("DATELINE_ARCHIVE")
    if not address:
        raise AirflowSkipException("no archive: give an address, or set DATELINE_ARCHIVE")
    return str(address)


def approve_beyond(params: Mapping[str, Any]) -> float | None:
    """Share of change in a timeline beyond which a person is asked; None: never."""
    limit = params["approve_beyond"]
    if limit is None:
        limit = os.environ.get("DATELINE_APPROVE_BEYOND") or None
    return None if limit is None else float(limit)


def _setting(name: str) -> str:
    if not os.environ.get(name):
        raise AirflowFailException(f"environment: {name}: not set; set it for every worker, see docs/operations.md")
    return os.environ[name]
