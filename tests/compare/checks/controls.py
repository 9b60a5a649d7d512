"""Check boxes: the control, its linked cell, the shape in VML and the one in the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from tests.compare.checks.check import Check, Checks, Judge, different, first_fault
from tests.compare.checks.drawings import COMPAT, XDR, R
from tests.compare.checks.notes import EXCEL, box_rows, shapes
from tests.compare.result import MAIN, Result

_checks = Checks()
_KIND = "check boxes"


@dataclass(frozen=True, slots=True)
class Box:
    """A check box on the sheet: its shape's number, the row it lies on (from 1), and the cell it is linked to."""

    shape: str
    row: int
    link: str


def _boxes(found: Result) -> list[Box]:
    """Return the check boxes as the sheet and their properties have them."""
    sheet = found.sheet()
    targets = {link.name: link.target for link in found.links(found.sheets["清单 1"], "ctrlProp")}
    made = []
    for control in sheet.iter(f"{MAIN}control"):
        row = control.find(f".//{MAIN}from/{XDR}row")
        link = found.root(targets[control.get(f"{R}id", "")]).get("fmlaLink", "")
        made.append(
            Box(control.get("shapeId", ""), int((row.text if row is not None else "") or -1) + 1, link)
        )
    return sorted(made, key=lambda box: box.row)


def _in_vml(found: Result) -> dict[str, tuple[int, str]]:
    """Return row and linked cell of the VML shapes by their numbers."""
    return {
        shape.get("id", "").rpartition("_s")[2]: (
            box_rows(shape)[0] + 1,
            (shape.findtext(f".//{EXCEL}FmlaLink") or "").strip(),
        )
        for shape in shapes(found, "Checkbox")
    }


def _in_drawing(found: Result) -> dict[str, int]:
    """Return the rows of the drawn shapes by their numbers."""
    made = {}
    for link in found.links(found.sheets["清单 1"], "drawing"):
        for anchor in found.root(link.target).iter(f"{XDR}twoCellAnchor"):
            for named in anchor.iter(COMPAT):
                made[named.get("spid", "").rpartition("_s")[2]] = (
                    int(anchor.findtext(f"{XDR}from/{XDR}row") or -1) + 1
                )
    return made


def _select(found: Result, where: str) -> list[Box]:
    top, below = found.at(7), found.at(9)
    return [box for box in _boxes(found) if (top < box.row < below) is (where == "list")]


def _wanted(found: Result, where: str) -> list[int]:
    if where != "list":
        return [found.at(24)]
    if len(found.list_rows) != found.count:
        raise LookupError(f"{len(found.list_rows)} rows instead of {found.count}")
    return found.list_rows


def _there(where: str) -> Judge:
    def judge(found: Result) -> str:
        boxes = _select(found, where)
        return different([box.row for box in boxes], _wanted(found, where)) or different(
            len({box.shape for box in boxes}), len(boxes)
        )

    return judge


def _linked(where: str) -> Judge:
    def judge(found: Result) -> str:
        boxes, rows = _select(found, where), _wanted(found, where)
        return different(len(boxes), len(rows)) or first_fault(
            found.formula_fault(box.link, f"$I${row}") for box, row in zip(boxes, rows, strict=True)
        )

    return judge


def _faces(where: str) -> Judge:
    def judge(found: Result) -> str:
        rows = _wanted(found, where)
        boxes, vml, drawing = _select(found, where), _in_vml(found), _in_drawing(found)
        wanted = [(row, f"$I${row}", row) for row in rows]
        faces = [(*vml.get(box.shape, (0, "")), drawing.get(box.shape, 0)) for box in boxes]
        every = 1 + found.count
        return different(faces, wanted) or different((len(vml), len(drawing)), (every, every))

    return judge


for _says, _judge in {
    "in the list: one in every copy": _there("list"),
    "in the list: each linked to the cell of its own row": _linked("list"),
    "in the list: VML shape and drawn shape go with each": _faces("list"),
    "below: moved": _there("below"),
    "below: its linked cell moved": _linked("below"),
    "below: VML shape and drawn shape moved": _faces("below"),
}.items():
    _checks.add(_KIND, _says)(_judge)

CHECKS: tuple[Check, ...] = tuple(_checks.made)
