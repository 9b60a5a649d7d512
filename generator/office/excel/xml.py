"""The few things we do with SpreadsheetML elements, so that namespaces are spelt in one place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.office.xml import Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def tag(name: str) -> str:
    """Return the qualified name of a SpreadsheetML element."""
    return f"{{{MAIN}}}{name}"


def child(element: Element, name: str) -> Element | None:
    return element.find(tag(name))


def children(element: Element, name: str) -> list[Element]:
    return element.findall(tag(name))


def descendants(element: Element, *names: str) -> Iterator[Element]:
    return element.iter(*map(tag, names))


def drop_attributes(element: Element, *names: str) -> None:
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def drop(element: Element) -> None:
    """Take an element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
