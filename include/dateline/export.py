"""Published tables as CSV files or an Excel workbook, which open as they are and run nothing.

A cell of a news text that begins with =, +, - or @ is a formula to a spreadsheet that opens CSV: it is given an
apostrophe in front. So is what follows a semicolon, a tab or a line break, where spreadsheets of other countries, or
with other settings, begin a new cell. In a workbook it is written as text, which stays text.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline import schema
from dateline.errors import DatelineError

# Spreadsheets of some locales take the full-width signs too; a tab or line break is cut off before they look.
_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
_NEW_CELL = re.compile(r"([;\t\r\n] *)(?=[=+\-@＝＋－＠])")
EXCEL_ROWS = 1_048_575  # below the header
_EXCEL_CELL = 32_767  # characters
_EXCEL_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel counts a day that never was


def guarded(text: str) -> str:
    """The text as a cell of CSV that no spreadsheet takes for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("Visit - planned"), guarded("a; =1+1")
    ("'=HYPERLINK(1)", 'Visit - planned', "a; '=1+1")
    """
    return _NEW_CELL.sub(r"\1'", f"'{text}" if text.startswith(_FORMULA_SIGNS) else text)


def write_csv(rows: pa.Table, file: Any) -> None:
    """The rows with a header (RFC 4180) into a text file opened with newline=""; null is an empty cell."""
    writer = csv.writer(file)
    writer.writerow(rows.schema.names)
    writer.writerows([_csv_cell(value) for value in row] for row in _rows(rows))


def write_csv_files(tables: Mapping[str, pa.Table], folder: Path) -> list[Path]:
    """One file a table; UTF-8 with the mark by which Excel knows it."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in tables.items():
        paths.append(folder / f"{name}.csv")
        with open(paths[-1], "w", encoding="utf-8-sig", newline="") as file:
            write_csv(rows, file)
    return paths


def write_workbook(tables: Mapping[str, pa.Table], path: Path) -> None:
    """An Excel workbook with a sheet a table, and one that says what the columns mean; instants are UTC."""
    import xlsxwriter

    for name, rows in tables.items():
        if rows.num_rows > EXCEL_ROWS:
            problem = f"{rows.num_rows} rows do not fit into a sheet of {EXCEL_ROWS}"
            raise DatelineError(str(path), name, problem, "filter with --since and --until, or write CSV")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        # The same rows give the same bytes.
        book.set_properties({"created": dt.datetime(2024, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)})
        formats: dict[type, Any] = {
            dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
            dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        bold = book.add_format({"bold": True})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, rows.schema.names, bold)
            for number, row in enumerate(_rows(rows), start=1):
                for place, value in enumerate(row):
                    _write_cell(sheet, number, place, value, formats)
        about = book.add_worksheet("columns")
        about.write_row(0, 0, ("table", "column", "meaning", "unit"), bold)
        for number, told in enumerate(_meanings(tables), start=1):
            for place, text in enumerate(told):
                about.write_string(number, place, text)


def _meanings(names: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    for name in names:
        for column in schema.table(name).columns:
            yield name, column.name, column.description, column.unit or ""


def _rows(rows: pa.Table) -> Iterator[Sequence[Any]]:
    for batch in rows.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value


def _write_cell(sheet: Any, row: int, place: int, value: Any, formats: Mapping[type, Any]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, place, value)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, place, value.replace(tzinfo=None), formats[dt.datetime])
    elif isinstance(value, dt.date) and value >= _EXCEL_FIRST_DAY:
        sheet.write_datetime(row, place, value, formats[dt.date])
    else:
        text = str(value)
        sheet.write_string(row, place, text if len(text) <= _EXCEL_CELL else f"{text[: _EXCEL_CELL - 1]}…")
