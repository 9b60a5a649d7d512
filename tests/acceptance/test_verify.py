"""Whatever happens to an archive, `verify` finds it: a byte, a file less, a file more, another name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.archives import DAY, archive, built, drop_in, make_writable, only_in, verify
from tests.support.command import run

SEEN = settings(max_examples=40)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    version = built(tmp_path_factory.mktemp("closed") / "output")
    drop_in(version, film=100_000)
    return version.parent


def shelved(pack: Path, factory: pytest.TempPathFactory, *form: str) -> Path:
    shelf = factory.mktemp("shelf")
    done = archive(pack, shelf, *form)
    assert done.code == 0, done.out + done.err
    make_writable(shelf)
    return only_in(shelf)


@pytest.fixture(scope="module")
def folder(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelved(pack, tmp_path_factory)


@pytest.fixture(scope="module")
def bag(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelved(pack, tmp_path_factory, "--bagit")


@pytest.fixture(scope="module")
def zipped(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelved(pack, tmp_path_factory, "--zip")


def files_of(archived: Path) -> list[Path]:
    return sorted(p for p in archived.rglob("*") if p.is_file())


def flip_and_verify(path: Path, archived: Path, data: st.DataObject) -> None:
    """Change one bit of a file, look, and put it back."""
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1), label="byte")
    bit = data.draw(st.integers(0, 7), label="bit")
    path.write_bytes(content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :])
    try:
        done = verify(archived)
        assert done.code == 3, (path, at, bit, done.out)
        assert "核对不一致" in done.out
    finally:
        path.write_bytes(content)


@pytest.mark.parametrize("form", ["folder", "bag"])
@given(data=st.data())
@SEEN
def test_one_bit_changed_anywhere_is_found(
    form: str, request: pytest.FixtureRequest, data: st.DataObject
) -> None:
    archived = request.getfixturevalue(form)
    small = [path for path in files_of(archived) if path.stat().st_size]
    flip_and_verify(data.draw(st.sampled_from(small), label="file"), archived, data)


@pytest.mark.parametrize("form", ["folder", "bag"])
@given(data=st.data())
@SEEN
def test_one_bit_of_a_manifest_changed_is_found(
    form: str, request: pytest.FixtureRequest, data: st.DataObject
) -> None:
    archived = request.getfixturevalue(form)
    manifests = [
        path for path in files_of(archived) if "manifest" in path.name or path.name.startswith("bag")
    ]
    flip_and_verify(data.draw(st.sampled_from(manifests), label="file"), archived, data)


@given(data=st.data())
@SEEN
def test_one_bit_of_a_zip_changed_is_found(zipped: Path, data: st.DataObject) -> None:
    flip_and_verify(zipped, zipped, data)
    beside = zipped.with_name(f"{zipped.name}.sha256")
    flip_and_verify(beside, zipped, data)


@pytest.mark.parametrize("form", ["folder", "bag"])
@given(data=st.data())
@SEEN
def test_a_file_less_more_or_under_another_name_is_found(
    form: str, request: pytest.FixtureRequest, data: st.DataObject
) -> None:
    archived = request.getfixturevalue(form)
    path = data.draw(st.sampled_from(files_of(archived)), label="file")
    kind = data.draw(st.sampled_from(["delete", "rename", "add", "add another folder", "move"]), label="kind")
    name = data.draw(st.text("甲乙abc12", min_size=1, max_size=8), label="name") + ".txt"
    away = archived.parent / "away"
    moved = {"rename": path.with_name(f"新_{name}"), "move": archived / name, "delete": away}.get(kind)
    added = {"add": path.parent / f"新_{name}", "add another folder": archived / "新文件夹" / name}.get(kind)
    if added is not None:
        added.parent.mkdir(exist_ok=True)
        added.write_bytes(b"new")
    elif moved is not None:
        path.rename(moved)
    try:
        done = verify(archived)
        assert done.code in (1, 3), (path, kind, done.out)
        assert done.code == 3 or "manifest" in path.name
    finally:
        if added is not None:
            added.unlink()
            if added.parent.name == "新文件夹":
                added.parent.rmdir()
        elif moved is not None:
            moved.rename(path)
    assert verify(archived).code == 0


def test_a_renamed_file_is_told_with_both_names(folder: Path, tmp_path: Path) -> None:
    archived = Path(shutil.copytree(folder, tmp_path / "归档"))
    path = archived / "05_素材影像" / "照片" / "合影.jpg"
    path.rename(path.with_name("大合影.jpg"))
    done = verify(archived)
    assert done.code == 3
    assert "改名:05_素材影像/照片/合影.jpg → 05_素材影像/照片/大合影.jpg" in done.out


def test_leftovers_of_systems_harm_nothing(folder: Path, tmp_path: Path) -> None:
    archived = Path(shutil.copytree(folder, tmp_path / "归档"))
    (archived / "05_素材影像" / "照片" / "Thumbs.db").write_bytes(b"x")
    done = verify(archived)
    assert done.code == 0
    assert "Thumbs.db" in done.out


def test_the_day_of_a_verification_is_kept_beside_the_archive(folder: Path, tmp_path: Path) -> None:
    archived = Path(shutil.copytree(folder, tmp_path / "2027年" / folder.name))
    assert DAY in run("list", tmp_path).out
    assert verify(archived, day="2027-05-06").code == 0
    assert "2027-05-06" in run("list", tmp_path).out
    path = next(path for path in files_of(archived) if path.name.endswith("docx"))
    path.write_bytes(b"changed")
    assert verify(archived, day="2027-07-08").code == 3
    assert "2027-05-06" in run("list", tmp_path).out


def test_a_list_shows_every_form_and_writes_the_catalogue_once(
    folder: Path, bag: Path, zipped: Path, tmp_path: Path
) -> None:
    share = tmp_path / "档案"
    for name, source in (("一", folder), ("二", bag)):
        shutil.copytree(source, share / name / source.name)
    (share / "三").mkdir()
    shutil.copyfile(zipped, share / "三" / zipped.name)
    done = run("list", share, "--catalogue", share)
    assert done.code == 0
    assert all(
        word in done.out for word in ("文件夹", "BagIt", "zip", "共 3 个归档", "2056-12-31", "客户答谢会")
    )
    from tests.support.text import readable

    said = readable((share / "归档总目录.xlsx").read_bytes())
    assert said.count("Q036-WS·2026-D30-SCB-0017") == 3
    again = run("list", share, "--catalogue", share)
    assert (again.code, "P-002" in again.out) == (1, True)


def test_a_zip_that_lost_the_digest_beside_it_is_verified_by_its_files_and_says_so(
    zipped: Path, tmp_path: Path
) -> None:
    alone = Path(shutil.copyfile(zipped, tmp_path / zipped.name))
    done = verify(alone)
    assert done.code == 0
    assert "只核对了压缩包里的文件" in done.out
    assert "只核对了" not in verify(zipped).out


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"x" * 1000])
def test_a_file_that_is_no_archive_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "归档.zip"
    path.write_bytes(content)
    done = verify(path)
    assert (done.code, "A-001" in done.out) == (1, True)
    assert run("list", tmp_path).code == 0
