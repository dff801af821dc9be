"""What is fetched, what is refused, and what is kept."""

import datetime as dt
import gzip
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import archives
import pyarrow.parquet as pq
import pytest
from archives import RECORDS
from web import Site, served

from dateline import raw
from dateline.errors import DatelineError, InputError, UnreachableError
from dateline.fetching import MOST_REDIRECTS, check_address
from dateline.inputs.records import RawArticle
from dateline.partition import ingest
from dateline.sources import Source
from dateline.storage import Folder

NOON = dt.datetime(2024, 5, 20, 12, tzinfo=dt.UTC)
XML = {"Content-Type": "application/rss+xml; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


def source_at(address: str, **settings: Any) -> Source:
    return Source("courier", "Courier", "feed", address, **{"allow_private_addresses": True, **settings})


def refused(source: Source, data: Path) -> tuple[str, str]:
    reject = raw.fetch(source, Folder(str(data)), NOON)
    assert reject is not None
    return reject.reason_code, reject.detail


def kept(source: Source, data: Path) -> list[raw.Kept]:
    return raw.kept_files(Folder(str(data)), source)


def test_a_feed_is_kept_by_source_and_day_as_it_came_and_read_from_there(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, archives.feed(), XML)
    source = source_at(site.url("/feed"))
    assert raw.fetch(source, Folder(str(tmp_path)), NOON) is None
    [entry] = kept(source, tmp_path)
    assert entry.name.startswith("2024-05-20/")
    assert (entry.url, entry.byte_count) == (source.address, len(archives.feed()))
    found = list(raw.read_kept(Folder(str(tmp_path)), source))
    assert [r.title for r in found if isinstance(r, RawArticle)] == [record["title"] for record in RECORDS]
    assert {(r.place.file, r.seen_at) for r in found if isinstance(r, RawArticle)} == {(entry.name, NOON)}


def test_what_has_not_changed_is_asked_with_its_marks_and_not_kept_again(site: Site, tmp_path: Path) -> None:
    marks = {"ETag": '"one"', "Last-Modified": "Mon, 20 May 2024 10:00:00 GMT"}
    site.pages["/feed"] = (200, archives.feed(), XML | marks)
    source = source_at(site.url("/feed"))
    for hour in range(3):
        raw.fetch(source, Folder(str(tmp_path)), NOON + dt.timedelta(hours=hour))
    first, second, _ = (headers for _, headers in site.asked)
    assert "If-None-Match" not in first
    assert (second["If-None-Match"], second["If-Modified-Since"]) == (marks["ETag"], marks["Last-Modified"])
    site.pages["/feed"] = (200, archives.feed(), XML)  # the same bytes, and a server that has no marks
    raw.fetch(source, Folder(str(tmp_path)), NOON + dt.timedelta(days=1))
    assert len(kept(source, tmp_path)) == 1


def test_entries_that_left_the_feed_stay_and_a_run_without_the_network_gives_the_same_bytes(
    site: Site, tmp_path: Path
) -> None:
    source = source_at(site.url("/feed"))
    site.pages["/feed"] = (200, archives.feed(RECORDS[:2]), XML)
    ingest(source, str(tmp_path))
    site.pages["/feed"] = (200, archives.feed(RECORDS[1:]), XML)
    counts = ingest(source, str(tmp_path))
    assert (counts["articles_in"], counts["articles_out"], counts["duplicates"], counts["rejects"]) == (4, 3, 1, 0)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    requests = len(site.asked)
    assert ingest(source, str(tmp_path), is_offline=True)["days"] == counts["days"]
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.parquet")} == files
    assert len(site.asked) == requests


def test_articles_outlive_the_files_that_retention_takes_away(site: Site, tmp_path: Path) -> None:
    source = source_at(site.url("/feed"), raw_days=7)
    folder = Folder(str(tmp_path))
    site.pages["/feed"] = (200, archives.feed(RECORDS[:2]), XML)
    raw.fetch(source, folder, NOON)
    ingest(source, str(tmp_path), is_offline=True)
    site.pages["/feed"] = (200, archives.feed(RECORDS[1:]), XML)
    raw.fetch(source, folder, NOON + dt.timedelta(days=8))
    assert [entry.name[:10] for entry in kept(source, tmp_path)] == ["2024-05-28"]
    assert sorted(path.name for path in (tmp_path / "raw/courier").iterdir()) == ["2024-05-28"]
    ingest(source, str(tmp_path), is_offline=True)
    ingest(source, str(tmp_path), is_offline=True)
    titles = [pq.read_table(path).column("title").to_pylist() for path in sorted(tmp_path.glob("articles/*/*"))]
    assert titles == [[record["title"]] for record in RECORDS]


def test_an_archive_by_address_is_opened_by_its_name_and_a_packed_transfer_unpacked(site: Site, tmp_path: Path) -> None:
    site.pages["/2024/all.jsonl.gz"] = (200, gzip.compress(archives.lines()), {})
    site.pages["/packed.jsonl"] = (200, gzip.compress(archives.lines()), {"Content-Encoding": "gzip"})
    for path in ("/2024/all.jsonl.gz?token=1", "/packed.jsonl"):
        site.pages[path] = site.pages[path.partition("?")[0]]
        source = Source(path[1:4], "All", "folder", site.url(path), allow_private_addresses=True)
        counts = ingest(source, str(tmp_path))
        assert (counts["articles_out"], counts["rejects"]) == (3, 0)


def test_redirects_are_followed_a_few_times_and_endless_ones_refused(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, archives.feed(), XML)
    for step in range(MOST_REDIRECTS):
        site.pages[f"/{step}"] = (302, b"", {"Location": f"/{step + 1}" if step + 1 < MOST_REDIRECTS else "/feed"})
    source = source_at(site.url("/0"))
    assert raw.fetch(source, Folder(str(tmp_path)), NOON) is None
    assert kept(source, tmp_path)[0].url == site.url("/feed")
    site.pages["/round"] = (301, b"", {"Location": "/round"})
    assert refused(source_at(site.url("/round")), tmp_path)[0] == "fetch_refused"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="not a public address"):
        check_address(address, "news.example")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])
def test_a_public_address_is_not_refused(address: str) -> None:
    check_address(address, "news.example")


def test_nothing_is_sent_to_a_private_address_that_a_source_did_not_allow(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = socket.getaddrinfo
    # A public name whose owner points it at the reader's own machine.
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **kw: looked_up("127.0.0.1", *rest, **kw))
    for address in (site.url("/feed"), f"http://news.example:{site.port}/feed"):
        reason, detail = refused(source_at(address, allow_private_addresses=False), tmp_path)
        assert reason == "fetch_refused"
        assert "127.0.0.1" in detail
    assert site.asked == []


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://news.example/", "//user:secret@news.example/", "http://"]
)
def test_a_redirect_to_what_is_no_web_address_is_refused(site: Site, tmp_path: Path, target: str) -> None:
    site.pages["/feed"] = (302, b"", {"Location": target})
    reason, detail = refused(source_at(site.url("/feed")), tmp_path)
    assert reason == "fetch_refused"
    assert "secret" not in detail


def test_a_server_that_fails_is_a_reject_and_what_was_kept_is_still_read(site: Site, tmp_path: Path) -> None:
    source = source_at(site.url("/feed"))
    site.pages["/feed"] = (200, archives.feed(), XML)
    ingest(source, str(tmp_path))
    site.pages["/feed"] = (503, b"", {})
    counts = ingest(source, str(tmp_path))
    assert (counts["articles_out"], counts["reasons"]) == (3, {"fetch_failed": 1})
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/feed"
        assert refused(source_at(address), tmp_path)[0] == "fetch_failed"


@pytest.mark.parametrize(("status", "is_final"), [(503, False), (500, False), (429, False), (404, True), (403, True)])
def test_a_server_that_fails_is_asked_again_and_one_that_says_no_is_not(
    site: Site, tmp_path: Path, status: int, is_final: bool
) -> None:
    source = source_at(site.url("/feed"))
    site.pages["/feed"] = (status, b"", {})
    with pytest.raises(DatelineError) as failure:
        ingest(source, str(tmp_path), max_reject_share=0.5)
    assert isinstance(failure.value, UnreachableError) is not is_final
    assert f"answered {status}" in str(failure.value)


def test_a_source_that_must_be_fetched_fails_after_what_was_kept_was_read(site: Site, tmp_path: Path) -> None:
    source = source_at(site.url("/feed"))
    site.pages["/feed"] = (200, archives.feed(), XML)
    days = ingest(source, str(tmp_path), must_be_fetched=True)["days"]
    for day in days:
        (tmp_path / "articles" / f"published_on={day}" / "courier.parquet").unlink()
    site.pages["/feed"] = (503, b"", {})
    with pytest.raises(UnreachableError, match="answered 503"):
        ingest(source, str(tmp_path), must_be_fetched=True)
    assert all((tmp_path / "articles" / f"published_on={day}" / "courier.parquet").exists() for day in days)


def test_an_answer_that_breaks_off_is_not_kept(site: Site, tmp_path: Path) -> None:
    site.pages["/short"] = (200, archives.feed(), XML | {"Content-Length": "999999"})
    site.pages["/packed"] = (200, b"\x1f\x8b\x08 no gzip", XML | {"Content-Encoding": "gzip"})
    for path in ("/short", "/packed"):
        assert refused(source_at(site.url(path)), tmp_path)[0] == "fetch_failed"
    assert kept(source_at(site.url("/short")), tmp_path) == []


def test_a_kept_file_tells_where_and_when_it_came_from(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = (200, archives.feed(), XML)
    raw.fetch(source_at(site.url("/feed")), Folder(str(tmp_path)), NOON)
    [told] = [json.loads(path.read_bytes()) for path in tmp_path.rglob("*.json")]
    assert told["fetched_at"] == "2024-05-20T12:00:00+00:00"
    assert told["content_type"] == XML["Content-Type"]
    assert len(told["sha256"]) == 64
