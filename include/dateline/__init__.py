"""Dated diplomatic events from news articles."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from dateline.analysis import (
        read_calendar,
        read_duplicates,
        read_event_parties,
        read_event_types,
        read_events,
        read_evidence,
        read_parties,
        read_party_memberships,
        read_quality,
        read_quality_samples,
    )

__all__ = [
    "read_calendar",
    "read_duplicates",
    "read_event_parties",
    "read_event_types",
    "read_events",
    "read_evidence",
    "read_parties",
    "read_party_memberships",
    "read_quality",
    "read_quality_samples",
]


def __getattr__(name: str) -> Any:
    # pandas is loaded by the one who asks for a data frame, not by every process that reads articles.
    if name in __all__:
        from dateline import analysis

        return getattr(analysis, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
