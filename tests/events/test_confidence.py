"""Confidence says what it means: of the events it is high for, most are right in every part."""

from dataclasses import replace

import score

from dateline.events import EventMention
from dateline.events.confidence import rated
from dateline.events.model import Party

HOST = Party("MAR", "recipient", "Rabat", None, None, None, 30, 35)
VISIT = EventMention(
    type="official_visit",
    parties=(HOST,),
    first_day=None,
    last_day=None,
    granularity=None,
    edtf=None,
    date_basis="stated",
    status="happened",
    start_char=10,
    end_char=60,
    trigger_start_char=20,
    trigger_end_char=27,
    time_start_char=None,
    time_end_char=None,
    rule="visited/past",
)


def test_a_stated_day_a_verb_and_parties_of_the_sentence_are_the_most_trusted() -> None:
    told_before = replace(HOST, start_char=2, end_char=7)
    assert rated(VISIT).confidence == 0.9
    assert rated(replace(VISIT, date_basis="inherited")).confidence == 0.65
    assert rated(replace(VISIT, date_basis="none")).confidence == 0.6
    assert rated(replace(VISIT, rule="visit/noun")).confidence == 0.77
    assert rated(replace(VISIT, parties=(told_before,))).confidence == 0.81
    assert rated(replace(VISIT, rule="visit/noun", parties=(told_before,), date_basis="none")).confidence == 0.46


def test_events_above_eight_tenths_are_right_eight_times_in_ten_and_oftener_than_the_others() -> None:
    sure, unsure = score.Tally(), score.Tally()
    for language, texts in score.corpus().items():
        for article in texts["told"]:
            found = score.events_found(language, article)
            high = [event for event in found if event["confidence"] >= 0.8]
            low = [event for event in found if event["confidence"] < 0.8]
            sure += score.of_events(article["events"], high, score.whole)
            unsure += score.of_events(article["events"], low, score.whole)
    assert sure.precision is not None
    assert unsure.precision is not None
    assert sure.precision >= 80
    assert sure.precision > unsure.precision
