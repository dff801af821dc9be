"""The tables beside the facts, from data alone: parties, party_memberships, event_types, calendar."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from dateline.events.lexicon import party_names
from dateline.events.ontology import event_types
from dateline.events.titles import title_languages, titles
from dateline.party_facts import is_state, party_facts
from dateline.schema import batch_of, table

CALENDAR_FROM, CALENDAR_UNTIL = dt.date(1800, 1, 1), dt.date(2100, 12, 31)
# The days that Umm al-Qura tables cover.
_HIJRI_FROM, _HIJRI_UNTIL = dt.date(1924, 8, 1), dt.date(2077, 11, 16)
_KINDS = {"IGO": "organisation", "NSA": "group"}

Row = dict[str, Any]


def dimensions_of(first: dt.date | None, last: dt.date | None) -> dict[str, pa.Table]:
    """Every dimension by its name, the calendar from the year of the first day to that of the last; None: no days."""
    batches = {
        "parties": parties(),
        "party_memberships": party_memberships(),
        "event_types": event_type_rows(),
        "calendar": calendar(first, last) if first and last else _batch("calendar", iter(())),
    }
    return {name: pa.Table.from_batches([batch]) for name, batch in batches.items()}


def parties() -> pa.RecordBatch:
    """Every party that a language or parties.toml names."""
    return _batch("parties", _party_rows())


def party_memberships() -> pa.RecordBatch:
    """Members of organisations up to the day memberships.toml names."""
    return _batch("party_memberships", _membership_rows())


def _membership_rows() -> Iterator[Row]:
    facts, times = party_facts(), Counter[tuple[str, str]]()
    for one in sorted(facts.memberships, key=lambda one: one.joined_year or 0):
        times[one.organisation, one.party] += 1
        yield {
            "organisation_code": one.organisation,
            "party_code": one.party,
            "membership_number": times[one.organisation, one.party],
            "joined_year": one.joined_year,
            "left_year": one.left_year,
            "valid_on": facts.members_on,
        }


def event_type_rows() -> pa.RecordBatch:
    """Every event type with its titles, roles and codes."""
    return _batch("event_types", _type_rows())


def calendar(first: dt.date, last: dt.date) -> pa.RecordBatch:
    """Whole years from that of `first` to that of `last`, none before 1800 or after 2100."""
    day = max(dt.date(first.year, 1, 1), CALENDAR_FROM)
    end = min(dt.date(last.year, 12, 31), CALENDAR_UNTIL)
    return _batch("calendar", _day_rows(day, end))


def _batch(name: str, rows: Iterator[Row]) -> pa.RecordBatch:
    found = list(rows)
    return batch_of(name, {column.name: [row[column.name] for row in found] for column in table(name).columns})


def _party_rows() -> Iterator[Row]:
    facts, languages = party_facts(), title_languages()
    names = {language: party_names(language) for language in languages}
    names["en"] = {**facts.english_names, **names["en"]}
    belongs: dict[str, list[str]] = {}
    for one in facts.memberships:
        if one.left_year is None:
            belongs.setdefault(one.party, []).append(one.organisation)
    for code in sorted({code for known in names.values() for code in known}):
        state = facts.states.get(code)
        yield {
            "party_code": code,
            "party_kind": "state" if is_state(code) else _KINDS[code.partition(":")[0]],
            **{f"name_{language}": known.get(code) for language, known in names.items()},
            "iso_alpha2": state.alpha2 if state else None,
            "iso_alpha3": code if state else None,
            "iso_numeric": state.numeric if state else None,
            "region": state.region if state else None,
            "subregion": state.subregion if state else None,
            "organisation_codes": ",".join(sorted(belongs.get(code, ()))),
        }


def _type_rows() -> Iterator[Row]:
    for one in event_types().values():
        yield {
            "type": one.name,
            **{f"title_{language}": one.titles.get(language) for language in title_languages()},
            "is_symmetric": one.is_symmetric,
            "actor_role": one.roles["actor"],
            "recipient_role": one.roles.get("recipient"),
            "done_when": one.done_when,
            "plover_event": one.done.plover_event,
            "plover_mode": one.done.plover_mode or None,
            "plover_contexts": "; ".join(sorted(one.plover_contexts)),
            "cameo_code": one.done.cameo,
            "quad_class": one.done.quad_class,
            "goldstein": one.done.goldstein,
            "planned_plover_event": one.planned.plover_event,
            "planned_cameo_code": one.planned.cameo,
        }


def _day_rows(day: dt.date, end: dt.date) -> Iterator[Row]:
    weekdays = {language: titles(language).weekdays for language in title_languages()}
    while day <= end:
        iso = day.isocalendar()
        yield {
            "day": day,
            "year": day.year,
            "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
            "month": f"{day:%Y-%m}",
            "month_number": day.month,
            "day_of_month": day.day,
            "day_of_year": day.timetuple().tm_yday,
            "iso_year": iso.year,
            "iso_week": f"{iso.year}-W{iso.week:02}",
            "iso_weekday": iso.weekday,
            **{f"weekday_{language}": names[iso.weekday - 1] for language, names in weekdays.items()},
            **_hijri(day),
        }
        day += dt.timedelta(1)


def _hijri(day: dt.date) -> Row:
    if not _HIJRI_FROM <= day <= _HIJRI_UNTIL:
        return {"hijri_date": None, "hijri_year": None, "hijri_month": None}
    from hijridate import Gregorian

    found = Gregorian.fromdate(day).to_hijri()
    return {"hijri_date": found.isoformat(), "hijri_year": found.year, "hijri_month": found.month}
