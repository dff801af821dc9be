"""The tables of the sample articles as JSON lines: what a reader of the diff sees change in the news.

    python tests/golden.py             0 when the tables say what tests/golden/*.jsonl say, else 1 and the differences
    python tests/golden.py --update    write tests/golden anew; read its diff before you commit it

One file a table, one line a row, only the columns people read, without those that are null or false; rows are sorted by
the article they come from and the place in it, events by day. Ids are digests, which say nothing in a diff: left out.
"""

import argparse
import difflib
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sample_articles

from dateline.published import read_published
from dateline.storage import Folder, read_parquet

GOLDEN = sample_articles.ROOT / "tests" / "golden"

# What people read of each table, in reading order; `article` and `parties` are put together below.
COLUMNS = {
    "articles": "article language publication_day published_at title byline publisher",
    "rejects": "article reason_code detail",
    "time_mentions": "article text value first_day last_day granularity is_approximate anchor_on anchor_basis reason",
    "event_mentions": "article type parties first_day last_day granularity date_basis status evidence_text",
    "events": "first_day last_day type title status granularity date_basis mention_count languages",
}
ORDER = {
    "articles": "article",
    "rejects": "article",
    "time_mentions": "article start_char end_char",
    "event_mentions": "article start_char trigger_start_char type",
    "events": "first_day last_day type title status",
}

Row = dict[str, Any]


def golden_files(data: Path) -> dict[str, str]:
    """Text of each file of tests/golden, by name, for the tables in a data folder."""
    folder = Folder(str(data))
    rows = {name: list(_day_rows(folder, name)) for name in COLUMNS if name != "events"}
    rows["events"] = read_published(str(data), "events").to_pylist()
    places = {row["article_id"]: _place(row) for row in rows["articles"]}
    parties = _parties(_day_rows(folder, "event_mention_parties"))
    for row in [row for name in ("articles", "rejects") for row in rows[name]]:
        row["article"] = _place(row)
    for row in [*rows["time_mentions"], *rows["event_mentions"]]:
        row["article"] = places[row["article_id"]]
    for row in rows["event_mentions"]:
        row["parties"] = "; ".join(parties[row["event_mention_id"]])
    return {f"{name}.jsonl": _lines(name, found) for name, found in rows.items()}


def _day_rows(folder: Folder, name: str) -> Iterator[Row]:
    for day in folder.names(name):
        for file in folder.names(f"{name}/{day}"):
            yield from read_parquet(folder, f"{name}/{day}/{file}").to_pylist()


def _place(row: Row) -> str:
    return f"{row['source_id']}/{row['source_file']}" + (f" {row['place']}" if row["place"] else "")


def _parties(rows: Iterator[Row]) -> Mapping[str, list[str]]:
    """`actor AZE "..."` of each party by the mention's id, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["event_mention_id"], row["party_number"])):
        who = [f"{row[name]}" for name in ("name", "person", "office", "sector") if row[name]]
        found[row["event_mention_id"]].append(f"{row['role']} {row['party_code']} ({', '.join(who)})")
    return found


def _lines(name: str, rows: Sequence[Row]) -> str:
    order = ORDER[name].split()
    # Null days come last, as in the tables.
    ordered = sorted(rows, key=lambda row: [(row[column] is None, row[column] or 0) for column in order])
    kept = [{column: row[column] for column in COLUMNS[name].split() if _is_told(row[column])} for row in ordered]
    return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in kept)


def _is_told(value: object) -> bool:
    return value is not None and value is not False


def made() -> dict[str, str]:
    """Text of each file as the library makes it now."""
    with tempfile.TemporaryDirectory(prefix="dateline-golden-") as folder:
        sample_articles.build(Path(folder))
        return golden_files(Path(folder))


def differences(files: Mapping[str, str]) -> list[str]:
    """Lines of a diff from tests/golden to the files given; none when they are equal."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.jsonl")}
    lines: list[str] = []
    for name in sorted({*kept, *files}):
        before, after = kept.get(name, "").splitlines(), files.get(name, "").splitlines()
        lines += difflib.unified_diff(before, after, f"golden/{name}", f"now/{name}", lineterm="", n=0)
    return lines


def main(words: Sequence[str] | None = None) -> int:
    """Exit code; prints the differences, or writes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write tests/golden anew")
    arguments = parser.parse_args(words)
    files = made()
    lines = differences(files)
    print("\n".join(lines) or "the tables say what tests/golden says")
    if arguments.update:
        GOLDEN.mkdir(exist_ok=True)
        for path in GOLDEN.glob("*.jsonl"):
            path.unlink()
        for name, text in files.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
        return 0
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
