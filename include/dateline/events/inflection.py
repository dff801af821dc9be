"""Forms of words that a language's file writes once: verbs by their conjugation, names by their endings."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_VERB = re.compile(r"(?<!\w)\{([^{}]+)\}")  # braces behind letters are the endings of a noun
_STEM = "*"
Forms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Inflection:
    """How the words of a language change.

    `conjugations` are forms by aspect for the ending of an infinitive, where * is the stem; `verbs` are those of verbs
    that differ, aspect by aspect. `compound` are the auxiliaries that make an aspect with the first participle.
    `endings` say for a sort of word which endings take the place of the one it has.
    """

    conjugations: Mapping[str, Forms] = field(default_factory=dict)
    verbs: Mapping[str, Forms] = field(default_factory=dict)
    endings: Mapping[str, Forms] = field(default_factory=dict)
    compound: Forms = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Inflection":
        """The inflection of an events.toml."""
        return cls(
            conjugations=_tables(data.get("conjugations", {})),
            verbs=_tables(data.get("verbs", {})),
            endings=_tables(data.get("endings", {})),
            compound={aspect: tuple(words) for aspect, words in data.get("compound", {}).items()},
        )

    def verb(self, phrase: str) -> Iterator[tuple[str, str]]:
        """Aspect and words of each form of a phrase, whose verb stands in braces.

        >>> spanish = Inflection({"ar": {"past": ("*ó",), "base": ("*ar",)}})
        >>> list(spanish.verb("{llegar} a"))
        [('past', 'llegó a'), ('base', 'llegar a')]
        """
        found = _VERB.search(phrase)
        if found is None:
            return
        for aspect, forms in self._conjugated(found.group(1)).items():
            for form in forms:
                yield aspect, phrase[: found.start()] + form + phrase[found.end() :]

    def spread(self, phrases: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Aspect and words of the phrases, those with a verb in braces in all its forms; one without has no aspect.

        Where compound forms are known, a bare participle is an adjective and left out; so are subjunctives, which the
        base holds behind its infinitive.
        """
        for phrase in phrases:
            forms = list(self.verb(phrase))
            if self.compound:
                base = next((form for form in forms if form[0] == "base"), None)
                forms = [form for form in forms if form == base or form[0] not in ("base", "participle")]
            yield from forms or [("", phrase)]

    def knows(self, phrase: str) -> bool:
        """Whether the verb in braces, if there is one, can be conjugated."""
        found = _VERB.search(phrase)
        return found is None or bool(self._conjugated(found.group(1)))

    def forms(self, sort: str, word: str) -> tuple[str, ...]:
        """The forms of a word of some sort, by the longest ending it has.

        >>> Inflection(endings={"adjectives": {"és": ("és", "esa"), "s": ("s",)}}).forms("adjectives", "francés")
        ('francés', 'francesa')
        """
        endings = self.endings.get(sort, {})
        ending = _longest_ending(endings, word)
        if ending is None:
            return (word,)
        return tuple(word[: len(word) - len(ending)] + other for other in endings[ending])

    def _conjugated(self, verb: str) -> dict[str, tuple[str, ...]]:
        ending = _longest_ending(self.conjugations, verb)
        forms: dict[str, tuple[str, ...]] = {}
        if ending is not None:
            stem = verb[: len(verb) - len(ending)]
            for aspect, patterns in self.conjugations[ending].items():
                forms[aspect] = tuple(pattern.replace(_STEM, stem) for pattern in patterns)
        forms |= dict(self.verbs.get(verb, {}))
        for aspect, words in self.compound.items():
            made = tuple(f"{word} {forms['participle'][0]}" for word in words if forms.get("participle"))
            forms[aspect] = forms.get(aspect, ()) + made
        return forms


def contracted(phrase: str, contractions: Mapping[str, Iterable[str]]) -> list[str]:
    """A phrase, and the phrase with its last word as it stands before an article; a single word has its own entries.

    >>> contracted("en raison de", {"de": ["du", "d'"]})
    ['en raison de', 'en raison du', "en raison d'"]
    """
    if not contractions:
        return [phrase]
    head, blank, last = phrase.rpartition(" ")
    return [phrase, *(head + blank + fused for fused in contractions.get(last, ()) if head)]


def _tables(data: Mapping[str, Mapping[str, Iterable[str]]]) -> dict[str, Forms]:
    return {name: {key: tuple(forms) for key, forms in table.items()} for name, table in data.items()}


def _longest_ending(endings: Iterable[str], word: str) -> str | None:
    return max((ending for ending in endings if word.endswith(ending)), key=len, default=None)
