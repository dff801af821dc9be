"""What an article has told so far: who was named, who holds which office, and what each sentence was about."""

from dataclasses import dataclass, field
from typing import NamedTuple


class PartyPlace(NamedTuple):
    """A party where it stands, in folded offsets: codes (two for "both countries") and the whole phrase.

    `marker` is the preposition before it. A weak one only says whose a thing is (an Iranian airline, Iran's budget); a
    posting is where an ambassador serves. Parties joined by "and" share a `group`. Where endings show the case, `cases`
    are those the phrase can stand in, `implied` the markers they stand for, and who cannot be a subject or an object
    does not lead or follow.
    """

    codes: tuple[str, ...]
    start: int
    end: int
    kind: str
    marker: str | None = None
    office: tuple[int, int] | None = None
    sector: str | None = None
    person: tuple[int, int] | None = None
    is_weak: bool = False
    is_location: bool = False
    is_posting: bool = False
    group: int = 0
    cases: frozenset[str] = frozenset()
    implied: tuple[str, ...] = ()
    can_lead: bool = True
    can_follow: bool = True

    @property
    def is_strong(self) -> bool:
        """Whether it can act or be acted upon."""
        return not (self.is_weak or self.is_location or self.is_posting)

    @property
    def is_free(self) -> bool:
        """Whether it can be a subject or an object: strong, and no preposition before it."""
        return self.is_strong and self.marker is None and (self.can_lead or self.can_follow)

    @property
    def is_subject(self) -> bool:
        """Whether it can be a subject."""
        return self.is_strong and self.marker is None and self.can_lead

    @property
    def is_object(self) -> bool:
        """Whether it can be an object."""
        return self.is_strong and self.marker is None and self.can_follow

    def stands_behind(self, marker: str) -> bool:
        """Whether a preposition, or a case that stands for one, marks it so."""
        return marker == self.marker or (self.marker is None and marker in self.implied)


@dataclass(slots=True)
class Discourse:
    """What later words can point back to.

    Parties in order of last naming (`here`: in this sentence, the last of which that can be a subject is the `lead`),
    offices and persons by their words, the party last spoken about, who did what was told last, whose the last `deal`
    was, and the two sides of the last act of two. `has_former` tells that the sentence speaks of one who held an
    office once.
    `is_speech` tells that somebody has begun to speak in the paragraph, `read_to` where reading has come to.
    `home` is the state whose news agency reports from within, `land` that in which something took place last; `asides`
    are the sentences that open with what had been.
    """

    recent: list[str] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    topic: PartyPlace | None = None
    doer: tuple[str, ...] = ()
    deal: tuple[str, ...] = ()
    here: list[str] = field(default_factory=list)
    lead: tuple[str, ...] = ()
    has_former: bool = False
    last_two: tuple[str, ...] = ()
    couple: tuple[str, ...] = ()
    is_speech: bool = False
    read_to: int = 0
    home: str | None = None
    land: str | None = None
    asides: list[tuple[int, int]] = field(default_factory=list)

    def begin(self) -> None:
        """A new sentence: nothing is named in it yet."""
        self.here.clear()
        self.lead, self.has_former = (), False

    def name(self, party: PartyPlace) -> None:
        """Remember that a party was named."""
        for codes in (self.here, self.recent):
            for code in party.codes:
                if code in codes:
                    codes.remove(code)
                codes.append(code)

    def pair(self) -> tuple[str, ...]:
        """The two that "both countries" are, in the order of the alphabet; empty when there were not two.

        They are the last two states named in the sentence, else the two of the act told last, else the two that a
        sentence was about, else the last two named, an organisation only where no two states were.
        """
        states = [code for code in self.here if not code.startswith("IGO:")]
        is_third = len(states) > 2 and set(self.last_two) <= set(states)  # it does something between the two
        is_told = len([code for code in self.last_two if not code.startswith("IGO:")]) == 2
        if (len(states) < 2 or is_third) and is_told:
            return tuple(sorted(self.last_two))
        if len(states) < 2:
            states = [code for code in self.couple or self.recent if not code.startswith("IGO:")]
        if len(states) < 2:  # where no two states were named, "both sides" may be a state and an organisation
            states = list(self.last_two)
        return tuple(sorted(states[-2:])) if len(states) >= 2 else ()
