"""Mentions of one act are one event, in any order of arrival."""

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.events.merge import MentionRow, PartyTold, merge_mentions

OCTOBER = MentionRow(
    event_mention_id="m1",
    article_id="a1",
    source_id="s",
    language="ar",
    published_on=dt.date(2024, 12, 24),
    type="official_visit",
    status="happened",
    first_day=dt.date(2024, 10, 1),
    last_day=dt.date(2024, 10, 31),
    granularity="month",
    edtf="2024-10",
    date_basis="stated",
    confidence=0.9,
    evidence_text="زار وزير الدفاع الأذربيجاني المغرب في أكتوبر الماضي.",
    duplicate_of=None,
    parties=(PartyTold("AZE", "actor"), PartyTold("MAR", "recipient")),
)
NINTH = OCTOBER._replace(
    event_mention_id="m2",
    article_id="a2",
    published_on=dt.date(2024, 12, 25),
    first_day=dt.date(2024, 10, 9),
    last_day=dt.date(2024, 10, 9),
    granularity="day",
    edtf="2024-10-09",
)
YEAR_BEFORE = OCTOBER._replace(
    event_mention_id="m3", article_id="a3", first_day=dt.date(2023, 10, 1), last_day=dt.date(2023, 10, 31)
)
OTHERS = OCTOBER._replace(event_mention_id="m4", article_id="a4", parties=(PartyTold("TUR", "actor"),))


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


def test_news_of_the_day_printed_the_day_after_joins_the_act_whose_day_is_stated() -> None:
    told = NINTH._replace(
        event_mention_id="m5",
        article_id="a5",
        first_day=dt.date(2024, 10, 10),
        last_day=dt.date(2024, 10, 10),
        date_basis="publication",
        published_on=dt.date(2024, 10, 10),
    )
    [event] = merge_mentions([told, NINTH])
    assert (event.first_day, event.date_basis) == (dt.date(2024, 10, 9), "stated")
    long_after = told._replace(first_day=dt.date(2024, 10, 12), last_day=dt.date(2024, 10, 12))
    assert len(merge_mentions([long_after, NINTH])) == 2


# ---- any mentions at all

_DAYS = st.dates(dt.date(2024, 10, 1), dt.date(2024, 10, 20))
_PARTIES = st.sampled_from([("AZE", "MAR"), ("TUR", "MAR"), ("AZE", "TUR")])


@st.composite
def _rows(draw: st.DrawFn) -> MentionRow:
    first, length = draw(_DAYS), draw(st.sampled_from([0, 0, 0, 2, 30]))
    basis = draw(st.sampled_from(["stated", "inherited", "publication", "none"]))
    days = (None, None) if basis == "none" else (first, first + dt.timedelta(0 if basis == "publication" else length))
    actor, recipient = draw(_PARTIES)
    return OCTOBER._replace(
        article_id=f"a{draw(st.integers(1, 5))}",
        published_on=draw(_DAYS),
        type=draw(st.sampled_from(["official_visit", "sanctions_imposed"])),
        status=draw(st.sampled_from(["happened", "planned", "denied"])),
        first_day=days[0],
        last_day=days[1],
        date_basis=basis,
        parties=(PartyTold(actor, "actor"), PartyTold(recipient, "recipient")),
    )


_MENTIONS = st.lists(_rows(), max_size=9).map(
    lambda rows: [row._replace(event_mention_id=f"m{number}") for number, row in enumerate(rows)]
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(_MENTIONS, st.randoms(use_true_random=False))
def test_the_order_never_matters_and_each_mention_is_of_one_event(rows: list[MentionRow], chance) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    events = merge_mentions(rows)
    assert merge_mentions(shuffled) == events
    assert sorted(key for event in events for key in event.mention_ids) == sorted(row.event_mention_id for row in rows)
    assert len({event.event_id for event in events}) == len(events)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(_MENTIONS)
def test_the_days_of_an_event_are_those_of_one_of_its_mentions_and_agree_with_all(rows: list[MentionRow]) -> None:
    by_id = {row.event_mention_id: row for row in rows}
    for event in merge_mentions(rows):
        told = [by_id[key] for key in event.mention_ids]
        assert (event.first_day, event.last_day) in [(row.first_day, row.last_day) for row in told]
        assert len({(row.type, row.parties) for row in told}) == 1
        for row in told:
            if event.first_day is None:
                assert row.first_day is None
            else:
                assert row.first_day - dt.timedelta(row.date_basis == "publication") <= event.first_day
                assert event.last_day <= row.last_day


@settings(max_examples=200, deadline=None, derandomize=True)
@given(_MENTIONS, st.integers(0, 8))
def test_refining_the_day_of_a_mention_keeps_the_id_where_it_is_told_alone(rows: list[MentionRow], number: int) -> None:
    alone = [row for row in rows if row.first_day and row.date_basis == "stated"][number : number + 1]
    for row in alone:
        finer = row._replace(event_mention_id="finer", article_id="a9", published_on=dt.date(2024, 12, 1))
        finer = finer._replace(last_day=row.first_day)
        [before], [after] = merge_mentions([row]), merge_mentions([row, finer])
        assert (before.event_id, after.last_day) == (after.event_id, row.first_day)
