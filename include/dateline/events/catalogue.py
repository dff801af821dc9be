"""docs/event_types.md: every event type with its titles, roles, rule and codes."""

import sys
from collections.abc import Iterator

from dateline.events.ontology import Codes, EventType, event_types


def event_types_page() -> str:
    """docs/event_types.md as text."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    types = event_types()
    yield from (
        "# Event types",
        "",
        "Written by `python -m dateline.events.catalogue` from include/dateline/event_types.toml; do not edit.",
        "",
        "Codes follow from type and status: those of the act when it happened or is going on, those of its",
        "announcement when it is planned, none when it was denied or is hypothetical. The Goldstein scale, from -10",
        "(hostile) to 10 (cooperative), is of acts; what is only planned has no value.",
        "",
        f"{len(types)} types:",
        "",
        "| type | title | quad class | PLOVER | CAMEO | Goldstein |",
        "|---|---|---|---|---|---|",
    )
    for one in types.values():
        done = one.done
        plover = " ".join(part for part in (done.plover_event, done.plover_mode) if part)
        link = f"[`{one.name}`](#{one.name})"
        yield f"| {link} | {one.title()} | {done.quad_class} | {plover} | {done.cameo} | {done.goldstein} |"
    for one in types.values():
        yield from _block(one)


def _block(one: EventType) -> Iterator[str]:
    yield from ("", f"## {one.name}", "", one.example, "")
    for role, meaning in one.roles.items():
        yield f"- {role}: {meaning}"
    yield f"- done when {one.done_when}"
    if one.is_reaction:
        yield "- told without a day, it lies between the act it answers and the publication day"
    if one.is_durative:
        yield "- in the present tense it is going on"
    yield f"- contexts: {', '.join(one.plover_contexts)}"
    yield f"- happened: {_codes(one.done)}; planned: {_codes(one.planned)}"
    yield f"- titles: {'; '.join(f'{language} {title}' for language, title in sorted(one.titles.items()))}"


def _codes(codes: Codes) -> str:
    mode = f" {codes.plover_mode}" if codes.plover_mode else ""
    return f"PLOVER {codes.plover_event}{mode}, CAMEO {codes.cameo}"


if __name__ == "__main__":
    sys.stdout.write(event_types_page())
