"""What the commands have in common: kinds of arguments, filters, the shape of a command."""

import argparse
import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple


class Command(NamedTuple):
    """A command: a line for the list, what its own help says, its arguments, and what it does, giving an exit code."""

    name: str
    summary: str
    description: str
    fill: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def day(word: str) -> dt.date:
    """An ISO day."""
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word}: not a day; write YYYY-MM-DD") from None


def share_of_one(word: str) -> float:
    """A number from 0 to 1."""
    try:
        share = float(word)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{word}: not a share; write a number from 0 to 1")
    return share


def count(word: str) -> int:
    """A whole number, 0 or more."""
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"{word}: not a number; write 0 or more")
    return int(word)


def positive(word: str) -> int:
    """A number of processes, 1 or more."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word}: not a number of processes; write 1 or more")
    return int(word)


def add_data(command: argparse.ArgumentParser) -> None:
    """The data folder."""
    command.add_argument("data", metavar="DIR", help="data folder given to build as --out")


def add_filters(command: argparse.ArgumentParser) -> None:
    """Which events of the data folder."""
    add_data(command)
    command.add_argument("--since", type=day, metavar="DAY", help="events that end on this day or later")
    command.add_argument("--until", type=day, metavar="DAY", help="events that begin on this day or earlier")
    command.add_argument("--party", metavar="CODE", help="events with this party, e.g. MAR or IGO:UN")
    command.add_argument("--type", metavar="TYPE", help="events of this type, e.g. official_visit")
    command.add_argument("--status", metavar="STATUS", help="happened, ongoing, planned, denied or hypothetical")


def filters_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """The filters given, by name."""
    return {name: getattr(arguments, name) for name in ("since", "until", "party", "type", "status")}
