"""The formats of a form: dark heads, light lines, grey guides, and colours for what is still lacking."""

from __future__ import annotations

import datetime as dt
from typing import Any

COLOURS = {
    "head": "#1F3864",
    "line": "#BFC7D5",
    "grey": "#595959",
    "guide": "#F2F4F8",
    "label": "#EAEEF5",
    "lacking": "#FFF2CC",
    "waiting": "#FCE4D6",
    "star": "#FFC000",
    "star_dark": "#C00000",
}
FONT, SIZE, SMALL = "微软雅黑", 10.5, 8.5
_PATTERNS = {
    "text": "@",
    "choice": "@",
    "number": "General",
    "money": "#,##0.00",
    "count": "#,##0",
    "clock": "General",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "time": "hh:mm",
    "percent": "0%",
}
_RIGHT = frozenset({"number", "money", "count", "percent"})
_MIDDLE = frozenset({"date", "moment", "time", "clock", "choice"})


class Looks:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self.font = FONT
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": COLOURS["head"], "valign": "vcenter"}
        lined = {"border": 1, "border_color": COLOURS["line"], "valign": "vcenter"}
        grey = {"font_size": SMALL, "font_color": COLOURS["grey"]}
        self.plain = self._format()
        self.title = self._format(
            font_size=13, bold=True, font_color=COLOURS["head"], bottom=2, bottom_color=COLOURS["head"]
        )
        self.described = self._format(**grey, valign="vcenter", bottom=2, bottom_color=COLOURS["head"])
        self.head = self._format(
            **head, align="center", text_wrap=True, border=1, border_color=COLOURS["line"]
        )
        self.head_text = self._format(bold=True, font_color="#FFFFFF")
        self.star = self._format(bold=True, font_color=COLOURS["star"])
        self.label_text = self._format()
        self.star_dark = self._format(bold=True, font_color=COLOURS["star_dark"])
        self.label = self._format(**lined, bg_color=COLOURS["label"], text_wrap=True, indent=1)
        self.guide = self._format(**grey, **lined, bg_color=COLOURS["guide"], text_wrap=True)
        self.guide_head = self._format(**grey, bold=True, valign="vcenter", indent=1)
        self.beside = self._format(**grey, valign="vcenter", indent=1)
        self.said = self._format(**grey)
        self.example = self._format(font_size=SMALL, font_color="#8C8C8C")
        self.lacking = self._format(bg_color=COLOURS["lacking"])
        self.waiting = self._format(bg_color=COLOURS["waiting"], font_color="#C55A11")
        self.heading = self._format(font_size=20, bold=True, font_color=COLOURS["head"], valign="vcenter")
        self.step = self._format(bold=True, font_color=COLOURS["head"], align="center", valign="vcenter")
        self.what = self._format(bold=True, valign="vcenter")
        self.how = self._format(text_wrap=True, valign="vcenter", font_color="#404040")
        self.link = self._format(**lined, font_color="#0563C1", underline=1, indent=1)
        self.count = self._format(**lined, align="center", num_format="0;;")

    def cell(self, kind: str, value: object, *, to_left: bool = False) -> Any:
        """Return the format of a cell to be filled in."""
        align = "right" if kind in _RIGHT else "center" if kind in _MIDDLE else "left"
        align = "left" if to_left else align
        look = {"border": 1, "border_color": COLOURS["line"], "valign": "vcenter", "text_wrap": True}
        indent = 0 if align == "center" else 1
        return self._format(**look, align=align, indent=indent, num_format=_pattern(kind, value))

    def _format(self, **look: object) -> Any:
        whole: dict[str, object] = {"font_name": FONT, "font_size": SIZE, **look}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]


def _pattern(kind: str, value: object) -> str:
    """Return the number format that shows a value whole."""
    if isinstance(value, dt.datetime):
        return "yyyy-mm-dd hh:mm:ss" if value.second else "yyyy-mm-dd hh:mm"
    if isinstance(value, dt.date):
        return "yyyy-mm-dd"
    if isinstance(value, dt.time):
        return "hh:mm:ss" if value.second else "hh:mm"
    if kind == "percent" and isinstance(value, float | int) and round(value * 100, 9) % 1:
        return "0.0#####%"
    if kind == "moment" and value is None:
        return "General"
    return _PATTERNS[kind]
