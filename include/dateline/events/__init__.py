"""Diplomatic events in text: who did what to whom, when, and whether it happened."""

from dateline.events.link import find_events
from dateline.events.model import EventMention, Party
from dateline.events.ontology import EventType, event_type, event_types

__all__ = ["EventMention", "EventType", "Party", "event_type", "event_types", "find_events"]
