"""A version is whole or not there."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from generator.errors import SurroundingsFailed
from generator.plan.carry import Entry
from generator.plan.manifest import DocumentRecord, FileRecord, Manifest
from generator.plan.version import Version
from generator.store import publish
from generator.store.codec import read_manifest_text, write_manifest_text
from generator.store.files import FileExists, write_new_file
from generator.store.packs import TwoPacks, find_pack, read_present
from generator.store.publish import VersionExists, write_version

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


@pytest.mark.parametrize("step", ["_fill", "_remember", "_sync_folder"])
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
