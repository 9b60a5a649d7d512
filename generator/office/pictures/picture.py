"""A picture as it goes into a package, and what is said of one that cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

EMU_PER_INCH = 914_400
EMU_PER_PIXEL = 9_525
"""EMU (English Metric Units) of a pixel at 96 dpi, which is what a picture without a sane dpi has."""

USABLE = "PNG、JPEG 或 SVG"
_REMEDY = f"换一张完好的 {USABLE} 图片"

Ending = Literal["png", "jpeg", "svg"]


class Picture(Struct, frozen=True):
    """A picture ready to be stored: decoded once and found whole, upright, without EXIF, XMP or comments.

    `width` and `height` are its natural size in EMU, never 0. `name` is the file's name without ending, the
    alternative text where the template gives none. `fallback` is a PNG of an SVG, else None: what programs show
    that cannot draw one.
    """

    content: bytes
    ending: Ending
    width: int
    height: int
    name: str
    fallback: bytes | None = None


class BrokenPicture(Exception):
    """A picture that cannot be used: `reason` is a Chinese clause (不是 … 图片), `remedy` the way out."""

    def __init__(self, reason: str, remedy: str = _REMEDY) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


PictureSource = Callable[[str], Picture]
"""From a path as it stands in the values to the picture; raises BrokenPicture."""


def no_pictures(path: str) -> Picture:
    """The source where there is none: whatever renders without one cannot read files."""
    raise BrokenPicture(f"这里不能读取图片文件「{path}」", "在活动文件或数据文件中写图片的路径")
