"""Whatever a file holds, no exception leaves the readers and every input is accounted for."""

import json
import shutil
import tempfile
from pathlib import Path

import archives
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.accounting import Account
from dateline.inputs.articles import read_articles
from dateline.inputs.folder import read_source
from dateline.inputs.records import RawArticle, RawPage, Reject
from dateline.schema import table
from dateline.sources import FIELDS, KINDS, Source

ALWAYS_THE_SAME = settings(derandomize=True, deadline=None, max_examples=15, database=None)
FORMATS = dict(archives.every_format())
REASONS = next(column.values for column in table("rejects").columns if column.name == "reason_code")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def read(name: str, content: bytes, kind: str) -> None:
    """Read a file of these bytes and check what comes of it."""
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / name).write_bytes(content)
        source = Source("any", "Any", kind, str(folder))
        raws = list(read_source(source))
        account = Account()
        account.inputs = len(raws)
        for row in read_articles(iter(raws), source):
            account.add(row, "any day")
    finally:
        shutil.rmtree(folder)
    assert account.is_closed()
    assert all(isinstance(row, RawArticle | RawPage | Reject) for row in raws)
    assert set(account.reasons) <= set(REASONS or ())
    assert all(row.detail for row in raws if isinstance(row, Reject))
    refused = [(row.place.file, row.place.number) for row in raws if isinstance(row, Reject)]
    assert len(set(refused)) == len(refused)  # the key of the table rejects
    json.dumps([str(row.place) for row in raws]).encode()


@pytest.mark.parametrize("kind", KINDS)
@ALWAYS_THE_SAME
@given(content=st.binary(max_size=200))
def test_any_bytes_in_any_kind_of_source(kind: str, content: bytes) -> None:
    read("news.txt" if kind == "folder" else "news", content, kind)


@pytest.mark.parametrize("name", FORMATS)
@ALWAYS_THE_SAME
@given(data=st.data())
def test_damage_anywhere_in_a_good_file(name: str, data: st.DataObject) -> None:
    content = bytearray(FORMATS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        put = data.draw(st.binary(max_size=6))
        cut = data.draw(st.integers(0, 40))
        content[place : place + cut] = put
        if not content:
            break
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    read(name, bytes(content), "folder")


@pytest.mark.parametrize("kind", ["jsonl", "json"])
@ALWAYS_THE_SAME
@given(
    values=st.lists(st.dictionaries(st.sampled_from([*FIELDS, "date", "lang", "Body"]), JSON, max_size=5), max_size=4)
)
def test_any_values_in_the_fields_of_records(kind: str, values: list[dict[str, object]]) -> None:
    content = json.dumps(values) if kind == "json" else "".join(json.dumps(value) + "\n" for value in values)
    read("news", content.encode(), kind)


@ALWAYS_THE_SAME
@given(
    text=st.text(max_size=80),
    markup=st.sampled_from(["<p>%s</p>", "<html><body><p>%s", "<div><br/>%s</div><p>", "%s</b>"]),
)
def test_any_text_in_markup(text: str, markup: str) -> None:
    content = json.dumps({"text": markup % text, "date": "2024-05-14"}).encode()
    read("news.jsonl", content + b"\n", "folder")
