"""What each event type is: titles, roles and codes in other schemes, read from event_types.toml."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.errors import DatelineError

_FILE = "event_types.toml"
_REQUIRED = {
    "title": str,
    "title_ar": str,
    "symmetric": bool,
    "roles": dict,
    "done_when": str,
    "plover_event": str,
    "plover_mode": str,
    "plover_contexts": list,
    "cameo": str,
    "goldstein": float,
    "quad_class": str,
    "planned_plover_event": str,
    "planned_plover_mode": str,
    "planned_cameo": str,
    "example": str,
}
_OPTIONAL = {
    "durative": bool,
    "reaction": bool,
    "promise": bool,
    "declared": bool,
    "place": str,
    "title_fr": str,
    "title_es": str,
    "title_ru": str,
    "title_zh": str,
}
# The quad class of each PLOVER event: PLOVER manual 2.0, its table of event categories.
_QUAD_CLASSES = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
_QUAD_OF = {event: quad for quad, events in _QUAD_CLASSES.items() for event in events}


@dataclass(frozen=True, slots=True)
class Codes:
    """An act in other schemes. `goldstein` is null for an act only announced: the scale is of acts."""

    plover_event: str
    plover_mode: str
    cameo: str
    quad_class: str
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of act. `titles` has a title for each language that has one; `roles` says who actor and recipient are.

    A symmetric type has only actors. A durative one lasts: its present tense tells of an act that is going on. A
    reaction answers an act: told without a day of its own, it lies between that act and the day of publication. Who
    decides a declared one has done it: the decision to expel a diplomat expels him. Who promises a promise has made it.
    `place_role` is the role of the state it takes place in: a visit is in the land of the recipient.
    """

    name: str
    titles: Mapping[str, str]
    is_symmetric: bool
    is_durative: bool
    is_reaction: bool
    is_promise: bool
    is_declared: bool
    place_role: str | None
    roles: Mapping[str, str]
    done_when: str
    plover_contexts: tuple[str, ...]
    done: Codes
    planned: Codes
    example: str

    def title(self, language: str = "en") -> str:
        """Title for the reader, in English where the language has none."""
        return self.titles.get(language, self.titles["en"])

    def codes(self, status: str) -> Codes | None:
        """Codes by status: of the act, of announcing it, or None where there was no act (denied, hypothetical).

        >>> event_type("official_visit").codes("planned").cameo
        '036'
        >>> event_type("official_visit").codes("denied") is None
        True
        """
        return {"happened": self.done, "ongoing": self.done, "planned": self.planned}.get(status)


@functools.cache
def event_types() -> dict[str, EventType]:
    """Every event type by its name, in the order of the file."""
    text = (resources.files("dateline") / _FILE).read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DatelineError(_FILE, "file", f"not valid TOML: {error}", "repair the line named") from None
    return {name: _event_type(name, block) for name, block in data.items()}


def event_type(name: str) -> EventType:
    """The event type of a name; an unknown name is a DatelineError."""
    found = event_types().get(name)
    if found is None:
        raise DatelineError(_FILE, name, "no such event type", f"choose one of {', '.join(event_types())}")
    return found


def event_title(
    name: str, actors: Sequence[str], recipients: Sequence[str], names: Mapping[str, str] | None = None
) -> str:
    """A line a person can read: the type's title and its sides, an arrow between actors and recipients.

    `names` are the names of party codes; a code that has none stands for itself.

    >>> event_title("mou_signed", ["GHA", "TUR"], [], {"GHA": "Ghana", "TUR": "Türkiye"})
    'Memorandum of understanding signed: Ghana, Türkiye'
    """
    named = names or {}
    sides = [", ".join(named.get(code, code) for code in codes) for codes in (actors, recipients) if codes]
    return f"{event_type(name).title()}: {' → '.join(sides)}"


def _event_type(name: str, block: dict[str, Any]) -> EventType:
    _check(name, block)
    planned = block["planned_plover_event"]
    return EventType(
        name=name,
        titles={"en": block["title"]}
        | {key.removeprefix("title_"): value for key, value in block.items() if key.startswith("title_")},
        is_symmetric=block["symmetric"],
        is_durative=block.get("durative", False),
        is_reaction=block.get("reaction", False),
        is_promise=block.get("promise", False),
        is_declared=block.get("declared", False),
        place_role=block.get("place"),
        roles=block["roles"],
        done_when=block["done_when"],
        plover_contexts=tuple(block["plover_contexts"]),
        done=Codes(
            block["plover_event"], block["plover_mode"], block["cameo"], block["quad_class"], block["goldstein"]
        ),
        planned=Codes(planned, block["planned_plover_mode"], block["planned_cameo"], _QUAD_OF[planned], None),
        example=block["example"],
    )


def _check(name: str, block: Mapping[str, Any]) -> None:
    """A DatelineError where a block breaks the closed lists."""
    known = {**_REQUIRED, **_OPTIONAL}
    for key, value in block.items():
        if key not in known:
            raise DatelineError(_FILE, f"{name}.{key}", "no such entry", f"choose one of {', '.join(known)}")
        if not isinstance(value, known[key]):
            raise DatelineError(_FILE, f"{name}.{key}", f"not a {known[key].__name__}", "see the other blocks")
    missing = [key for key in _REQUIRED if key not in block]
    if missing:
        raise DatelineError(_FILE, name, f"lacks {', '.join(missing)}", "add what is missing")
    roles = {"actor"} if block["symmetric"] else {"actor", "recipient"}
    if not roles >= set(block["roles"]) or "actor" not in block["roles"]:
        raise DatelineError(_FILE, f"{name}.roles", "not the roles of its kind", f"name {' and '.join(sorted(roles))}")
    if block.get("place", "actor") not in block["roles"]:
        raise DatelineError(_FILE, f"{name}.place", "not one of its roles", f"name {' or '.join(block['roles'])}")
    for key in ("plover_event", "planned_plover_event"):
        if block[key] not in _QUAD_OF:
            raise DatelineError(_FILE, f"{name}.{key}", "no such event", f"choose one of {', '.join(_QUAD_OF)}")
    if block["quad_class"] != _QUAD_OF[block["plover_event"]]:
        raise DatelineError(
            _FILE, f"{name}.quad_class", "not the class of its event", f"write {_QUAD_OF[block['plover_event']]}"
        )
