"""Precision and recall on the texts dateline ships, compared with floors that only a reason may lower.

    python tests/score.py                                  0 when no figure is below its floor, else 1
    python tests/score.py --types                          the same, with a row for each event type
    python tests/score.py --update                         raise the floors to what is found, add new ones
    python tests/score.py --update --allow-lower REASON    lower them as well; REASON is kept in tests/scores.json

What is counted, for each language there is, in percent, rounded down to one decimal:
    date cases      words and days of tests/languages/<language>/dates.toml
    article dates   words and days in the sample articles (include/samples/gold.jsonl)
    event types     type of each event of the sample articles and of the articles of
                    tests/languages/<language>/events.toml; a mention too many counts against precision
    event parties   type, actors and recipients
    event days      the same and both days
    events          the same and the status: the whole event; also for each type by itself
Gold events that are not core are neither demanded nor punished.
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sample_articles

from dateline.dates.anchors import find_times
from dateline.lines import events_of

LANGUAGE_CASES = sample_articles.ROOT / "tests" / "languages"
SCORES = sample_articles.ROOT / "tests" / "scores.json"
UPDATE = "python tests/score.py --update"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one comparison: what was right, what was found, what was wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None when nothing was found."""
        return _percent(self.right, self.found)

    @property
    def recall(self) -> float | None:
        """Share of what was wanted that was found; None when nothing was wanted."""
        return _percent(self.right, self.wanted)


Tallies = dict[tuple[str, str], Tally]  # by language and measure


def _percent(part: int, whole: int) -> float | None:
    """Rounded down to one decimal, so that a floor is never above what was reached.

    >>> _percent(2, 3)
    66.6
    """
    return (1000 * part // whole) / 10 if whole else None


def compare(found: Iterable[Hashable], wanted: Iterable[Hashable], spared: Iterable[Hashable] = ()) -> Tally:
    """Counts of two lists, each entry good for one of its equals; what is found of `spared` is left out.

    >>> compare(["a", "a", "b"], ["a", "c"], spared=["b"])
    Tally(right=1, found=2, wanted=2)
    """
    all_found, all_wanted = Counter(found), Counter(wanted)
    right = all_found & all_wanted
    left_out = (all_found - right) & Counter(spared)
    return Tally(right.total(), all_found.total() - left_out.total(), all_wanted.total())


# ---- what is counted


def corpus() -> dict[str, dict[str, list[Row]]]:
    """All that is counted by language: `cases` and `told` of the language files and `articles` of the samples."""
    texts: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {"cases": [], "told": [], "articles": []})
    for file in sorted(LANGUAGE_CASES.glob("*/dates.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        texts[file.parent.name]["cases"] = [{"anchor": data.get("anchor"), **case} for case in data["cases"]]
    for file in sorted(LANGUAGE_CASES.glob("*/events.toml")):
        articles = tomllib.loads(file.read_text(encoding="utf-8")).get("articles", [])
        texts[file.parent.name]["told"] = [_as_gold(article) for article in articles]
    for place, row in sample_articles.gold().items():
        texts[row["language"]]["articles"].append({"place": place, "raw": sample_articles.raw(row), **row})
    return dict(sorted(texts.items()))


def _as_gold(article: Row) -> Row:
    """An article of events.toml, its events written as the samples' gold writes them."""
    events = []
    for event in article["events"]:
        first, last = (event.get("day", event.get(key)) for key in ("first", "last"))
        sides = {role: sorted(event.get(role, [])) for role in ("actors", "recipients")}
        events.append({"core": True, **event, **sides, "first_day": first, "last_day": last})
    return {**article, "events": events}


def digest(texts: Row) -> str:
    """Short digest of one language's part of the corpus."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def tallies(texts: Mapping[str, dict[str, list[Row]]]) -> Tallies:
    """All counts, in the order they are shown."""
    counted: Tallies = {}
    for language, parts in texts.items():
        for measure, tally in _counted(language, parts):
            counted[language, measure] = counted.get((language, measure), Tally()) + tally
    return {name: tally for name, tally in counted.items() if tally != Tally()}


def _counted(language: str, parts: dict[str, list[Row]]) -> Iterator[tuple[str, Tally]]:
    for case in parts["cases"]:
        yield "date cases", _of_case(language, case)
    samples = [(row, *_mentions(row)) for row in parts["articles"]]
    for row, times, _ in samples:
        yield "article dates", compare(map(_dated, times), map(_dated, row["dates"]))
    read = [(row, events) for row, _, events in samples]
    read += [(row, events_found(language, row)) for row in parts["told"]]
    for measure, key in MEASURES.items():
        for row, events in read:
            yield measure, of_events(row["events"], events, key)
    for name in sorted({event["type"] for row, events in read for event in [*row["events"], *events]}):
        for row, events in read:
            yield f"events: {name}", of_events(row["events"], events, whole, name)


def _of_case(language: str, case: Row) -> Tally:
    found = [(m.text, m.first_day, m.last_day) for m in find_times(case["text"], language, case["anchor"])]
    wanted = [(t["words"], t.get("day", t.get("first")), t.get("day", t.get("last"))) for t in case["times"]]
    return compare(found, wanted)


def _mentions(row: Row) -> tuple[list[Row], list[Row]]:
    """Dated time mentions and events found in the article; none when it was refused."""
    article = sample_articles.articles().get(row["place"])
    if article is None:
        return [], []
    times, events = sample_articles.mentions(article)
    for event in events:
        for role in ("actor", "recipient"):
            event[f"{role}s"] = sorted({party["party_code"] for party in event["parties"] if party["role"] == role})
    return [time for time in times if time["first_day"]], events


def events_found(language: str, article: Row) -> list[Row]:
    """Events found in an article of events.toml."""
    case = {"lang": language, "published_on": str(article["published_on"]), "text": article["text"]}
    found = events_of(case)["events"]
    for event in found:
        for role in ("actor", "recipient"):
            event[f"{role}s"] = sorted({party["code"] for party in event["parties"] if party["role"] == role})
    return found


def of_events(wanted: Sequence[Row], found: Sequence[Row], key: Callable[[Row], Hashable], type: str = "") -> Tally:
    core = [key(event) for event in wanted if event["core"] and type in ("", event["type"])]
    spared = [key(event) for event in wanted if not event["core"]]
    return compare([key(event) for event in found if type in ("", event["type"])], core, spared)


def _dated(time: Row) -> Hashable:
    return time["text"], *_days(time)


def _days(row: Row) -> tuple[str, str]:
    return str(row["first_day"]), str(row["last_day"])


def _type(event: Row) -> Hashable:
    return event["type"]


def _parties(event: Row) -> Hashable:
    return event["type"], *event["actors"], "->", *event["recipients"]


def _act_and_days(event: Row) -> Hashable:
    return _parties(event), _days(event)


def whole(event: Row) -> Hashable:
    return _act_and_days(event), event["status"]


MEASURES = {"event types": _type, "event parties": _parties, "event days": _act_and_days, "events": whole}

# ---- floors


def figures(counted: Tallies) -> dict[str, float]:
    """Percentages by name: "ar events recall"."""
    return {
        f"{language} {measure} {kind}": value
        for (language, measure), tally in counted.items()
        for kind, value in (("precision", tally.precision), ("recall", tally.recall))
        if value is not None
    }


def below(found: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """A line for each figure that is under its floor."""
    return [
        f"{name}: found {found[name]}, floor {floor}"
        for name, floor in floors.items()
        if name in found and found[name] < floor
    ]


def news(found: Mapping[str, float], digests: Mapping[str, str], scores: Row) -> list[str]:
    """A line for each thing the floors do not know yet; none of them is a failure."""
    known, floors = scores["corpus"], scores["floors"]
    lines = [f"{language}: no floors yet" for language in digests if language not in known]
    changed = [language for language, value in digests.items() if known.get(language, value) != value]
    lines += [f"{language}: its texts changed since the floors were written" for language in changed]
    lines += [f"{language}: has floors but no texts any more" for language in known if language not in digests]
    lines += [f"{name}: no floor yet" for name in found if name not in floors and name.partition(" ")[0] in known]
    risen = sum(found[name] > floor for name, floor in floors.items() if name in found)
    return lines + ([f"{risen} figures are above their floors"] if risen else [])


def raised(found: Mapping[str, float], digests: Mapping[str, str], scores: Row, reason: str | None) -> Row:
    """The scores to write: floors of what is found, never lower than before unless a reason is given."""
    floors = scores["floors"]
    lowered = [
        {"figure": name, "was": floors[name], "is": value, "reason": reason}
        for name, value in found.items()
        if value < floors.get(name, 0)
    ]
    if lowered and not reason:
        raise ValueError("floors would be lowered")
    return {"corpus": dict(digests), "floors": dict(found), "lowered": [*scores["lowered"], *lowered]}


# ---- the table and the command


def table(counted: Tallies, floors: Mapping[str, float], *, has_types: bool) -> Iterator[str]:
    """Lines to read: a row a language and measure, those of single event types only on demand."""
    yield f"{'':38}precision  floor   recall  floor   right  found wanted"
    for (language, measure), tally in counted.items():
        if ":" in measure and not has_types:
            continue
        cells = []
        for kind, value in (("precision", tally.precision), ("recall", tally.recall)):
            cells += [_cell(value), _cell(floors.get(f"{language} {measure} {kind}"))]
        counts = f"{tally.right:8}{tally.found:7}{tally.wanted:7}"
        yield f"{language + ' ' + measure:38}{'{:>9}{:>7}{:>9}{:>7}'.format(*cells)}{counts}"


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def read_scores(file: Path) -> Row:
    """What tests/scores.json holds; empty when there is none."""
    empty: Row = {"corpus": {}, "floors": {}, "lowered": []}
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else empty


def main(words: Sequence[str] | None = None, file: Path = SCORES) -> int:
    """Exit code; prints the table and what is wrong or new."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--types", action="store_true", help="show each event type by itself")
    parser.add_argument("--update", action="store_true", help="write the figures as floors")
    parser.add_argument("--allow-lower", metavar="REASON", help="with --update: lower floors too, for this reason")
    arguments = parser.parse_args(words)
    if arguments.allow_lower is not None and not (arguments.update and arguments.allow_lower.strip()):
        parser.error("--allow-lower needs --update and a reason")
    texts = corpus()
    counted, digests, scores = tallies(texts), {name: digest(part) for name, part in texts.items()}, read_scores(file)
    found = figures(counted)
    print(*table(counted, scores["floors"], has_types=arguments.types), sep="\n")
    failures, told = below(found, scores["floors"]), news(found, digests, scores)
    if arguments.update:
        if failures and not arguments.allow_lower:
            print("\nnothing written, these would go down:", *failures, sep="\n   ", file=sys.stderr)
            print(f"mend the cause, or: {UPDATE} --allow-lower REASON", file=sys.stderr)
            return 1
        scores = raised(found, digests, scores, arguments.allow_lower)
        file.write_text(json.dumps(scores, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"\n{file.name} written: {len(found)} floors, {len(failures)} of them lowered")
        return 0
    if told:
        print("\nnot yet in the floors:", *told, f"take it in with: {UPDATE}", sep="\n   ")
    if failures:
        print("\nbelow the floor:", *failures, sep="\n   ", file=sys.stderr)
        print(f"mend the cause, or give a reason: {UPDATE} --allow-lower REASON", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
