"""Small archives of made-up news in every format, for the tests of the readers."""

import csv
import datetime as dt
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.inputs.articles import Article, read_articles
from dateline.inputs.folder import read_source
from dateline.inputs.records import Raw, Reject
from dateline.sources import Source, source_of

SENTENCES = (
    "Norway opened an embassy in Chad on Monday, and the king of Norway sent a letter to the president of Chad.",
    "The foreign minister of Peru said in Lima that the talks with Ghana would be resumed after the summer.",
    "Parliament in Oslo approved the treaty by a large majority, with the votes of both parties of the coalition.",
)
RECORDS = [
    {
        "title": f"Embassy number {number} opens",
        "body": f"{SENTENCES[number % 3]} It is the embassy of number {number}.",
        "pubDate": f"2024-05-{14 + number}T10:00:00+02:00",
        "link": f"https://courier.example/{number}",
    }
    for number in range(3)
]

Row = dict[str, Any]


def lines(records: Sequence[Mapping[str, Any]] = RECORDS) -> bytes:
    """JSON lines."""
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def table(records: Sequence[Mapping[str, Any]] = RECORDS, delimiter: str = ",") -> bytes:
    """Delimited rows under their names."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()


def parquet(records: Sequence[Mapping[str, Any]] = RECORDS) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(record) for record in records]), out)
    return out.getvalue()


def page(record: Mapping[str, Any] = RECORDS[0]) -> str:
    """A saved page with its date in structured data, a menu and a script."""
    data = json.dumps({"@type": "NewsArticle", "headline": record["title"], "datePublished": record["pubDate"]})
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in (record["body"], *SENTENCES))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{record['title']}</title>"
        f"<meta property='article:published_time' content='{record['pubDate']}'>"
        f"<script type='application/ld+json'>{data}</script></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{record['title']}</h1>{paragraphs}</article><script>document.write('never run')</script>"
        "</body></html>"
    )


def feed(records: Sequence[Mapping[str, Any]] = RECORDS) -> bytes:
    items = "".join(
        f"<item><title>{r['title']}</title><link>{r['link']}</link><pubDate>{r['pubDate']}</pubDate>"
        f"<description>Short.</description><content:encoded><![CDATA[<p>{r['body']}</p>]]></content:encoded></item>"
        for r in records
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>'
        f"<language>fr</language>{items}</channel></rss>"
    ).encode()


def atom(records: Sequence[Mapping[str, Any]] = RECORDS) -> bytes:
    entries = "".join(
        f"<entry><title>{r['title']}</title><link href='{r['link']}'/><published>{r['pubDate']}</published>"
        f"<content type='html'>&lt;p&gt;{r['body']}&lt;/p&gt;</content></entry>"
        for r in records
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>The Courier</title>{entries}</feed>".encode()


def warc_record(
    content: bytes, url: str, *, kind: str = "response", headers: str = "Content-Type: text/html; charset=utf-8"
) -> bytes:
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + content if kind == "response" else content
    told = {"response": "application/http; msgtype=response", "conversion": "text/plain"}.get(kind, headers[14:])
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Type: {told}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(records: Sequence[Mapping[str, Any]] = RECORDS) -> list[bytes]:
    """The records of a crawl, one a page."""
    return [warc_record(page(record).encode(), record["link"]) for record in records]


def wet(records: Sequence[Mapping[str, Any]] = RECORDS) -> list[bytes]:
    """The same as texts, with the day printed under the title."""
    return [
        warc_record(f"{r['title']}\n{r['pubDate'][:10]}\n\n{r['body']}".encode(), r["link"], kind="conversion")
        for r in records
    ]


def gzipped(parts: Sequence[bytes]) -> bytes:
    """Each part compressed by itself, as crawlers do."""
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def zst(content: bytes) -> bytes:
    return bytes(pa.compress(content, "zstd", asbytes=True))


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def raws(folder: Path, **settings: Any) -> list[Raw]:
    """What the readers find in a folder or file."""
    return list(read_source(source(folder, **settings)))


def rows(folder: Path, **settings: Any) -> list[Article | Reject]:
    """The articles and rejects of a folder or file."""
    told = source(folder, **settings)
    return list(read_articles(read_source(told), told))


def source(folder: Path, **settings: Any) -> Source:
    base = source_of(str(folder))
    given = {"source_id": base.source_id, "name": base.name, "kind": base.kind, "address": base.address, **settings}
    return Source(**given)


def titles_and_days(found: Sequence[Article | Reject]) -> list[tuple[str | None, dt.date]]:
    return [(row.title, row.publication_day) for row in found if isinstance(row, Article)]


def refusals(found: Sequence[Any]) -> list[tuple[str, str | None, str]]:
    """File, place and reason of each reject."""
    return [(row.place.file, row.place.name, row.reason_code) for row in found if isinstance(row, Reject)]


def every_format() -> Iterator[tuple[str, bytes]]:
    """A name and the bytes of the same three articles, in each format that holds several."""
    yield "news.jsonl", lines()
    yield "news.ndjson", lines()
    yield "lines.json", lines()
    yield "array.json", json.dumps(RECORDS, indent=1).encode()
    yield "one_line_array.json", json.dumps(RECORDS).encode()
    yield "answer.json", json.dumps({"status": "ok", "totalResults": 3, "articles": RECORDS}).encode()
    yield "news.csv", table()
    yield "semicolons.csv", table(delimiter=";")
    yield "news.tsv", table(delimiter="\t")
    yield "news.parquet", parquet()
    yield "feed.rss", feed()
    yield "feed.xml", feed()
    yield "news.atom", atom()
    yield "crawl.warc", b"".join(warc())
    yield "crawl.warc.gz", gzipped(warc())
    yield "crawl.wet.gz", gzipped(wet())
    pages = {f"{number}.html": page(record).encode() for number, record in enumerate(RECORDS)}
    yield "pages.zip", zipped(pages)
    yield "pages.tar", tarred(pages)
