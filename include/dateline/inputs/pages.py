"""Saved web pages as files: one article a file."""

from collections.abc import Iterator

from dateline.inputs.limits import MOST_BYTES
from dateline.inputs.opened import OpenFile
from dateline.inputs.records import Raw, RawPage, Reject


def read_html(file: OpenFile) -> Iterator[Raw]:
    """The one page of a file."""
    content = file.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield Reject(file.place(), "too_long", f"more than {MOST_BYTES} bytes in one page")
    else:
        yield RawPage(file.place(), content, file.url, file.source.encoding or file.encoding, file.seen_at)
