"""The styles of a Word template: what they are called, what they inherit, whether they number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.office.word.names import w
from generator.office.xml import Element

_CHINESE_NAMES = {
    "normal": "正文",
    "title": "标题",
    "subtitle": "副标题",
    "header": "页眉",
    "footer": "页脚",
    "caption": "题注",
    "body text": "正文文本",
    "list paragraph": "列表段落",
    "list bullet": "列表项目符号",
    "list number": "列表编号",
    "table grid": "网格型",
    "hyperlink": "超链接",
    "footnote text": "脚注文本",
    "default paragraph font": "默认段落字体",
}


def value(element: Element | None, name: str) -> str:
    """Return `w:val` of a child, "" where there is none."""
    found = None if element is None else element.find(w(name))
    return "" if found is None else found.get(w("val"), "")


class Styles:
    """The styles part, as far as there is one."""

    def __init__(self, root: Element | None, numbering: Element | None) -> None:
        self._root = root
        self._numbering = numbering
        every = [] if root is None else root.findall(w("style"))
        self.by_id = {style.get(w("styleId"), ""): style for style in every}

    @cached_property
    def defaults(self) -> Element | None:
        """The run properties that every text begins with."""
        return (
            None
            if self._root is None
            else self._root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        )

    @property
    def default_paragraph(self) -> Element | None:
        return next((s for s in self.by_id.values() if _is_default(s)), None)

    def chain(self, style: Element | None) -> Iterator[Element]:
        """Yield a style and what it is based on, the nearest first."""
        seen: set[str] = set()
        while style is not None and style.get(w("styleId"), "") not in seen:
            seen.add(style.get(w("styleId"), ""))
            yield style
            style = self.by_id.get(value(style, "basedOn"))

    def fonts(self, style: Element | None) -> Iterator[Element]:
        """Yield the fonts that hold for a style, the nearest first, those of the whole document last."""
        looks = [each.find(w("rPr")) for each in self.chain(style)]
        found = (look.find(w("rFonts")) for look in (*looks, self.defaults) if look is not None)
        yield from (fonts for fonts in found if fonts is not None)

    def called(self, name: str) -> Element | None:
        """Return the paragraph style of a built-in name, whatever its id is."""
        kin = (s for s in self.by_id.values() if s.get(w("type"), "paragraph") == "paragraph")
        return next((style for style in kin if value(style, "name").casefold() == name.casefold()), None)

    def numbers(self, style: Element) -> bool:
        """Tell whether a style itself gives its paragraphs a number or a bullet; prose asks for no less."""
        number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        return number is not None and number.get(w("val"), "0") in self._lists

    @cached_property
    def _lists(self) -> frozenset[str]:
        every = [] if self._numbering is None else self._numbering.findall(w("num"))
        return frozenset(each.get(w("numId"), "") for each in every) - {"0"}


def _is_default(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")


def label(style: Element) -> str:
    """Return a style's name as Word shows it in Chinese."""
    name = value(style, "name") or style.get(w("styleId"), "")
    kind, _, level = name.casefold().rpartition(" ")
    if kind == "heading" and level.isdecimal():
        return f"标题 {level}"
    return _CHINESE_NAMES.get(name.casefold(), name)
