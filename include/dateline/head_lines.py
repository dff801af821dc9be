"""Lines at the head of an article: where they begin and end, its crumbs and byline; offsets are code points."""

import re

from dateline.header_words import HeaderWords

SHORT_LINE = 160
LONGEST_TITLE = 250
MOST_SPARE_WORDS = 8
AUTHOR_WORDS = 5
_OUTLET_REACH = 6

SEPARATOR = re.compile(r"\s[-–—―|•·]\s|\s?[|•]\s?")
EDGE = " \t\r\n\u00a0\u200e\u200f-–—―|•·,،:;؛/()[]"
SENTENCE_END = re.compile(r"(?<=\w\w)(?:(?:(?<!\.)\.(?!\.)|[!؟?])(?=\s)|[。！？])")
_NUMBERED_CRUMB = re.compile(r"\s*\d{1,2}\.\s+[^\W\d_]\w*")
_CRUMB_MARK = re.compile(r"\s*[>»›/|]\s*")
WORD = re.compile(r"[^\W_]+")


def line_around(text: str, place: int) -> tuple[int, int]:
    """Bounds of the line that holds a character."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end


def find_lines(text: str, start: int, end: int, most: int | None = None) -> list[tuple[int, int]]:
    """Bounds of the lines that are not blank, white space stripped."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        line = match.group()
        if line.strip():
            first = start + match.start() + len(line) - len(line.lstrip())
            found.append((first, first + len(line.strip())))
            if len(found) == most:
                break
    return found


def skip_edge(text: str, start: int, end: int) -> int:
    """Offset of the first character that is no blank, dash or other mark between parts of a header."""
    while start < end and text[start] in EDGE and not (text[start] in "([" and text[start + 1 : start + 2].isalpha()):
        start += 1
    return start


def crumbs_end(text: str, words: HeaderWords) -> int:
    """Offset after page furniture like "1. Home 2. Reports" or "Home > World"; 0 when there is none."""
    end, count = 0, 0
    while match := _NUMBERED_CRUMB.match(text, end):
        end, count = match.end(), count + 1
    if count > 1 or (count == 1 and words.has_at_end(text[:end], "home")):
        return end
    end = words.end_of(text, "home")
    while end and (mark := _CRUMB_MARK.match(text, end)):
        word = WORD.match(text, mark.end())
        if word is None:
            break
        end = word.end()
    return end


def find_byline(text: str, start: int, end: int, words: HeaderWords) -> tuple[int, int] | None:
    """Bounds of "outlet – author" that ends the stretch, or of an author after a word like "by"."""
    stretch = text[start:end].rstrip(EDGE)
    marks = list(SEPARATOR.finditer(stretch))
    if marks and 0 < len(WORD.findall(stretch, marks[-1].end())) <= AUTHOR_WORDS:
        outlet = _outlet_start(stretch, marks[-1].start(), words)
        return start + outlet, start + len(stretch)
    for match in reversed(list(WORD.finditer(stretch))):
        count = len(WORD.findall(stretch, match.end()))
        if count > AUTHOR_WORDS:
            break
        if count and words.is_word(match.group(), "by") and not match.group()[0].islower():
            return start + match.start(), start + len(stretch)
    return None


def _outlet_start(stretch: str, end: int, words: HeaderWords) -> int:
    """Where the outlet's name before the dash begins.

    A word like "agency" opens it; else it is the run of capitalised words, at most three; else one word.
    """
    near = list(WORD.finditer(stretch, 0, end))[-_OUTLET_REACH:]
    for word in near:
        if words.is_word(word.group(), "outlet_heads"):
            return word.start()
    start = near[-1].start() if near else end
    for word in reversed(near[-3:]):
        if not word.group()[0].isupper() or SENTENCE_END.search(stretch[word.end() : end]):
            break
        start = word.start()
    return start
