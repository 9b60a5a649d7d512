"""The paragraphs that a contents table can list are those one finds by looking at all of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.office.word.fields.codes import fields_in, read_code
from generator.office.word.fields.list_numbers import Level, Numbering, Numberings
from generator.office.word.fields.listing import Listing
from generator.office.word.fields.outline import ParagraphStyle, Styles
from generator.office.word.fields.paragraphs import numbered, paragraphs_in
from generator.office.word.fields.selection import Selection

LOOKS = (
    *("", "<w:pPr/>", "<w:pPr><w:jc/></w:pPr>", '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'),
    *('<w:pPr><w:pStyle w:val="Listed"/></w:pPr>', '<w:pPr><w:pStyle w:val="Quote"/></w:pPr>'),
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>',
    '<w:pPr><w:jc/><w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange></w:pPr>',
    '<w:pPr><w:pStyle w:val="Heading1"/><w:pPrChange w:id="1"><w:pPr/></w:pPrChange></w:pPr>',
)
CAPTION = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ 图</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    '<w:r><w:txbxContent><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>框</w:t></w:r></w:p>'
    "</w:txbxContent></w:r>"
)
paragraph = st.tuples(
    st.sampled_from(["<w:p>", '<w:p w:rsidR="1">']),
    st.sampled_from(LOOKS),
    st.sampled_from(["<w:r><w:t>x</w:t></w:r>", CAPTION, BOX, ""]),
).map(lambda each: "".join((*each, "</w:p>")))
body = st.lists(st.one_of(paragraph, st.just("<w:p/>")), max_size=8).map(
    lambda each: f"<w:body>{''.join(each)}</w:body>"
)


def style(name: str, numbering: str | None = None) -> ParagraphStyle:
    title = "heading 1" if name == "Heading1" else name
    return ParagraphStyle(name, title, (), "", None, numbering, None, (), None, None)


def styles(default: str) -> Styles:
    found: list[ParagraphStyle] = [
        *(style(name) for name in ("Normal", "Heading1", "Quote")),
        style("Listed", "1"),
    ]
    return Styles({each.id: each for each in found}, default, 20)


@settings(deadline=None, max_examples=200)
@given(
    text=body,
    default=st.sampled_from(["Normal", "Heading1", "Listed", ""]),
    code=st.sampled_from(["TOC", "TOC \\u", "TOC \\c 图"]),
)
def test_what_is_listed_is_found(text: str, default: str, code: str) -> None:
    known = styles(default)
    numberings = Numberings({"1": Numbering("0", tuple([Level(text="%1.")] * 9), {})}, known)
    selection = Selection.of(read_code(code))
    fields = fields_in(text)
    every = list(numbered(list(paragraphs_in(text)), numberings))
    holding = {
        max((p.start for p, _ in every if p.start <= f.start), default=-1) for f in fields if f.kind == "SEQ"
    }
    level = selection.levels(known)
    expected = [(p, n) for p, n in every if level(p) or p.start in holding]
    assert Listing([selection], known, numberings).paragraphs(text, fields, []) == expected
