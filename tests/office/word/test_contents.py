"""Contents tables hold the headings of the filled document, in the template's looks, without stale numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from generator.office.word.fields.codes import FieldedText, read_code
from generator.office.word.fields.contents import Contents
from generator.office.word.fields.list_numbers import Counting, read_numberings
from generator.office.word.fields.outline import read_styles
from generator.office.word.fields.selection import Selection
from tests.office.word.documents import attribute_values, body_texts, fill, part
from tests.office.word.reports import (
    CHINESE,
    NORMAL,
    SECTION,
    STYLES,
    TABBED,
    W,
    bookmark,
    caption,
    code,
    contents,
    document,
    entry,
    field,
    heading,
    heading_style,
    level,
    mark,
    numbering,
    paragraph,
    plain_style,
    run,
    text,
)
from tests.support.libreoffice import convert
from tests.support.structure import docx_faults
from tests.support.validator import validate

NOTHING = "(本文件没有目录项)"
ITEMS = [{"name": "线上"}, {"name": "线下"}]
LOOP = (
    paragraph("{%p for item in items %}")
    + heading(1, "{{ item.name }}方案")
    + heading(2, "渠道")
    + paragraph("正文")
    + paragraph("{%p endfor %}")
)
OUTLINE = '\\o "1-3" \\h \\z \\u'


def lines(filled: bytes) -> list[str]:
    """Return the entries of the contents tables as the reader sees them, tabs as `→`."""
    root = etree.fromstring(part(filled).encode())
    return [words for p in root.iter("{*}p") if (words := line_of(p)) is not None]


def line_of(p: etree._Element) -> str | None:
    style = p.find("{*}pPr/{*}pStyle")
    if style is None or not re.match("TOC|Figures", style.values()[0]):
        return None
    shown = p.iter("{*}t", "{*}tab")
    return "".join("→" if e.tag.endswith("tab") else e.text or "" for e in shown if not e.attrib or e.text)


def filled_with(body: str, /, items: object = ITEMS, **parts: str) -> bytes:
    filled = fill(document(body, **parts), items=items)
    assert docx_faults(filled) == []
    return filled


def test_entries_are_the_headings_of_the_filled_document() -> None:
    body = contents(OUTLINE, entry("TOC1", "旧标题", "3")) + heading(1, "背景") + LOOP
    assert lines(filled_with(body)) == [
        *("一、背景→", "二、线上方案→", "（一）渠道→", "三、线下方案→", "（一）渠道→"),
    ]


def test_headings_copied_into_the_template_with_their_tags_are_no_tags_of_the_table() -> None:
    body = contents(OUTLINE, entry("TOC1", "{{ item.name }}方案"), entry("TOC1", "{% x")) + LOOP
    assert lines(filled_with(body))[:2] == ["一、线上方案→", "（一）渠道→"]


def test_no_number_of_a_page_is_left_and_word_can_fill_them() -> None:
    made = part(filled_with(contents(OUTLINE, entry("TOC1", "旧", "47")) + LOOP))
    assert "47" not in re.sub("<[^>]*>", "", made)
    assert made.count(" PAGEREF _Toc") == 4
    assert ' TOC \\o "1-3" \\h \\z \\u ' in made


def test_a_document_never_asks_its_reader_to_update() -> None:
    dirty = contents(OUTLINE, entry("TOC1", "旧")).replace(mark("begin"), mark("begin", ' w:dirty="true"'), 1)
    settings = '<w:updateFields w:val="true"/><w:defaultTabStop w:val="420"/>'
    filled = filled_with(dirty + LOOP, settings=settings)
    assert "dirty" not in part(filled)
    assert "updateFields" not in part(filled, "word/settings.xml")
    assert "defaultTabStop" in part(filled, "word/settings.xml")


def test_without_a_page_there_is_no_leader() -> None:
    filled = filled_with(contents(OUTLINE, entry("TOC1", "旧")) + LOOP)
    stops = list(
        zip(
            *(attribute_values(filled, "//w:pPr/w:tabs/w:tab", f"w:{a}") for a in ("leader", "pos")),
            strict=True,
        )
    )
    assert set(stops) == {("none", "8958"), ("dot", "8959")}  # the second is never reached


def test_the_look_of_the_template_s_first_entry_of_a_level_is_kept() -> None:
    looks = (
        '<w:tabs><w:tab w:val="right" w:leader="hyphen" w:pos="7000"/></w:tabs><w:spacing w:before="120"/>'
    )
    own = entry("TOC1", "旧", "3", looks)
    made = part(filled_with(contents(OUTLINE, own, entry("TOC1", "另一", "4")) + LOOP))
    assert made.count('<w:spacing w:before="120"/>') == 2  # the level-1 entries
    assert (
        made.count('w:leader="none" w:pos="7000"/><w:tab w:val="right" w:leader="hyphen" w:pos="7001"/>') == 2
    )
    assert made.count('<w:rPr><w:color w:val="1F4E79"/></w:rPr><w:t') == 4
    assert made.count("<w:rPr><w:webHidden/></w:rPr><w:tab/>") == 2


def test_a_number_and_its_heading_are_parted_as_the_numbering_says() -> None:
    body = contents(OUTLINE) + heading(1, "甲") + heading(2, "乙") + heading(3, "丙{{ items|length }}")
    assert lines(filled_with(body)) == ["一、甲→", "（一）乙→", "1. 丙2→"]
    assert lines(filled_with(body, numbering=numbering(TABBED))) == ["1→甲→", "1.1→乙→", "1.1.1→丙2→"]


def test_text_behind_a_numbers_tab_has_a_stop_before_the_pages() -> None:
    made = part(
        filled_with(contents(OUTLINE) + heading(1, "甲{{ items|length }}"), numbering=numbering(TABBED))
    )
    stops = re.findall(r'<w:tab w:val="(left|right)"[^>]*w:pos="(\d+)"', made)
    assert [side for side, _ in stops] == ["left", "right", "right"]
    assert 120 < int(stops[0][1]) < 600


def test_each_entry_links_to_a_bookmark_around_its_heading() -> None:
    filled = filled_with(contents(OUTLINE, entry("TOC1", "旧")) + LOOP)
    anchors = attribute_values(filled, "//w:hyperlink", "w:anchor")
    root = etree.fromstring(part(filled).encode())
    around = {
        start.values()[1]: "".join(t.text for t in start.getparent().iter("{*}t"))
        for start in root.iter("{*}bookmarkStart")
    }
    assert [around[name] for name in anchors] == ["线上方案", "渠道", "线下方案", "渠道"]
    assert all(len(name) <= 40 for name in anchors)


def test_bookmarks_that_word_made_are_used_again() -> None:
    body = (
        contents(OUTLINE)
        + paragraph("{%p for item in items %}")
        + paragraph(bookmark(7, "_Toc99887766", "{{ item.name }}"), style="H1")
        + paragraph("{%p endfor %}")
    )
    assert attribute_values(filled_with(body), "//w:hyperlink", "w:anchor") == [
        "_Toc99887766",
        "_Toc99887766_2",
    ]


def test_the_same_values_give_the_same_bytes() -> None:
    template = document(contents(OUTLINE, entry("TOC1", "旧")) + LOOP)
    assert fill(template, items=ITEMS) == fill(template, items=ITEMS)


@pytest.mark.parametrize("table", [contents(OUTLINE), contents(OUTLINE, entry("TOC1", "旧", "9"))])
def test_without_headings_one_line_says_so(table: str) -> None:
    filled = filled_with(table + paragraph("正文{{ items|length }}"))
    assert lines(filled) == [NOTHING]
    assert body_texts(filled) == [NOTHING, "", "正文2"]


def test_an_empty_contents_table_is_filled_although_nothing_else_is() -> None:
    """WPS shows no prompt, so that such a table would stay empty (poi-tl-ext #112)."""
    assert lines(filled_with(contents(OUTLINE) + heading(1, "甲"))) == ["一、甲→"]


def test_a_document_without_tags_keeps_its_contents_table() -> None:
    template = document(contents(OUTLINE, entry("TOC1", "甲", "3")) + heading(1, "甲"))
    assert part(fill(template)) == part(template)


# --- where the field stands --------------------------------------------------------------------------------


def gallery(inner: str) -> str:
    kind = '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    return f"<w:sdt><w:sdtPr><w:docPartObj>{kind}</w:docPartObj></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def one_paragraph() -> str:
    return paragraph(field(f"TOC {OUTLINE}", "右键更新域"))


def one_element() -> str:
    code_of = "TOC \\o &quot;1-3&quot; \\h"
    return f'<w:p><w:fldSimple w:instr="{code_of}"><w:r><w:t>右键更新域</w:t></w:r></w:fldSimple></w:p>'


def ending_in_the_last_entry() -> str:
    whole = contents(OUTLINE, entry("TOC1", "旧", "3"), entry("TOC2", "旧", "4"))
    return whole.replace("</w:p><w:p><w:pPr></w:pPr>" + run(mark("end")), run(mark("end")))


def without_separate() -> str:
    return paragraph(run(mark("begin")), run(code(f"TOC {OUTLINE}")), run(mark("end")))


def packed_into_one_run() -> str:
    return paragraph(
        run(mark("begin") + code(f"TOC {OUTLINE}") + mark("separate") + "<w:t>x</w:t>" + mark("end"))
    )


@pytest.mark.parametrize(
    "table",
    [
        gallery(paragraph("目录") + contents(OUTLINE, entry("TOC1", "旧"))),
        *(
            one_paragraph(),
            one_element(),
            ending_in_the_last_entry(),
            without_separate(),
            packed_into_one_run(),
        ),
    ],
)
def test_a_contents_table_is_filled_however_its_field_is_written(table: str) -> None:
    filled = filled_with(table + LOOP)
    assert len(lines(filled)) == 4
    texts = body_texts(filled)
    assert not any("旧" in words or "右键" in words for words in texts)
    assert part(filled).count(" PAGEREF _Toc") == 4


def test_a_section_that_ends_with_the_table_still_ends_there() -> None:
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgNumType w:fmt="upperRoman"/></w:sectPr>'
    table = paragraph(field(f"TOC {OUTLINE}", "旧"), looks=section)
    root = etree.fromstring(part(filled_with(table + LOOP)).encode())
    with_section = [line_of(p) for p in root.iter("{*}p") if p.find("{*}pPr/{*}sectPr") is not None]
    assert with_section == ["（一）渠道→"]
    assert [line_of(p) for p in root.iter("{*}p")].index(None) == 4  # the text begins behind the last entry


def test_halves_of_bookmarks_in_the_table_keep_their_other_half() -> None:
    begun, ended = '<w:bookmarkStart w:id="90" w:name="_GoBack"/>', '<w:bookmarkEnd w:id="90"/>'
    table = contents(OUTLINE, entry("TOC1", "旧"), entry("TOC1", "旧").replace("</w:p>", f"{begun}</w:p>"))
    made = part(filled_with(table + paragraph(ended, "后") + LOOP))
    assert (made.count(begun), made.count(ended)) == (1, 1)


def test_text_beside_the_table_stays() -> None:
    table = contents(OUTLINE, entry("TOC1", "旧")).replace(
        run(mark("begin")), text("目录:") + run(mark("begin")), 1
    )
    assert lines(filled_with(table + LOOP))[0] == "目录:一、线上方案→"


def test_a_locked_table_keeps_what_it_shows() -> None:
    locked = contents(OUTLINE, entry("TOC1", "手工目录", "3")).replace(
        mark("begin"), mark("begin", ' w:fldLock="true"'), 1
    )
    assert lines(filled_with(locked + LOOP)) == ["手工目录→3"]


def test_a_table_in_a_block_comes_and_goes_with_it() -> None:
    body = (
        paragraph("{%p if items %}")
        + contents(OUTLINE, entry("TOC1", "旧"))
        + paragraph("{%p endif %}")
        + LOOP
    )
    assert len(lines(filled_with(body))) == 4
    assert lines(filled_with(body, items=[])) == []


# --- what is listed ----------------------------------------------------------------------------------------


CHAPTERS = (
    heading(1, "甲{{ items|length }}")
    + heading(2, "乙")
    + heading(3, "丙")
    + paragraph("附件", style="Annex")
    + paragraph("直接标级", looks='<w:outlineLvl w:val="1"/>')
    + paragraph("不入目录", style="H1", looks='<w:outlineLvl w:val="9"/>')
    + paragraph("", style="H1")
    + paragraph(field('TC "手工项" \\l 2', None))
)


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        ("", ["一、甲2", "（一）乙", "1. 丙", "二、不入目录"]),
        ('\\o "1-2"', ["一、甲2", "（一）乙", "二、不入目录"]),
        ('\\o "2-2"', ["（一）乙"]),
        ('\\o "1-1" \\u', ["一、甲2", "附件", "二、不入目录"]),
        ('\\o "1-2" \\u', ["一、甲2", "（一）乙", "附件", "直接标级", "二、不入目录"]),
        ("\\u", ["一、甲2", "（一）乙", "1. 丙", "附件", "直接标级"]),
        ('\\t "附属标题,2"', ["附件"]),
        ('\\t "标题 2,1，附属标题，1"', ["（一）乙", "附件"]),
        ('\\o "1-1" \\t "附属标题,1"', ["一、甲2", "附件", "二、不入目录"]),
        ("\\f", ["手工项"]),
        ("\\f C \\l 1-2", ["手工项"]),
        ("\\f x", [NOTHING]),
    ],
)
def test_the_switches_say_which_paragraphs_are_listed(switches: str, expected: list[str]) -> None:
    listed = lines(filled_with(contents(switches) + CHAPTERS))
    assert [words.rstrip("→") for words in listed] == expected


def test_levels_without_pages_have_no_fields_for_them() -> None:
    body = contents('\\o "1-3" \\n "2-3"') + CHAPTERS
    assert lines(filled_with(body)) == ["一、甲2→", "（一）乙", "1. 丙", "二、不入目录→"]
    assert lines(filled_with(contents('\\o "1-2" \\n') + CHAPTERS)) == ["一、甲2", "（一）乙", "二、不入目录"]


def test_a_separator_stands_in_the_place_of_the_tab() -> None:
    assert lines(filled_with(contents('\\o "1-1" \\p "…"') + LOOP)) == ["一、线上方案…", "二、线下方案…"]


def test_without_links_entries_are_plain_text() -> None:
    made = part(filled_with(contents('\\o "1-3"') + LOOP))
    assert "<w:hyperlink" not in made
    assert made.count("PAGEREF") == 4


def test_a_table_of_figures_lists_the_captions_as_they_are_numbered_now() -> None:
    body = (
        contents('\\h \\z \\c "图"')
        + paragraph("{%p for item in items %}")
        + caption("图", "{{ item.name }}示意")
        + caption("表", "{{ item.name }}清单")
        + paragraph("{%p endfor %}")
        + contents('\\h \\z \\a "表"', paragraph("旧", style="Figures"))
    )
    assert lines(filled_with(body)) == ["图 1 线上示意→", "图 2 线下示意→", "线上清单→", "线下清单→"]


def test_a_table_can_list_what_a_bookmark_encloses() -> None:
    chapters = (
        heading(1, "甲") + '<w:bookmarkStart w:id="5" w:name="part"/>' + LOOP + '<w:bookmarkEnd w:id="5"/>'
    )
    assert len(lines(filled_with(contents('\\o "1-2" \\b part') + chapters))) == 4


def test_what_a_reader_does_not_see_of_a_heading_is_not_listed() -> None:
    box = f"<w:pict><w:txbxContent>{heading(1, '框中标题')}</w:txbxContent></w:pict>"
    words = [
        text("可见"),
        run("<w:t>隐藏</w:t>", "<w:vanish/>"),
        run("<w:br/>"),
        text("第二行"),
        run(box),
        run(code("XE 索引")),
    ]
    body = contents(OUTLINE) + paragraph("{{ items|length }}", *words, style="H1")
    assert lines(filled_with(body)) == ["一、2可见 第二行→"]


def test_a_heading_in_a_table_is_listed() -> None:
    cell = f"<w:tc><w:tcPr/>{heading(1, '格中标题')}</w:tc>"
    grid = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr>' + cell + "</w:tr></w:tbl>"
    assert lines(filled_with(contents(OUTLINE) + grid + paragraph("{{ items|length }}"))) == ["一、格中标题→"]


def test_the_title_of_the_table_is_not_listed() -> None:
    styles = STYLES + plain_style("Title0", "TOC Heading", based_on="H1")
    body = paragraph("目录", style="Title0") + contents(OUTLINE) + LOOP
    assert len(lines(filled_with(body, styles=styles))) == 4


def test_a_style_based_on_a_heading_has_its_level_and_its_number() -> None:
    styles = STYLES + plain_style("Mine", "本公司标题", based_on="H1")
    body = contents("\\u") + paragraph("甲{{ items|length }}", style="Mine")
    assert lines(filled_with(body, styles=styles)) == ["一、甲2→"]


def test_without_styles_for_contents_levels_are_indented() -> None:
    styles = NORMAL + "".join(heading_style(n) for n in (1, 2))
    made = part(filled_with(contents(OUTLINE) + LOOP, styles=styles))
    assert made.count('<w:ind w:left="420"/>') == 2
    assert made.count("（一）") == 2


def test_without_styles_and_numberings_there_is_nothing_to_list() -> None:
    root = etree.fromstring(f"<w:styles {W}/>")
    empty = Contents(read_styles(root), read_numberings(None, read_styles(None)))
    assert NOTHING in empty.refreshed(FieldedText.of(contents(OUTLINE) + SECTION))


def test_a_selection_reads_styles_in_any_writing() -> None:
    selection = Selection.of(read_code('TOC \\o "1–2" \\t “正文标题；2;附件，3” \\n 1-1'))
    assert (selection.headings, selection.named) == (range(1, 3), {"正文标题": 2, "附件": 3})
    assert selection.unnumbered == range(1, 2)


# --- numbers -----------------------------------------------------------------------------------------------


def counted(levels: str, nums: str, *uses: tuple[str, int]) -> list[str]:
    """Return the numbers of paragraphs that use these numberings at these levels, one behind the other."""
    root = etree.fromstring(f"<w:numbering {W}>{numbering(levels, nums)}</w:numbering>")
    counting = Counting(read_numberings(root, read_styles(None)).by_id)
    return [counting.next(*use).text for use in uses]


def num(key: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="0"/>{more}</w:num>'


def override(at: int, inner: str) -> str:
    return f'<w:lvlOverride w:ilvl="{at}">{inner}</w:lvlOverride>'


def test_deeper_levels_begin_anew_behind_a_higher_one() -> None:
    uses = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1)]
    assert counted(CHINESE, "", *uses) == ["一、", "（一）", "（二）", "1.", "二、", "（一）"]
    assert counted(TABBED, "", *uses) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_a_level_can_count_through_or_begin_anew_behind_one_level_only() -> None:
    never = level(1, "decimal", "%1") + level(2, "decimal", "%2", more='<w:lvlRestart w:val="0"/>')
    assert counted(never, "", ("1", 0), ("1", 1), ("1", 0), ("1", 1)) == ["1", "1", "2", "2"]
    first = (
        level(1, "decimal", "%1")
        + level(2, "decimal", "%2")
        + level(3, "decimal", "%3", more='<w:lvlRestart w:val="1"/>')
    )
    uses = [("1", 0), ("1", 1), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 2)]
    assert counted(first, "", *uses) == ["1", "1", "1", "2", "2", "2", "1"]


def test_numberings_of_one_abstract_count_on_unless_they_have_a_start() -> None:
    nums = num(2) + num(3, override(0, '<w:startOverride w:val="5"/>'))
    uses = [("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)]
    assert counted(CHINESE, nums, *uses) == ["一、", "二、", "五、", "六、", "七、"]


def test_each_numbering_counts_by_its_own_abstract() -> None:
    other = f'<w:abstractNum w:abstractNumId="7">{level(1, "bullet", "•")}</w:abstractNum>'
    root = etree.fromstring(
        f"<w:numbering {W}>{other}{numbering(CHINESE)}{other.replace('7', '8')}</w:numbering>"
    )
    assert Counting(read_numberings(root, read_styles(None)).by_id).next("1", 0).text == "一、"


def test_a_numbering_can_write_a_level_its_own_way() -> None:
    nums = num(2, override(0, level(1, "decimal", "第%1章")))
    assert counted(CHINESE, nums, ("1", 0), ("2", 0)) == ["一、", "第2章"]


def test_legal_numbers_are_written_in_digits() -> None:
    levels = level(1, "chineseCounting", "第%1章") + level(2, "decimal", "%1.%2", more="<w:isLgl/>")
    assert counted(levels, "", ("1", 0), ("1", 1)) == ["第一章", "1.1"]


def test_a_level_whose_higher_one_never_came_counts_it_as_begun() -> None:
    assert counted(TABBED, "", ("1", 1), ("1", 0)) == ["1.1", "2"]


def test_bullets_are_not_numbers() -> None:
    assert counted(level(1, "bullet", "•"), "", ("1", 0)) == [""]


@pytest.mark.needs_validator
def test_the_validator_finds_nothing_in_filled_contents_tables() -> None:
    tables = {
        "several": contents(OUTLINE, entry("TOC1", "旧")),
        "gallery": gallery(paragraph("目录") + contents(OUTLINE, entry("TOC1", "旧"))),
        "one": one_paragraph(),
        "element": one_element(),
        "last": ending_in_the_last_entry(),
        "figures": contents('\\h \\z \\c "图"') + caption("图", "示意"),
    }
    files = {f"{name}.docx": filled_with(table + LOOP) for name, table in tables.items()}
    files["none.docx"] = filled_with(tables["gallery"] + LOOP, items=[])
    files["tabs.docx"] = filled_with(tables["several"] + LOOP, numbering=numbering(TABBED))
    assert validate(files) == []


def test_a_table_that_cannot_be_filled_is_left_as_it_is() -> None:
    begun = contents(OUTLINE, entry("TOC1", "旧", "3"))
    cut = begun.replace("</w:p>", "</w:p></w:sdtContent></w:sdt>", 1)
    crossing = f"<w:sdt><w:sdtContent>{cut}"
    assert lines(fill(document(crossing + LOOP), items=ITEMS)) == ["旧→3"]


@pytest.mark.needs_libreoffice
def test_a_template_saved_by_libreoffice_is_filled_like_one_saved_by_word(tmp_path: Path) -> None:
    body = gallery(contents(OUTLINE, entry("TOC1", "{{ item.name }}方案"))) + LOOP + caption("图", "示意")
    (tmp_path / "t.docx").write_bytes(
        document(body + contents('\\h \\z \\c "图"', paragraph("旧", style="Figures")))
    )
    (saved,) = convert([tmp_path / "t.docx"], "docx", tmp_path / "saved")
    filled = fill(saved.read_bytes(), items=ITEMS)
    assert docx_faults(filled) == []
    texts = [words.strip() for words in body_texts(filled) if words.strip()]
    assert texts[:4] == ["线上方案", "渠道", "正文", "线下方案"]  # python-docx sees no content control
    shown = re.sub("<[^>]*>", "", re.split("<w:sdtContent>|</w:sdtContent>", part(filled))[1])
    assert [words in shown for words in ("一、线上方案", "二、线下方案", "旧", "item")] == [
        True,
        True,
        False,
        False,
    ]
    assert texts[-2:] == ["图 1 示意", "图 1 示意"]  # the caption, and the table of figures
