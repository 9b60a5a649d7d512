"""Small pictures for tests, made on the spot: of two colours, so that a turn or a stretch shows."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from generator.office.pictures import Picture, read_picture

ORIENTATION, CAMERA, PLACE = 0x0112, 0x010F, 0x8825
SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>'


def drawn(width: int = 40, height: int = 20, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png(width: int = 40, height: int = 20, **options: Any) -> bytes:
    return encoded(drawn(width, height), "PNG", **options)


def jpeg(width: int = 40, height: int = 20, **options: Any) -> bytes:
    return encoded(drawn(width, height), "JPEG", **{"quality": 90, **options})


def camera(turn: int = 1) -> Image.Exif:
    """Return what a phone writes: how it was held, what it is, and where it was."""
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    exif[CAMERA] = "SecretPhone"
    exif[PLACE] = {1: "N", 2: (31.0, 13.0, 48.0), 3: "E", 4: (121.0, 28.0, 12.0)}
    return exif


def svg(
    body: str = '<rect width="10" height="10" fill="#c00"/>', size: str = 'width="40" height="20"'
) -> bytes:
    return f"{SVG_HEAD.format(size)}{body}</svg>".encode()


def picture(width: int = 40, height: int = 20, name: str = "图") -> Picture:
    return read_picture(png(width, height), name)


def opened(content: bytes) -> Image.Image:
    """Return a decoded picture."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
