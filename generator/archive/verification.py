"""Is an archive still what it was? Folder, bag or zip, against its own manifests, without any network."""

from __future__ import annotations

import hashlib
import os
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from generator.archive import bag
from generator.archive.fixity import MANIFEST, BrokenManifest, read_digest_file, read_manifest
from generator.archive.publish import BLOCK, Progress, digest_of
from generator.archive.survey import is_left_over
from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidInput, SurroundingsFailed, reason_of

CATALOGUE = "00_归档目录"
DIGEST_ENDING = ".sha256"


class Verified(Struct, frozen=True):
    """What a check found, as paths in the archive.

    `renamed` pairs the old and the new path of a file whose content is there. `broken` are manifests that somebody has
    changed (nothing is then compared). `destroyed` is personal data that is gone: whether it was time for that, the
    caller knows. `litter` are leftovers of systems, which harm nothing. A zip is `sealed` by the digest beside
    it: without that only the files in it were compared.
    """

    count: int
    octets: int
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    broken: tuple[str, ...] = ()
    destroyed: tuple[str, ...] = ()
    litter: tuple[str, ...] = ()
    sealed: bool = True

    @property
    def sound(self) -> bool:
        """Tell whether everything is as it was; destroyed personal data is left to the caller."""
        return not (self.changed or self.missing or self.unexpected or self.renamed or self.broken)


class Tree(Protocol):
    """The files of an archive, wherever they lie."""

    def files(self) -> Mapping[str, int]:
        """Return path → size in bytes of every file."""

    def read(self, path: str) -> bytes:
        """Return the content of a (small) file."""

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a file."""


class FolderTree:
    """An archive that is a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def files(self) -> dict[str, int]:
        found = {}
        for parent, folders, names in os.walk(self._root, onerror=_raise):
            links = [name for name in folders if Path(parent, name).is_symlink()]
            for name in (*names, *links):
                path = Path(parent, name)
                found[path.relative_to(self._root).as_posix()] = path.lstat().st_size
        return found

    def read(self, path: str) -> bytes:
        return (self._root / path).read_bytes()

    def digest(self, path: str) -> str:
        return digest_of(self._root / path)


class ZipTree:
    """An archive that is a zip; its files lie in one folder of the zip."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._top = next((name.partition("/")[0] for name in archive.namelist()), "")

    def files(self) -> dict[str, int]:
        entries = (entry for entry in self._archive.infolist() if not entry.is_dir())
        return {e.filename.removeprefix(f"{self._top}/"): e.file_size for e in entries}

    def read(self, path: str) -> bytes:
        return self._archive.read(f"{self._top}/{path}")

    def digest(self, path: str) -> str:
        digest = hashlib.sha256()
        with self._archive.open(f"{self._top}/{path}") as stream:
            while block := stream.read(BLOCK):
                digest.update(block)
        return digest.hexdigest()


def digests_in(archive: Path) -> dict[str, str] | None:
    """Return what the manifest of an archive says, None for what is no sound archive: nothing is compared."""
    try:
        with _opened(archive) as tree:
            base = f"{bag.PAYLOAD}/" if bag.PAYLOAD_MANIFEST in tree.files() else ""
            text = _text(tree, f"{base}{CATALOGUE}/{MANIFEST}")
        return dict(read_manifest(text, f"{CATALOGUE}/{MANIFEST}").digests)
    except (BrokenManifest, KeyError, OSError, zipfile.BadZipFile, zlib.error):
        return None


@contextmanager
def _opened(archive: Path) -> Iterator[Tree]:
    if archive.is_dir():
        yield FolderTree(archive)
    else:
        with zipfile.ZipFile(archive) as opened:
            yield ZipTree(opened)


def verify(archive: Path, on_progress: Progress) -> Verified:
    """Compare an archive with its manifests. Raises InvalidInput for what is no archive, SurroundingsFailed."""
    try:
        if archive.is_dir():
            return _verify(FolderTree(archive), archive, on_progress)
        if zipfile.is_zipfile(archive):
            return _verify_zip(archive, on_progress)
    except OSError as error:
        name = error.filename or archive
        raise SurroundingsFailed(f"无法读取 {name}:{reason_of(error)};检查权限与网络盘连接后重试") from error
    raise _no_archive(archive)


def _verify_zip(archive: Path, on_progress: Progress) -> Verified:
    """Check the zip's own digest first: it covers the bytes between the files as well."""
    beside = archive.with_name(archive.name + DIGEST_ENDING)
    broken: tuple[str, ...] = ()
    if beside.is_file():
        try:
            said = read_digest_file(beside.read_text(encoding="utf-8"))
        except (BrokenManifest, UnicodeDecodeError):
            said = {}
        broken = () if said == {archive.name: digest_of(archive)} else (archive.name,)
    try:
        with _opened(archive) as tree:
            found = _verify(tree, archive, on_progress)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        ValueError,
        InvalidInput,
    ):
        if not broken:
            raise _no_archive(archive) from None
        return Verified(0, 0, broken=broken)
    return replace(found, broken=(*broken, *found.broken), sealed=beside.is_file())


def _verify(tree: Tree, archive: Path, on_progress: Progress) -> Verified:
    files = tree.files()
    base = f"{bag.PAYLOAD}/" if bag.PAYLOAD_MANIFEST in files else ""
    manifest = f"{base}{CATALOGUE}/{MANIFEST}"
    if manifest not in files:
        raise _no_archive(archive)
    try:
        fixity = read_manifest(_text(tree, manifest), f"{CATALOGUE}/{MANIFEST}")
        expected = {f"{base}{path}": digest for path, digest in fixity.digests.items()}
        if base:
            manifest = bag.TAG_MANIFEST
            expected |= _expected_of_bag(tree, files)
    except BrokenManifest as broken:
        return Verified(len(files), sum(files.values()), broken=(str(broken),))
    listed = {path: size for path, size in files.items() if path != manifest}
    personal = f"{base}{fixity.personal}/" if fixity.personal else ""
    found = _compare(tree, listed, expected, personal, on_progress)
    return replace(found, count=len(files), octets=sum(files.values()))


def _expected_of_bag(tree: Tree, files: Mapping[str, int]) -> dict[str, str]:
    """Return what the manifests of a bag expect: all of the payload, and its own tag files."""
    expected: dict[str, str] = {}
    for name in (bag.PAYLOAD_MANIFEST, bag.TAG_MANIFEST):
        if name not in files:
            raise BrokenManifest(name)
        expected |= _lines(tree, name)
    return expected


def _lines(tree: Tree, path: str) -> dict[str, str]:
    try:
        return read_digest_file(_text(tree, path))
    except BrokenManifest as broken:
        raise BrokenManifest(path) from broken


def _text(tree: Tree, path: str) -> str:
    try:
        return tree.read(path).decode("utf-8")
    except UnicodeDecodeError as broken:
        raise BrokenManifest(path) from broken


def _compare(
    tree: Tree, files: Mapping[str, int], expected: Mapping[str, str], personal: str, on_progress: Progress
) -> Verified:
    """Hash every file that is expected or new; a name is the same in either Unicode form (macOS gives another one)."""
    lying = {unicodedata.normalize("NFC", path): path for path in files}
    wanted = {unicodedata.normalize("NFC", path): path for path in expected}
    changed = []
    total, done = sum(files.values()), 0
    for key in sorted(wanted.keys() & lying.keys()):
        on_progress(done, total, wanted[key])
        done += files[lying[key]]
        if _digest(tree, lying[key]) != expected[wanted[key]]:
            changed.append(wanted[key])
    on_progress(total, total, "")
    new = [lying[key] for key in sorted(lying.keys() - wanted.keys())]
    litter = tuple(path for path in new if is_left_over(path.rpartition("/")[2]))
    unexpected = {path: _digest(tree, path) for path in new if path not in litter}
    gone = [wanted[key] for key in sorted(wanted.keys() - lying.keys())]
    renamed = tuple(_moves(gone, unexpected, expected))
    left = {old for old, _ in renamed}
    missing = [path for path in gone if path not in left]
    return Verified(
        count=len(files),
        octets=total,
        changed=tuple(changed),
        missing=tuple(path for path in missing if not (personal and path.startswith(personal))),
        unexpected=tuple(path for path in unexpected if path not in {there for _, there in renamed}),
        renamed=renamed,
        destroyed=tuple(path for path in missing if personal and path.startswith(personal)),
        litter=litter,
    )


def _moves(
    gone: Sequence[str], unexpected: Mapping[str, str], expected: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Pair what is gone with what came, by content."""
    free = dict(unexpected)
    for old in gone:
        there = next((path for path, digest in free.items() if digest == expected[old]), None)
        if there is not None:
            del free[there]
            yield old, there


def _digest(tree: Tree, path: str) -> str:
    """Return the digest of a file; one that cannot be unpacked any more has none."""
    try:
        return tree.digest(path)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return ""


def _no_archive(archive: Path) -> InvalidInput:
    message = f"这里没有归档:找不到 {CATALOGUE}/{MANIFEST}"
    remedy = "写 campaign-pack archive 产生的归档文件夹、BagIt 文件夹或 zip 文件"
    return InvalidInput((Diagnostic("A-001", message, remedy, Place(str(archive))),))


def _raise(error: OSError) -> None:
    raise error
