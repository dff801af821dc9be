"""A raw article into an article with language, publication and header, or into a reject."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.header import find_bounds, find_header
from dateline.identity import article_id, digest, even_text
from dateline.inputs.cleaning import clean_text, is_broken
from dateline.inputs.html import read_page
from dateline.inputs.language import detect_language, is_language
from dateline.inputs.publication_days import find_publication
from dateline.inputs.records import Raw, RawArticle, RawPage, Reject
from dateline.inputs.seen import SeenDigests
from dateline.languages import support_of
from dateline.sources import Source

# A printed date further than this from the record's own is not the article's header.
_SAME_NEWS = dt.timedelta(days=2)
_AFTER_TITLE = (".", "!", "?", "؟", "。", "！", "？", "…", "|", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class Article:
    """One row of the articles table; offsets are code points of `text`, each end exclusive."""

    article_id: str
    source_id: str
    publication_day: dt.date
    published_at: dt.datetime | None
    publication_basis: str
    publication_doubt: str | None
    time_zone: str | None
    zone_basis: str
    language: str
    language_basis: str
    language_support: str
    title: str | None
    byline: str | None
    publisher: str | None
    url: str | None
    text: str
    title_start_char: int | None
    title_end_char: int | None
    body_start_char: int
    source_file: str
    place: str | None
    place_number: int


def read_articles(raws: Iterable[Raw], source: Source) -> Iterator[Article | Reject]:
    """One article or reject for each input, in order; the second copy of an article is a reject.

    Another text under an address already seen (a page that was rewritten) is an article of its own.
    """
    seen = SeenDigests()
    for raw in raws:
        article = raw if isinstance(raw, Reject) else read_article(raw, source)
        if isinstance(article, Reject):
            yield article
            continue
        known = article.article_id
        copy = digest(known, even_text(article.text))
        if copy in seen:
            detail = "the same article stands earlier in this source"
            day = article.publication_day
            yield Reject(raw.place, "duplicate_article", detail, known, day)
            continue
        yield _renamed(article, copy) if known in seen else article
        seen.add(known)
        seen.add(copy)


def read_article(raw: RawArticle | RawPage, source: Source) -> Article | Reject:
    """The article of one input, or why it is refused."""
    if isinstance(raw, RawPage):
        page = read_page(raw)
        return page if isinstance(page, Reject) else read_article(page, source)
    raw = _cleaned(raw)
    if not raw.text.strip():
        return Reject(raw.place, "empty_text", "no text in it")
    if is_broken(raw.text):
        return Reject(raw.place, "broken_encoding", "so many characters are lost that it is no text")
    language, language_basis, detail = _language(raw, source, raw.text.lstrip().removeprefix(raw.title or ""))
    text, title = _with_title(raw.text, raw.title, language)
    key = article_id(raw.url, text)
    if language is None:
        return Reject(raw.place, "unknown_language", detail, key)
    header = find_header(text, language)
    dated = find_publication(raw, source, text, language, header)
    if dated is None:
        detail = (
            "no field or metadata for it, no printed date near the beginning, none in address or name"
            if raw.published is None
            else f"{str(raw.published)[:80]!r} is no possible day, and no printed date stands near the beginning"
        )
        return Reject(raw.place, "no_publication_day", detail, key)
    publication = dated.publication
    if header is not None and abs(header.published_local.date() - publication.day) > _SAME_NEWS:
        header = None
    bounds = find_bounds(text, header)
    if title is None and bounds.title is not None:
        title = bounds.title
    byline = raw.author
    if header is not None and header.byline_start is not None:
        byline = text[header.byline_start : header.byline_end]
    return Article(
        key,
        source.source_id,
        publication.day,
        publication.at,
        dated.basis,
        dated.doubt,
        publication.time_zone,
        publication.zone_basis,
        language,
        language_basis,
        support_of(language),
        text[slice(*title)] if title else None,
        byline,
        raw.publisher,
        raw.url,
        text,
        title[0] if title else None,
        title[1] if title else None,
        max(bounds.body_start, _after(text, title[1]) if title else 0),
        raw.place.file,
        raw.place.name,
        raw.place.number,
    )


def _cleaned(raw: RawArticle) -> RawArticle:
    title, author, publisher = (value and clean_text(value) for value in (raw.title, raw.author, raw.publisher))
    title = " ".join(title.split()) if title else None
    return replace(
        raw, text=clean_text(raw.text), title=title, author=author, publisher=publisher, head=clean_text(raw.head)
    )


def _renamed(article: Article, key: str) -> Article:
    return replace(article, article_id=key)


def _with_title(text: str, title: str | None, language: str | None) -> tuple[str, tuple[int, int] | None]:
    """The text with the record's title at its head, and where the title stands."""
    if title is None:
        return text, None
    start = len(text) - len(text.lstrip())
    if text.startswith(title, start) and _is_apart(text, start + len(title), language):
        return text, (start, start + len(title))
    return f"{title}\n\n{text}", (0, len(title))


def _is_apart(text: str, end: int, language: str | None) -> bool:
    """Whether a title that ends there is one, and not the first words of the first sentence."""
    rest = text[end : _line_end(text, end)].strip()
    if not rest or rest.startswith(_AFTER_TITLE):
        return True
    header = find_header(text, language) if language else None
    return header is not None and header.date_start < _line_end(text, end)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


def _after(text: str, place: int) -> int:
    return place + len(text[place:]) - len(text[place:].lstrip())


def _language(raw: RawArticle, source: Source, body: str) -> tuple[str | None, str, str]:
    if raw.language:
        code = raw.language.lower().replace("_", "-").split("-")[0]
        if is_language(code):
            return code, "field", ""
        if len(code) == 2:
            return None, "field", f"the record says {raw.language!r}, which is no language known here"
    if source.language:
        return source.language, "source", ""
    detected = detect_language(body, source.languages) or detect_language(raw.text, source.languages)
    return detected, "detected", "too few letters to tell the language"
