"""Words written once with the set of endings they take."""

import pytest

from dateline.dates import endings
from dateline.errors import LanguageDataError


def read(monkeypatch: pytest.MonkeyPatch, data: dict) -> dict:
    monkeypatch.setattr(endings, "read_language_file", lambda language, name: data)
    return endings.read_dates("xx")


def test_every_listed_word_has_all_its_forms_and_a_phrase_all_that_its_words_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = {"endings": {"а": ["а", "у"]}, "seasons": {"winter": ["зим{а}"]}, "words": {"eve": ["пор{а} зим{а}"]}}
    found = read(monkeypatch, data)
    assert found["seasons"]["winter"] == ["зима", "зиму"]
    assert found["words"]["eve"] == ["пора зима", "пора зиму", "пору зима", "пору зиму"]


def test_shapes_of_settings_keep_their_braces(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"endings": {"а": ["а"]}, "settings": {"compound_numbers": ["{tens} {units}"]}}
    assert read(monkeypatch, data) == {"settings": {"compound_numbers": ["{tens} {units}"]}}


def test_a_set_of_endings_that_is_not_declared_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LanguageDataError, match="no such endings; choose one of а"):
        read(monkeypatch, {"endings": {"а": ["а"]}, "seasons": {"winter": ["зим{ы}"]}})
