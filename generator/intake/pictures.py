"""Picture files that a campaign or a data file names: found beside it, read once, or told with what is wrong.

A path is relative to the folder of the file that names it; `/` and `\\` both part folders, since the same file is
used on either system. Only regular files are opened: no folders, devices or pipes.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from generator.campaign import Campaign, Path, Shape, spell, walk
from generator.diagnostics import Diagnostic
from generator.intake.sources import SourceMap
from generator.office.pictures import LARGEST, BrokenPicture, Picture, read_picture

_CODE = "C-F12"
_ADDRESS = ("http://", "https://", "data:")


@dataclass(frozen=True, slots=True)
class ReadPictures:
    """The pictures that a campaign names, by their paths as written, and what is wrong with the others."""

    pictures: Mapping[str, Picture]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class PictureFolder:
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


def read_pictures(campaign: Campaign, sources: SourceMap, folder: FilePath) -> ReadPictures:
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
    for place, shape, value in walk(campaign, Shape("group", Campaign, model=Campaign)):
        if shape.picture and isinstance(value, str):
            yield place, value


def _content(file: FilePath, path: str) -> bytes:
    """Return the bytes of a picture file. Raises BrokenPicture, also where it is longer than any picture."""
    if path.strip().lower().startswith(_ADDRESS):
        raise BrokenPicture("这是网址,不是文件", "把图片下载到活动文件所在的文件夹,写它的文件名")
    try:
        kind = file.stat().st_mode
        if stat.S_ISDIR(kind):
            raise BrokenPicture("这是文件夹,不是文件", "写出文件夹里的图片文件名")
        if not stat.S_ISREG(kind):
            raise BrokenPicture("这不是普通文件", "换成图片文件的路径")
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except FileNotFoundError as missing:
        raise BrokenPicture(*_missing(file)) from missing
    except (OSError, ValueError) as failure:
        raise BrokenPicture("文件无法读取", "检查路径和读取权限;关闭打开它的程序后重试") from failure


def _missing(file: FilePath) -> tuple[str, str]:
    """Return that there is no such file, and the name that was probably meant."""
    from difflib import get_close_matches

    try:
        beside = sorted(each.name for each in file.parent.iterdir())
    except OSError:
        return "找不到文件", f"没有文件夹 {file.parent};检查路径,它从本文件所在的文件夹算起"
    near = get_close_matches(file.name, beside, n=1, cutoff=0.6)
    guess = f"是否想写 {near[0]}?" if near else ""
    return "找不到文件", f"{guess}检查文件名;路径从本文件所在的文件夹算起"
