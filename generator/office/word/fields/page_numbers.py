"""Page numbers of a filled document: who wants them, how a program that sets pages is asked, where they go.

Only setting the pages tells on which one a heading stands. A *probe* is a copy of the document with one line more
for each bookmark, behind its last page: its name and a reference to its page. Each line is a heading, so that the
outline of a PDF made from the probe tells all of them, counted as in print, whatever fonts the text is set in.
PDF/A-1 keeps outlines in the open; other PDF may pack them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.office.package import Package, read_package, write_package
from generator.office.relations import main_part
from generator.office.word.fields.codes import Field, fields_in, new_result, with_edits
from generator.office.word.fields.numerals import numeral
from generator.office.word.fields.references import bookmarks_in
from generator.office.xml import escape_text

PDF_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"1"}}'
)
_PARTS = re.compile(r"word/[^/]+\.xml")
_TITLE = re.compile(rb"/Title\s*<FEFF([0-9A-F]*)>", re.IGNORECASE)
_ANSWER = re.compile(r"page of (\S+) is (\S+)")
_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)
_NUMBER_STYLE = re.compile(r'<w:pgNumType\b[^>]*?\bw:fmt="(\w+)"')
_WAITING = re.compile(
    r'<w:tab w:val="right" w:leader="none" w:pos="(\d+)"/><w:tab w:val="right" w:leader="(\w+)" w:pos="(\d+)"/>'
)


def awaited_pages(document: bytes, file: str) -> tuple[str, ...]:
    """Return the bookmarks of a Word document whose pages its text asks for, each once. Raises InvalidTemplate."""
    package = read_package(document, file)
    marks = bookmarks_in(_text(package, main_part(package)))
    names = {
        each.code.first: None for _, text in _asking(package) for each in _page_fields(text)
        if each.code.first.casefold() in marks
    }  # fmt: skip
    return tuple(names)


def page_probe(document: bytes, file: str) -> bytes:
    """Return the document with a line behind its end for each page that is awaited."""
    package = read_package(document, file)
    main = main_part(package)
    text = _text(package, main)
    end = text.rindex("</w:body>")
    section = text.rfind("<w:sectPr", text.rfind("</w:p>", 0, end), end)
    at = end if section < 0 else section
    lines = "".join(map(_line, awaited_pages(document, file)))
    return write_package(package, {main: (text[:at] + lines + text[at:]).encode()})


def _line(name: str) -> str:
    code = f'<w:instrText xml:space="preserve"> PAGEREF {escape_text(name)} </w:instrText>'
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return (
        '<w:p><w:pPr><w:pageBreakBefore/><w:outlineLvl w:val="0"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">page of {escape_text(name)} is </w:t></w:r>'
        f"{marks[0]}<w:r>{code}</w:r>{marks[1]}<w:r><w:t>?</w:t></w:r>{marks[2]}</w:p>"
    )


def pages_in(pdf: bytes) -> dict[str, str]:
    """Return page numbers by bookmark from the PDF of a probe, made with `PDF_FILTER`."""
    titles = (
        bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace") for found in _TITLE.finditer(pdf)
    )
    answers = (_ANSWER.fullmatch(title.strip()) for title in titles)
    return {answer[1]: answer[2] for answer in answers if answer and answer[2] != "?"}


def with_page_numbers(document: bytes, pages: Mapping[str, str], file: str) -> bytes:
    """Return the document showing `pages`, by bookmark; leaders of a contents table then lead to them."""
    package = read_package(document, file)
    printed = _in_print(_text(package, main_part(package)), pages)
    changes: dict[str, bytes | None] = {}
    for part, text in _asking(package):
        fields = [each for each in _page_fields(text) if each.code.first in pages]
        edits = (new_result(text, each, printed[each.code.first]) for each in fields)
        new = with_edits(text, [edit for edit in edits if edit])
        changes[part] = (_WAITING.sub(_leading, new) if fields else new).encode()
    return write_package(package, {**changes})


def _in_print(text: str, pages: Mapping[str, str]) -> dict[str, str]:
    """Return page numbers as the sections of their bookmarks write them; LibreOffice refers in digits only."""
    marks = bookmarks_in(text)
    sections = [(found.start(), found[0]) for found in _SECTION.finditer(text)]
    printed: dict[str, str] = {}
    for name, page in pages.items():
        place = marks.get(name.casefold(), (0, 0))[0]
        section = next((looks for start, looks in sections if start >= place), "")
        style = _NUMBER_STYLE.search(section)
        printed[name] = numeral(int(page), style[1]) if style and page.isdecimal() else page
    return printed


def _leading(stops: re.Match[str]) -> str:
    """Return the stop for pages with its leader, which waited a twip behind it (`entries.fitted`)."""
    if int(stops[3]) != int(stops[1]) + 1:
        return stops[0]
    return f'<w:tab w:val="right" w:leader="{stops[2]}" w:pos="{stops[1]}"/>'


def _asking(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the parts that ask for pages."""
    for part in sorted(package.members):
        if _PARTS.fullmatch(part) and b"PAGEREF" in (content := package.read(part)):
            yield part, content.decode()


def _page_fields(text: str) -> list[Field]:
    return [each for each in fields_in(text) if each.kind == "PAGEREF" and each.code.first]


def _text(package: Package, part: str) -> str:
    return package.read(part).decode()
