"""Commands that read articles: build, read, sources; and compact, which tidies what build left."""

import argparse
import itertools
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dateline.shell.arguments import Command, add_data, count, positive, share_of_one

_BUILD = """\
Read articles, find dates and events, publish the timeline. Each INPUT is a folder, a file, an archive or a
web address and becomes one source, whose id is the slug of its name; or a sources file (.toml).
The tables are those the DAGs make of the same.
"""
_READ = """\
Write one JSON line for each article or reject found in the files, folders and addresses, in their order.
  article  {"file", "place", "title", "published_on", "published_at", "publication_basis", "lang", "url", "text"}
  reject   {"file", "place", "reason_code", "detail"}
place: line, record, row or entry in the file, null when the file is the article. Nothing is written or kept.
"""
_SOURCES = """\
Check a sources file: every problem with its line, then the first articles of each source as they would be read.
"""
_COMPACT = """\
Put the mentions of months that ended more than 62 days before the newest day of the data into one file
each. Do it while no day of theirs is extracted. The timeline built from them stays the same.
"""


def _fill_build(command: argparse.ArgumentParser) -> None:
    command.add_argument("inputs", nargs="+", metavar="INPUT", help="folder, file, archive, address or sources file")
    command.add_argument("--out", required=True, metavar="DIR", help="data folder the tables are written to")
    command.add_argument("--workers", type=positive, metavar="N", help="processes (default: one a core)")
    command.add_argument("--language", metavar="CODE", help="language of every article (default: detected)")
    command.add_argument("--time-zone", metavar="ZONE", help="zone of printed times without one, e.g. Asia/Baku")
    command.add_argument(
        "--max-reject-share", type=share_of_one, metavar="SHARE", help="stop when more of a source is refused, 0 to 1"
    )
    command.add_argument("--offline", action="store_true", help="fetch nothing: read what was kept in raw/")
    command.add_argument("--dry-run", action="store_true", help="read and count, fetch and write nothing")
    command.add_argument(
        "--publish-implausible", action="store_true", help="publish although too many events cannot be believed"
    )
    command.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _build(arguments: argparse.Namespace) -> int:
    from dateline.build import build, plan

    if not _all_there(arguments.inputs, "build"):
        return 2
    given: dict[str, Any] = {
        "workers": arguments.workers,
        "language": arguments.language,
        "time_zone": arguments.time_zone,
        "report": None if arguments.quiet else sys.stderr,
    }
    if arguments.dry_run:
        counts = plan(arguments.inputs, arguments.out, **given)
    else:
        given |= {
            "max_reject_share": arguments.max_reject_share,
            "is_offline": arguments.offline,
            "publish_implausible": arguments.publish_implausible,
        }
        counts = build(arguments.inputs, arguments.out, **given)
    print(" ".join(f"{name}={count}" for name, count in counts.items()))
    return 0


def _fill_read(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "inputs", nargs="+", metavar="PATH", help="folder, file, archive, address or sources file (.toml)"
    )
    command.add_argument("--language", metavar="CODE", help="language of every article (default: detected)")
    command.add_argument("--time-zone", metavar="ZONE", help="zone of printed times without one, e.g. Asia/Baku")


def _read(arguments: argparse.Namespace) -> int:
    from dateline.build import sources_of
    from dateline.reading import read_rows

    if not _all_there(arguments.inputs, "read"):
        return 2
    for address in arguments.inputs:
        sources = sources_of([address], language=arguments.language, time_zone=arguments.time_zone)
        shown = [_shown(source.address) if address.endswith(".toml") else address for source in sources]
        for row in itertools.chain.from_iterable(map(read_rows, sources, shown)):
            line = json.dumps(row, ensure_ascii=False)
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    return 0


def _shown(address: str) -> str:
    """An address of a sources file as a person in this folder would name it."""
    return address if "://" in address else os.path.relpath(address)


def _fill_sources(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("check",), help="check: every problem with its line, and a preview")
    command.add_argument("file", metavar="FILE", help="sources file (.toml)")
    command.add_argument("--preview", type=count, default=3, metavar="N", help="articles to show a source (default 3)")


def _sources(arguments: argparse.Namespace) -> int:
    from dateline.reading import preview
    from dateline.source_file import read_source_file

    found, problems = read_source_file(Path(arguments.file))
    for problem in problems:
        print(f"error: {problem}")
    for source in found:
        print(f"{source.source_id}: {source.kind}, {source.address}")
        for line in preview(source, arguments.preview):
            print(line)
    print(f"{len(found)} sources are right, {len(problems)} problems")
    return 1 if problems else 0


def _compact(arguments: argparse.Namespace) -> int:
    from dateline import partition

    print(" ".join(f"{name}={count}" for name, count in partition.compact(arguments.data).items()))
    return 0


def _all_there(inputs: Sequence[str], command: str) -> bool:
    missing = [given for given in inputs if "://" not in given and not Path(given).exists()]
    if missing:
        print(f"dateline: {command}: no such file or folder: {', '.join(missing)}", file=sys.stderr)
    return not missing


COMMANDS = (
    Command("build", "folders or files of articles into Parquet tables", _BUILD, _fill_build, _build),
    Command("read", "what is in files, article by article, as JSON lines", _READ, _fill_read, _read),
    Command(
        "sources",
        "check a sources file and show the first articles of each source",
        _SOURCES,
        _fill_sources,
        _sources,
    ),
    Command("compact", "old days of mentions into one file a month", _COMPACT, add_data, _compact),
)
