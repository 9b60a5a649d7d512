"""How large an SVG is: in pixels of 96 to the inch, from its width and height or from its view box."""

from __future__ import annotations

import math
import re

from generator.office.pictures.picture import BrokenPicture
from generator.office.xml import Element

LONGEST_SIDE = 1600
"""Pixels of the PNG that stands for an SVG: 300 dpi on 13 cm."""

_LENGTH = re.compile(
    r"\s*([+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(px|pt|pc|mm|cm|in|q|em|ex|)\s*", re.IGNORECASE
)
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "q": 96 / 101.6,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
}
_LARGEST = 1_000_000.0
_REMEDY = "在绘图软件里另存为普通的 SVG, 或另存为 PNG"


def give_size(root: Element) -> tuple[float, float]:
    """Return width and height, and write them and a view box where the SVG has none: it must scale.

    Raises BrokenPicture where neither says how large the picture is.
    """
    width, height, box = _length(root, "width"), _length(root, "height"), _view_box(root)
    if box is not None:
        ratio = box[3] / box[2]
        if width is None and height is None:
            width, height = box[2], box[3]
        width = width if width is not None else (height or 0) / ratio
        height = height if height is not None else width * ratio
    if width is None or height is None:
        raise BrokenPicture("SVG 没有写明大小(width、height 或 viewBox)", _REMEDY)
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise BrokenPicture("SVG 写明的大小不合理", _REMEDY)
    root.set("width", f"{width:.10g}")
    root.set("height", f"{height:.10g}")
    if box is None:
        root.set("viewBox", f"0 0 {width:.10g} {height:.10g}")
    return width, height


def pixels_of(width: float, height: float) -> tuple[int, int]:
    """Return the size of the PNG that stands for an SVG of this size."""
    factor = LONGEST_SIDE / max(width, height)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _length(root: Element, name: str) -> float | None:
    """Return a length in pixels; a share of the page (%) is none."""
    found = _LENGTH.fullmatch(root.get(name, ""))
    return float(found[1]) * _PIXELS[found[2].lower()] if found else None


def _view_box(root: Element) -> tuple[float, float, float, float] | None:
    try:
        left, top, width, height = (float(each) for each in root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        return None
    sane = all(map(math.isfinite, (left, top, width, height))) and width > 0 and height > 0
    return (left, top, width, height) if sane else None
