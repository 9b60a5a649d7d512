"""What the program imports is what its wheel asks for: the tests' own libraries hide nothing."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CALLED = {
    "PIL": "pillow",
    "annotated_types": "pydantic",  # pydantic's own, and part of what its fields say
    "chinese_calendar": "chinesecalendar",
    "dask": "distributed",  # its other half, with the settings of both
    "markdown_it": "markdown-it-py",
    "markupsafe": "jinja2",  # its own way to say that a text is escaped
    "pydantic_core": "pydantic",
    "resvg_py": "resvg-py",
    "ruamel": "ruamel.yaml",
    "yaml": "pyyaml",
}


def imported() -> set[str]:
    """Return the distributions whose modules are imported anywhere in the program."""
    names: set[str] = set()
    for path in (ROOT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.split(".")[0])
    foreign = names - set(sys.stdlib_module_names) - {"generator"}
    return {CALLED.get(name, name) for name in foreign}


def asked_for() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [each for group in project["optional-dependencies"].values() for each in group]
    return {re.split(r"[<>=!~ ;\[]", each)[0].lower() for each in [*project["dependencies"], *extras]}


def test_every_library_that_is_imported_is_asked_for_and_no_other() -> None:
    assert imported() == asked_for()
