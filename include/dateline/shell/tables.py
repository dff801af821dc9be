"""Commands on built tables: timeline, query, export, quality."""

import argparse
import shutil
import sys
from pathlib import Path

from dateline.shell.arguments import Command, add_data, add_filters, filters_of

_QUERY = """\
Run a query of DuckDB over the published tables: events, event_parties, event_evidence, duplicates, parties,
party_memberships, event_types, calendar, quality, quality_samples, and the views event_dyads, dyads_by_month,
visits_by_year. Their columns are in docs/data_dictionary.md.
"""
_EXPORT = """\
Write published tables for spreadsheets. A name that ends in .xlsx is a workbook with a sheet a table, any other a
folder with a CSV file a table. The filters choose events; parties and evidence are those of the events chosen. What
a spreadsheet would take for a formula is written as text.
"""
_QUALITY = """\
Print what the published build is made of and what changed since the one before: rows, coverage by source and
language, what told the days, refused inputs, events hard to believe. timeline/quality.html in the data folder shows
the same to a reader; --html writes that page anew, also in another language.
"""


def _fill_timeline(command: argparse.ArgumentParser) -> None:
    add_filters(command)
    command.add_argument("--evidence", action="store_true", help="with the sentences each event was read from")


def _timeline(arguments: argparse.Namespace) -> int:
    from dateline.timeline import timeline_lines

    for line in timeline_lines(arguments.data, has_evidence=arguments.evidence, **filters_of(arguments)):
        print(line)
    return 0


def _fill_query(command: argparse.ArgumentParser) -> None:
    add_data(command)
    command.add_argument("sql", nargs="?", metavar="SQL", help='a query, e.g. "from events limit 10"')
    command.add_argument("--csv", action="store_true", help="print CSV instead of a table")
    command.add_argument("--database", metavar="FILE", help="write a DuckDB file with the views instead")


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


def _fill_export(command: argparse.ArgumentParser) -> None:
    add_filters(command)
    command.add_argument(
        "--out", required=True, metavar="TARGET", type=Path, help="FILE.xlsx, or a folder for CSV files"
    )
    command.add_argument(
        "--table", action="append", metavar="NAME", help="table to write, several times for several (default: events)"
    )


def _export(arguments: argparse.Namespace) -> int:
    from dateline import export
    from dateline.published import published_tables

    tables = published_tables(arguments.data, arguments.table or ["events"], **filters_of(arguments))
    if arguments.out.suffix == ".xlsx":
        export.write_workbook(tables, arguments.out)
    else:
        export.write_csv_files(tables, arguments.out)
    print(" ".join(f"{name}={rows.num_rows}" for name, rows in tables.items()))
    return 0


def _fill_quality(command: argparse.ArgumentParser) -> None:
    add_data(command)
    command.add_argument("--html", metavar="FILE", type=Path, help="write the page there instead")
    command.add_argument("--language", metavar="CODE", default="en", help="language of the page, en or ar (default en)")


def _quality(arguments: argparse.Namespace) -> int:
    from dateline.quality.report import page_of, quality_lines
    from dateline.storage import Folder

    if arguments.html:
        arguments.html.write_text(page_of(Folder(arguments.data), arguments.language), encoding="utf-8")
        return 0
    for line in quality_lines(arguments.data):
        print(line)
    return 0


COMMANDS = (
    Command(
        "timeline",
        "a readable timeline of built tables",
        "Print the published events, oldest first.",
        _fill_timeline,
        _timeline,
    ),
    Command("query", "SQL over the built tables", _QUERY, _fill_query, _query),
    Command("export", "built tables as Excel workbook or CSV files", _EXPORT, _fill_export, _export),
    Command("quality", "what a build is made of and how far to trust it", _QUALITY, _fill_quality, _quality),
)
