"""What parties.toml says of parties beyond their names: codes, regions, members of organisations."""

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from dateline.errors import DatelineError

_FILE = "parties.toml"


@dataclass(frozen=True, slots=True)
class State:
    """ISO 3166-1 codes and UN M49 regions of a state; `numeric` is None for the one that has none."""

    alpha2: str
    numeric: str | None
    region: str
    subregion: str


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """States by code, members by organisation on the day `members_on`, English names languages/en does not have."""

    members_on: dt.date
    states: Mapping[str, State]
    members: Mapping[str, tuple[str, ...]]
    english_names: Mapping[str, str]


@functools.cache
def party_facts() -> PartyFacts:
    """The facts, checked: an unknown sub-region or member is a DatelineError.

    >>> party_facts().states["MAR"].subregion
    'Northern Africa'
    """
    data = tomllib.loads((resources.files("dateline") / _FILE).read_text(encoding="utf-8"))
    region_of = {subregion: region for region, subregions in data["regions"].items() for subregion in subregions}
    states = {}
    for code, (alpha2, numeric, subregion) in data["states"].items():
        if subregion not in region_of:
            raise DatelineError(_FILE, f"states.{code}", f"no sub-region {subregion!r}", "name one of regions")
        states[code] = State(alpha2, numeric or None, region_of[subregion], subregion)
    members = {organisation: tuple(sorted(codes)) for organisation, codes in data["members"].items()}
    for organisation, codes in members.items():
        for code in codes:
            if code not in states and code not in members:
                raise DatelineError(_FILE, f"members.{organisation}", f"no party {code!r}", "name a state")
    return PartyFacts(data["members_on"], states, members, data["names_en"])


def is_state(code: str) -> bool:
    """Whether a party code is a state's.

    >>> is_state("MAR"), is_state("IGO:UN")
    (True, False)
    """
    return ":" not in code
