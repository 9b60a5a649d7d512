"""Pictures and text boxes."""

from __future__ import annotations

from dataclasses import dataclass

from tests.compare.checks.check import Check, Checks, Judge, different, first_fault
from tests.compare.frame import SHEET
from tests.compare.result import Element, Result

_checks = Checks()
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
COMPAT = "{http://schemas.microsoft.com/office/drawing/2010/main}compatExt"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing drawn on cells: where it begins and ends (rows and columns counted from 1), and its element."""

    element: Element
    part: str
    column: int
    top: int
    top_offset: int
    bottom: int
    bottom_offset: int

    @property
    def mode(self) -> str:
        if self.element.tag == f"{XDR}oneCellAnchor":
            return "oneCell"
        return self.element.get("editAs", "twoCell")


def anchors(found: Result, sheet: str = SHEET) -> list[Anchor]:
    """Return what is drawn on a sheet, check boxes apart."""
    made = []
    for link in found.links(found.sheets[sheet], "drawing"):
        for element in found.root(link.target).iter(f"{XDR}twoCellAnchor", f"{XDR}oneCellAnchor"):
            if element.find(f".//{COMPAT}") is None:
                made.append(_anchor(element, link.target))
    return sorted(made, key=lambda each: (each.top, each.column))


def _anchor(element: Element, part: str) -> Anchor:
    begin = element.find(f"{XDR}from")
    end = element.find(f"{XDR}to")
    end = begin if end is None else end
    column, top, top_offset = _corner(begin)
    _, bottom, bottom_offset = _corner(end)
    return Anchor(element, part, column, top, top_offset, bottom, bottom_offset)


def _corner(element: Element | None) -> tuple[int, int, int]:
    if element is None:
        raise LookupError("an anchor without corner")
    numbers = [int(element.findtext(f"{XDR}{name}") or 0) for name in ("col", "row", "rowOff")]
    return numbers[0] + 1, numbers[1] + 1, numbers[2]


def _pictures(found: Result) -> list[Anchor]:
    return [each for each in anchors(found) if each.element.find(f".//{A}blip") is not None]


def _boxes(found: Result, text: str) -> list[Anchor]:
    return [each for each in anchors(found) if text in _said(each.element)]


def _said(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{A}t"))


def _image_fault(found: Result, anchor: Anchor) -> str:
    """Tell whether a picture has lost its image."""
    blip = anchor.element.find(f".//{A}blip")
    links = {link.name: link.target for link in found.links(anchor.part, "image")}
    target = links.get(blip.get(f"{R}embed", "") if blip is not None else "", "")
    return "" if found.parts.get(target, b"").startswith(b"\x89PNG") else "a picture without an image"


def _rows_fault(found: Result, drawn: list[Anchor], wanted: list[int]) -> str:
    return different([each.top for each in drawn], wanted) or first_fault(
        f"drawn over rows {each.top} to {each.bottom}" for each in drawn if each.bottom > each.top + 1
    )


@_checks.add("pictures", "in the list: one in every copy, within its row")
def _picture_in_list(found: Result) -> str:
    drawn = [each for each in _pictures(found) if each.top < found.at(9)]
    return (
        different(len(drawn), found.count)
        or _rows_fault(found, drawn, found.list_rows)
        or first_fault(f"it lies over rows {e.top} to {e.bottom}" for e in drawn if e.bottom != e.top)
        or first_fault(_image_fault(found, each) for each in drawn)
    )


@_checks.add("pictures", "below: moved")
def _picture_below(found: Result) -> str:
    drawn = [each for each in _pictures(found) if each.top >= found.at(9)]
    return _rows_fault(found, drawn, [found.at(28)]) or first_fault(_image_fault(found, e) for e in drawn)


def _text_box(text: str, rows: str) -> Judge:
    def judge(found: Result) -> str:
        wanted = found.list_rows if rows == "list" else [found.at(28)]
        drawn = _boxes(found, text)
        count = found.count if rows == "list" else 1
        return different(len(drawn), count) or _rows_fault(found, drawn, wanted)

    return judge


_checks.add("text boxes", "in the list: one in every copy")(_text_box("列表里的文字", "list"))
_checks.add("text boxes", "below: moved with its text")(_text_box("下面的文字", "below"))

CHECKS: tuple[Check, ...] = tuple(_checks.made)
