"""Pictures, text boxes and charts follow the cells under them by their edit mode, and repeat within a list."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from lxml import etree

from tests.office.excel.workbooks import drawn, filled, part, parts, write_cells
from tests.support.validator import validate

XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
DRAWING = "xl/drawings/drawing1.xml"
LIST = {
    "A1": "甲",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r }}",
    "A4": "第二行",
    "A5": "{%tr endfor %}",
    "A6": "合计",
}
TWO_CELL, ONE_CELL, ABSOLUTE = 1, 2, 3  # XlsxWriter's names for the edit modes


def png() -> io.BytesIO:
    """Return the smallest picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * 24) * 8)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def picture(place: str, mode: int, height: float = 20) -> Any:
    def step(_: Any, sheet: Any) -> None:
        options = {"image_data": png(), "object_position": mode, "x_scale": 10, "y_scale": height / 8}
        sheet.insert_image(place, "图.png", options)

    return step


def box(place: str, mode: int = ONE_CELL) -> Any:
    return lambda _, sheet: sheet.insert_textbox(
        place, "说明", {"width": 60, "height": 20, "object_position": mode}
    )


def result(count: int, *steps: Any) -> bytes:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(sheet, LIST)
        for row in range(20):
            sheet.set_row(row, 30)
        for step in steps:
            step(book, sheet)

    return filled(drawn(draw), {"rows": list(range(count))})


def anchors(workbook: bytes) -> list[tuple[int, int]]:
    """Return the first and the last row of every anchor, from 1."""
    root = etree.fromstring(part(workbook, DRAWING).encode())
    found = []
    for anchor in root:
        start, end = (anchor.find(f"{XDR}{name}/{XDR}row") for name in ("from", "to"))
        assert start is not None
        assert end is not None
        found.append((int(start.text or 0) + 1, int(end.text or 0) + 1))
    return found


@pytest.mark.parametrize("mode", [TWO_CELL, ONE_CELL, ABSOLUTE])
@pytest.mark.parametrize("draw", [picture, box])
def test_what_lies_in_a_list_is_repeated_with_every_copy(draw: Any, mode: int) -> None:
    assert anchors(result(3, draw("C3", mode))) == [(2, 2), (4, 4), (6, 6)]


@pytest.mark.parametrize("mode", [TWO_CELL, ONE_CELL])
@pytest.mark.parametrize(("count", "row"), [(0, 4), (1, 6), (3, 10), (10, 24), (500, 1004)])
def test_what_lies_below_a_list_moves_with_its_cells(count: int, row: int, mode: int) -> None:
    assert anchors(result(count, box("C8", mode))) == [(row, row)]


def test_what_lies_above_a_list_stays() -> None:
    assert anchors(result(10, box("C1"))) == [(1, 1)]


def test_what_lies_across_a_list_grows_only_if_it_sizes_with_cells() -> None:
    tall = 200  # from row 1 to row 5 or 6, at 40 pixels a row
    assert anchors(result(4, picture("C1", TWO_CELL, tall))) == [(1, 10)]
    assert anchors(result(4, picture("C1", ONE_CELL, tall))) == [(1, 6)]
    assert anchors(result(4, picture("C1", ABSOLUTE, tall))) == [(1, 6)]


def test_what_neither_moves_nor_sizes_stays_on_paper() -> None:
    assert anchors(result(10, picture("C8", ABSOLUTE))) == [(8, 8)]


def test_what_only_moves_keeps_its_size_over_rows_of_other_heights() -> None:
    def step(book: Any, sheet: Any) -> None:
        sheet.set_row(2, 60)
        picture("C6", ONE_CELL, 60)(book, sheet)

    root = etree.fromstring(part(result(3, step), DRAWING).encode())
    ends = [int(e.text or 0) for name in ("from", "to") for e in root.iter(f"{XDR}{name}") for e in e]
    assert ends[2] == 7
    assert ends[6:8] == [8, 20 * 9525]


def test_what_lies_in_an_empty_list_vanishes() -> None:
    assert anchors(result(0, box("C3"), picture("D4", TWO_CELL))) == []


def test_copies_have_ids_and_names_of_their_own() -> None:
    root = etree.fromstring(part(result(5, picture("C3", TWO_CELL), box("E4")), DRAWING).encode())
    named = [(e.get("id"), e.get("name")) for e in root.iter(f"{XDR}cNvPr")]
    assert len(named) == 10
    assert len({key for key, _ in named}) == len({name for _, name in named}) == 10


def test_a_picture_in_a_list_is_stored_once() -> None:
    assert [name for name in parts(result(20, picture("C3", TWO_CELL))) if "media" in name] == [
        "xl/media/image1.png"
    ]


def test_drawings_follow_repeated_columns() -> None:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(sheet, {"A1": "{%tc for m in months %}", "B1": "{{ m }}", "C1": "{%tc endfor %}"})
        box("B3", TWO_CELL)(book, sheet)
        box("E3", TWO_CELL)(book, sheet)

    root = etree.fromstring(part(filled(drawn(draw), {"months": [1, 2, 3]}), DRAWING).encode())
    columns = [int(anchor.findtext(f"{XDR}from/{XDR}col", "")) + 1 for anchor in root]
    assert columns == [1, 2, 3, 5]


@pytest.mark.needs_validator
@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_drawing_stays_valid(count: int) -> None:
    steps = [
        draw(place, mode) for draw, place in ((picture, "C3"), (box, "E4"), (box, "G8")) for mode in (1, 2, 3)
    ]
    assert validate({"book.xlsx": result(count, *steps)}) == []


@pytest.mark.parametrize(("place", "link", "made"), [("C3", "A3", ["A2", "A4", "A6"]), ("C8", "A8", ["A10"])])
def test_a_text_box_that_shows_a_cell_follows_it(place: str, link: str, made: list[str]) -> None:
    def step(_: Any, sheet: Any) -> None:
        sheet.insert_textbox(place, "", {"width": 60, "height": 20, "textlink": f"=表!${link[0]}${link[1]}"})

    root = etree.fromstring(part(result(3, step), DRAWING).encode())
    links = [e.get("textlink", "").replace("$", "") for e in root.iter(f"{XDR}sp")]
    assert links == [f"表!{cell}" for cell in made]
