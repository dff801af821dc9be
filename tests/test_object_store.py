"""The whole way on an object store: a server process that speaks S3, reached through s3fs."""

import datetime as dt
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import fsspec
import mentions
import pytest

from dateline import partition, snapshots
from dateline.published import published_events, read_published
from dateline.storage import Folder, current_build

pytest.importorskip("s3fs")
pytest.importorskip("moto.server")
DAY = dt.date(2024, 1, 10)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{address}/moto-api/", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    settings = {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    fsspec.filesystem("s3").clear_instance_cache()
    address = f"s3://bucket-{abs(hash(request.node.name)) % 10**8}"
    fsspec.filesystem("s3").mkdir(address)
    yield f"{address}/data"
    fsspec.filesystem("s3").clear_instance_cache()


@pytest.mark.filterwarnings("ignore")
def test_an_object_store_holds_the_same_build_as_a_local_disk(bucket: str, tmp_path: Path) -> None:
    for data in (bucket, str(tmp_path)):
        mentions.write_day(data, DAY, 200)
        made = partition.build_timeline(data)
    local, remote = Folder(str(tmp_path)), Folder(bucket)
    assert current_build(remote) == current_build(local) == f"timeline/builds/{made['digest']}"
    for one in snapshots.read_manifest(local, made["digest"])["files"]:
        name = f"timeline/builds/{made['digest']}/{one['path']}"
        assert remote.read(name) == local.read(name)
    assert read_published(bucket, "events") == read_published(str(tmp_path), "events")
    wanted = published_events(str(tmp_path), since=DAY, party="MAR", status="happened")
    assert wanted.num_rows
    assert published_events(bucket, since=DAY, party="MAR", status="happened") == wanted


@pytest.mark.filterwarnings("ignore")
def test_a_put_that_fails_half_way_leaves_the_build_that_was_there(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentions.write_day(bucket, DAY, 200)
    first = partition.build_timeline(bucket)["digest"]
    mentions.write_day(bucket, DAY, 300)
    filesystem = Folder(bucket).filesystem
    put, done = filesystem.put_file, []

    def failing(source: str, target: str) -> None:
        if len(done) == 3:
            raise OSError("the network is gone")
        done.append(target)
        put(source, target)

    monkeypatch.setattr(filesystem, "put_file", failing)
    with pytest.raises(OSError, match="network is gone"):
        partition.build_timeline(bucket)
    assert read_published(bucket, "event_evidence").num_rows == 200
    assert len(done) == 3
    assert json.loads(filesystem.cat_file(f"{bucket}/timeline/current.json"))["build"] == first


@pytest.mark.filterwarnings("ignore")
def test_old_builds_go_from_an_object_store_too(bucket: str) -> None:
    made = []
    for count in (100, 101, 102, 103):
        mentions.write_day(bucket, DAY, count)
        made.append(partition.build_timeline(bucket, keep_builds=2)["digest"])
    builds = Folder(bucket).names("timeline/builds")
    assert len(builds) == 2
    assert made[-1] in builds
