"""Who is told when a run failed or is late: the Airflow connection `dateline_alerts`, if there is one.

A connection of type `http` is a webhook of a chat (Slack, Mattermost, Teams, ntfy ...): it is sent {"text": MESSAGE}.
One of type `smtp` sends a mail to the address in its extra field `to`. Without a connection the message is in the log.
"""

from __future__ import annotations

import json
import logging
import urllib.request
from collections.abc import Mapping
from typing import Any

CONNECTION = "dateline_alerts"
_ANSWERS_WITHIN = 20  # seconds

log = logging.getLogger(__name__)


def run_failed(context: Mapping[str, Any]) -> None:
    """Called by Airflow once a run has failed."""
    reason = context.get("reason") or "see its tasks"
    tell(f"{_run_of(context)} failed: {reason}; the DAG's documentation says what to do")


def run_is_late(context: Mapping[str, Any], late_after: str) -> None:
    """Called by Airflow when a run has not ended so long after it was queued."""
    tell(f"{_run_of(context)} has not ended {late_after} after it was queued.")


def tell(message: str) -> None:
    """Send the message to whomever the connection names, and log it; a message that cannot be sent is logged too."""
    log.error("%s", message)
    from airflow.sdk import BaseHook
    from airflow.sdk.exceptions import AirflowException

    try:
        connection = BaseHook.get_connection(CONNECTION)
    except AirflowException:
        log.info("no connection %s: nobody was told", CONNECTION)
        return
    try:
        _send(connection, message)
    except OSError as error:
        log.error("connection %s: the message was not sent: %s", CONNECTION, error)


def _send(connection: Any, message: str) -> None:
    if connection.conn_type == "smtp":
        from airflow.providers.smtp.hooks.smtp import SmtpHook

        with SmtpHook(smtp_conn_id=CONNECTION) as hook:
            hook.send_email_smtp(to=connection.extra_dejson["to"], subject="dateline", html_content=message)
        return
    body = json.dumps({"text": message}).encode()
    request = urllib.request.Request(_url_of(connection), data=body, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_ANSWERS_WITHIN):
        log.info("connection %s was told", CONNECTION)


def _url_of(connection: Any) -> str:
    """Address of a connection whose host may be a whole URL, as webhooks are handed out."""
    host = connection.host or ""
    if "://" in host:
        return str(host)
    scheme = connection.schema or "https"
    port = f":{connection.port}" if connection.port else ""
    return f"{scheme}://{host}{port}"


def _run_of(context: Mapping[str, Any]) -> str:
    run = context.get("dag_run")
    if isinstance(run, Mapping):  # a deadline's context is JSON
        return f"{run.get('dag_id')} {run.get('run_id') or run.get('dag_run_id')}"
    return f"{run.dag_id} {run.run_id}" if run is not None else str(context.get("dag"))
