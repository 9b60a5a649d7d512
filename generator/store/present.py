"""What lies in the latest version's folder now: people's edits told from files that were only saved again."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from generator.errors import InvalidInput
from generator.office.comparison import read_content
from generator.office.properties import read_keywords
from generator.plan.manifest import DocumentRecord, FileRecord, Manifest
from generator.plan.present import Present, missing, strangers
from generator.plan.version import Version
from generator.store.packs import MEMORY, PRISTINE, PackVersion, read_present

_OFFICE = (".docx", ".xlsx")
_DOCUMENTS = (*_OFFICE, ".yaml")


def look_at(version: PackVersion) -> Present:
    """Return what lies in a version's folder. Raises SurroundingsFailed where a file cannot be read."""
    return _looked_at(version, read_present(version))


def look_at_documents(version: PackVersion) -> Present:
    """Return what may be a document in a version's folder: films and scans are not read."""
    return _looked_at(version, read_present(version, lambda name: name.lower().endswith(_DOCUMENTS)))


def _looked_at(version: PackVersion, files: Mapping[str, FileRecord]) -> Present:
    return Present(files, _resaved(version, files), _numbers(version, files))


def read_pristine(root: Path, record: DocumentRecord) -> bytes | None:
    """Return a document as it was last generated, None where the memory does not hold it any more."""
    return _read_pristine(root, record.version, record.code)


def read_signed(root: Path, record: DocumentRecord) -> bytes | None:
    """Return a signed document as it was generated for the version that was signed."""
    return None if record.signed is None else _read_pristine(root, record.signed, record.code)


def _read_pristine(root: Path, version: Version, code: str) -> bytes | None:
    try:
        with zipfile.ZipFile(root / MEMORY / str(version) / PRISTINE) as pristine:
            return pristine.read(code)
    except (OSError, KeyError, zipfile.BadZipFile):
        return None


def _numbers(version: PackVersion, files: Mapping[str, FileRecord]) -> dict[str, str]:
    """Return the 文件编号 of files that may be documents which are gone from their place."""
    latest = version.manifest
    if not missing(latest, files):
        return {}
    office = (path for path in strangers(latest, files) if path.lower().endswith(_OFFICE))
    return {path: read_keywords((version.folder / path).read_bytes(), path) for path in office}


def _resaved(version: PackVersion, files: Mapping[str, FileRecord]) -> frozenset[str]:
    left = version.manifest.digests()
    return frozenset(
        path
        for path, record in _generated_files(version.manifest).items()
        if path in files
        and path.lower().endswith(_OFFICE)
        and files[path].sha256 != left.get(path)
        and _says_the_same(version, path, record)
    )


def _generated_files(latest: Manifest) -> dict[str, DocumentRecord]:
    """Return the files that the tool had generated and no person has made their own."""
    own = {d.path: d for d in latest.documents if d.edited_from is None}
    return own | {d.beside: d for d in latest.documents if d.beside}


def _says_the_same(version: PackVersion, path: str, record: DocumentRecord) -> bool:
    pristine = read_pristine(version.folder.parent, record)
    if pristine is None:
        return False
    try:
        before = read_content(pristine, path)
        after = read_content((version.folder / path).read_bytes(), path)
    except InvalidInput:
        return False  # whatever it is now, the tool did not make it
    return before.essence == after.essence
