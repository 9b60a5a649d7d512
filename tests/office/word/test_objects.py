"""Pictures and charts whose alternative text begins with a tag are filled, wherever the template repeats them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from lxml import etree
from PIL import Image

from generator.errors import InvalidTemplate
from generator.office.blank import Blank
from generator.office.pictures import BrokenPicture, Picture, read_picture
from generator.office.word.compiling import compile_docx
from tests.office.word.chart_parts import Drawn, chart_xml, workbook
from tests.office.word.charts import CHART, in_workbook, remembered, space_of, with_chart
from tests.office.word.documents import (
    FILE,
    NOW,
    PROPERTIES,
    add_rows,
    drawn,
    fill,
    part,
    read,
    refused,
    spots,
    with_part,
)
from tests.support.structure import docx_faults
from tests.support.validator import validate

ONE = {"categories": ["甲", "乙"], "series": [{"name": "实际", "values": [1, 2]}]}
TWO = {"categories": ["丙"], "series": [{"name": "预算", "values": [7]}]}


def image(colour: str, width: int = 40, height: int = 20) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, "PNG")
    return stream.getvalue()


FILES = {"red.png": image("red"), "tall.png": image("blue", 20, 40)}


def opened(path: str) -> Picture:
    if path not in FILES:
        raise BrokenPicture(f"没有文件「{path}」", "检查路径")
    return read_picture(FILES[path], path.rpartition(".")[0])


def add_placeholder(document: Document, text: str, container: object = None) -> None:
    """Append a picture that stands for another; its alternative text is `text`."""
    paragraph = (container or document).add_paragraph()  # type: ignore[attr-defined]  # a cell or a header
    shape = paragraph.add_run().add_picture(io.BytesIO(image("grey", 30, 30)), Cm(4), Cm(4))
    (shape._inline if hasattr(shape, "_inline") else shape).docPr.set("descr", text)


def placeholder(text: str) -> bytes:
    return drawn(lambda document: add_placeholder(document, text))


def filled_with(template: bytes, /, **values: object) -> bytes:
    """Return the document filled with pictures from `FILES`."""
    return compile_docx(template, FILE).fill(values, now=NOW, properties=PROPERTIES, pictures=opened).content


def media(filled: bytes) -> list[bytes]:
    """Return the pictures in the file."""
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        return [archive.read(name) for name in archive.namelist() if "/media/" in name]


def shown(filled: bytes, name: str = "word/document.xml") -> list[tuple[str, bytes]]:
    """Return alternative text and content of every picture in a part."""
    root = etree.fromstring(part(filled, name).encode())
    folder, file = name.rsplit("/", 1)
    rels = etree.fromstring(part(filled, f"{folder}/_rels/{file}.rels").encode())
    targets = {r.get("Id"): r.get("Target") for r in rels}
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        return [
            (str(description), archive.read(f"word/{targets[str(key)]}"))
            for drawing in root.iter("{*}drawing")
            for description in drawing.xpath(".//*[local-name()='docPr']/@descr")
            for key in drawing.xpath(".//*[local-name()='blip']/@*[local-name()='embed']")
        ]


def charts(filled: bytes) -> list[str]:
    """Return the charts in the file as text."""
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        names = sorted(n for n in archive.namelist() if re.fullmatch(r"word/charts/chart\d*\.xml", n))
        return [archive.read(name).decode() for name in names]


# --- pictures -----------------------------------------------------------------------------------------------


def test_a_placeholder_becomes_the_picture_and_leaves_the_file() -> None:
    filled = filled_with(placeholder("{{ logo }}"), logo="red.png")
    assert shown(filled) == [("red", FILES["red.png"])]
    assert media(filled) == [FILES["red.png"]]


def test_what_stands_behind_the_tag_is_the_alternative_text() -> None:
    filled = filled_with(placeholder("{{ logo }} {{ name }}的标志 <&>"), logo="red.png", name='"星澜"')
    assert [text for text, _ in shown(filled)] == ['"星澜"的标志 <&>']


def test_in_a_loop_every_copy_has_its_own_picture_stored_once() -> None:
    def draw(document: Document) -> None:
        grid = add_rows(
            document, ["名", "图"], ["{%tr for m in rows %}", ""], ["{{ m.n }}", ""], ["{%tr endfor %}", ""]
        )
        add_placeholder(document, "{{ m.image }}{{ m.n }}", grid.cell(2, 1))

    rows = [{"n": n, "image": path} for n, path in enumerate(["red.png", "tall.png", "red.png"])]
    filled = filled_with(drawn(draw), rows=rows)
    assert shown(filled) == [(str(n), FILES[str(row["image"])]) for n, row in enumerate(rows)]
    assert len(media(filled)) == 2
    assert docx_faults(filled) == []


def test_a_missing_picture_leaves_an_empty_frame() -> None:
    filled = filled_with(placeholder("{{ logo }}公司标志"), logo=Blank("text"))
    assert "公司标志" in part(filled)
    assert "<w:drawing" in part(filled)
    assert image("grey", 30, 30) not in media(filled)


def test_a_picture_in_a_header_is_filled() -> None:
    template = drawn(lambda d: add_placeholder(d, "{{ logo }}", d.sections[0].header))
    assert shown(filled_with(template, logo="red.png"), "word/header1.xml") == [("red", FILES["red.png"])]


def test_a_picture_in_a_branch_that_is_not_taken_goes_with_it() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p if logo %}")
        add_placeholder(document, "{{ logo }}")
        document.add_paragraph("{%p endif %}")

    filled = filled_with(drawn(draw), logo=Blank("text"))
    assert "<w:drawing" not in part(filled)
    assert media(filled) == []


def test_a_broken_picture_is_told_at_its_place_with_the_way_out() -> None:
    with pytest.raises(InvalidTemplate) as caught:
        filled_with(placeholder("{{ logo }}"), logo="gone.png")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place.spot, problem.remedy) == (
        "T-240",
        "正文第 1 段的替代文字",
        "检查路径",
    )
    assert "gone.png" in problem.message


def test_without_a_source_no_file_is_read() -> None:
    assert spots(refused(placeholder("{{ logo }}"), logo="/etc/passwd")) == [
        ("T-240", "正文第 1 段的替代文字")
    ]


def test_what_is_no_picture_is_told() -> None:
    assert spots(refused(placeholder("{{ logo }}"), logo=[1])) == [("T-211", "正文第 1 段的替代文字")]


def test_an_unknown_name_in_an_alternative_text_is_told() -> None:
    problems = refused(placeholder("{{ lgoo }}标志"), logo="x")
    assert spots(problems) == [("T-120", "正文第 1 段的替代文字")]
    assert "「logo」" in problems[0].message


def test_an_alternative_text_that_begins_with_words_is_text() -> None:
    filled = filled_with(placeholder("标志 {{ name }}"), name="甲")
    assert shown(filled) == [("标志 甲", image("grey", 30, 30))]


def test_names_in_alternative_texts_are_among_those_a_template_prints() -> None:
    assert compile_docx(placeholder("{{ company.logo }}"), FILE).names == ("company.logo",)


def test_objects_stand_beside_trimmed_tags() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("甲 {% if name -%}")
        document.add_paragraph("乙 {%- endif %}")
        add_placeholder(document, "{{ logo }}{{ name }}")

    assert shown(filled_with(drawn(draw), logo="red.png", name="x")) == [("x", FILES["red.png"])]


def test_a_link_on_a_placeholder_leads_where_its_values_say() -> None:
    def draw(document: Document) -> None:
        add_placeholder(document, "{{ logo }}")
        key = document.part.relate_to(
            "https://a.cn/{{ page }}", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        properties = next(document.element.body.iter("{*}docPr"))
        properties.set("title", "{{ page }}的标题")
        properties.append(parse_xml(f'<a:hlinkClick {nsdecls("a", "r")} r:id="{key}"/>'))

    template = drawn(draw)
    filled = filled_with(template, logo="red.png", page="甲 乙")
    assert 'title="甲 乙的标题"' in part(filled)
    (key,) = re.findall(r'<a:hlinkClick[^>]* r:id="(\w+)"', part(filled))
    relations = part(filled, "word/_rels/document.xml.rels")
    assert re.search(rf'Id="{key}"[^>]*Target="https://a.cn/甲%20乙"', relations)
    assert "<a:hlinkClick" in part(filled_with(template, logo=None, page=None))
    assert "\ue000" not in part(filled_with(template, logo=None, page=None))


_GROUP = """<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" {declared}><mc:AlternateContent>
<mc:Choice Requires="wpg"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="3000000" cy="1440000"/><wp:docPr id="60" name="组合" descr="{descr}"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wpg:cNvGrpSpPr/>
<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="1440000"/><a:chOff x="0" y="0"/>
<a:chExt cx="3000000" cy="1440000"/></a:xfrm></wpg:grpSpPr>{pictures}</wpg:wgp></a:graphicData></a:graphic></wp:inline>
</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="old" style="width:9pt;height:9pt"
 xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="{old}"/></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""
_GROUPED = """<pic:pic><pic:nvPicPr><pic:cNvPr id="{id}" name="图"{descr}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="{left}" y="0"/>
<a:ext cx="1440000" cy="1440000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"""


def grouped(group: str, *pictures: str) -> bytes:
    """Return a document with a group of pictures as Word writes it, by the alternative texts of all."""

    def draw(document: Document) -> None:
        keys = [document.part.get_or_add_image(io.BytesIO(image(c)))[0] for c in ("grey", "black")]
        made = "".join(
            _GROUPED.format(
                id=61 + n, key=keys[0], left=n * 1_500_000, descr=f' descr="{text}"' if text else ""
            )
            for n, text in enumerate(pictures)
        )
        declared = nsdecls("w", "wp", "a", "r", "pic")
        run = _GROUP.format(descr=group, pictures=made, old=keys[1], declared=declared)
        document.add_paragraph()._p.append(parse_xml(run))

    return drawn(draw)


def test_pictures_in_a_group_are_filled_each_by_its_own_tag() -> None:
    filled = filled_with(grouped("两张图", "{{ a }}甲", "{{ b }}"), a="red.png", b="tall.png")
    assert sorted(media(filled)) == sorted(FILES.values())
    assert re.findall(r' descr="([^"]*)"', part(filled)) == ["两张图", "甲", "tall"]
    assert "Fallback" not in part(filled)


def test_a_group_of_one_picture_is_filled_by_the_tag_of_the_group() -> None:
    filled = filled_with(grouped("{{ a }}标志 {{ n }}", ""), a="red.png", n=1)
    assert media(filled) == [FILES["red.png"]]
    assert re.findall(r' descr="([^"]*)"', part(filled)) == ["标志 1", "red"]


# --- charts -------------------------------------------------------------------------------------------------


CHART_RELATIONS = "word/charts/_rels/chart1.xml.rels"
DRAWN = Drawn("模板", (1, 2, 3))
CATEGORIES = ("一月", "二月", "三月")


def chart(alt: str = "{{ chart }}") -> bytes:
    return with_chart(
        chart_xml(DRAWN, categories=CATEGORIES), workbook(DRAWN, categories=CATEGORIES), alt=alt
    )


def repeated(alt: str = "{{ c.chart }}{{ c.name }}") -> bytes:
    """Return a document that shows a chart for every entry of `rows`."""

    def around(text: str) -> str:
        before = "<w:p><w:r><w:t>{%p for c in rows %}</w:t></w:r></w:p>"
        behind = "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>"
        return re.sub(
            r"(<w:p><w:r><w:drawing>.*?</w:drawing></w:r></w:p>)",
            rf"{before}\1{behind}",
            text,
            flags=re.DOTALL,
        )

    return with_part(
        chart(alt), "word/document.xml", lambda s: around(re.sub(r"<w:r [^>]*>(?=<w:drawing>)", "<w:r>", s))
    )


def test_a_chart_is_refilled_and_described() -> None:
    filled = fill(chart("{{ chart }}达成情况"), chart=ONE)
    assert 'descr="达成情况"' in part(filled)
    assert "实际" in charts(filled)[0]
    assert docx_faults(filled) == []


@pytest.mark.parametrize("value", [Blank("text"), None, {"categories": [], "series": []}])
def test_a_chart_without_data_is_a_line_of_text(value: object) -> None:
    filled = fill(chart(), chart=value)
    assert "(暂无数据)" in [p.text for p in read(filled).paragraphs]
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        assert [n for n in archive.namelist() if "chart" in n or "embeddings" in n] == []


def test_charts_in_a_loop_have_parts_and_workbooks_of_their_own() -> None:
    rows = [{"name": "一", "chart": ONE}, {"name": "二", "chart": None}, {"name": "三", "chart": TWO}]
    filled = fill(repeated(), rows=rows)
    assert re.findall(r'descr="(\w+)"', part(filled)) == ["一", "三"]
    first, second = charts(filled)
    assert ("实际" in first, "预算" in first) == (True, False)
    assert ("实际" in second, "预算" in second) == (False, True)
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        assert len([n for n in archive.namelist() if n.startswith("word/embeddings/")]) == 2
    assert docx_faults(filled) == []


def twins() -> bytes:
    """Return a document with two charts that have one workbook, as programs other than Word make them."""
    added = {"word/charts/chart2.xml": CHART, "word/charts/_rels/chart2.xml.rels": CHART_RELATIONS}
    changed = {
        "word/document.xml": lambda s: re.sub(
            r"(<w:p>(?:(?!<w:p>).)*?<w:drawing>.*?</w:p>)",
            lambda m: (
                m[1]
                + m[1]
                .replace("rId900", "rId901")
                .replace("{{ chart }}", "{{ other }}")
                .replace(' id="1"', ' id="2"')
            ),
            s,
            flags=re.DOTALL,
        ),
        "word/_rels/document.xml.rels": lambda s: re.sub(
            '(<Relationship Id="rId900"[^>]*chart)1(.xml"/>)',
            lambda m: m[0] + f"{m[1]}2{m[2]}".replace("rId900", "rId901"),
            s,
        ),
        "[Content_Types].xml": lambda s: re.sub(
            "(<Override [^>]*/chart)1(.xml[^>]*>)", lambda m: f"{m[0]}{m[1]}2{m[2]}", s
        ),
    }
    made = chart()
    for name, change in changed.items():
        made = with_part(made, name, change)
    stream = io.BytesIO(made)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, like in added.items():
            archive.writestr(name, archive.read(like))
    return stream.getvalue()


def test_charts_that_share_a_workbook_get_one_each() -> None:
    filled = fill(twins(), chart=ONE, other=TWO)
    for name in ("chart1", "chart2"):
        relations = part(filled, f"word/charts/_rels/{name}.xml.rels")
        (book,) = re.findall(r'Target="\.\./(embeddings/[^"]*)"', relations)
        shows = remembered(space_of(filled, f"word/charts/{name}.xml"))
        assert in_workbook(filled, f"word/{book}") == shows
    assert docx_faults(filled) == []


def test_tags_in_the_title_of_a_chart_are_filled_with_or_without_data() -> None:
    def titled(text: str) -> str:
        title = (
            "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{{ na</a:t></a:r><a:r><a:t>me }}</a:t></a:r></a:p>"
            '</c:rich></c:tx><c:overlay val="0"/></c:title>'
        )
        return re.sub(
            r"<c:chart>(<c:title>.*?</c:title>)?", f"<c:chart>{title}", text, count=1, flags=re.DOTALL
        )

    template = with_part(chart("说明"), CHART, titled)
    assert "发布会 &amp; 首周" in charts(fill(template, name="发布会 & 首周"))[0]
    both = with_part(chart(), CHART, titled)
    assert "发布会" in charts(fill(both, name="发布会", chart=ONE))[0]
    assert spots(refused(template, nmae="x")) == [("T-120", "正文第 2 段的图表")]


def test_what_is_no_chart_is_told() -> None:
    assert spots(refused(chart(), chart="x")) == [("T-212", "正文第 2 段的替代文字")]


@pytest.mark.needs_validator
@pytest.mark.parametrize(
    "make",
    [
        lambda: filled_with(placeholder("{{ a }}"), a="tall.png"),
        lambda: filled_with(placeholder("{{ a }}"), a=None),
        lambda: filled_with(grouped("组", "{{ a }}", "{{ b }}"), a="tall.png", b=None),
        lambda: fill(chart(), chart=ONE),
        lambda: fill(chart(), chart=None),
        lambda: fill(repeated(), rows=[{"name": "一", "chart": ONE}, {"name": "三", "chart": TWO}] * 3),
    ],
)
def test_documents_with_objects_are_valid(make: Callable[[], bytes]) -> None:
    assert validate({"objects.docx": make()}) == []
