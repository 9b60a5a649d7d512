"""A company's own templates: a folder whose files take the place of the shipped ones of the same name.

The files may lie in the folder itself or in `templates_docx/` and `templates_xlsx/`, as `templates export` lays
them out. A file that stands for no document is told, never used in silence for another.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place, Severity
from generator.errors import SurroundingsFailed, reason_of
from generator.intake.resources import LITTER, TEMPLATE_FOLDERS
from generator.standard.process import Deliverable, Process

_OFFICE = frozenset(
    {".docx", ".xlsx", ".doc", ".xls", ".docm", ".xlsm", ".dotx", ".xltx", ".dotm", ".xltm", ".wps", ".et"}
    | {".xlsb", ".odt", ".ods", ".rtf"}
)
_PROGRAMS = {"docx": "Word", "xlsx": "Excel"}


class OwnTemplates(Struct, frozen=True):
    """The templates of a folder by the file names of the catalogue, and what is to be said of the others."""

    paths: Mapping[str, Path]
    diagnostics: tuple[Diagnostic, ...]


NO_OWN_TEMPLATES = OwnTemplates({}, ())


def read_own_templates(folder: Path, process: Process) -> OwnTemplates:
    """Return the templates in `folder`, matched by file name. Raises SurroundingsFailed where it is held."""
    try:
        if not folder.is_dir():
            return _no_folder(folder)
        own = _matched(sorted(_files(folder)), process)
    except OSError as failure:
        raise SurroundingsFailed(f"无法读取目录 {folder}:{reason_of(failure)};检查权限后重试") from failure
    if own == NO_OWN_TEMPLATES:
        remedy = "把模板放进这个目录,或先用 campaign-pack templates export 导出一套"
        return _none(folder, "模板目录里没有 Word、Excel 文件", remedy)
    return own


def _no_folder(path: Path) -> OwnTemplates:
    if path.is_file():
        remedy = f"写出它所在的目录;只检查这一个文件请用 campaign-pack templates check {path}"
        return _none(path, "这是文件,不是目录", remedy)
    return _none(path, "没有这个模板目录", "检查目录名;先用 campaign-pack templates export 导出一套模板")


def _none(folder: Path, message: str, remedy: str) -> OwnTemplates:
    return OwnTemplates({}, (Diagnostic("P-007", message, remedy, Place(str(folder))),))


def _files(folder: Path) -> Iterator[Path]:
    for place in (folder, *(folder / name for name in TEMPLATE_FOLDERS)):
        if place.is_dir():
            yield from (path for path in place.iterdir() if _is_called_like_one(path))


def _is_called_like_one(path: Path) -> bool:
    return path.suffix.lower() in _OFFICE and not path.name.startswith(LITTER)


def _matched(files: Sequence[Path], process: Process) -> OwnTemplates:
    paths: dict[str, Path] = {}
    found: list[Diagnostic] = []
    for path in files:
        deliverable = deliverable_of(path, process)
        if not path.is_file():
            found += [_lost(path)] if deliverable else []  # a folder of another name is nobody's template
        elif deliverable is None:
            found.append(stranger(path, process))
        elif deliverable.template in paths:
            found.append(_twice(path, paths[deliverable.template]))
        else:
            paths[deliverable.template] = path
    return OwnTemplates(paths, tuple(found))


def _lost(path: Path) -> Diagnostic:
    """Say that what is called like a template is no file: the shipped one never takes its place in silence."""
    if path.is_dir():
        message, remedy = "这是文件夹,不是文件", "把文件夹里的模板移出来,文件夹改名或移走"
    else:
        message, remedy = "这个链接指向的文件找不到", "放回模板文件,或删去这个链接"
    return Diagnostic("P-012", message, remedy, Place(str(path)))


def deliverable_of(path: Path, process: Process) -> Deliverable | None:
    """Return the document whose template a file is, by its name; macOS may write it in another Unicode form."""
    name = _plain(path.name)
    return next((d for d in process.deliverables if _plain(d.template) == name), None)


def stranger(path: Path, process: Process) -> Diagnostic:
    """Say that a file is no template of the catalogue: of the wrong format, or named like none."""
    stem = _plain(path.stem)
    meant = next((d for d in process.deliverables if _plain(f"{d.code}_{d.name}") == stem), None)
    if meant is not None:
        program = _PROGRAMS[meant.format]
        message = f"《{meant.name}》的模板应是 {program} 文件(.{meant.format}),这里是 {path.suffix}"
        remedy = f"在 {program} 里另存为「{meant.template}」"
        return Diagnostic("P-010", message, remedy, Place(str(path)))
    near = _nearest(path, process)
    guess = f",是否想写「{near.template}」?" if near else ""
    remedy = (
        f"改名为「{near.template}」,或移到别处"
        if near
        else "文件名应与导出的模板相同,如「YS_活动预算表.xlsx」"
    )
    message = f"文件名不是任何一份文件的模板,不会使用{guess}"
    return Diagnostic("P-008", message, remedy, Place(str(path)), Severity.WARNING)


def _nearest(path: Path, process: Process) -> Deliverable | None:
    """Return the document that a file name may mean: by its code, else by likeness."""
    code = _plain(path.stem)[:2]
    by_code = next((d for d in process.deliverables if _plain(d.code) == code), None)
    names = {_plain(d.template): d for d in process.deliverables}
    near = difflib.get_close_matches(_plain(path.name), names, n=1, cutoff=0.5)
    return by_code or (names[near[0]] if near else None)


def _twice(path: Path, other: Path) -> Diagnostic:
    message = f"「{path.name}」有两份,另一份在 {other}"
    return Diagnostic("P-009", message, "留下要用的一份,把另一份移走", Place(str(path)))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
