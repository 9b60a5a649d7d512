"""An archive as one zip that every system reads: UTF-8 names (bit 11 of every entry), no clock, no order of chance.

Source: domain specification 6.4 and APPNOTE 4.4.4. What is compressed already is stored; larger than 4 GB is Zip64.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.archive.fixity import write_digest_file
from generator.archive.publish import (
    BLOCK,
    Corrupted,
    Progress,
    Source,
    blocks_of,
    digest_of,
    told,
)
from generator.archive.verification import DIGEST_ENDING, ZipTree
from generator.store.files import sync_folder

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UTF8 = 0x800
_UNIX, _READ_ONLY_FILE = 3, 0o100444 << 16
_TEXT = frozenset({".txt", ".json", ".yaml", ".yml", ".csv", ".xml", ".html", ".htm", ".md", ".svg"})


class _Entry(zipfile.ZipInfo):
    """An entry whose name counts as UTF-8 even when it is ASCII: some programs guess otherwise."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - called by zipfile
        return self.filename.encode(), self.flag_bits | _UTF8


class ZipStaging:
    """A zip that is not published yet; unlike a folder it begins anew after an interruption."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._top = target.stem
        self._part = target.with_name(f".{target.name}.归档中")
        self._digests: dict[str, str] = {}
        with told(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            self._zip = zipfile.ZipFile(self._part, "w")

    def put(self, files: Mapping[str, Source], on_progress: Progress) -> dict[str, str]:
        """Pack files under their paths and return their digests. Raises SurroundingsFailed."""
        total, done = sum(source.size for source in files.values()), 0
        with told(self.target):
            for path, source in files.items():
                on_progress(done, total, path)
                self._digests[path] = self._pack(path, source)
                done += source.size
        on_progress(total, total, "")
        return {path: self._digests[path] for path in files}

    def _pack(self, path: str, source: Source) -> str:
        entry = _Entry(f"{self._top}/{path}", _EPOCH)
        entry.create_system, entry.external_attr = _UNIX, _READ_ONLY_FILE
        deflated = any(path.lower().endswith(ending) for ending in _TEXT)
        entry.compress_type = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
        entry.file_size = source.size
        digest = hashlib.sha256()
        with self._zip.open(entry, "w", force_zip64=source.size >= 2**31 - BLOCK) as stream:
            for block in blocks_of(source):
                digest.update(block)
                stream.write(block)
        return digest.hexdigest()

    def publish(self, _: Sequence[str]) -> None:
        """Read everything back, write the digest of the whole beside it, and give the zip its name."""
        with told(self.target):
            self._zip.close()
            self._read_back()
            beside = self.target.with_name(self.target.name + DIGEST_ENDING)
            beside.write_text(write_digest_file({self.target.name: digest_of(self._part)}), encoding="utf-8")
            with self._part.open("rb") as stream:
                os.fsync(stream.fileno())
            self._part.chmod(0o444)
            if self.target.exists():
                raise FileExistsError(17, "exists", str(self.target))
            self._part.rename(self.target)
            sync_folder(self.target.parent)

    def _read_back(self) -> None:
        with zipfile.ZipFile(self._part) as archive:
            tree = ZipTree(archive)
            for path, digest in self._digests.items():
                if tree.digest(path) != digest:
                    raise Corrupted(f"{path} 写入 {self._part} 以后内容不一致;检查磁盘与网络盘后重试")
