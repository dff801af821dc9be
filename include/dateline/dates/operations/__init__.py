"""Operations a pattern in dates.toml may name, each over values of words and over phrases not yet resolved.

An operation says what kinds of phrase it makes (so that other patterns can build on it) and what it counts from:
nothing (`absolute`), the anchor (`anchor`) or the time told last (`previous`). docs/languages.md lists them all.
"""

from dateline.dates.operations import away, days, ends, feasts, parts, periods, several, words
from dateline.dates.operations.registry import OPERATIONS

__all__ = ["OPERATIONS", "away", "days", "ends", "feasts", "parts", "periods", "several", "words"]
