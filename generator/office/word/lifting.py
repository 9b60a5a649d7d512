"""Control tags: `{%p %}`, `{%tr %}` and `{%tc %}` make the paragraph, row or cell that holds them vanish.

Such a holder must hold nothing else, since it would be lost without a word. It is replaced here by an
instruction at its place; marks of ranges (bookmarks) that it held stay behind. What may be left empty by
it gets an instruction of its own, read after rendering: a cell ends with a paragraph, a table has a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field

from generator.diagnostics import Diagnostic
from generator.office.faults import diagnose
from generator.office.tags import Tag, TagKind
from generator.office.word.merging import merge_cell
from generator.office.word.names import (
    CELL,
    CELL_LOOKS,
    FORMULA,
    PARAGRAPH,
    PARAGRAPH_LOOKS,
    RANGE_MARKS,
    ROW,
    TABLE,
    TEXT,
    holder,
    w,
)
from generator.office.word.prose import ProseTemplate, lift_prose
from generator.office.word.tagging import MARK, FoundTag, mark
from generator.office.xml import Element

SPECIAL_WORDS = frozenset({"cellbg", "colspan", "vm", "hm"})
_OF_LOOPS = frozenset({"vm", "hm"})
_HOLDERS = {"p": (PARAGRAPH, "段"), "tr": (ROW, "行"), "tc": (CELL, "格")}
_CODE = w("instrText")
_NAMESPACE = re.compile(r"\sxmlns:\w+=\"[^\"]*\"")  # the part's root declares them
_VISIBLE = {
    w("drawing"): "图片或图形",
    w("pict"): "图片或图形",
    w("object"): "嵌入对象",
    w("footnoteReference"): "脚注",
    w("endnoteReference"): "尾注",
    w("sym"): "符号",
    FORMULA: "公式",
}
_PAGE_BREAKS = {"page": "分页符", "column": "分栏符"}


class Lifted(Struct):
    """A part whose control tags have been lifted: what went wrong, looks for paragraphs to be kept, and prose."""

    problems: list[Diagnostic] = field(default_factory=list)
    kept: list[Element | None] = field(default_factory=list)
    prose: list[ProseTemplate] = field(default_factory=list)


class _Control(Struct, frozen=True):
    """A control tag with its number and the tag itself, known to be closed."""

    number: int
    tag: Tag
    found: FoundTag


def lift_tags(found: list[FoundTag]) -> Lifted:
    """Lift every control tag of a part and prepare the cells that hold docxtpl's cell tags."""
    lifted = Lifted()
    holders: dict[tuple[Element, str], list[_Control]] = {}
    loops = 0
    for number, each in enumerate(found):
        tag = each.tag
        if not isinstance(tag, Tag) or not tag.closed or (tag.kind is TagKind.OUTPUT and not tag.scope):
            continue
        loops += {"for": 1, "endfor": -1}.get(tag.word, 0) if tag.kind is TagKind.BLOCK else 0
        if tag.scope == "sheet":
            lifted.problems.append(diagnose("T-116", each.place, tag=tag.text))
        elif tag.word in SPECIAL_WORDS and tag.kind is TagKind.BLOCK:
            lifted.problems += _prepare_cell(number, each, tag, loops)
        elif tag.scope in _HOLDERS:
            vanishing = holder(each.element, _HOLDERS[tag.scope][0])
            if vanishing is None:
                lifted.problems.append(_homeless(each, tag))
            else:
                holders.setdefault((vanishing, tag.scope), []).append(_Control(number, tag, each))
    for (vanishing, scope), controls in holders.items():
        lifted.problems += _lift(vanishing, scope, controls, lifted)
    return lifted


def _homeless(each: FoundTag, tag: Tag) -> Diagnostic:
    place = {"tr": "表格的行", "tc": "表格的格"}.get(tag.scope or "tc", "段落")
    return diagnose("T-201", each.place, tag=tag.text, holder=place, scope=tag.scope or tag.word)


def _lift(vanishing: Element, scope: str, controls: list[_Control], lifted: Lifted) -> list[Diagnostic]:
    word = _HOLDERS[scope][1]
    first = controls[0]
    if len(controls) > 1:
        other = controls[1].tag.text
        return [diagnose("T-202", first.found.place, tag=first.tag.text, other=other, holder=word)]
    if content := next(_contents(first.number, vanishing), None):
        return [diagnose("T-203", first.found.place, tag=first.tag.text, holder=word, content=content)]
    if next(vanishing.iter(w("sectPr")), None) is not None:
        return [diagnose("T-204", first.found.place, tag=first.tag.text)]
    _replace(vanishing, first, lifted)
    return []


def _contents(number: int, vanishing: Element) -> Iterator[str]:
    """Yield what stands beside tag `number` and would be lost with it."""
    text = "".join(element.text or "" for element in vanishing.iter(TEXT, _CODE))
    rest = MARK.sub(lambda m: "" if int(m[1]) == number else "其他标签", text).strip()
    if rest:
        yield f"「{rest[:20]}」"
    for element in vanishing.iter(*_VISIBLE):
        yield _VISIBLE[str(element.tag)]
    for element in vanishing.iter(w("br")):
        yield from filter(None, [_PAGE_BREAKS.get(element.get(w("type"), ""))])


def _replace(vanishing: Element, control: _Control, lifted: Lifted) -> None:
    parent = vanishing.getparent()
    if parent is None:
        return
    if control.tag.kind is TagKind.OUTPUT:
        _put_prose(vanishing, control, lifted)
        return
    _guard_emptiness(vanishing, parent, lifted)
    at = parent.index(vanishing)
    marks = list(vanishing.iter(*RANGE_MARKS))
    vanishing.tail = None
    parent.remove(vanishing)
    for offset, element in enumerate(_left_behind(control, marks)):
        element.tail = None
        parent.insert(at + offset, element)


def _put_prose(paragraph: Element, control: _Control, lifted: Lifted) -> None:
    """Put an instruction in the place of a paragraph of prose, which is always at least one paragraph."""
    text = f"{len(lifted.prose)} {mark(control.number)}"
    lifted.prose.append(lift_prose(paragraph, control.found.element))
    paragraph.addprevious(etree.ProcessingInstruction("prose", text))
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


def _left_behind(control: _Control, marks: list[Element]) -> list[Element]:
    """Marks of ranges stay outside the block: before the tag that opens it, behind the one that closes it."""
    if control.tag.kind is not TagKind.BLOCK:
        return marks
    instruction = etree.ProcessingInstruction(control.tag.scope, str(control.number))
    return [instruction, *marks] if control.tag.word.startswith("end") else [*marks, instruction]


def _guard_emptiness(vanishing: Element, parent: Element, lifted: Lifted) -> None:
    """Leave an instruction at the end of whatever may lose all it holds."""
    if vanishing.tag == PARAGRAPH:
        if parent.tag != w("body") and not _has_instruction(parent, "keep"):
            lifted.kept.append(vanishing.find(PARAGRAPH_LOOKS))
            parent.append(etree.ProcessingInstruction("keep", str(len(lifted.kept) - 1)))
        return
    table = holder(vanishing, TABLE)
    if vanishing.tag == CELL and not _has_instruction(parent, "cells"):
        parent.append(etree.ProcessingInstruction("cells", "."))
    if table is not None and not _has_instruction(table, "rows"):
        table.append(etree.ProcessingInstruction("rows", "."))


def _has_instruction(element: Element, target: str) -> bool:
    instructions = element.iterchildren(tag=etree.ProcessingInstruction)
    return any(getattr(child, "target", "") == target for child in instructions)


def _prepare_cell(number: int, each: FoundTag, tag: Tag, loops: int) -> list[Diagnostic]:
    """Enclose the cell in instructions, so that docxtpl is given it; it wants the cell's looks spelt out."""
    cell = holder(each.element, CELL)
    if cell is None:
        return [_homeless(each, tag)]
    if tag.word in _OF_LOOPS and loops < 1:
        return [diagnose("T-206", each.place, tag=tag.text)]
    if tag.word == "vm":
        each.element.text = (each.element.text or "").replace(mark(number), "")
        merge_cell(cell, number)
        return []
    looks = cell.find(CELL_LOOKS)
    if looks is None:
        looks = etree.Element(CELL_LOOKS)
        cell.insert(0, looks)
    if len(looks) == 0:
        looks.text = ""
    outermost = [cell, *cell.iterancestors(CELL)][-1]
    before = outermost.getprevious()
    if before is None or getattr(before, "target", "") != "cell":
        outermost.addprevious(etree.ProcessingInstruction("cell", "."))
        outermost.addnext(etree.ProcessingInstruction("endcell", "."))
    return []


def kept_paragraph(looks: Element | None) -> str:
    """Return the paragraph that stays in a cell whose own have all vanished, in the looks of one of them."""
    if looks is None:
        return "<w:p/>"
    text = _NAMESPACE.sub("", etree.tostring(looks, encoding="unicode", with_tail=False))
    return f"<w:p>{text}</w:p>"
