"""A JPEG file segment by segment: what a picture needs of it, and nothing else.

EXIF (with the place where it was taken), XMP, IPTC, comments, previews and whatever stands behind the end
(the film of a moving photo, a second picture) go; pixels, colour profile and the mark that tells CMYK apart stay
byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.office.pictures.picture import BrokenPicture
from generator.office.pictures.png import Stripped

SIGNATURE = b"\xff\xd8\xff"
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # those three are tables
_RESTARTS = frozenset(range(0xD0, 0xD8))
_EXIF, _JFIF, _PROFILE, _ADOBE = b"Exif\0\0", b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"
_NEXT_MARK = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_PLAIN_RGB = (ord("R"), ord("G"), ord("B"))
_TRUNCATED = "文件不完整, JPEG 在中途断了"


class _Segment(Struct, frozen=True):
    mark: int
    data: bytes

    @property
    def packed(self) -> bytes:
        return bytes((0xFF, self.mark)) + (len(self.data) + 2).to_bytes(2) + self.data

    @property
    def is_needed(self) -> bool:
        """Tell whether the pixels look different without it."""
        if self.mark == _APP0:
            return self.data.startswith(_JFIF)
        if self.mark == _APP2:
            return self.data.startswith(_PROFILE)
        if self.mark == _APP14:
            return self.data.startswith(_ADOBE)
        return not _APP0 <= self.mark <= _APP15 and self.mark != _COMMENT


def strip_jpeg(content: bytes) -> Stripped:
    """Return the JPEG without its metadata. Raises BrokenPicture where it is no whole JPEG."""
    kept: list[bytes] = []
    exif, frame, marked = b"", b"", False
    for piece in _pieces(content):
        if isinstance(piece, bytes):
            kept.append(piece)
            continue
        if piece.mark == _APP1 and piece.data.startswith(_EXIF) and not exif:
            exif = piece.data
        if piece.mark in _FRAMES and not frame:
            frame = piece.data
        if piece.is_needed:
            marked = marked or piece.mark in (_APP0, _APP14)
            kept.append(_without_preview(piece).packed)
    if len(frame) < 6:
        raise BrokenPicture("JPEG 没有写明大小")
    head = b"" if marked or not _is_plain(frame) else _Segment(_APP0, _JFIF + b"\1\1\0\0\1\0\1\0\0").packed
    body = b"".join((b"\xff\xd8", head, *kept, b"\xff\xd9"))
    return Stripped(body, int.from_bytes(frame[3:5]), int.from_bytes(frame[1:3]), exif)


def _pieces(content: bytes) -> Iterator[_Segment | bytes]:
    """Yield the segments up to the end, and the coded pixels between them as they are."""
    at = 2
    while True:
        found = _NEXT_MARK.match(content, at)
        if found is None:
            raise BrokenPicture(_TRUNCATED if at >= len(content) else "JPEG 数据已损坏")
        mark = found[0][-1]
        if mark == _END:
            return
        size = int.from_bytes(content[found.end() : found.end() + 2])
        at = found.end() + size
        if size < 2 or at > len(content):
            raise BrokenPicture(_TRUNCATED)
        yield _Segment(mark, content[found.end() + 2 : at])
        if mark == _SCAN:
            following = _NEXT_MARK.search(content, at)
            if following is None:
                raise BrokenPicture(_TRUNCATED)
            yield content[at : following.start()]
            at = following.start()


def _without_preview(segment: _Segment) -> _Segment:
    """Return the JFIF head without the small picture that it may hold, which nobody updates."""
    if segment.mark != _APP0 or len(segment.data) < 14:
        return segment
    return _Segment(_APP0, segment.data[:12] + b"\0\0")


def _is_plain(frame: bytes) -> bool:
    """Tell whether a JFIF head fits: grey or YCbCr, which is what programs assume of three colours."""
    parts = tuple(frame[6 + 3 * n] for n in range(frame[5]) if 6 + 3 * n < len(frame))
    return len(parts) in (1, 3) and parts != _PLAIN_RGB
