"""What differs between two states of a pack: what people changed in the latest version, or one version and another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput, WrongUsage
from generator.intake.files import read_file
from generator.intake.resources import read_process
from generator.office.comparison import describe, read_content
from generator.plan.manifest import DocumentRecord
from generator.plan.present import Present, relocated
from generator.plan.version import parse_version
from generator.store.packs import Pack, PackVersion, read_pack
from generator.store.present import look_at, read_pristine


class FileDifference(Struct, frozen=True):
    """One file with what differs in it, in sentences; a file that only one side has says so in `state`."""

    path: str
    title: str
    state: str
    changes: tuple[str, ...] = ()


class PackDifference(Struct, frozen=True):
    """The files that differ, and what was compared with what, in the user's words."""

    compared: str
    files: tuple[FileDifference, ...]


NEW, GONE, CHANGED, OPAQUE = "新加", "已删去", "有改动", "内容不同"
_OFFICE = (".docx", ".xlsx")


def diff_pack(folder: Path, versions: tuple[str, ...]) -> PackDifference:
    """Compare the latest version with what was generated for it, or two versions with each other.

    Raises WrongUsage for a folder that is no pack or a version that is not there.
    """
    pack = _pack(folder)
    if not versions:
        return PackDifference(f"{pack.latest.folder.name} 与程序生成时相比", tuple(_edited(pack)))
    older, newer = (_version(pack, name) for name in versions)
    files = tuple(_between(older, newer))
    return PackDifference(f"{newer.manifest.version} 与 {older.manifest.version} 相比", files)


def _pack(folder: Path) -> Pack:
    root = folder.parent if parse_version(folder.name) else folder
    pack = read_pack(root) if root.is_dir() else None
    if pack is None:
        remedy = "写资料包的文件夹,例如 output/HD-2026-001_星澜X3新品发布会_20261016"
        raise WrongUsage((Diagnostic("P-013", "这里没有资料包", remedy, Place(str(folder))),))
    return pack


def _version(pack: Pack, name: str) -> PackVersion:
    wanted = parse_version(name if name[:1] in "Vv" else f"V{name}") or parse_version(name.upper())
    found = next((each for each in pack.versions if each.manifest.version == wanted), None)
    if found is None:
        known = "、".join(str(each.manifest.version) for each in pack.versions)
        raise WrongUsage(
            (Diagnostic("P-014", f"没有版本 {name}", f"已有的版本:{known}", Place(str(pack.root))),)
        )
    return found


def _edited(pack: Pack) -> Iterator[FileDifference]:
    """Yield what people changed in the latest version since the tool left it."""
    latest, present = pack.latest.manifest, look_at(pack.latest)
    left = latest.digests()
    known = relocated(latest, present)
    for document in known.documents:
        title = _title(document.code)
        if document.path not in present.files:
            if not document.deleted and document.path in left:
                yield FileDifference(document.path, title, GONE)
            continue
        pristine = read_pristine(pack.root, document)
        if pristine is not None and (document.edited_from or _is_touched(present, left, document)):
            yield from _compared(
                document.path, title, pristine, read_file(pack.latest.folder / document.path)
            )
    ours = {d.path for d in known.documents}
    for path in sorted(present.files):
        if path not in left and path not in ours:
            yield FileDifference(path, "", NEW)


def _is_touched(present: Present, left: Mapping[str, str], document: DocumentRecord) -> bool:
    return present.files[document.path].sha256 != left.get(document.path)


def _between(older: PackVersion, newer: PackVersion) -> Iterator[FileDifference]:
    """Yield what differs between two versions as they lie now; a document is the same under any name."""
    before, after = _files(older), _files(newer)
    for key, path in after.items():
        title = _title(key)
        if key not in before:
            yield FileDifference(path, title, NEW)
        else:
            yield from _compared(
                path, title, read_file(older.folder / before[key]), read_file(newer.folder / path)
            )
    yield from (FileDifference(path, _title(key), GONE) for key, path in before.items() if key not in after)


def _files(version: PackVersion) -> dict[str, str]:
    """Return the files of a version: documents by code, others by path."""
    present = look_at(version)
    known = relocated(version.manifest, present)
    documents = {d.path: d.code for d in known.documents}
    return {documents.get(path, path): path for path in sorted(present.files)}


def _compared(path: str, title: str, before: bytes, after: bytes) -> Iterator[FileDifference]:
    if before == after:
        return
    if not path.lower().endswith(_OFFICE):
        yield FileDifference(path, title, OPAQUE)
        return
    try:
        old, new = read_content(before, path), read_content(after, path)
    except InvalidInput:
        yield FileDifference(path, title, OPAQUE)
        return
    if old.essence != new.essence:
        yield FileDifference(path, title, CHANGED, describe(old, new))


@cache
def _titles() -> Mapping[str, str]:
    return {deliverable.code: deliverable.name for deliverable in read_process().deliverables}


def _title(code: str) -> str:
    return _titles().get(code, "")
