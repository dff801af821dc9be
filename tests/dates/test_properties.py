"""What must hold of every text of the case files, however it is written and whenever it was published."""

import datetime as dt
import random
import re
import tomllib
from pathlib import Path

import pytest

from dateline.dates.anchors import TimeMention, find_times
from dateline.dates.lexicon import lexicon
from dateline.dates.patterns import patterns
from dateline.dates.tokens import find_tokens
from dateline.text import fold

FILES = {
    file.parent.name: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parents[1] / "languages").glob("*/dates.toml"))
}
CASES = [
    pytest.param(language, case.get("anchor", data["anchor"]), case, id=f"{language}-{number}")
    for language, data in FILES.items()
    for number, case in enumerate(data["cases"], 1)
]
# Calendars repeat after 28 years, weekdays and leap years alike, as long as no century lies between.
CYCLE = 28
# Kinds of word whose days do not repeat with it, or are no days of one year.
APART = {
    "holiday",
    "hijri_month",
    "lunar_month",
    "lunar_word",
    "decade_word",
    "era_name",
    "unit_decade",
    "unit_century",
}
DIGIT_SYSTEMS = {
    "Arabic-Indic": "٠١٢٣٤٥٦٧٨٩",
    "Extended Arabic-Indic": "۰۱۲۳۴۵۶۷۸۹",
    "full-width": "０１２３４５６７８９",
}
NUMBERS = [
    "0",
    "1",
    "12",
    "29",
    "31",
    "99",
    "2024",
    "9999",
    "5/3",
    "29.2",
    "2024-02-30",
    "10:30",
    "-",
    ",",
    ".",
    "(",
    ")",
] * 20
ARABIC = re.compile("[\u0621-\u064a]")


def days(mentions: list[TimeMention]) -> list[tuple[object, ...]]:
    return [(m.kind, m.first_day, m.last_day, m.granularity, m.is_approximate, m.reason) for m in mentions]


def later(day: dt.date | None) -> dt.date | None:
    return day and day.replace(year=day.year + CYCLE)


@pytest.mark.parametrize("system", DIGIT_SYSTEMS)
@pytest.mark.parametrize(("language", "anchor", "case"), CASES)
def test_the_digit_system_does_not_matter(language: str, anchor: dt.date, case: dict, system: str) -> None:
    written = case["text"].translate(str.maketrans("0123456789", DIGIT_SYSTEMS[system]))
    assert days(find_times(written, language, anchor)) == days(find_times(case["text"], language, anchor))


@pytest.mark.parametrize("mark", ["\u064e", "\u0640", "\u200f"], ids=["vowel marks", "tatweel", "direction marks"])
@pytest.mark.parametrize(("language", "anchor", "case"), [one for one in CASES if ARABIC.search(one.values[2]["text"])])
def test_marks_between_arabic_letters_do_not_matter(language: str, anchor: dt.date, case: dict, mark: str) -> None:
    marked = ARABIC.sub(lambda match: match.group() + mark, case["text"])
    found = find_times(marked, language, anchor)
    assert days(found) == days(find_times(case["text"], language, anchor))
    assert all(marked[m.start_char : m.end_char] == m.text for m in found)


@pytest.mark.parametrize(("language", "anchor", "case"), CASES)
def test_paragraphs_that_name_no_time_do_not_matter(language: str, anchor: dt.date, case: dict) -> None:
    empty = [one["text"] for one in FILES[language]["cases"] if not one["times"]] or [""]
    before, after = random.Random(case["text"]).choices(empty, k=2)
    found = find_times(f"{before}\n\n{case['text']}\n\n{after}", language, anchor)
    alone = find_times(case["text"], language, anchor)
    assert days(found) == days(alone)
    assert [m.start_char - len(before) - 2 for m in found] == [m.start_char for m in alone]


@pytest.mark.parametrize(("language", "anchor", "case"), CASES)
def test_published_28_years_later_what_counts_from_publication_lies_28_years_later(
    language: str, anchor: dt.date, case: dict
) -> None:
    now = find_times(case["text"], language, anchor)
    then = find_times(case["text"], language, anchor.replace(year=anchor.year + CYCLE))
    for one, other in zip(now, then, strict=True):
        tokens, _ = find_tokens(lexicon(language), patterns(language), fold(one.text), one.text)
        kinds = {kind for token in tokens for kind in token.kinds}
        if one.anchor_basis == "publication" and not {"year", *APART} & kinds:
            assert (later(one.first_day), later(one.last_day)) == (other.first_day, other.last_day)


@pytest.mark.parametrize("genre", ["news", "dialogue"])
@pytest.mark.parametrize("language", FILES)
def test_the_words_of_a_language_in_any_order_give_days_in_order_or_none(language: str, genre: str) -> None:
    sections = (
        words for section in lexicon(language).data.values() if isinstance(section, dict) for words in section.values()
    )
    words = [word for written in sections if isinstance(written, list) for word in written if isinstance(word, str)]
    written = [*NUMBERS, *words]
    chance = random.Random(language + genre)
    for _ in range(300):
        text = " ".join(chance.choice(words if chance.random() < 0.6 else written) for _ in range(chance.randint(2, 9)))
        for mention in find_times(text, language, dt.date(2024, 2, 29), genre=genre):
            assert text[mention.start_char : mention.end_char] == mention.text
            assert mention.first_day is None or mention.first_day <= mention.last_day, text
