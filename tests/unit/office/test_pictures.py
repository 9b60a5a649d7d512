"""Pictures from outside: whole or refused with the reason, upright, and silent about where they were taken."""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from generator.office.pictures import LARGEST, BrokenPicture, no_pictures, read_picture, svg_png
from generator.office.pictures.raster import MOST_PIXELS
from tests.support.pictures import camera, drawn, encoded, jpeg, opened, png, svg

INCH = 914_400


def reason(content: bytes) -> str:
    with pytest.raises(BrokenPicture) as caught:
        read_picture(content, "图")
    assert caught.value.remedy
    return caught.value.reason


def is_red(image: Image.Image, at: tuple[int, int]) -> bool:
    found = image.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return found[0] > found[2]


# --- what is kept and what goes ---------------------------------------------------------------------------


def test_a_plain_png_and_a_plain_jpeg_stay_byte_for_byte() -> None:
    for content, ending in ((png(), "png"), (jpeg(), "jpeg")):
        picture = read_picture(content, "标志")
        assert (picture.content, picture.ending, picture.name, picture.fallback) == (
            content,
            ending,
            "标志",
            None,
        )


def test_the_same_bytes_give_the_same_picture() -> None:
    for content in (png(), jpeg(exif=camera(6)), svg()):
        assert read_picture(content, "图") == read_picture(content, "图")


def test_a_jpeg_says_no_more_where_and_with_what_it_was_taken() -> None:
    content = jpeg(exif=camera(), comment=b"SecretComment", xmp=b"<x:xmpmeta>SecretXmp</x:xmpmeta>")
    assert all(word in content for word in (b"SecretPhone", b"SecretComment", b"SecretXmp"))
    stripped = read_picture(content, "图").content
    assert b"Secret" not in stripped
    assert b"Exif" not in stripped
    assert opened(stripped).tobytes() == opened(content).tobytes()


def test_a_png_says_no_more_where_and_with_what_it_was_taken() -> None:
    notes = PngInfo()
    notes.add_text("Author", "SecretName")
    notes.add_itxt("XML:com.adobe.xmp", "SecretXmp", zip=True)
    content = png(pnginfo=notes, exif=camera())
    stripped = read_picture(content, "图").content
    assert b"Secret" in content
    for word in (b"Secret", b"tEXt", b"iTXt", b"eXIf"):
        assert word not in stripped
    assert opened(stripped).tobytes() == opened(content).tobytes()


def test_what_stands_behind_the_end_of_a_picture_goes() -> None:
    for content in (png(), jpeg()):
        assert read_picture(content + b"the film of a moving photo", "图").content == content


def test_the_preview_in_a_jpeg_goes() -> None:
    plain = jpeg()
    head = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    assert plain[2:20] == head
    preview = b"\xff\xe0\x00\x13JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01\x80\x80\x80"
    assert read_picture(plain[:2] + preview + plain[20:], "图").content == plain


def test_a_jpeg_with_nothing_but_exif_gets_a_head_that_programs_know() -> None:
    plain = jpeg(exif=camera())
    without_head = plain[:2] + plain[20:]
    assert without_head[2:4] == b"\xff\xe1"
    stripped = read_picture(without_head, "图").content
    assert stripped[6:10] == b"JFIF"
    assert opened(stripped).tobytes() == opened(plain).tobytes()


def test_a_colour_profile_stays() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for turn in (1, 6):
        for content in (
            png(icc_profile=profile, exif=camera(turn)),
            jpeg(icc_profile=profile, exif=camera(turn)),
        ):
            assert opened(read_picture(content, "图").content).info["icc_profile"] == profile


@pytest.mark.parametrize("turn", [1, 6])
def test_a_cmyk_jpeg_keeps_its_colours(turn: int) -> None:
    picture = read_picture(encoded(drawn(mode="CMYK"), "JPEG", exif=camera(turn), quality=90), "图")
    image = opened(picture.content)
    assert image.mode == "CMYK"
    assert is_red(image, (2, 2))
    assert not is_red(image, (image.width - 3, image.height - 3))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str) -> None:
    image = Image.new("I;16", (4, 4), 40_000) if mode == "I;16" else drawn(mode=mode)
    content = encoded(image, "PNG")
    assert read_picture(content, "图").content == content
    turned = read_picture(encoded(image, "PNG", exif=camera(6)), "图")
    assert opened(turned.content).size == (image.height, image.width)
    assert opened(turned.content).mode == opened(content).mode


def test_transparency_of_a_palette_outlasts_a_turn() -> None:
    image = drawn(mode="P")
    content = encoded(image, "PNG", transparency=0, exif=camera(3))
    assert opened(read_picture(content, "图").content).info["transparency"] == 0


def test_an_animated_png_stays_animated() -> None:
    frames = [drawn(), drawn().rotate(180)]
    content = encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert read_picture(content, "图").content == content


# --- upright and of its size ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("turn", "size", "red"),
    [
        (2, (40, 20), (38, 10)),
        (3, (40, 20), (38, 10)),
        (4, (40, 20), (2, 10)),
        (5, (20, 40), (10, 2)),
        (6, (20, 40), (10, 2)),
        (7, (20, 40), (10, 38)),
        (8, (20, 40), (10, 38)),
    ],
)
def test_a_picture_stands_as_it_was_held(
    kind: str, turn: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    picture = read_picture(encoded(drawn(), kind, exif=camera(turn)), "图")
    image = opened(picture.content)
    assert image.size == size
    assert is_red(image, red)
    assert not is_red(image, (size[0] - 1 - red[0], size[1] - 1 - red[1]))
    assert not image.getexif()
    assert picture.width * size[1] == picture.height * size[0]


def test_a_turned_jpeg_is_as_fine_as_it_was() -> None:
    content = jpeg(exif=camera(6), quality=95, subsampling=0)
    turned = opened(read_picture(content, "图").content)
    assert getattr(turned, "quantization") == getattr(opened(content), "quantization")  # noqa: B009 - of JPEGs only
    upright = opened(content).transpose(Image.Transpose.ROTATE_270)
    far = max(abs(a - b) for a, b in zip(turned.tobytes(), upright.tobytes(), strict=True))
    assert far < 8


def test_a_damaged_exif_block_is_no_fault_of_the_picture() -> None:
    content = jpeg(exif=b"Exif\0\0II*\0\xff\xff\xff\xff broken")
    assert opened(read_picture(content, "图").content).size == (40, 20)


@pytest.mark.parametrize("content", [png(dpi=(300, 300)), jpeg(dpi=(300, 300))])
def test_the_natural_size_follows_from_the_resolution(content: bytes) -> None:
    picture = read_picture(content, "图")
    assert picture.width == pytest.approx(40 * INCH / 300, rel=1e-3)
    assert picture.height == pytest.approx(20 * INCH / 300, rel=1e-3)


@pytest.mark.parametrize("content", [png(), png(dpi=(1, 1)), jpeg(), jpeg(dpi=(30_000, 30_000))])
def test_without_a_sane_resolution_it_is_96_dots_to_the_inch(content: bytes) -> None:
    picture = read_picture(content, "图")
    assert (picture.width, picture.height) == (40 * INCH // 96, 20 * INCH // 96)


def test_a_turned_picture_turns_its_resolution_with_it() -> None:
    picture = read_picture(jpeg(dpi=(100, 200), exif=camera(6)), "图")
    assert (picture.width, picture.height) == (20 * INCH // 200, 40 * INCH // 100)


# --- refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [png(), jpeg()])
def test_a_picture_cut_anywhere_is_refused(content: bytes) -> None:
    for length in range(len(content) - 1, 24, -max(1, len(content) // 40)):
        assert "不完整" in reason(content[:length]) or "损坏" in reason(content[:length])


def test_a_png_with_a_changed_byte_is_refused() -> None:
    content = bytearray(png())
    content[content.index(b"IDAT") + 8] ^= 0xFF
    assert "损坏" in reason(bytes(content))


def test_a_png_whose_pixels_are_not_all_there_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)
    short = zlib.compress(bytes(range(31)) * 10)[:-20]
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", short) + chunk(b"IEND", b"")
    assert "不完整" in reason(content)


def _empty_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(width // 8 + 1) * min(height, 1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_picture_of_too_many_pixels_is_told_with_its_size_before_it_is_decoded() -> None:
    assert MOST_PIXELS < 20_000 * 20_000
    assert "20,000×20,000" in reason(_empty_png(20_000, 20_000))
    huge = bytearray(jpeg())
    at = huge.index(b"\xff\xc0") + 5
    huge[at : at + 4] = struct.pack(">HH", 60_000, 50_000)
    assert "50,000×60,000" in reason(bytes(huge))


def test_a_file_too_large_to_be_a_picture_is_not_looked_at() -> None:
    assert "50 MB" in reason(png() + bytes(LARGEST))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (encoded(drawn(), "GIF"), "GIF"),
        (encoded(drawn(), "BMP"), "BMP"),
        (encoded(drawn(), "TIFF"), "TIFF"),
        (encoded(drawn(), "WEBP"), "WebP"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypavif", "AVIF"),
        (b"%PDF-1.7", "PDF"),
        (b"8BPS\0\1", "PSD"),
        (b"PK\3\4", "Office"),
        (b"\x1f\x8b\x08", ".svgz"),
    ],
)
def test_other_formats_are_called_by_their_names(content: bytes, kind: str) -> None:
    assert kind in reason(content)


def test_what_is_no_picture_is_told() -> None:
    assert reason(b"") == "文件是空的"
    assert reason(b"company: {}") == "不是 PNG、JPEG 或 SVG 图片"
    assert "SVG" in reason(b"<html><body><svg></svg></body></html>")


def test_without_a_source_no_file_is_read() -> None:
    with pytest.raises(BrokenPicture, match="logo"):
        no_pictures("logo.png")


# --- SVG --------------------------------------------------------------------------------------------------


def test_an_svg_comes_with_a_png_of_its_shape() -> None:
    picture = read_picture(svg(), "标志")
    assert (picture.ending, picture.width, picture.height) == ("svg", 40 * 9525, 20 * 9525)
    assert picture.fallback is not None
    image = opened(picture.fallback)
    assert image.size == (1600, 800)
    assert is_red(image, (200, 200))
    assert image.convert("RGBA").getpixel((1200, 600)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("size", "emu"),
    [
        ('width="25.4mm" height="1in"', (INCH, INCH)),
        ('width="72pt" height="6pc"', (INCH, INCH)),
        ('viewBox="0 0 192 96"', (2 * INCH, INCH)),
        ('width="100%" height="100%" viewBox="0 0 192 96"', (2 * INCH, INCH)),
        ('width="96" viewBox="0 0 200 100"', (INCH, INCH // 2)),
        ('height="96px" viewBox="0,0,200,100"', (2 * INCH, INCH)),
    ],
)
def test_an_svg_is_as_large_as_it_says(size: str, emu: tuple[int, int]) -> None:
    picture = read_picture(svg(size=size), "图")
    assert (picture.width, picture.height) == pytest.approx(emu, abs=2)


@pytest.mark.parametrize("size", ["", 'width="0" height="5"', 'viewBox="0 0 0 0"', 'width="1e9" height="1"'])
def test_an_svg_of_no_size_is_refused(size: str) -> None:
    assert "大小" in reason(svg(size=size))


def test_nothing_in_an_svg_runs_or_looks_elsewhere() -> None:
    picture = read_picture(
        svg(
            '<script>alert(1)</script><rect width="9" height="9" onclick="alert(2)" ONLOAD="x()"/>'
            '<a href="javascript:alert(3)" xlink:href="http://example.com"><rect width="5" height="5"/></a>'
            '<set attributeName="href" to="http://example.com"/><metadata>SecretName</metadata><!-- SecretPath -->'
            '<sodipodi:x xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd">SecretNote</sodipodi:x>'
            "<style>@import url(http://example.com/a.css); @font-face{font-family:x;src:url(http://example.com/f)}"
            " rect{fill:#c00}</style>"
        ),
        "图",
    )
    text = picture.content.decode()
    assert not any(word in text for word in ("alert", "onclick", "ONLOAD", "example", "Secret", "script"))
    assert "fill:#c00" in text
    assert text.count("<rect") == 2


EXTERNAL = [
    '<image href="{file}" width="9" height="9"/>',
    '<image xlink:href="{file}" width="9" height="9"/>',
    '<image href="file://{file}" width="9" height="9"/>',
    '<image href="red.png" width="9" height="9"/>',
    '<image href="http://example.com/a.png" width="9" height="9"/>',
    '<filter id="f"><feImage href="{file}"/></filter><rect width="9" height="9" filter="url(#f)"/>',
    '<use href="other.svg#a"/>',
    '<linearGradient id="g" href="other.svg#a"/>',
    '<rect width="9" height="9" fill="url({file})"/>',
    '<rect width="9" height="9" style="fill:u\\72l({file})"/>',
    "<style>rect{{fill:url('{file}#a')}}</style>",
    "<style>@\\69mport '{file}';</style>",
]


@pytest.mark.parametrize("body", EXTERNAL)
def test_an_svg_that_needs_another_file_is_refused(body: str, tmp_path: Path) -> None:
    secret = tmp_path / "red.png"
    secret.write_bytes(png())
    assert "别的文件" in reason(svg(body.format(file=secret)))


def test_the_program_that_draws_would_have_read_the_file(tmp_path: Path) -> None:
    """This is why the references are refused beforehand: resvg itself opens whatever they name."""
    import resvg_py

    (tmp_path / "red.png").write_bytes(encoded(Image.new("RGB", (9, 9), (255, 0, 0)), "PNG"))
    body = f'<image href="{tmp_path / "red.png"}" width="40" height="20"/>'
    assert is_red(opened(resvg_py.svg_to_bytes(svg_string=svg(body).decode())), (20, 10))


def test_pictures_in_an_svg_are_read_like_any_other() -> None:
    photo = base64.b64encode(jpeg(exif=camera())).decode()
    picture = read_picture(
        svg(f'<image href="data:image/jpeg;base64,{photo}" width="40" height="20"/>'), "图"
    )
    inside = picture.content.decode().partition("base64,")[2].partition('"')[0]
    assert b"Secret" not in base64.b64decode(inside)
    assert picture.fallback is not None
    assert is_red(opened(picture.fallback), (300, 300))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("data:image/gif;base64,R0lGODlh", "image/gif"),
        ("data:image/svg+xml;base64,PHN2Zy8+", "image/svg+xml"),
        ("data:image/png;base64,iVBORw0KGgo", "嵌入的图片"),
        (f"data:image/png;base64,{base64.b64encode(_empty_png(20_000, 20_000)).decode()}", "20,000×20,000"),
    ],
)
def test_a_picture_in_an_svg_that_cannot_be_used_is_told(address: str, told: str) -> None:
    assert told in reason(svg(f'<image href="{address}" width="9" height="9"/>'))


def test_a_plain_document_type_is_left_out_and_one_with_entities_refused() -> None:
    named = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert b"DOCTYPE" not in read_picture(b'<?xml version="1.0"?>' + named + svg(), "图").content
    assert "实体" in reason(b'<!DOCTYPE svg [<!ENTITY a "x">]>' + svg("<text>&a;</text>"))
    assert "实体" in reason(
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("<text>&a;</text>")
    )


def test_web_pages_in_an_svg_are_refused_unless_something_stands_for_them() -> None:
    page = '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">字</p></foreignObject>'
    assert "网页" in reason(svg(page))
    assert (
        b"foreignObject"
        not in read_picture(svg(f"<switch>{page}<rect width='5' height='5'/></switch>"), "图").content
    )


def test_letters_in_a_font_that_is_not_there_are_drawn_in_another() -> None:
    def blank(family: str) -> bool:
        body = f'<text x="2" y="16" font-size="16" {family}>H</text>'
        fallback = read_picture(svg(body), "图").fallback
        assert fallback is not None
        return opened(fallback).convert("RGBA").getbbox() is None

    assert not blank("")
    assert not blank('font-family="没有这种字体"')
    assert not blank("style=\"font-family:'没有这种字体'\"")


DEEP = "<g>" * 200 + "<rect width='5' height='5'/>" + "</g>" * 200
BOMB = '<g id="a0"><rect width="1" height="1"/></g>' + "".join(
    f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(8)
)


def test_an_svg_of_many_groups_is_drawn_and_one_of_millions_is_told() -> None:
    assert read_picture(svg(DEEP), "图").fallback
    assert "复杂" in reason(svg(BOMB))


def test_an_svg_that_would_draw_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg_png, "SECONDS", 2)
    noise = '<filter id="f"><feTurbulence baseFrequency="0.1" numOctaves="100000000"/></filter>'
    assert "复杂" in reason(svg(f'{noise}<rect width="40" height="20" filter="url(#f)"/>'))


def test_an_svg_with_a_prefix_is_read_and_one_in_another_encoding_told() -> None:
    prefixed = '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert read_picture(prefixed.encode(), "图").fallback
    assert "SVG" in reason(f'<?xml version="1.0" encoding="UTF-16"?>{prefixed}'.encode("utf-16"))


def test_pillow_is_imported_only_for_a_picture() -> None:
    loaded = "[m for m in ('PIL', 'lxml', 'resvg_py') if m in sys.modules]"
    program = f"import sys, generator.office.pictures; print({loaded})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_svg_is_known_behind_a_byte_order_mark() -> None:
    assert read_picture(b"\xef\xbb\xbf" + svg(), "图").ending == "svg"
