"""All event mentions merged into the facts of a timeline, in buckets, so that memory does not grow with their number.

A bucket holds all mentions of some combinations of type and parties in their roles; mentions of different combinations
are never one act, so that buckets are merged apart, by as many processes as wanted. What comes out is sorted as a
whole: the number of buckets and processes changes no byte.
"""

import multiprocessing
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline import duplicates, mention_days, schema, stages
from dateline.storage import Folder

MENTIONS_A_BUCKET = 60_000
_MENTIONS, _PARTIES = "event_mentions", "event_mention_parties"
_ORIGINAL = pa.field("duplicate_of", pa.string())  # beside the columns of event_mentions, on the way to the events


def merge_all(
    folder: Folder, scratch: Path, copies: pa.Table, *, workers: int = 1, bucket_count: int | None = None
) -> int:
    """Count of all event mentions, after each bucket left scratch/NUMBER.TABLE.parquet of each table of facts.

    `copies` are the rows of the table duplicates, `workers` is the number of processes, `bucket_count` None as many
    buckets as the mentions need.
    """
    count = bucket_count or mention_days.row_count(folder, _MENTIONS) // MENTIONS_A_BUCKET + 1
    total = _spread(folder, scratch, copies, count)
    buckets = [(scratch, number) for number in range(count)]
    if workers == 1 or count == 1:
        for bucket in buckets:
            _merge_bucket(bucket)
    else:
        # Fresh processes: the ones that hold Arrow's threads must not be forked.
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            list(pool.map(_merge_bucket, buckets))
    return total


def parts(scratch: Path, name: str) -> list[Path]:
    """What the buckets left of a table, in no order that matters."""
    return sorted(scratch.glob(f"*.{name}.parquet"))


def _spread(folder: Folder, scratch: Path, copies: pa.Table, count: int) -> int:
    """Count of mentions, after each was appended with its parties to the files of its bucket."""
    total = 0
    with ExitStack() as files:
        writers = {
            (number, name): files.enter_context(
                pa.ipc.new_stream(files.enter_context(pa.OSFile(_spill(scratch, number, name), "wb")), _spilled(name))
            )
            for number in range(count)
            for name in (_MENTIONS, _PARTIES)
        }
        for mentions, parties in mention_days.event_mentions(folder):
            total += mentions.num_rows
            originals = duplicates.originals_of(mentions.column("article_id"), copies)
            mentions = mentions.append_column(_ORIGINAL, originals)
            ids = mentions.column("event_mention_id").combine_chunks()
            buckets = _buckets(mentions, parties, count)
            of_parties = buckets[_places(parties.column("event_mention_id"), ids)]
            for name, rows, places in ((_MENTIONS, mentions, buckets), (_PARTIES, parties, of_parties)):
                for number, part in _split(rows, places):
                    writers[number, name].write_table(part)
    return total


def schema_of(name: str) -> pa.Schema:
    """The declared schema without what it says of itself."""
    return schema.table(name).schema.remove_metadata()


def _spilled(name: str) -> pa.Schema:
    return schema_of(name).append(_ORIGINAL) if name == _MENTIONS else schema_of(name)


def _spill(scratch: Path, number: int, name: str) -> str:
    return str(scratch / f"{number}.{name}.arrow")


def _places(ids: Any, known: Any) -> Any:
    return pc.index_in(ids, value_set=known).to_numpy(zero_copy_only=False)


def _buckets(mentions: pa.Table, parties: pa.Table, count: int) -> Any:
    """Bucket of each mention: a sum over its type and its distinct parties in their roles, whatever their order."""
    sums = _digests(mentions.column("type"))
    ids = mentions.column("event_mention_id").combine_chunks()
    told = parties.select(["event_mention_id", "role", "party_code"])
    distinct = told.group_by(told.schema.names).aggregate([])
    # Multiplied, so that the same two codes with their roles exchanged fall into another bucket.
    parts = _digests(distinct.column("role")) * _digests(distinct.column("party_code"))
    np.add.at(sums, _places(distinct.column("event_mention_id"), ids), parts)
    return np.abs(sums) % count


def _digests(words: Any) -> Any:
    """A number for each word, the same in every process."""
    known = words.combine_chunks().dictionary_encode()
    numbers = np.array([zlib.crc32(word.encode()) for word in known.dictionary.to_pylist()], dtype=np.int64)
    return numbers[known.indices.to_numpy(zero_copy_only=False)] if len(known) else np.zeros(0, dtype=np.int64)


def _split(rows: pa.Table, buckets: Any) -> Iterator[tuple[int, pa.Table]]:
    """The rows of each bucket that has some."""
    if not rows.num_rows:
        return
    order = np.argsort(buckets, kind="stable")
    ordered, sorted_rows = buckets[order], rows.take(order)
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    for start, end in zip(starts, [*starts[1:], len(ordered)], strict=True):
        yield int(ordered[start]), sorted_rows.slice(int(start), int(end - start))


def _merge_bucket(bucket: tuple[Path, int]) -> None:
    scratch, number = bucket
    tables = []
    for name in (_MENTIONS, _PARTIES):
        with pa.OSFile(_spill(scratch, number, name), "rb") as file:
            tables.append(pa.ipc.open_stream(file).read_all().combine_chunks())
        Path(_spill(scratch, number, name)).unlink()
    for name, rows in stages.merge_events(*tables)._asdict().items():
        table = rows if isinstance(rows, pa.Table) else pa.Table.from_batches([rows])
        pq.write_table(table, scratch / f"{number}.{name}.parquet", compression="zstd", compression_level=1)
