"""The sections of the page, each from the figures of a build."""

from collections.abc import Mapping, Sequence
from typing import Any

from lxml.builder import E

from dateline.quality import charts
from dateline.quality.changes import Changes
from dateline.quality.figures import Figure, Figures
from dateline.quality.labels import Labels
from dateline.quality.measures import DISTANCES, NO_PART
from dateline.quality.periods import periods
from dateline.quality.plausibility import rules
from dateline.quality.writing import cell, number, numbers, panel, percent, strange, table, text
from dateline.schema import closed_lists

_MOST_SOURCES, _MOST_TYPES = 25, 12


def verdict(words: Labels, figures: Figures) -> Any:
    """What to think of the build, in one sentence."""
    found = figures.of("implausible", "rule")
    for level in ("stop", "watch"):
        named = [words.part("rule", rule) for rule, one in found.items() if one.level == level]
        if named:
            return E.p({"class": f"verdict {level}"}, words.say(f"verdict_{level}", rules="; ".join(named)))
    return E.p({"class": "verdict"}, words.say("verdict_ok", count=len(found)))


def cards(words: Labels, figures: Figures) -> Any:
    """The numbers a reader looks at first."""
    head = figures.headline()
    events, copies = head["events"], figures.total("copies", "source")
    inputs = head["articles"] + head["inputs_refused"]
    sources = len(figures.of("articles", "source").keys() | figures.of("rejects", "source").keys())
    under = {
        "articles": words.say("copies", count=number(copies)) if copies else "",
        "inputs_refused": words.say("of_inputs", share=percent(head["inputs_refused"] / inputs if inputs else None)),
        "event_mentions": words.say("an_event", count=f"{head['event_mentions'] / events:.2f}") if events else "",
        "sources": words.say("in_languages", count=len(figures.of("articles", "language"))),
        "with_days": words.say("of_events", share=percent(head["with_days"] / events if events else None)),
    }
    values = {**head, "sources": sources}
    return E.dl(
        {"class": "cards"},
        *(
            E.div(E.dt(words.say(name)), E.dd(number(value), *([E.small(under[name])] if under.get(name) else [])))
            for name, value in values.items()
        ),
    )


def changed(words: Labels, figures: Figures, changes: Changes | None) -> list[Any]:
    """What is other than in the build before."""
    heading = E.h2(words.say("changes"))
    if changes is None:
        return [heading, E.p({"class": "soft"}, words.say("no_previous"))]
    before, now = Figures(changes.figures).headline(), figures.headline()
    rows = [
        (
            cell(words.say(name)),
            numbers(number(before[name])),
            numbers(number(now[name])),
            numbers(f"{now[name] - before[name]:+,}"),
        )
        for name in now
    ]
    heads = [("", ""), *((words.say(name), "number") for name in ("before", "now", "difference"))]
    told: list[Any] = [
        table(
            [("", ""), (words.say("count"), "number")],
            [(cell(words.say(name)), numbers(number(count))) for name, count in changes.counts.items()],
        )
    ]
    told += [
        E.details(E.summary(f"{words.say(name)}: {words.say('samples')}"), E.ul(*(E.li(strange(one)) for one in found)))
        for name, found in changes.examples.items()
        if found
    ]
    if not any(changes.counts.values()):
        told = [E.p({"class": "soft"}, words.say("no_changes"))]
    lead = words.say("changes_lead", previous=changes.previous)
    panels = panel(words.say("figures"), table(heads, rows)), panel(words.say("events"), *told)
    return [heading, E.p({"class": "soft"}, lead), E.div({"class": "pair"}, *panels)]


def coverage(words: Labels, figures: Figures) -> list[Any]:
    """How many articles and events there are by time, language and source."""
    return [
        E.h2(words.say("coverage")),
        E.div({"class": "pair"}, *(_over_time(words, figures, metric) for metric in ("articles", "events"))),
        panel(words.say("by_language"), _parts_of(words, figures, "language", None)),
        panel(words.say("by_source"), _parts_of(words, figures, "source", _MOST_SOURCES)),
    ]


def _over_time(words: Labels, figures: Figures, metric: str) -> Any:
    published = figures.of("articles", "publication_month")
    told = published if metric == "articles" else figures.of("events", "month")
    counts = {part: one.value for part, one in told.items() if part != NO_PART}
    unit, values = periods(counts, list(published) or list(counts))
    outside = sum(counts.values()) - sum(value for _, value in values)
    notes = [words.say("most", count=number(max((value for _, value in values), default=0)))]
    if outside:
        notes.append(words.say("outside", count=number(outside)))
    ends = sorted({0, len(values) // 2, len(values) - 1}) if values else []
    return panel(
        words.say(f"{metric}_by_{unit}"),
        charts.columns(values),
        E.div({"class": "axis"}, *(E.bdi({"dir": "ltr"}, values[place][0]) for place in ends)),
        E.small("; ".join(notes)),
        kind="columns",
    )


def _parts_of(words: Labels, figures: Figures, dimension: str, most: int | None) -> Any:
    articles, telling = figures.of("articles", dimension), figures.of("articles_with_events", dimension)
    mentions, refused = figures.of("event_mentions", dimension), figures.of("rejects", dimension)
    every = sorted(articles.keys() | refused.keys() | mentions.keys(), key=lambda part: (-_value(articles, part), part))
    shown, rest = every[:most], every[most:] if most else []
    largest = max((_value(articles, part) for part in every), default=0) or 1
    has_rejects = dimension == "source"
    rows = []
    for part in shown:
        named = strange(part) if dimension == "source" else text(words.part(dimension, part))
        row = [cell(named), cell(charts.bar(_value(articles, part) / largest), "bar")]
        row += [numbers(number(_value(articles, part))), numbers(percent(_share(telling, part)))]
        row.append(numbers(number(_value(mentions, part))))
        if has_rejects:
            row.append(numbers(percent(refused[part].share) if part in refused else "0%"))
        rows.append(row)
    heads = [
        (words.say(dimension), ""),
        ("", "bar"),
        (words.say("articles"), "number"),
        (words.say("telling"), "number"),
    ]
    heads.append((words.say("event_mentions"), "number"))
    found = table(heads + ([(words.say("refused"), "number")] if has_rejects else []), rows, kind="wide")
    return E.div(found, E.small(words.say("other_sources", count=len(rest)))) if rest else found


def _value(found: Mapping[str, Figure], part: str) -> int:
    return found[part].value if part in found else 0


def _share(found: Mapping[str, Figure], part: str) -> float | None:
    return found[part].share if part in found else 0.0


def days(words: Labels, figures: Figures) -> list[Any]:
    """Where the days come from and how precise they are."""
    bases = figures.of("events", "date_basis")
    order = [name for name in closed_lists()["date_basis"] if name in bases]
    key = [
        E.li({"class": charts.swatch(place)}, f"{words.part('date_basis', name)} ", E.bdi(percent(bases[name].share)))
        for place, name in enumerate(order)
    ]
    basis = panel(
        words.say("date_basis"),
        charts.stack([bases[name].value for name in order]),
        E.ul({"class": "key"}, *key),
        kind="stack",
    )
    grains = figures.of("events", "granularity")
    grain_order = [grains[name] for name in (*closed_lists()["granularity"], NO_PART) if name in grains]
    distances = figures.of("events", "distance")
    return [
        E.h2(words.say("days")),
        basis,
        E.div(
            {"class": "pair"},
            panel(words.say("granularity"), _bars(words, "granularity", grain_order)),
            panel(
                words.say("distance"),
                _bars(words, "distance", [distances[name] for name in DISTANCES if name in distances]),
            ),
        ),
        E.div(
            {"class": "pair"},
            panel(
                words.say("publication_basis"),
                _bars(words, "publication_basis", figures.largest("articles", "publication_basis")),
            ),
            panel(
                words.say("time_mentions"), _bars(words, "granularity", figures.largest("time_mentions", "granularity"))
            ),
        ),
    ]


def kinds(words: Labels, figures: Figures) -> list[Any]:
    """What kinds of events there are."""
    types = figures.largest("events", "type")
    rest = len(types) - _MOST_TYPES
    more = [E.small(words.say("other_types", count=rest))] if rest > 0 else []
    return [
        E.h2(words.say("of_kind")),
        E.div(
            {"class": "pair"},
            panel(words.say("type"), _bars(words, "type", types[:_MOST_TYPES]), *more),
            panel(words.say("status"), _bars(words, "status", figures.largest("events", "status"))),
        ),
    ]


def _bars(words: Labels, dimension: str, found: Sequence[Figure]) -> Any:
    largest = max((one.value for one in found), default=0) or 1
    rows = [
        (
            cell(words.part(dimension, one.part)),
            cell(charts.bar(one.value / largest), "bar"),
            numbers(number(one.value)),
            numbers(percent(one.share)),
        )
        for one in found
    ]
    heads = [("", ""), ("", "bar"), (words.say("count"), "number"), (words.say("share"), "number")]
    return table(heads, rows)


def plausible(words: Labels, figures: Figures, samples: Sequence[dict[str, Any]]) -> list[Any]:
    """What is hard to believe."""
    found = figures.of("implausible", "rule")
    rows = []
    for rule in rules():
        one = found.get(rule.name)
        if one is None:
            continue
        level = E.span({"class": f"level {one.level}"}, words.part("level", one.level or "ok"))
        limits = f"{percent(rule.watch_share)} / {percent(rule.stop_share)}"
        told = E.div(words.part("rule", rule.name), *_examples(words, samples, "implausible", rule.name))
        rows.append((cell(told), numbers(number(one.value)), numbers(percent(one.share)), numbers(limits), cell(level)))
    heads = [(words.say("rule"), ""), *((words.say(name), "number") for name in ("events", "share", "looks"))]
    return [
        E.h2(words.say("plausibility")),
        E.p({"class": "soft"}, words.say("plausibility_lead")),
        E.div({"class": "panel"}, table([*heads, (words.say("level"), "level")], rows, kind="wide")),
    ]


def refused(words: Labels, figures: Figures, samples: Sequence[dict[str, Any]]) -> list[Any]:
    """What was not taken in, and why."""
    found = figures.largest("rejects", "reason")
    if not found:
        return [E.h2(words.say("rejects")), E.p({"class": "soft"}, words.say("no_rejects"))]
    largest = found[0].value or 1
    rows = []
    for one in found:
        told = E.div(words.part("reason", one.part), *_examples(words, samples, "rejects", one.part))
        bar = cell(charts.bar(one.value / largest), "bar")
        rows.append((cell(told), bar, numbers(number(one.value)), numbers(percent(one.share))))
    heads = [(words.say("reason"), ""), ("", "bar"), (words.say("count"), "number"), (words.say("share"), "number")]
    return [E.h2(words.say("rejects")), E.div({"class": "panel"}, table(heads, rows, kind="wide"))]


def _examples(words: Labels, samples: Sequence[dict[str, Any]], metric: str, part: str) -> list[Any]:
    found = [one for one in samples if (one["metric"], one["part"]) == (metric, part)]
    if not found:
        return []
    items = [
        E.li(
            *([strange(one["title"])] if one["title"] else []),
            strange(one["text"]),
            E.span({"class": "where"}, strange(one["source_id"]), " · ", strange(one["place"])),
        )
        for one in found
    ]
    return [E.details(E.summary(words.say("samples")), E.ul(*items))]
