"""Commands on texts that are given: dates, events, explain."""

import argparse
import sys

from dateline.shell.arguments import Command, day

_DATES = """\
Read JSON lines on standard input, write one JSON line for each, in the same order.
  in   {"id", "lang", "text", "reference"}    reference: ISO day or instant the text counts from; lang null: detected
  out  {"id", "dates": [{"start_char", "end_char", "text", "kind", "value", "edtf", "first_day", "last_day",
        "granularity", "is_approximate", "anchor_on", "anchor_basis", "rule", "reason"}]}
Offsets are code points, the end exclusive; days are inclusive at both ends, null where the text is too vague.
A bad line gives {"id", "line", "error"} in its place and the run goes on. A language without data gives no dates
and "reason": "unknown_language".
"""
_EVENTS = """\
Read JSON lines on standard input, write one JSON line for each, in the same order.
  in   {"id", "lang", "text", "published_on"}    lang null: detected
  out  {"id", "events": [{"type", "parties": [{"code", "role", "name", "person", "office", "sector", "start_char",
        "end_char"}], "first_day", "last_day", "granularity", "edtf", "date_basis", "status", "start_char", "end_char",
        "trigger_start_char", "trigger_end_char", "time_start_char", "time_end_char", "rule", "confidence"}]}
A bad line gives {"id", "line", "error"} in its place and the run goes on. A language without data gives no events
and "reason": "unknown_language".
"""


def _add_genre(command: argparse.ArgumentParser) -> None:
    told = "a bare weekday looks back in news, ahead in dialogue"
    command.add_argument("--genre", choices=("news", "dialogue"), default="news", help=told)


def _fill_dates(command: argparse.ArgumentParser) -> None:
    _add_genre(command)


def _dates(arguments: argparse.Namespace) -> int:
    from dateline import lines

    bad = lines.answer(sys.stdin.buffer, sys.stdout.buffer, lambda case: lines.dates_of(case, arguments.genre))
    return 1 if bad else 0


def _fill_events(_: argparse.ArgumentParser) -> None:
    """It has no arguments."""


def _events(_: argparse.Namespace) -> int:
    from dateline import lines

    return 1 if lines.answer(sys.stdin.buffer, sys.stdout.buffer, lines.events_of) else 0


def _fill_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", help='the text, or "-" to read it from standard input')
    command.add_argument("--published-on", required=True, type=day, metavar="DAY", help="day to count from, YYYY-MM-DD")
    command.add_argument("--language", metavar="CODE", help="language of the text (default: detected)")
    _add_genre(command)


def _explain(arguments: argparse.Namespace) -> int:
    from dateline.dates.anchors import find_times
    from dateline.dates.explain import explain
    from dateline.events.explain import explain_events
    from dateline.inputs.language import detect_language
    from dateline.languages import support_of

    text = arguments.text if arguments.text != "-" else sys.stdin.buffer.read().decode("utf-8", "replace")
    language = arguments.language or detect_language(text)
    if language is None:
        print("dateline: explain: the language was not recognised; name it with --language", file=sys.stderr)
        return 1
    published_on, genre = arguments.published_on, arguments.genre
    print(explain(text, language, published_on, genre=genre))
    if support_of(language) == "events":
        times = find_times(text, language, published_on, genre=genre)
        print(f"\n{explain_events(text, language, published_on, times)}")
    return 0


COMMANDS = (
    Command("dates", "JSON lines of texts into JSON lines of dates", _DATES, _fill_dates, _dates),
    Command("events", "JSON lines of texts into JSON lines of events", _EVENTS, _fill_events, _events),
    Command(
        "explain",
        "how the dates and events of one text were found",
        "Show how each date and each event of one text was found, and what was not taken.",
        _fill_explain,
        _explain,
    ),
)
