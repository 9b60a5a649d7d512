"""The machine fails while an archive is published: the source is unharmed, nothing half-done bears the final name.

Kills come at events of the operating system (open, rename, chmod, remove below the shelf), counted by an audit hook in
a process of its own: every kind of moment is met, not only the long ones.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.archive import publish
from tests.support.archives import CLOSED, DAY, archive, content, files_in, only_in, verify
from tests.support.command import build, pack_folder, run

SEED = 20261127
EVENTS = {"open", "os.rename", "os.chmod", "os.remove", "os.mkdir", "os.utime", "os.listdir"}
FORCE = ("--force",)  # a small pack lacks most documents

needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="an audit hook cannot be taken back: it needs a fork"
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small pack with scans and a film of some blocks: only to be read."""
    output = tmp_path_factory.mktemp("small") / "output"
    assert build(CLOSED, output, "--only", "SP,TZ", as_of=DAY).code == 0
    version = pack_folder(output) / "V1.0"
    for number in range(8):
        (version / f"04_附件凭证/合同/合同{number}.pdf").write_bytes(content("pdf", str(number)))
    (version / "05_素材影像/视频/录像.mp4").write_bytes(os.urandom(3_000_000))
    return version.parent


def die_at(event: int, shelf: Path, work: Callable[[], object]) -> None:
    """Do the work in this (forked) process, and be killed at the event of that number below the shelf."""
    seen = 0

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if name in EVENTS and arguments and str(shelf) in str(arguments[0]):
            seen += 1
            if seen == event:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    work()
    os._exit(100)


def killed_at(event: int, shelf: Path, work: Callable[[], object]) -> bool:
    """Tell whether the work was killed before its end."""
    process = multiprocessing.get_context("fork").Process(target=die_at, args=(event, shelf, work))
    process.start()
    process.join()
    assert process.exitcode in (-signal.SIGKILL, 100)
    return process.exitcode != 100


@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("form", [(), ("--bagit",), ("--zip",)], ids=["folder", "bag", "zip"])
@pytest.mark.parametrize(
    "count", [10, pytest.param(100, marks=pytest.mark.large)], ids=lambda n: f"{n} kills"
)
def test_killed_anywhere_an_archive_is_whole_or_absent(
    form: tuple[str, ...], count: int, pack: Path, tmp_path: Path
) -> None:
    before = files_in(pack)
    draw, killed = random.Random(SEED), 0  # noqa: S311 - moments, not secrets
    for number in range(count):
        shelf = tmp_path / str(number)
        event = draw.randint(1, 90)
        killed += killed_at(event, shelf, lambda shelf=shelf: archive(pack, shelf, *FORCE, *form))
        assert files_in(pack) == before
        for path in shelf.iterdir() if shelf.exists() else ():
            if not path.name.startswith(".") and not path.name.endswith(".sha256"):
                assert verify(path).code == 0, (event, path)
        done = archive(pack, shelf, *FORCE, *form)
        assert done.code == 3, (event, done.out, done.err)
        assert verify(only_in(shelf)).code == 0
        left = [p.name for p in shelf.iterdir() if p.name.startswith(".") and p.name != ".归档核对.json"]
        assert left == [], event
    assert killed > count // 2


@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_the_next_run_goes_on_where_the_last_one_was_killed(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    assert killed_at(60, shelf, lambda: archive(pack, shelf, *FORCE))
    copied: list[str] = []
    copy = publish._copy

    def noted(source: publish.Source, target: Path, *more: object) -> str:
        copied.append(target.name)
        return copy(source, target, *more)

    monkeypatch.setattr(publish, "_copy", noted)
    assert archive(pack, shelf, *FORCE).code == 3
    resumed = [name for name in files_in(only_in(shelf)) if name.rpartition("/")[2] not in copied]
    assert len(resumed) > 3
    assert verify(only_in(shelf)).code == 0


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EIO, "网络盘"), (errno.EROFS, "只读"), (errno.ENOENT, "目录不存在")],
)
def test_a_shelf_that_fails_half_way_is_told_and_the_next_run_goes_on(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    """The disk fills up, the share drops, somebody takes the folder away."""
    before, shelf = files_in(pack), tmp_path / "shelf"
    sync, count = os.fsync, 0

    def fail(handle: int) -> None:
        nonlocal count
        count += 1
        if count > 6:
            raise OSError(code, os.strerror(code))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fail)
    done = archive(pack, shelf, *FORCE)
    monkeypatch.undo()
    assert done.code == 4
    assert said in done.err
    assert "源文件没有改动" in done.err
    assert "会接着做" in done.err
    assert [p.name for p in shelf.iterdir() if not p.name.startswith(".")] == []
    assert files_in(pack) == before
    assert archive(pack, shelf, *FORCE).code == 3
    assert verify(only_in(shelf)).code == 0


def test_what_is_read_back_wrong_is_not_published(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that stores something else than what was written."""
    right = publish.digest_of

    def wrong(path: Path) -> str:
        return "0" * 64 if path.name == "录像.mp4" else right(path)

    monkeypatch.setattr(publish, "digest_of", wrong)
    done = archive(pack, tmp_path / "shelf", *FORCE)
    monkeypatch.undo()
    assert done.code == 4
    assert "录像.mp4" in done.err
    assert "内容不一致" in done.err
    assert [p for p in (tmp_path / "shelf").iterdir() if not p.name.startswith(".")] == []
    assert archive(pack, tmp_path / "shelf", *FORCE).code == 3


def test_a_file_that_cannot_be_read_is_named(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file without rights, or held open by a program on Windows."""
    blocks = publish.blocks_of

    def refuse(source: publish.Source) -> object:
        if source.file is not None and source.file.name == "录像.mp4":
            raise PermissionError(errno.EACCES, "denied", str(source.file))
        return blocks(source)

    monkeypatch.setattr(publish, "blocks_of", refuse)
    done = archive(pack, tmp_path / "shelf", *FORCE)
    monkeypatch.undo()
    assert done.code == 4
    assert "录像.mp4" in done.err
    assert "占用" in done.err


def test_a_file_that_is_open_in_office_stops_the_archive_unless_forced(pack: Path, tmp_path: Path) -> None:
    lock = pack / "V1.0" / "01_策划准备" / "~$-2026-004-SP-01_活动预算审批表_V1.0_定稿.docx"
    lock.write_bytes(b"lock")
    try:
        done = archive(pack, tmp_path / "shelf")
        assert done.code == 4
        assert "活动预算审批表" in done.err
        assert archive(pack, tmp_path / "shelf", *FORCE).code == 3
        assert lock.name not in {Path(p).name for p in files_in(only_in(tmp_path / "shelf"))}
    finally:
        lock.unlink()


@needs_fork
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_two_archivers_at_once_make_one_whole_archive(pack: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"

    def work() -> None:
        os._exit(archive(pack, shelf, *FORCE).code)

    both = [multiprocessing.get_context("fork").Process(target=work) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert {each.exitcode for each in both} <= {3}
    assert verify(only_in(shelf)).code == 0
    assert [p.name for p in shelf.iterdir() if p.name.startswith(".")] == [".归档核对.json"]


def test_a_link_and_a_file_of_nothing_are_refused_and_told(tmp_path: Path) -> None:
    output = tmp_path / "output"
    build(CLOSED, output, "--only", "SP", as_of=DAY)
    version = pack_folder(output) / "V1.0"
    (version / "04_附件凭证" / "合同" / "空.pdf").write_bytes(b"")
    (version / "04_附件凭证" / "合同" / "密码.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600
    )
    (version / "05_素材影像" / "照片" / "坏.jpg").write_bytes(b"\xff\xd8\xff broken")
    (version / "05_素材影像" / "链接").symlink_to(tmp_path)
    done = run("archive", version.parent, "--to", tmp_path / "shelf", "--as-of", DAY)
    assert done.code == 1
    for words in ("A-004", "空.pdf（文件是空的", "密码.docx", "坏.jpg", "A-A05", "05_素材影像/链接"):
        assert words in done.out, words
