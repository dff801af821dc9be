"""docs/languages.md: which language has which phenomenon, read off the language files."""

import inspect
import sys
from collections.abc import Iterator, Mapping
from importlib import resources

from dateline.dates import operations
from dateline.dates.lexicon import lexicon, word_counts
from dateline.dates.operations import OPERATIONS
from dateline.languages import languages

_FILES = {"dates.toml": "dates", "header.toml": "page headers", "events.toml": "events", "parties.toml": "parties"}
_GROUPS = (operations.days, operations.periods, operations.several, operations.feasts, operations.words)


def languages_page() -> str:
    """docs/languages.md as text."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    codes = languages()
    yield from (
        "# What each language has",
        "",
        "Written by `python -m dateline.dates.coverage` from include/dateline/languages; do not edit. A dash is a gap:",
        "the language has no pattern, or no words, for it. Some are gaps of the language itself: English has no dual.",
        "",
        "A language with dates alone gives articles and time mentions. An article in one with no file at all is a row",
        "of articles with its publication day, its language, and no mentions.",
    )
    yield from ("", "## Files", "", *_head("file", codes))
    for file, title in _FILES.items():
        yield _row(title, [_mark(_has_file(code, file)) for code in codes])
    yield from ("", "## Words", "", "How many words and phrases each section of dates.toml lists.", "")
    yield from _head("section", codes)
    counts = {code: word_counts(code) for code in codes}
    for section in sorted({section for found in counts.values() for section in found}):
        yield _row(f"`{section}`", [str(counts[code].get(section) or "-") for code in codes])
    patterns = {code: _patterns(code) for code in codes}
    for group in _GROUPS:
        names = [name for name, one in OPERATIONS.items() if inspect.getmodule(one.resolve) is group]
        yield from ("", f"## {_first_line(group)}", "", "Number of patterns.", "")
        yield from _head("operation | such as", codes)
        for name in names:
            meaning = _first_line(OPERATIONS[name].resolve)
            yield _row(f"`{name}` | {meaning}", [str(patterns[code].get(name) or "-") for code in codes])


def _patterns(language: str) -> Mapping[str, int]:
    """How many patterns of a language use each operation."""
    used = [meaning.split()[0] for meaning in lexicon(language).data.get("patterns", {}).values()]
    return {name: used.count(name) for name in set(used)}


def _has_file(language: str, file: str) -> bool:
    return (resources.files("dateline") / "languages" / language / file).is_file()


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").splitlines()[0].rstrip(".")


def _mark(is_there: bool) -> str:
    return "yes" if is_there else "-"


def _head(title: str, codes: tuple[str, ...]) -> Iterator[str]:
    yield _row(title, codes)
    yield "|" + "---|" * (len(title.split("|")) + len(codes))


def _row(title: str, cells: list[str] | tuple[str, ...]) -> str:
    return f"| {title} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(languages_page())
