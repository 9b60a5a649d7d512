"""The archives under a share: found by their metadata, as folders, bags or zips, and when each was last verified."""

from __future__ import annotations

import datetime as dt
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.archive.bag import PAYLOAD
from generator.archive.metadata import METADATA, Summary, read_summary
from generator.archive.verification import CATALOGUE
from generator.errors import SurroundingsFailed, reason_of

VERIFIED = ".归档核对.json"
DEEPEST = 4
FOLDER, BAG, ZIP = "文件夹", "BagIt", "zip"


class Shelved(Struct, frozen=True):
    """One archive: where it lies, in which form, its size in bytes, and the day of its last sound verification."""

    path: Path
    form: str
    summary: Summary
    octets: int
    verified_on: dt.date


def find_archives(share: Path) -> tuple[Shelved, ...]:
    """Return the archives at most `DEEPEST` folders below `share`, by number. Raises SurroundingsFailed."""
    try:
        return tuple(sorted(_find(share, 0), key=lambda each: (each.summary.number, str(each.path))))
    except OSError as error:
        message = f"无法读取 {error.filename or share}:{reason_of(error)};检查权限与网络盘连接后重试"
        raise SurroundingsFailed(message) from error


def _find(folder: Path, depth: int) -> Iterator[Shelved]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_file() and path.suffix.lower() == ".zip":
            yield from _zipped(path)
        elif path.is_dir():
            found = _shelved(path)
            if found is not None:
                yield found
            elif depth < DEEPEST:
                yield from _find(path, depth + 1)


def read_summary_of(archive: Path) -> Summary | None:
    """Return what an archive says of itself, None where it says nothing that can be read."""
    found = _shelved(archive) if archive.is_dir() else next(_zipped(archive), None)
    return found.summary if found else None


def _shelved(folder: Path) -> Shelved | None:
    for form, inside in ((FOLDER, ""), (BAG, f"{PAYLOAD}/")):
        metadata = folder / f"{inside}{CATALOGUE}" / METADATA
        if metadata.is_file() and (summary := read_summary(metadata.read_text("utf-8", "replace"))):
            walked = ((parent, name) for parent, _, names in os.walk(folder) for name in names)
            octets = sum(Path(parent, name).lstat().st_size for parent, name in walked)
            return Shelved(folder, form, summary, octets, _verified_on(folder, summary))
    return None


def _zipped(path: Path) -> Iterator[Shelved]:
    with suppress(zipfile.BadZipFile, zlib.error, KeyError), zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(f"/{CATALOGUE}/{METADATA}"):
                continue
            if summary := read_summary(archive.read(name).decode("utf-8", "replace")):
                yield Shelved(path, ZIP, summary, path.stat().st_size, _verified_on(path, summary))
                return


def _verified_on(archive: Path, summary: Summary) -> dt.date:
    """Return when an archive was last found sound: when it was published, or by what `note_verified` wrote."""
    noted = _read_notes(archive.parent).get(archive.name)
    with suppress(ValueError, TypeError):
        return max(summary.archived_on, dt.date.fromisoformat(str(noted)))
    return summary.archived_on


def note_verified(archive: Path, day: dt.date) -> bool:
    """Write down beside an archive that it was found sound; tell whether the folder took it."""
    notes = {**_read_notes(archive.parent), archive.name: day.isoformat()}
    place = archive.parent / VERIFIED
    part = place.with_name(f"{VERIFIED}.{os.getpid()}")
    try:
        part.write_text(
            json.dumps(notes, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        part.replace(place)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return False
    return True


def _read_notes(folder: Path) -> dict[str, object]:
    try:
        return dict(json.loads((folder / VERIFIED).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
