"""What is in a file, folder or address, article by article, as `dateline read` and `dateline sources check` show it."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dateline.errors import DatelineError
from dateline.inputs.articles import Article, read_article
from dateline.inputs.records import Place, Raw, Reject
from dateline.intake import read_raws
from dateline.sources import Source
from dateline.storage import Folder


def read_rows(source: Source, address: str) -> Iterator[dict[str, Any]]:
    """Each article or reject of a source as a mapping; `file` is named as the address was given."""
    for row in read_items(source):
        yield _article_row(row, address) if isinstance(row, Article) else _reject_row(row, address)


def read_items(source: Source) -> Iterator[Article | Reject]:
    """Each input of a source by itself, repeated ones too; what has a web address is fetched and not kept."""
    for item in _raws(source):
        yield item if isinstance(item, Reject) else read_article(item, source)


def preview(source: Source, count: int) -> Iterator[str]:
    """Lines that show the first articles of a source, and the first rejects before them."""
    articles, rejects = 0, 0
    try:
        for item in islice(read_items(source), 50 * count):
            if isinstance(item, Article):
                articles += 1
                title = (item.title or item.text[:60]).replace("\n", " ")
                told = item.published_at or item.publication_day
                yield f"  {told}  {item.language}  {title[:80]}  [{_where(item.source_file, item.place)}]"
            elif rejects < count:
                rejects += 1
                yield f"  refused: {item.reason_code}: {item.detail}  [{_where(item.place.file, item.place.name)}]"
            if articles == count:
                return
    except DatelineError as error:
        yield f"  {error}"
    if not articles:
        yield "  no article found"


def _raws(source: Source) -> Iterator[Raw]:
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        yield from read_raws(source, Folder(scratch))


def _article_row(article: Article, address: str) -> dict[str, Any]:
    return {
        "file": _shown(article.source_file, address),
        "place": article.place,
        "title": article.title,
        "published_on": article.publication_day.isoformat(),
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "publication_basis": article.publication_basis,
        "lang": article.language,
        "url": article.url,
        "text": article.text[article.body_start_char :],
    }


def _reject_row(reject: Reject, address: str) -> dict[str, Any]:
    place: Place = reject.place
    return {
        "file": _shown(place.file, address),
        "place": place.name,
        "reason_code": reject.reason_code,
        "detail": reject.detail,
    }


def _shown(file: str, address: str) -> str:
    """The file as a person who gave the address would name it."""
    base = address.rstrip("/")
    own = base.rpartition("/")[2]
    return base + file.removeprefix(own) if file == own or file.startswith(f"{own}/") else f"{base}/{file}"


def _where(file: str, place: str | None) -> str:
    return f"{file}, {place}" if place else file
