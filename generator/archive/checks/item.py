"""One item of the self-check, and all that is known when it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from generator.archive.attachments import Expected
from generator.archive.holdings import Holding, Layout
from generator.archive.standing import Standing
from generator.archive.survey import Survey
from generator.campaign import Campaign
from generator.derive.figures import Figures
from generator.diagnostics import Diagnostic, Severity
from generator.office.hazards import Danger, Hazard

_SHOWN = 5


class Nature(StrEnum):
    """The four natures of an electronic record."""

    TRUE = "真实性"
    WHOLE = "完整性"
    USABLE = "可用性"
    SAFE = "安全性"


class Result(StrEnum):
    """What a check came to; the value is the word of the report."""

    PASSED = "通过"
    FAILED = "不通过"
    BY_HAND = "人工"


class Item(Struct, frozen=True):
    """One line of the report. A failed one that is `required` stops the archive; `remedy` says the way out."""

    nature: Nature
    name: str
    result: Result
    text: str
    code: str = ""
    remedy: str = ""
    required: bool = False

    def diagnostic(self) -> Diagnostic:
        """Return a failed item as a message."""
        severity = Severity.ERROR if self.required else Severity.WARNING
        return Diagnostic(self.code, f"{self.name}：{self.text}", self.remedy, severity=severity)


class Dossier(Struct, frozen=True):
    """All that is known before anything is copied.

    `hazards` are faults by path in the archive, `numbers` what the documents say their 文件编号 is (by path there),
    `edited` the documents that people changed. `long` are whole paths on the share that programs would not open.
    """

    campaign: Campaign
    figures: Figures
    layout: Layout
    survey: Survey
    standings: Sequence[Standing]
    expected: Sequence[Expected]
    holdings: Sequence[Holding]
    renamed: Sequence[tuple[str, str]]
    hazards: Mapping[str, Sequence[Hazard]]
    numbers: Mapping[str, str]
    edited: Sequence[str]
    long: Sequence[str]


def listed(names: Sequence[str], unit: str = "个") -> str:
    """Return `3 个:甲、乙、丙`, the first few by name."""
    more = " 等" if len(names) > _SHOWN else ""
    return f"{len(names)} {unit}：{'、'.join(names[:_SHOWN])}{more}"


def item(
    nature: Nature, name: str, wrong: Sequence[str], right: str, code: str, remedy: str, *, required: bool = False,
    unit: str = "个", what: str = "",
) -> Item:  # fmt: skip
    """Return an item that passes when nothing is wrong, else lists what is."""
    if not wrong:
        return Item(nature, name, Result.PASSED, right, code, "", required)
    return Item(nature, name, Result.FAILED, f"{what}{listed(wrong, unit)}", code, remedy, required)


def dangers(dossier: Dossier, danger: Danger) -> list[str]:
    return [
        f"{path}（{hazard.text}）"
        for path, hazards in dossier.hazards.items()
        for hazard in hazards
        if hazard.danger is danger
    ]
