"""The same articles come out of every format, however they are packed."""

import bz2
import datetime as dt
import gzip
import json
import lzma
from pathlib import Path

import archives
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from archives import RECORDS, SENTENCES, page, raws, refusals, rows, titles_and_days

from dateline.inputs.articles import Article

FORMATS = list(archives.every_format())
EACH_FORMAT = pytest.mark.parametrize(("name", "content"), FORMATS, ids=[name for name, _ in FORMATS])
WANTED = [(record["title"], dt.date.fromisoformat(record["pubDate"][:10])) for record in RECORDS]
PACKED = {
    "gz": gzip.compress,
    "zst": lambda content: pa.compress(content, "zstd", asbytes=True),
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


@EACH_FORMAT
def test_every_format_gives_the_articles_with_title_day_address_and_text(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    found = rows(tmp_path)
    assert refusals(found) == []
    assert titles_and_days(found) == WANTED
    for record, article in zip(RECORDS, found, strict=True):
        assert isinstance(article, Article)
        assert record["body"] in article.text
        assert article.language == "en"
        assert "<" not in article.text
        assert article.url in (record["link"], None)
        assert article.source_file.startswith(name)


@EACH_FORMAT
@pytest.mark.parametrize("ending", PACKED)
def test_a_compressed_file_reads_as_what_is_in_it(name: str, content: bytes, ending: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.{ending}").write_bytes(PACKED[ending](content))
    assert titles_and_days(rows(tmp_path)) == WANTED


@EACH_FORMAT
def test_archives_in_archives_read_as_what_is_in_them(name: str, content: bytes, tmp_path: Path) -> None:
    inner = archives.zipped({f"deep/{name}": content})
    (tmp_path / "all.tar.gz").write_bytes(gzip.compress(archives.tarred({"inner.zip": inner})))
    found = rows(tmp_path)
    assert titles_and_days(found) == WANTED
    assert {row.source_file.startswith(f"all.tar.gz/inner.zip/deep/{name}") for row in found} == {True}


def test_a_name_without_ending_is_told_by_its_bytes(tmp_path: Path) -> None:
    for name, content in FORMATS:
        if name.partition(".")[2] not in ("csv", "tsv"):
            (tmp_path / name.replace(".", "_")).write_bytes(content)
    (tmp_path / "letter").write_text(f"Embassy opens\n14 May 2024\n\n{SENTENCES[0]}", "utf-8")
    found = raws(tmp_path)
    assert refusals(found) == []
    assert len(found) == 3 * (len(FORMATS) - 3) + 1


def test_a_separator_line_parts_the_articles_of_one_text_file(tmp_path: Path) -> None:
    texts = [f"Embassy {n} opens\n{14 + n} May 2024\n\n{text}\n" for n, text in enumerate(SENTENCES)]
    (tmp_path / "year.txt").write_text("=====\n".join(texts) + " ===== \r\n\n", "utf-8")
    found = rows(tmp_path, separator="=====")
    assert [row.place for row in found] == ["article 1", "article 2", "article 3"]
    assert [row.publication_day.day for row in found] == [14, 15, 16]


def test_a_source_names_its_own_fields_and_those_inside_others(tmp_path: Path) -> None:
    record = {"kop": "Embassy opens", "stuk": {"tekst": SENTENCES[0]}, "wanneer": "2024-05-14", "text": "not this"}
    (tmp_path / "news.jsonl").write_bytes(archives.lines([record]))
    [article] = rows(tmp_path, fields={"title": "kop", "text": "stuk.tekst", "published": "wanneer"})
    assert titles_and_days([article]) == [("Embassy opens", dt.date(2024, 5, 14))]
    assert "not this" not in article.text


def test_a_parquet_timestamp_and_a_number_are_publication_values(tmp_path: Path) -> None:
    noon = dt.datetime(2024, 5, 14, 12, tzinfo=dt.UTC)
    record = {"text": SENTENCES[0], "published": noon}
    (tmp_path / "a.parquet").write_bytes(archives.parquet([record]))
    (tmp_path / "b.jsonl").write_bytes(archives.lines([{"text": SENTENCES[1], "published": noon.timestamp()}]))
    assert [row.published_at for row in rows(tmp_path)] == [noon, noon]


def test_markup_in_a_field_becomes_text_and_a_whole_page_is_read_as_one(tmp_path: Path) -> None:
    piece = {"text": f"<p>{SENTENCES[0]}</p><script>x()</script><p>R&amp;D &eacute;t&eacute;</p>", "date": "2024-05-14"}
    whole = {"html": page(RECORDS[1]), "url": "https://courier.example/whole"}
    (tmp_path / "news.jsonl").write_bytes(archives.lines([piece, whole]))
    first, second = rows(tmp_path)
    assert first.text == f"{SENTENCES[0]}\nR&D été"
    assert second.title == RECORDS[1]["title"]
    assert second.url == whole["url"]
    assert second.publication_day == dt.date(2024, 5, 15)


def test_quoted_cells_hold_line_ends_and_the_place_is_the_first_line_of_the_row(tmp_path: Path) -> None:
    records = [{"text": f"{text}\n\n{text}", "date": "2024-05-14"} for text in SENTENCES]
    (tmp_path / "news.csv").write_bytes(archives.table(records))
    assert [row.place for row in rows(tmp_path)] == ["line 2", "line 5", "line 8"]


def test_a_crawl_gives_its_good_pages_alone_and_when_they_were_seen(tmp_path: Path) -> None:
    html, url = page().encode(), "https://courier.example/a"
    moved = archives.warc_record(html, url).replace(b"200 OK", b"404 No")
    picture = archives.warc_record(b"\xff\xd8\xff", url, headers="Content-Type: image/jpeg")
    packed = archives.warc_record(gzip.compress(html), url, headers="Content-Type: text/html\r\nContent-Encoding: gzip")
    (tmp_path / "crawl.warc.gz").write_bytes(archives.gzipped([moved, picture, packed]))
    [found] = raws(tmp_path)
    assert (found.content, found.url, found.place.name) == (html, url, "record 3")
    assert found.seen_at == dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "encoding", "text"),
    [
        ("ar", "cp1256", "استقبل وزير الخارجية في الرباط نظيره البرتغالي، ووقع الجانبان اتفاقية للربط الكهربائي."),
        ("ru", "koi8-r", "Министр иностранных дел прибыл в Рабат с визитом и подписал соглашение об энергетике."),
        ("zh", "gb18030", "外交部长星期二抵达拉巴特进行正式访问,双方签署了能源合作协议,并就地区局势交换了意见。"),
        ("ar", "utf-16", "استقبل وزير الخارجية في الرباط نظيره البرتغالي، ووقع الجانبان اتفاقية للربط الكهربائي."),
        ("fr", "utf-8-sig", "Le chancelier a été reçu à l'Élysée mardi, où il a évoqué la coopération européenne."),
    ],
)
def test_the_encoding_of_a_text_or_table_is_found(language: str, encoding: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{text}\n{text} 2\n".encode(encoding))
    (tmp_path / "b.csv").write_bytes(f"text,date\n{text.replace(',', ' ')},2024-05-14\n".encode(encoding))
    first, second = raws(tmp_path)
    assert first.text == f"{text}\n{text} 2\n"
    assert second.text == text.replace(",", " ")


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Übergabe in Köln".encode("cp1252"))
    assert refusals(raws(tmp_path)) == [("a.txt", None, "broken_encoding")]
    assert [raw.text for raw in raws(tmp_path, encoding="windows-1252")] == ["Übergabe in Köln"]
    (tmp_path / "a.txt").write_text("Übergabe in Köln", "utf-8")
    assert [raw.text for raw in raws(tmp_path, encoding="windows-1252")] == ["Übergabe in Köln"]


def test_a_feed_takes_the_full_text_and_not_the_language_it_names(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_bytes(archives.feed())
    found = raws(tmp_path)
    assert [raw.text for raw in found] == [record["body"] for record in RECORDS]
    assert {(raw.language, raw.publisher) for raw in found} == {(None, "The Courier")}


def test_a_json_feed_reads_as_a_list_of_articles(tmp_path: Path) -> None:
    item = {
        "content_html": f"<p>{SENTENCES[0]}</p>",
        "date_published": "2024-05-14T10:00:00Z",
        "title": "Embassy opens",
    }
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": [item]}
    (tmp_path / "feed.json").write_text(json.dumps(told, indent=1), "utf-8")
    assert titles_and_days(rows(tmp_path)) == [("Embassy opens", dt.date(2024, 5, 14))]


def test_languages_of_a_source_are_the_only_ones_detected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"2024-05-14\n{SENTENCES[0]}", "utf-8")
    assert [row.language for row in rows(tmp_path)] == ["en"]
    assert [row.language for row in rows(tmp_path, languages=("fr", "ar"))] == ["fr"]


@pytest.mark.parametrize("names", [("response", "results"), ("response", "docs"), ("data", "news", "articles")])
def test_the_list_of_an_answer_may_stand_in_objects_within(names: tuple[str, ...], tmp_path: Path) -> None:
    answer: object = RECORDS
    for name in reversed(names):
        answer = {"status": "ok", "total": 3, name: answer}
    (tmp_path / "answer.json").write_text(json.dumps(answer), "utf-8")
    assert titles_and_days(rows(tmp_path)) == WANTED


def test_a_list_within_an_article_is_not_taken_for_a_list_of_articles(tmp_path: Path) -> None:
    record = {"headline": "Embassy opens", "media": {"items": [{"src": "a.png"}]}, "body": SENTENCES[0]}
    (tmp_path / "one.json").write_text(json.dumps(record | {"date": "2024-05-14"}), "utf-8")
    assert titles_and_days(rows(tmp_path)) == [("Embassy opens", dt.date(2024, 5, 14))]


MOMENTS = {
    "an export of MongoDB": {"$date": "2024-05-14T10:00:00Z"},
    "an older export of MongoDB": {"$date": {"$numberLong": "1715680800000"}},
    "linked data": [{"@value": "2024-05-14T10:00:00Z"}],
    "seconds": 1715680800,
    "seconds with a fraction, as text": "1715680800.0",
    "thousandths": 1715680800000,
    "millionths": 1715680800000000,
    "a script's date": "/Date(1715680800000)/",
    "a microblog's date": "Tue May 14 10:00:00 +0000 2024",
}


@pytest.mark.parametrize("value", MOMENTS.values(), ids=MOMENTS)
def test_moments_are_read_as_databases_and_services_write_them(value: object, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(archives.lines([{"text": SENTENCES[0], "date": value, "lang": "en"}]))
    [article] = rows(tmp_path)
    assert isinstance(article, Article), article
    assert article.published_at == dt.datetime(2024, 5, 14, 10, tzinfo=dt.UTC)


def test_a_number_beyond_all_days_is_none(tmp_path: Path) -> None:
    line = b'{"text": "%s", "date": %s, "lang": "en"}\n'
    values = (b"1e400", b"-1e400", b"1e300", b"NaN", b"9" * 4000)
    (tmp_path / "a.jsonl").write_bytes(b"".join(line % (SENTENCES[0].encode(), value) for value in values))
    assert {reason for _, _, reason in refusals(rows(tmp_path))} == {"no_publication_day"}


def test_a_spreadsheet_may_name_its_delimiter_in_a_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'sep=|\ntitle|text|date\na;b|"{SENTENCES[0]}"|2024-05-14\n', "utf-8")
    assert titles_and_days(rows(tmp_path)) == [("a;b", dt.date(2024, 5, 14))]


def test_bytes_of_a_parquet_file_that_are_text_are_read_as_text(tmp_path: Path) -> None:
    table = pa.table({"text": [SENTENCES[0].encode(), b"\xff\xfe"], "date": [b"2024-05-14"] * 2})
    pq.write_table(table, tmp_path / "a.parquet")
    found = rows(tmp_path)
    assert titles_and_days(found[:1]) == [(None, dt.date(2024, 5, 14))]
    assert refusals(found) == [("a.parquet", "row 2", "broken_encoding")]


def test_json_lines_in_another_encoding_are_read_where_the_source_says_it(tmp_path: Path) -> None:
    record = {"text": "افتتحت النرويج سفارة في تشاد يوم الاثنين.", "date": "2024-05-14"}
    (tmp_path / "a.jsonl").write_bytes(json.dumps(record, ensure_ascii=False).encode("cp1256"))
    [article] = rows(tmp_path, encoding="windows-1256")
    assert isinstance(article, Article)
    assert article.text == record["text"]
    assert [reason for _, _, reason in refusals(rows(tmp_path))] == ["broken_encoding"]
