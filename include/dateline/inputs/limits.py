"""What no honest archive of news needs more of; each is refused with a reject that names it."""

from dateline.errors import LimitError

# One article, or one line, row or record that holds one.
MOST_BYTES = 16 * 1024 * 1024
# Archives in archives: a tar of gzipped WARC files is two deep.
MOST_NESTING = 4
# Of the bytes a file has on disk; text packs to a tenth, the most repetitive dumps to a hundredth.
MOST_GROWTH = 250
# A small file may unpack to this much whatever its size.
LEAST_ALLOWANCE = 256 * 1024 * 1024
# Of an archive kept in memory while it must be read from its end; beyond it goes to a temporary file.
MOST_SPOOLED = 8 * 1024 * 1024


class Allowance:
    """How many bytes one outermost file may still unpack to, all its inner archives together."""

    def __init__(self, packed_size: int) -> None:
        self.total = max(LEAST_ALLOWANCE, MOST_GROWTH * packed_size)
        self.left = self.total

    def spend(self, count: int) -> None:
        """Take away what was unpacked; raises LimitError beyond the total."""
        self.left -= count
        if self.left < 0:
            detail = f"unpacks to more than {self.total} bytes, {MOST_GROWTH} times its size: a decompression bomb"
            raise LimitError("decompression_limit", detail)
