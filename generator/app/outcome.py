"""What a build is asked for and what it came to, as plain values for the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.plan.version import Version
from generator.standard.process import Deliverable
from generator.standard.stage import Stage


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the user asks for; `output` None means `output/` beside the campaign file's folder.

    `templates` is a folder of templates that go before the shipped ones. With `page_numbers` LibreOffice computes
    those that documents ask for.
    """

    source: Path
    as_of: dt.date
    output: Path | None = None
    only: tuple[str, ...] = ()
    stage: Stage | None = None
    major: bool = False
    dry_run: bool = False
    templates: Path | None = None
    page_numbers: bool = False


class Fate(Enum):
    """What happened to one document; the value is the word the user reads."""

    NEW = "新生成"
    SAME = "未变"
    GONE = "文件夹中已没有"
    RESTORED = "重新放入"
    KEPT = "保留您的修改"
    CONFLICT = "请比对两份"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the closing table; `missing` are the labels of what must still become known."""

    code: str
    title: str
    path: str
    fate: Fate
    missing: tuple[str, ...]
    due: dt.date | None
    owner: str


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did; `folder` is the version folder, or would be in a dry run.

    `conflicts` pairs a person's file with the newly generated one beside it; `kept` are all people's versions
    of documents.
    """

    changed: bool
    written: bool
    version: Version
    folder: Path
    stage: Stage
    rows: tuple[DocumentRow, ...]
    untemplated: tuple[Deliverable, ...]
    kept: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...]
    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
