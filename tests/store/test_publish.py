"""A version is whole or not there."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import stat
import time
from pathlib import Path

import pytest

from generator.errors import SurroundingsFailed
from generator.plan.carry import Entry
from generator.plan.manifest import DocumentRecord, FileRecord, Manifest
from generator.plan.version import Version
from generator.store import publish
from generator.store.codec import read_manifest_text, write_manifest_text
from generator.store.files import FileExists, write_new_file
from generator.store.packs import TwoPacks, changed_behind, find_pack, open_files, read_present, strays
from generator.store.publish import VersionExists, finish_interrupted, write_version

DAY = dt.date(2026, 9, 1)
BLOB = b"content"
SHA = hashlib.sha256(BLOB).hexdigest()


def manifest(version: Version = Version(1, 0), campaign: str = "HD-2026-001") -> Manifest:
    document = DocumentRecord("YS", "HD-2026-001-YS-01", version, DAY, "d", "01/表.xlsx")
    files = (FileRecord("01/表.xlsx", SHA, len(BLOB)),)
    return Manifest(campaign, version, DAY, "策划版", "t", "s", (document,), files)


def published(root: Path, of: Manifest) -> Path:
    return write_version(
        root, of, [Entry("01/表.xlsx", SHA, len(BLOB), code="YS")], {"YS": BLOB}, ["04/合同"], None
    )


def test_a_manifest_survives_its_file() -> None:
    assert read_manifest_text(write_manifest_text(manifest()), "m") == manifest()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 99}', "null", '{"format": 1}'])
def test_a_damaged_memory_is_told_by_name(text: str) -> None:
    with pytest.raises(SurroundingsFailed, match=r"m\.json"):
        read_manifest_text(text, "m.json")


def test_a_published_version_is_found_again_with_what_lies_in_it(tmp_path: Path) -> None:
    folder = published(tmp_path / "pack", manifest())
    assert (folder / "04" / "合同").is_dir()
    pack = find_pack(tmp_path, "HD-2026-001")
    assert pack is not None
    assert pack.latest.manifest == manifest()
    assert read_present(pack.latest) == {"01/表.xlsx": FileRecord("01/表.xlsx", SHA, len(BLOB))}


def test_a_pack_is_found_after_its_folder_was_renamed(tmp_path: Path) -> None:
    published(tmp_path / "pack", manifest())
    (tmp_path / "pack").rename(tmp_path / "改名后的资料包")
    assert find_pack(tmp_path, "HD-2026-001") is not None
    assert find_pack(tmp_path, "HD-2026-002") is None


def test_two_folders_of_one_campaign_are_refused_and_both_named(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        published(tmp_path / name, manifest())
    with pytest.raises(TwoPacks, match=r"甲.*乙|乙.*甲"):
        find_pack(tmp_path, "HD-2026-001")


def test_litter_of_editors_and_systems_is_not_a_persons_file(tmp_path: Path) -> None:
    folder = published(tmp_path / "pack", manifest())
    for name in ("~$表.xlsx", ".DS_Store", "Thumbs.db", "._表.xlsx", ".~lock.表.xlsx#"):
        (folder / "01" / name).write_bytes(b"x")
    pack = find_pack(tmp_path, "HD-2026-001")
    assert pack is not None
    assert set(read_present(pack.latest)) == {"01/表.xlsx"}


def test_a_folder_that_is_no_version_of_ours_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "pack" / "V1.0").mkdir(parents=True)
    (tmp_path / "pack" / "V1.0" / "我的.txt").write_text("x", encoding="utf-8")
    with pytest.raises(VersionExists):
        published(tmp_path / "pack", manifest())
    assert [p.name for p in (tmp_path / "pack" / "V1.0").iterdir()] == ["我的.txt"]


@pytest.mark.parametrize("step", ["_fill", "_remember", "sync_folder"])
def test_a_build_that_dies_leaves_no_version_and_the_next_one_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, step, full)
    with pytest.raises(SurroundingsFailed, match="磁盘空间"):
        published(tmp_path / "pack", manifest())
    monkeypatch.undo()
    assert find_pack(tmp_path, "HD-2026-001") is None
    assert published(tmp_path / "pack", manifest()).is_dir()
    assert not list((tmp_path / "pack" / ".pack").glob("staging*"))


def test_a_single_file_is_never_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"mine")
    with pytest.raises(FileExists):
        write_new_file(tmp_path / "a.docx", b"new")
    assert (tmp_path / "a.docx").read_bytes() == b"mine"
    write_new_file(tmp_path / "b.docx", b"new")
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["a.docx", "b.docx"]
    with pytest.raises(SurroundingsFailed):
        write_new_file(tmp_path / "没有" / "c.docx", b"new")


def test_a_build_that_died_between_its_two_renames_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, second = tmp_path / "pack", Version(1, 1)
    published(root, manifest())
    put = publish._put_memory

    def die(staged: Path, place: Path) -> None:
        put(staged, place)
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "_put_memory", die)
    with pytest.raises(KeyboardInterrupt):
        published(root, manifest(second))
    monkeypatch.undo()
    pack = find_pack(tmp_path, "HD-2026-001")
    assert pack is not None
    assert strays(pack) == [second]
    assert finish_interrupted(root, second)
    again = find_pack(tmp_path, "HD-2026-001")
    assert again is not None
    assert again.latest.manifest == manifest(second)
    assert read_present(again.latest)["01/表.xlsx"].sha256 == SHA
    assert not finish_interrupted(root, second)


@pytest.mark.parametrize(
    ("lock", "named"),
    [
        ("~$预算表.xlsx", "01/预算表.xlsx"),
        ("~$纪要.docx", "01/会议纪要.docx"),
        (".~lock.预算表.xlsx#", "01/预算表.xlsx"),
        ("~$别的.docx", "01/~$别的.docx"),
    ],
)
def test_a_file_that_is_open_is_named(lock: str, named: str, tmp_path: Path) -> None:
    folder = published(tmp_path / "pack", manifest())
    (folder / "01" / "预算表.xlsx").write_bytes(b"x")
    (folder / "01" / "会议纪要.docx").write_bytes(b"x")
    pack = find_pack(tmp_path, "HD-2026-001")
    assert pack is not None
    assert open_files(pack.latest) == []
    (folder / "01" / lock).write_bytes(b"")
    assert open_files(pack.latest) == [named]


def test_a_change_in_an_older_version_is_named_only_when_it_came_too_late(tmp_path: Path) -> None:
    root = tmp_path / "pack"
    first = published(root, manifest())
    (first / "01" / "早.pdf").write_bytes(b"before")
    published(root, manifest(Version(1, 1)))
    pack = find_pack(tmp_path, "HD-2026-001")
    assert pack is not None
    assert changed_behind(pack) == []
    late = first / "01" / "晚.pdf"
    late.write_bytes(b"after")
    then = late.stat().st_mtime + 60
    os.utime(late, (then, then))
    os.utime(first / "01" / "表.xlsx", (then, then))  # only touched
    assert changed_behind(pack) == ["V1.0/01/晚.pdf"]


def test_a_damaged_memory_of_another_pack_stops_nobody(tmp_path: Path) -> None:
    published(tmp_path / "pack", manifest())
    published(tmp_path / "other", manifest(campaign="HD-2026-002"))
    (tmp_path / "other" / ".pack" / "V1.0" / "manifest.json").write_text("{", encoding="utf-8")
    assert find_pack(tmp_path, "HD-2026-001") is not None
    with pytest.raises(SurroundingsFailed, match="other"):
        find_pack(tmp_path, "HD-2026-002")


def test_a_damaged_memory_of_an_older_version_is_passed_over_that_of_the_newest_is_told(
    tmp_path: Path,
) -> None:
    root = tmp_path / "pack"
    published(root, manifest())
    published(root, manifest(Version(1, 1)))
    (root / ".pack" / "V1.0" / "manifest.json").write_bytes(b"\xff\x00")
    pack = find_pack(tmp_path, "HD-2026-001")
    assert pack is not None
    assert [str(each.manifest.version) for each in pack.versions] == ["V1.1"]
    (root / ".pack" / "V1.1" / "manifest.json").write_bytes(b"")
    with pytest.raises(SurroundingsFailed, match=r"V1\.1"):
        find_pack(tmp_path, "HD-2026-001")


def test_a_version_is_published_on_a_share_that_renames_slowly_and_syncs_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, sync, renamed = Path.rename, os.fsync, []

    def slowly(source: Path, target: Path) -> Path:
        renamed.append(target.name)
        time.sleep(0.05)
        return rename(source, target)

    def of_files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no folder is synced here")
        sync(handle)

    monkeypatch.setattr(Path, "rename", slowly)
    monkeypatch.setattr(os, "fsync", of_files_only)
    published(tmp_path / "pack", manifest())
    pack = find_pack(tmp_path, "HD-2026-001")
    assert pack is not None
    assert set(read_present(pack.latest)) == {"01/表.xlsx"}
    assert renamed == ["V1.0", "V1.0"]  # the memory, then the version


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.EACCES, "占用"), (errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EIO, "网络盘")],
)
def test_a_machine_that_refuses_is_told_and_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    """A file held open by Word on Windows, a full disk, a share that is gone or read only."""
    root = tmp_path / "pack"
    first = published(root, manifest())
    (first / "01" / "我的.pdf").write_bytes(b"mine")

    def refuse(source: Path, target: Path) -> None:
        raise OSError(code, "refused", str(source))

    monkeypatch.setattr(publish, "_copy", refuse)
    second = manifest(Version(1, 1))
    entries = [Entry("01/我的.pdf", "x", 4, source="01/我的.pdf")]
    with pytest.raises(SurroundingsFailed, match=said):
        write_version(root, second, entries, {}, [], first)
    monkeypatch.undo()
    assert not (root / "V1.1").exists()
    assert (first / "01" / "我的.pdf").read_bytes() == b"mine"
    assert write_version(root, second, entries, {}, [], first).is_dir()
