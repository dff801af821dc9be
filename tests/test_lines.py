"""Whatever stands on a line, it gets one answer, in its place."""

import io
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.lines import answer, dates_of, events_of

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
FIELDS = st.sampled_from(["id", "lang", "text", "reference", "published_on"])
DAYS = st.dates().map(lambda day: day.isoformat())
LANGUAGES = st.sampled_from(["ar", "en", "xx", None])
# Words that mean something to the engine, between any others.
MEANT = (
    "on 12 May 2024",
    "yesterday",
    "next year",
    "أمس",
    "أكتوبر الماضي",
    "12",
    "signed",
    "زار",
    "Norway",
    "المغرب",
    ".",
)
WORDS = st.sampled_from(MEANT) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
REPLIES = pytest.mark.parametrize("reply", [dates_of, events_of], ids=["dates", "events"])
ALWAYS_THE_SAME = settings(derandomize=True, deadline=None, max_examples=150, database=None)


def answered(lines: list[bytes], reply: Any) -> tuple[int, list[dict[str, Any]]]:
    output = io.BytesIO()
    bad_count = answer(lines, output, reply)
    return bad_count, [json.loads(line) for line in output.getvalue().splitlines()]


@REPLIES
@ALWAYS_THE_SAME
@given(lines=st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=4))
def test_any_bytes_get_an_answer_a_line(reply: Any, lines: list[bytes]) -> None:
    bad_count, rows = answered(lines, reply)
    assert len(rows) == sum(bool(line.strip()) for line in lines)
    assert bad_count == sum("error" in row for row in rows)


@REPLIES
@ALWAYS_THE_SAME
@given(case=st.dictionaries(FIELDS, SCALARS))
def test_any_fields_get_an_answer_under_their_id(reply: Any, case: dict[str, Any]) -> None:
    _, [row] = answered([json.dumps(case).encode()], reply)
    assert row["id"] == case.get("id")


@REPLIES
@ALWAYS_THE_SAME
@example(language="en", text="yesterday, last week, the century before", day="0001-01-01")
@example(language="ar", text="العام المقبل وبعد عشرة أيام", day="9999-12-31")
@given(language=LANGUAGES, text=st.lists(WORDS, max_size=12).map(" ".join), day=DAYS)
def test_any_text_gives_offsets_inside_it_and_days_in_order(
    reply: Any, language: str | None, text: str, day: str
) -> None:
    case = {"id": 1, "lang": language, "text": text, "reference": day, "published_on": day}
    bad_count, [row] = answered([json.dumps(case).encode()], reply)
    assert bad_count == 0
    for found in row.get("dates", row.get("events")):
        assert 0 <= found["start_char"] < found["end_char"] <= len(text)
        assert (found["first_day"] is None) == (found["last_day"] is None)
        assert found["first_day"] is None or found["first_day"] <= found["last_day"]
        words = text[found["start_char"] : found["end_char"]]
        assert found.get("text", words) == words
