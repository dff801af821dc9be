"""Saved pages, each beside what is read of it: title, day and what told it, body."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.inputs.articles import Article, read_article
from dateline.inputs.html import read_page
from dateline.inputs.records import Place, RawArticle, RawPage, Reject
from dateline.sources import Source

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
SOURCE = Source("pages", "Pages", "folder", "/nowhere")


def article_of(content: bytes, *, url: str | None = None, seen_at: dt.datetime | None = None, **given: Any) -> Article:
    read = read_article(RawPage(Place("page.html"), content, url, given.get("encoding"), seen_at), SOURCE)
    assert isinstance(read, Article), read
    return read


def told(article: Article) -> dict[str, Any]:
    body = article.text[article.body_start_char :]
    return {
        "title": article.title,
        "published_on": article.publication_day,
        "published_at": article.published_at,
        "basis": article.publication_basis,
        "doubt": article.publication_doubt,
        "url": article.url,
        "publisher": article.publisher,
        "byline": article.byline,
        "language": article.language,
        "text": body.splitlines(),
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_its_case_says(path: Path) -> None:
    case = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    article = article_of(path.read_bytes(), url=case.pop("from", None), seen_at=case.pop("seen_at", None))
    expected = {"doubt": None, **case}
    assert {name: value for name, value in told(article).items() if name in expected} == expected


def test_every_page_has_its_case_and_every_case_its_page() -> None:
    folder = Path(__file__).parent / "pages"
    assert {path.stem for path in PAGES} == {path.stem for path in folder.glob("*.toml")}
    assert len(PAGES) >= 15


def test_a_page_without_text_is_a_reject() -> None:
    for content in (b"", b"  ", b"<html></html>", b"<html><body><script>var a</script></body></html>"):
        read = read_page(RawPage(Place("page.html"), content))
        assert isinstance(read, Reject)
        assert read.reason_code == "empty_text"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1256", "استقبل وزير الخارجية نظيره البرتغالي في الرباط وبحث معه سبل تعزيز التعاون بين البلدين"),
        ("koi8-r", "Послы трёх стран встретились в Стамбуле и обсудили продление сделки о вывозе зерна"),
        ("cp1251", "Послы трёх стран встретились в Стамбуле и обсудили продление сделки о вывозе зерна"),
        ("gb18030", "两国外交部长星期四在北京举行会谈，双方就经贸合作和地区局势深入交换了意见，并签署了联合声明"),
        ("big5", "兩國外交部長星期四在北京舉行會談，雙方就經貿合作和地區局勢深入交換了意見，並簽署了聯合聲明"),
        ("cp1252", "L’ambassadeur a été rappelé à Paris, où le ministère étudie une réponse mesurée à ces propos"),
        ("utf-16", "Послы трёх стран встретились в Стамбуле и обсудили продление сделки о вывозе зерна"),
        ("utf-8-sig", "الجزائر وتونس توقعان اتفاقا جديدا للتعاون في مجال الطاقة والنقل بحضور الوزيرين"),
    ],
    ids=lambda value: value if value.isascii() and " " not in value else "",
)
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1251", None])
def test_a_page_is_decoded_whatever_encoding_it_declares(encoding: str, text: str, declared: str | None) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}<title>x</title></head><body><h1>{text}</h1><p>{text}. {text}.</p><p>{text}.</p></body>"
    read = read_page(RawPage(Place("page.html"), page.encode(encoding), None, declared))
    assert isinstance(read, RawArticle)
    assert text in read.text


OTHER_LANGUAGES = {
    "de": (
        "Der Außenminister empfing am Dienstag den Botschafter und dankte ihm für die Hilfe.",
        "Lesen Sie auch: Häfen",
    ),
    "nl": (
        "De minister ontving dinsdag de ambassadeur en bedankte hem voor de hulp van zijn land.",
        "Lees ook: havens",
    ),
    "it": ("Il ministro ha ricevuto martedì l'ambasciatore e lo ha ringraziato per gli aiuti.", "Leggi anche: i porti"),
    "tr": (
        "Bakan salı günü büyükelçiyi kabul etti ve ülkesinin yardımları için teşekkür etti.",
        "İlgili haber: limanlar",
    ),
    "pl": ("Minister przyjął we wtorek ambasadora i podziękował mu za pomoc jego kraju.", "Czytaj także: porty"),
    "uk": ("Міністр прийняв у вівторок посла і подякував йому за допомогу його країни.", "Читайте також: порти"),
    "fa": ("وزیر امور خارجه روز سه‌شنبه سفیر را به حضور پذیرفت و از کمک‌های کشورش قدردانی کرد.", "بیشتر بخوانید: بندرها"),
    "ja": (
        "外務大臣は火曜日に大使と会談し、同国の支援に感謝を述べ、漁業についても意見を交わした。",
        "関連記事：港めぐり",
    ),
}


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_pages_in_languages_without_data_of_ours_are_read_too(language: str) -> None:
    sentence, furniture = OTHER_LANGUAGES[language]
    paragraphs = "".join(f"<p>{sentence} {number}.</p><p>{furniture} {number}</p>" for number in range(5))
    page = f"""<html><head><title>{sentence[:30]}</title>
        <meta property="article:published_time" content="2025-06-03"></head>
        <body><nav><a href="/">Menu</a></nav>
        <article><h1>{sentence[:30]}</h1>{paragraphs}</article></body></html>"""
    article = article_of(page.encode())
    assert (article.language, article.language_support) == (language, "none")
    assert article.publication_day == dt.date(2025, 6, 3)
    assert article.text.split("\n")[2:] == [f"{sentence} {number}." for number in range(5)]
