"""A picture in its placeholder: fitted, described, nothing of the old one left; and the frame where there is none."""

from __future__ import annotations

import io

import docx
import pytest
from docx.shared import Emu
from lxml import etree

from generator.office.pictures import Picture, read_picture
from generator.office.pictures.drawing import CLEAR_PIXEL, fitted
from generator.office.word.compiling import compile_docx
from generator.office.word.pictures import empty_frame, with_picture
from tests.office.word.documents import FILE, NOW, PROPERTIES, part
from tests.support.pictures import opened, picture, png, svg
from tests.support.structure import docx_faults
from tests.support.validator import validate

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BOX = (400_000, 300_000)


def drawing(kind: str = "inline", *, blip: str = "", behind: str = "", looks: str = "") -> etree._Element:
    """Return a `w:drawing` with one picture in a box of `BOX`."""
    cx, cy = BOX
    return etree.fromstring(
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{WP[1:-1]}" '
        f'xmlns:a="{A[1:-1]}" xmlns:pic="{PIC[1:-1]}" xmlns:r="{R[1:-1]}" xmlns:wp14="{WP14}">'
        f'<wp:{kind}><wp:positionH relativeFrom="page"><wp:align>right</wp:align></wp:positionH>'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="1" t="2" r="3" b="4"/>'
        '<wp:docPr id="7" name="图片 7" descr="{{ logo }}标志"/>'
        f'<a:graphic><a:graphicData uri="{PIC[1:-1]}"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="7" name="p.png" descr="{{ logo }}标志"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rId1" r:link="rId2" cstate="print">{blip}</a:blip>'
        '<a:srcRect l="10000"/><a:tile/></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        f'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>{looks}</pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f"{behind}</wp:{kind}></w:drawing>"
    )


def sizes(made: etree._Element) -> list[tuple[int, int]]:
    found = [*made.iter(f"{WP}extent"), *made.iter(f"{A}ext")]
    return [(int(e.get("cx", "")), int(e.get("cy", ""))) for e in found if e.get("cx")]


def one(made: etree._Element, name: str) -> etree._Element:
    (found,) = made.iter(name)
    return found


@pytest.mark.parametrize(
    ("shape", "size"),
    [((80, 10), (400_000, 50_000)), ((10, 30), (100_000, 300_000)), ((4, 3), BOX), ((4000, 3000), BOX)],
)
@pytest.mark.parametrize("kind", ["inline", "anchor"])
def test_a_picture_fills_its_box_without_distortion(
    kind: str, shape: tuple[int, int], size: tuple[int, int]
) -> None:
    made = drawing(kind)
    with_picture(made, Picture(b"", "png", *shape, name="图"), "rId9", None, "标志")
    assert sizes(made) == [size, size]


def test_no_picture_is_ever_larger_than_its_box_or_gone() -> None:
    for width in (1, 2, 3, 7, 333, 10**9):
        for height in (1, 5, 7, 1001, 10**9):
            made = fitted((1000, 777), Picture(b"", "png", width, height, "图"))
            assert 1 <= made[0] <= 1000
            assert 1 <= made[1] <= 777
            assert 1000 in made or 777 in made


def test_nothing_of_the_placeholders_own_picture_is_left() -> None:
    layer = '<a:ext uri="{X}"><x:layer xmlns:x="urn:x" r:embed="rId3"/></a:ext>'
    effect = f'<a:lum bright="70000"/><a:extLst>{layer}</a:extLst>'
    made = drawing(blip=effect)
    with_picture(made, picture(), "rId9", None, "标志")
    blip = one(made, f"{A}blip")
    assert dict(blip.attrib) == {f"{R}embed": "rId9"}
    assert [etree.QName(child).localname for child in blip] == ["lum"]
    assert [etree.QName(child).localname for child in one(made, f"{PIC}blipFill")] == ["blip", "stretch"]


def test_an_svg_stands_beside_the_png_that_older_programs_show() -> None:
    made = drawing()
    with_picture(made, read_picture(svg(), "标志"), "rId9", "rId10", "")
    vector = one(made, "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    assert vector.get(f"{R}embed") == "rId10"
    assert one(made, f"{A}blip").get(f"{R}embed") == "rId9"


@pytest.mark.parametrize(("description", "said"), [("公司标志", "公司标志"), (" ", "图")])
def test_the_alternative_text_is_written_or_else_the_pictures_name(description: str, said: str) -> None:
    made = drawing()
    with_picture(made, picture(), "rId9", None, description)
    assert [e.get("descr") for e in (*made.iter(f"{WP}docPr"), *made.iter(f"{PIC}cNvPr"))] == [said, said]


def test_the_placeholder_keeps_its_looks_and_its_place() -> None:
    made = drawing("anchor", looks='<a:ln w="12700"/><a:effectLst/>')
    with_picture(made, picture(), "rId9", None, "标志")
    looks = [etree.QName(child).localname for child in one(made, f"{PIC}spPr")]
    assert looks == ["xfrm", "prstGeom", "ln", "effectLst"]
    assert one(made, f"{WP}align").text == "right"
    assert dict(one(made, f"{WP}effectExtent").attrib) == {"l": "1", "t": "2", "r": "3", "b": "4"}


def test_a_size_in_percent_of_the_page_no_longer_overrides_the_fitted_one() -> None:
    relative = '<wp14:sizeRelH relativeFrom="page"><wp14:pctWidth>50000</wp14:pctWidth></wp14:sizeRelH>'
    made = drawing("anchor", behind=relative)
    with_picture(made, picture(), "rId9", None, "标志")
    assert list(made.iter(f"{{{WP14}}}sizeRelH")) == []


def test_a_missing_picture_leaves_a_frame_of_the_boxs_size() -> None:
    made = drawing(blip='<a:lum bright="70000"/>', looks='<a:solidFill/><a:ln w="12700"/><a:effectLst/>')
    empty_frame(made, "标志", "rId9")
    assert sizes(made) == [BOX, BOX]
    blip = one(made, f"{A}blip")
    assert (dict(blip.attrib), len(blip)) == ({f"{R}embed": "rId9"}, 0)
    looks = [etree.QName(child).localname for child in one(made, f"{PIC}spPr")]
    assert looks == ["xfrm", "prstGeom", "noFill", "ln"]
    assert one(made, f"{A}prstDash").get("val") == "dash"
    assert one(made, f"{WP}docPr").get("descr") == "标志"


def test_the_frame_shows_nothing() -> None:
    image = opened(CLEAR_PIXEL)
    assert (image.size, image.mode, image.getpixel((0, 0))) == ((1, 1), "RGBA", (0, 0, 0, 0))


# --- through the engine -----------------------------------------------------------------------------------

FILES = {"wide.png": picture(80, 10), "tall.jpg": picture(10, 80), "logo.svg": read_picture(svg(), "logo")}


def template(*tags: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for tag in tags:
        shape = made.add_paragraph().add_run().add_picture(io.BytesIO(png(9, 9)), Emu(BOX[0]), Emu(BOX[1]))
        shape._inline.docPr.set("descr", tag)
    made.save(out)
    return out.getvalue()


def rendered(made: bytes, **values: object) -> bytes:
    compiled = compile_docx(made, FILE)
    return compiled.fill(values, now=NOW, properties=PROPERTIES, pictures=FILES.__getitem__).content


@pytest.mark.needs_validator
def test_documents_with_pictures_and_frames_are_valid() -> None:
    made = template("{{ a }}甲", "{{ b }}", "{{ c }}丙{{ n }}", "{{ d }}丁")
    filled = rendered(made, a="wide.png", b="tall.jpg", c="logo.svg", d=None, n=3)
    root = etree.fromstring(part(filled).encode())
    assert [e.get("descr") for e in root.iter(f"{WP}docPr")] == ["甲", "图", "丙3", "丁"]
    assert docx_faults(filled) == []
    assert validate({"pictures.docx": filled}) == []
