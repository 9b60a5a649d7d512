"""The paragraph that a comment stands at. Word takes none in headers, footers, notes and text boxes."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree
from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.office.faults import refuse
from generator.office.parts import Parts
from generator.office.word.names import PARAGRAPH, TEXT_BOX, holder, w
from generator.office.word.spots import BODY, spotted_paragraphs
from generator.office.xml import Element

_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


class Anchors(Struct, frozen=True):
    """The paragraphs of the body by their spots, and the first of all."""

    first: Element
    by_spot: dict[str, list[Element]]

    @classmethod
    def of(cls, parts: Parts, main: str) -> Anchors:
        """Return the anchors of a document; a body without a paragraph is given one. Raises InvalidTemplate."""
        root = parts.xml(main)
        body = root.find(w("body"))
        if body is None:
            raise refuse("T-008", Place(file=parts.package.file), part="w:body")
        by_spot: dict[str, list[Element]] = defaultdict(list)
        for paragraph, spot in spotted_paragraphs(root, BODY):
            by_spot[spot].append(_outermost(paragraph))
        if not by_spot:
            body.insert(0, etree.Element(PARAGRAPH))
            return cls(body[0], {})
        return cls(next(iter(by_spot.values()))[0], dict(by_spot))

    def find(self, diagnostic: Diagnostic) -> tuple[Element, bool]:
        """Return the paragraph for a fault, and whether it is the very one that its spot names."""
        spot = diagnostic.place.spot
        known = max((each for each in self.by_spot if spot.startswith(each)), key=len, default=None)
        if known is None:
            return self.first, False
        return _nearest(self.by_spot[known], diagnostic.message), known == spot and not spot.endswith(
            "文本框"
        )


def _outermost(paragraph: Element) -> Element:
    """Return the paragraph that holds the text box in which a paragraph stands, or the paragraph itself."""
    while (box := holder(paragraph, TEXT_BOX)) is not None and (around := holder(box, PARAGRAPH)) is not None:
        paragraph = around
    return paragraph


def _nearest(paragraphs: list[Element], message: str) -> Element:
    """Return the one of a row's paragraphs that holds the tag which a message speaks of, or else the first."""
    tags = _TAG.findall(message)
    texts = ((each, "".join(map(str, each.itertext()))) for each in paragraphs)
    return next((each for each, text in texts if any(tag in text for tag in tags)), paragraphs[0])
