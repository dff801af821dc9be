"""The table quality of a build, looked up by metric and dimension."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of one part; `share` is 0 to 1 or None."""

    part: str
    value: int
    share: float | None
    level: str | None


class Figures:
    """Figures of one build."""

    def __init__(self, quality: pa.Table) -> None:
        self._found: dict[tuple[str, str], dict[str, Figure]] = {}
        for row in quality.to_pylist():
            figure = Figure(row["part"], row["part_count"], row["part_share"], row["level"])
            self._found.setdefault((row["metric"], row["dimension"]), {})[row["part"]] = figure

    def of(self, metric: str, dimension: str) -> Mapping[str, Figure]:
        """Figures by part, in the order of the parts."""
        return self._found.get((metric, dimension), {})

    def largest(self, metric: str, dimension: str) -> list[Figure]:
        """The same, the greatest first."""
        return sorted(self.of(metric, dimension).values(), key=lambda one: (-one.value, one.part))

    def value(self, metric: str, dimension: str, part: str) -> int:
        """One count, 0 where there is none."""
        found = self.of(metric, dimension).get(part)
        return found.value if found else 0

    def total(self, metric: str, dimension: str) -> int:
        """Sum over all parts."""
        return sum(one.value for one in self.of(metric, dimension).values())

    def headline(self) -> dict[str, int]:
        """The counts a reader looks at first, by the names the page has words for."""
        rows = {part: one.value for part, one in self.of("rows", "table").items()}
        repeated = self.total("repeated", "source")
        return {
            "articles": rows.get("articles", 0),
            "inputs_refused": rows.get("rejects", 0) - repeated,
            "event_mentions": rows.get("event_evidence", 0),
            "events": rows.get("events", 0),
            "with_days": rows.get("events", 0) - self.value("events", "date_basis", "none"),
        }
