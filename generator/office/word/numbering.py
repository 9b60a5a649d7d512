"""Numberings added to a document, so that a list begins where the text says it does."""

from __future__ import annotations

from lxml import etree

from generator.office.parts import Parts
from generator.office.word.names import w


class Numbering:
    """The numbering part of a document being written; it is opened when a list first asks for it."""

    def __init__(self, parts: Parts, part: str) -> None:
        self._parts, self._part = parts, part

    def restart(self, abstract: str, level: int, start: int) -> str:
        """Add a numbering that counts by `abstract` (w:abstractNumId) from `start` on; return its id.

        `level` (from 0) is the one that begins anew: ISO/IEC 29500-1, 17.9.26 and 17.9.27.
        """
        root = self._parts.xml(self._part)
        numberings = root.findall(w("num"))
        key = str(max((int(each.get(w("numId"), "0")) for each in numberings), default=0) + 1)
        made = etree.Element(w("num"))
        made.set(w("numId"), key)
        etree.SubElement(made, w("abstractNumId")).set(w("val"), abstract)
        override = etree.SubElement(made, w("lvlOverride"))
        override.set(w("ilvl"), str(level))
        etree.SubElement(override, w("startOverride")).set(w("val"), str(start))
        numberings[-1].addnext(made)
        return key
