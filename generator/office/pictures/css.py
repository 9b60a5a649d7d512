"""Style sheets in an SVG: fonts and sheets from elsewhere go, whatever else they would fetch is refused."""

from __future__ import annotations

import re

from generator.office.pictures.picture import BrokenPicture

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_IMPORT = re.compile(r"@import\b[^;{}]*(?:;|$)", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_FETCHED = re.compile(r"url\(\s*[\"']?\s*(?!#)|@import|(?:^|[^\w-])(?:src|image-set|image)\(", re.IGNORECASE)
_REMEDY = "在绘图软件里把引用的文件嵌入 SVG, 或另存为 PNG"


def cleaned(sheet: str) -> str:
    """Return a style sheet that refers to nothing outside. Raises BrokenPicture."""
    sheet = _FONT_FACE.sub("", _IMPORT.sub("", _COMMENT.sub(" ", sheet)))
    return cleaned_value(sheet)


def cleaned_value(value: str) -> str:
    """Return a value of an attribute, a style among them, unless it refers to another file."""
    if "(" in value or "@" in value or "\\" in value:
        plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", value))
        if _FETCHED.search(plain):
            raise BrokenPicture("SVG 的样式引用了别的文件", _REMEDY)
    return value


def _unescaped(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
