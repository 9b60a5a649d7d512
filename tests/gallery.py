"""Pictures of every page of one campaign's pack, into docs/gallery: `make gallery`.

LibreOffice prints the documents, poppler draws the pages; Chinese faces that are not installed are stood in for by
the free ones nearest in look, as a reader with Word would see them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from generator.intake.resources import read_process
from tests.support.command import DAYS, ROOT, build, documents, pack_folder
from tests.support.libreoffice import convert

CAMPAIGN = ROOT / "campaigns" / "HD-2026-004.yaml"
FOLDER = ROOT / "docs" / "gallery"
DOTS_PER_INCH = 60
_SERIF = ("宋体", "SimSun", "仿宋", "FangSong", "楷体", "KaiTi")
_SANS = ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian")
HEAD = """# 一场活动的全部文件

`make gallery` 用 `{campaign}` 生成资料包,再由 LibreOffice 打印成下面的图片。
字体是替代字体(思源宋体、思源黑体),在 Word 里看到的是宋体、黑体和微软雅黑。
"""


def main() -> None:
    """Build the pack, print it, and write the pictures with a page that shows them."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        done = build(CAMPAIGN, home / "output", as_of=DAYS[CAMPAIGN.stem])
        if done.code:
            sys.exit(done.out + done.err)
        files = documents(pack_folder(home / "output") / "V1.0")
        os.environ["FONTCONFIG_FILE"] = str(_write_fonts(home))
        pages = {code: _draw(code, pdf, home) for code, pdf in _print(files, home).items()}
    _write_page(pages)


def _print(files: Mapping[str, Path], home: Path) -> dict[str, Path]:
    """Return each document as PDF, by code."""
    named = []
    for code, path in files.items():
        named.append(home / f"{code}{path.suffix}")
        named[-1].write_bytes(path.read_bytes())
    return {path.stem: path for path in convert(named, "pdf", home / "pdf")}


def _draw(code: str, pdf: Path, home: Path) -> list[str]:
    """Write the pages of a document as small pictures; return their names."""
    drawn = home / code
    drawn.mkdir()
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", str(pdf), str(drawn / "page")]
    subprocess.run(command, check=True)
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob(f"{code}-*.png"):
        old.unlink()
    names = []
    for number, page in enumerate(sorted(drawn.iterdir()), 1):
        names.append(f"{code}-{number}.png")
        with Image.open(page) as picture:
            picture.convert("RGB").quantize(48).save(FOLDER / names[-1], optimize=True)
    return names


def _write_page(pages: Mapping[str, list[str]]) -> None:
    lines = [HEAD.format(campaign=CAMPAIGN.relative_to(ROOT).as_posix())]
    for deliverable in read_process().deliverables:
        names = pages.get(deliverable.code, [])
        lines.append(f"## {deliverable.code} 《{deliverable.name}》\n")
        lines += [f"![{deliverable.name} 第 {n} 页]({name})" for n, name in enumerate(names, 1)]
        lines.append("")
    (FOLDER / "README.md").write_text("\n".join(lines), encoding="utf-8")


def _write_fonts(home: Path) -> Path:
    """Return a font configuration that has stand-ins for the faces of Windows."""
    alias = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'
    faces = {**dict.fromkeys(_SERIF, "Noto Serif CJK SC"), **dict.fromkeys(_SANS, "Noto Sans CJK SC")}
    body = "".join(alias.format(face, stand_in) for face, stand_in in faces.items())
    path = home / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{body}</fontconfig>',
        encoding="utf-8",
    )
    return path


if __name__ == "__main__":
    main()
