"""Picture files that a campaign or a data file names: found beside it, read once, or told with what is wrong.

A path is relative to the folder of the file that names it; `/` and `\\` both part folders, since the same file is
used on either system. Only regular files are opened: no folders, devices or pipes.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

from msgspec import Struct, field

from generator.campaign import Campaign, Path, shape_of, spell, walk
from generator.diagnostics import Diagnostic
from generator.intake.sources import Places
from generator.office.pictures import LARGEST, BrokenPicture, Picture, read_picture

_CODE = "C-F12"
_ADDRESS = ("http://", "https://", "data:")


class ReadPictures(Struct, frozen=True):
    """The pictures that a campaign names, by their paths as written, and what is wrong with the others."""

    pictures: Mapping[str, Picture]
    diagnostics: tuple[Diagnostic, ...]


class PictureFolder(Struct, frozen=True):
    """The pictures in and below a folder; each is read and decoded once, however often it is asked for."""

    folder: FilePath
    _read: dict[str, Picture | BrokenPicture] = field(default_factory=dict)

    def picture(self, path: str) -> Picture:
        """Return the picture at `path`. Raises BrokenPicture."""
        if path not in self._read:
            self._read[path] = self._open(path)
        found = self._read[path]
        if isinstance(found, BrokenPicture):
            raise BrokenPicture(found.reason, found.remedy)
        return found

    def _open(self, path: str) -> Picture | BrokenPicture:
        file = self.folder / path.strip().replace("\\", "/")
        try:
            return read_picture(_content(file, path), file.stem)
        except BrokenPicture as broken:
            return broken


def picture_files(campaign: Campaign) -> tuple[str, ...]:
    """Return the paths of the pictures that a campaign names, as they stand in its file."""
    return tuple(dict.fromkeys(path for _, path in _named(campaign)))


def read_pictures(campaign: Campaign, sources: Places, folder: FilePath) -> ReadPictures:
    """Read every picture that a campaign names; all that cannot be used are told, each where it is named."""
    files = PictureFolder(folder)
    pictures: dict[str, Picture] = {}
    problems: list[Diagnostic] = []
    for place, path in _named(campaign):
        try:
            pictures[path] = files.picture(path)
        except BrokenPicture as broken:
            message = f"{spell(place)}的图片「{path}」不能用:{broken.reason}"
            problems.append(Diagnostic(_CODE, message, broken.remedy, sources.place(place)))
    return ReadPictures(pictures, tuple(problems))


def _named(campaign: Campaign) -> Iterator[tuple[Path, str]]:
    """Yield the paths of pictures in a campaign with their places in it."""
    for place, shape, value in walk(campaign, shape_of(Campaign)):
        if shape.picture and isinstance(value, str):
            yield place, value


def _content(file: FilePath, path: str) -> bytes:
    """Return the bytes of a picture file. Raises BrokenPicture, also where it is longer than any picture."""
    _refuse_address(path.strip().lower())
    try:
        _refuse_status(file.stat())
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except FileNotFoundError as missing:
        raise BrokenPicture(*_missing(file, path)) from missing
    except (OSError, ValueError) as failure:
        raise BrokenPicture("文件无法读取", "检查路径和读取权限;关闭打开它的程序后重试") from failure


def _refuse_address(path: str) -> None:
    if path.startswith(_ADDRESS):
        raise BrokenPicture("这是网址,不是文件", "把图片下载到活动文件所在的文件夹,写它的文件名")
    if path.startswith("file:"):
        raise BrokenPicture("这是网址,不是文件", "去掉 file:/// ,直接写文件的路径")


def _refuse_status(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise BrokenPicture("这是文件夹,不是文件", "写出文件夹里的图片文件名")
    if not stat.S_ISREG(status.st_mode):
        raise BrokenPicture("这不是普通文件", "换成图片文件的路径")
    if status.st_size > LARGEST:
        size, limit = status.st_size / 2**20, LARGEST // 2**20
        raise BrokenPicture(f"文件有 {size:,.0f} MB, 超过 {limit} MB", "缩小图片后另存")


def _missing(file: FilePath, path: str) -> tuple[str, str]:
    """Return that there is no such file, and the path that was probably meant, as it is written here."""
    from difflib import get_close_matches

    try:
        beside = {FilePath(each.name).stem.casefold(): each.name for each in sorted(file.parent.iterdir())}
    except OSError:
        return "找不到文件", f"没有文件夹 {file.parent};检查路径,它从本文件所在的文件夹算起"
    near = get_close_matches(file.stem.casefold(), beside, n=1, cutoff=0.6)
    folder = path[: len(path) - len(re.split(r"[/\\]", path)[-1])]
    guess = f"是否想写 {folder}{beside[near[0]]} ?" if near else ""
    return "找不到文件", f"{guess}检查文件名和大小写;路径从本文件所在的文件夹算起"
