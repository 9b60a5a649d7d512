"""What a build is asked for and what it came to, as plain values for the command line."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.app.template_set import TemplateSet
from generator.diagnostics import Diagnostic
from generator.plan.version import Version
from generator.standard.process import Deliverable
from generator.standard.stage import Stage

if TYPE_CHECKING:
    from generator.intake.series import SeriesRow  # for `batch --each` alone


class BuildRequest(Struct, frozen=True):
    """What the user asks for; `output` None means `output/` beside the campaign file's folder.

    `templates` is a folder of templates that go before the shipped ones. With `page_numbers` LibreOffice computes
    those that documents ask for. `force` builds though files of the latest version seem to be open.

    Of many builds together: `row` holds the values of a table that go before the file's, `given` are the templates
    where they have been read already, `known` the folders that may hold the pack of the campaign with a number.
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
    force: bool = False
    row: SeriesRow | None = None
    given: TemplateSet | None = None
    known: tuple[str, tuple[Path, ...]] | None = None


class Fate(Enum):
    """What happened to one document; the value is the word the user reads."""

    NEW = "新生成"
    SAME = "未变"
    KEPT = "保留您的修改"
    SIGNED = "已定稿,数据变了"
    CONFLICT = "请比对两份"


class Carried(Enum):
    """Why a file goes into the next version as it lies; the value is the word the user reads."""

    ADDED = "您加入的文件"
    EDITED = "您修改过"
    RENAMED = "您改过名或移过位置"
    SIGNED = "已定稿,原样保留"
    WAITING = "等您比对的新生成"


class DocumentRow(Struct, frozen=True):
    """One line of the closing table; `missing` are the labels of what must still become known."""

    code: str
    title: str
    path: str
    fate: Fate
    missing: tuple[str, ...]
    due: dt.date | None
    owner: str


class BuildResult(Struct, frozen=True):
    """What a build did to the pack of which campaign; `folder` is the version folder, or would be in a dry run.

    `conflicts` pairs a person's file with the newly generated one beside it; `kept` are all people's versions
    of documents. `deleted` are the documents, by code and title, that people took away and that are not made again;
    `carried` the files that are people's, by path, with why; `behind` files of older versions that were changed after
    the next version had been made.
    """

    campaign_id: str
    name: str
    changed: bool
    written: bool
    version: Version
    folder: Path
    stage: Stage
    rows: tuple[DocumentRow, ...]
    untemplated: tuple[Deliverable, ...]
    kept: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...]
    deleted: tuple[tuple[str, str], ...]
    carried: tuple[tuple[str, Carried], ...]
    behind: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    notes: tuple[str, ...]
