"""What import-linter and ruff cannot see: who may touch files."""

from __future__ import annotations

import ast
from pathlib import Path

import generator

ROOT = Path(generator.__file__).parent
FILES_ALLOWED = {"intake", "store", "archive"}
TOUCHING = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "unlink",
    "mkdir",
    "rename",
    "rmtree",
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "processor"}


def _modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def _touches(called: ast.expr) -> str:
    """Return the name by which a call touches a file: `open(…)`, or a method of a path."""
    if isinstance(called, ast.Name):
        return called.id if called.id == "open" else ""
    return called.attr if isinstance(called, ast.Attribute) and called.attr in TOUCHING else ""


def test_only_intake_store_and_archive_touch_files() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}:{node.lineno} {name}"
        for path in _modules()
        if path.relative_to(ROOT).parts[0] not in FILES_ALLOWED
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := _touches(node.func))
    ]
    assert guilty == []


def test_no_module_is_a_drawer() -> None:
    assert [p for p in _modules() if p.stem in FORBIDDEN_NAMES] == []


def test_modules_stay_readable() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in _modules() if (n := len(p.read_text("utf-8").splitlines())) > 300
    }
    assert long == {}
