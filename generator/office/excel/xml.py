"""The few things we do with SpreadsheetML elements, so that namespaces are spelt in one place."""

from __future__ import annotations

import copy
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


def drop_from_list(element: Element) -> None:
    """Take an element out of its list, and the list with it when it is empty then."""
    parent = element.getparent()
    drop(element)
    if parent is not None and len(parent) == 0 and parent.getparent() is not None:
        drop(parent)
    elif parent is not None and parent.get("count"):
        parent.set("count", str(len(parent)))


def repeated(element: Element, count: int) -> list[Element]:
    """Make `count` of an element in its list, and return them; none takes it out."""
    if not count:
        drop_from_list(element)
        return []
    made = [element]
    for _ in range(count - 1):
        made.append(copy.deepcopy(element))
        made[-2].addnext(made[-1])
    parent = element.getparent()
    if parent is not None and parent.get("count"):
        parent.set("count", str(len(parent)))
    return made
