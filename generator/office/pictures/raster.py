"""PNG and JPEG, decoded once to see that they are whole, and turned upright where a camera said how.

Pixels are encoded anew only for that turn; a JPEG then keeps its quantization and subsampling, an animated PNG
its first frame, a 16-bit PNG in colour 8 of its bits.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from generator.office.pictures.jpeg import strip_jpeg
from generator.office.pictures.picture import EMU_PER_INCH, BrokenPicture, Picture
from generator.office.pictures.png import strip_png

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

MOST_PIXELS = 100_000_000
_SANE_DPI = (30, 2400)
_USUAL_DPI = 96.0
_ORIENTATION, _X_DPI, _Y_DPI, _DPI_UNIT = 0x0112, 0x011A, 0x011B, 0x0128
_PER_CENTIMETRE = 3
_DEFLATED = {"compress_level": 6}

Dpi = tuple[float, float]
Ending = Literal["png", "jpeg"]


def read_raster(content: bytes, name: str, ending: Ending) -> Picture:
    """Return the picture of a PNG or JPEG file. Raises BrokenPicture."""
    stripped = strip_png(content) if ending == "png" else strip_jpeg(content)
    _check_size(stripped.width, stripped.height)
    image = _decoded(stripped.content, ending)
    exif = _read_exif(stripped.exif)
    dpi = _dpi(image.info.get("dpi")) or _dpi_of(exif) or (_USUAL_DPI, _USUAL_DPI)
    turn = exif.get(_ORIENTATION, 1)
    if turn not in range(2, 9):
        return _picture(stripped.content, image, dpi, name, ending)
    upright = _upright(image, turn)
    turned = (dpi[1], dpi[0]) if turn > 4 else dpi
    encoded = _encoded(upright, image, ending, turned)
    return _picture(encoded, upright, turned, name, ending)


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise BrokenPicture("图片没有写明大小")
    if width * height > MOST_PIXELS:
        reason = f"有 {width:,}×{height:,} 像素, 超过 {MOST_PIXELS // 10_000:,} 万像素"
        raise BrokenPicture(reason, "缩小图片后另存; 印在 A4 纸上 2,500×3,500 像素已足够")


def _decoded(content: bytes, ending: Ending) -> Image:
    """Return the decoded picture; whatever Pillow fails at or warns of is the reason why there is none."""
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile

    kind = PngImageFile if ending == "png" else JpegImageFile
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = kind(io.BytesIO(content))
            image.load()
    except MemoryError as error:
        raise BrokenPicture("图片太大, 内存放不下", "缩小图片后另存") from error
    except (
        Exception
    ) as error:  # of many kinds: Pillow's plugins raise what the damage makes them stumble over
        raise BrokenPicture(f"{ending.upper()} 数据不完整或已损坏") from error
    return image


def _read_exif(data: bytes) -> Exif:
    """Return what a camera said; what cannot be read says nothing."""
    from PIL.Image import Exif

    exif = Exif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if data:
                exif.load(data)
            dict(exif)
        except Exception:  # of any kind: Pillow lets through whatever hostile EXIF makes it meet
            return Exif()
    return exif


def _dpi(found: object) -> Dpi | None:
    """Return a resolution as (across, down), None where it is not one that a picture has."""
    try:
        across, down = (float(number) for number in found)  # type: ignore[attr-defined]  # what is no pair fails here
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    low, high = _SANE_DPI
    return (across, down) if low <= across <= high and low <= down <= high else None


def _dpi_of(exif: Mapping[int, Any]) -> Dpi | None:
    factor = 2.54 if exif.get(_DPI_UNIT) == _PER_CENTIMETRE else 1.0
    found = _dpi((exif.get(_X_DPI), exif.get(_Y_DPI)))
    return _dpi((found[0] * factor, found[1] * factor)) if found else None


def _upright(image: Image, turn: int) -> Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[turn])


def _encoded(upright: Image, original: Image, ending: Ending, dpi: Dpi) -> bytes:
    """Encode the turned pixels as the original had them."""
    out = io.BytesIO()
    info = original.info
    profile = {"icc_profile": info["icc_profile"]} if "icc_profile" in info else {}
    if ending == "jpeg":
        from PIL.JpegImagePlugin import get_sampling

        tables = getattr(original, "quantization", None)
        sampling = get_sampling(original)
        progressive = "progressive" in info
        upright.save(
            out, "JPEG", qtables=tables, subsampling=sampling, progressive=progressive, dpi=dpi, **profile
        )
    else:
        clear = {"transparency": info["transparency"]} if "transparency" in info else {}
        upright.info.clear()
        upright.save(out, "PNG", dpi=dpi, **_DEFLATED, **profile, **clear)
    return out.getvalue()


def _picture(content: bytes, image: Image, dpi: Dpi, name: str, ending: Ending) -> Picture:
    width, height = (max(1, round(n * EMU_PER_INCH / d)) for n, d in zip(image.size, dpi, strict=True))
    return Picture(content, ending, width, height, name)
