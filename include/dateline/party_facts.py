"""What parties.toml and memberships.toml say of parties beyond their names: codes, regions, organisations."""

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dateline.errors import DatelineError

_FILE, _MEMBERS_FILE = "parties.toml", "memberships.toml"


@dataclass(frozen=True, slots=True)
class State:
    """ISO 3166-1 codes and UN M49 regions of a state; `numeric` is None for the one that has none."""

    alpha2: str
    numeric: str | None
    region: str
    subregion: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A time a party was a full member; `joined_year` None is not recorded, `left_year` None is a member still."""

    organisation: str
    party: str
    joined_year: int | None
    left_year: int | None


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """States by code, memberships as of the day `members_on`, English names that languages/en does not have."""

    members_on: dt.date
    states: Mapping[str, State]
    memberships: tuple[Membership, ...]
    english_names: Mapping[str, str]


@functools.cache
def party_facts() -> PartyFacts:
    """The facts, checked: an unknown sub-region or member is a DatelineError.

    >>> party_facts().states["MAR"].subregion
    'Northern Africa'
    """
    data, organisations = _read(_FILE), _read(_MEMBERS_FILE)
    region_of = {subregion: region for region, subregions in data["regions"].items() for subregion in subregions}
    states = {}
    for code, (alpha2, numeric, subregion) in data["states"].items():
        if subregion not in region_of:
            raise DatelineError(_FILE, f"states.{code}", f"no sub-region {subregion!r}", "name one of regions")
        states[code] = State(alpha2, numeric or None, region_of[subregion], subregion)
    members_on = organisations.pop("members_on")
    memberships = tuple(one for name, entry in organisations.items() for one in _memberships(name, entry))
    for one in memberships:
        if one.party not in states and one.party not in organisations:
            raise DatelineError(_MEMBERS_FILE, one.organisation, f"no party {one.party!r}", "name a state")
    return PartyFacts(members_on, states, memberships, data["names_en"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("dateline") / name).read_text(encoding="utf-8"))


def _memberships(organisation: str, entry: Mapping[str, Any]) -> Iterator[Membership]:
    for name, value in entry.items():
        if name == "left":
            yield from (Membership(organisation, party, joined, left) for party, joined, left in value)
        elif name == "members" or name.isdecimal():
            joined = int(name) if name.isdecimal() else None
            yield from (Membership(organisation, party, joined, None) for party in value)
        elif name != "source":
            advice = "write members, a year, left or source"
            raise DatelineError(_MEMBERS_FILE, f"{organisation}.{name}", "no such entry", advice)


def is_state(code: str) -> bool:
    """Whether a party code is a state's.

    >>> is_state("MAR"), is_state("IGO:UN")
    (True, False)
    """
    return ":" not in code
