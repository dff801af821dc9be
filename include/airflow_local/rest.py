"""The local Airflow's REST API, as far as starting it and following a run needs."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from typing import Any

from airflow_local import environment

COMPONENTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")


class Client:
    """A logged-in caller of the API on one port."""

    def __init__(self, port: int, password: str | None) -> None:
        self._root = f"http://127.0.0.1:{port}"
        login = {"username": environment.USER, "password": password}
        self._token = _call(f"{self._root}/auth/token", login)["access_token"]

    def get(self, path: str, **query: str | int | list[str]) -> Any:
        """The answer to GET /api/v2/<path>."""
        words = urllib.parse.urlencode(query, doseq=True)
        return _call(f"{self._root}/api/v2/{path}?{words}", None, self._token)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """The answer to POST /api/v2/<path>."""
        return _call(f"{self._root}/api/v2/{path}", body, self._token)

    def patch(self, path: str, body: dict[str, Any]) -> Any:
        """The answer to PATCH /api/v2/<path>."""
        return _call(f"{self._root}/api/v2/{path}", body, self._token, method="PATCH")


def answers(port: int) -> bool:
    """True once the API server answers, whatever the other components do."""
    return _health(port) is not None


def is_healthy(port: int) -> bool:
    """True when the database and all components report a heartbeat."""
    health = _health(port)
    return health is not None and all(health[name]["status"] == "healthy" for name in COMPONENTS)


def _health(port: int) -> dict[str, Any] | None:
    try:
        health: dict[str, Any] = _call(f"http://127.0.0.1:{port}/api/v2/monitor/health", None)
    except OSError:
        return None
    return health


def _call(url: str, body: dict[str, Any] | None, token: str | None = None, method: str | None = None) -> Any:
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)  # the scheme and host are ours
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
