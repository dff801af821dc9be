"""What the page "Explain" is told, beside what the command prints."""

import datetime as dt

import pytest

from dateline.__main__ import main
from dateline.errors import DatelineError
from dateline.pages.explaining import LONGEST
from dateline.pages.service import explanation

TEXT = "Turkey's foreign minister will visit Baghdad on Friday. Iraq may sign a pact with Turkey in early May."
ASKED = {"text": TEXT, "published_on": "2024-12-24", "language": "en"}


def test_the_pieces_are_the_text_with_its_words_marked() -> None:
    told = explanation(ASKED)
    assert "".join(piece["text"] for piece in told["pieces"]) == TEXT
    marked = {(piece["text"], kind) for piece in told["pieces"] for kind in piece["kinds"]}
    assert {("visit", "trigger"), ("Baghdad", "recipient"), ("Friday", "time")} <= marked


def test_it_finds_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    told = explanation(ASKED)
    assert main(["explain", "--published-on", "2024-12-24", "--language", "en", TEXT]) == 0
    printed = capsys.readouterr().out
    assert told["times"]
    assert told["events"]
    assert told["missed_times"]
    for time in told["times"]:
        assert f"{time['text']}: {time['kind']} {time['value']}" in printed
        assert f"{time['meaning']}\n    pattern: {time['pattern']} = {time['operation']}" in printed
    for event in told["events"]:
        assert f"trigger: {event['trigger']} ({event['form']}), frame {event['frame']}" in printed
        for party in event["parties"]:
            assert (
                f"{party['role']} {party['code']}: {party['name']}; looked for in {', '.join(party['places'])}"
                in printed
            )


def test_parties_and_types_have_names_for_every_reader() -> None:
    names = explanation(ASKED)["names"]
    assert {"value": "IRQ", "en": "Iraq", "ar": "العراق", "fr": "Irak"} in names["party"]
    assert all({"en", "ar", "fr"} <= set(one) for one in names["type"])


def test_a_text_without_a_language_is_read_in_the_one_detected() -> None:
    told = explanation({"text": "وكان المغرب قد شهد في أكتوبر الماضي زيارة هامة", "published_on": "2024-12-24"})
    assert told["language"] == "ar"
    assert told["times"][0]["first_day"] == dt.date(2024, 10, 1)


BAD = {
    "no text": {"text": "  "},
    "a text too long": {"text": "a" * (LONGEST + 1)},
    "no day": {"published_on": ""},
    "a day that is none": {"published_on": "yesterday"},
    "a language that is none": {"language": "../en"},
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_explained_is_refused(name: str) -> None:
    with pytest.raises(DatelineError, match=next(iter(BAD[name]))):
        explanation(ASKED | BAD[name])
