"""A trigger in its clause: what stands before and after it, and whether its verb is passive."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.events.bounds import clause_left, clause_right, next_subject
from dateline.events.clauses import attribute_end, comma_clause, shared_clause
from dateline.events.discourse import Discourse, PartyPlace
from dateline.events.lexicon import Frame, Trigger
from dateline.events.sentences import Sentence
from dateline.events.verbs import CHAIN, carrier_start, has_reflexive, is_joined, verb_start
from dateline.events.words import NOUNS, Found, bears_article

_OPENINGS = (*CHAIN, "marker", "anaphora", "pronouns")  # words before a verb that has no subject of its own


@dataclass(frozen=True, slots=True)
class Told:
    """The parties of an act told before, for words that point back to it."""

    type: str
    actors: tuple[PartyPlace, ...]
    recipients: tuple[PartyPlace, ...]

    @property
    def everyone(self) -> tuple[PartyPlace, ...]:
        """Both sides."""
        return (*self.actors, *self.recipients)


@dataclass(frozen=True, slots=True)
class Scene:
    """A trigger with the parties of its sentence; `left` and `right` bound its clause (folded offsets).

    `chain` is where the verb begins, its auxiliaries included. `opening` is the word that opens the clause, and
    `antecedent` whom a relative clause is about; one attributed to a party stands before it, and an
    attribute of a thing only says which is meant: 签署的协议.
    """

    sentence: Sentence
    trigger: Found
    meaning: Trigger
    frame: Frame
    parties: Sequence[PartyPlace]
    discourse: Discourse
    told: Sequence[Told]
    quotes: Sequence[tuple[int, int]]
    left: int
    right: int
    chain: int
    antecedent: PartyPlace | None
    opening: Found | None
    is_passive: bool
    is_coordinate: bool
    is_attributed: bool
    is_attribute: bool

    @property
    def is_noun(self) -> bool:
        """Whether the trigger is a noun."""
        return self.trigger.value in NOUNS

    @property
    def is_pointing(self) -> bool:
        """Whether the verb is said of a thing told before: 签署该协议."""
        return any(self.trigger.end <= one.start < self.right for one in self.sentence.of("demonstratives"))

    @property
    def is_several(self) -> bool:
        """Whether a word before the trigger says that it was done to one after another: 分别会见."""
        start = max(self.left, self.sentence.text.rfind(",", self.left, self.trigger.start) + 1)
        if self.sentence.lexicon.settings.comma_clauses:
            start = shared_clause(self.sentence, self.parties, self.left, self.trigger.start)
        return any(start <= one.start < self.trigger.end for one in self.sentence.of("severally"))

    @property
    def is_definite(self) -> bool:
        """Whether an article is written onto the noun: الزيارة, the visit told of before."""
        hit = self.trigger.hit
        return self.is_noun and hit is not None and bears_article(self.sentence.lexicon, hit)

    @property
    def has_resumptive(self) -> bool:
        """Whether a pronoun behind the verb stands for the antecedent, which then is its object: الذي وجهت له."""
        if self.trigger.word.has_object:
            return True
        opening = self.opening
        if opening and any(opening.start == one.start for one in self.sentence.of("companions")):
            return True  # ", with whom he spoke"
        return any(0 <= one.start - self.trigger.end <= 1 for one in self.sentence.of("resumptives"))

    @property
    def is_about_head(self) -> bool:
        """Whether the verb stands right behind a relative word, and tells of the noun before it: الطائرة التي وصلت."""
        is_relative = self.opening is not None and self.opening.kind == "relatives"
        return is_relative and not self.has_resumptive and not self.sentence.text[self.left : self.chain].strip()

    @property
    def begins_clause(self) -> bool:
        """Whether no noun stands before the verb in its clause, where its subject would stand."""
        start = self.sentence.text.rfind(",", self.left, self.chain) + 1 if self._opens_aside else self.left
        start = open_at = max(self.left, start)
        for one in self.sentence.of(*_OPENINGS):
            if start <= one.start < self.chain and one.start - open_at <= 1:
                open_at = max(open_at, one.end)
        return not self.sentence.text[open_at : self.chain].strip()

    @property
    def _opens_aside(self) -> bool:
        """Whether the clause begins with a circumstance, behind whose comma it begins anew: "Tras la cena, viajó"."""
        return any(0 <= one.start - self.left <= 1 for one in self.sentence.of(*_OPENINGS))

    def before(self) -> list[PartyPlace]:
        """Parties of the clause before the verb."""
        # Where the verb comes first, the subject stands between the verb and the noun it carries.
        is_carried = self.is_noun and self.sentence.lexicon.settings.verb_first
        end = self.trigger.start if is_carried else self.chain
        return [party for party in self.parties if self.left <= party.start and party.end <= end]

    def after(self) -> list[PartyPlace]:
        """Parties of the clause after the trigger."""
        start, end = self.trigger.start, self.trigger.end
        return [party for party in self.parties if start <= party.start < self.right and party.end > end]


def find_scene(
    sentence: Sentence,
    trigger: Found,
    meaning: Trigger,
    parties: Sequence[PartyPlace],
    discourse: Discourse,
    told: Sequence[Told],
    quotes: Sequence[tuple[int, int]],
) -> Scene:
    """The scene of one meaning of a trigger word."""
    left, opening, antecedent = clause_left(sentence, trigger, parties)
    attributed = attribute_end(sentence, trigger)
    if (trigger.word.has_object and meaning.requires) or _is_about_thing(sentence, opening, antecedent):
        antecedent = None  # العقوبات التي فرضتها: it stands for what the verb requires
    if attributed:
        antecedent = next((party for party in parties if party.start == attributed.end and party.is_strong), None)
        before = [party.end for party in parties if party.is_subject and left <= party.start < trigger.start]
        left = max([left, *before]) if antecedent else left
    chain = verb_start(sentence, carrier_start(sentence, trigger, left), left)
    return Scene(
        sentence=sentence,
        trigger=trigger,
        meaning=meaning,
        frame=sentence.lexicon.frames[meaning.frame],
        parties=parties,
        discourse=discourse,
        told=told,
        quotes=quotes,
        left=left,
        right=next_subject(sentence, trigger, parties, clause_right(sentence, trigger)),
        chain=chain,
        antecedent=antecedent,
        opening=opening,
        is_passive=_is_passive(sentence, trigger, meaning, chain),
        is_coordinate=is_joined(sentence, trigger, chain),
        is_attributed=attributed is not None and antecedent is not None,
        is_attribute=attributed is not None and antecedent is None,
    )


def _is_about_thing(sentence: Sentence, opening: Found | None, antecedent: PartyPlace | None) -> bool:
    """Whether a thing stands between a party and the relative word, which is about that: مع قطر الاتفاق الذي أبرم."""
    if opening is None or antecedent is None or not sentence.lexicon.settings.verb_first:
        return False
    things = [
        one for one in sentence.of("instruments", "trigger") if antecedent.end <= one.start and one.end <= opening.start
    ]
    return any(one.kind == "instruments" or one.value == "noun" for one in things)


def _is_passive(sentence: Sentence, trigger: Found, meaning: Trigger, chain: int) -> bool:
    if trigger.value not in ("past", "participle") or meaning.is_reflexive or not meaning.has_passive:
        return False
    if has_reflexive(sentence, trigger, chain):
        return False  # "se sont rencontrés"
    if any(chain <= one.start < trigger.start for one in sentence.of("passives")):
        return True
    if trigger.value == "participle":
        has_helper = any(chain <= one.start < trigger.start for one in sentence.of("perfects"))
        return not has_helper and not _shares_helper(sentence, trigger, chain)
    if sentence.lexicon.settings.comma_clauses:
        start = comma_clause(sentence, sentence.start, trigger.start)
        return any(one.value == "by" and start <= one.start < trigger.start for one in sentence.of("marker"))
    # "the treaty signed by": a participle without an auxiliary, in a language that writes it as the past.
    if sentence.lexicon.settings.verb_first or sentence.lexicon.has_participles:
        return False
    maker = next((one.start for one in sentence.of("marker") if one.value == "by" and one.start >= trigger.end), None)
    if maker is None or "," in sentence.text[trigger.end : maker]:
        return False  # "troops withdrew on Friday, completing a move ordered by"
    return maker - trigger.end <= 1 or _stands_behind_thing(sentence, trigger, meaning)


def _stands_behind_thing(sentence: Sentence, trigger: Found, meaning: Trigger) -> bool:
    """Whether what the meaning requires stands right before the verb, which then tells what was done to it."""
    things = sentence.of("phrase", "instruments")
    return any(0 <= trigger.start - one.end <= 1 and one.value in meaning.requires for one in things)


def _shares_helper(sentence: Sentence, trigger: Found, chain: int) -> bool:
    """Whether the auxiliary of an active verb before it is a participle's too: "a imposé un blocus et menacé"."""
    if not is_joined(sentence, trigger, chain) or sentence.text[:chain].rstrip().endswith(","):
        return False
    if any(one.value == "by" and 0 <= one.start - trigger.end <= 1 for one in sentence.of("marker")):
        return False
    helpers = [one for one in sentence.of("perfects", "passives") if one.end <= chain]
    left = clause_left(sentence, trigger, ())[0]
    return bool(helpers) and helpers[-1].kind == "perfects" and helpers[-1].start >= left
