"""Which documents a pack holds, in which folders and under which names: a plan, before any file is written.

Source: domain specification 5.8 (folders), 6.5 and 6.6 (numbers, names). All 22 documents are always planned;
one without a template is named in `missing`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.campaign import Campaign, is_waiting
from generator.derive.names import clean_name
from generator.plan.names import FILE_NAME_BYTES, FOLDER_NAME_BYTES
from generator.plan.version import Version
from generator.standard.process import Deliverable, Folder, Process

DRAFT = "草稿"
FINAL = frozenset({"定稿", "归档版"})
CATALOGUE_FOLDER, PERSONAL_FOLDER = "00", "06"
MASKED, WHOLE = "campaign", "campaign-whole"


class PlannedFile(Struct, frozen=True):
    """One document to be made: its catalogue entry, its number, its folder and its status."""

    deliverable: Deliverable
    number: str
    folder: str
    status: str

    @property
    def code(self) -> str:
        """Return the deliverable's code."""
        return self.deliverable.code

    @property
    def final(self) -> bool:
        """Tell whether the campaign calls the document final: it is frozen once it is made."""
        return self.status in FINAL

    def path(self, version: Version) -> str:
        """Return where the document of that version lies in the version folder.

        `01_策划准备/HD-2026-001-YS-01_活动预算表_V1.0_定稿.xlsx`; a draft carries no status in its name.
        """
        status = "" if self.status == DRAFT else f"_{self.status}"
        ending = f"_{version}{status}.{self.deliverable.format}"
        stem = clean_name(
            f"{self.number}_{self.deliverable.name}", limit=FILE_NAME_BYTES - len(ending.encode())
        )
        return f"{self.folder}/{stem}{ending}"


class Companion(Struct, frozen=True):
    """A copy of the campaign file that lies in the pack: for everyone, or in the restricted folder."""

    code: str
    path: str
    title: str
    note: str = ""


class PackPlan(Struct, frozen=True):
    """What one build makes: `files` in the order of the process, `folders` also where they stay empty.

    `catalogue` are all the documents that there are templates for, also those that this build leaves alone.
    """

    folder_name: str
    folders: tuple[str, ...]
    files: tuple[PlannedFile, ...]
    missing: tuple[Deliverable, ...]
    catalogue: tuple[PlannedFile, ...]
    companions: tuple[Companion, ...]

    def without(self, codes: Collection[str]) -> PackPlan:
        """Return the plan without some documents: people have taken them away."""
        return replace(
            self,
            files=tuple(file for file in self.files if file.code not in codes),
            catalogue=tuple(file for file in self.catalogue if file.code not in codes),
        )

    def in_order_of_citation(self) -> tuple[PlannedFile, ...]:
        """Return the files so that each comes after those whose version it prints."""
        placed: dict[str, PlannedFile] = {}
        by_code = {file.code: file for file in self.files}

        def place(file: PlannedFile, above: frozenset[str]) -> None:
            for code in file.deliverable.cites:
                if code in by_code and code not in placed and code not in above:
                    place(by_code[code], above | {file.code})
            placed.setdefault(file.code, file)

        for file in self.files:
            place(file, frozenset())
        return tuple(placed.values())


def plan_pack(
    campaign: Campaign,
    process: Process,
    numbers: Mapping[str, str],
    templates: Collection[str],
    only: Collection[str] = (),
) -> PackPlan:
    """Return the plan for `campaign`.

    `numbers` are the documents' numbers by code, `templates` the template files there are; `only` limits the
    plan to those codes.
    """
    wanted = [d for d in process.deliverables if not only or d.code in only]
    here = [d for d in process.deliverables if d.template in templates]
    catalogue = tuple(_planned(campaign, process, d, numbers[d.code]) for d in here)
    return PackPlan(
        folder_name=pack_folder_name(campaign),
        folders=tuple(_folders(process)),
        files=tuple(file for file in catalogue if file.deliverable in wanted),
        missing=tuple(d for d in wanted if d.template not in templates),
        catalogue=catalogue,
        companions=plan_companions(process),
    )


def plan_companions(process: Process) -> tuple[Companion, ...]:
    """Return the two copies of the campaign file: masked beside the register, whole among what is personal."""
    masked = f"{folder_path(process.folder(CATALOGUE_FOLDER))}/campaign.yaml"
    whole = f"{folder_path(process.folder(PERSONAL_FOLDER))}/campaign_完整.yaml"
    return (
        Companion(MASKED, masked, "活动定义文件（电话已隐去）"),
        Companion(WHOLE, whole, "活动定义文件（完整）", "含个人信息，到期销毁"),
    )


def pack_folder_name(campaign: Campaign) -> str:
    """Return the folder name a new pack gets: `HD-2026-001_星澜X3新品发布会_20261016`."""
    head = campaign.campaign
    name = "" if is_waiting(head.short_name) else f"_{head.short_name}"
    return clean_name(f"{head.id}{name}_{head.start:%Y%m%d}", limit=FOLDER_NAME_BYTES)


def _planned(campaign: Campaign, process: Process, deliverable: Deliverable, number: str) -> PlannedFile:
    setting = campaign.documents.get(deliverable.code)
    status = (setting.status if setting else None) or campaign.doc.status
    return PlannedFile(deliverable, number, folder_path(process.folder(deliverable.folder)), str(status))


def _folders(process: Process) -> list[str]:
    """Return every folder of a working pack, sub-folders behind their parent."""
    kept = [folder for folder in process.folders if not folder.archive_only]
    return [
        path for f in kept for path in (folder_path(f), *(f"{folder_path(f)}/{s}" for s in f.sub_folders))
    ]


def folder_path(folder: Folder) -> str:
    """Return a folder's name as it stands on disk: `01_策划准备`."""
    return f"{folder.id}_{folder.name}"
