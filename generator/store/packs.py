"""Packs on disk: where one lies, which versions it has, and what lies in a version's folder now.

    <output>/<pack folder>/V1.0/…                    what people see
    <output>/<pack folder>/.pack/V1.0/manifest.json   what the tool remembers
    <output>/<pack folder>/.pack/V1.0/pristine.zip    what it generated for that version

A version exists when its folder does: the folder is renamed into place last (`store.publish`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput, SurroundingsFailed, reason_of
from generator.plan.manifest import FileRecord, Manifest
from generator.plan.version import Version, parse_version
from generator.store.codec import decode_manifest

MEMORY = ".pack"
MANIFEST = "manifest.json"
PRISTINE = "pristine.zip"
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_LITTER_STARTS = ("~$", "._", ".~lock.")
_OFFICE_LOCKS = ("~$", ".~lock.")
_BEGINNING = 1_000  # bytes
_SAID_ID = re.compile(rb'"campaign_id": ("(?:[^"\\]|\\.)*")')
_CLOCKS_DIFFER = 2.0
"""Seconds that times of two files on one disk may differ without meaning anything (FAT counts in twos)."""


class TwoPacks(InvalidInput):
    """Two folders under the output folder claim the same campaign."""


class PackVersion(Struct, frozen=True):
    """One finished version of a pack."""

    folder: Path
    manifest: Manifest


class Pack(Struct, frozen=True):
    """The folder of one campaign; `latest` is the newest of its `versions`, which stand in their order."""

    root: Path
    versions: tuple[PackVersion, ...]

    @property
    def latest(self) -> PackVersion:
        """Return the newest version."""
        return self.versions[-1]


class PackIndex(Struct, frozen=True):
    """The folders of packs by the campaigns they hold; of the `unknown` ones that cannot be told at a glance."""

    known: Mapping[str, tuple[Path, ...]]
    unknown: tuple[Path, ...] = ()

    def of(self, campaign_id: str) -> tuple[Path, ...]:
        """Return the folders that may hold the pack of a campaign."""
        return (*self.known.get(campaign_id, ()), *self.unknown)


def find_pack(output: Path, campaign_id: str, among: Iterable[Path] | None = None) -> Pack | None:
    """Return the pack of this campaign under `output`, wherever its folder has been named or moved to there.

    `among` are the folders that may hold it, where those are known already (`index_packs`).
    Raises TwoPacks when more than one folder holds it, SurroundingsFailed when the memory cannot be read. A damaged
    memory stops only those whose pack is not found among the sound ones: it might be theirs.
    """
    damaged: list[SurroundingsFailed] = []
    folders = _folders(output) if among is None else [path for path in among if path.is_dir()]
    packs = _packs(output, (path for path in folders if _said_id(path) in (campaign_id, None)), damaged)
    found = [p for p in packs if p.latest.manifest.campaign_id == campaign_id]
    if not found and damaged:
        raise damaged[0]
    if len(found) > 1:
        names = "、".join(str(p.root) for p in found)
        raise TwoPacks(
            (
                Diagnostic(
                    "P-001",
                    f"活动 {campaign_id} 在输出目录下有 {len(found)} 个资料包:{names}",
                    "只保留一个,把另一个移出输出目录后重试",
                    Place(str(output)),
                ),
            )
        )
    return found[0] if found else None


def strays(pack: Pack) -> list[Version]:
    """Return the versions of which only the folder or only the memory is left, newer than the latest."""
    latest = pack.latest.manifest.version
    folders, memories = _versioned(pack.root), _versioned(pack.root / MEMORY)
    return sorted(version for version in folders ^ memories if version > latest)


def _versioned(folder: Path) -> set[Version]:
    """Return the versions that folders in `folder` are named after."""
    found = (parse_version(path.name) for path in folder.iterdir() if path.is_dir())
    return {version for version in found if version is not None}


def index_packs(output: Path) -> PackIndex:
    """Return which folder under `output` may hold which campaign, so that many builds need not look for theirs."""
    known: dict[str, list[Path]] = {}
    unknown: list[Path] = []
    for folder in _folders(output):
        said = _said_id(folder)
        if said is None:
            unknown.append(folder)
        elif said:
            known.setdefault(said, []).append(folder)
    return PackIndex({campaign_id: tuple(paths) for campaign_id, paths in known.items()}, tuple(unknown))


def _folders(output: Path) -> list[Path]:
    with _readable(output):
        return sorted(p for p in output.iterdir() if p.is_dir()) if output.is_dir() else []


def _said_id(folder: Path) -> str | None:
    """Return whose pack a folder is, as its newest memory says in the beginning; "" for nobody's.

    None where that cannot be told. A memory is long, and an output folder may hold thousands.
    """
    try:
        found = [(v, p.name) for p in folder.iterdir() if (v := parse_version(p.name)) and p.is_dir()]
        memories = [folder / MEMORY / name / MANIFEST for _, name in sorted(found, reverse=True)]
        memory = next((path for path in memories if path.is_file()), None)
        if memory is None:
            return ""
        with memory.open("rb") as stream:
            said = _SAID_ID.search(stream.read(_BEGINNING))
        return None if said is None else str(json.loads(said[1]))
    except (OSError, ValueError):
        return None


@contextmanager
def _readable(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SurroundingsFailed(
            f"无法读取输出目录 {output}:{reason_of(error)};检查路径与权限后重试"
        ) from error


def _packs(output: Path, folders: Iterable[Path], damaged: list[SurroundingsFailed]) -> Iterator[Pack]:
    """Yield every pack that has a finished version; what cannot be read is added to `damaged`."""
    for folder in folders:
        try:
            with _readable(output):
                pack = read_pack(folder)
        except SurroundingsFailed as failure:
            damaged.append(failure)
            continue
        if pack:
            yield pack


def read_pack(root: Path) -> Pack | None:
    """Return the pack in a folder, None where no version of one is there.

    Raises SurroundingsFailed where the memory of the newest version is damaged; an older one is then passed over.
    """
    found = sorted(_versions(root), key=lambda each: each[0])
    if found and isinstance(found[-1][1], SurroundingsFailed):
        raise found[-1][1]
    versions = tuple(each for _, each in found if isinstance(each, PackVersion))
    return Pack(root, versions) if versions else None


def _versions(root: Path) -> Iterator[tuple[Version, PackVersion | SurroundingsFailed]]:
    """Yield the versions whose folder and memory are both there, or why the memory cannot be read."""
    for folder in root.iterdir():
        memory = root / MEMORY / folder.name / MANIFEST
        version = parse_version(folder.name)
        if version and folder.is_dir() and memory.is_file():
            try:
                yield version, PackVersion(folder, decode_manifest(memory.read_bytes(), str(memory)))
            except SurroundingsFailed as failure:
                yield version, failure


def unrecorded_version(root: Path, version: Version) -> Path | None:
    """Return the folder that already has this version's name, if any: nothing may be written into it."""
    folder = root / str(version)
    return folder if folder.exists() else None


def read_present(
    version: PackVersion, wanted: Callable[[str], bool] = lambda _: True
) -> dict[str, FileRecord]:
    """Return the files that lie in a version's folder now, by path; system litter is passed over.

    `wanted` chooses by name: every file is read as a whole.
    """
    try:
        paths = [p for p in walk_files(version.folder) if not is_litter(p.name) and wanted(p.name)]
        return {r.path: r for r in (_record(version.folder, p) for p in paths)}
    except OSError as error:
        message = f"无法读取 {error.filename}:{reason_of(error)};关闭打开它的程序后重试"
        raise SurroundingsFailed(message) from error


def open_files(version: PackVersion) -> list[str]:
    """Return the files of a version that are open: a lock of Word, Excel, WPS or LibreOffice lies beside them."""
    found = []
    for path in walk_files(version.folder):
        if path.name.startswith(_OFFICE_LOCKS):
            whole = path.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
            meant = next((p.name for p in sorted(path.parent.iterdir()) if _means(whole, p.name)), path.name)
            found.append((path.parent / meant).relative_to(version.folder).as_posix())
    return found


def _means(locked: str, name: str) -> bool:
    """Tell whether a lock stands for a file: Word leaves out the first two letters of a long name."""
    return not name.startswith(_OFFICE_LOCKS) and locked in (name, name[2:])


def changed_behind(pack: Pack) -> list[str]:
    """Return the files of older versions that people have changed after the next version was made."""
    found = []
    for older, newer in pairwise(pack.versions):
        made = (pack.root / MEMORY / str(newer.manifest.version) / MANIFEST).stat().st_mtime
        left = older.manifest.digests()
        for path in walk_files(older.folder):
            if not is_litter(path.name) and path.stat().st_mtime > made + _CLOCKS_DIFFER:
                record = _record(older.folder, path)
                if left.get(record.path) != record.sha256:
                    found.append(f"{older.manifest.version}/{record.path}")
    return found


def is_litter(name: str) -> bool:
    """Tell whether a file is an editor's lock or a system's leftover (domain specification 6.3)."""
    return name.lower() in _LITTER or name.startswith(_LITTER_STARTS)


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield the files in and below a folder, in their order. Raises OSError."""
    for parent, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        yield from (Path(parent, name) for name in sorted(files))


def _raise(error: OSError) -> None:
    raise error


def _record(root: Path, path: Path) -> FileRecord:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileRecord(path.relative_to(root).as_posix(), digest, path.stat().st_size)
