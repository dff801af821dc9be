"""Parquet: one article a row."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import InputError
from dateline.inputs.fields import has_text, no_text_column, read_fields, used_columns
from dateline.inputs.opened import OpenFile, seekable
from dateline.inputs.records import Raw, Reject

_BATCH_ROWS = 256
_BUFFER_BYTES = 1024 * 1024


def read_parquet(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects in the order of the rows, of the columns that are used alone."""
    with seekable(file) as whole:
        yield from _read_table(whole, file)


def _told(value: Any) -> Any:
    """A value, its bytes as text: some writers do not say that their bytes are text."""
    return value.decode() if isinstance(value, bytes) else value


def _read_table(whole: BinaryIO, file: OpenFile) -> Iterator[Raw]:
    # What a damaged file does to its reader: Arrow's own errors, and Python's for sizes and names that cannot be.
    fails = (pa.ArrowException, OSError, ValueError, OverflowError)
    try:
        table = pq.ParquetFile(whole, pre_buffer=False, buffer_size=_BUFFER_BYTES)
        names = table.schema_arrow.names
    except fails as error:
        raise InputError("broken_table", f"not readable as Parquet: {error}") from None
    if not has_text(names, file.source):
        raise InputError("missing_field", no_text_column(names, file.source))
    batches = table.iter_batches(_BATCH_ROWS, columns=used_columns(names, file.source))
    number = 0
    while True:
        try:
            batch = next(batches, None)
            rows = batch.to_pylist() if batch is not None else None
        except fails as error:
            raise InputError("broken_table", f"cannot be read further: {error}") from None
        if rows is None:
            return
        for row in rows:
            number += 1
            place = file.place(number, "row")
            try:
                yield read_fields({name: _told(value) for name, value in row.items()}, place, file.source)
            except UnicodeDecodeError:
                yield Reject(place, "broken_encoding", "bytes that are not UTF-8 where a text should be")
