"""Mentions of one act are one event, in any order of arrival."""

import datetime as dt
import itertools
from dataclasses import replace

from dateline.events.merge import MentionRow, merge_mentions

OCTOBER = MentionRow(
    event_mention_id="m1",
    article_id="a1",
    source_id="s",
    language="ar",
    published_on=dt.date(2024, 12, 24),
    published_at=None,
    type="official_visit",
    status="happened",
    first_day=dt.date(2024, 10, 1),
    last_day=dt.date(2024, 10, 31),
    granularity="month",
    edtf="2024-10",
    date_basis="stated",
    confidence=0.9,
    evidence_text="",
    parties=(("AZE", "actor", None), ("MAR", "recipient", None)),
)
NINTH = replace(
    OCTOBER,
    event_mention_id="m2",
    article_id="a2",
    published_on=dt.date(2024, 12, 25),
    first_day=dt.date(2024, 10, 9),
    last_day=dt.date(2024, 10, 9),
    granularity="day",
    edtf="2024-10-09",
)
YEAR_BEFORE = replace(
    OCTOBER, event_mention_id="m3", article_id="a3", first_day=dt.date(2023, 10, 1), last_day=dt.date(2023, 10, 31)
)
OTHERS = replace(OCTOBER, event_mention_id="m4", article_id="a4", parties=(("TUR", "actor", None),))


def test_a_later_mention_that_refines_the_day_keeps_the_id() -> None:
    [before] = merge_mentions([OCTOBER])
    [after] = merge_mentions([OCTOBER, NINTH])
    assert after.event_id == before.event_id
    assert (after.first_day, after.granularity) == (dt.date(2024, 10, 9), "day")
    assert after.mention_ids == ("m1", "m2")


def test_visits_of_two_years_and_of_other_parties_stay_apart() -> None:
    assert len(merge_mentions([OCTOBER, YEAR_BEFORE, OTHERS])) == 3


def test_any_order_of_arrival_gives_the_same_events() -> None:
    rows = [OCTOBER, NINTH, YEAR_BEFORE, OTHERS]
    results = {tuple(merge_mentions(order)) for order in itertools.permutations(rows)}
    assert len(results) == 1
