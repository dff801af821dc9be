"""How a language builds its sentences: the table `[settings]` of its events.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    """How a language builds its sentences.

    `inverts`: the subject may stand behind its verb; `drops_subject`: it may be left out; `object_marker` is the
    preposition that an object can have; `unaccented`: words may be printed without their accents, as in headlines;
    `small_adjectives`: an adjective with a capital is a name; `adverb_endings` are those by which an adverb between a
    verb and its auxiliary is known; `contractions` are the forms that the last word of a phrase takes with an article:
    "de" in "à la suite du".

    `compactness` is how many letters of a language with blanks one letter says as much as. `comma_clauses`: a comma
    opens a clause, whose subject may be that of the clause before, and what belongs to a verb stands before it.
    `long_speeches`: what a paragraph tells after a verb of saying is still said.
    `name_letters` are those that names are written with, where no blank ends a name. A letter that stands for a state
    may bear `letter_endings`; before `letter_tails` two of them are surely states. `object_endings` are pronouns
    written onto a verb, whose last letters `object_joins` changes before them. `indefinite_endings` are those of an
    adjective behind a noun without article. Where verbs agree with the subject behind them, those with
    `feminine_endings` in the past and `feminine_beginnings` in the present have a feminine one, as states are but the
    `masculine`, and holders of an office whose word has one of `feminine_nouns`. `daily_press`: its articles tell
    reactions on the day they are said, where they give them no day; `prompt_answers`: what answers the news is of its
    day, not of some day since. `heads_last`: the last word of an office names it again: "the minister".
    `plural_endings` are those of a verb that needs no subject: "в МИД заявили".
    """

    verb_first: bool = False
    spaced: bool = True
    as_written: tuple[str, ...] = ()
    office_after_adjective: bool = False
    office_links: tuple[str, ...] = ()
    body_links: tuple[str, ...] = ()
    object_marker: str | None = None
    inverts: bool = False
    drops_subject: bool = False
    articles: tuple[str, ...] = ()
    possessive_articles: tuple[str, ...] = ()
    unaccented: bool = False
    small_adjectives: bool = False
    possessives: tuple[str, ...] = ()
    name_particles: tuple[str, ...] = ()
    surname_first: tuple[str, ...] = ()
    future_clitics: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    subject_cases: tuple[str, ...] = ()
    object_cases: tuple[str, ...] = ()
    modifier_endings: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    contractions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adverb_endings: tuple[str, ...] = ()
    compactness: int = 1
    comma_clauses: bool = False
    long_speeches: bool = False
    name_letters: str = ""
    letter_endings: tuple[str, ...] = ()
    letter_tails: tuple[str, ...] = ()
    daily_press: bool = False
    prompt_answers: bool = False
    heads_last: bool = False
    object_endings: tuple[str, ...] = ()
    object_joins: Mapping[str, str] = field(default_factory=dict)
    indefinite_endings: tuple[str, ...] = ()
    feminine_endings: tuple[str, ...] = ()
    feminine_beginnings: tuple[str, ...] = ()
    feminine_nouns: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()

    def reach(self, count: int) -> int:
        """A distance in characters of a language with blanks, in characters of this one.

        >>> Settings(compactness=3).reach(34), Settings(compactness=3).reach(2)
        (11, 1)
        """
        return max(1, count // self.compactness)


def read_settings(data: Mapping[str, Any]) -> Settings:
    """The settings as written in the file, lists as tuples."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return Settings(**values)
