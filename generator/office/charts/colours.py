"""Colours of what a template did not draw: the theme's accents in their order, then the same lighter and darker.

The order is the one in which Office colours series by itself (`colors1.xml`, method `cycle`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, cycle

from lxml import etree
from msgspec import Struct

from generator.office.charts.caches import local_name
from generator.office.xml import Element

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
# Luminance in thousandths of a percent: how much of it is kept, how much is added.
_VARIATIONS = ((), (60,), (80, 20), (80,), (60, 40), (50,), (70, 30), (70,), (50, 50))
_LUMINANCE = ("lumMod", "lumOff")
_TEXT_COLOURS = frozenset({"tx1", "tx2", "bg1", "bg2", "dk1", "dk2", "lt1", "lt2"})
_KINDS = frozenset({"schemeClr", "srgbClr", "sysClr", "prstClr", "hslClr", "scrgbClr"})


class Colour(Struct, frozen=True):
    """A colour as it is written: its kind, its attributes, and what is done to its luminance."""

    kind: str
    attributes: tuple[tuple[str, str], ...]
    luminance: tuple[tuple[str, str], ...] = ()

    @property
    def base(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The colour before its luminance is changed."""
        return self.kind, self.attributes

    @property
    def of_text(self) -> bool:
        """Tell whether it is one of the theme's colours for text and paper, which much else is written in."""
        return any(value in _TEXT_COLOURS for _, value in self.attributes)


def _accents() -> Iterator[Colour]:
    for parts in _VARIATIONS:
        luminance = tuple((name, f"{part}000") for name, part in zip(_LUMINANCE, parts, strict=False))
        for accent in _ACCENTS:
            yield Colour("schemeClr", (("val", accent),), luminance)


PALETTE = tuple(_accents())


def free_colours(taken: Iterable[Colour]) -> Iterator[Colour]:
    """Yield the theme's colours that nothing has yet, then all of them again and again."""
    known = set(taken)
    return chain((colour for colour in PALETTE if colour not in known), cycle(PALETTE))


def main_colour(holder: Element | None) -> Colour | None:
    """Return the first colour in a shape's properties: that of its fill, else of its line."""
    if holder is None:
        return None
    return next((_read(each) for each in holder.iter() if local_name(each) in _KINDS), None)


def recolour(holder: Element, old: Colour, new: Colour) -> None:
    """Put `new` wherever `old` stands in `holder`; its shades become shades of the new one, transparency stays."""
    for element in [each for each in holder.iter() if local_name(each) in _KINDS]:
        found = _read(element)
        if found.base == old.base:
            _replace(element, new, shaded=found.luminance != old.luminance)


def _read(element: Element) -> Colour:
    luminance = tuple((name, e.get("val", "")) for e in element if (name := local_name(e)) in _LUMINANCE)
    attributes = tuple(sorted((str(key), str(value)) for key, value in element.attrib.items()))
    return Colour(local_name(element), attributes, luminance)


def _replace(element: Element, new: Colour, *, shaded: bool) -> None:
    made = etree.Element(f"{DRAWING}{new.kind}", dict(new.attributes))
    if not shaded:
        for name, value in new.luminance:
            etree.SubElement(made, f"{DRAWING}{name}", val=value)
    made.extend([each for each in element if shaded or local_name(each) not in _LUMINANCE])
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, made)
