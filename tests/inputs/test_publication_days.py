"""Which of an article's days is taken for its publication, and what is marked; docs/decisions/0006."""

import datetime as dt
from typing import Any

import pytest

from dateline.inputs.articles import Article, read_article
from dateline.inputs.records import Place, RawArticle, Reject
from dateline.sources import Source

BODY = "The ambassadors of the two countries met in the capital and spoke for an hour about trade and fishing. " * 3
SEEN = dt.datetime(2024, 12, 26, 6, 0, tzinfo=dt.UTC)


def read(zone: str | None = None, file: str = "a.html", order: str | None = None, **fields: Any) -> Article | Reject:
    raw = RawArticle(Place(file), BODY, "Ambassadors meet", published_basis="metadata", **fields)
    return read_article(raw, Source("s", "S", "folder", "/nowhere", "en", zone, date_order=order))


def told(article: Article | Reject) -> tuple[str, str, str | None]:
    assert isinstance(article, Article), article
    return article.publication_day.isoformat(), article.publication_basis, article.publication_doubt


CASES = {
    "metadata wins": ({"published": "2024-12-24T21:18:00+01:00"}, ("2024-12-24", "metadata", None)),
    "a printed line without metadata": ({"head": "Tuesday 24 December 2024"}, ("2024-12-24", "header", None)),
    "the address without either": ({"url": "https://n.example/2024/12/24/x"}, ("2024-12-24", "url", None)),
    "elsewhere in the page": ({"page_day": dt.date(2024, 12, 24)}, ("2024-12-24", "page", None)),
    "the file's name last": ({"file": "20241224_0718_x.html"}, ("2024-12-24", "file_name", None)),
    "zeros name no day": (
        {"published": "0000-00-00", "published_others": ("2024-12-24",)},
        ("2024-12-24", "metadata", None),
    ),
    "later than fetched": (
        {"published": "2025-12-24", "seen_at": SEEN, "url": "https://n.example/2024/12/24/x"},
        ("2024-12-24", "url", "implausible_day"),
    ),
    "what software writes for none": (
        {"published": "1970-01-01T00:00:00Z", "head": "24 December 2024, 09:15"},
        ("2024-12-24", "header", "implausible_day"),
    ),
    "two outvote one": (
        {"published": "2019-05-02", "head": "24 December 2024, 09:15", "url": "https://n.example/2024/12/24/x"},
        ("2024-12-24", "header", "dates_disagree"),
    ),
    "one does not outvote one": (
        {"published": "2024-12-24", "head": "2 May 2019, 09:15"},
        ("2024-12-24", "metadata", "dates_disagree"),
    ),
    "an update has no vote": (
        {"published": "2024-12-02", "head": "Last updated 24 December 2024, 09:15"},
        ("2024-12-02", "metadata", None),
    ),
    "a weekday that is another day's": (
        {"head": "Wednesday 24 December 2024, 09:15"},
        ("2024-12-24", "header", "weekday_contradicts"),
    ),
    "numbers that may be exchanged": ({"published": "03/06/2024 23:30"}, ("2024-03-06", "metadata", "unsure_order")),
    "numbers in the order of the source": (
        {"published": "03/06/2024 23:30", "order": "dmy"},
        ("2024-06-03", "metadata", None),
    ),
    "numbers that the address tells the order of": (
        {"published": "03/06/2024", "url": "https://n.example/2024/06/03/x"},
        ("2024-06-03", "metadata", None),
    ),
    "numbers that the print tells the order of": (
        {"published": "03/06/2024", "head": "Wednesday 6 March 2024"},
        ("2024-03-06", "metadata", None),
    ),
    "numbers of which one is no month": ({"published": "23/06/24", "order": "mdy"}, ("2024-06-23", "metadata", None)),
    "a year of two digits in front": ({"published": "24.06.03", "order": "ymd"}, ("2024-06-03", "metadata", None)),
    "a weekday of mail that is another day's": (
        {"published": "Wed, 24 Dec 2024 09:15:00 +0000"},
        ("2024-12-24", "metadata", "weekday_contradicts"),
    ),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES)
def test_the_day_is_the_surest_that_can_be_right(given: dict[str, Any], expected: tuple[str, str, str | None]) -> None:
    assert told(read(**given)) == expected


def test_the_day_of_the_crawl_is_no_day_of_publication() -> None:
    refused = read(seen_at=SEEN)
    assert isinstance(refused, Reject)
    assert refused.reason_code == "no_publication_day"


def test_a_value_in_utc_takes_its_day_from_the_printed_clock_of_the_same_instant() -> None:
    article = read(published="2024-12-24T23:30:12Z", head="25 December 2024, 00:30")
    assert isinstance(article, Article)
    assert (article.publication_day, article.time_zone, article.zone_basis) == (
        dt.date(2024, 12, 25),
        "+01:00",
        "header",
    )
    assert article.published_at == dt.datetime(2024, 12, 24, 23, 30, 12, tzinfo=dt.UTC)


def test_a_value_in_utc_is_counted_in_the_zone_of_its_source() -> None:
    article = read("Asia/Tokyo", published="2024-12-24T23:30:12Z")
    assert isinstance(article, Article)
    assert (article.publication_day, article.zone_basis) == (dt.date(2024, 12, 25), "source")


@pytest.mark.parametrize("language", ["de", "fr", "hu", "it", "pl", "sv", "tr"])
def test_where_the_day_is_written_first_numbers_are_read_so(language: str) -> None:
    raw = RawArticle(Place("a.html"), f"Zum Tage\n\n{BODY}", "Zum Tage", "3.6.2024", language=language)
    assert told(read_article(raw, Source("s", "S", "folder", "/nowhere")))[0] == "2024-06-03"
    raw = RawArticle(Place("a.html"), f"Zum Tage\n3.6.2024\n\n{BODY}", "Zum Tage", language=language)
    assert told(read_article(raw, Source("s", "S", "folder", "/nowhere")))[:2] == ("2024-06-03", "header")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Ambassadors meet in Oslo to speak about trade, and about fishing.", None),
        ("Ambassadors meet\nThe two ambassadors spoke about trade.", "The two ambassadors spoke about trade."),
        (
            "Ambassadors meet Harbour Post – Ana Ruiz Tuesday 24 December 2024, 10:15 They spoke for an hour.",
            "They spoke",
        ),
    ],
    ids=["its words open the first sentence", "on a line of its own", "before byline and date in one run"],
)
def test_a_title_is_part_of_the_text_only_where_it_stands_apart(text: str, body: str | None) -> None:
    raw = RawArticle(Place("a.txt"), f"{text} {BODY}", "Ambassadors meet", "2024-12-24", language="en")
    article = read_article(raw, Source("s", "S", "folder", "/nowhere"))
    assert isinstance(article, Article)
    assert article.text[article.body_start_char :].startswith(body or text)
