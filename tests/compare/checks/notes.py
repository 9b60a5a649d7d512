"""Notes with the boxes they are drawn in, and threads."""

from __future__ import annotations

from openpyxl.utils import coordinate_to_tuple

from tests.compare.checks.check import Check, Checks, different
from tests.compare.result import MAIN, Element, Result

_checks = Checks()
_VML = "{urn:schemas-microsoft-com:vml}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def _notes(found: Result, text: str) -> list[str]:
    """Return the cells that have a note of this text, from top to bottom."""
    cells = []
    for link in found.links(found.sheets["清单 1"], "comments"):
        for each in found.root(link.target).iter(f"{MAIN}comment"):
            said = "".join(run.text or "" for run in each.iter(f"{MAIN}t"))
            if said.strip().endswith(text) and (said.strip() == text or "\n" in said):
                cells.append(each.get("ref", ""))
    return sorted(cells, key=coordinate_to_tuple)


def shapes(found: Result, kind: str) -> list[Element]:
    """Return the VML shapes of a kind on the list's sheet."""
    made = []
    for link in found.links(found.sheets["清单 1"], "vmlDrawing"):
        for shape in found.root(link.target).iter(f"{_VML}shape"):
            data = shape.find(f"{EXCEL}ClientData")
            if data is not None and data.get("ObjectType") == kind:
                made.append(shape)
    return made


def box_rows(shape: Element) -> tuple[int, int]:
    """Return the rows from which to which a shape is drawn, counted from 0."""
    anchor = shape.findtext(f".//{EXCEL}Anchor")
    if not anchor:
        raise LookupError("a box without an anchor on cells")
    numbers = [int(each) for each in anchor.split(",")]
    return numbers[2], numbers[6]


def _boxes(found: Result, cell: str) -> list[tuple[int, int]]:
    """Return the rows that the boxes of a cell's note are drawn on, relative to the cell."""
    row, column = coordinate_to_tuple(cell)
    own = [
        shape
        for shape in shapes(found, "Note")
        if shape.findtext(f".//{EXCEL}Row", "").strip() == str(row - 1)
        and shape.findtext(f".//{EXCEL}Column", "").strip() == str(column - 1)
    ]
    return [(begin - row + 1, end - row + 1) for begin, end in map(box_rows, own)]


def _boxes_fault(found: Result, cells: list[str], wanted: tuple[int, int]) -> str:
    wrong = {cell: boxes for cell in cells if (boxes := _boxes(found, cell)) != [wanted]}
    return f"boxes at {wrong} instead of {wanted} from the cell" if wrong else ""


@_checks.add("notes", "above: stays, with its box")
def _above(found: Result) -> str:
    return different(_notes(found, "上面的批注"), ["B3"]) or _boxes_fault(found, ["B3"], (-1, 3))


@_checks.add("notes", "in the list: one in every copy")
def _in_list(found: Result) -> str:
    return different(_notes(found, "批注"), [f"N{row}" for row in found.list_rows]) or different(
        len(found.list_rows), found.count
    )


@_checks.add("notes", "in the list: the box (VML) of each lies beside its cell")
def _boxes_in_list(found: Result) -> str:
    cells = [f"N{row}" for row in found.list_rows]
    drawn = [
        shape for shape in shapes(found, "Note") if shape.findtext(f".//{EXCEL}Column", "").strip() == "13"
    ]
    heights = {end - begin for begin, end in map(box_rows, drawn)}
    away = [cell for cell in cells if not _boxes(found, cell) or abs(_boxes(found, cell)[0][0]) > 1]
    return (
        different(len(drawn), found.count)
        or (f"no box beside {away}" if away else "")
        or ("" if len(heights) < 2 else f"boxes are {sorted(heights)} rows high")
    )


@_checks.add("notes", "below: moved, with its box")
def _below(found: Result) -> str:
    cell = found.write("B{18}")
    return different(_notes(found, "下面的批注"), [cell]) or _boxes_fault(found, [cell], (-1, 3))


def _threads(found: Result, column: str) -> dict[str, str]:
    """Return cell and id of the threads in a column."""
    made = {}
    for link in found.links(found.sheets["清单 1"], "threadedComment"):
        for each in found.root(link.target).iter(f"{_THREADS}threadedComment"):
            if each.get("ref", "").startswith(column):
                made[each.get("ref", "")] = each.get("id", "")
    return made


def _authors(found: Result) -> dict[str, str]:
    """Return the authors of all notes by their cells."""
    made = {}
    for link in found.links(found.sheets["清单 1"], "comments"):
        root = found.root(link.target)
        names = [each.text or "" for each in root.iter(f"{MAIN}author")]
        for each in root.iter(f"{MAIN}comment"):
            made[each.get("ref", "")] = names[int(each.get("authorId", "0"))]
    return made


def _thread_fault(found: Result, threads: dict[str, str], cells: list[str]) -> str:
    authors = _authors(found)
    apart = [cell for cell in cells if authors.get(cell) != f"tc={threads.get(cell)}"]
    return (
        different(sorted(threads), sorted(cells))
        or different(len(set(threads.values())), len(cells))
        or (f"the notes at {apart} do not name their threads" if apart else "")
    )


@_checks.add("threaded comments", "in the list: one in every copy, each with an id of its own")
def _thread_in_list(found: Result) -> str:
    threads = _threads(found, "O")
    return _thread_fault(found, threads, [f"O{row}" for row in found.list_rows]) or different(
        len(threads), found.count
    )


@_checks.add("threaded comments", "below: moved with its note")
def _thread_below(found: Result) -> str:
    return _thread_fault(found, _threads(found, "C"), [found.write("C{18}")])


CHECKS: tuple[Check, ...] = tuple(_checks.made)
