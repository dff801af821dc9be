"""What went into a build, counted file by file: articles, rejects and time mentions of all days."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline import mention_days, schema
from dateline.errors import DatelineError
from dateline.storage import Folder, day_names, read_parquet

_ARTICLE_COLUMNS = ("source_id", "language", "publication_basis", "publication_doubt", "language_support")
_TIME_COLUMNS = ("language", "granularity", "reason")
_SAMPLES = 3


def article_counts(folder: Folder) -> pa.Table:
    """Articles by source, language, basis and doubt of their day, support and `month`: one row a combination."""
    columns = [*_ARTICLE_COLUMNS, "publication_day"]

    def counted() -> Iterator[pa.Table]:
        for rows in _files(folder, "articles", columns):
            months = pc.strftime(rows.column("publication_day"), format="%Y-%m")
            yield _counted(rows.append_column("month", months), (*_ARTICLE_COLUMNS, "month"))

    return _summed(counted(), (*_ARTICLE_COLUMNS, "month"))


def time_counts(folder: Folder) -> pa.Table:
    """Time mentions by language, granularity and reason: one row a combination."""
    columns = [*_TIME_COLUMNS, "publication_day"]
    keys = mention_days.keys(folder, "time_mentions")
    read = (mention_days.read_key(folder, "time_mentions", key, columns) for key in keys)
    return _summed((_counted(rows, _TIME_COLUMNS) for rows in read), _TIME_COLUMNS)


def reject_counts(folder: Folder) -> tuple[pa.Table, pa.Table]:
    """Rejects by source and reason, and the first few of each reason by source, file and place."""
    by = ("source_id", "reason_code")
    counted, samples = [], schema.empty("rejects")
    for rows in _files(folder, "rejects", None):
        counted.append(_counted(rows, by))
        samples = _first_of_each_reason(pa.concat_tables([samples, rows.cast(samples.schema)]))
    return _summed(iter(counted), by), samples


def _files(folder: Folder, name: str, columns: list[str] | None) -> Iterator[pa.Table]:
    """Rows of every file of every day; one that is taken away meanwhile has none."""
    for day in day_names(folder, name):
        place = f"{name}/published_on={day}"
        for file in folder.names(place):
            if file.endswith(".parquet") and not file.startswith("."):
                try:
                    yield read_parquet(folder, f"{place}/{file}", columns)
                except DatelineError:
                    if folder.exists(f"{place}/{file}"):
                        raise


def _counted(rows: pa.Table, by: Sequence[str]) -> pa.Table:
    counted = rows.select(list(by)).group_by(list(by)).aggregate([([], "count_all")])
    return counted.select([*by, "count_all"]).cast(_counts_of(by))


def _counts_of(by: Sequence[str]) -> pa.Schema:
    fields: list[pa.Field[Any]] = [pa.field(column, pa.string()) for column in by]
    return pa.schema([*fields, pa.field("count_all", pa.int64())])


def _summed(parts: Iterator[pa.Table], by: Sequence[str]) -> pa.Table:
    """All counts as one table with the columns `by` and `row_count`."""
    found = pa.concat_tables([_counts_of(by).empty_table(), *parts])
    summed = found.group_by(list(by)).aggregate([("count_all", "sum")])
    return summed.select([*by, "count_all_sum"]).rename_columns([*by, "row_count"])


def _first_of_each_reason(rows: pa.Table) -> pa.Table:
    ordered = rows.sort_by([(column, "ascending") for column in ("source_id", "source_file", "place_number")])
    seen: Counter[str] = Counter()
    kept = []
    for place, reason in enumerate(map(str, ordered.column("reason_code").to_pylist())):
        seen[reason] += 1
        if seen[reason] <= _SAMPLES:
            kept.append(place)
    return ordered.take(kept)
