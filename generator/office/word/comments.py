"""Comments of the template in a document whose parts are repeated or left out.

A comment belongs to one place: of copies the first keeps it. One whose place is gone leaves the file with it, and so
does one on a paragraph of tags: its reference, by which Word knows it, vanishes with the paragraph.
"""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct

from generator.office.package import Package
from generator.office.parts import Parts
from generator.office.relations import read_relations
from generator.office.word.names import w
from generator.office.word.paper import Paper
from generator.office.xml import Element

_MARK = re.compile(r'<w:comment(RangeStart|RangeEnd|Reference)\b[^>]*?\sw:id="(-?\d+)"[^>]*/>')
_ANCHORS = tuple(w(name) for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


class PlacedComments(Struct, frozen=True):
    """The comments of a document, in the part with this name."""

    part: str

    def attach(self, paper: Paper, parts: Parts) -> None:
        """Settle the comments when the body is printed."""
        paper.finish(lambda text: self.settle(text, parts))

    def settle(self, text: str, parts: Parts) -> str:
        """Return the rendered body with each comment in one place; the others leave their part."""
        placed = {mark[2] for mark in _MARK.finditer(text) if mark[1] == "Reference"}
        seen: set[tuple[str, str]] = set()

        def keep(mark: re.Match[str]) -> str:
            key = (mark[1], mark[2])
            first = key not in seen and mark[2] in placed
            seen.add(key)
            return mark[0] if first else ""

        settled = _MARK.sub(keep, text)
        root = parts.package.read_xml(self.part)
        lost = [comment for comment in root.iter(w("comment")) if comment.get(w("id")) not in placed]
        for comment in lost:
            root.remove(comment)
        if lost:
            parts.put(
                self.part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
        return settled


def placed_comments(package: Package, part: str, root: Element) -> PlacedComments | None:
    """Return the comments that a part with blocks refers to; None where it has none."""
    if next(root.iter(*_ANCHORS), None) is None:
        return None
    targets = (each.target for each in read_relations(package, part) if each.kind == "comments")
    found = next((target for target in targets if target in package), None)
    return PlacedComments(found) if found else None
