"""The PNG that stands for an SVG, drawn by resvg in a process of its own.

A drawing can ask for more than any machine has (a pattern in a pattern in a pattern, noise of a million octaves),
and resvg then ends the whole process or never ends. The process has bounded time and, where the system knows
that, bounded memory; it gets a cleaned SVG, so that there is no file it would open.
"""

from __future__ import annotations

import copy
import importlib.util
import re
import subprocess
import sys
from pathlib import PurePath

from lxml import etree

from generator.office.pictures.picture import BrokenPicture
from generator.office.pictures.png import SIGNATURE
from generator.office.xml import Element

SECONDS = 20
_PROGRAM = PurePath(__file__).with_name("svg_process.py")
_FAMILY = re.compile(r"(font(?:-family)?\s*:\s*)([^;}!\"]*[^;}!\"\s])", re.IGNORECASE)
_REMEDY = "在绘图软件里简化图形, 或另存为 PNG"


def png_of(root: Element, size: tuple[int, int]) -> bytes:
    """Return the SVG as a PNG of `size` pixels. Raises BrokenPicture where it cannot be drawn."""
    drawn = copy.deepcopy(root)
    drawn.set("width", str(size[0]))
    drawn.set("height", str(size[1]))
    _name_spare_fonts(drawn)
    png = _run(etree.tostring(drawn, encoding="UTF-8"))
    if not png.startswith(SIGNATURE):
        raise BrokenPicture("SVG 太复杂或有错误, 无法画出", _REMEDY)
    return png


def _run(svg: bytes) -> bytes:
    """Return what the process prints: a PNG, or nothing where it failed."""
    found = importlib.util.find_spec("resvg_py")
    folder = PurePath(found.origin).parents[1] if found and found.origin else ""
    command = [sys.executable, "-I", str(_PROGRAM), str(folder), str(SECONDS)]
    try:
        done = subprocess.run(command, input=svg, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own program, and no word of it comes from the picture
    except subprocess.TimeoutExpired as error:
        raise BrokenPicture(f"SVG 太复杂, {SECONDS} 秒内画不出来", _REMEDY) from error
    return done.stdout if done.returncode == 0 else b""


def _name_spare_fonts(root: Element) -> None:
    """Let every text fall back to a font that is there: resvg leaves out text in one that is not."""
    for element in root.iter():
        if family := element.get("font-family"):
            element.set("font-family", f"{family}, sans-serif")
        if style := element.get("style"):
            element.set("style", _FAMILY.sub(r"\1\2, sans-serif", style))
        if element.tag == "{http://www.w3.org/2000/svg}style" and element.text:
            element.text = _FAMILY.sub(r"\1\2, sans-serif", element.text)
