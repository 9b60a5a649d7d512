"""Write one new version: staged beside its target, synced, renamed once.

Order of effects: everything is staged in a folder of this process's own; then the memory (manifest and pristine
copies) takes its name, and the version folder last. Killed anywhere, there is either no version or a whole one;
the build that publishes the version sweeps away what others have staged for it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.errors import SurroundingsFailed, reason_of
from generator.plan.carry import Entry
from generator.plan.manifest import Manifest
from generator.plan.version import Version
from generator.store.codec import encode_manifest
from generator.store.files import sync_file, sync_folder
from generator.store.lock import LOCK
from generator.store.packs import MANIFEST, MEMORY, PRISTINE, unrecorded_version

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAGING = "staging-"
CONTENT = "content"


class VersionExists(SurroundingsFailed):
    """A folder of that version's name is there already, and is not ours to touch."""


def write_version(
    root: Path,
    manifest: Manifest,
    entries: Sequence[Entry],
    blobs: Mapping[str, bytes],
    folders: Iterable[str],
    latest: Path | None,
    renew: Callable[[], None] = lambda: None,
) -> Path:
    """Publish the version that `manifest` describes and return its folder.

    `entries` are copied from `latest` or written from `blobs` (by code); `folders` are made even when empty.
    `renew` is called between files.
    """
    with _told(root):
        target = root / str(manifest.version)
        staging = _fresh_staging(root, manifest)
        _fill(staging / CONTENT, entries, blobs, folders, latest, renew)
        _remember(staging / MEMORY, manifest, blobs)
        _sync(staging, renew)
        if unrecorded_version(root, manifest.version):
            raise VersionExists(
                f"{target} 已存在,但不是本次生成的版本;如不是刚由别人生成,请把它改名或移走后重试"
            )
        _put_memory(staging / MEMORY, root / MEMORY / str(manifest.version))
        (staging / CONTENT).rename(target)
        sync_folder(root)
        sweep(root)
        return target


def finish_interrupted(root: Path, version: Version) -> bool:
    """Publish a version whose build died between its two renames: all of it is staged. Tell whether there was one."""
    target, memory = root / str(version), root / MEMORY / str(version)
    staged = [path / CONTENT for path in (root / MEMORY).glob(f"{_STAGING}{version}-*")]
    waiting = [path for path in staged if path.is_dir() and not (path.parent / MEMORY).exists()]
    if target.exists() or not memory.is_dir() or len(waiting) != 1:
        return False
    with _told(root):
        waiting[0].rename(target)
        sync_folder(root)
    return True


def _fresh_staging(root: Path, manifest: Manifest) -> Path:
    """Make a staging folder of this process's own: two builders never write into one."""
    memory = root / MEMORY
    memory.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{_STAGING}{manifest.version}-", dir=memory))


def _put_memory(staged: Path, place: Path) -> None:
    """Give the memory its name; one without a version folder was left by a build that died."""
    if place.exists():
        shutil.rmtree(place)
    staged.rename(place)


def is_untidy(root: Path) -> bool:
    """Tell whether a build that died has left something in the memory of the pack at `root`."""
    memory = root / MEMORY
    return (memory / LOCK).exists() or any(memory.glob(f"{_STAGING}*"))


def sweep(root: Path) -> None:
    """Take away what builds have staged; whoever holds the lock knows that they are dead, and not to be finished."""
    for left in (root / MEMORY).glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _fill(
    staging: Path,
    entries: Sequence[Entry],
    blobs: Mapping[str, bytes],
    folders: Iterable[str],
    latest: Path | None,
    renew: Callable[[], None],
) -> None:
    staging.mkdir(mode=0o755)
    for folder in folders:
        (staging / folder).mkdir(parents=True, exist_ok=True)
    for entry in entries:
        renew()
        path = staging / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.source is not None and latest is not None:
            _copy(latest / entry.source, path)
        elif entry.code is not None:
            path.write_bytes(blobs[entry.code])


def _remember(memory: Path, manifest: Manifest, blobs: Mapping[str, bytes]) -> None:
    memory.mkdir()
    with zipfile.ZipFile(memory / PRISTINE, "w", zipfile.ZIP_STORED) as pristine:
        for code, content in sorted(blobs.items()):
            pristine.writestr(zipfile.ZipInfo(code, _EPOCH), content)
    (memory / MANIFEST).write_bytes(encode_manifest(manifest))


def _copy(source: Path, target: Path) -> None:
    """Copy a file with its times and rights: a person's file keeps the day it was written."""
    shutil.copyfile(source, target)
    shutil.copystat(source, target)


def _sync(staging: Path, renew: Callable[[], None]) -> None:
    """Make all that is staged durable, in one go when it is all written: the disk then has little left to do."""
    for folder, _, files in os.walk(staging, topdown=False):
        for name in files:
            renew()
            sync_file(Path(folder, name))
        sync_folder(Path(folder))


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Turn what the machine refuses into a sentence with the way out."""
    try:
        yield
    except OSError as error:
        name = error.filename or root
        message = f"无法写入 {name}:{reason_of(error)};检查磁盘空间、权限与网络盘连接后重试"
        raise SurroundingsFailed(message) from error
