"""The comments part of a document, and the marks in its text that belong to it."""

from __future__ import annotations

import posixpath
import re

from lxml import etree
from msgspec import Struct

from generator.office.annotation.wording import AUTHOR, INITIALS
from generator.office.parts import Parts
from generator.office.word.names import MAIN, PARAGRAPH_LOOKS, PRESERVE, w
from generator.office.xml import Element

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_NO_COMMENTS = f'<w:comments xmlns:w="{MAIN}"/>'.encode()
_MARKS = tuple(map(w, ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")))
# A template's own text style may have an exact line pitch or an indent, which a comment must not have.
_PARAGRAPH_LOOKS = (
    ("spacing", {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}),
    ("ind", {"firstLineChars": "0", "firstLine": "0"}),
    ("jc", {"val": "left"}),
)


class Comments(Struct):
    """The comments of a document, to which ours are added; no id is used twice."""

    root: Element
    next_id: int

    @classmethod
    def of(cls, parts: Parts, main: str) -> Comments:
        """Return the comments part of the document `main`, a new one where it has none. Raises InvalidTemplate."""
        relations = parts.relations(main)
        held = (r.target for r in relations if r.kind == "comments" and not r.external and r.target in parts)
        part = next(held, None) or _new_part(parts, main)
        roots = (parts.xml(main), parts.xml(part))
        ids = [mark.get(w("id"), "") for root in roots for mark in root.iter(*_MARKS)]
        taken = [int(key) for key in ids if re.fullmatch("[0-9]{1,9}", key)]
        return cls(roots[1], max(taken, default=-1) + 1)

    def add(self, paragraph: Element, lines: list[str]) -> None:
        """Add a comment over the whole of a paragraph."""
        key, self.next_id = str(self.next_id), self.next_id + 1
        comment = etree.SubElement(self.root, w("comment"))
        for name, text in (("id", key), ("author", AUTHOR), ("initials", INITIALS)):
            comment.set(w(name), text)
        for number, line in enumerate(lines):
            comment.append(_paragraph(line, with_mark=not number))
        _mark(paragraph, key)


def _new_part(parts: Parts, main: str) -> str:
    folder = posixpath.dirname(main)
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(10_000))
    part = next(name for name in names if name not in parts)
    parts.put(part, _NO_COMMENTS)
    parts.declare(part, _TYPE)
    parts.relate(main, _RELATION, part)
    return part


def _paragraph(line: str, *, with_mark: bool) -> Element:
    """Return a paragraph of a comment; the first begins with Word's mark for it."""
    paragraph = etree.Element(w("p"))
    looks = etree.SubElement(paragraph, PARAGRAPH_LOOKS)
    for name, values in _PARAGRAPH_LOOKS:
        each = etree.SubElement(looks, w(name))
        for attribute, text in values.items():
            each.set(w(attribute), text)
    if with_mark:
        etree.SubElement(etree.SubElement(paragraph, w("r")), w("annotationRef"))
    run = etree.SubElement(paragraph, w("r"))
    looks = etree.SubElement(run, w("rPr"))
    for name in ("sz", "szCs"):
        etree.SubElement(looks, w(name)).set(w("val"), "20")
    held = etree.SubElement(run, w("t"))
    held.text = line
    held.set(PRESERVE, "preserve")
    return paragraph


def _mark(paragraph: Element, key: str) -> None:
    """Put the beginning of a comment behind the looks of a paragraph, its end and its sign at the end."""
    before = list(paragraph.iterchildren(PARAGRAPH_LOOKS, w("commentRangeStart")))
    start = etree.Element(w("commentRangeStart"), {w("id"): key})
    paragraph.insert(paragraph.index(before[-1]) + 1 if before else 0, start)
    etree.SubElement(paragraph, w("commentRangeEnd")).set(w("id"), key)
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("commentReference")).set(w("id"), key)
