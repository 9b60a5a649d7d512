"""What keeps a file from being opened in ten years, or makes it unsafe: for files that people give into an archive.

Source: domain specification 5.4 (可用性, 安全性). Office files, PDF and pictures are opened, of others
only the size is seen.
"""

from __future__ import annotations

import io
from enum import Enum

from msgspec import Struct

from generator.errors import InvalidTemplate
from generator.office.inspection import hazards_of

OFFICE = frozenset({".docx", ".xlsx"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp"})


class Danger(Enum):
    """Which of the natures a fault touches: it cannot be used, or it is not safe."""

    UNUSABLE = "可用性"
    UNSAFE = "安全性"


class Hazard(Struct, frozen=True):
    """One fault of a file, in the reader's words."""

    danger: Danger
    text: str


class Examined(Struct, frozen=True):
    """What a look into a file found; `pages` is None where a program would have to set them."""

    hazards: tuple[Hazard, ...] = ()
    pages: int | None = None


def examine(data: bytes, name: str) -> Examined:
    """Return what is wrong with a file, by what its name says it is."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if not data:
        return _unusable("文件是空的(0 字节)")
    if ending in OFFICE:
        return Examined(tuple(_office(data, name)))
    if ending == ".pdf":
        return _pdf(data)
    if ending in PICTURES:
        return _picture(data)
    return Examined()


def _unusable(text: str) -> Examined:
    return Examined((Hazard(Danger.UNUSABLE, text),))


def _office(data: bytes, name: str) -> list[Hazard]:
    try:
        return [Hazard(Danger.UNSAFE, text) for text in hazards_of(data, name)]
    except InvalidTemplate as invalid:
        unsafe = any(each.code == "T-004" for each in invalid.diagnostics)
        danger = Danger.UNSAFE if unsafe else Danger.UNUSABLE
        return [Hazard(danger, each.message) for each in invalid.diagnostics[:1]]


def _pdf(data: bytes) -> Examined:
    import pypdf  # 100 ms, and only where scans are archived

    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            return _unusable("PDF 设有密码")
        return Examined(pages=len(reader.pages))
    except Exception:  # whatever a broken file makes a parser do
        return _unusable("PDF 已损坏,打不开")


def _picture(data: bytes) -> Examined:
    from PIL.Image import open as decode

    try:
        with decode(io.BytesIO(data)) as picture:
            pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            picture.load()
    except Exception:  # Pillow raises many kinds
        return _unusable("图片已损坏,打不开")
    return Examined(pages=pages)
