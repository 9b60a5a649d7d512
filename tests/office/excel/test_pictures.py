"""Pictures, text boxes and alternative texts with tags: filled in every copy, fitted, stored once."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from lxml import etree

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.excel.attached.anchors import DRAWING as XDR
from generator.office.excel.compiling import compile_xlsx
from generator.office.pictures import BrokenPicture, Picture, read_picture
from generator.office.pictures.drawing import CLEAR_PIXEL
from tests.office.excel.workbooks import NOW, PROPERTIES, drawn, opened, part, parts, with_part, write_cells
from tests.support.libreoffice import convert
from tests.support.pictures import jpeg, picture, png, svg
from tests.support.structure import xlsx_faults
from tests.support.validator import validate

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "xl/drawings/drawing1.xml"
PIXEL = 9525
TWO_CELL, ONE_CELL, ABSOLUTE = 1, 2, 3  # XlsxWriter's names for the edit modes
LIST = {
    "A1": "标题",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r.name }}",
    "A4": "{%tr endfor %}",
    "A5": "合计",
}
FILES = {
    "wide.png": picture(80, 10, "wide"),
    "tall.jpg": read_picture(jpeg(10, 80), "tall"),
    "logo.svg": read_picture(svg(), "logo"),
}
NAMED = [
    {"name": "横幅", "image": "wide.png"},
    {"name": "易拉宝", "image": "tall.jpg"},
    {"name": "无图", "image": None},
]


def source(path: str) -> Picture:
    if path not in FILES:
        raise BrokenPicture("找不到文件", "检查文件名")
    return FILES[path]


def placeholder(place: str, text: str, mode: int = TWO_CELL, **options: Any) -> Any:
    """Return what draws a placeholder of 120 × 60 pixels."""

    def step(sheet: Any) -> None:
        given = {"image_data": io.BytesIO(png(120, 60)), "description": text, **options}
        sheet.insert_image(place, "占位.png", {"object_position": mode, **given})

    return step


def box(place: str, text: str, **options: Any) -> Any:
    return lambda sheet: sheet.insert_textbox(place, text, {"width": 120, "height": 60, **options})


def book(cells: dict[str, Any], *steps: Any, name: str = "表") -> bytes:
    def draw(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet(name)
        write_cells(sheet, cells)
        sheet.set_row(2, 60)
        for step in steps:
            step(sheet)

    return drawn(draw)


def filled(template: bytes, **values: object) -> bytes:
    compiled = compile_xlsx(template, "模板.xlsx")
    result = compiled.fill(values, now=NOW, properties=PROPERTIES, pictures=source).content
    assert xlsx_faults(result) == []
    return result


def refused(template: bytes, **values: object) -> list[Diagnostic]:
    with pytest.raises(InvalidTemplate) as caught:
        filled(template, **values)
    return list(caught.value.diagnostics)


def root(workbook: bytes, name: str = DRAWING) -> etree._Element:
    return etree.fromstring(part(workbook, name).encode())


def shown(workbook: bytes, name: str = DRAWING) -> list[tuple[str, str]]:
    """Return the alternative text of every picture and the part that it shows, in order."""
    folder, _, file = name.rpartition("/")
    relations = etree.fromstring(part(workbook, f"{folder}/_rels/{file}.rels").encode())
    targets = {e.get("Id"): e.get("Target", "").rpartition("/")[2] for e in relations}
    return [
        (next(pic.iter(f"{XDR}cNvPr")).get("descr", ""), targets[next(pic.iter(f"{A}blip")).get(f"{R}embed")])
        for pic in root(workbook, name).iter(f"{XDR}pic")
    ]


def stored(content: bytes, ending: str) -> str:
    """Return the name under which a picture is stored."""
    return f"filled_{hashlib.sha256(content).hexdigest()[:16]}.{ending}"


WIDE = stored(FILES["wide.png"].content, "png")
TALL = stored(FILES["tall.jpg"].content, "jpeg")
FRAME = stored(CLEAR_PIXEL, "png")


def media(workbook: bytes) -> list[str]:
    return [name.rpartition("/")[2] for name in parts(workbook) if "/media/" in name]


def anchors(workbook: bytes) -> list[tuple[str, int, int, int, int]]:
    """Return kind, first row and column (from 1), width and height in pixels of every anchor that says its size."""
    found = []
    for anchor in root(workbook):
        row, column = (int(anchor.findtext(f"{XDR}from/{XDR}{name}", "0")) + 1 for name in ("row", "col"))
        extent = anchor.find(f"{XDR}ext")
        size = [0, 0] if extent is None else [round(int(extent.get(n, "0")) / PIXEL) for n in ("cx", "cy")]
        found.append((etree.QName(anchor).localname, row, column, *size))
    return found


def texts(workbook: bytes) -> list[list[str]]:
    """Return the paragraphs of every shape, line breaks as they are."""
    return [
        [
            "".join(e.text or "" if e.tag == f"{A}t" else "\n" for e in p.iter(f"{A}t", f"{A}br"))
            for p in sp.iter(f"{A}p")
        ]
        for sp in root(workbook).iter(f"{XDR}sp")
    ]


# --- in lists of rows, columns and sheets -----------------------------------------------------------------


def test_each_copy_of_a_row_shows_its_own_picture_fitted_into_the_box() -> None:
    made = filled(book(LIST, placeholder("C3", "{{ r.image }}{{ r.name }}的设计稿")), rows=NAMED)
    assert shown(made) == [("横幅的设计稿", WIDE), ("易拉宝的设计稿", TALL), ("无图的设计稿", FRAME)]
    first, second, third = anchors(made)
    assert first == ("oneCellAnchor", 2, 3, 120, 15)
    assert second == ("oneCellAnchor", 3, 3, 8, 60)
    assert third == ("twoCellAnchor", 4, 3, 0, 0)


def test_a_list_without_entries_has_no_pictures() -> None:
    made = filled(book(LIST, placeholder("C3", "{{ r.image }}")), rows=[])
    assert shown(made) == []
    assert media(made) == []


def test_a_picture_that_reaches_beyond_its_row_still_belongs_to_it() -> None:
    tall = placeholder("C3", "{{ r.image }}", y_scale=3)
    made = filled(book(LIST, tall, box("E3", "{{ r.name }}", height=400)), rows=NAMED)
    assert [name for _, name in shown(made)] == [WIDE, TALL, FRAME]
    assert anchors(made)[1] == ("oneCellAnchor", 3, 3, 22, 180)
    assert texts(made) == [["横幅"], ["易拉宝"], ["无图"]]


def test_pictures_in_a_list_within_a_list_see_both() -> None:
    cells = {
        "A1": "{%tr for g in groups %}",
        "A2": "{%tr for r in g.rows %}",
        "A3": "{{ r }}",
        "A4": "{%tr endfor %}",
        "A5": "{%tr endfor %}",
    }
    template = book(cells, placeholder("C3", "{{ r }}{{ g.name }}{{ loop.index }}"))
    groups = [{"name": "甲", "rows": ["wide.png", "tall.jpg"]}, {"name": "乙", "rows": ["tall.jpg"]}]
    assert shown(filled(template, groups=groups)) == [("甲1", WIDE), ("甲2", TALL), ("乙1", TALL)]


def test_pictures_in_repeated_columns_are_those_of_their_column() -> None:
    cells = {"A1": "{%tc for c in images %}", "B1": "{{ c }}", "C1": "{%tc endfor %}", "D1": "末"}
    template = book(cells, placeholder("B3", "{{ c }}", x_scale=0.4), box("D3", "{{ images[0] }}"))
    made = filled(template, images=["wide.png", "tall.jpg", "wide.png"])
    assert [(name, place[1:3]) for (_, name), place in zip(shown(made), anchors(made), strict=False)] == [
        (WIDE, (3, 1)),
        (TALL, (3, 2)),
        (WIDE, (3, 3)),
    ]
    assert texts(made) == [["wide.png"]]


def test_pictures_on_repeated_sheets_are_those_of_their_sheet() -> None:
    cells = {"A1": "{%sheet for s in shops %}", "A2": "{{ s.name }}"}
    steps = (placeholder("B3", "{{ s.image }}"), box("B9", "{{ s.name }}"))
    made = filled(book(cells, *steps, name="{{ s.name }}"), shops=NAMED)
    names = ["xl/drawings/drawing1.xml", "xl/drawings/drawing2.xml", "xl/drawings/drawing3.xml"]
    assert [shown(made, name) for name in names] == [[("wide", WIDE)], [("tall", TALL)], [("", FRAME)]]
    assert len(media(made)) == 3
    for name, said in zip(names, ("横幅", "易拉宝", "无图"), strict=True):
        assert [e.text for e in root(made, name).iter(f"{A}t")] == [said]


def test_a_picture_below_a_list_moves_with_its_cell_and_sees_no_item() -> None:
    template = book(LIST, placeholder("C8", "{{ logo }}"), box("E8", "{{ total }} 件"))
    made = filled(template, rows=NAMED, logo="wide.png", total=3)
    assert anchors(made)[0] == ("oneCellAnchor", 8, 3, 120, 15)
    assert texts(made) == [["3 件"]]
    (problem,) = refused(book(LIST, placeholder("C8", "{{ r.image }}")), rows=NAMED)
    assert (problem.code, problem.place.spot) == ("T-120", "表!C8的替代文字")


@pytest.mark.parametrize("place", ["C2", "C4"])
def test_what_begins_over_a_control_row_is_refused(place: str) -> None:
    (problem,) = refused(book(LIST, placeholder(place, "{{ logo }}")), rows=NAMED)
    assert (problem.code, problem.place.spot) == ("T-327", f"表!{place}的替代文字")


def test_what_begins_over_a_control_column_is_refused() -> None:
    cells = {"A1": "{%tc for c in images %}", "B1": "{{ c }}", "C1": "{%tc endfor %}"}
    (problem,) = refused(book(cells, box("A5", "{{ c }}")), images=["wide.png"])
    assert (problem.code, problem.place.spot) == ("T-327", "表!A5的文本框")


# --- where and how they lie -------------------------------------------------------------------------------


def test_what_only_moves_says_where_it_begins_and_how_large_it_is() -> None:
    made = filled(book({"A1": "{{ x }}"}, placeholder("C3", "{{ logo }}", ONE_CELL)), x=1, logo="wide.png")
    assert anchors(made) == [("oneCellAnchor", 3, 3, 120, 15)]


def test_what_keeps_its_place_on_paper_keeps_doing_so() -> None:
    template = book(LIST, placeholder("C8", "{{ logo }}", ABSOLUTE))
    made = filled(template, rows=NAMED, logo="wide.png")
    (anchor,) = root(made)
    assert (etree.QName(anchor).localname, anchor.get("editAs")) == ("twoCellAnchor", "absolute")
    size = next(anchor.iter(f"{A}ext"))
    assert (size.get("cx"), size.get("cy")) == (str(120 * PIXEL), str(15 * PIXEL))


def test_a_picture_that_no_cell_holds_is_filled() -> None:
    def free(xml: str) -> str:
        inside = re.search(r"<xdr:pic>.*</xdr:pic>", xml, re.DOTALL)
        assert inside is not None
        place = f'<xdr:pos x="0" y="0"/><xdr:ext cx="{80 * PIXEL}" cy="{80 * PIXEL}"/>'
        anchor = f"<xdr:absoluteAnchor>{place}{inside[0]}<xdr:clientData/></xdr:absoluteAnchor>"
        return re.sub(r"<xdr:twoCellAnchor.*</xdr:twoCellAnchor>", lambda _: anchor, xml, flags=re.DOTALL)

    template = with_part(book(LIST, placeholder("C3", "{{ logo }}{{ total }} 件")), DRAWING, free)
    made = filled(template, rows=NAMED, logo="wide.png", total=3)
    assert shown(made) == [("3 件", WIDE)]
    assert anchors(made) == [("absoluteAnchor", 1, 1, 80, 10)]


def test_a_picture_in_a_group_is_fitted_into_its_own_box() -> None:
    def grouped(xml: str) -> str:
        head = (
            '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="9" name="组合 9" descr="{{ name }}组"/><xdr:cNvGrpSpPr/>'
            "</xdr:nvGrpSpPr><xdr:grpSpPr/>"
        )
        return xml.replace("<xdr:pic>", f"{head}<xdr:pic>").replace("</xdr:pic>", "</xdr:pic></xdr:grpSp>")

    template = with_part(book({"A1": "甲"}, placeholder("C3", "{{ logo }}")), DRAWING, grouped)
    made = filled(template, logo="wide.png", name="标志")
    assert shown(made) == [("wide", WIDE)]
    size = next(root(made).iter(f"{A}ext"))
    assert (size.get("cx"), size.get("cy")) == (str(120 * PIXEL), str(15 * PIXEL))
    assert [e.get("descr") for e in root(made).iter(f"{XDR}cNvPr")] == ["标志组", "wide"]
    assert anchors(made)[0][0] == "twoCellAnchor"


def test_the_width_that_the_drawing_program_measured_goes_before_ours() -> None:
    """Excel's columns are wider with another default font: its own measure of the box is in the drawing."""

    def wider(xml: str) -> str:
        return xml.replace(f'<a:ext cx="{120 * PIXEL}"', f'<a:ext cx="{150 * PIXEL}"')

    template = with_part(book(LIST, placeholder("C3", "{{ r.image }}")), DRAWING, wider)
    assert anchors(filled(template, rows=NAMED[:1])) == [("oneCellAnchor", 2, 3, 150, 19)]


# --- what is stored ---------------------------------------------------------------------------------------


def test_a_picture_is_stored_once_and_the_placeholders_not_at_all() -> None:
    rows = [{"name": str(n), "image": "wide.png"} for n in range(50)]
    template = book(LIST, placeholder("C3", "{{ r.image }}"), placeholder("E8", "{{ rows[0].image }}"))
    made = filled(template, rows=rows)
    assert media(made) == [WIDE]
    assert part(made, "xl/drawings/_rels/drawing1.xml.rels").count("<Relationship ") == 1


def test_a_picture_without_tags_stays_stored() -> None:
    made = filled(book(LIST, placeholder("C3", "{{ r.image }}"), placeholder("E1", "固定")), rows=NAMED[:1])
    assert sorted(media(made)) == sorted([WIDE, "image1.png"])


def test_an_svg_comes_with_its_png() -> None:
    made = filled(book({"A1": "甲"}, placeholder("C3", "{{ logo }}")), logo="logo.svg")
    assert sorted(name.rpartition(".")[2] for name in media(made)) == ["png", "svg"]
    (vector,) = root(made).iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    assert vector.get(f"{R}embed")
    types = part(made, "[Content_Types].xml")
    assert 'Extension="svg" ContentType="image/svg+xml"' in types


def test_the_types_of_all_endings_are_declared() -> None:
    types = part(filled(book(LIST, placeholder("C3", "{{ r.image }}")), rows=NAMED), "[Content_Types].xml")
    for ending in ("png", "jpeg"):
        assert types.count(f'Extension="{ending}" ContentType="image/{ending}"') == 1


def test_the_same_values_give_the_same_bytes() -> None:
    template = book(LIST, placeholder("C3", "{{ r.image }}{{ r.name }}"), box("E3", "{{ r.name }}"))
    assert filled(template, rows=NAMED) == filled(template, rows=NAMED)


def test_where_only_drawings_have_tags_the_sheet_stays_as_it_is() -> None:
    template = book({"A1": "甲", "A2": 3}, placeholder("C3", "{{ logo }}"), box("E3", "{{ name }}"))
    made = filled(template, logo="wide.png", name="乙")
    assert part(made, "xl/worksheets/sheet1.xml") == part(template, "xl/worksheets/sheet1.xml")
    assert shown(made) == [("wide", WIDE)]
    assert texts(made) == [["乙"]]


# --- texts ------------------------------------------------------------------------------------------------


def test_text_boxes_and_alternative_texts_are_filled_as_text() -> None:
    template = book(LIST, box("E3", "第 {{ loop.index }} 件\n{{ r.name }}", description="{{ r.name }}的说明"))
    made = filled(template, rows=NAMED[:2])
    assert texts(made) == [["第 1 件", "横幅"], ["第 2 件", "易拉宝"]]
    assert [e.get("descr") for e in root(made).iter(f"{XDR}cNvPr")] == ["横幅的说明", "易拉宝的说明"]


def test_a_condition_within_a_text_box_works() -> None:
    template = book({"A1": "甲"}, box("C3", "{% if late %}延期{% else %}按时{% endif %}完成"))
    assert texts(filled(template, late=True)) == [["延期完成"]]
    assert texts(filled(template, late=False)) == [["按时完成"]]


def test_a_block_across_the_paragraphs_of_a_text_box_is_refused() -> None:
    found = refused(book({"A1": "甲"}, box("C3", "{% if late %}\n延期\n{% endif %}")), late=True)
    assert {problem.code for problem in found} == {"T-304"}


def test_line_breaks_in_values_become_line_breaks_in_the_same_looks() -> None:
    made = filled(book({"A1": "甲"}, box("C3", "{{ text }}。", font={"bold": True})), text="一\n二\r\n三")
    assert texts(made) == [["一\n二\n三。"]]
    runs = list(root(made).iter(f"{A}r"))
    assert [run.find(f"{A}rPr").get("b") for run in runs] == ["1", "1", "1"]  # type: ignore[union-attr]  # each has looks


def test_a_tag_over_several_runs_prints_in_the_looks_of_its_first() -> None:
    def split(xml: str) -> str:
        run = re.search(r"<a:r>.*?</a:r>", xml, re.DOTALL)
        assert run is not None
        bold = run[0].replace("<a:rPr", '<a:rPr b="1"').replace("{{ name }}先生", "{{ na")
        return xml.replace(run[0], bold + run[0].replace("{{ name }}先生", "me }}先生"))

    template = with_part(book({"A1": "甲"}, box("C3", "{{ name }}先生")), DRAWING, split)
    made = root(filled(template, name="王<&>"))
    assert [e.text for e in made.iter(f"{A}t")] == ["王<&>", "先生"]


def test_a_text_box_that_shows_a_cell_remembers_the_filled_cell() -> None:
    template = book(
        LIST, box("E3", "{{ r.name }}", textlink="=表!$A$3"), box("E8", "{{ r.name }}", textlink="=表!$A$1")
    )
    made = filled(template, rows=NAMED[:2])
    assert texts(made) == [["横幅"], ["易拉宝"], ["标题"]]


# --- what does not fit ------------------------------------------------------------------------------------


def test_everything_that_is_wrong_with_pictures_is_told_at_its_place() -> None:
    steps = (
        placeholder("C3", "{{ r.image }}"),
        placeholder("E8", "{{ number }}"),
        placeholder("G8", "{{ imag }}"),
        box("A8", "{{ nmae }}"),
    )
    rows = [
        {"name": "甲", "image": "no.png"},
        {"name": "乙", "image": "no.png"},
        {"name": "丙", "image": "gone.png"},
    ]
    found = refused(book(LIST, *steps), rows=rows, number=5, image="x", name="y")
    assert sorted((problem.code, problem.place.spot) for problem in found) == [
        ("T-120", "表!A8的文本框"),
        ("T-120", "表!G8的替代文字"),
        ("T-211", "表!E8的替代文字"),
        ("T-240", "表!C3的替代文字"),
        ("T-240", "表!C3的替代文字"),
    ]
    told = next(problem for problem in found if problem.code == "T-240")
    assert told.message == "标签 {{ r.image }} 的图片「no.png」不能用: 找不到文件"
    assert told.remedy == "检查文件名"


def test_the_names_that_pictures_print_are_names_of_the_template() -> None:
    names = compile_xlsx(book(LIST, placeholder("C3", "{{ r.image }}{{ r.name }}")), "模板.xlsx").names
    assert "rows[].image" in names


def test_tags_on_what_is_not_filled_are_still_refused() -> None:
    def tooltip(xml: str) -> str:
        changed = re.sub(
            r'(<xdr:cNvPr [^>]*descr="说明")/>', r'\1><a:hlinkClick tooltip="{{ name }}"/></xdr:cNvPr>', xml
        )
        assert changed != xml
        return changed

    template = with_part(book({"A1": "甲"}, placeholder("C3", "说明")), DRAWING, tooltip)
    (problem,) = refused(template, name="乙")
    assert (problem.code, problem.place.spot) == ("T-309", "表!图形、控件或批注框")


# --- headers ----------------------------------------------------------------------------------------------

OLD = "xl/drawings/vmlDrawing1.vml"


def header_book(alternative: str, cells: dict[str, Any] | None = None) -> bytes:
    def step(sheet: Any) -> None:
        sheet.set_header(
            "&L&G&C第 &P 页",
            {"image_left": "占位.png", "image_data_left": io.BytesIO(png(120, 60, dpi=(96, 96)))},
        )

    def described(xml: str) -> str:
        return xml.replace('<v:shape id="LH"', f'<v:shape id="LH" alt="{alternative}"')

    template = with_part(book(cells or {"A1": "甲"}, step), OLD, described)
    assert alternative in part(template, OLD)
    return template


def test_a_picture_in_a_header_is_replaced_and_fitted() -> None:
    made = filled(header_book("{{ logo }}{{ name }}的标志"), logo="wide.png", name="星澜")
    shape = part(made, OLD)
    assert 'alt="星澜的标志"' in shape
    assert "width:90pt;height:11.25pt" in shape
    assert media(made) == [WIDE]
    assert f'Target="../media/{WIDE}"' in part(made, "xl/drawings/_rels/vmlDrawing1.vml.rels")


def test_a_header_shows_the_png_of_an_svg_and_an_empty_frame_for_nothing() -> None:
    assert [name[-4:] for name in media(filled(header_book("{{ logo }}"), logo="logo.svg"))] == [".png"]
    empty = filled(header_book("{{ logo }}"), logo=None)
    assert media(empty) == [FRAME]
    assert 'stroked="t"' in part(empty, OLD)


def test_headers_of_repeated_sheets_show_the_pictures_of_their_sheets() -> None:
    template = header_book("{{ s.image }}", {"A1": "{%sheet for s in shops %}", "A2": "{{ s.name }}"})
    made = filled(template, shops=NAMED[:2])
    assert sorted(media(made)) == sorted([WIDE, TALL])
    assert [name for name in parts(made) if name.endswith(".vml")] == [OLD, "xl/drawings/vmlDrawing2.vml"]


# --- judged from outside ----------------------------------------------------------------------------------


def everything() -> bytes:
    steps = [
        placeholder(f"C{row}", text, mode)
        for row, text, mode in ((3, "{{ r.image }}", 1), (9, "{{ logo }}", 2))
    ]
    steps += [
        placeholder("G9", "{{ nothing }}", 3),
        box("E3", "{{ r.name }}\n备注"),
        box("E12", "{{ text }}"),
    ]
    return filled(book(LIST, *steps), rows=NAMED, logo="logo.svg", nothing=None, text="一\n二")


@pytest.mark.needs_validator
def test_workbooks_with_pictures_are_valid() -> None:
    header = filled(header_book("{{ logo }}"), logo="tall.jpg")
    empty = filled(book(LIST, placeholder("C3", "{{ r.image }}"), box("E3", "{{ r.name }}")), rows=[])
    assert validate({"all.xlsx": everything(), "header.xlsx": header, "empty.xlsx": empty}) == []


@pytest.mark.needs_libreoffice
def test_libreoffice_opens_a_workbook_with_pictures(tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").write_bytes(everything())
    (made,) = convert([tmp_path / "all.xlsx"], "xlsx", tmp_path / "out")
    images = opened(made.read_bytes())["表"]._images  # type: ignore[attr-defined]  # openpyxl keeps them there
    assert len(images) == 5
