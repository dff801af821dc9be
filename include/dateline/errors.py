"""Every exception class of the library.

DatelineError             a mistake of ours or of a configuration: stops the run
├── LanguageDataError     a language file breaks its closed lists
└── UnreachableError      a source that gives nothing for now: the same again may do
InputError                an input that cannot be read on: becomes a reject, the run goes on
└── LimitError            an input that asks for more than any archive of news does: the whole file is given up
"""

from typing import Self


class DatelineError(Exception):
    """A mistake that stops the run, told as file, place, problem and what to do.

    >>> str(DatelineError("languages/ar/dates.toml", "deictics.yesteday", "no such entry", "choose yesterday"))
    'languages/ar/dates.toml: deictics.yesteday: no such entry; choose yesterday'
    """

    def __init__(self, file: str, place: str, problem: str, advice: str = "") -> None:
        self.file, self.place, self.problem, self.advice = file, place, problem, advice
        super().__init__(f"{file}: {place}: {problem}" + (f"; {advice}" if advice else ""))

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str, str]]:
        return type(self), (self.file, self.place, self.problem, self.advice)


class LanguageDataError(DatelineError):
    """A language file names something the engine does not know, or says one thing twice."""


class UnreachableError(DatelineError):
    """An address that did not answer, or whose server failed; what was kept of it before is as it was."""


class InputError(Exception):
    """An input that cannot be read on; `reason_code` is from the closed list in tables/rejects.toml."""

    def __init__(self, reason_code: str, detail: str) -> None:
        self.reason_code, self.detail = reason_code, detail
        super().__init__(f"{reason_code}: {detail}")

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (self.reason_code, self.detail)


class LimitError(InputError):
    """An input that unpacks to too much or too deep; nothing more is read of the outermost file."""
