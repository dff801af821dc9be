"""The forms Airflow shows before a run: each entry is what `Param` takes, JSON schema with its help text."""

from __future__ import annotations

from typing import Any

_DAY = {"default": None, "type": ["null", "string"], "format": "date"}

SOURCES: dict[str, dict[str, Any]] = {
    "sources": {
        "default": None,
        "type": ["null", "string"],
        "title": "Sources file",
        "description": "TOML, see docs/sources.md. Empty: `DATELINE_SOURCES`.",
    },
    "max_reject_share": {
        "default": 0.5,
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "title": "Refused at most",
        "description": "Share of a source's articles, 0 to 1; one with more fails, its articles stay as they were.",
    },
}

DAY: dict[str, dict[str, Any]] = {
    "published_on": {**_DAY, "title": "Publication day", "description": "Needed where the run has no partition key."},
}

ARCHIVE: dict[str, dict[str, Any]] = {
    "address": {
        "default": None,
        "type": ["null", "string"],
        "minLength": 1,
        "title": "Archive",
        "description": "Folder or file: a path on the workers, s3://... or gs://...; `{year}` and `{month}` in it "
        "stand for the month of the run. Empty: `DATELINE_ARCHIVE`.",
        "examples": ["/archives/courier", "s3://news/courier/{year}/{month}"],
    },
    "source_id": {
        "default": None,
        "type": ["null", "string"],
        "pattern": "^[^\\W_]+(-[^\\W_]+)*$",
        "title": "Name of the source",
        "description": "Lower case, words joined by hyphens: names the files. Empty: the name of the folder or file.",
    },
    "kind": {
        "default": "folder",
        "enum": ["folder", "plain", "html", "feed", "jsonl", "json", "csv", "parquet", "warc"],
        "title": "Format",
        "description": "folder: told for each file from its bytes and ending. Compressed files are opened in any case.",
    },
    "language": {
        "default": None,
        "type": ["null", "string"],
        "pattern": "^[a-z]{2}$",
        "title": "Language",
        "description": "Two letters, where all articles are in one language. Empty: told for each article.",
    },
    "time_zone": {
        "default": None,
        "type": ["null", "string"],
        "pattern": "^[A-Za-z_+-]+(/[A-Za-z0-9_+-]+)*$",
        "title": "Time zone",
        "description": "Of times written without one, like Africa/Casablanca. Empty: UTC, or what the article says.",
    },
    "since": {**_DAY, "title": "First day", "description": "Articles published earlier are left out."},
    "until": {**_DAY, "title": "Last day", "description": "Articles published later are left out."},
    "shard_megabytes": {
        "default": 64,
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": 4096,
        "title": "Megabytes a shard",
        "description": "One task reads so much of the archive. Large files of JSON lines are divided, others are not.",
    },
    "max_reject_share": {
        "default": 0.5,
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "title": "Refused at most",
        "description": "Share of a shard's articles, 0 to 1; a shard with more fails, its articles stay as they were.",
    },
    "again": {
        "default": False,
        "type": "boolean",
        "title": "Read again what is done",
        "description": "Otherwise a shard with the same files and settings as when it was read is left alone.",
    },
}

BACKLOG: dict[str, dict[str, Any]] = {
    "since": {**_DAY, "title": "First day", "description": "Days before are left as they are. Empty: from the first."},
    "until": {**_DAY, "title": "Last day", "description": "Days after are left as they are. Empty: to the last."},
    "with_rules": {
        "default": True,
        "type": "boolean",
        "title": "Also where only rules changed",
        "description": "Days made by other rules or language data than now. Off: only days with other articles.",
    },
    "articles_per_lot": {
        "default": 20000,
        "type": "integer",
        "minimum": 1,
        "title": "Articles a task",
        "description": "A month with more of them is divided between several tasks, by days.",
    },
}


TIMELINE: dict[str, dict[str, Any]] = {
    "approve_beyond": {
        "default": None,
        "type": ["null", "number"],
        "minimum": 0,
        "title": "Ask a person beyond",
        "description": "Share by which the number of events or mentions may differ from the last build's without a "
        "person's approval: 0.2 is a fifth. Empty: `DATELINE_APPROVE_BEYOND`, else never.",
    },
}


def archive_settings(params: dict[str, Any]) -> dict[str, Any]:
    """What of the archive's form `plan_archive` takes besides the address."""
    taken_elsewhere = ("address", "max_reject_share", "again")
    return {name: params[name] for name in ARCHIVE if name not in taken_elsewhere}
