"""What a page says of its article in its head and in linked data: titles, days, addresses, names."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from dateline.inputs.linked_data import Fields, even_words, find_article, text_of
from dateline.inputs.page_tree import PageTree
from dateline.inputs.page_words import page_words

_TITLE = ("twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title")
_SEPARATOR = re.compile(r"\s+[-–—|:•·»«/]+\s+|\s*[|_]\s*|\s*::\s*| [-–—]|(?<=[\u2e80-\u9fff])[-–—]+(?=[\u2e80-\u9fff])")
_TELLING_TAGS = ("meta", "link", "title", "h1")
_LEAST_ALIKE = 0.5
_SITE_WORDS = 6


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page says; None where it says nothing. `published` are values as written, the surest first."""

    title: str | None
    description: str | None
    published: tuple[str, ...]
    url: str | None
    language: str | None
    publisher: str | None
    author: str | None
    full_text: str | None


def find_facts(page: PageTree, url: str | None) -> PageFacts:
    """The facts of a page that came from an address, if it is known."""
    told: dict[str, list[Any]] = {tag: [] for tag in _TELLING_TAGS}
    for element in page.root.iter(*_TELLING_TAGS):
        told[element.tag].append(element)
    metas = _metas(told["meta"])
    headlines = [text for one in told["h1"] if (text := _text(one))]
    titles = [metas[name] for name in _TITLE if name in metas]
    article = find_article(page.linked_data, [*headlines, *titles]) or {}
    address = _address(told["link"], article, metas, url)
    names = [
        name
        for name in (metas.get("og:site_name"), text_of(article.get("publisher")), metas.get("application-name"))
        if name
    ]
    others = [
        text_of(article.get("headline")),
        *titles,
        text_of(article.get("name")),
        _text(told["title"][0]) if told["title"] else None,
    ]
    return PageFacts(
        choose_title(metas.get("og:title"), headlines, [one for one in others if one], [*names, *_host_names(address)]),
        metas.get("og:description") or metas.get("description") or text_of(article.get("description")),
        tuple(_published(page, article, metas)),
        address,
        page.root.get("lang")
        or page.root.get("xml:lang")
        or metas.get("og:locale")
        or text_of(article.get("inLanguage")),
        names[0] if names else None,
        _author(article, metas),
        text_of(article.get("articleBody")),
    )


def choose_title(
    shared: str | None, headlines: Sequence[str], others: Sequence[str], names: Sequence[str]
) -> str | None:
    """The article's title, without the site's name.

    The title the publisher hands on (`shared`, og:title) is it, unless it is cut short or carries the site's name, as
    titles made for windows do: then it is the headline the page shows if that shares its words with one of the others;
    many a page shows its site's name or a section's as the only headline.

    >>> choose_title("Envoys met in Oslo - The Post", ["The Post", "Envoys met"], [], ["The Post"])
    'Envoys met'
    >>> choose_title("Envoys met in Oslo - The Post", [], [], ["The Post"])
    'Envoys met in Oslo'
    """
    own = {even_words(name) for name in names}
    if shared and even_words(shared) not in own and not _is_made_for_windows(shared, headlines, own):
        return shared
    named = [
        short for title in (shared, *others) if title and even_words(short := _without_site(title, own)) not in own
    ]
    best = max(
        ((_likeness(one, other), -place) for place, one in enumerate(headlines) for other in named), default=(0.0, 0)
    )
    if best[0] >= _LEAST_ALIKE:
        headline = headlines[-best[1]]
        # A section's or a picture's name may stand in the headline's element.
        return next((one for one in named if one in headline and len(one) > 0.5 * len(headline)), headline)
    return named[0] if named else next((one for one in headlines if even_words(one) not in own), None)


def _is_made_for_windows(title: str, headlines: Sequence[str], own: Set[str]) -> bool:
    return (
        title.endswith(("...", "\u2026"))
        or _without_site(title, own) != title
        or any(title.startswith(one) and _SEPARATOR.match(title, len(one)) for one in headlines)
    )


def _metas(elements: Iterable[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in elements:
        value = " ".join((one.get("content") or "").split())
        if value:
            for naming in ("property", "name", "itemprop", "http-equiv"):
                if name := one.get(naming):
                    found.setdefault(name.strip().lower(), value)
    return found


def _text(element: Any) -> str | None:
    text = " ".join("".join(element.itertext()).split())
    return text or None


def _likeness(one: str, other: str) -> float:
    """Share of the words of the shorter that stand in the other, by pairs of letters where words are not parted."""
    first, second = _pieces(one), _pieces(other)
    return (
        len(first & second) / min(len(first), len(second))
        if min(len(first), len(second)) > 1
        else float(first == second)
    )


def _pieces(text: str) -> set[str]:
    evened = even_words(text)
    if re.search("[\u2e80-\u9fff\u0e00-\u0e7f]", evened):
        return {evened[place : place + 2] for place in range(max(1, len(evened) - 1))}
    return set(evened.split())


def _without_site(title: str, own: Set[str]) -> str:
    """The title without a site's name, or a name that holds it (CNN Politics), at an end."""
    for mark in _SEPARATOR.finditer(title):
        if _is_site(title[mark.end() :], own):
            return title[: mark.start()].strip()
        if even_words(title[: mark.start()]) in own:
            return title[mark.end() :].strip()
    return title


def _is_site(part: str, own: Set[str]) -> bool:
    evened = even_words(part)
    words = set(evened.split())
    return evened in own or (
        0 < len(words) <= _SITE_WORDS
        and any(name and (words <= set(name.split()) or words >= set(name.split())) for name in own)
    )


def _published(page: PageTree, article: Fields, metas: dict[str, str]) -> Iterable[str]:
    seen: set[str] = set()
    values = [text_of(article.get("datePublished")), *(metas.get(name) for name in page_words().published_metas)]
    dated = [one for one in page.properties if "datePublished" in one.get("itemprop")]
    values += [one.get("content") or one.get("datetime") or _text(one) for one in dated]
    values.append(text_of(article.get("dateCreated")))
    for value in values:
        if value and value not in seen:
            seen.add(value)
            yield value


def _address(elements: Iterable[Any], article: Fields, metas: Mapping[str, str], url: str | None) -> str | None:
    """The canonical address; where it came from when that is another publisher's or a site's front page."""
    links = [one.get("href") for one in elements if one.get("rel") == "canonical"]
    for value in (*links, metas.get("og:url"), text_of(article.get("mainEntityOfPage")), text_of(article.get("url"))):
        try:
            full: str = urljoin(url or "", (value or "").strip())
            parts = urlsplit(full)
            own = urlsplit(url or full).hostname
        except ValueError:
            continue
        is_article = parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query)
        if is_article and _domain(parts.hostname) == _domain(own):
            return full
    return url


def _host_names(url: str | None) -> list[str]:
    """What a site may call itself in titles, from its address: nationalpost.com, nationalpost."""
    host = (urlsplit(url).hostname or "") if url else ""
    host = host.removeprefix("www.")
    parts = host.split(".")
    return [host, parts[-3] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2]] if len(parts) > 1 else []


def _domain(host: str | None) -> str:
    return ".".join((host or "").split(".")[-2:])


def _author(article: Fields, metas: dict[str, str]) -> str | None:
    value = article.get("author")
    authors = [text_of(one) for one in value] if isinstance(value, list) else [text_of(value)]
    named = list(dict.fromkeys(one for one in authors if one and "://" not in one))
    if named:
        return ", ".join(named)
    other = metas.get("author") or metas.get("article:author") or metas.get("dc.creator")
    return other if other and "://" not in other else None
