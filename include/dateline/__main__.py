"""The same work from a shell: python -m dateline build ARTICLES --out DIR."""

import argparse
import datetime as dt
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.errors import DatelineError

_EXIT_CODES = """\
exit codes:
  0    everything was read (build: rejected articles are rows of the rejects table, not a failure)
  1    the run went to its end, but some lines or inputs were bad: look for "error" in the output
  2    wrong usage: no such command, option or value
  3    a mistake that stopped the run: configuration, language data, a broken table
  130  stopped from the keyboard
"""
_DATES = """\
Read JSON lines on standard input, write one JSON line for each, in the same order.
  in   {"id", "lang", "text", "reference"}    reference: ISO day or instant the text counts from; lang null: detected
  out  {"id", "dates": [{"start_char", "end_char", "text", "kind", "value", "edtf", "first_day", "last_day",
        "granularity", "is_approximate", "anchor_on", "anchor_basis", "rule", "reason"}]}
Offsets are code points, the end exclusive; days are inclusive at both ends, null where the text is too vague.
A bad line gives {"id", "line", "error"} in its place and the run goes on. A language without data gives no dates
and "reason": "unknown_language".
"""
_EVENTS = """\
Read JSON lines on standard input, write one JSON line for each, in the same order.
  in   {"id", "lang", "text", "published_on"}    lang null: detected
  out  {"id", "events": [{"type", "parties": [{"code", "role", "name", "person", "office", "sector", "start_char",
        "end_char"}], "first_day", "last_day", "granularity", "edtf", "date_basis", "status", "start_char", "end_char",
        "trigger_start_char", "trigger_end_char", "time_start_char", "time_end_char", "rule", "confidence"}]}
A bad line gives {"id", "line", "error"} in its place and the run goes on. A language without data gives no events
and "reason": "unknown_language".
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
_QUERY = """\
Run a query of DuckDB over the published tables: events, event_parties, event_evidence, duplicates, parties,
party_memberships, event_types, calendar, and the views event_dyads, dyads_by_month, visits_by_year. Their columns are
in docs/data_dictionary.md.
"""
_EXPORT = """\
Write published tables for spreadsheets. A name that ends in .xlsx is a workbook with a sheet a table, any other a
folder with a CSV file a table. The filters choose events; parties and evidence are those of the events chosen. What
a spreadsheet would take for a formula is written as text.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code of one command line; see `python -m dateline --help`."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.command(arguments)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Dated diplomatic events from news articles.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, help_line, text, fill in (
        ("build", "folders or files of articles into Parquet tables", _build_help(), _fill_build),
        ("read", "what is in files, article by article, as JSON lines", _READ, _fill_read),
        ("sources", "check a sources file and show the first articles of each source", _SOURCES, _fill_sources),
        ("dates", "JSON lines of texts into JSON lines of dates", _DATES, _fill_dates),
        ("events", "JSON lines of texts into JSON lines of events", _EVENTS, _fill_events),
        (
            "explain",
            "how the dates and events of one text were found",
            "Show how each date and each event of one text was found, and what was not taken.",
            _fill_explain,
        ),
        (
            "timeline",
            "a readable timeline of built tables",
            "Print the published events, oldest first.",
            _fill_timeline,
        ),
        ("query", "SQL over the built tables", _QUERY, _fill_query),
        ("export", "built tables as Excel workbook or CSV files", _EXPORT, _fill_export),
        (
            "compact",
            "old days of mentions into one file a month",
            "Put the mentions of months that ended more than 62 days before the newest day of the data into one file\n"
            "each. Do it while no day of theirs is extracted. The timeline built from them stays the same.",
            _fill_compact,
        ),
    ):
        command = commands.add_parser(
            name,
            help=help_line,
            description=text,
            epilog=_EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        fill(command)
    return parser


def _build_help() -> str:
    return (
        "Read articles, find dates and events, publish the timeline. Each INPUT is a folder, a file, an archive or a\n"
        "web address and becomes one source, whose id is the slug of its name; or a sources file (.toml).\n"
        "The tables are those the DAGs make of the same."
    )


def _fill_build(command: argparse.ArgumentParser) -> None:
    command.add_argument("inputs", nargs="+", metavar="INPUT", help="folder, file, archive, address or sources file")
    command.add_argument("--out", required=True, metavar="DIR", help="data folder the tables are written to")
    command.add_argument("--workers", type=_positive, metavar="N", help="processes (default: one a core)")
    command.add_argument("--language", metavar="CODE", help="language of every article (default: detected)")
    command.add_argument("--time-zone", metavar="ZONE", help="zone of printed times without one, e.g. Asia/Baku")
    command.add_argument(
        "--max-reject-share", type=_share, metavar="SHARE", help="stop when more of a source is refused, 0 to 1"
    )
    command.add_argument("--offline", action="store_true", help="fetch nothing: read what was kept in raw/")
    command.add_argument("--dry-run", action="store_true", help="read and count, fetch and write nothing")
    command.add_argument("--quiet", action="store_true", help="no progress on standard error")
    command.set_defaults(command=_build)


def _fill_read(command: argparse.ArgumentParser) -> None:
    command.add_argument("inputs", nargs="+", metavar="PATH", help="folder, file, archive or address")
    command.add_argument("--language", metavar="CODE", help="language of every article (default: detected)")
    command.add_argument("--time-zone", metavar="ZONE", help="zone of printed times without one, e.g. Asia/Baku")
    command.set_defaults(command=_read)


def _fill_sources(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("check",), help="check: every problem with its line, and a preview")
    command.add_argument("file", metavar="FILE", help="sources file (.toml)")
    command.add_argument("--preview", type=_count, default=3, metavar="N", help="articles to show a source (default 3)")
    command.set_defaults(command=_sources)


def _fill_dates(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--genre", choices=("news", "dialogue"), default="news", help="bare weekdays look back or ahead"
    )
    command.set_defaults(command=_dates)


def _fill_events(command: argparse.ArgumentParser) -> None:
    command.set_defaults(command=_events)


def _fill_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", help='the text, or "-" to read it from standard input')
    command.add_argument(
        "--published-on", required=True, type=_day, metavar="DAY", help="day to count from, YYYY-MM-DD"
    )
    command.add_argument("--language", metavar="CODE", help="language of the text (default: detected)")
    _add_genre(command)
    command.set_defaults(command=_explain)


def _fill_query(command: argparse.ArgumentParser) -> None:
    command.add_argument("data", metavar="DIR", help="data folder given to build as --out")
    command.add_argument("sql", nargs="?", metavar="SQL", help='a query, e.g. "from events limit 10"')
    command.add_argument("--csv", action="store_true", help="print CSV instead of a table")
    command.add_argument("--database", metavar="FILE", help="write a DuckDB file with the views instead")
    command.set_defaults(command=_query)


def _fill_export(command: argparse.ArgumentParser) -> None:
    _add_filters(command)
    command.add_argument(
        "--out", required=True, metavar="TARGET", type=Path, help="FILE.xlsx, or a folder for CSV files"
    )
    command.add_argument(
        "--table", action="append", metavar="NAME", help="table to write, several times for several (default: events)"
    )
    command.set_defaults(command=_export)


def _fill_compact(command: argparse.ArgumentParser) -> None:
    command.add_argument("data", metavar="DIR", help="data folder given to build as --out")
    command.set_defaults(command=_compact)


def _fill_timeline(command: argparse.ArgumentParser) -> None:
    _add_filters(command)
    command.add_argument("--evidence", action="store_true", help="with the sentences each event was read from")
    command.set_defaults(command=_timeline)


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("data", metavar="DIR", help="data folder given to build as --out")
    command.add_argument("--since", type=_day, metavar="DAY", help="events that end on this day or later")
    command.add_argument("--until", type=_day, metavar="DAY", help="events that begin on this day or earlier")
    command.add_argument("--party", metavar="CODE", help="events with this party, e.g. MAR or IGO:UN")
    command.add_argument("--type", metavar="TYPE", help="events of this type, e.g. official_visit")
    command.add_argument("--status", metavar="STATUS", help="happened, ongoing, planned, denied or hypothetical")


def _add_genre(command: argparse.ArgumentParser) -> None:
    told = "a bare weekday looks back in news, ahead in dialogue"
    command.add_argument("--genre", choices=("news", "dialogue"), default="news", help=told)


def _day(word: str) -> dt.date:
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word}: not a day; write YYYY-MM-DD") from None


def _share(word: str) -> float:
    try:
        share = float(word)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{word}: not a share; write a number from 0 to 1")
    return share


def _count(word: str) -> int:
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word}: not a number; write 0 or more")
    return int(word)


def _positive(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word}: not a number of processes; write 1 or more")
    return int(word)


def _dates(arguments: argparse.Namespace) -> int:
    from dateline import lines

    bad = lines.answer(sys.stdin.buffer, sys.stdout.buffer, lambda case: lines.dates_of(case, arguments.genre))
    return 1 if bad else 0


def _events(_: argparse.Namespace) -> int:
    from dateline import lines

    return 1 if lines.answer(sys.stdin.buffer, sys.stdout.buffer, lines.events_of) else 0


def _explain(arguments: argparse.Namespace) -> int:
    from dateline.dates.anchors import find_times
    from dateline.dates.explain import explain
    from dateline.events.explain import explain_events
    from dateline.inputs.language import detect_language
    from dateline.languages import support_of

    text = arguments.text if arguments.text != "-" else sys.stdin.buffer.read().decode("utf-8", "replace")
    language = arguments.language or detect_language(text)
    if language is None:
        print("dateline: explain: the language was not recognised; name it with --language", file=sys.stderr)
        return 1
    published_on, genre = arguments.published_on, arguments.genre
    print(explain(text, language, published_on, genre=genre))
    if support_of(language) == "events":
        times = find_times(text, language, published_on, genre=genre)
        print(f"\n{explain_events(text, language, published_on, times)}")
    return 0


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
        share, is_offline = arguments.max_reject_share, arguments.offline
        counts = build(arguments.inputs, arguments.out, max_reject_share=share, is_offline=is_offline, **given)
    print(" ".join(f"{name}={count}" for name, count in counts.items()))
    return 0


def _read(arguments: argparse.Namespace) -> int:
    from dateline.reading import read_rows
    from dateline.sources import source_of

    if not _all_there(arguments.inputs, "read"):
        return 2
    for address in arguments.inputs:
        source = source_of(address, language=arguments.language, time_zone=arguments.time_zone)
        for row in read_rows(source, address):
            line = json.dumps(row, ensure_ascii=False)
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    return 0


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


def _all_there(inputs: Sequence[str], command: str) -> bool:
    missing = [given for given in inputs if "://" not in given and not Path(given).exists()]
    if missing:
        print(f"dateline: {command}: no such file or folder: {', '.join(missing)}", file=sys.stderr)
    return not missing


def _timeline(arguments: argparse.Namespace) -> int:
    from dateline.timeline import timeline_lines

    for line in timeline_lines(arguments.data, has_evidence=arguments.evidence, **_filters(arguments)):
        print(line)
    return 0


def _filters(arguments: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(arguments, name) for name in ("since", "until", "party", "type", "status")}


def _query(arguments: argparse.Namespace) -> int:
    from dateline import queries
    from dateline.export import write_csv

    if (arguments.sql is None) == (arguments.database is None):
        print("dateline: query: give either SQL or --database FILE", file=sys.stderr)
        return 2
    if arguments.database:
        queries.write_database(arguments.data, arguments.database)
        return 0
    found = queries.run(arguments.data, arguments.sql)
    if arguments.csv:
        write_csv(found.to_arrow_table(), sys.stdout)
    else:
        found.show(max_rows=1000, max_width=shutil.get_terminal_size((160, 24)).columns)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from dateline import export
    from dateline.published import published_tables

    tables = published_tables(arguments.data, arguments.table or ["events"], **_filters(arguments))
    if arguments.out.suffix == ".xlsx":
        export.write_workbook(tables, arguments.out)
    else:
        export.write_csv_files(tables, arguments.out)
    print(" ".join(f"{name}={rows.num_rows}" for name, rows in tables.items()))
    return 0


def _compact(arguments: argparse.Namespace) -> int:
    from dateline import partition

    print(" ".join(f"{name}={count}" for name, count in partition.compact(arguments.data).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
