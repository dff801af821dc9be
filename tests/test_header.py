"""Headers of every language as its pages print them: title, byline, day, clock and zone, and where the body begins."""

import tomllib
from pathlib import Path

import pytest

from dateline.header import Header, find_header

CASES = [
    pytest.param(file.parent.name, case, data["body"], id=f"{file.parent.name}-{number}")
    for file in sorted((Path(__file__).parent / "languages").glob("*/header.toml"))
    for data in [tomllib.loads(file.read_text(encoding="utf-8"))]
    for number, case in enumerate(data["cases"], 1)
]


def told(text: str, header: Header) -> dict[str, object]:
    found: dict[str, object] = {"title": text[header.title_start : header.title_end]}
    if header.byline_start is not None:
        found["byline"] = text[header.byline_start : header.byline_end]
    found["printed"] = header.published_local if header.has_clock else header.published_local.date()
    if header.zone:
        found["zone"] = header.zone
    return found


@pytest.mark.parametrize(("language", "case", "body"), CASES)
def test_the_header_is_that_of_the_case(language: str, case: dict, body: str) -> None:
    text = case["header"] + "\n" + "\n".join([body] * 3)
    header = find_header(text, language)
    expected = {name: value for name, value in case.items() if name != "header"}
    assert (told(text, header) if header else {}) == expected
    assert header is None or text[header.body_start :].startswith(body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two envoys met on Tuesday. On 24 December 2024, 10:15, they parted.", None),
        (f"{'The envoys spoke of many things and of nothing else, ' * 5}on Tuesday 24 December 2024, 10:15.", None),
        ("Harbour Post – Ana Ruiz Tuesday 24 December 2024, 10:15 " + "Two envoys met for an hour. " * 9, "2024-12-24"),
    ],
    ids=["in the second sentence", "in the middle of the first", "before the first"],
)
def test_a_date_in_running_text_is_printed_only_where_no_sentence_stands_before_it(
    text: str, expected: str | None
) -> None:
    header = find_header(text, "en")
    assert (header and header.published_local.date().isoformat()) == expected
