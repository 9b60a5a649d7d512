"""Packs as people leave them before they are archived, and how to archive them."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pypdf
from PIL import Image

from tests.support.command import DAYS, ROOT, Done, build, pack_folder, run

CLOSED = ROOT / "campaigns" / "HD-2026-004.yaml"
DAY = DAYS["HD-2026-004"]
RECORDS = ("检测报告.xlsx", "归档说明.txt", "metadata.json", "manifest-sha256.txt")
# What makes every expectation of the closed example come true, and what people leave behind without meaning it.
DROPPED: dict[str, str] = {
    "04_附件凭证/合同/场地租赁合同.pdf": "pdf",
    "04_附件凭证/发票/发票 01.pdf": "pdf",
    "04_附件凭证/签字扫描件/HD-2026-004-SP-01 签字.pdf": "pdf",
    "04_附件凭证/签字扫描件/活动预算表 盖章.jpg": "jpg",
    "04_附件凭证/授权文件/肖像授权.pdf": "pdf",
    "05_素材影像/设计源文件/主视觉.ai": "bytes",
    "05_素材影像/照片/IMG:0001.JPG": "jpg",
    "05_素材影像/照片/合影😀.jpg": "jpg",
    "05_素材影像/视频/全程录像.mp4": "film",
    "05_素材影像/发布截图/公众号.png": "png",
    "06_个人信息(限期保管)/嘉宾名单/嘉宾名单.csv": "text",
    "06_个人信息(限期保管)/嘉宾名单/意向登记.csv": "text",
    "06_个人信息(限期保管)/问卷原始数据/问卷.csv": "text",
}
LITTER = (
    "05_素材影像/照片/Thumbs.db",
    ".DS_Store",
    "01_策划准备/~WRL0001.tmp",
    "03_复盘优化/._方案.docx",
)


def built(output: Path) -> Path:
    """Build the closed example and return its version folder."""
    done = build(CLOSED, output, as_of=DAY)
    assert done.code == 0, done.out + done.err
    return pack_folder(output) / "V1.0"


def drop_in(version: Path, film: int = 20_000_000) -> None:
    """Put scans, photos, a (sparse) film of so many bytes and leftovers into a version folder."""
    for path, kind in DROPPED.items():
        (version / path).parent.mkdir(parents=True, exist_ok=True)
        if kind == "film":
            with (version / path).open("wb") as stream:
                stream.truncate(film)
        else:
            (version / path).write_bytes(content(kind, path))
    for path in LITTER:
        (version / path).write_bytes(b"litter")


def content(kind: str, seed: str) -> bytes:
    """Return a small sound file of a kind; no two are alike."""
    stream = io.BytesIO()
    if kind == "pdf":
        pages = pypdf.PdfWriter()
        pages.add_metadata({"/Title": seed})
        pages.add_blank_page(595, 842)
        pages.add_blank_page(595, 842)
        pages.write(stream)
    elif kind in ("jpg", "png"):
        colour = hashlib.sha256(seed.encode()).digest()[:3]
        Image.new("RGB", (64, 48), tuple(colour)).save(stream, "JPEG" if kind == "jpg" else "PNG")
    else:
        stream.write(f"{kind} {seed}\n".encode())
    return stream.getvalue()


def archive(pack: Path, shelf: Path, *more: object, day: str = DAY) -> Done:
    """Run `campaign-pack archive`."""
    return run("archive", pack, "--to", shelf, "--as-of", day, *more)


def verify(archived: Path, day: str = DAY) -> Done:
    """Run `campaign-pack verify`."""
    return run("verify", archived, "--as-of", day)


def only_in(shelf: Path) -> Path:
    """Return the one archive on a shelf."""
    (found,) = [p for p in shelf.iterdir() if not p.name.startswith(".") and not p.name.endswith(".sha256")]
    return found


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def make_writable(folder: Path) -> None:
    """Let a test change what the archive made read-only."""
    for parent, _, names in os.walk(folder):
        for name in names:
            Path(parent, name).chmod(0o644)
