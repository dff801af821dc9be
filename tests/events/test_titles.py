"""Titles read like a headline in every language that has them, and never say more than was told."""

import datetime as dt
import itertools

import pytest

from dateline.events.merge import MentionRow, PartyTold, merge_mentions
from dateline.events.ontology import event_types
from dateline.events.titles import Side, Told, event_line, readable_names, span_words, title_languages, titles

OCTOBER = (dt.date(2024, 10, 1), dt.date(2024, 10, 31), "month")
MINISTER = Side("AZE", "وزير الدفاع", None)
STATUSES = ("happened", "ongoing", "planned", "denied", "hypothetical")


def told(type: str = "official_visit", status: str = "happened", actor: Side = MINISTER, **sides: object) -> Told:
    return Told(type, status, [actor], sides.get("recipients", [Side("MAR")]), *OCTOBER)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Azerbaijan's defence minister visited Morocco, October 2024"),
        ("ar", "زيارة رسمية: أذربيجان (وزير الدفاع) ← المغرب، أكتوبر 2024"),
        ("fr", "Visite officielle : Azerbaïdjan, ministre de la Défense → Maroc, octobre 2024"),
        ("ru", "Официальный визит: Азербайджан (министр обороны) → Марокко, октябрь 2024 г."),
        ("zh", "正式访问：阿塞拜疆国防部长 → 摩洛哥，2024年10月"),
    ],
)
def test_an_office_read_in_arabic_is_told_in_the_readers_language(language: str, line: str) -> None:
    assert event_line(told(), language) == line


def test_a_person_is_named_in_the_script_of_the_title_or_not_at_all() -> None:
    latin = told(actor=Side("AZE", "defence minister", "Zakir Hasanov"))
    assert event_line(latin) == "Azerbaijan's defence minister Zakir Hasanov visited Morocco, October 2024"
    assert "Hasanov" not in event_line(latin, "ar")
    assert "حسنوف" not in event_line(told(actor=Side("AZE", "وزير الدفاع", "زكير حسنوف")))
    assert "حسنوف" in event_line(told(actor=Side("AZE", "وزير الدفاع", "زكير حسنوف")), "ar")


def test_the_minister_keeps_the_form_the_article_gives_her() -> None:
    woman = told(actor=Side("SEN", "وزيرة الخارجية"))
    assert "وزيرة الخارجية" in event_line(woman, "ar")
    assert event_line(woman) == "Senegal's foreign minister visited Morocco, October 2024"


def test_an_office_without_an_entry_leaves_the_party_alone() -> None:
    assert event_line(told(actor=Side("AZE", "counterpart"))) == "Azerbaijan visited Morocco, October 2024"


@pytest.mark.parametrize(
    ("status", "line"),
    [
        ("planned", "Azerbaijan's defence minister to visit Morocco, October 2024"),
        ("ongoing", "Azerbaijan's defence minister visiting Morocco, October 2024"),
        ("denied", "Denied: Azerbaijan's defence minister visited Morocco, October 2024"),
        ("hypothetical", "Considered: Azerbaijan's defence minister to visit Morocco, October 2024"),
    ],
)
def test_what_did_not_happen_does_not_read_as_if_it_had(status: str, line: str) -> None:
    assert event_line(told(status=status)) == line


def test_a_side_that_is_not_told_is_left_out() -> None:
    alone = told("ambassador_recalled", actor=Side("NER"), recipients=[])
    assert event_line(alone) == "Niger recalled its ambassador, October 2024"
    assert event_line(told(actor=Side("NER"), recipients=[])) == "Official visit: Niger, October 2024"


@pytest.mark.parametrize(("language", "type"), list(itertools.product(title_languages(), event_types())))
def test_every_type_and_status_has_a_line_that_names_its_sides(language: str, type: str) -> None:
    lines = set()
    for status in STATUSES:
        line = event_line(told(type, status, Side("QAT"), recipients=[Side("PER"), Side("IGO:UN")]), language)
        assert readable_names(language)["QAT"] in line
        assert not {"{", "}", "[", "]", "\n"} & set(line)
        assert "2024" in line
        lines.add(line)
    assert len(lines) == len(STATUSES)


@pytest.mark.parametrize(
    ("first", "last", "granularity", "words"),
    [
        ("2024-10-09", "2024-10-09", "day", "9 October 2024"),
        ("2024-10-01", "2024-10-31", "month", "October 2024"),
        ("2024-10-01", "2024-12-31", "quarter", "Q4 2024"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-03-01", "2024-12-31", "year", "1 March 2024 to 31 December 2024"),
        ("2024-10-01", "2024-10-10", "month", "1–10 October 2024"),
        ("2024-12-30", "2025-01-05", "week", "30 December 2024 to 5 January 2025"),
    ],
)
def test_days_are_told_as_coarsely_as_they_are_known(first: str, last: str, granularity: str, words: str) -> None:
    assert span_words("en", dt.date.fromisoformat(first), dt.date.fromisoformat(last), granularity) == words


def test_russian_days_take_the_genitive_and_months_alone_do_not() -> None:
    day = dt.date(2024, 10, 9)
    assert span_words("ru", day, day, "day") == "9 октября 2024 г."
    assert span_words("ru", *OCTOBER) == "октябрь 2024 г."


@pytest.mark.parametrize("language", title_languages())
def test_every_language_names_the_same_offices(language: str) -> None:
    assert set(titles(language).office_names) == set(titles("en").office_names)


def mention(number: int, person: str | None, office: str = "وزير الدفاع") -> MentionRow:
    parties = (PartyTold("AZE", "actor", None, office, person), PartyTold("MAR", "recipient"))
    published = dt.date(2024, 12, 24)
    return MentionRow(
        f"m{number}", f"a{number}", "s", "ar", published, "official_visit", "happened", *OCTOBER, "2024-10",
        "stated", 0.9, f"sentence {number}", None, parties,
    )  # fmt: skip


def test_without_capitals_one_article_is_not_enough_to_name_a_person() -> None:
    # Arabic and Chinese have no capitals: the words behind an office may be no name at all.
    [once] = merge_mentions([mention(1, "زكير حسنوف"), mention(2, None)])
    assert "حسنوف" not in once.title_local
    [twice] = merge_mentions([mention(1, "زكير حسنوف"), mention(2, "زكير حسنوف")])
    assert "زكير حسنوف" in twice.title_local
    [other_script] = merge_mentions([mention(1, None), mention(2, "Zakir Hasanov", "defence minister")])
    assert other_script.title == "Azerbaijan's defence minister Zakir Hasanov visited Morocco, October 2024"
