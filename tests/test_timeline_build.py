"""The timeline: however its mentions came, the same bytes; what disagrees is not published; old builds go."""

import datetime as dt
import json
import shutil
from pathlib import Path

import duckdb
import mentions
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from folders import contents

from dateline import checks, partition, schema
from dateline.errors import DatelineError
from dateline.storage import parquet_bytes

DAYS = [dt.date(2024, 1, 10) + dt.timedelta(number) for number in range(4)]
BUILDS = "timeline/builds"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four days of mentions and their timeline."""
    folder = tmp_path_factory.mktemp("data")
    for day in DAYS:
        mentions.write_day(str(folder), day, 400)
    partition.build_timeline(str(folder))
    return folder


def copy(data: Path, target: Path) -> Path:
    return Path(shutil.copytree(data, target, symlinks=True))


def published(data: Path) -> dict[str, str]:
    return {name: digest for name, digest in contents(data / "timeline").items() if name != ".lock"}


# ---- the same bytes


@pytest.mark.parametrize(("buckets", "workers"), [(1, 1), (7, 1), (64, 2)])
def test_buckets_and_processes_change_no_byte(data: Path, tmp_path: Path, buckets: int, workers: int) -> None:
    other = copy(data, tmp_path / "other")
    shutil.rmtree(other / "timeline")
    partition.build_timeline(str(other), bucket_count=buckets, workers=workers)
    assert published(other) == published(data)


@pytest.mark.parametrize("order", [DAYS, DAYS[::-1], [DAYS[2], DAYS[0], DAYS[3], DAYS[1]]], ids=["on", "back", "mixed"])
def test_daily_runs_in_any_order_give_what_one_run_over_all_gives(
    data: Path, tmp_path: Path, order: list[dt.date]
) -> None:
    for day in order:
        mentions.write_day(str(tmp_path), day, 400)
        last = partition.build_timeline(str(tmp_path), bucket_count=1 + day.day % 3)
    current = tmp_path / "timeline" / "current"
    assert current.readlink() == (data / "timeline/current").readlink() == Path("builds") / str(last["digest"])
    assert contents(current.resolve()) == contents((data / "timeline/current").resolve())


def test_mentions_with_the_same_type_and_parties_fall_into_one_bucket_whatever_their_order(data: Path) -> None:
    from dateline.merging import _buckets

    told, parties = mentions.day_tables(DAYS[0], 500, 3)
    keys: dict[str, list[str]] = {}
    for row in parties.to_pylist():
        keys.setdefault(row["event_mention_id"], []).append(f"{row['role']}:{row['party_code']}")
    found: dict[tuple[object, ...], set[int]] = {}
    shuffled = parties.take(list(range(parties.num_rows))[::-1])
    for row, bucket in zip(told.to_pylist(), _buckets(told, shuffled, 16).tolist(), strict=True):
        found.setdefault((row["type"], *sorted(set(keys[row["event_mention_id"]]))), set()).add(bucket)
    assert all(len(buckets) == 1 for buckets in found.values())
    assert len({bucket for buckets in found.values() for bucket in buckets}) == 16


# ---- compaction


def test_a_month_is_old_by_the_days_of_the_data_and_compaction_changes_no_byte_of_the_timeline(
    data: Path, tmp_path: Path
) -> None:
    other = copy(data, tmp_path / "other")
    mentions.write_day(str(other), dt.date(2024, 3, 31), 0)
    assert partition.compact(str(other)) == {"months": 0, "partitions": 0}  # 60 days after the end of January
    mentions.write_day(str(other), dt.date(2024, 4, 3), 0)
    before = partition.build_timeline(str(other))
    assert partition.compact(str(other)) == {"months": 1, "partitions": 8}
    assert sorted(path.name for path in (other / "event_mentions").iterdir()) == [
        "published_on=2024-01",
        "published_on=2024-03-31",
        "published_on=2024-04-03",
    ]
    assert partition.build_timeline(str(other)) == before
    assert partition.compact(str(other)) == {"months": 0, "partitions": 0}


def test_a_day_extracted_again_after_its_month_was_compacted_counts_instead_of_what_the_month_says(
    data: Path, tmp_path: Path
) -> None:
    other, fresh = copy(data, tmp_path / "other"), tmp_path / "fresh"
    mentions.write_day(str(other), dt.date(2024, 6, 1), 5)
    partition.compact(str(other))
    mentions.write_day(str(other), DAYS[1], 300, seed=2)
    for day in DAYS:
        mentions.write_day(str(fresh), day, 300 if day == DAYS[1] else 400, 2 if day == DAYS[1] else 1)
    mentions.write_day(str(fresh), dt.date(2024, 6, 1), 5)
    wanted = partition.build_timeline(str(fresh))
    assert partition.build_timeline(str(other)) == wanted
    assert partition.compact(str(other)) == {"months": 1, "partitions": 2}
    assert partition.build_timeline(str(other)) == wanted


def test_a_day_that_lost_all_articles_after_its_month_was_compacted_has_no_rows(data: Path, tmp_path: Path) -> None:
    other = copy(data, tmp_path / "other")
    mentions.write_day(str(other), dt.date(2024, 6, 1), 5)
    partition.compact(str(other))
    partition.extract(str(other), DAYS[0].isoformat())
    built = partition.build_timeline(str(other))
    assert built["event_mentions"] == 3 * 400 + 5


# ---- agreement

TAMPERED = {
    "event_evidence": ("select * from rows limit 1599", "every event mention is evidence of one event"),
    "event_parties": ("select * from rows offset 1", "_codes of an event are its parties"),
    "events": ("select * replace (mention_count + 1 as mention_count) from rows", "the counts and days of publication"),
    "calendar": ("select * from rows where day <> '2024-01-10'", "the calendar has the day"),
    "parties": ("select * from rows where party_code <> 'MAR'", r"references parties\.party_code"),
    "event_types": ("select * from rows where type <> 'official_visit'", r"events\.type references event_types\.type"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tables_that_do_not_agree_are_refused_with_the_rule_they_break(data: Path, tmp_path: Path, name: str) -> None:
    staged = copy((data / "timeline/current").resolve(), tmp_path / "staged")
    checks.check_build(staged, 1600, tmp_path)
    query, rule = TAMPERED[name]
    rows = pq.read_table(staged / f"{name}.parquet")
    changed = duckdb.sql(query).to_arrow_table().cast(rows.schema.remove_metadata())
    assert rows.num_rows
    pq.write_table(changed, staged / f"{name}.parquet")
    with pytest.raises(DatelineError, match=rule):
        checks.check_build(staged, 1600, tmp_path)


def test_a_build_that_fails_its_checks_publishes_nothing(data: Path, tmp_path: Path) -> None:
    other = copy(data, tmp_path / "other")
    # A mention in two partitions at once: what no task of ours writes.
    [day, _] = mentions.day_tables(DAYS[0], 400, 1)
    target = other / "event_mentions/published_on=2024-02-20"
    target.mkdir()
    (target / "part.parquet").write_bytes(parquet_bytes("event_mentions", day))
    with pytest.raises(DatelineError, match="evidence of one event"):
        partition.build_timeline(str(other))
    assert published(other) == published(data)


# ---- builds


def test_the_manifest_says_what_is_in_the_build(data: Path) -> None:
    build = (data / "timeline/current").resolve()
    manifest = json.loads((build / "manifest.json").read_text())
    held = contents(build)
    assert {one["path"]: one["sha256"] for one in manifest["files"]} | {"manifest.json": held["manifest.json"]} == held
    for one in manifest["files"]:
        if one["path"].endswith(".parquet"):
            name = one["path"].removesuffix(".parquet")
            assert one["rows"] == mentions.published(data, name).num_rows
            assert one["schema_version"] == schema.table(name).version


def test_the_newest_builds_stay_and_the_current_one_always(data: Path, tmp_path: Path) -> None:
    other = copy(data, tmp_path / "other")
    first = (other / "timeline/current").readlink().name
    made = [first]
    for number in range(1, 5):
        mentions.write_day(str(other), DAYS[0], 400 - number)
        made.append(partition.build_timeline(str(other), keep_builds=2)["digest"])
        assert {path.name for path in (other / BUILDS).iterdir()} == set(made[-2:])
    mentions.write_day(str(other), DAYS[0], 397)
    back = partition.build_timeline(str(other), keep_builds=2)["digest"]
    assert back == made[3]
    assert (other / "timeline/current").readlink().name == back
    with pytest.raises(DatelineError, match="keep_builds"):
        partition.build_timeline(str(other), keep_builds=1)


def test_a_build_someone_changed_is_made_anew(data: Path, tmp_path: Path) -> None:
    other = copy(data, tmp_path / "other")
    (other / "timeline/current/events.parquet").write_bytes(b"PAR1")
    partition.build_timeline(str(other))
    assert published(other) == published(data)


def test_a_timeline_without_events_is_a_timeline(tmp_path: Path) -> None:
    assert partition.build_timeline(str(tmp_path))["events"] == 0
    assert {name: mentions.published(tmp_path, name).num_rows for name in (*schema.FACTS, "calendar")} == {
        "events": 0,
        "event_parties": 0,
        "event_evidence": 0,
        "calendar": 0,
    }


def test_rows_are_in_the_declared_order_with_those_without_days_last(data: Path) -> None:
    events = mentions.published(data, "events")
    keys = [(row["first_day"] or dt.date.max, row["last_day"] or dt.date.max) for row in events.to_pylist()]
    assert keys == sorted(keys)
    assert pa.types.is_date32(events.schema.field("first_day").type)
    assert events.column("first_day").null_count > 0


def test_a_build_that_is_not_shown_changes_nothing_readers_see_until_it_is(data: Path, tmp_path: Path) -> None:
    other = copy(data, tmp_path / "other")
    partition.build_timeline(str(other))
    shown = (other / "timeline" / "current").resolve()
    mentions.write_day(str(other), dt.date(2024, 6, 1), 900)
    made = partition.build_timeline(str(other), is_shown=False)
    assert (other / "timeline" / "current").resolve() == shown
    assert (partition.change_share(str(other), made["digest"]) or 0) > 0.2
    partition.show(str(other), made["digest"])
    assert (other / "timeline" / "current").resolve().name == made["digest"]
    assert partition.change_share(str(other), made["digest"]) == 0


def test_a_build_that_is_gone_cannot_be_shown(data: Path) -> None:
    with pytest.raises(DatelineError, match="build anew"):
        partition.show(str(data), "0123456789abcdef")
