"""The shell's contracts: lines in and out, exit codes, and tables that depend on the articles alone."""

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from folders import contents
from sample_articles import ARTICLES

from dateline.__main__ import main

INPUTS = [ARTICLES / "beirut", ARTICLES / "london", ARTICLES / "wire"]
COMMANDS = [pytest.param("dates", "reference", id="dates"), pytest.param("events", "published_on", id="events")]

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Row]:
        return [json.loads(line) for line in self.out.splitlines()]


Shell = Callable[..., Answer]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Shell:
    """What `python -m dateline WORDS` answers to bytes on its standard input, within this process."""

    def run(*words: object, given: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        try:
            code = main([str(word) for word in words])
        except SystemExit as exit:
            code = int(exit.code or 0)
        told = capsysbinary.readouterr()
        return Answer(code, told.out.decode(), told.err.decode())

    return run


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def rows_of(data: Path, name: str) -> list[Row]:
    """All rows of a table with day partitions."""
    return [row for file in sorted(data.glob(f"{name}/*/*.parquet")) for row in pq.ParquetFile(file).read().to_pylist()]


# ---- lines


@pytest.mark.parametrize(("command", "field"), COMMANDS)
def test_each_line_is_answered_in_its_place_and_a_bad_one_says_what_is_wrong(
    shell: Shell, command: str, field: str
) -> None:
    text = "Norway and Chad signed an agreement on 12 May 2024."
    good = {"lang": "en", "text": text, field: "2024-05-14"}
    answer = shell(
        command,
        given=line(id="first", **good)
        + b'{"id": "cut off", "text": \n'
        + b"\n"  # a blank line is no case
        + line(id="no text", lang="en", **{field: "2024-05-14"})
        + line(id="bad day", lang="en", text=text, **{field: "14 May"})
        + line(id="no day", lang="en", text=text)
        + line(id="bad language", lang=7, text=text, **{field: "2024-05-14"})
        + b'["not", "an", "object"]\n'
        + b'{"id": "\xff"}\n'
        + line(id="last", **good),
    )
    told = [(row["id"], row.get("line"), "error" in row) for row in answer.rows]
    assert told == [
        ("first", None, False),
        (None, 2, True),
        ("no text", 4, True),
        ("bad day", 5, True),
        ("no day", 6, True),
        ("bad language", 7, True),
        (None, 8, True),
        (None, 9, True),
        ("last", None, False),
    ]
    errors = [row["error"] for row in answer.rows if "error" in row]
    starts = ["not JSON", "text:", f"{field}:", f"{field}:", "lang:", "not a JSON object", "byte 8: not UTF-8"]
    assert [error[: len(start)] for error, start in zip(errors, starts, strict=True)] == starts
    first, *_, last = answer.rows
    assert {**last, "id": "first"} == first
    assert first[command] != []
    assert answer.code == 1


@pytest.mark.parametrize(("command", "field"), COMMANDS)
def test_a_language_without_data_gives_nothing_and_says_why(shell: Shell, command: str, field: str) -> None:
    given = line(id=1, lang="xx", text="Norway signed on 12 May 2024.", **{field: "2024-05-14"})
    given += line(id=2, lang=None, text="12.5", **{field: "2024-05-14"})  # no words to tell a language by
    answer = shell(command, given=given)
    assert answer.rows == [{"id": n, command: [], "reason": "unknown_language"} for n in (1, 2)]
    assert answer.code == 0


@pytest.mark.parametrize(("command", "field"), COMMANDS)
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway and Chad signed an agreement in Oslo yesterday, a spokesman told reporters in the evening."),
        ("ar", "وقعت النرويج وتشاد اتفاقية في أوسلو أمس، وقال متحدث باسم الوزارة إن النص سينشر قريبا."),
    ],
)
def test_a_language_that_is_null_is_detected(shell: Shell, command: str, field: str, language: str, text: str) -> None:
    named = line(id=1, lang=language, text=text, **{field: "2024-05-14"})
    regional = line(id=1, lang=f"{language.upper()}_XX", text=text, **{field: "2024-05-14"})
    unnamed = line(id=1, lang=None, text=text, **{field: "2024-05-14"})
    first, second, third = shell(command, given=named + regional + unnamed).rows
    assert first[command] != []
    assert first == second == third


@pytest.mark.parametrize("reference", ["2024-05-14", "2024-05-14T23:30", "2024-05-14T23:30:00+14:00"])
def test_an_instant_counts_by_its_own_day(shell: Shell, reference: str) -> None:
    [row] = shell("dates", given=line(id=1, lang="en", text="They met yesterday.", reference=reference)).rows
    assert [date["first_day"] for date in row["dates"]] == ["2024-05-13"]


def test_a_dialogue_looks_ahead_where_news_look_back(shell: Shell) -> None:
    given = line(id=1, lang="en", text="The talks are on Friday.", reference="2024-12-24")
    days = [shell("dates", "--genre", genre, given=given).rows[0]["dates"][0] for genre in ("news", "dialogue")]
    assert [day["first_day"] for day in days] == ["2024-12-20", "2024-12-27"]


# ---- exit codes


def test_help_lists_the_exit_codes(shell: Shell) -> None:
    for words in ([], ["build"], ["dates"], ["events"], ["explain"], ["timeline"]):
        answer = shell(*words, "--help")
        codes = re.findall(r"^  (\d+) ", answer.out.partition("exit codes:")[2], re.MULTILINE)
        assert (answer.code, codes) == (0, ["0", "1", "2", "3", "130"])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, ["explain", "--published-on", "2024-12-24", "في أكتوبر الماضي"]),
        (1, ["explain", "--published-on", "2024-12-24", "12"]),
        (2, []),
        (2, ["no-such-command"]),
        (2, ["explain", "yesterday"]),
        (2, ["explain", "--published-on", "24 December", "yesterday"]),
        (2, ["dates", "--genre", "poem"]),
        (2, ["build", "no-such-folder", "--out", "out"]),
        (2, ["build", ".", "--out", "out", "--workers", "0"]),
        (3, ["build", ".", "--out", "out", "--language", "xx"]),
        (3, ["build", ".", "--out", "out", "--time-zone", "Africa/Nowhere"]),
        (3, ["timeline", "."]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_the_exit_code_tells_what_kind_of_trouble_it_was(
    shell: Shell, code: int, words: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = shell(*words)
    assert answer.code == code
    assert bool(answer.err) == (code != 0)
    assert "Traceback" not in answer.err


def test_a_key_pressed_to_stop_it_is_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(io.BytesIO):
        def __next__(self) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Stopped()))
    assert main(["dates"]) == 130


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "dateline", "timeline", tmp_path], capture_output=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(b"dateline: ")


# ---- tables


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("built")
    assert main(["build", *map(str, INPUTS), "--out", str(data), "--workers", "1", "--quiet"]) == 0
    return data


def test_a_second_build_changes_no_byte(shell: Shell, built: Path) -> None:
    before = contents(built)
    assert shell("build", *INPUTS, "--out", built, "--workers", 1).code == 0
    assert contents(built) == before


@pytest.mark.parametrize(
    ("inputs", "workers"),
    [
        pytest.param(INPUTS, 2, id="two processes"),
        pytest.param(INPUTS[::-1], 1, id="inputs named in another order"),
    ],
)
def test_neither_processes_nor_order_show_in_the_tables(
    shell: Shell, built: Path, tmp_path: Path, inputs: list[Path], workers: int
) -> None:
    assert shell("build", *inputs, "--out", tmp_path, "--workers", workers).code == 0
    assert contents(tmp_path) == contents(built)


def test_the_order_in_which_files_came_to_lie_in_a_folder_does_not_show(
    shell: Shell, built: Path, tmp_path: Path
) -> None:
    copies = []
    for folder in INPUTS:
        (tmp_path / folder.name).mkdir()
        for file in sorted(folder.iterdir(), reverse=True):
            shutil.copy(file, tmp_path / folder.name / file.name)
        copies.append(tmp_path / folder.name)
    assert shell("build", *copies, "--out", tmp_path / "out", "--workers", 1).code == 0
    assert contents(tmp_path / "out") == contents(built)


def test_a_source_that_lost_an_article_loses_its_rows(shell: Shell, built: Path, tmp_path: Path) -> None:
    shutil.copytree(INPUTS[0], tmp_path / INPUTS[0].name)
    added = tmp_path / INPUTS[0].name / "added.txt"
    text = "Home > World\nAn embassy opens\nThe Courier\nTuesday 14 May 2024\n"
    added.write_text(text + "Norway opened an embassy in Chad on Monday.\n", encoding="utf-8")
    inputs = [tmp_path / INPUTS[0].name, *INPUTS[1:]]
    shell("build", *inputs, "--out", tmp_path / "out", "--workers", 1)
    with_it = {file for file in contents(tmp_path / "out") if not file.startswith("timeline/builds/")}
    added.unlink()
    shell("build", *inputs, "--out", tmp_path / "out", "--workers", 1)
    without = {file for file in contents(tmp_path / "out") if not file.startswith("timeline/builds/")}
    assert {file.partition("/")[2][:23] for file in with_it - without} == {"published_on=2024-05-14"}
    assert (tmp_path / "out/timeline/current").readlink() == (built / "timeline/current").readlink()


def test_every_input_is_an_article_or_a_reject_with_reason_and_place(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    body = "Norway opened an embassy in Chad on Monday, and the king of Norway sent a letter to the president of Chad."
    files = {
        "good.txt": f"An embassy opens\nTuesday 14 May 2024\n{body}".encode(),
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        "undated.txt": f"An embassy opens\n{body}".encode(),
        "latin.txt": "Le chancelier a été reçu à l'Élysée mardi 14 mai 2024 à midi.".encode("latin-1"),
        "sheet.xlsx": b"PK\x03\x04",
        "lines.jsonl": line(text=body, published_on="2024-05-14", lang="en")
        + b'{"text": "cut off\n'
        + b'"a bare value"\n'
        + line(headline="no text")
        + line(text=body + " It rained.", lang="en")
        + line(text=body + " It snowed.", lang="xx", published_on="2024-05-14")
        + line(text=body, published_on="2024-05-14", lang="en")
        + b'{"text": "\xe9t\xe9"}\n',
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    answer = shell("build", folder, "--out", tmp_path / "out", "--workers", 1)
    counts = dict(pair.split("=") for pair in answer.out.split())
    rejects = rows_of(tmp_path / "out", "rejects")
    assert {(row["source_file"], row["place"]): row["reason_code"] for row in rejects} == {
        ("empty.txt", None): "empty_text",
        ("blank.txt", None): "empty_text",
        ("picture.txt", None): "not_text",
        ("undated.txt", None): "no_publication_day",
        ("latin.txt", None): "broken_encoding",
        ("sheet.xlsx", None): "unsupported_format",
        ("lines.jsonl", "line 2"): "broken_json",
        ("lines.jsonl", "line 3"): "broken_json",
        ("lines.jsonl", "line 4"): "missing_field",
        ("lines.jsonl", "line 5"): "no_publication_day",
        ("lines.jsonl", "line 6"): "unknown_language",
        ("lines.jsonl", "line 7"): "duplicate_article",
        ("lines.jsonl", "line 8"): "broken_encoding",
    }
    assert all(row["detail"] for row in rejects)
    assert sorted(row["source_file"] for row in rows_of(tmp_path / "out", "articles")) == ["good.txt", "lines.jsonl"]
    told = [counts[name] for name in ("articles_in", "articles_out", "duplicates", "rejects")]
    assert told == ["15", "2", "1", "12"]
    assert answer.code == 0


def test_an_article_in_a_language_without_a_file_is_kept_with_its_day(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    body = "Die Ministerin ist am Dienstag zu einem Besuch in Rabat eingetroffen und spricht dort über den Handel."
    (folder / "page.txt").write_text(f"Ministerin reist nach Rabat\n24. Dezember 2024, 21:18 Uhr\n\n{body}\n", "utf-8")
    record = {"text": "Ministern kom på besök och talade om handel.", "published": "3 januari 2025", "lang": "sv"}
    (folder / "lines.jsonl").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    assert shell("build", folder, "--out", tmp_path / "out", "--workers", 1).code == 0
    told = {
        (row["language"], row["language_support"], row["publication_basis"], row["publication_day"].isoformat())
        for row in rows_of(tmp_path / "out", "articles")
    }
    assert told == {("de", "none", "header", "2024-12-24"), ("sv", "none", "field", "2025-01-03")}
    assert rows_of(tmp_path / "out", "rejects") == rows_of(tmp_path / "out", "time_mentions") == []


def test_the_timeline_shows_every_event_and_filters_them(shell: Shell, built: Path) -> None:
    events = pq.ParquetFile(built / "timeline/current/events.parquet").read().to_pylist()
    answer = shell("timeline", built)
    assert answer.out.splitlines()[-1] == f"{len(events)} events"
    assert all(event["title"] in answer.out for event in events)
    planned = shell("timeline", built, "--status", "planned").out
    assert f"\n{sum(event['status'] == 'planned' for event in events)} events\n" in planned
    party = [event for event in events if "CYP" in f"{event['actor_codes']},{event['recipient_codes']}".split(",")]
    assert f"\n{len(party)} events\n" in shell("timeline", built, "--party", "CYP").out
    assert shell("timeline", built, "--since", "2999-01-01").out == "no events\n"


# ---- the seed


def test_the_seed_was_published_at_21_18_by_the_clocks_of_morocco(shell: Shell, seed: Path, tmp_path: Path) -> None:
    assert shell("build", seed, "--out", tmp_path, "--workers", 1).code == 0
    [article] = rows_of(tmp_path, "articles")
    told = (article["publication_day"].isoformat(), article["published_at"].isoformat(), article["language"])
    assert told == ("2024-12-24", "2024-12-24T20:18:00+00:00", "ar")
