"""JSON lines: one article a line."""

import json
from collections.abc import Iterator

from dateline.inputs.fields import read_fields
from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Place, Raw, Reject
from dateline.sources import Source


def read_jsonl(file: OpenFile) -> Iterator[Raw]:
    """Articles and rejects in the order of the lines, read one at a time; blank lines are none."""
    stream, number = file.stream, file.lines_before or 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MOST_BYTES)
            yield Reject(file.place(number), "too_long", f"more than {MOST_BYTES} bytes in one line")
        elif line.strip():
            yield _read_line(line, file.place(number), file.source)


def _read_line(line: bytes, place: Place, source: Source) -> Raw:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Reject(place, "broken_encoding", f"byte {error.start} of the line is not UTF-8")
    except (ValueError, RecursionError) as error:
        return Reject(place, "broken_json", str(error))
    if not isinstance(record, dict):
        return Reject(place, "broken_json", "not an object but a bare value")
    return read_fields(record, place, source)
