"""Reports written as XML: numbered headings, captions, cross references, contents tables, as Word saves them."""

from __future__ import annotations

import io
import zipfile
from html import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {
    "styles": ("styles", "styles"),
    "numbering": ("numbering", "numbering"),
    "settings": ("settings", "settings"),
    "footnotes": ("footnotes", "footnotes"),
    "footer1": ("footer", "footer"),
}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1474" w:bottom="1440" w:left="1474" w:header="850" w:footer="850" w:gutter="0"/>'
)
SECTION = f"<w:sectPr>{PAGE}</w:sectPr>"


def heading_style(level: int, extra: str = "") -> str:
    """Return the built-in heading style of a level, numbered by list 1."""
    return (
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>{extra}'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    )


def contents_style(level: int) -> str:
    """Return the built-in style of the entries of a level, as Word makes it."""
    left = f'<w:ind w:left="{420 * (level - 1)}"/>' if level > 1 else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
        f'<w:basedOn w:val="a"/><w:pPr>{left}</w:pPr></w:style>'
    )


def plain_style(key: str, name: str, looks: str = "", based_on: str = "a") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:pPr>{looks}</w:pPr></w:style>'
    )


FONTS = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体" w:hAnsi="Times New Roman"/>'
NORMAL = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}<w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
)
STYLES = "".join(
    [
        NORMAL,
        *(heading_style(level) for level in (1, 2, 3)),
        *(contents_style(level) for level in (1, 2, 3)),
        plain_style("Caption", "caption"),
        plain_style("Figures", "table of figures"),
        plain_style("Annex", "附属标题", '<w:outlineLvl w:val="0"/>'),
    ]
)


def level(number: int, style: str, text: str, suffix: str = "nothing", more: str = "") -> str:
    """Return one level of a numbering; `number` from 1."""
    return (
        f'<w:lvl w:ilvl="{number - 1}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


CHINESE = (
    level(1, "chineseCounting", "%1、")
    + level(2, "chineseCounting", "（%2）")
    + level(3, "decimal", "%3.", "space")
)
TABBED = (
    level(1, "decimal", "%1", "tab")
    + level(2, "decimal", "%1.%2", "tab")
    + level(3, "decimal", "%1.%2.%3", "tab")
)


def numbering(levels: str = CHINESE, nums: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}'
    )


def document(body: str, *, section: str = SECTION, **parts: str) -> bytes:
    """Return a document of this body; `parts` are the contents of other parts (styles, numbering, …)."""
    inner = {"styles": STYLES, "numbering": numbering(), **parts}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE.format(_PARTS[name][1])}"/>'
        for name in inner
    )
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{_PARTS[name][0]}" Target="{name}.xml"/>'
        for name in inner
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE.format("document.main")}"/>{types}</Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}{section}</w:body></w:document>",
        **{f"word/{name}.xml": _root(name, content) for name, content in inner.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return stream.getvalue()


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _root(name: str, content: str) -> str:
    tag = {"footer1": "ftr"}.get(name, name)
    return f"<w:{tag} {W} {R}>{content}</w:{tag}>"


# --- paragraphs and fields ---------------------------------------------------------------------------------


def run(content: str, looks: str = "") -> str:
    return f"<w:r>{looks and f'<w:rPr>{looks}</w:rPr>'}{content}</w:r>"


def text(words: str, looks: str = "") -> str:
    return run(f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t>', looks)


def paragraph(*content: str, style: str = "", looks: str = "") -> str:
    """Return a paragraph; content without markup becomes a run of text."""
    inner = "".join(each if each.startswith("<w:") else text(each) for each in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{looks}</w:pPr>{inner}</w:p>"


def heading(number: int, words: str) -> str:
    return paragraph(words, style=f"H{number}")


def mark(kind: str, attributes: str = "") -> str:
    return f'<w:fldChar w:fldCharType="{kind}"{attributes}/>'


def code(words: str) -> str:
    return f'<w:instrText xml:space="preserve"> {words} </w:instrText>'


def field(words: str, shown: str | None = "9", looks: str = "") -> str:
    """Return a field in separate runs, as Word writes it; None for one without a result."""
    result = run(mark("separate")) + (text(shown, looks) if shown else "") if shown is not None else ""
    return run(mark("begin")) + run(code(words)) + result + run(mark("end"))


def bookmark(number: int, name: str, *content: str) -> str:
    inner = "".join(each if each.startswith("<") else text(each) for each in content)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def caption(label: str, words: str, name: str = "", number: int = 50) -> str:
    """Return a caption; `name` is the bookmark around its label and number, as Word makes it for a reference."""
    label_and_number = text(f"{label} ") + field(f"SEQ {label} \\* ARABIC")
    begun = bookmark(number, name, label_and_number) if name else label_and_number
    return paragraph(begun, f" {words}", style="Caption")


def entry(style: str, words: str, page: str = "3", looks: str = "") -> str:
    """Return an entry as Word leaves it in a template, between the marks of its table."""
    inner = (
        text(words, '<w:color w:val="1F4E79"/>')
        + run("<w:tab/>", "<w:webHidden/>")
        + field("PAGEREF _Toc111 \\h", page, "<w:webHidden/>")
    )
    return paragraph(
        f'<w:hyperlink w:anchor="_Toc111" w:history="1">{inner}</w:hyperlink>', style=style, looks=looks
    )


def contents(switches: str, *entries: str) -> str:
    """Return a contents table as Word saves it: marks in the first entry and in a paragraph of their own."""
    begun = run(mark("begin")) + run(code(f"TOC {switches}")) + run(mark("separate"))
    first, *rest = entries or (paragraph(),)
    first = first.replace("</w:pPr>", f"</w:pPr>{begun}", 1)
    return "".join([first, *rest, paragraph(run(mark("end")))])
