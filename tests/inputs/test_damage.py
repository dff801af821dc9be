"""Damaged and hostile files: each refusal is a reject with file, place and reason, and the rest is read."""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import archives
import pytest
from archives import RECORDS, SENTENCES, raws, refusals, rows

from dateline.inputs import limits
from dateline.inputs.records import RawArticle

# ---- archives that break off


def test_a_gzip_file_cut_short_gives_its_whole_lines_and_one_reject(tmp_path: Path) -> None:
    many = [
        {**RECORDS[0], "link": f"https://courier.example/{n}", "noise": zlib.crc32(str(n).encode())} for n in range(500)
    ]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(archives.lines(many))[:-2000])
    found = raws(tmp_path)
    assert len(found) > 200
    assert refusals(found) == [("a.jsonl.gz", f"line {len(found)}", "broken_archive")]


def test_a_broken_gzip_member_of_a_crawl_loses_its_own_page_alone(tmp_path: Path) -> None:
    first, second, third = (gzip.compress(record, mtime=0) for record in archives.warc())
    middle = len(second) // 2
    broken = second[:middle] + b"\xff\xff\xff\xff" + second[middle + 4 :]
    (tmp_path / "damaged.warc.gz").write_bytes(first + broken + third)
    (tmp_path / "cut_in_the_middle.warc.gz").write_bytes(first + second[:middle] + third)
    found = raws(tmp_path)
    pages = [(raw.place.file, raw.url[-1]) for raw in found if hasattr(raw, "url")]
    assert pages == [(f"{name}.warc.gz", n) for name in ("cut_in_the_middle", "damaged") for n in "02"]
    assert {(file, reason) for file, _, reason in refusals(found)} == {
        ("cut_in_the_middle.warc.gz", "broken_archive"),
        ("damaged.warc.gz", "broken_archive"),
    }


def test_a_truncated_crawl_gives_its_whole_pages_and_a_reject_for_the_last(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(archives.warc())[:-300])
    (tmp_path / "b.warc.gz").write_bytes(archives.gzipped(archives.warc())[:-100])
    (tmp_path / "c.wet.gz").write_bytes(archives.gzipped(archives.wet())[:-60])
    found = raws(tmp_path)
    assert [(file, reason) for file, _, reason in refusals(found)] == [
        (name, "broken_archive") for name in ("a.warc", "b.warc.gz", "c.wet.gz")
    ]
    assert len(found) == 9


def test_words_between_the_records_of_a_crawl_are_one_reject(tmp_path: Path) -> None:
    first, second, third = archives.warc()
    (tmp_path / "a.warc").write_bytes(first + b"not a record\r\n" * 9 + second + third)
    found = raws(tmp_path)
    assert [raw.place.number for raw in found] == [1, 2, 3, 4]
    assert refusals(found) == [("a.warc", "record 2", "broken_archive")]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.parquet", "a.jsonl.zst"])
def test_an_archive_cut_in_half_is_refused_and_the_next_file_is_read(name: str, tmp_path: Path) -> None:
    files = {f"{n}.jsonl": archives.lines([record]) for n, record in enumerate(RECORDS)}
    content = {
        "a.zip": archives.zipped(files),
        "a.tar": archives.tarred(files)[:-10000],
        "a.tar.gz": gzip.compress(archives.tarred(files)),
        "a.parquet": archives.parquet(),
        "a.jsonl.zst": archives.zst(archives.lines()),
    }[name]
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    (tmp_path / "b.jsonl").write_bytes(archives.lines())
    found = raws(tmp_path)
    assert {file.partition("/")[0] for file, _, _ in refusals(found)} == {name}
    assert [raw.place.number for raw in found if raw.place.file == "b.jsonl"] == [1, 2, 3]


def test_a_zip_member_with_a_wrong_checksum_is_refused_alone(tmp_path: Path) -> None:
    content = bytearray(
        archives.zipped({f"{n}.txt": f"14 May 2024\n{text}".encode() for n, text in enumerate(SENTENCES)})
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("1.txt").header_offset
    content[place + 60] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(content)
    found = raws(tmp_path)
    assert refusals(found) == [("a.zip/1.txt", None, "broken_archive")]
    assert len(found) == 3


# ---- archives that ask for too much


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.zip", "bomb.jsonl.zst", "bomb.warc.gz"])
def test_a_decompression_bomb_is_given_up_at_the_limit(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LEAST_ALLOWANCE", 1024 * 1024)
    zeros = b"\n" * (32 * 1024 * 1024)
    content = {
        "bomb.txt.gz": lambda: gzip.compress(gzip.compress(zeros)),
        "bomb.zip": lambda: archives.zipped({"a.jsonl": zeros, "b.jsonl": zeros}),
        "bomb.jsonl.zst": lambda: archives.zst(zeros),
        "bomb.warc.gz": lambda: gzip.compress(archives.warc_record(zeros, "https://courier.example/")),
    }[name]()
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.jsonl").write_bytes(archives.lines())
    found = raws(tmp_path)
    assert [(file.partition("/")[0], reason) for file, _, reason in refusals(found)] == [(name, "decompression_limit")]
    assert len(found) == 4


def test_archives_nested_too_deep_are_given_up(tmp_path: Path) -> None:
    content = archives.lines()
    for depth in range(limits.MOST_NESTING + 1):
        content = archives.zipped({f"{depth}.zip" if depth else "a.jsonl": content})
    (tmp_path / "deep.zip").write_bytes(content)
    assert refusals(raws(tmp_path)) == [("deep.zip", None, "nesting_limit")]


def test_a_name_that_leads_out_of_its_archive_is_refused(tmp_path: Path) -> None:
    good, text = "14 May 2024\n" + SENTENCES[0], "14 May 2024\n" + SENTENCES[1]
    names = ("../../evil.txt", "/etc/evil.txt", "a\\..\\..\\evil.txt", "C:\\evil.txt")
    files = {**dict.fromkeys(names, text.encode()), "good.txt": good.encode()}
    (tmp_path / "a.zip").write_bytes(archives.zipped(files))
    (tmp_path / "b.tar").write_bytes(archives.tarred(files))
    found = raws(tmp_path)
    assert [raw.text for raw in found if hasattr(raw, "text")] == [good, good]
    assert [reason for _, _, reason in refusals(found)] == ["unsafe_name"] * 2 * len(names)
    assert sorted(path.name for path in tmp_path.parent.rglob("*evil*")) == []


def test_a_link_in_a_tar_archive_is_refused(tmp_path: Path) -> None:
    import tarfile

    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        entry = tarfile.TarInfo("secrets.txt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    assert refusals(raws(tmp_path)) == [("a.tar/secrets.txt", None, "unsupported_format")]


# ---- texts that are none, and those too long


def test_a_line_of_200_megabytes_is_one_reject_between_its_neighbours(tmp_path: Path) -> None:
    first, second, third = (archives.lines([record]) for record in RECORDS)
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(first + b'{"text": "')
        for _ in range(200):
            file.write(b"x" * 1024 * 1024)
        file.write(b'"}\n' + second + third)
    found = raws(tmp_path)
    assert refusals(found) == [("a.jsonl", "line 2", "too_long")]
    assert [raw.place.number for raw in found] == [1, 2, 3, 4]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.txt", "a.html", "a.rss"])
def test_an_input_beyond_the_limit_is_a_reject_in_every_format(name: str, tmp_path: Path) -> None:
    long = "x" * (limits.MOST_BYTES + 10)
    content = {
        "a.csv": f"text,date\n{SENTENCES[1]},2024-05-14\n{long},2024-05-14\n{SENTENCES[1]},2024-05-14\n",
        "a.json": json.dumps([{"text": SENTENCES[0], "date": "2024-05-14"}, {"text": long}]),
        "a.txt": long,
        "a.html": f"<html><p>{long}</p></html>",
        "a.rss": f"<rss><channel><item><description>{long}</description></item></channel></rss>",
    }[name]
    (tmp_path / name).write_text(content, "utf-8")
    found = raws(tmp_path)
    assert [reason for _, _, reason in refusals(found)] == ["too_long"]
    assert len(found) == {"a.csv": 3, "a.json": 2}.get(name, 1)


def test_zero_characters_make_no_text_in_any_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"14 May 2024\n\0{SENTENCES[0]}".encode())
    (tmp_path / "b.jsonl").write_bytes(archives.lines([{"text": f"{SENTENCES[0]}\0", "date": "2024-05-14"}]))
    (tmp_path / "c.csv").write_bytes(f"text,date\n{SENTENCES[1]}\0,2024-05-14\n".encode())
    assert refusals(raws(tmp_path)) == [
        ("a.txt", None, "not_text"),
        ("b.jsonl", "line 1", "not_text"),
        ("c.csv", "line 2", "not_text"),
    ]


def test_bytes_that_fit_no_encoding_refuse_their_own_row_alone(tmp_path: Path) -> None:
    content = f"text,date\n{SENTENCES[0]},2024-05-14\nb\xe9ta\n{SENTENCES[1]},2024-05-15\n".encode("latin-1")
    (tmp_path / "a.csv").write_bytes(content)
    found = raws(tmp_path, encoding="utf-8")
    assert [raw.place.number for raw in found] == [2, 3, 4]
    assert refusals(found) == [("a.csv", "line 3", "broken_encoding")]


def test_json_that_breaks_off_gives_what_came_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(json.dumps(RECORDS).encode()[:-30])
    found = raws(tmp_path)
    assert refusals(found) == [("a.json", "record 3", "broken_json")]
    assert len(found) == 3


def test_json_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": ' + b"[" * 100_000 + b"\n" + archives.lines())
    (tmp_path / "b.json").write_bytes(b"[" + b'{"a":' * 100_000)
    found = raws(tmp_path)
    assert refusals(found)[0] == ("a.jsonl", "line 1", "broken_json")
    assert refusals(found)[-1][0::2] == ("b.json", "broken_json")
    assert len(found) == 5


def test_a_table_without_a_text_column_says_which_columns_there_are(tmp_path: Path) -> None:
    records = [{"titel": "Embassy", "tekst": SENTENCES[0]}]
    (tmp_path / "a.csv").write_bytes(archives.table(records))
    (tmp_path / "b.parquet").write_bytes(archives.parquet(records))
    found = raws(tmp_path)
    assert refusals(found) == [("a.csv", None, "missing_field"), ("b.parquet", None, "missing_field")]
    assert all("titel, tekst" in row.detail for row in found)


def test_a_quote_left_open_refuses_what_it_swallows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        f'text,date\n{SENTENCES[1]},2024-05-14\n"left open, and more of it,2024-05-14\n', "utf-8"
    )
    found = rows(tmp_path)
    assert [row.place for row in found[:1]] == ["line 2"]
    assert [reason for _, _, reason in refusals(found)] == ["no_publication_day"]


@pytest.mark.parametrize(
    "value", ["0000-00-00", "0000-00-00 00:00:00", "2024-13-45", "", None, "1e999", -(10**30), True]
)
def test_a_date_that_is_none_refuses_the_article_and_says_so(value: object, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(archives.lines([{"text": SENTENCES[0], "date": value}]))
    (tmp_path / "b.csv").write_bytes(archives.table([{"text": SENTENCES[1], "date": value}]))
    assert [reason for _, _, reason in refusals(rows(tmp_path))] == ["no_publication_day"] * 2


# ---- feeds


def test_entities_of_a_feed_never_read_files_and_never_explode(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret", "utf-8")
    outside = f'<!DOCTYPE r [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
    (tmp_path / "a.rss").write_text(archives.feed().decode().replace("<rss", f"{outside}<rss").replace("Short.", "&a;"))
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE r [<!ENTITY l0 "lol">{levels}]><rss><channel><item><title>t</title><description>&l9;'
    (tmp_path / "b.rss").write_text(f'<?xml version="1.0"?>{bomb}</description></item></channel></rss>')
    found = raws(tmp_path, kind="feed")
    texts = [raw.text for raw in found if hasattr(raw, "text")]
    assert not any("secret" in text for text in texts)
    assert max(map(len, texts)) < 1000


def test_a_feed_that_breaks_off_gives_its_entries_and_a_reject(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(archives.feed()[:-60])
    found = raws(tmp_path)
    assert [raw.place.number for raw in found] == [1, 2, 3, 4]
    assert refusals(found) == [("a.rss", "entry 4", "broken_feed")]


def test_what_is_no_feed_is_refused_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(b"<html><body>Not found</body></html>")
    assert refusals(raws(tmp_path)) == [("a.rss", None, "broken_feed")]


# ---- files


def test_a_file_without_a_reader_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(archives.zipped({"xl/workbook.xml": b"<x/>"}))
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "sitemap.xml").write_bytes(b"<?xml version='1.0'?><urlset></urlset>")
    found = raws(tmp_path)
    assert refusals(found) == [
        (name, None, "unsupported_format") for name in ("photo.jpg", "sheet.xlsx", "sitemap.xml")
    ]


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "b.jsonl").write_bytes(archives.lines())
    found = raws(tmp_path)
    assert refusals(found) == [("a.txt", None, "unreadable_file")]
    assert len(found) == 4


@pytest.mark.parametrize("make", [archives.feed, archives.atom], ids=["RSS", "Atom"])
def test_a_feed_of_any_size_is_read_entry_by_entry(make: Callable[..., bytes], tmp_path: Path) -> None:
    long = "The two ministers spoke about fishing and about trade for an hour. " * 15_000
    records = [RECORDS[number % 3] | {"title": f"Number {number}", "body": f"{long}{number}"} for number in range(20)]
    content = make(records)
    assert len(content) > limits.MOST_BYTES
    (tmp_path / "long.xml").write_bytes(content)
    (tmp_path / "short.xml").write_bytes(make([record | {"body": record["body"][-99:]} for record in records]))
    found = raws(tmp_path)
    assert [row.place.name for row in found] == [f"entry {number + 1}" for number in range(20)] * 2
    for whole, part in zip(found[:20], found[20:], strict=True):
        assert isinstance(whole, RawArticle)
        assert (whole.title, whole.published, whole.url, whole.publisher) == (
            part.title,
            part.published,
            part.url,
            part.publisher,
        )
        assert whole.text.endswith(part.text[-50:])
    (tmp_path / "long.xml").write_bytes(content[: len(content) - 500_000])
    (tmp_path / "short.xml").write_bytes(b"<rss><channel><title>" + b"x" * (limits.MOST_BYTES + 9))
    found = raws(tmp_path)
    assert [row.place.name for row in found if isinstance(row, RawArticle)][:19] == [f"entry {n}" for n in range(1, 20)]
    assert [reason for _, _, reason in refusals(found)] == ["broken_feed", "broken_feed"]
