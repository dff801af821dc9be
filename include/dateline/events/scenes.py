"""A trigger in its clause: what stands before and after it, and whether its verb is passive."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.events.clauses import attribute_end, comma_clause
from dateline.events.discourse import Discourse, PartyPlace
from dateline.events.lexicon import Frame, Trigger
from dateline.events.words import CLAUSE_OPENERS, FINITE, Found, Sentence, bears_article

# Words that stand between a subject and its verb without parting them.
_CHAIN = ("clitics", "passives", "perfects", "reflexives", "fillers", "status", "time", "support")
_ASIDE = ("clitics", "fillers", "perfects")
_OPENINGS = (*_CHAIN, "marker", "anaphora", "pronouns")  # words before a verb that has no subject of its own
_ANTECEDENT_REACH = 60
_BESIDE_RELATIVE = 4
SUPPORT_REACH = 34  # characters between "held", "during" and the noun they make an event of
NOUNS = ("noun", "possessed")


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
    left, opening, antecedent = _left(sentence, trigger, parties)
    attributed = attribute_end(sentence, trigger)
    if (trigger.word.has_object and meaning.requires) or _is_about_thing(sentence, opening, antecedent):
        antecedent = None  # العقوبات التي فرضتها: it stands for what the verb requires
    if attributed:
        antecedent = next((party for party in parties if party.start == attributed.end and party.is_strong), None)
        before = [party.end for party in parties if party.is_subject and left <= party.start < trigger.start]
        left = max([left, *before]) if antecedent else left
    chain = _chain(sentence, _carrier(sentence, trigger, left), left)
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
        right=_right(sentence, trigger),
        chain=chain,
        antecedent=antecedent,
        opening=opening,
        is_passive=_is_passive(sentence, trigger, meaning, chain),
        is_coordinate=_is_joined(sentence, trigger, chain),
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


def is_behind_relative(sentence: Sentence, trigger: Found) -> bool:
    """Whether a verb stands right behind a relative word: العقوبات التي فرضتها."""
    return any(one.end <= trigger.start <= one.end + 1 for one in sentence.of("relatives"))


def clause_bounds(sentence: Sentence, trigger: Found) -> tuple[int, int]:
    """Where the clause of a trigger begins and ends; what a relative word stands for is part of its clause."""
    left, opening, _ = _left(sentence, trigger, ())
    if opening and opening.kind == "relatives":  # "sanctions that Canada announced": what the verb asks for is before
        left = max(sentence.start, opening.start - _ANTECEDENT_REACH)
    return left, _right(sentence, trigger)


def _left(
    sentence: Sentence, trigger: Found, parties: Sequence[PartyPlace]
) -> tuple[int, Found | None, PartyPlace | None]:
    """Where the clause begins, the word that opens it, and whom it is about where that is a relative word."""
    left, opening, antecedent = sentence.start, None, None
    for one in sentence.of(*CLAUSE_OPENERS):
        if one.end > trigger.start or _is_closed(sentence, one, trigger):
            continue
        left, opening = one.end, one
        antecedent = None
        if one.kind == "relatives":
            antecedent = _antecedent(sentence, one, parties)
    marks: tuple[str, ...] = (";", "؛", ":", "\n")
    if opening and opening.kind == "unreal" and sentence.lexicon.settings.comma_clauses:
        marks = ("\n",)  # a list of what is wished for
    stop = max(sentence.text.rfind(mark, left, trigger.start) for mark in marks)
    if stop > left:
        left, opening, antecedent = stop + 1, None, None
    if trigger.hit and trigger.hit.word < trigger.hit.begin and sentence.lexicon.settings.verb_first:
        left = trigger.start  # a verb with "and" written onto it opens a clause of its own
    return left, opening, antecedent


def _antecedent(sentence: Sentence, relative: Found, parties: Sequence[PartyPlace]) -> PartyPlace | None:
    """Whom a relative word stands for as the subject; where cases tell, the party right before it, and a subject."""
    named = [party for party in parties if party.end <= relative.start and not party.is_weak]
    lexicon, cases = sentence.lexicon, relative.word.cases
    reach = _BESIDE_RELATIVE if lexicon.case_markers else _ANTECEDENT_REACH
    is_subject = not cases or not cases.isdisjoint(lexicon.settings.subject_cases)
    return named[-1] if named and is_subject and relative.start - named[-1].end <= reach else None


def _is_closed(sentence: Sentence, one: Found, trigger: Found) -> bool:
    """Whether a clause that stands between two commas has ended before the trigger: "X, who was ill, signed"."""
    text = sentence.text
    if text[one.start] in (",", "،"):  # ", que": the comma is part of the word
        return text.find(text[one.start], one.end, trigger.start) >= 0
    opened = text[max(sentence.start, one.start - 2) : one.start].strip()
    if one.kind == "speech":
        return False
    if opened not in (",", "،") and one.kind == "relatives":
        return False
    comma = min((place for mark in ",،" if (place := text.find(mark, one.end, trigger.start)) >= 0), default=-1)
    return comma >= 0 and opened != ""


def _right(sentence: Sentence, trigger: Found) -> int:
    verb = relative_verb(sentence, trigger)
    behind = verb.end if verb else trigger.end
    right = min([sentence.end, *(one.start for one in sentence.of(*CLAUSE_OPENERS) if one.start >= behind)])
    if attributed := attribute_end(sentence, trigger):
        right = min(right, attributed.start)
    if trigger.value not in NOUNS:
        wanted = _wanted_verbs(sentence, trigger)
        later = (one for one in sentence.of("trigger", "status") if trigger.end <= one.start < right)
        later = (one for one in later if one.start not in wanted)
        right = next((one.start for one in later if _opens(sentence, one)), right)
    for mark in (";", "؛", ":"):
        stop = sentence.text.find(mark, trigger.end, right)
        right = stop if stop >= 0 else right
    return right


def _wanted_verbs(sentence: Sentence, trigger: Found) -> set[int]:
    """Where verbs stand that are part of what a trigger requires: 取消访美行程."""
    meaning = trigger.word.trigger
    if meaning is None or not sentence.lexicon.settings.comma_clauses:
        return set()
    return {one.start for one in sentence.of("phrase", "instruments") if one.value in meaning.requires}


def relative_verb(sentence: Sentence, trigger: Found) -> Found | None:
    """The verb that carries a noun in a clause of its own: "la visita que hará a Quito el ministro"."""
    if trigger.value not in NOUNS:
        return None
    kinds = ("support_after",) if sentence.lexicon.settings.verb_first else ("support", "support_after")
    openers = [one for one in sentence.of("cuts", "relatives") if one.start >= trigger.end][:2]
    if not openers or not sentence.is_open(trigger.end, openers[0].start, SUPPORT_REACH):
        return None
    end = min([sentence.end, openers[0].end + SUPPORT_REACH, *(one.start for one in openers[1:])])
    return next(
        (one for one in sentence.of(*kinds) if openers[0].start <= one.start < end and openers[0].end < one.end), None
    )


def _opens(sentence: Sentence, one: Found) -> bool:
    """Whether a word is a verb that begins a clause of its own: "condemned it and plans to".

    A trigger that lacks the word it requires may be anything, and begins none.
    """
    meaning = one.word.trigger
    if meaning and attribute_end(sentence, one):
        return False
    if meaning is None or not (one.value in FINITE or _is_compound(sentence, one)):
        return one.value == "planned" and _is_joined(sentence, one, one.start)
    if one.value != "present" and is_behind_and(sentence, one.start):
        return True
    return not meaning.requires or any(
        other.start >= one.start and (other.value in meaning.requires or f"@{other.kind}" in meaning.requires)
        for other in sentence.of("phrase", "instruments", "office")
    )


def _is_compound(sentence: Sentence, one: Found) -> bool:
    """Whether a participle has its auxiliary: "a condamné"."""
    if one.value != "participle":
        return False
    chain = _chain(sentence, one.start, sentence.start)
    return any(chain <= other.start < one.start for other in sentence.of("perfects"))


def _carrier(sentence: Sentence, trigger: Found, left: int) -> int:
    """Where the verb stands: the trigger itself, or the word that carries a noun ("held" before "talks")."""
    if trigger.value not in NOUNS:
        return trigger.start
    near = [
        one.start
        for one in sentence.of("support")
        if left <= one.start and one.end <= trigger.start and trigger.start - one.end <= sentence.reach(SUPPORT_REACH)
    ]
    return near[-1] if near else trigger.start


def _chain(sentence: Sentence, start: int, left: int) -> int:
    """Where a verb begins with its auxiliaries and adverbs: "has not yet formally" before "recognised"."""
    verb = start
    for one in reversed(sentence.of(*_CHAIN)):
        between = sentence.text[one.end : start].strip()
        # "a, pour sa part, condamné": commas set an adverb apart, not the verb.
        is_aside = between == "," and one.kind in _ASIDE
        is_adverb = " " not in between and between.endswith(sentence.lexicon.settings.adverb_endings or (" ",))
        if left <= one.start < start and one.end <= verb and (not between or is_aside or is_adverb):
            start = one.start
    return start


def has_reflexive(sentence: Sentence, trigger: Found, left: int) -> bool:
    """Whether a reflexive pronoun stands before a verb: "s'est entretenu"."""
    chain = _chain(sentence, trigger.start, left)
    return any(chain <= one.start < trigger.start for one in sentence.of("reflexives"))


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
    is_ambiguous = not sentence.lexicon.settings.verb_first and not sentence.lexicon.has_participles
    return is_ambiguous and any(
        one.value == "by" and 0 <= one.start - trigger.end <= 1 for one in sentence.of("marker")
    )


def _shares_helper(sentence: Sentence, trigger: Found, chain: int) -> bool:
    """Whether the auxiliary of an active verb before it is a participle's too: "a imposé un blocus et menacé"."""
    if not _is_joined(sentence, trigger, chain) or sentence.text[:chain].rstrip().endswith(","):
        return False
    if any(one.value == "by" and 0 <= one.start - trigger.end <= 1 for one in sentence.of("marker")):
        return False
    helpers = [one for one in sentence.of("perfects", "passives") if one.end <= chain]
    left = _left(sentence, trigger, ())[0]
    return bool(helpers) and helpers[-1].kind == "perfects" and helpers[-1].start >= left


def is_behind_and(sentence: Sentence, start: int) -> bool:
    """Whether "and" stands right before a place."""
    return any(one.value == "and" and 0 < start - one.end <= 1 for one in sentence.of("marker"))


def _is_joined(sentence: Sentence, one: Found, start: int) -> bool:
    """Whether a word, or the verb that begins at `start`, is joined to the one before it, whose subject it shares."""
    if one.hit and one.hit.word < one.hit.begin:
        return True
    before = sentence.text[sentence.start : start].rstrip()
    end = sentence.start + len(before)
    return before.endswith(",") or any(other.end == end for other in sentence.of("marker") if other.value == "and")
