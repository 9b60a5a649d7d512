"""Write one new version: staged beside its target, synced, renamed once.

Order of effects: the memory (manifest and pristine copies) first, then the staged folder takes its name.
Killed anywhere, there is either no version or a whole one; the next build sweeps away what was staged.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.errors import SurroundingsFailed
from generator.plan.carry import Entry
from generator.plan.manifest import Manifest
from generator.store.codec import write_manifest_text
from generator.store.packs import MANIFEST, MEMORY, PRISTINE, unrecorded_version
from generator.store.reasons import reason_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAGING = "staging-"


class VersionExists(SurroundingsFailed):
    """A folder of that version's name is there already, and is not ours to touch."""


def write_version(
    root: Path,
    manifest: Manifest,
    entries: Sequence[Entry],
    blobs: Mapping[str, bytes],
    folders: Iterable[str],
    latest: Path | None,
) -> Path:
    """Publish the version that `manifest` describes and return its folder.

    `entries` are copied from `latest` or written from `blobs` (by code); `folders` are made even when empty.
    """
    with _told(root):
        target = root / str(manifest.version)
        if unrecorded_version(root, manifest.version):
            raise VersionExists(f"{target} 已存在,但不是本程序完成的版本;请把它改名或移走后重试")
        staging = _fresh_staging(root, manifest)
        _fill(staging, entries, blobs, folders, latest)
        _remember(root, manifest, blobs)
        staging.rename(target)
        _sync_folder(root)
        return target


def _fresh_staging(root: Path, manifest: Manifest) -> Path:
    staging = root / MEMORY / f"{_STAGING}{manifest.version}"
    if staging.exists():
        shutil.rmtree(staging)
    staging.mkdir(parents=True)
    return staging


def _fill(
    staging: Path,
    entries: Sequence[Entry],
    blobs: Mapping[str, bytes],
    folders: Iterable[str],
    latest: Path | None,
) -> None:
    for folder in folders:
        (staging / folder).mkdir(parents=True, exist_ok=True)
    for entry in entries:
        path = staging / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.source is not None and latest is not None:
            _copy(latest / entry.source, path)
        elif entry.code is not None:
            _write(path, blobs[entry.code])
    for folder, _, _ in os.walk(staging, topdown=False):
        _sync_folder(Path(folder))


def _remember(root: Path, manifest: Manifest, blobs: Mapping[str, bytes]) -> None:
    memory = root / MEMORY / str(manifest.version)
    memory.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(memory / PRISTINE, "w", zipfile.ZIP_STORED) as pristine:
        for code, content in sorted(blobs.items()):
            pristine.writestr(zipfile.ZipInfo(code, _EPOCH), content)
    _write(memory / MANIFEST, write_manifest_text(manifest).encode())
    _sync_folder(memory)


def _copy(source: Path, target: Path) -> None:
    """Copy a file with its times: a person's file keeps the day it was written."""
    shutil.copy2(source, target)
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename durable where the system lets one open a folder (Windows does not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network shares refuse to sync a folder: the files in it are synced already
    finally:
        os.close(handle)


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Turn what the machine refuses into a sentence with the way out."""
    try:
        yield
    except OSError as error:
        name = error.filename or root
        message = f"无法写入 {name}:{reason_of(error)};检查磁盘空间、权限与网络盘连接后重试"
        raise SurroundingsFailed(message) from error
