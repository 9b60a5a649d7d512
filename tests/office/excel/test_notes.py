"""Notes and threaded comments follow their cells with their boxes, and are repeated in a list."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.office.excel.workbooks import drawn, filled, opened, part, parts, with_parts, write_cells
from tests.support.validator import validate

LIST = {
    "A1": "甲",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r }}",
    "A4": "第二行",
    "A5": "{%tr endfor %}",
    "A6": "合计",
}
BOXES = "xl/drawings/vmlDrawing1.vml"


def template(*places: str, cells: dict[str, Any] = LIST) -> bytes:
    def draw(book: Any) -> None:
        sheet = book.add_worksheet("表")
        write_cells(sheet, cells)
        for place in places:
            sheet.write_comment(place, f"注 {place}", {"author": "市场部", "visible": place == "A1"})

    return drawn(draw)


def result(count: int, *places: str) -> bytes:
    return filled(template(*places), {"rows": list(range(count))})


def notes(workbook: bytes) -> dict[str, str]:
    cells = (cell for row in opened(workbook).worksheets[0] for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def boxes(workbook: bytes) -> list[tuple[int, int, list[int]]]:
    """Return row, column and anchor of the boxes, in order of the cells; lines from 0."""
    found = []
    for data in re.findall(r"<x:ClientData.*?</x:ClientData>", part(workbook, BOXES), re.DOTALL):
        row, column = (int(re.findall(rf"<x:{name}>(\d+)<", data)[0]) for name in ("Row", "Column"))
        anchor = [int(text) for text in re.findall(r"<x:Anchor>(.*?)<", data)[0].split(",")]
        found.append((row, column, anchor))
    return sorted(found)


@pytest.mark.parametrize("count", [1, 3, 10, 500])
def test_notes_repeat_in_a_list_move_below_it_and_stay_above(count: int) -> None:
    last = 2 * count + 2
    expected = {"A1": "注 A1", f"B{last}": "注 B6"}
    expected |= {f"B{2 + 2 * n}": "注 B3" for n in range(count)} | {
        f"C{3 + 2 * n}": "注 C4" for n in range(count)
    }
    assert notes(result(count, "A1", "B3", "C4", "B6")) == expected


def test_notes_of_an_empty_list_vanish() -> None:
    assert notes(result(0, "A1", "B3", "B6")) == {"A1": "注 A1", "B2": "注 B6"}


def test_when_all_notes_vanish_nothing_is_left_of_them() -> None:
    made = result(0, "B3", "C4")
    assert not [name for name in parts(made) if "comments" in name or "vml" in name]
    assert "legacyDrawing" not in part(made, "xl/worksheets/sheet1.xml")


def test_boxes_keep_their_distance_and_size_relative_to_their_cells() -> None:
    before, after = boxes(template("B3", "B6")), boxes(result(3, "B3", "B6"))
    assert [(row, column) for row, column, _ in after] == [(1, 1), (3, 1), (5, 1), (7, 1)]
    first = before[0][2]
    for row, _, anchor in after[:3]:
        assert anchor[2] - row == first[2] - before[0][0]
        assert anchor[6] - anchor[2] == first[6] - first[2]
        assert anchor[0:2] + anchor[3:6] + anchor[7:] == first[0:2] + first[3:6] + first[7:]


@pytest.mark.parametrize("count", [3, 500])
def test_boxes_have_numbers_of_their_own_in_blocks_that_are_declared(count: int) -> None:
    xml = part(result(count, "A1", "B3", "C4"), BOXES)
    numbers = [int(text) for text in re.findall(r'<v:shape id="_x0000_s(\d+)"', xml)]
    assert len(numbers) == len(set(numbers)) == 2 * count + 1
    declared = re.findall(r'<o:idmap[^>]*data="([^"]*)"', xml)[0].split(",")
    assert {str(number // 1024) for number in numbers} == set(declared)


def test_notes_follow_repeated_columns() -> None:
    cells = {"A1": "{%tc for m in rows %}", "B1": "{{ m }}", "C1": "{%tc endfor %}", "D1": "末"}
    made = filled(template("B1", "D1", cells=cells), {"rows": [1, 2, 3]})
    assert set(notes(made)) == {"A1", "B1", "C1", "D1"}


THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
RELATION = "http://schemas.microsoft.com/office/2017/10/relationships"
KEYS = [f"{{0000000A-0000-4000-8000-00000000000{n}}}" for n in range(3)]


def threaded() -> bytes:
    """Return a list with a thread of two comments in it, as Excel saves them."""
    plain = template("B3")
    thread = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="B3" dT="2026-10-01T00:00:00" '
        f'personId="{KEYS[2]}" id="{KEYS[0]}"><text>问</text></threadedComment>'
        f'<threadedComment ref="B3" dT="2026-10-02T00:00:00" personId="{KEYS[2]}" id="{KEYS[1]}" '
        f'parentId="{KEYS[0]}"><text>答</text></threadedComment></ThreadedComments>'
    )
    people = (
        f'<personList xmlns="{THREADS}"><person displayName="周岚" id="{KEYS[2]}" userId="1" providerId="None"/>'
        "</personList>"
    )
    link = '<Relationship Id="rId{}" Type="' + RELATION + '/{}" Target="{}"/></Relationships>'
    kind = '<Override PartName="/xl/{}" ContentType="application/vnd.ms-excel.{}+xml"/></Types>'
    types = kind.format("threadedComments/threadedComment1.xml", "threadedcomments")
    types = types.replace("</Types>", kind.format("persons/person.xml", "person"))
    changes = {
        "[Content_Types].xml": ("</Types>", types),
        "xl/worksheets/_rels/sheet1.xml.rels": (
            "</Relationships>",
            link.format(90, "threadedComment", "../threadedComments/threadedComment1.xml"),
        ),
        "xl/_rels/workbook.xml.rels": ("</Relationships>", link.format(91, "person", "persons/person.xml")),
        "xl/comments1.xml": ("<author>市场部</author>", f"<author>tc={KEYS[0]}</author>"),
    }
    added = {"xl/threadedComments/threadedComment1.xml": thread, "xl/persons/person.xml": people}
    return with_parts(plain, changes, added)


def test_threads_are_repeated_whole_each_with_its_own_ids_and_note() -> None:
    made = filled(threaded(), {"rows": [1, 2, 3]})
    xml = part(made, "xl/threadedComments/threadedComment1.xml")
    comments = re.findall(r'<threadedComment ref="(\w+)"[^>]* id="([^"]*)"(?: parentId="([^"]*)")?', xml)
    assert [ref for ref, _, _ in comments] == ["B2", "B4", "B6"] * 2
    ids = [key for _, key, _ in comments]
    assert len(set(ids)) == 6
    assert [parent for _, _, parent in comments] == ["", "", "", *ids[:3]]
    authors = re.findall(r"<author>tc=(.*?)</author>", part(made, "xl/comments1.xml"))
    assert sorted(authors) == sorted(ids[:3])


def test_threads_of_an_empty_list_vanish_and_the_people_stay() -> None:
    made = parts(filled(threaded(), {"rows": []}))
    assert not [name for name in made if "omment" in name]
    assert "xl/persons/person.xml" in made


@pytest.mark.needs_validator
@pytest.mark.parametrize("count", [0, 1, 10])
def test_notes_stay_valid(count: int) -> None:
    books = {
        "notes.xlsx": result(count, "A1", "B3", "C4", "B6"),
        "threads.xlsx": filled(threaded(), {"rows": list(range(count))}),
    }
    assert validate(books) == []
