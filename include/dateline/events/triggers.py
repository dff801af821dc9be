"""Who stands in which role of a trigger, and whether what it tells has happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.events.lexicon import EventLexicon, Frame
from dateline.events.parties import Discourse, Found, PartyPlace

_SUPPORT_REACH = 30  # characters between "took place", "included" and the noun it makes an event of
_STATUS_REACH = 45
_AND_REACH = 4


@dataclass(frozen=True, slots=True)
class Scene:
    """A trigger in its sentence: the parties there, and the clause (folded offsets) that is its own."""

    lexicon: EventLexicon
    text: str
    trigger: Found
    words: Sequence[Found]
    parties: Sequence[PartyPlace]
    discourse: Discourse
    left: int
    right: int
    antecedent: PartyPlace | None
    counterpart: Callable[[str], tuple[str, ...]]

    def before(self) -> list[PartyPlace]:
        """Parties of the clause before the trigger."""
        return [party for party in self.parties if self.left <= party.start and party.end <= self.trigger.start]

    def after(self) -> list[PartyPlace]:
        """Parties of the clause after the trigger."""
        return [party for party in self.parties if self.trigger.end <= party.start < self.right]


def _joined(scene: Scene, party: PartyPlace) -> tuple[str, ...]:
    """A party and those joined to it by "and"."""
    codes = list(party.codes)
    places = list(scene.parties)
    for step in (1, -1):
        place = places.index(party)
        while 0 <= place + step < len(places):
            first, second = sorted((places[place], places[place + step]), key=lambda one: one.start)
            between = scene.text[first.end : second.start].strip()
            is_joined = second.start - first.end <= _AND_REACH + 4 and any(
                one.kind == "marker" and one.value == "and" and first.end <= one.start < second.end
                for one in scene.words
            )
            if not (is_joined or between in ("و", ",")):
                break
            place += step
            codes += [code for code in places[place].codes if code not in codes]
    return tuple(codes)


def _subject(scene: Scene, taken: Sequence[str]) -> tuple[str, ...]:
    before = [party for party in scene.before() if not party.is_location and party.marker in (None, "and", "of")]
    if scene.antecedent and not before:
        return scene.antecedent.codes
    if before:
        return _joined(scene, before[-1])
    if scene.lexicon.is_verb_first:
        after = [party for party in scene.after() if not party.is_location and party.marker in (None, "and")]
        if after:
            return _joined(scene, after[0])
    return ()


def _object(scene: Scene, taken: Sequence[str]) -> tuple[str, ...]:
    for party in scene.after():
        if party.marker in (None, "and", "of") and not set(party.codes) & set(taken):
            return _joined(scene, party)
    return ()


def _any_after(scene: Scene, taken: Sequence[str]) -> tuple[str, ...]:
    for party in scene.after():
        if not set(party.codes) & set(taken):
            return party.codes
    return ()


def _any_before(scene: Scene, taken: Sequence[str]) -> tuple[str, ...]:
    for party in reversed(scene.before()):
        if not set(party.codes) & set(taken):
            return party.codes
    return ()


def _place(scene: Scene, taken: Sequence[str]) -> tuple[str, ...]:
    for party in scene.parties:
        if (party.is_location or party.marker == "in") and not set(party.codes) & set(taken):
            return party.codes
    return ()


def _counterpart(scene: Scene, taken: Sequence[str]) -> tuple[str, ...]:
    return scene.counterpart(taken[0]) if taken else ()


def _both(scene: Scene, taken: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for party in scene.parties if len(party.codes) > 1 for code in party.codes))


_PLACES: dict[str, Callable[[Scene, Sequence[str]], tuple[str, ...]]] = {
    "subject": _subject,
    "object": _object,
    "after": _any_after,
    "before": _any_before,
    "place": _place,
    "counterpart": _counterpart,
    "both": _both,
}


def _marked(scene: Scene, marker: str, taken: Sequence[str]) -> tuple[str, ...]:
    """Parties behind a marker: in the clause first, then in the rest of the sentence."""
    for parties in (
        scene.after(),
        [party for party in scene.parties if party.start > scene.trigger.end],
        scene.before(),
    ):
        for party in parties:
            if party.marker == marker:
                codes = _joined(scene, party)
                if marker == "between" and len(codes) < 2:
                    following = [other for other in scene.parties if other.start >= party.end]
                    codes += following[0].codes if following else ()
                rest = tuple(code for code in codes if code not in taken)
                if rest:
                    return rest
    return ()


def _look(scene: Scene, places: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    for place in places:
        find = _PLACES.get(place)
        codes = find(scene, taken) if find else _marked(scene, place, taken)
        codes = tuple(code for code in codes if code not in taken)
        if codes:
            return codes
    return ()


def find_roles(scene: Scene) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Codes of the actors and of the recipients, or None when the trigger lacks the parties its type needs."""
    frame: Frame = scene.lexicon.frames[scene.trigger.word.trigger.frame]  # type: ignore[union-attr]
    actors = _look(scene, frame.actor, ())
    if not actors:
        return None
    recipients = _look(scene, frame.recipient, actors)
    if frame.is_symmetric:
        everyone = tuple(dict.fromkeys((*actors, *recipients)))
        return (everyone, ()) if len(everyone) > 1 or not frame.needs_recipient else None
    if not recipients and frame.needs_recipient:
        return None
    return actors, recipients


def is_told(scene: Scene) -> bool:
    """Whether the words about the trigger say that it is an act: a noun needs a verb or a date to carry it."""
    trigger = scene.trigger.word.trigger
    aspect = scene.trigger.value
    around = [one for one in scene.words if scene.left <= one.start and one.end <= scene.right]
    if trigger and trigger.requires:
        kinds = {f"@{one.kind}" for one in around} | {f"@{one.value}" for one in around if one.kind == "office"}
        phrases = {one.value for one in around if one.kind == "phrase" and one.start >= scene.trigger.start}
        if not trigger.requires & (kinds | phrases):
            return False
    if aspect == "noun":
        return _is_supported(scene) or status_of(scene) != "happened"
    if aspect == "base":
        return status_of(scene) != "happened"
    return True


def _is_supported(scene: Scene) -> bool:
    return any(
        one.kind == "support" and one.end <= scene.trigger.start and scene.trigger.start - one.end <= _SUPPORT_REACH
        for one in scene.words
    )


def status_of(scene: Scene) -> str:
    """The status the words beside the trigger give it: planned, denied, hypothetical, ongoing, or else happened."""
    preposition = scene.trigger.hit.preposition
    if any(letters in preposition for letters in scene.lexicon.future_clitics):
        return "planned"
    if scene.trigger.value == "noun" and scene.lexicon.clitic_markers.get(preposition[-1:]) == "to":
        return "planned"  # "for the approval of": a purpose
    cues = [
        one
        for one in scene.words
        if one.kind == "status"
        and one.end <= scene.trigger.start
        and scene.trigger.start - one.end <= _STATUS_REACH
        and not any(other.kind == "trigger" and one.end <= other.start < scene.trigger.start for other in scene.words)
    ]
    return cues[-1].value if cues else "happened"
