"""Punctuation marks as words of patterns."""

from dateline.dates.operations.registry import Node

# "edge" is the end of a clause, which the end of a text is too.
MARKS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(",،、", ("comma", "edge")),
    **dict.fromkeys("-~", ("dash",)),
    "/": ("slash",),
    **dict.fromkeys("([", ("opening",)),
    **dict.fromkeys(")]", ("closing", "edge")),
    ".": ("point", "edge"),
    **dict.fromkeys("\n:;!?؛؟。，；！？", ("edge",)),
    **dict.fromkeys('"»”」』》', ("quote", "edge")),
    **dict.fromkeys("«“「『《", ("quote",)),
}
MARK_KINDS = frozenset(kind for kinds in MARKS.values() for kind in kinds)


def punctuation(text: str, place: int) -> Node | None:
    """The punctuation mark of a folded text at that place, or its end, as a word of a pattern."""
    if place >= len(text):
        return Node(("edge",), place, place, place)
    kinds = MARKS.get(text[place])
    return Node(kinds, place, place, place + 1, text[place]) if kinds else None
