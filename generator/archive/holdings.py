"""Which files an archive holds, under which names: decided before anything is copied.

The archive has the folders of the pack without a level of versions; superseded documents lie under 99_历史版本 (domain
specification 8.10). Names are made safe for every drive (6.1, 6.2); what was renamed is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.standing import is_scan_of
from generator.archive.survey import FoundFile
from generator.derive.names import clean_name
from generator.plan.names import FILE_NAME_BYTES, FOLDER_NAME_BYTES, file_key
from generator.plan.pack import CATALOGUE_FOLDER, PERSONAL_FOLDER, PlannedFile, folder_path
from generator.standard.process import Process

HISTORY_FOLDER = "99"
REGISTER, HANDOVER = "GD", "YJ"
"""The two documents that are made anew from what lies in the folder."""
_LONGEST_ENDING = 12


class Role(StrEnum):
    """What a file is in the archive; the value is the word of the register (件类型)."""

    DOCUMENT = "正本"
    PRINT = "版式件"
    SCAN = "签字扫描件"
    SUPERSEDED = "历史版本"
    ATTACHMENT = "附件"
    DATA = "原始数据"
    RECORD = "归档记录"


class Holding(Struct, frozen=True):
    """One file of the archive.

    `source` is its path below the pack's folder (`V1.1/01_策划准备/…`), "" for what the archive makes itself. `code`
    is that of the document it is or belongs to, `version` that of a document. `size` is in bytes.
    """

    path: str
    source: str
    role: Role
    size: int = 0
    code: str = ""
    version: str = ""

    @property
    def name(self) -> str:
        """Return the file's name."""
        return self.path.rpartition("/")[2]

    @property
    def given(self) -> str:
        """Return the path that people gave it, below the version's folder."""
        return self.source.partition("/")[2]


class Older(Struct, frozen=True):
    """A document of an older version that the latest one supersedes; `path` is below the pack's folder."""

    code: str
    version: str
    path: str
    size: int


class Layout:
    """The folders of the process, as an archive has them."""

    def __init__(self, process: Process) -> None:
        self.catalogue = folder_path(process.folder(CATALOGUE_FOLDER))
        self.personal = folder_path(process.folder(PERSONAL_FOLDER))
        self.history = folder_path(process.folder(HISTORY_FOLDER))
        self.folders = tuple(folder_path(folder) for folder in process.folders)

    def is_personal(self, path: str) -> bool:
        """Tell whether a path lies in the folder that is destroyed when its time is over."""
        return path.startswith(f"{self.personal}/")


class Pile(Struct, frozen=True):
    """What lies in the latest version's folder, called `version`.

    `codes` says which path below it is which document (or copy of the campaign file), `versions` which version each is.
    """

    version: str
    files: Sequence[FoundFile]
    codes: Mapping[str, str]
    versions: Mapping[str, str]
    documents: Sequence[PlannedFile]

    def document(self, path: str, belongs: Callable[[str, PlannedFile], bool]) -> PlannedFile | None:
        """Return the document that a path belongs to."""
        return next((each for each in self.documents if belongs(path, each)), None)


def hold(pile: Pile, older: Iterable[Older], layout: Layout, reserved: Iterable[str]) -> tuple[Holding, ...]:
    """Return every file that goes into the archive but its records, in the order of the source.

    A register or hand-over form that lies there is superseded by the one that the archive makes. `reserved` are the
    paths of the records: a person's file of such a name gets another.
    """
    names = Names(reserved)
    found = [_hold(pile, file, layout, names) for file in pile.files]
    history = [_superseded(each, layout, names) for each in older]
    return (*found, *history)


def _hold(pile: Pile, file: FoundFile, layout: Layout, names: Names) -> Holding:
    source, code = f"{pile.version}/{file.path}", pile.codes.get(file.path, "")
    if code in (REGISTER, HANDOVER):
        return _superseded(Older(code, pile.version, source, file.size), layout, names)
    path = names.safe(file.path)
    if code:
        own = any(code == each.code for each in pile.documents)
        role = Role.DOCUMENT if own else Role.DATA
        return Holding(
            path, source, role, file.size, code if own else "", pile.versions.get(code, "") if own else ""
        )
    if signed := pile.document(file.path, _is_scan):
        return Holding(path, source, Role.SCAN, file.size, signed.code)
    meant = pile.document(file.path, _belongs)
    role = Role.DATA if layout.is_personal(file.path) else Role.ATTACHMENT
    return Holding(path, source, role, file.size, meant.code if meant else "")


def _is_scan(path: str, planned: PlannedFile) -> bool:
    return is_scan_of(path, planned.number, planned.deliverable.name)


def _belongs(path: str, planned: PlannedFile) -> bool:
    """Tell whether a file is named after a document: its printed form, an annex."""
    return file_key(planned.number) in file_key(path.rpartition("/")[2])


def _superseded(older: Older, layout: Layout, names: Names) -> Holding:
    name = older.path.rpartition("/")[2]
    path = names.safe(f"{layout.history}/{older.version}/{name}")
    return Holding(path, older.path, Role.SUPERSEDED, older.size, older.code, older.version)


def with_prints(holdings: Sequence[Holding], sizes: Mapping[str, int]) -> tuple[Holding, ...]:
    """Return the holdings with the PDF copies that were made of documents; `sizes` are by path of the document."""
    names = Names(holding.path for holding in holdings)
    prints = (
        replace(
            holding, path=names.safe(f"{holding.path.rpartition('.')[0]}.pdf"), source="", role=Role.PRINT,
            size=sizes[holding.path],
        )
        for holding in holdings
        if holding.path in sizes
    )  # fmt: skip
    return (*holdings, *prints)


class Names:
    """Gives safe paths, each but once on a drive that does not tell cases or Unicode forms apart."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {file_key(path) for path in taken}
        self._folders: dict[str, str] = {}

    def safe(self, path: str) -> str:
        """Return a path like `path` that every drive takes, and that no other file has."""
        *folders, name = path.split("/")
        folder = self._folder("/".join(folders))
        stem, ending = _split(name)
        for count in range(1, len(self._taken) + 2):
            mark = ending if count == 1 else f"_{count}{ending}"
            whole = f"{folder}{clean_name(stem, limit=FILE_NAME_BYTES - len(mark.encode()))}{mark}"
            if file_key(whole) not in self._taken:
                self._taken.add(file_key(whole))
                return whole
        raise AssertionError("one more name than there are files is always free")

    def _folder(self, folder: str) -> str:
        if not folder:
            return ""
        if folder not in self._folders:
            parts = (clean_name(part, limit=FOLDER_NAME_BYTES) for part in folder.split("/"))
            self._folders[folder] = "/".join(parts) + "/"
        return self._folders[folder]


def _split(name: str) -> tuple[str, str]:
    """Return the stem and the ending of a file's name, the ending made safe."""
    stem, dot, ending = name.rpartition(".")
    safe = re.sub(r"[^0-9A-Za-z_]+", "", ending)[:_LONGEST_ENDING]
    return (stem, f".{safe}") if dot and stem and safe else (name, "")


def renamed(holdings: Iterable[Holding]) -> Iterator[tuple[str, str]]:
    """Yield the files that lie under another name in the archive: as people called them, and there."""
    for holding in holdings:
        if holding.source and holding.role is not Role.SUPERSEDED and holding.given != holding.path:
            yield holding.given, holding.path
