"""Compiled templates are kept in the user's own folder: what is damaged, forged or shared is compiled anew."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.app import compiled as app
from generator.intake.resources import template_paths
from generator.office import frozen
from generator.office.frozen import freeze, thaw
from generator.office.templates import compile_template
from generator.store import compiled as kept
from generator.store.compiled import keep_compiled, key_of, read_compiled

TEMPLATES = sorted(template_paths().values())
ONE = next(path for path in TEMPLATES if path.name.startswith("SP_"))
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows tells owners in another way")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty cache that this process asks first."""
    monkeypatch.setenv(app.VARIABLE, str(tmp_path / "kept"))
    for each in (app.cache_folder, app.compiled):
        each.cache_clear()
    yield tmp_path / "kept"
    monkeypatch.undo()
    for each in (app.cache_folder, app.compiled):
        each.cache_clear()


def compiled_again(monkeypatch: pytest.MonkeyPatch) -> bool:
    """Ask for the template as a new process would; tell whether it had to be compiled."""
    asked: list[str] = []
    app.compiled.cache_clear()

    def counted(content: bytes, name: str) -> object:
        asked.append(name)
        return compile_template(content, name)

    monkeypatch.setattr("generator.office.templates.compile_template", counted)
    assert app.compiled(ONE.read_bytes(), ONE.name).names
    return bool(asked)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_shipped_template_can_be_frozen(path: Path) -> None:
    template = compile_template(path.read_bytes(), path.name)
    data = freeze(template)
    assert data is not None
    again = thaw(data)
    assert again is not None
    assert again.names == template.names


def test_a_second_process_compiles_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled_again(monkeypatch)
    assert not compiled_again(monkeypatch)
    assert len(list(folder.iterdir())) == 1


DAMAGES = {
    "empty": lambda data: b"",
    "cut": lambda data: data[:-1],
    "one byte": lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_passed_over_and_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, damage: object
) -> None:
    compiled_again(monkeypatch)
    (path,) = folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert compiled_again(monkeypatch)
    assert not compiled_again(monkeypatch)


class Trap:
    """What an attacker would have run when it is unpickled."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.made),)


def test_nothing_that_is_no_templates_is_unpickled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_again(monkeypatch)
    (path,) = folder.iterdir()
    trap = Trap(folder.with_name("trap"))
    content = pickle.dumps(trap)
    path.write_bytes(frozen._MAGIC + frozen.hashlib.sha256(content).digest() + content)
    assert compiled_again(monkeypatch)
    assert not trap.made.exists()


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_is_neither_read_nor_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    compiled_again(monkeypatch)
    folder.chmod(mode)
    assert compiled_again(monkeypatch)
    monkeypatch.setattr(kept, "_engine", lambda: "another")
    assert compiled_again(monkeypatch)
    assert len(list(folder.iterdir())) == 1


@POSIX
def test_a_file_that_others_can_write_or_a_link_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled_again(monkeypatch)
    (path,) = folder.iterdir()
    path.chmod(0o666)
    assert read_compiled(folder, path.name) is None
    path.chmod(0o600)
    assert read_compiled(folder, path.name) is not None
    aside = path.rename(folder.with_name("aside"))
    path.symlink_to(aside)
    assert read_compiled(folder, path.name) is None


@POSIX
def test_a_file_of_somebody_else_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_again(monkeypatch)
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert compiled_again(monkeypatch)


def test_a_cache_that_cannot_be_written_is_silent(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert compiled_again(monkeypatch)
    assert compiled_again(monkeypatch)
    assert capsys.readouterr() == ("", "")


def test_a_full_disk_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    keep_compiled(folder, "key", b"content")
    assert list(folder.iterdir()) == []


def test_another_content_name_engine_or_python_has_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {key_of(b"a", "x.docx"), key_of(b"b", "x.docx"), key_of(b"a", "y.docx")}
    kept._engine.cache_clear()
    monkeypatch.setattr(kept.sys, "version", "3.99")
    keys.add(key_of(b"a", "x.docx"))
    kept._engine.cache_clear()
    monkeypatch.setattr(kept, "_mark", lambda path: f"{path} changed")
    keys.add(key_of(b"a", "x.docx"))
    monkeypatch.undo()
    kept._engine.cache_clear()
    assert len(keys) == 5


def test_many_at_once_read_whole_files_only(tmp_path: Path) -> None:
    content = os.urandom(300_000)
    seen: list[bytes | None] = []

    def work(number: int) -> None:
        for _ in range(20):
            keep_compiled(tmp_path / "kept", "key", content)
            seen.append(read_compiled(tmp_path / "kept", "key"))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each for each in seen if each is not None} == {content}
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["key"]


def test_the_oldest_go(tmp_path: Path) -> None:
    for number in range(5):
        keep_compiled(tmp_path / "kept", f"key{number}", b"x", 3)
        os.utime(tmp_path / "kept" / f"key{number}", (number, number))
    keep_compiled(tmp_path / "kept", "key5", b"x", 3)
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["key3", "key4", "key5"]
