"""Ids: digests of what a thing is, never of when or where it was seen."""

import hashlib
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit

_ID_CHARS = 24
_TRACKERS = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def digest(*parts: object) -> str:
    """96 bits of SHA-256 over the parts, as 24 hexadecimal characters.

    >>> digest("a", 1) == digest("a", "1") != digest("a1")
    True
    """
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_CHARS]


def article_id(url: str | None, text: str) -> str:
    """Id of an article: of its canonical address when it has one, else of its text."""
    canonical = canonical_url(url) if url else None
    return digest("url", canonical) if canonical else digest("text", even_text(text))


def even_text(text: str) -> str:
    """The text composed (NFC), each run of white space as one space: equal for copies that differ in layout only."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def canonical_url(url: str) -> str | None:
    """The address without scheme, default port, fragment, trailing slash and tracking fields; None when it is none.

    >>> canonical_url("HTTP://News.Example:80/a/?utm_source=x&id=7#top")
    'news.example/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        return None
    place = host if port in (None, _DEFAULT_PORTS[parts.scheme.lower()]) else f"{host}:{port}"
    fields = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKERS)
    ]
    return place + parts.path.rstrip("/") + (f"?{urlencode(fields)}" if fields else "")
