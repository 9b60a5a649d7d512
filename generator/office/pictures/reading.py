"""A picture file told by its content, never by its ending."""

from __future__ import annotations

import re

from generator.office.pictures import jpeg, png
from generator.office.pictures.picture import USABLE, BrokenPicture, Picture
from generator.office.pictures.raster import read_raster

LARGEST = 50 * 2**20
_SAVE_AS = "用看图软件打开后另存为 PNG 或 JPEG"
_PHONE = f"{_SAVE_AS}; 苹果手机可在「设置 → 相机 → 格式」选「兼容性最佳」"
_EXPORT = "用制作它的软件导出为 PNG 或 SVG"
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"GIF8", "GIF 图片", _SAVE_AS),
    (b"II*\0", "TIFF 图片", _SAVE_AS),
    (b"MM\0*", "TIFF 图片", _SAVE_AS),
    (b"\0\0\0\x0cjP", "JPEG 2000 图片", _SAVE_AS),
    (b"\0\0\1\0", "图标文件(ICO)", _SAVE_AS),
    (b"\xff\x0a", "JPEG XL 图片", _SAVE_AS),
    (b"BM", "BMP 图片", _SAVE_AS),
    (b"\x1f\x8b", "压缩过的文件(.svgz 或 .gz)", "解压, 或另存为 SVG、PNG"),
    (b"8BPS", "Photoshop 文件(PSD)", _EXPORT),
    (b"%PDF", "PDF 或 Illustrator 文件", _EXPORT),
    (b"%!PS", "EPS 或 Illustrator 文件", _EXPORT),
    (b"\xd7\xcd\xc6\x9a", "WMF 图片", _SAVE_AS),
    (b"PK\3\4", "Office 文件或压缩文件", "解压, 或把其中的图片另存为 PNG 或 JPEG"),
)
_PHONE_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1")


def read_picture(content: bytes, name: str) -> Picture:
    """Return the picture in a file, called `name` (the file's name without ending).

    PNG and JPEG are decoded to see that they are whole, turned upright by their EXIF, and stripped of it; SVG is
    cleaned and gets a PNG beside it. The same bytes give the same picture; only the letters in the PNG of an SVG
    depend on the fonts of the machine. Raises BrokenPicture with what is wrong and the way out.
    """
    if len(content) > LARGEST:
        raise BrokenPicture(
            f"文件有 {len(content) / 2**20:,.0f} MB, 超过 {LARGEST // 2**20} MB", "缩小图片后另存"
        )
    if content.startswith(png.SIGNATURE):
        return read_raster(content, name, "png")
    if content.startswith(jpeg.SIGNATURE):
        return read_raster(content, name, "jpeg")
    if looks_like_svg(content):
        from generator.office.pictures.svg import read_svg

        return read_svg(content, name)
    raise _refusal(content)


def looks_like_svg(content: bytes) -> bool:
    """Tell whether a file begins like an SVG."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and re.search(rb"<(?:\w+:)?svg[\s>]", content[:65536]) is not None


def _refusal(content: bytes) -> BrokenPicture:
    if not content:
        return BrokenPicture("文件是空的")
    for magic, kind, remedy in _OTHERS:
        if content.startswith(magic):
            return BrokenPicture(f"是 {kind}, 不是 {USABLE}", remedy)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return BrokenPicture(f"是 WebP 图片, 不是 {USABLE}", _SAVE_AS)
    if content[4:8] == b"ftyp":
        kind = "HEIC 图片" if content[8:12] in _PHONE_BRANDS else "AVIF 图片或视频"
        return BrokenPicture(f"是 {kind}, 不是 {USABLE}", _PHONE)
    if content[40:44] == b" EMF":
        return BrokenPicture(f"是 EMF 图片, 不是 {USABLE}", _SAVE_AS)
    return BrokenPicture(f"不是 {USABLE} 图片", _SAVE_AS)
