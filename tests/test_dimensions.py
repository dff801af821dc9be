"""The dimensions: every party, type and day an event can name, with facts that can be looked up elsewhere."""

import datetime as dt
import re

import pytest

from dateline import dimensions
from dateline.events import event_types
from dateline.events.lexicon import party_names
from dateline.events.titles import title_languages

PARTIES = {row["party_code"]: row for row in dimensions.parties().to_pylist()}
MEMBERSHIPS = dimensions.party_memberships().to_pylist()
DAYS = {row["day"]: row for row in dimensions.calendar(dt.date(2020, 5, 1), dt.date(2026, 5, 1)).to_pylist()}


def test_every_party_a_language_knows_is_a_row_with_an_english_name() -> None:
    known = {code for language in title_languages() for code in party_names(language)}
    assert known == set(PARTIES)
    assert all(row["name_en"] for row in PARTIES.values())


def test_every_state_has_its_codes_and_regions_and_nothing_else_has() -> None:
    for code, row in PARTIES.items():
        iso = [row[name] for name in ("iso_alpha2", "iso_alpha3", "region", "subregion")]
        if row["party_kind"] == "state":
            assert re.fullmatch(r"[A-Z]{2}", row["iso_alpha2"])
            assert iso == [row["iso_alpha2"], code, row["region"], row["subregion"]]
            assert all(iso)
            assert code == "XKX" or re.fullmatch(r"\d{3}", row["iso_numeric"])
        else:
            assert iso == [None] * 4
    for name in ("iso_alpha2", "iso_numeric"):
        given = [row[name] for row in PARTIES.values() if row[name]]
        assert len(set(given)) == len(given)


@pytest.mark.parametrize(
    ("organisation", "count"),
    # As the organisations count themselves, where all their members are parties here.
    [
        ("IGO:UN", 193),
        ("IGO:EU", 27),
        ("IGO:AU", 55),
        ("IGO:LAS", 22),
        ("IGO:NATO", 32),
        ("IGO:OIC", 57),
        ("IGO:OSCE", 57),
        ("IGO:ASEAN", 11),
        ("IGO:BRICS", 10),
        ("IGO:SCO", 10),
        ("IGO:G20", 21),
        ("IGO:OPEC", 12),
        ("IGO:OAS", 34),
        ("IGO:COE", 46),
    ],
)
def test_organisations_have_as_many_members_as_they_count(organisation: str, count: int) -> None:
    members = [row for row in MEMBERSHIPS if row["left_year"] is None]
    assert sum(row["organisation_code"] == organisation for row in members) == count


@pytest.mark.parametrize(
    ("organisation", "party", "years"),
    [
        ("IGO:LAS", "MAR", [(1958, None)]),
        ("IGO:AU", "MAR", [(2017, None)]),
        ("IGO:EU", "GBR", [(1973, 2020)]),
        ("IGO:EU", "HRV", [(2013, None)]),
        ("IGO:OPEC", "GAB", [(1975, 1995), (2016, None)]),
        ("IGO:OPEC", "QAT", [(1961, 2019)]),
        ("IGO:OPEC", "ECU", [(1973, 1992), (2007, 2020)]),
        ("IGO:OIC", "AZE", [(1992, None)]),
        ("IGO:NATO", "SWE", [(2024, None)]),
        ("IGO:UN", "MAR", [(None, None)]),
    ],
)
def test_memberships_have_the_years_of_joining_and_leaving(organisation: str, party: str, years: list) -> None:
    rows = [row for row in MEMBERSHIPS if (row["organisation_code"], row["party_code"]) == (organisation, party)]
    assert [row["membership_number"] for row in rows] == list(range(1, len(rows) + 1))
    assert [(row["joined_year"], row["left_year"]) for row in rows] == years


def test_no_membership_ends_before_it_began_or_overlaps_the_next() -> None:
    last: dict[tuple[str, str], int] = {}
    for row in MEMBERSHIPS:
        joined, left = row["joined_year"] or 0, row["left_year"] or 9999
        pair = row["organisation_code"], row["party_code"]
        assert last.get(pair, -1) <= joined <= left, pair
        last[pair] = left


def test_the_text_column_of_memberships_says_what_the_bridge_table_says() -> None:
    for code, row in PARTIES.items():
        members = [one for one in MEMBERSHIPS if one["left_year"] is None]
        bridge = sorted(one["organisation_code"] for one in members if one["party_code"] == code)
        assert row["organisation_codes"] == ",".join(bridge)
    assert {row["organisation_code"] for row in MEMBERSHIPS} <= set(PARTIES)


def test_the_calendar_is_of_whole_years_without_gaps() -> None:
    days = sorted(DAYS)
    assert (days[0], days[-1]) == (dt.date(2020, 1, 1), dt.date(2026, 12, 31))
    assert len(days) == (days[-1] - days[0]).days + 1
    far = dimensions.calendar(dt.date(1648, 1, 1), dt.date(9999, 12, 31)).column("day").to_pylist()
    assert (far[0], far[-1]) == (dt.date(1800, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        # New Year in the last ISO week of the year before; 1 Ramadan 1445; the turn of the Hijri year 1446.
        ("2021-01-01", {"iso_week": "2020-W53", "iso_year": 2020, "quarter": "2021-Q1", "weekday_fr": "vendredi"}),
        ("2024-03-11", {"hijri_date": "1445-09-01", "weekday_ar": "الاثنين", "iso_weekday": 1, "month": "2024-03"}),
        ("2024-07-07", {"hijri_date": "1446-01-01", "weekday_zh": "星期日", "iso_weekday": 7, "weekday_en": "Sunday"}),
        ("2024-12-31", {"iso_week": "2025-W01", "day_of_year": 366, "weekday_ru": "вторник", "weekday_es": "martes"}),
    ],
)
def test_a_day_has_its_week_and_its_hijri_date(day: str, wanted: dict[str, object]) -> None:
    row = DAYS[dt.date.fromisoformat(day)]
    assert {name: row[name] for name in wanted} == wanted


def test_days_before_the_tables_of_umm_al_qura_have_no_hijri_date() -> None:
    rows = {row["day"]: row for row in dimensions.calendar(dt.date(1924, 1, 1), dt.date(1924, 1, 1)).to_pylist()}
    assert rows[dt.date(1924, 7, 31)]["hijri_date"] is None
    assert rows[dt.date(1924, 8, 1)]["hijri_date"] == "1343-01-01"


def test_event_types_are_those_of_the_closed_list() -> None:
    assert [row["type"] for row in dimensions.event_type_rows().to_pylist()] == list(event_types())
