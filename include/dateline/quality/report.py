"""The page of the current build, written beside the builds, and the figures for a shell."""

from collections.abc import Iterator

from dateline import snapshots
from dateline.published import read_published
from dateline.quality.changes import changes_of
from dateline.quality.page import quality_page
from dateline.storage import Folder, current_build, read_parquet

PAGE = "timeline/quality.html"


def page_of(folder: Folder, language: str = "en") -> str:
    """The page of the current build, compared with the one before it."""
    build = current_build(folder)
    manifest = snapshots.read_manifest(folder, build.rpartition("/")[2])
    return quality_page(
        read_parquet(folder, f"{build}/quality.parquet"),
        read_parquet(folder, f"{build}/quality_samples.parquet"),
        build=build.rpartition("/")[2],
        version=manifest["dateline_version"],
        language_digest=manifest["language_digest"],
        changes=changes_of(folder),
        language=language,
    )


def write_page(folder: Folder) -> None:
    """Replaces timeline/quality.html by the page of the current build; within `snapshots.staging`.

    It stands outside of the build, which is the same whatever was there before: what changed is not of the build alone.
    """
    snapshots.replace_beside(folder, PAGE, page_of(folder).encode())


def quality_lines(path: str) -> Iterator[str]:
    """The figures of the current build, one a line, with the count in the build before where there is one."""
    changes = changes_of(Folder(path))
    before = {}
    if changes:
        before = {
            (row["metric"], row["dimension"], row["part"]): row["part_count"] for row in changes.figures.to_pylist()
        }
        told = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in changes.counts.items())
        yield f"since build {changes.previous}: {told}"
    heading = "", ""
    for row in read_published(path, "quality").to_pylist():
        if (row["metric"], row["dimension"]) != heading:
            heading = str(row["metric"]), str(row["dimension"])
            yield f"\n{row['metric'].replace('_', ' ')} by {row['dimension'].replace('_', ' ')}"
        share = f"{row['part_share']:8.2%}" if row["part_share"] is not None else " " * 8
        was = before.get((*heading, row["part"]), 0) if changes else row["part_count"]
        difference = f"  {row['part_count'] - was:+}" if row["part_count"] != was else ""
        level = f" ({row['level']})" if row["level"] else ""
        yield f"  {row['part_count']:10} {share}  {row['part']}{level}{difference}"
