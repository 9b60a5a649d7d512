"""The content of a Word document: paragraphs and rows of tables, without what Word computes (pages, contents)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from generator.office.comparison.contents import Content, Line, Section, digests
from generator.office.package import Package
from generator.office.xml import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SURROUNDING = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HOLDERS = frozenset(f"{_W}{n}" for n in ("body", "sdt", "sdtContent", "footnote", "endnote", "customXml"))
_KEPT = re.compile(r"\s*(HYPERLINK|FORM|MERGEFIELD)")
_CHANGED = {f"{_W}ins": "插入", f"{_W}del": "删除", f"{_W}moveTo": "移来", f"{_W}moveFrom": "移走"}
_TITLES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def read_word(package: Package) -> Content:
    """Return what a document says."""
    body = package.read_xml("word/document.xml")
    sections = [Section("正文", tuple(_Reader().lines(body)))]
    around: dict[str, dict[str, None]] = {}
    for name in sorted(package.members):
        if found := _SURROUNDING.fullmatch(name):
            lines = (line.cells for line in _Reader().lines(package.read_xml(name)))
            around.setdefault(_TITLES[found[1]], {}).update(dict.fromkeys("\t".join(line) for line in lines))
    # Programs write a header more or less often than it is seen: what counts is what is said in any of them.
    sections += [Section(title, (), tuple(sorted(filter(None, texts)))) for title, texts in around.items()]
    return Content(
        tuple(s for s in sections if s.lines or s.more),
        digests(package, "word/media/"),
        _remarks(package, body),
    )


def _remarks(package: Package, body: Element) -> tuple[str, ...]:
    """Return comments and tracked changes."""
    found = []
    if "word/comments.xml" in package:
        for comment in package.read_xml("word/comments.xml").iter(f"{_W}comment"):
            text = " ".join(filter(None, (_Reader().text(p) for p in comment.iter(f"{_W}p"))))
            found.append(f"批注({comment.get(f'{_W}author', '')}):{text}")
    for change in body.iter(*_CHANGED):
        text = "".join(t.text or "" for t in change.iter(f"{_W}t", f"{_W}delText"))
        if text:
            found.append(f"修订({change.get(f'{_W}author', '')}){_CHANGED[str(change.tag)]}:{text}")
    return tuple(found)


class _Reader(Struct):
    """Walks through one part; `depth` counts the fields that are open, whose results are not read."""

    fields: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def lines(self, parent: Element) -> Iterator[Line]:
        """Yield the lines of a part, or of a cell; empty ones say nothing."""
        for child in parent:
            if child.tag == f"{_W}p":
                if text := self.text(child).strip():
                    self.paragraphs += 1
                    yield Line((text,), f"第 {self.paragraphs} 段")
            elif child.tag == f"{_W}tbl":
                yield from self._rows(child)
            elif child.tag in (
                f"{_W}sdt",
                f"{_W}sdtContent",
                f"{_W}body",
                f"{_W}footnote",
                f"{_W}endnote",
                f"{_W}customXml",
            ):
                yield from self.lines(child)

    def _rows(self, table: Element) -> Iterator[Line]:
        self.tables += 1
        number, heads = self.tables, tuple[str, ...]()
        for n, row in enumerate(table.findall(f"{_W}tr"), 1):
            cells = tuple(self._cell(cell) for cell in row.iter(f"{_W}tc") if _row_of(cell) is row)
            if any(cells):
                yield Line(cells, f"表 {number} 第 {n} 行", heads)
            heads = heads or cells

    def _cell(self, cell: Element) -> str:
        inner = _Reader(self.fields)
        return "\n".join("\t".join(line.cells) for line in inner.lines(cell))

    def text(self, paragraph: Element) -> str:
        """Return the text of a paragraph as it stands, without what fields come to."""
        return "".join(self._pieces(paragraph))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == _FALLBACK or tag in (f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom"):
                continue
            if tag == f"{_W}fldChar":
                self._turn(child)
            elif tag == f"{_W}instrText" and self.fields:
                self.fields[-1] += child.text or ""
            elif tag == f"{_W}fldSimple" and not _KEPT.match(child.get(f"{_W}instr", "")):
                continue
            elif self._is_shown():
                if tag == f"{_W}t":
                    yield child.text or ""
                elif tag in _MARKS:
                    yield _MARKS[str(tag)]
                elif tag == f"{_W}txbxContent":
                    yield "\n".join("\t".join(line.cells) for line in _Reader().lines(child))
                else:
                    yield from self._pieces(child)
            else:
                yield from self._pieces(child)

    def _is_shown(self) -> bool:
        """Tell whether text here was typed: in a field only what a hyperlink or a form shows."""
        return all(_KEPT.match(instruction) for instruction in self.fields)

    def _turn(self, mark: Element) -> None:
        kind = mark.get(f"{_W}fldCharType")
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()


def _row_of(cell: Element) -> Element | None:
    """Return the row in which a cell stands, through content controls."""
    holder = cell.getparent()
    while holder is not None and holder.tag != f"{_W}tr":
        holder = holder.getparent()
    return holder
