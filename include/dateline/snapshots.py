"""Builds of the timeline: several tables that agree, published together, seen whole or not at all.

    timeline/builds/DIGEST/*           the files of one build, never changed once there
    timeline/builds/DIGEST/manifest.json    each file with rows, bytes and SHA-256; written last
    timeline/current -> builds/DIGEST  on local disks: a link, switched by one rename
    timeline/quality.html              the page on the current build, written after it
    timeline/current.json              on object stores: {"build": "DIGEST"}, one put

On a local disk a build is put together in timeline/.staging and becomes builds/DIGEST by one rename: a process killed
at any moment leaves the last build published, and at most a .staging that the next one clears. On an object store there
is no rename of folders: files are put first, then the manifest, then current.json. **Reading rule** there: read
current.json, then the manifest of that build, then the files it lists; if one is gone, a newer build was published:
begin anew.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dateline import __version__
from dateline.errors import DatelineError
from dateline.provenance import language_digest
from dateline.storage import Folder, sha256_of

KEEP_BUILDS = 3
_LEAST_KEPT = 2  # a reader may be in the build before the current one
BUILDS = "timeline/builds"


@contextmanager
def staging(folder: Folder) -> Iterator[Path]:
    """An empty local folder to put a build together in; one writer at a time on a local disk, others wait."""
    if not folder.is_local:
        with tempfile.TemporaryDirectory(prefix="dateline-build-") as scratch:
            yield Path(scratch)
        return
    with _alone(folder) as timeline:
        staged = timeline / ".staging"
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        try:
            yield staged
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def put(folder: Folder, staged: Path, versions: Mapping[str, int]) -> str:
    """Digest of the build in `staged`, which is among the builds afterwards, for `switch`.

    `versions` are the schema versions of its tables.
    """
    manifest = json.dumps(_manifest(staged, versions), indent=2) + "\n"
    (staged / "manifest.json").write_text(manifest, encoding="utf-8")
    digest = sha256_of(staged / "manifest.json")[:16]
    (_put_local if folder.is_local else _put_remote)(folder, staged, digest)
    return digest


def switch(folder: Folder, digest: str, *, keep_builds: int = KEEP_BUILDS) -> None:
    """Show a build that was `put` to readers; older ones beyond `keep_builds` are gone.

    `keep_builds` counts the current one and is two at least.
    """
    if keep_builds < _LEAST_KEPT:
        advice = f"write {_LEAST_KEPT} or more: a reader may still be in the build before"
        raise DatelineError(folder.address, "keep_builds", f"is {keep_builds}", advice)
    if not folder.exists(f"{BUILDS}/{digest}/manifest.json"):
        advice = "it was taken away as one of the oldest; build anew"
        raise DatelineError(folder.address, f"{BUILDS}/{digest}", "no such build", advice)
    if folder.is_local:
        _switch_local(folder, digest)
    else:
        folder.replace("timeline/current.json", json.dumps({"build": digest}).encode())
    _retire(folder, digest, keep_builds)


@contextmanager
def alone(folder: Folder) -> Iterator[None]:
    """Holds the timeline of a local disk, as `staging` does; on an object store a switch is one put."""
    if folder.is_local:
        with _alone(folder):
            yield
    else:
        yield


@contextmanager
def _alone(folder: Folder) -> Iterator[Path]:
    timeline = Path(folder.path("timeline"))
    timeline.mkdir(parents=True, exist_ok=True)
    with open(timeline / ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back by the system when the process ends, however it ends
        yield timeline


def row_counts(folder: Folder, build: str) -> dict[str, int]:
    """Rows of each table of a build."""
    files = read_manifest(folder, build)["files"]
    return {one["path"].removesuffix(".parquet"): one["rows"] for one in files if "rows" in one}


def replace_beside(folder: Folder, name: str, content: bytes) -> None:
    """Replaces a file of the timeline that is no part of a build; within `staging`, which lets in one writer at a time.

    So the scratch file has one name, and what a killed process leaves is written over.
    """
    if not folder.is_local:
        folder.replace(name, content)
        return
    target = Path(folder.path(name))
    scratch = target.with_name(f".{target.name}")
    scratch.write_bytes(content)
    os.replace(scratch, target)


def read_manifest(folder: Folder, build: str) -> dict[str, Any]:
    """The manifest of a build, named as in timeline/builds."""
    manifest: dict[str, Any] = json.loads(folder.read(f"{BUILDS}/{build}/manifest.json"))
    return manifest


def previous_build(folder: Folder, current: str) -> str | None:
    """The build published last before the current one, of those that stay; None where there is none."""
    others = _others(folder, current)
    return others[0] if others else None


def _others(folder: Folder, current: str) -> list[str]:
    """Builds but the current one, those published last first."""
    others = [build for build in folder.names(BUILDS) if build != current]
    others.sort(key=lambda build: (folder.modified(f"{BUILDS}/{build}/manifest.json"), build), reverse=True)
    return others


def _manifest(staged: Path, versions: Mapping[str, int]) -> dict[str, Any]:
    files = []
    for path in sorted(staged.iterdir()):
        told: dict[str, Any] = {"path": path.name, "bytes": path.stat().st_size, "sha256": sha256_of(path)}
        if path.suffix == ".parquet":
            told |= {"rows": pq.read_metadata(path).num_rows, "schema_version": versions[path.stem]}
        files.append(told)
    return {"dateline_version": __version__, "language_digest": language_digest(), "files": files}


def _put_local(folder: Folder, staged: Path, digest: str) -> None:
    target = Path(folder.path(f"{BUILDS}/{digest}"))
    if target.exists() and not _is_whole(target):
        shutil.rmtree(target)  # someone changed what is never changed
    if target.exists():
        os.utime(target / "manifest.json")
    else:
        for path in staged.iterdir():
            _flush(path)
        target.parent.mkdir(exist_ok=True)
        os.rename(staged, target)
        _flush(target.parent)


def _switch_local(folder: Folder, digest: str) -> None:
    link = Path(folder.path("timeline/current"))
    if link.is_symlink() and os.readlink(link) == f"builds/{digest}":
        return
    scratch = link.with_name(".current")
    scratch.unlink(missing_ok=True)
    scratch.symlink_to(f"builds/{digest}")
    os.replace(scratch, link)  # a reader sees the old build or the new one, never a mixture
    _flush(link.parent)


def _is_whole(build: Path) -> bool:
    files = json.loads((build / "manifest.json").read_text(encoding="utf-8"))["files"]
    return all((build / one["path"]).exists() and sha256_of(build / one["path"]) == one["sha256"] for one in files)


def _flush(path: Path) -> None:
    """What was written is on the disk, also after the power fails."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _put_remote(folder: Folder, staged: Path, digest: str) -> None:
    names = sorted(path.name for path in staged.iterdir() if path.name != "manifest.json")
    for name in [*names, "manifest.json"]:
        folder.filesystem.put_file(str(staged / name), folder.path(f"{BUILDS}/{digest}/{name}"))


def _retire(folder: Folder, current: str, keep_builds: int) -> None:
    """Takes away all builds but the current and the newest others; the manifest first, without which it is no build."""
    for build in _others(folder, current)[keep_builds - 1 :]:
        if folder.exists(f"{BUILDS}/{build}/manifest.json"):
            folder.filesystem.rm_file(folder.path(f"{BUILDS}/{build}/manifest.json"))
        folder.filesystem.rm(folder.path(f"{BUILDS}/{build}"), recursive=True)
