"""Which articles are copies of an earlier one: agency text that many papers print.

Articles are taken in the order of their publication, and each is a copy of the first one before it that has the same
text and is no copy itself. So every copy is compared with what it is said to be a copy of, a chain of small changes
never joins two different texts, and neither the order of arrival nor the division into partitions shows.
docs/decisions/0008-duplicates.md has the limits and how they were measured.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline import mention_days, schema, signatures
from dateline.storage import Folder, quoted, sql_connection

TABLE = "duplicates"
_SIGNATURES = "article_signatures"
_LEAST_SHARED = 0.75  # of the shorter text in the longer one
_LEAST_COMMON = 0.4  # of both together: the shorter one is about half of the longer, or more
_LEAST_FIGURES = 0.6  # of those of the text with fewer, in the other
_DAYS_APART = 7
BLOCK_ROWS = 8192
_QUERY = """
from (from read_parquet({file}) qualify row_number() over (partition by article_id order by {order}) = 1)
select article_id, source_id, publication_day, signature, run_count, figures
where signature is not null order by {order}
"""
# By the instant where it is known; an article of which only the day is known comes after those of the day.
_ORDER = "publication_day, published_at nulls last, article_id, source_id"


class _Block:
    """Some articles in their order, as columns, with the keys of their bands sorted beside the places they are from."""

    def __init__(self, rows: pa.Table) -> None:
        self.rows = rows.select(["article_id", "source_id", "publication_day"])
        self.days = rows.column("publication_day").cast(pa.int32()).to_numpy()
        self.run_counts = rows.column("run_count").to_numpy()
        self.figures = [frozenset(str(figures).split()) for figures in rows.column("figures").to_pylist()]
        self.signatures = signatures.rows_of(list(map(str, rows.column("signature").to_pylist())))
        keys = signatures.band_keys(self.signatures).reshape(-1)
        order = np.argsort(keys, kind="stable")
        self.keys, self.places = keys[order], order // signatures.BANDS

    def keep(self, places: Iterable[int]) -> None:
        """From now on the articles in these places can be looked up, and nothing else."""
        is_kept = np.isin(self.places, np.fromiter(places, np.int64))
        self.keys, self.places = self.keys[is_kept], self.places[is_kept].astype(np.int32)

    def alike(self, other: "_Block") -> tuple[Any, Any]:
        """Places of articles of `other` beside those of articles here that share a key with them, sorted."""
        low = np.searchsorted(self.keys, other.keys, "left")
        is_held = self.keys[np.minimum(low, len(self.keys) - 1)] == other.keys if len(self.keys) else low > 0
        low, wanted = low[is_held], other.keys[is_held]
        counts = np.searchsorted(self.keys, wanted, "right") - low
        ends = np.cumsum(counts)
        hits = np.arange(ends[-1] if len(ends) else 0) + np.repeat(low - (ends - counts), counts)
        pairs = np.stack([np.repeat(other.places[is_held], counts), self.places[hits].astype(np.int64)])
        pairs = np.unique(pairs, axis=1)
        return pairs[0], pairs[1]

    def repeated_keys(self) -> dict[int, list[int]]:
        """Of each article, in order, the keys that other ones have too; articles without any are left out."""
        is_same = self.keys[1:] == self.keys[:-1]
        hits = np.flatnonzero(np.r_[False, is_same] | np.r_[is_same, False])
        hits = hits[np.argsort(self.places[hits], kind="stable")]
        found: dict[int, list[int]] = {}
        for place, key in zip(self.places[hits].tolist(), self.keys[hits].tolist(), strict=True):
            found.setdefault(place, []).append(key)
        return found


class _Original(NamedTuple):
    """What an article is a copy of, and how much of the shorter text both have."""

    block: _Block
    place: int
    shared: float


def find_duplicates(folder: Folder, scratch: Path, *, block_rows: int = BLOCK_ROWS) -> pa.Table:
    """The table duplicates, of all article_signatures of a data folder.

    Memory grows with a week's articles alone. They are taken `block_rows` at a time, which changes no row.
    """
    blocks = _blocks(folder, scratch, block_rows)
    found = [_rows(block, originals) for block, originals in _originals(blocks)]
    return pa.concat_tables(found) if found else schema.empty(TABLE)


def originals_of(article_ids: Any, duplicates: pa.Table) -> Any:
    """What each article is a copy of, as a column; null where it is none."""
    places = pc.index_in(article_ids, value_set=duplicates.column("article_id").combine_chunks())
    return duplicates.column("duplicate_of").combine_chunks().take(places)


def _blocks(folder: Folder, scratch: Path, block_rows: int) -> Iterator[_Block]:
    """All articles that have a signature, each once, in the order of their publication."""
    file = scratch / f"{_SIGNATURES}.parquet"
    with pq.ParquetWriter(file, schema.table(_SIGNATURES).schema.remove_metadata()) as writer:
        for key in mention_days.keys(folder, _SIGNATURES):
            rows = mention_days.read_key(folder, _SIGNATURES, key)
            writer.write_table(rows.cast(schema.table(_SIGNATURES).schema.remove_metadata()))
    with sql_connection(scratch) as connection:
        reader = connection.sql(_QUERY.format(file=quoted(file), order=_ORDER)).to_arrow_reader(block_rows)
        for batch in reader:
            if batch.num_rows:
                yield _Block(pa.Table.from_batches([batch]))
    file.unlink()


def _originals(blocks: Iterable[_Block]) -> Iterator[tuple[_Block, dict[int, _Original]]]:
    """Each block with the copies in it, by their places."""
    window: deque[_Block] = deque()
    for block in blocks:
        while window and window[0].days[-1] < block.days[0] - _DAYS_APART:
            window.popleft()
        found: dict[int, _Original] = {}
        for earlier in window:
            places, others = earlier.alike(block)
            shares = _shares(block, places, earlier, others)
            for hit in np.flatnonzero(shares):
                found.setdefault(int(places[hit]), _Original(earlier, int(others[hit]), float(shares[hit])))
        _find_inside(block, found)
        yield block, found
        block.keep(place for place in range(len(block.days)) if place not in found)
        window.append(block)


def _find_inside(block: _Block, found: dict[int, _Original]) -> None:
    """Adds the copies of articles of the same block."""
    held: dict[int, tuple[int, ...]] = {}
    for place, keys in block.repeated_keys().items():
        if place in found:
            continue
        others = sorted({other for key in keys for other in held.get(key, ())})
        shares = _shares(block, [place] * len(others), block, others) if others else ()
        hit = next((hit for hit, share in enumerate(shares) if share), None)
        if hit is not None:
            found[place] = _Original(block, others[hit], float(shares[hit]))
            continue
        for key in keys:
            held[key] = (*held.get(key, ()), place)


def _shares(block: _Block, places: Any, other: _Block, others: Any) -> Any:
    """For each pair of places how much of the shorter text both have; 0 where one is no copy of the other."""
    common = (block.signatures[places] == other.signatures[others]).mean(axis=1)
    counts = np.stack([block.run_counts[places], other.run_counts[others]])
    # Of |a| + |b| runs, of which `common` of the union are in both.
    shared = np.minimum(1, common / (1 + common) * counts.sum(axis=0) / counts.min(axis=0, initial=1 << 30))
    apart = np.abs(block.days[places] - other.days[others])
    shares = np.where((shared >= _LEAST_SHARED) & (common >= _LEAST_COMMON) & (apart <= _DAYS_APART), shared, 0)
    for hit in np.flatnonzero(shares):
        if not _have_same_figures(block.figures[places[hit]], other.figures[others[hit]]):
            shares[hit] = 0
    return shares


def _have_same_figures(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether they may be figures of one report; those of the same form on another day have others.

    >>> _have_same_figures(frozenset({"12", "2024"}), frozenset({"15", "2023"}))
    False
    """
    return len(one & other) >= _LEAST_FIGURES * min(len(one), len(other))


def _rows(block: _Block, originals: dict[int, _Original]) -> pa.Table:
    """Rows of the table duplicates for the copies of a block."""
    places = sorted(originals)
    told = [originals[place] for place in places]
    copies = block.rows.take(pa.array(places, pa.int64())).to_pydict()
    ids = [original.block.rows.column("article_id")[original.place].as_py() for original in told]
    shares = [round(original.shared, 2) for original in told]
    return pa.Table.from_batches([schema.batch_of(TABLE, copies | {"duplicate_of": ids, "shared_share": shares})])
