"""A PNG file chunk by chunk: what a picture needs of it, and nothing else.

Texts, EXIF (with the place where it was taken), times, chunks of programs' own, and whatever stands behind the
end go; pixels, palette, transparency, colour profile, resolution and animation stay byte for byte.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

from generator.office.pictures.picture import BrokenPicture

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_KEPT = _CRITICAL | {
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs"),
    *(b"acTL", b"fcTL", b"fdAT"),
}
_TRUNCATED = "文件不完整, PNG 在中途断了"


class Stripped(Struct, frozen=True):
    """A picture file without what it says about itself; `exif` is what it said of the camera, if anything."""

    content: bytes
    width: int
    height: int
    exif: bytes = b""


def strip_png(content: bytes) -> Stripped:
    """Return the PNG without its metadata. Raises BrokenPicture where it is no whole PNG."""
    kept, exif = [SIGNATURE], b""
    width, height = 0, 0
    for kind, data, packed in _chunks(content):
        if kind == b"IHDR" and len(data) >= 8:
            width, height = struct.unpack(">II", data[:8])
        if kind == b"eXIf":
            exif = data
        if kind in _KEPT:
            kept.append(packed)
    if not width or not height:
        raise BrokenPicture("PNG 没有写明大小")
    return Stripped(b"".join(kept), width, height, exif)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield kind, data and whole bytes of every chunk up to the end; damaged ones that are not needed go."""
    at, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        head = content[at : at + 8]
        if len(head) < 8:
            raise BrokenPicture(_TRUNCATED)
        size, kind = int.from_bytes(head[:4]), head[4:]
        packed = content[at : at + size + 12]
        if len(packed) < size + 12:
            raise BrokenPicture(_TRUNCATED)
        if zlib.crc32(packed[4:-4]) == int.from_bytes(packed[-4:]):
            yield kind, packed[8:-4], packed
        elif kind in _CRITICAL:
            raise BrokenPicture("PNG 数据已损坏")
        at += size + 12
