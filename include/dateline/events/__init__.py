"""Diplomatic events in text: who did what to whom, when, and whether it happened."""

from dateline.events.link import find_events
from dateline.events.model import EventMention, Party

__all__ = ["EventMention", "Party", "find_events"]
