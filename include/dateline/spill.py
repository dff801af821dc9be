"""Rows of one source on their way to files by publication day."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline import stages
from dateline.inputs.articles import Article
from dateline.inputs.records import Reject

# What readers of partitioned folders take for null.
NO_DAY = "__HIVE_DEFAULT_PARTITION__"
_BUFFERED_ROWS = 4096


class Spill:
    """Rows kept by table and day, beyond a few thousand on disk, so that an archive of any size fits."""

    def __init__(self, scratch: Path, source_id: str) -> None:
        self.scratch, self.source_id = scratch, source_id
        self.rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self.parts: dict[tuple[str, str], int] = defaultdict(int)
        self.buffered_count = 0

    def add(self, row: Article | Reject) -> None:
        """Keep one row."""
        day = row.publication_day.isoformat() if row.publication_day else NO_DAY
        self.rows["articles" if isinstance(row, Article) else "rejects", day].append(row)
        self.buffered_count += 1
        if self.buffered_count >= _BUFFERED_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the rows in memory to disk, one part a table and day."""
        for (name, day), rows in self.rows.items():
            is_articles = name == "articles"
            batch = stages.article_batch(rows) if is_articles else stages.reject_batch(rows, self.source_id, "ingest")
            part = self.scratch / f"{name}-{day}-{self.parts[name, day]}.arrow"
            with pa.OSFile(str(part), "wb") as file, pa.ipc.new_file(file, batch.schema) as writer:
                writer.write_batch(batch)
            self.parts[name, day] += 1
        self.rows.clear()
        self.buffered_count = 0

    def days(self, name: str) -> list[str]:
        """Days the table has rows for, sorted, `NO_DAY` for those without."""
        return sorted(day for table, day in self.parts if table == name)

    def read(self, name: str, day: str) -> pa.Table:
        """All rows of a table and day, in the order they were added."""
        found = []
        for number in range(self.parts[name, day]):
            with pa.OSFile(str(self.scratch / f"{name}-{day}-{number}.arrow"), "rb") as file:
                found.append(pa.ipc.open_file(file).read_all())
        return pa.concat_tables(found)
