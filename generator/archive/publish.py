"""Put an archive on its shelf: copied under another name, read back and compared there, then given its name.

Everything lies in `.<name>.归档中` beside the target until it is whole. A journal in it says which files were read back
and found right, so that an archive that was interrupted goes on where it stopped. Killed anywhere, there is no archive
or a whole one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from generator.errors import SurroundingsFailed, reason_of
from generator.store.files import sync_folder

JOURNAL = ".已核对"
BLOCK = 2**20
_READ_ONLY = 0o444
Progress = Callable[[int, int, str], None]


class Source(Struct, frozen=True):
    """Where the content of a file comes from: a file, or bytes made by the program; `size` in bytes."""

    size: int
    file: Path | None = None
    content: bytes | None = None


class Corrupted(SurroundingsFailed):
    """What was read back from the target is not what was written."""


def staging_of(target: Path) -> Path:
    """Return the folder in which an archive grows until it may be called `target`."""
    return target.with_name(f".{target.name}.归档中")


class Staging:
    """An archive that is not published yet."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = staging_of(target)
        self._journal = self.folder / JOURNAL
        with told(target):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._verified = _read_journal(self._journal)

    def put(self, files: Mapping[str, Source], on_progress: Progress) -> dict[str, str]:
        """Copy files to their paths, read every one back, and return their digests.

        Reading back goes on beside the next copy. Raises Corrupted or SurroundingsFailed; what was found right is kept.
        """
        digests: dict[str, str] = {}
        checks: list[tuple[str, Source, str, Future[str]]] = []
        total, done = sum(source.size for source in files.values()), 0
        with told(self.target), ThreadPoolExecutor(max_workers=1) as reader:
            for path, source in files.items():
                on_progress(done, total, path)
                if (known := self._known(path, source)) is not None:
                    digests[path] = known
                else:
                    digest = _copy(source, self.folder / path, _ticker(on_progress, done, total, path))
                    checks.append((path, source, digest, reader.submit(digest_of, self.folder / path)))
                done += source.size
                checks = self._settle(checks, digests, wait=False)
            self._settle(checks, digests, wait=True)
        on_progress(total, total, "")
        return digests

    def _settle(
        self, checks: list[tuple[str, Source, str, Future[str]]], digests: dict[str, str], *, wait: bool
    ) -> list[tuple[str, Source, str, Future[str]]]:
        """Write down the files that were read back; return those that are still being read."""
        left = []
        for path, source, digest, future in checks:
            if not wait and not future.done():
                left.append((path, source, digest, future))
                continue
            if future.result() != digest:
                raise Corrupted(f"{path} 复制到 {self.folder} 以后内容不一致;检查磁盘与网络盘后重试,会接着做")
            digests[path] = digest
            self._note(path, source, digest)
        return left

    def _known(self, path: str, source: Source) -> str | None:
        """Return the digest of a file that an interrupted run has read back, if it still is the same at both ends."""
        noted = self._verified.get(path)
        copy = self.folder / path
        if noted is None or noted["of"] != _identity(source) or not copy.is_file():
            return None
        status = copy.stat()
        return str(noted["sha256"]) if [status.st_size, status.st_mtime_ns] == noted["copy"] else None

    def _note(self, path: str, source: Source, digest: str) -> None:
        status = (self.folder / path).stat()
        noted = {
            "path": path,
            "sha256": digest,
            "of": _identity(source),
            "copy": [status.st_size, status.st_mtime_ns],
        }
        with self._journal.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(noted, ensure_ascii=False) + "\n")

    def publish(self, paths: Sequence[str]) -> None:
        """Give the archive its name: nothing but `paths` is in it, all files are read-only, folders are synced."""
        with told(self.target):
            self._sweep(frozenset(paths))
            for parent, _, names in os.walk(self.folder, topdown=False):
                for name in names:
                    Path(parent, name).chmod(_READ_ONLY)
                sync_folder(Path(parent))
            if self.target.exists():
                raise FileExistsError(17, "exists", str(self.target))
            self.folder.rename(self.target)
            sync_folder(self.target.parent)

    def _sweep(self, kept: frozenset[str]) -> None:
        """Take away what an interrupted run had staged and this one does not want."""
        for parent, folders, names in os.walk(self.folder, topdown=False):
            for name in names:
                path = Path(parent, name)
                if path.relative_to(self.folder).as_posix() not in kept:
                    make_writable(path)
                    path.unlink()
            for name in folders:
                with suppress(OSError):
                    Path(parent, name).rmdir()  # only empty ones go


def _identity(source: Source) -> list[object]:
    """Return what tells a source from one that has changed meanwhile."""
    if source.content is not None:
        return [hashlib.sha256(source.content).hexdigest()]
    if source.file is None:
        return []
    status = source.file.stat()
    return [str(source.file), status.st_size, status.st_mtime_ns]


def _read_journal(journal: Path) -> dict[str, dict[str, object]]:
    """Return what an interrupted run has found right; a torn last line counts for nothing."""
    noted: dict[str, dict[str, object]] = {}
    if journal.is_file():
        for line in journal.read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, TypeError, KeyError):
                entry = json.loads(line)
                noted[entry["path"]] = entry
    return noted


def _ticker(on_progress: Progress, done: int, total: int, path: str) -> Callable[[int], None]:
    """Return what tells of every block of a file: a film takes minutes."""
    return lambda copied: on_progress(done + copied, total, path)


def _copy(source: Source, target: Path, tick: Callable[[int], None]) -> str:
    """Write a file with the times of its source, and return the digest of what was read."""
    _make_room(target)
    digest, copied = hashlib.sha256(), 0
    with target.open("wb") as copy:
        for block in blocks_of(source):
            digest.update(block)
            copy.write(block)
            copied += len(block)
            tick(copied)
        copy.flush()
        os.fsync(copy.fileno())
    if source.file is not None:
        status = source.file.stat()
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    return digest.hexdigest()


def _make_room(target: Path) -> None:
    """Make the folders for a file; what an interrupted run has staged in its way goes: the source has changed since."""
    for parent in target.parents:
        if parent.is_file():
            parent.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    elif target.exists():
        make_writable(target)


def blocks_of(source: Source) -> Iterator[bytes]:
    """Yield the content of a source piece by piece: a film never lies in memory."""
    if source.content is not None:
        yield source.content
    elif source.file is not None:
        with source.file.open("rb", buffering=0) as stream:
            while block := stream.read(BLOCK):
                yield block


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file as the disk gives it, not as the system remembers it, where one can ask for that."""
    with path.open("rb", buffering=0) as stream:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(stream, "sha256").hexdigest()


def make_writable(path: Path) -> None:
    """Let a file be written or taken away that was made read-only."""
    with suppress(OSError):
        path.chmod(0o644)


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Turn what the machine refuses into a sentence with the way out."""
    try:
        yield
    except OSError as error:
        name = error.filename or target
        message = (
            f"无法归档,{name}:{reason_of(error)};源文件没有改动,检查磁盘空间、权限与网络盘连接后重试,会接着做"
        )
        raise SurroundingsFailed(message) from error
