"""What keeps a file from being opened, or makes it unsafe."""

from __future__ import annotations

import io
import zipfile

import pypdf
import pytest
from PIL import Image

from generator.office.hazards import Danger, examine
from tests.office.inspection.files import DOCUMENT, document, with_external, with_new_part
from tests.support.archives import content


def pdf(password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def with_macro() -> bytes:
    stream = io.BytesIO(document())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    return stream.getvalue()


def packed() -> bytes:
    octets = "application/octet-stream"
    return with_new_part(
        document(), "word/packed/a.bin", "x", kind="oleObject", holder=DOCUMENT, content_type=octets
    )


@pytest.mark.parametrize(
    ("data", "name", "danger", "said"),
    [
        (b"", "空.pdf", Danger.UNUSABLE, "空的"),
        (b"%PDF-1.7 broken", "坏.pdf", Danger.UNUSABLE, "打不开"),
        (pdf("geheim"), "密.pdf", Danger.UNUSABLE, "密码"),
        (b"\xff\xd8\xff", "坏.jpg", Danger.UNUSABLE, "打不开"),
        (content("png", "x")[:60], "半.png", Danger.UNUSABLE, "打不开"),
        (b"PK broken", "坏.docx", Danger.UNUSABLE, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧.xlsx", Danger.UNUSABLE, "旧格式"),
        (with_macro(), "宏.docx", Danger.UNSAFE, "宏"),
        (
            with_external(document(), DOCUMENT, "attachedTemplate", "http://x/y.dotx"),
            "链.docx",
            Danger.UNSAFE,
            "链接到",
        ),
        (packed(), "嵌.docx", Danger.UNSAFE, "嵌有"),
    ],
)
def test_a_fault_is_told(data: bytes, name: str, danger: Danger, said: str) -> None:
    found = examine(data, name).hazards
    assert [each.danger for each in found] == [danger]
    assert said in found[0].text


def test_pages_are_counted() -> None:
    assert examine(pdf(), "扫描.PDF").pages == 3
    assert examine(content("jpg", "x"), "照片.jpg").pages == 1
    frames = [Image.new("1", (8, 8)) for _ in range(4)]
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    assert examine(stream.getvalue(), "传真.tif").pages == 4


def test_sound_files_and_unknown_ones_have_no_fault() -> None:
    for data, name in (
        (document(), "x.docx"),
        (pdf(), "x.pdf"),
        (content("jpg", "x"), "x.jpg"),
        (b"?", "x.psd"),
    ):
        assert examine(data, name).hazards == ()
