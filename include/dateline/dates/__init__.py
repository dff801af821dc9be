"""Dates in text: what stretch names a time, and which days it means."""
