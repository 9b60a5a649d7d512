"""What travels with the program: the templates, the standard process and the example campaign.

In an installed wheel the folders lie inside the package, in a checkout beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import generator
from generator.standard.process import Process, parse_process

if TYPE_CHECKING:
    from generator.standard.carry_over import CarryOver
    from generator.standard.presets import Presets

_PACKAGE = Path(generator.__file__).parent
TEMPLATE_FOLDERS = ("templates_docx", "templates_xlsx")
LITTER = ("~$", ".")


@cache
def read_process() -> Process:
    """Return the standard process that the program ships, read once."""
    return parse_process({**_standard("process.yaml"), **_standard("wording.yaml")})


def read_examples() -> dict[str, dict[str, str]]:
    """Return what the program has told of a specimen of each code: `said`, the `line` it points to, the `remedy`."""
    text = (_PACKAGE / "standard" / "examples.json").read_text(encoding="utf-8")
    return {str(code): dict(said) for code, said in json.loads(text).items()}


def read_presets() -> Presets:
    """Return what new campaigns begin with."""
    from generator.standard.presets import parse_presets  # for new campaigns alone

    return parse_presets(_standard("presets.yaml"))


def read_carry_over() -> CarryOver:
    """Return what a campaign takes over from an older one."""
    from generator.standard.carry_over import parse_carry_over  # for new campaigns alone

    return parse_carry_over(_standard("carry_over.yaml"))


def preset_text(name: str) -> str:
    """Return the text of a preset, with the marks that a new campaign fills in."""
    return (_PACKAGE / "standard" / "presets" / name).read_text(encoding="utf-8")


def _standard(name: str) -> dict[str, object]:
    text = (_PACKAGE / "standard" / name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(text, loader))  # noqa: S506 - both loaders are safe ones


def template_paths() -> dict[str, Path]:
    """Return the shipped templates by file name."""
    return {
        path.name: path
        for folder in _template_folders()
        for path in sorted(folder.iterdir())
        if _is_one(path)
    }


def example_path() -> Path:
    """Return the example campaign."""
    return _folder("campaigns") / "HD-2026-001.yaml"


def _template_folders() -> Iterator[Path]:
    yield from map(_folder, TEMPLATE_FOLDERS)


def _folder(name: str) -> Path:
    beside, inside = _PACKAGE.parent / name, _PACKAGE / name
    return inside if inside.is_dir() else beside


def _is_one(path: Path) -> bool:
    return path.suffix in {".docx", ".xlsx"} and not path.name.startswith(LITTER)
