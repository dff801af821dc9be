"""What became of every input of a source: article, duplicate or reject, by publication day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dateline.inputs.articles import Article
from dateline.inputs.records import Reject

DUPLICATE = "duplicate_article"
KINDS = ("articles", "duplicates", "rejects")
_TOP_REASONS = 3


class Account:
    """Counts of one source, taken as its inputs come; `outside` are those of days that were not asked for."""

    def __init__(self) -> None:
        self.inputs = self.outside = 0
        self.reasons: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.days: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, row: Article | Reject, day: str) -> None:
        """Count what one input became, under its day."""
        if isinstance(row, Article):
            self.days[day]["articles"] += 1
            return
        self.days[day]["duplicates" if row.reason_code == DUPLICATE else "rejects"] += 1
        self.reasons[row.reason_code] += 1
        place = f"{row.place.file}, {row.place.name}" if row.place.name else row.place.file
        self.examples.setdefault(row.reason_code, f"{place}: {row.detail}")

    def total(self, kind: str) -> int:
        """Count of one of KINDS over all days."""
        return sum(counts[kind] for counts in self.days.values())

    def counts(self) -> dict[str, Any]:
        """The counts as a stage gives them: totals, reasons of refusal, and the parts by day."""
        return {
            "articles_in": self.inputs,
            "articles_out": self.total("articles"),
            "duplicates": self.total("duplicates"),
            "rejects": self.total("rejects"),
            **({"outside": self.outside} if self.outside else {}),
            "reasons": dict(sorted(self.reasons.items())),
            "partitions": {day: {kind: self.days[day][kind] for kind in KINDS} for day in sorted(self.days)},
        }

    def is_closed(self) -> bool:
        """Whether every input became exactly one thing."""
        return self.inputs == sum(self.total(kind) for kind in KINDS) + self.outside

    def reject_share(self) -> float:
        """Rejects of all inputs asked for but repeated ones, 0 to 1."""
        return self.total("rejects") / max(1, self.inputs - self.total("duplicates") - self.outside)

    def top_reasons(self) -> str:
        """The commonest reasons of refusal with counts, and an example of each."""
        wanted = [(code, count) for code, count in self.reasons.most_common() if code != DUPLICATE]
        return "; ".join(f"{count} {code} ({self.examples[code]})" for code, count in wanted[:_TOP_REASONS])


def account_lines(counted: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A table a person reads: a line a source with what became of its inputs, and the reasons of its rejects."""
    rows = [("source", "in", "articles", "duplicates", "rejects", "days", "reasons")]
    for counts in counted:
        told = [counts[name] for name in ("articles_in", "articles_out", "duplicates", "rejects")]
        reasons = ", ".join(f"{code} {count}" for code, count in counts["reasons"].items())
        rows.append((counts["source_id"], *map(str, told), str(len(counts["days"])), reasons))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    yield from (_aligned(row, widths) for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0])
    return "  ".join([first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=False)), row[-1]])
