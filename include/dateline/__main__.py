"""The same work from a shell: python -m dateline build ARTICLES --out DIR."""

import argparse
import sys
from collections.abc import Sequence

from dateline import __version__
from dateline.errors import DatelineError
from dateline.shell import COMMANDS

_EXIT_CODES = """\
exit codes:
  0    everything was read (build: rejected articles are rows of the rejects table, not a failure)
  1    the run went to its end, but some lines or inputs were bad: look for "error" in the output
  2    wrong usage: no such command, option or value
  3    a mistake that stopped the run: configuration, language data, a broken table
  130  stopped from the keyboard
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code of one command line; see `python -m dateline --help`."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = COMMANDS[arguments.command].run(arguments)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Dated diplomatic events from news articles.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    for one in COMMANDS.values():
        command = commands.add_parser(
            one.name,
            help=one.summary,
            description=one.description,
            epilog=_EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.fill(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
