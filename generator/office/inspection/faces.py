"""East-Asian faces of fonts: which names hold Chinese, and what a theme gives for it."""

from __future__ import annotations

import re

from generator.office.xml import Element

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CHINESE_FONTS = re.compile(
    r"sim(sun|hei|li|you)|n?simsun|microsoft (yahei|jhenghei)|dengxian|kaiti|fangsong|lisu|youyuan"
    r"|st(song|kaiti|heiti|xihei|fangsong|zhongsong)|pingfang|hiragino sans gb|heiti sc|songti sc"
    r"|(noto|source han) (sans|serif)|wenquanyi|fz",
    re.IGNORECASE,
)
_LATIN_FONTS = re.compile(
    r"(arial|calibri|cambria|candara|consolas|constantia|corbel|aptos|times|times new roman|helvetica( neue)?"
    r"|verdana|tahoma|georgia|garamond|courier( new)?|segoe ui|trebuchet ms|century( gothic)?|impact"
    r"|book antiqua|bookman old style|franklin gothic\w*|gill sans\w*|liberation \w+|dejavu \w+|carlito|roboto"
    r"|open sans|lato|palatino linotype|comic sans ms|lucida \w+)( (narrow|black|light|display|semibold))?",
    re.IGNORECASE,
)


def is_chinese_font(name: str) -> bool:
    """Tell whether a font of this name is made for Chinese."""
    return bool(CHINESE.search(name) or _CHINESE_FONTS.match(name))


def is_latin_font(name: str) -> bool:
    """Tell whether a font of this name is known to have no Chinese characters."""
    return bool(_LATIN_FONTS.fullmatch(name.strip()))


def theme_face(theme: Element | None, kind: str) -> str:
    """Return the face that a theme has for Chinese in its "major" or "minor" fonts, "" if it has none."""
    fonts = None if theme is None else next(theme.iter(f"{_DRAWING}{kind}Font"), None)
    if fonts is None:
        return ""
    eastern = fonts.find(f"{_DRAWING}ea")
    simplified = (each for each in fonts.findall(f"{_DRAWING}font") if each.get("script") == "Hans")
    faces = [each.get("typeface", "") for each in (eastern, *simplified) if each is not None]
    return next((face for face in faces if face), "")


FACES = {"major": "标题字体", "minor": "正文字体"}
