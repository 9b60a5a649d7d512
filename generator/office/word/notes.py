"""Footnotes and endnotes that stand in loops and conditions.

A note lies in a part of its own, which knows nothing of the loop its reference stands in. Where a document has
blocks, its notes are therefore carried into the body, behind their references, and rendered there: their tags see
the loop's values, every copy of a reference gets a note of its own, and what a condition drops goes with it.
After rendering they go back, with ids of their own.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct, field

from generator.office.package import Package
from generator.office.parts import Parts
from generator.office.relations import Relation, read_relations
from generator.office.word.attributes import has_braces, tagged_addresses
from generator.office.word.names import DRAWING_PROPERTIES, NOTES, w
from generator.office.word.paper import Paper
from generator.office.word.prefixes import read_part
from generator.office.word.spots import NUMBER
from generator.office.xml import Element, write_xml

_BLOCK = re.compile(r"[{｛]\s*[%％]")
_CARRIED = re.compile(
    r'(<w:(?P<kind>footnote|endnote)Reference\b[^>]*?\sw:id=")(?P<id>-?\d+)("[^>]*/>)'
    r"(?P<note><w:(?P=kind)\b.*?</w:(?P=kind)>)",
    re.DOTALL,
)
_REFERENCES = {w("footnoteReference"): w("footnote"), w("endnoteReference"): w("endnote")}


class CarriedNotes(Struct, frozen=True):
    """The notes of one part while they stand in the body: what stays in the part, and the body's prefixes."""

    part: str
    kind: str
    rest: Element
    prefixes: Mapping[str | None, str]


class CarriedAll(Struct, frozen=True):
    """All notes that stand in a body."""

    parts: tuple[CarriedNotes, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def attach(self, paper: Paper, parts: Parts) -> None:
        """Take the notes out of the body when it is printed."""
        paper.finish(NoteReturn(self.parts, parts).put_back)


NO_NOTES = CarriedAll()


def carry_notes(package: Package, body: Element, relations: Sequence[Relation]) -> CarriedAll:
    """Carry the notes of a document with blocks into its body; return what has been carried.

    Notes with tags in addresses or alternative texts stay where these belong to, outside of all loops.
    """
    if not _BLOCK.search(etree.tostring(body, method="text", encoding="unicode")):
        return NO_NOTES
    parts = [r.target for r in relations if r.kind in ("footnotes", "endnotes") and r.target in package]
    return CarriedAll(
        tuple(_carried(package, part, body) for part in parts if _may_be_carried(package, part))
    )


def _may_be_carried(package: Package, part: str) -> bool:
    root = package.read_xml(part)
    described = (str(text) for each in root.iter(DRAWING_PROPERTIES) for text in each.attrib.values())
    tagged = any(map(has_braces, described)) or tagged_addresses(read_relations(package, part))
    return not tagged and next(_own(root), None) is not None


def _carried(package: Package, part: str, body: Element) -> CarriedNotes:
    rest = read_part(package, part)
    notes = {note.get(w("id"), ""): note for note in _own(rest)}
    for number, note in enumerate(notes.values(), 1):
        note.set(NUMBER, str(number))
        rest.remove(note)
    for reference in list(body.iter(*_REFERENCES)):
        own = notes.get(reference.get(w("id"), ""))
        if own is not None and own.tag == _REFERENCES[str(reference.tag)]:
            reference.addnext(copy.deepcopy(own))
    kind = etree.QName(rest).localname.removesuffix("s")
    return CarriedNotes(part, kind, rest, dict(body.nsmap))


def _own(root: Element) -> Iterator[Element]:
    """Yield the notes that people wrote; separators have a type."""
    return (note for note in list(root) if note.tag in NOTES and note.get(w("type")) is None)


class NoteReturn(Struct):
    """Takes the notes of one rendered body back into their parts."""

    carried: Sequence[CarriedNotes]
    parts: Parts
    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    used: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    highest: dict[str, int] = field(default_factory=dict)

    def put_back(self, text: str) -> str:
        """Return the body without the notes, which then stand in their parts."""
        for match in _CARRIED.finditer(text):
            kind = match["kind"]
            self.highest[kind] = max(self.highest.get(kind, 0), int(match["id"]))
        text = _CARRIED.sub(self._take, text)
        for each in self.carried:
            self.parts.put(each.part, write_xml(_refilled(each, self.found[each.kind])))
        return text

    def _take(self, match: re.Match[str]) -> str:
        kind, number = match["kind"], int(match["id"])
        if number in self.used[kind]:
            number = self.highest[kind] = self.highest[kind] + 1
        self.used[kind].add(number)
        note = re.sub(rf'\s{NUMBER}="\d+"', "", match["note"], count=1)
        self.found[kind].append(re.sub(r'(\sw:id=")-?\d+', rf"\g<1>{number}", note, count=1))
        return f"{match[1]}{number}{match[4]}"


def _refilled(carried: CarriedNotes, notes: Sequence[str]) -> Element:
    root = copy.deepcopy(carried.rest)
    prefixes = "".join(f' xmlns{f":{p}" if p else ""}="{uri}"' for p, uri in carried.prefixes.items())
    holder = etree.fromstring(f"<notes{prefixes}>{''.join(notes)}</notes>")
    for note in list(holder):
        root.append(note)
    etree.cleanup_namespaces(root, keep_ns_prefixes=[str(prefix) for prefix in carried.rest.nsmap if prefix])
    return root
