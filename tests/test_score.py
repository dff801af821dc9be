"""Floors go up freely and down for a reason only."""

import json
from pathlib import Path

import pytest
import score
from score import Tally, below, compare, figures, news

COUNTED = {("ar", "events"): Tally(3, 4, 6), ("ar", "events: summit"): Tally(0, 0, 2)}
DIGESTS = {"ar": "d1"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scores file beside a corpus of one language that has the tallies above."""
    monkeypatch.setattr(score, "corpus", lambda: {"ar": {"cases": [], "articles": []}})
    monkeypatch.setattr(score, "tallies", lambda texts: COUNTED)
    return tmp_path / "scores.json"


def with_floor(file: Path, precision: float) -> None:
    assert score.main(["--update"], file) == 0
    scores = json.loads(file.read_text())
    file.write_text(json.dumps(scores | {"floors": scores["floors"] | {"ar events precision": precision}}))


def test_what_is_spared_counts_for_nothing_and_an_equal_counts_once() -> None:
    assert compare("aabx", "abc", spared="x") == Tally(right=2, found=3, wanted=3)


def test_a_figure_is_rounded_down_and_there_is_none_of_nothing() -> None:
    assert figures(COUNTED) == {
        "ar events precision": 75.0,
        "ar events recall": 50.0,
        "ar events: summit recall": 0.0,
    }
    assert Tally(2, 3, 3).recall == 66.6


def test_a_figure_below_its_floor_is_named_with_floor_and_found() -> None:
    floors = {"ar events precision": 75.1, "ar events recall": 50.0}
    assert below(figures(COUNTED), floors) == ["ar events precision: found 75.0, floor 75.1"]


def test_a_language_without_floors_and_changed_texts_are_told_and_are_no_failure() -> None:
    scores = {"corpus": {"ar": "d0", "xx": "d2"}, "floors": {"ar events precision": 75.0}, "lowered": []}
    assert news(figures(COUNTED), {**DIGESTS, "fr": "d3"}, scores) == [
        "fr: no floors yet",
        "ar: its texts changed since the floors were written",
        "xx: has floors but no texts any more",
        "ar events recall: no floor yet",
        "ar events: summit recall: no floor yet",
    ]


def test_below_a_floor_the_command_fails_and_an_update_writes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_floor(file, 80.0)
    before = file.read_text()
    assert score.main([], file) == 1
    assert "ar events precision: found 75.0, floor 80.0" in capsys.readouterr().err
    assert score.main(["--update"], file) == 1
    assert file.read_text() == before


def test_a_floor_is_raised_without_a_reason(file: Path) -> None:
    with_floor(file, 10.0)
    assert score.main([], file) == 0
    assert score.main(["--update"], file) == 0
    assert json.loads(file.read_text())["floors"]["ar events precision"] == 75.0
    assert json.loads(file.read_text())["lowered"] == []


def test_a_floor_is_lowered_for_a_reason_that_is_kept(file: Path) -> None:
    with_floor(file, 80.0)
    assert score.main(["--update", "--allow-lower", "harder articles were added"], file) == 0
    assert json.loads(file.read_text())["lowered"] == [
        {"figure": "ar events precision", "was": 80.0, "is": 75.0, "reason": "harder articles were added"}
    ]
    assert score.main([], file) == 0


@pytest.mark.parametrize("words", [["--allow-lower", "a reason"], ["--update", "--allow-lower", " "]])
def test_lowering_needs_an_update_and_a_reason(file: Path, words: list[str]) -> None:
    with pytest.raises(SystemExit):
        score.main(words, file)


def test_the_floors_in_use_name_figures_that_are_measured() -> None:
    scores = score.read_scores(score.SCORES)
    assert scores["floors"] != {}
    assert {name.partition(" ")[0] for name in scores["floors"]} <= set(scores["corpus"])
