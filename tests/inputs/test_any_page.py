"""Whatever bytes come as a page, the reader gives an article or a reject, and cleaning is done once."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.inputs.articles import Article, read_article
from dateline.inputs.cleaning import clean_text
from dateline.inputs.records import Place, RawPage, Reject
from dateline.sources import Source

SOURCE = Source("s", "S", "folder", "/nowhere")
SENTENCE = b"The ambassadors of the two countries met in the capital and spoke for an hour about trade. "
LINKED_DATA = b'{"@type":"NewsArticle","headline":["a",{}],"datePublished":'
TAGS = b"<html>|<body|<p>|</p>|<h1>Envoys met|<div class='related'>|</script>|<!--|-->|<svg|<br><br>|<template>|<td>"
HEADS = (
    b"<script type='application/ld+json'>|<time datetime='|'>|<meta charset='utf-7'>"
    b"|<link rel='canonical' href='http://[x'>"
    b"|<meta property='og:url' content='http://[::1'>|0000-00-00|9999-12-31T23:59:59-14:00|]}|&#xD800;|&#0;"
)
PIECES = st.sampled_from([SENTENCE, LINKED_DATA, b"\x00", b"\xff\xfe", b"\xc3", *TAGS.split(b"|"), *HEADS.split(b"|")])
PAGES = st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=25).map(b"".join))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PAGES, st.sampled_from([None, "utf-8", "nonsense", "rot13", "utf-16", "windows-1256"]))
def test_any_bytes_are_an_article_or_a_reject(content: bytes, encoding: str | None) -> None:
    read = read_article(RawPage(Place("p.html"), content, "https://n.example/a", encoding), SOURCE)
    assert isinstance(read, Article | Reject)
    if isinstance(read, Article):
        assert clean_text(read.text) == read.text
        if read.title_start_char is not None:
            assert read.text[read.title_start_char : read.title_end_char] == read.title


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_a_cleaned_text_is_composed_and_has_nothing_unseen(text: str) -> None:
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\u200b\u200e\u200f\u202a\u202e\u2066\ufeff\u00a0\r\x00")


def test_a_page_a_thousand_elements_deep_is_read() -> None:
    page = b"<div>" * 1000 + b"<p>The envoys met. </p>" + b"</div>" * 1000
    assert isinstance(read_article(RawPage(Place("p.html"), page), SOURCE), Article | Reject)
