"""Copies of one agency text are one report, whatever each paper did to it; texts that only look alike stay apart."""

import hashlib
import itertools
import json
import random
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import mentions
import pytest
from folders import contents

from dateline import partition
from dateline.duplicates import find_duplicates
from dateline.signatures import band_keys, rows_of, sign
from dateline.sources import source_of
from dateline.storage import Folder

LEAD = (
    "The foreign minister of Ghana visited Lisbon today and met her Portuguese counterpart at the Necessidades palace."
)
PARAGRAPHS = [
    "The two ministers reviewed the state of relations between Accra and Lisbon, which they called excellent, and "
    "agreed that the joint commission, dormant for nearly nine years, should convene again before the summer.",
    "Talks dwelt on fisheries, on scholarships for students of medicine and on a direct air link, which traders in "
    "both capitals have long wanted; a working party of 12 officials will report on it within 90 days.",
    "The Ghanaian delegation also toured the oceanarium and laid flowers at the monument to the discoveries, where "
    "schoolchildren from the neighbourhood waved the flags of both countries in a light drizzle.",
    "Trade between the two countries reached 214 million euros last year, most of it cocoa, machinery and cement, "
    "according to figures that the Portuguese statistics office published at the end of the winter.",
]
AGENCY = "\n\n".join([LEAD, *PARAGRAPHS])
CHINESE = (
    "外交部长今天在里斯本同葡萄牙外长举行会谈。双方回顾了两国关系，一致认为应当尽早重启已经停顿九年的联合委员会。"
    "会谈还涉及渔业合作、医学留学生奖学金以及两国首都之间的直航问题，由12名官员组成的工作组将在90天内提出报告。"
)
ARABIC = (
    "وصل وزير الخارجية الغاني اليوم إلى لشبونة حيث أجرى مباحثات مع نظيره البرتغالي تناولت سبل إحياء اللجنة المشتركة "
    "المتوقفة منذ تسع سنوات، والتعاون في مجال الصيد البحري، والمنح المخصصة لطلبة الطب، وفتح خط جوي مباشر بين العاصمتين."
)


def article(
    text: str, day: str = "2024-03-05", title: str = "Ghana and Portugal talk", **more: str
) -> dict[str, str | None]:
    return {"title": title, "text": text, "published": day, "lang": "en", **more}


def built(data: Path, papers: dict[str, Iterable[dict[str, Any]]]) -> dict[str, Any]:
    """Counts of the timeline of these articles by source, whose days were worked in the order they came."""
    for name, articles in papers.items():
        file = data.parent / f"{data.name}-{name}.jsonl"
        file.write_text("\n".join(json.dumps(one) for one in articles), encoding="utf-8")
        for day in partition.ingest(source_of(str(file)), str(data))["days"]:
            partition.extract(str(data), day)
    return partition.build_timeline(str(data))


def copies(data: Path) -> dict[str, str]:
    """Titles of the copies with those of what they are copies of."""
    titles: dict[str, str] = {}
    for folder in sorted((data / "articles").iterdir()):
        for file in sorted(folder.iterdir()):
            for row in mentions.read(file).to_pylist():
                titles[row["article_id"]] = row["title"]
    found = mentions.published(data, "duplicates").to_pylist()
    return {titles[row["article_id"]]: titles[row["duplicate_of"]] for row in found}


def is_copy(tmp_path: Path, one: str, other: str, day: str = "2024-03-05") -> bool:
    """Whether the second text, printed on that day, is taken for a copy of the first, printed on 5 March."""
    built(tmp_path / "data", {"a": [article(one)], "b": [article(other, day, "Talks in Lisbon")]})
    return bool(mentions.published(tmp_path / "data", "duplicates").num_rows)


# ---- copies


EDITED = {
    "another headline": AGENCY,
    "a byline in the text": f"LISBON, March 5 (Agency) - {AGENCY}",
    "the last paragraph cut": "\n\n".join([LEAD, *PARAGRAPHS[:-1]]),
    "cut to half": "\n\n".join([LEAD, *PARAGRAPHS[:2]]),
    "a photo caption": f"{AGENCY}\n\nPhoto: the two ministers before the palace on 5 March 2024. (Agency, A. Mensah)",
    "other quotation marks and spaces": AGENCY.replace("excellent", "“excellent”").replace(" ", "\u00a0", 9),
    "a sentence of its own": f"{AGENCY}\n\nOur correspondent was told that an embassy in Accra may follow.",
    "capitals": AGENCY.upper(),
}


@pytest.mark.parametrize("text", EDITED.values(), ids=EDITED)
def test_what_papers_do_to_an_agency_text_leaves_it_a_copy(tmp_path: Path, text: str) -> None:
    assert is_copy(tmp_path, AGENCY, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CHINESE, f"本报里斯本3月5日电 {CHINESE}"),
        (CHINESE, CHINESE.replace("外长", "外長").replace("双方", "雙方").replace("两国", "兩國")),
        (ARABIC, ARABIC.replace("مباحثات", "مُباحثـات").replace("أجرى", "اجرى")),
    ],
    ids=["Chinese", "traditional Chinese", "Arabic with marks"],
)
def test_writings_without_spaces_or_with_marks_are_compared_too(tmp_path: Path, one: str, other: str) -> None:
    assert is_copy(tmp_path, one, other)


def test_copies_are_one_report_and_every_copy_stays(tmp_path: Path) -> None:
    data = tmp_path / "data"
    titled = [article(text, title=name) for name, text in EDITED.items()]
    counts = built(data, {f"paper-{number}": [one] for number, one in enumerate(titled)})
    [visit] = [row for row in mentions.published(data, "events").to_pylist() if row["type"] == "official_visit"]
    assert (visit["article_count"], visit["report_count"], visit["source_count"]) == (8, 1, 8)
    assert counts["duplicates"] == 7
    evidence = mentions.published(data, "event_evidence").to_pylist()
    told = {row["article_id"]: row["duplicate_of"] for row in evidence if row["event_id"] == visit["event_id"]}
    assert len(told) == 8
    assert list(told.values()).count(None) == 1


def test_more_copies_do_not_make_an_event_surer(tmp_path: Path) -> None:
    confidence = []
    for name, papers in (("one", 1), ("five", 5)):
        texts = [article(text, title=title) for title, text in list(EDITED.items())[:papers]]
        built(tmp_path / name, {f"paper-{number}": [one] for number, one in enumerate(texts)})
        confidence.append({row["confidence"] for row in mentions.published(tmp_path / name, "events").to_pylist()})
    assert confidence[0] == confidence[1]


def test_today_in_a_copy_printed_the_day_after_is_the_day_it_was_first_printed(tmp_path: Path) -> None:
    built(tmp_path / "data", {"a": [article(AGENCY)], "b": [article(f"{AGENCY}\n\nBy our own staff.", "2024-03-06")]})
    visits = [
        row for row in mentions.published(tmp_path / "data", "events").to_pylist() if row["type"] == "official_visit"
    ]
    assert [(str(row["first_day"]), row["article_count"], row["report_count"]) for row in visits] == [
        ("2024-03-05", 2, 1)
    ]


@pytest.mark.parametrize(("day", "first_days"), [("2024-03-06", 1), ("2025-03-06", 2)])
def test_the_same_article_printed_again_soon_tells_of_the_same_day(tmp_path: Path, day: str, first_days: int) -> None:
    built(tmp_path / "data", {"a": [article(AGENCY)], "b": [article(AGENCY, day)]})
    rows = mentions.published(tmp_path / "data", "events").to_pylist()
    visits = [row for row in rows if row["type"] == "official_visit"]
    assert {row["article_count"] for row in visits} == {1}
    assert len({row["first_day"] for row in visits}) == first_days


def test_the_article_published_first_is_the_one_that_others_are_copies_of(tmp_path: Path) -> None:
    data = tmp_path / "data"
    built(
        data,
        {
            "a": [article(f"{AGENCY}\n\nOne.", "2024-03-05T18:00:00Z", "evening")],
            "b": [article(f"{AGENCY}\n\nTwo.", "2024-03-05T06:30:00Z", "morning")],
            "c": [article(f"{AGENCY}\n\nThree.", "2024-03-05", "some hour"), article(AGENCY, "2024-03-06", "next day")],
        },
    )
    assert copies(data) == {"evening": "morning", "some hour": "morning", "next day": "morning"}


def test_a_chain_of_small_changes_does_not_join_its_ends(tmp_path: Path) -> None:
    parts = [LEAD, *PARAGRAPHS, *(paragraph.upper()[::-1] for paragraph in PARAGRAPHS), *_other_paragraphs(9)]
    chain = ["\n\n".join(parts[start : start + 5]) for start in range(13)]
    data = tmp_path / "data"
    built(
        data,
        {"a": [article(text, f"2024-03-05T{number:02}:00Z", f"link {number}") for number, text in enumerate(chain)]},
    )
    found = copies(data)
    assert found["link 1"] == "link 0"
    assert not set(found.values()) & set(found)
    assert found.get("link 12") != "link 0"


def _other_paragraphs(count: int) -> list[str]:
    chance = random.Random(7)
    words = sorted(set(AGENCY.replace(",", "").split()))
    return [" ".join(chance.sample(words, 30)) for _ in range(count)]


# ---- near misses


RATES = (
    "The national bank set the official rate of the dinar at {0} to the dollar on {1} March, {2} against the day "
    "before. One euro costs {3} and one pound {4}. Reserves stood at {5} billion at the close of trading, the bank "
    "said, and it expects calm markets for the rest of the week."
)
MEETING = (
    "The chairman met delegates of the ninth congress of the {0} association in the capital on {1}. He praised what "
    "the association had done for {2} since its foundation and asked its members to go on serving {3}. The president "
    "of the association, {4}, thanked him in the name of all delegates and promised that {5} would not be forgotten. "
    "The meeting was attended by the heads of {6} and of {7}."
)
APART = {
    "the same form on another day, with its figures": (
        RATES.format("12.4", "5", "two tenths up", "13.6", "15.9", "81"),
        RATES.format("12.9", "6", "half a point up", "13.1", "15.2", "79"),
        "2024-03-06",
    ),
    "the same ceremony for others": (
        MEETING.format(
            "fishermen", "Monday", "the coast", "the ports", "Ama Boateng", "old boats", "two unions", "a bank"
        ),
        MEETING.format(
            "teachers", "Tuesday", "schools", "villages", "Kofi Annor", "small classes", "ministries", "the press"
        ),
        "2024-03-06",
    ),
    "the toll of a later day": (
        f"{LEAD} A storm that struck the coast left 12 dead and 45 injured, the ministers heard during their talks.",
        f"{LEAD} A storm that struck the coast left 31 dead and 99 injured, the ministers heard during their talks.",
        "2024-03-05",
    ),
    "the same words a year later": (AGENCY, f"{AGENCY}\n\nBy our own staff.", "2025-03-05"),
    "a round-up that holds it": (
        "\n\n".join([LEAD, PARAGRAPHS[0]]),
        "\n\n".join([LEAD, PARAGRAPHS[0], *_other_paragraphs(6)]),
        "2024-03-05",
    ),
    "what stands under every picture": (
        "Read the whole story in the printed edition, page three.",
        "Read the whole story in the printed edition, page three. ",
        "2024-03-05",
    ),
    "one told in other words": (
        AGENCY,
        "Accra's top diplomat flew to Portugal on Tuesday. Her hosts, eager to sell machines, offered students places "
        "at three universities. A commission that had not met for nine years will be revived, both sides said.",
        "2024-03-05",
    ),
}


@pytest.mark.parametrize(("one", "other", "day"), APART.values(), ids=APART)
def test_what_only_looks_alike_stays_apart(tmp_path: Path, one: str, other: str, day: str) -> None:
    assert not is_copy(tmp_path, one, other, day)


# ---- the same result, whatever came when


def test_any_order_of_arrival_and_any_division_give_the_same_bytes(tmp_path: Path) -> None:
    texts = [
        *(article(text, f"2024-03-0{5 + number % 3}", name) for number, (name, text) in enumerate(EDITED.items())),
        *(article(one, title=f"{name} 1") for name, (one, _, _) in APART.items()),
        *(article(other, day, f"{name} 2") for name, (_, other, day) in APART.items()),
    ]
    papers = {f"paper-{number}": texts[number::3] for number in range(3)}
    builds = []
    for place, order in enumerate(itertools.permutations(papers)):
        data = tmp_path / f"{place}" / "data"
        data.mkdir(parents=True)
        for name in order[: place % 3]:
            built(data, {name: papers[name][:2]})
        built(data, {name: papers[name] for name in order})
        if place % 2:
            partition.compact(str(data))
            partition.build_timeline(str(data))
        builds.append(contents(data / "timeline" / "current"))
    assert all(build == builds[0] for build in builds)
    assert mentions.published(tmp_path / "0" / "data", "duplicates").num_rows >= 7


@pytest.mark.parametrize("block_rows", [1, 3, 10, 1000])
def test_the_size_of_blocks_changes_no_copy(tmp_path: Path, block_rows: int) -> None:
    data, chance = tmp_path / "data", random.Random(3)
    pool = [AGENCY, RATES, MEETING, *(" ".join(_other_paragraphs(3 + number)) for number in range(4))]
    made = [
        article(f"{chance.choice(pool)} {' '.join(_other_paragraphs(chance.randint(0, 2)))}", f"2024-03-{day:02}")
        for day in range(1, 20)
        for _ in range(3)
    ]
    built(data, {"a": made})
    with tempfile.TemporaryDirectory() as scratch:
        found = find_duplicates(Folder(str(data)), Path(scratch), block_rows=block_rows)
    wanted = mentions.published(data, "duplicates")
    assert found.sort_by([(name, "ascending") for name in ("duplicate_of", "publication_day", "article_id")]) == wanted
    assert wanted.num_rows > 10


# ---- signatures


def test_a_signature_is_the_same_for_ever() -> None:
    # Partitions written years apart are compared with each other: a change here makes all of them worthless.
    told = sign(f"{AGENCY} {CHINESE} {ARABIC}")
    assert (hashlib.sha256(str(told.signature).encode()).hexdigest()[:16], told.run_count, told.figures) == (
        "98ffe931236a0e79",
        282,
        "12 214 90",
    )


def test_the_head_of_an_article_is_no_part_of_its_signature() -> None:
    assert sign(f"Ghana and Portugal talk\n\n{AGENCY}", 25) == sign(f"Lisbon: talks\n\n{AGENCY}", 15) == sign(AGENCY)


def test_texts_share_as_many_numbers_of_their_signatures_as_runs_of_words() -> None:
    one, half = (rows_of([str(sign(text).signature)]) for text in (AGENCY, "\n\n".join([LEAD, *PARAGRAPHS[:2]])))
    runs = sign(AGENCY).run_count, sign("\n\n".join([LEAD, *PARAGRAPHS[:2]])).run_count
    assert abs((one == half).mean() - runs[1] / runs[0]) < 0.12
    assert len(set(band_keys(one)[0].tolist())) == 42
