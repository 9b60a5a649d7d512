"""The explanations that a form shows, and how they are told from what people write in their place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache

from generator.campaign.choices import label_of
from generator.form.layout import Block, Field, form_sheets
from generator.office.cells import Cell
from generator.office.form_words import GUIDE

SPREAD_GUIDE = "再加指标时照样加一列"
_EACH = re.compile(r"每([^,;。]{1,6}?)一项")
_ENTRY = re.compile(r"例如 \S+: (\S+)")
_NUMBER_OF = re.compile(r",?(?:可写多个|(?:当班|出席人员|协助人|前置任务)的(?:人员|班次)?编号)")
_REFERS = re.compile(r"填(?:写)?(?:\S{0,12} 里的)?(\S{2,3}?)的?编号(?:或名称)?")
_EXAMPLE = "例:"
_ALIKE = 0.7


def guide_of(asked: Field) -> str:
    """Return the explanation of a field in the words of the form: entries are rows, people are chosen."""
    said = describe("" if asked.description == asked.label else asked.description)
    kind, ref = asked.shape.type, (asked.shape.element or asked.shape).ref
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        for choice in kind:
            said = said.replace(f"{choice.value} {label_of(choice)}", label_of(choice))
    if asked.shape.form == "list" and asked.shape.element is not None:
        return _several(said, by_line=asked.shape.element.type is str and ref is None, chosen=ref is not None)
    if ref is None:
        return said
    chosen = _REFERS.sub(r"从下拉列表选\1", said)
    return chosen if "下拉列表" in chosen else f"{chosen},从下拉列表选".lstrip(",")


def describe(description: str) -> str:
    """Return an explanation of the model in the words of the form: an entry is a row."""
    return _ENTRY.sub(r"例如 \1", _EACH.sub(r"一行一\1", description))


def _several(said: str, *, by_line: bool, chosen: bool) -> str:
    """Return the explanation of a field that holds several values in one cell."""
    if chosen:
        return f"{_NUMBER_OF.sub('', said).strip(',;')};写编号或名称,多项用「、」隔开".lstrip(";")
    bare = re.sub("[,;]?一行一[^,;]*|[,;]?可写多[个家]", "", said).strip(";,")
    how = "每行一条(Alt+Enter 换行)" if by_line else "多项用「、」隔开"
    return f"{bare};{how}".lstrip(";")


def opens_guides(text: str) -> bool:
    """Tell whether a text is what a row of explanations begins with, that of any table."""
    return text.strip().startswith(f"{GUIDE}:") and _bare(text) in _openings()


@cache
def _openings() -> frozenset[str]:
    blocks = (block for sheet in form_sheets() for block in sheet.blocks)
    return frozenset(guide_of(block.columns[0]) for block in blocks if block.form == "table")


def is_guide(cell: Cell, asked: Field | None, block: Block) -> bool:
    """Tell whether a cell explains a field, perhaps in the words of an older form, or another one of its block."""
    said = _bare(cell.text)
    if cell.fault:
        return False
    if not said or (asked is not None and is_alike(said, guide_of(asked))):
        return True
    return said in (SPREAD_GUIDE, *map(guide_of, block.columns))


def is_alike(text: str, known: str) -> bool:
    """Tell whether a text is an explanation, perhaps as an older form has it."""
    return text == known or SequenceMatcher(None, text, known).ratio() >= _ALIKE


def _bare(text: str) -> str:
    return text.strip().removeprefix(f"{GUIDE}:").partition(_EXAMPLE)[0].strip()
