"""The points that a chart remembers of the cells it shows.

Phones, previews and other programs draw these; Office itself reads the cells anew only when its user edits the data.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from generator.office.xml import Element


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace, nothing for comments and the like."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def put_points(holder: Element, points: Sequence[str | None]) -> None:
    """Replace the points in a cache, a literal or a level of categories: how many there are, and the known ones.

    None is a gap: no point at all. A number format stays where it is, in front of them.
    """
    for each in [e for e in holder if local_name(e) in ("pt", "ptCount")]:
        holder.remove(each)
    place = sum(local_name(e) == "formatCode" for e in holder)
    count = etree.Element(_beside(holder, "ptCount"), val=str(len(points)))
    made = [] if local_name(holder) == "lvl" else [count]
    made += [_point(holder, number, text) for number, text in enumerate(points) if text is not None]
    holder[place:place] = made


def _point(holder: Element, number: int, text: str) -> Element:
    point = etree.Element(_beside(holder, "pt"), idx=str(number))
    etree.SubElement(point, _beside(holder, "v")).text = text
    return point


def _beside(element: Element, name: str) -> str:
    """Return the qualified name of an element of the same kind of chart."""
    return f"{{{etree.QName(element).namespace}}}{name}"
