"""The line contracts of `dateline dates` and `dateline events`: JSON lines in, JSON lines out."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from dateline.dates.anchors import find_times
from dateline.inputs.language import detect_language
from dateline.languages import languages

Case = dict[str, Any]


class _BadLineError(Exception):
    """What is wrong with one line, in words; becomes its "error"."""


def answer(lines: Iterable[bytes], output: BinaryIO, reply: Callable[[Case], Case]) -> int:
    """Count of bad lines; writes one JSON line for each line that is not blank, in order."""
    bad_count = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        case: Case = {}
        try:
            case = _read_case(line)
            result = {"id": case.get("id"), **reply(case)}
        except _BadLineError as error:
            bad_count += 1
            result = {"id": case.get("id"), "line": number, "error": str(error)}
        # A lone surrogate in an id leaves as the JSON escape it came in as.
        output.write(json.dumps(result, ensure_ascii=False, default=_iso).encode("utf-8", "backslashreplace") + b"\n")
    output.flush()
    return bad_count


def dates_of(case: Case, genre: str = "news") -> Case:
    """`dates` of one case, or no dates and a `reason` where the language has no data."""
    text, anchor = _text(case), _day(case, "reference")
    language = _language(case, text)
    if language is None:
        return {"dates": [], "reason": "unknown_language"}
    return {"dates": [dataclasses.asdict(time) for time in find_times(text, language, anchor, genre=genre)]}


def events_of(case: Case) -> Case:
    """`events` of one case, or no events and a `reason` where the language has no data."""
    from dateline.events import find_events
    from dateline.header import find_bounds, find_header

    text, published_on = _text(case), _day(case, "published_on")
    language = _language(case, text)
    if language is None:
        return {"events": [], "reason": "unknown_language"}
    bounds = find_bounds(text, find_header(text, language))
    times = find_times(text, language, published_on, body_start=bounds.body_start)
    events = find_events(text, language, published_on, times, body_start=bounds.body_start, title=bounds.title)
    return {"events": [dataclasses.asdict(event) for event in events]}


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _read_case(line: bytes) -> Case:
    try:
        case = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLineError(f"byte {error.start}: not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"not JSON: {error}") from None
    if not isinstance(case, dict):
        raise _BadLineError("not a JSON object")
    return case


def _text(case: Case) -> str:
    text = case.get("text")
    if not isinstance(text, str):
        raise _BadLineError("text: missing or not a string")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _BadLineError(f"text: character {error.start} is half of a surrogate pair") from None
    return text


def _day(case: Case, field: str) -> dt.date:
    value = case.get(field)
    if not isinstance(value, str):
        raise _BadLineError(f"{field}: missing or not a string; write an ISO day, 2024-12-24")
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError:
        raise _BadLineError(f"{field}: {value!r} is not an ISO day; write 2024-12-24") from None


def _language(case: Case, text: str) -> str | None:
    language = case.get("lang")
    if language is None:
        language = detect_language(text) or ""
    if not isinstance(language, str):
        raise _BadLineError("lang: not a string; write a code like ar, or null")
    code = language.lower().replace("_", "-").split("-")[0]
    return code if code in languages() else None
