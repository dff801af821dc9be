"""Which reader a file is given to: by its first bytes where they are sure, else by its name."""

import re
import zlib

from dateline.inputs.delimited import read_delimited
from dateline.inputs.feeds import read_feed
from dateline.inputs.json_values import read_json_values
from dateline.inputs.jsonl import read_jsonl
from dateline.inputs.opened import OpenFile, Reader
from dateline.inputs.pages import read_html
from dateline.inputs.parquet import read_parquet
from dateline.inputs.plain import read_plain
from dateline.inputs.warc import read_warc

READERS: dict[str, Reader] = {
    "plain": read_plain,
    "html": read_html,
    "feed": read_feed,
    "jsonl": read_jsonl,
    "json": read_json_values,
    "csv": read_delimited,
    "parquet": read_parquet,
    "warc": read_warc,
}
ENDINGS = {
    "txt": "plain", "text": "plain",
    "html": "html", "htm": "html", "xhtml": "html",
    "rss": "feed", "atom": "feed", "rdf": "feed",
    "jsonl": "jsonl", "ndjson": "jsonl", "json": "json",
    "csv": "csv", "tsv": "csv", "tab": "csv",
    "parquet": "parquet", "pq": "parquet",
    "warc": "warc", "wet": "warc",
}  # fmt: skip
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_LEADING = b"\xef\xbb\xbf \t\r\n"
_LOOKED_AT = 2048


def format_of(file: OpenFile) -> str | None:
    """The name in READERS of a file's format; None for one no reader is for."""
    head = file.head
    sure = _by_bytes(head)
    if sure is not None:
        return sure
    named = ENDINGS.get(file.ending)
    start = head.lstrip(_LEADING)[:1]
    if named in ("jsonl", "json") or (named is None and start in (b"{", b"[") and file.ending == ""):
        return _json(head, start, named)
    if named is not None:
        return named
    return _by_text(head) if file.ending in ("", "xml", "php", "asp", "aspx", "shtml") else None


def is_warc(file: OpenFile) -> bool:
    """Whether a file is WARC, compressed as such files are, record by record, or not at all."""
    head = file.head
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head, 16)
        except zlib.error:
            return file.format_name.lower().endswith((".warc.gz", ".wet.gz"))
    return head.startswith(b"WARC/")


def _by_bytes(head: bytes) -> str | None:
    if head.startswith(b"PAR1"):
        return "parquet"
    return "warc" if head.startswith(b"WARC/") else None


def _by_text(head: bytes) -> str | None:
    """The format of a file whose name says nothing."""
    start = head[:_LOOKED_AT]
    if _FEED.search(start):
        return "feed"
    if _HTML.search(start):
        return "html"
    return None if b"\x00" in start or head.lstrip(_LEADING).startswith(b"<?xml") else "plain"


def _json(head: bytes, start: bytes, named: str | None) -> str:
    """Whether the records stand one a line, by the form of the first line."""
    if start != b"{":
        return "json" if start == b"[" else "jsonl"
    line, _, rest = head.lstrip(_LEADING).partition(b"\n")
    if line.strip() == b"{" or (named == "json" and line.rstrip()[-1:] in (b"{", b"[", b",")):
        return "json"
    return "jsonl" if named == "jsonl" or rest.strip() else "json"
