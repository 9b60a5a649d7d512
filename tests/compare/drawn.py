"""The feature workbook as far as XlsxWriter draws it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import xlsxwriter

from tests.compare.frame import AFTER, BEFORE, FIELDS, LAST, LIST, SHEET, TABLE, Frame

THREAD_IN_LIST = "{11111111-1111-4111-8111-111111111111}"
THREAD_BELOW = "{22222222-2222-4222-8222-222222222222}"
LINK = "https://example.com/list"
HEIGHTS = {LIST: 40, 25: 33}
HIDDEN = 10
BREAK = 27
CHART_HEIGHT = 288
# The chart that grows begins in row 5 and ends in this one.
ACROSS_TO = 13


def draw(frame: Frame) -> bytes:
    """Return the workbook with a list of one row on two of its four sheets."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        pen = _Pen(book, frame)
        pen.draw_before(book.add_worksheet(BEFORE))
        sheet = book.add_worksheet(SHEET)
        pen.draw_after(book.add_worksheet(AFTER))
        pen.draw_table(book.add_worksheet(TABLE))
        pen.draw_list(sheet)
        pen.draw_below(sheet)
        pen.draw_charts(sheet)
        pen.draw_page(sheet)
        pen.name_areas()
    return stream.getvalue()


def picture() -> io.BytesIO:
    """Return a red square of 24 by 24 points."""
    lines = b"".join(b"\0" + b"\xc0\x39\x2b" * 24 for _ in range(24))
    header = struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0)
    found = [(b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in found
    ]
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


class _Pen:
    def __init__(self, book: xlsxwriter.Workbook, frame: Frame) -> None:
        self.book, self.frame = book, frame
        self.red = book.add_format({"bg_color": "#FFC7CE"})

    def put(self, sheet: Any, place: str, value: Any) -> None:
        """Write a cell; rows in braces are those of the tool."""
        sheet.write(self.at(place), self.frame.write(value) if str(value).startswith("=") else value)

    def at(self, text: str) -> str:
        return self.frame.write(text)

    # --- the sheet before ----------------------------------------------------------------------------------

    def draw_before(self, sheet: Any) -> None:
        for place, formula in {
            "B2": "=SUM('清单 1'!C{top}:C{bottom})",
            "B3": "='清单 1'!D{11}",
            "B4": "=SUM('清单 1'!C:C)",
            "B5": "=SUM('清单 1'!{11}:{11})",
            "B6": "=SUM('清单 1'!$7:${bottom})",
            "B7": "=SUMIF('清单 1'!$A${top}:$A${bottom},\"项目001\",'清单 1'!$C${top}:$C${bottom})",
            "B9": "=SUM(前表:后表!B{20})",
            "B16": "=SUM(明细[金额])",
        }.items():
            self.put(sheet, place, formula)
        sheet.write("A1", "先")
        sheet.write_url("A10", self.at("internal:'清单 1'!B{11}"), string="去合计")
        sheet.add_sparkline("B11", {"range": self.at("'清单 1'!C{top}:C{bottom}")})
        rule = {"type": "formula", "criteria": self.at("=B12>MAX('清单 1'!$C${top}:$C${bottom})")}
        sheet.conditional_format("B12", {**rule, "format": self.red})
        source = self.at("='清单 1'!$A${top}:$A${bottom}")
        sheet.data_validation("B13", {"validate": "list", "source": source})
        sheet.write("B15", "值")
        self.put(sheet, "B{20}", 5)

    # --- the sheet after -----------------------------------------------------------------------------------

    def draw_after(self, sheet: Any) -> None:
        sheet.write_column("A1", ["状态", "在售", "停售", "预售", "缺货", "下架"])
        self.put(sheet, "B2", 3)
        self.put(sheet, "B3", "=SUM('清单 1'!C{top}:C{bottom})")
        self.put(sheet, "B4", "=COUNTA('清单 1'!$A${top}:$A${bottom})")
        self.put(sheet, "B5", "='清单 1'!$D${11}*2")
        self.put(sheet, "B{20}", 7)
        formula = self.at("=SUM('清单 1'!$C${top}:$C${bottom})*后汇总[[#This Row],[系数]]")
        columns = [{"header": "组"}, {"header": "系数"}, {"header": "合计", "formula": formula}]
        sheet.add_table(
            "D2:F4",
            {"name": "后汇总", "columns": columns, "data": [["甲", 1], ["乙", 2]], "autofilter": False},
        )
        sheet.insert_chart("K2", self.chart())

    # --- a Table around the list ---------------------------------------------------------------------------

    def draw_table(self, sheet: Any) -> None:
        columns: list[dict[str, Any]] = [{"header": name} for name in ("名称", "数量", "单价", "金额")]
        columns[0]["total_string"] = "合计"
        columns[3] |= {
            "formula": "=明细[[#This Row],[数量]]*明细[[#This Row],[单价]]",
            "total_function": "sum",
        }
        options = {"name": "明细", "columns": columns, "total_row": True}
        sheet.add_table(self.at("A7:D{9}"), options)
        self._put_fields(sheet)
        sheet.write(self.at("A{12}"), "表下")
        self.put(sheet, "B{12}", "=SUM(明细[金额])")

    # --- the list ------------------------------------------------------------------------------------------

    def draw_list(self, sheet: Any) -> None:
        for number in [number for number in range(1, LAST) if number != LIST]:
            sheet.write(self.at(f"A{{{number}}}"), f"行{number:02}")
        sheet.write_row(
            "B7", ["数量", "单价", "金额", "占比", "费率", "混合", "状态", "完成", "走势", "链接"]
        )
        sheet.write_row("U7", [2, 3, 4])
        sheet.write("B3", 2)
        self._put_fields(sheet)
        for place, formula in {
            "D{own}": "=B{own}*C{own}",
            "E{own}": "=D{own}/SUM($D${top}:$D${bottom})",
            "F{own}": "=B{own}*$B$3",
            "G{own}": "=$C{own}*B$3",
            "U{own}": "=$B{own}*U$7",
            "V{own}": "=$B{own}*V$7",
            "W{own}": "=$B{own}*W$7",
        }.items():
            self.put(sheet, place, formula)
        own = self.frame.own
        sheet.write(f"H{own}", "在售")
        sheet.write(f"I{own}", False)
        sheet.add_sparkline(f"J{own}", {"range": f"'{SHEET}'!B{own}:D{own}"})
        sheet.write_url(f"K{own}", LINK, string="链接")
        sheet.merge_range(f"L{own}:M{own}", "并")
        sheet.write_comment(f"N{own}", "批注", {"author": "市场部"})
        sheet.write_comment(f"O{own}", "[Threaded comment]", {"author": f"tc={THREAD_IN_LIST}"})
        sheet.insert_image(f"P{own}", "方.png", {"image_data": picture(), "object_position": 1})
        self._box(sheet, f"Q{own}", "列表里的文字")
        sheet.write_array_formula(f"T{own}:T{own}", f"{{=SUM(B{own}:C{own}*1)}}")
        sheet.merge_range(self.at("X6:X{9}"), "跨")
        self._rules(sheet)

    def _put_fields(self, sheet: Any) -> None:
        frame = self.frame
        for row in (frame.own, *range(frame.own + 1, frame.own + 1 + frame.samples)):
            for letter, name in zip("ABC", FIELDS, strict=True):
                sheet.write_string(f"{letter}{row}", frame.cells[name])
        if frame.controls:
            sheet.write(f"A{frame.top}", frame.controls[0])
            sheet.write(f"A{frame.bottom}", frame.controls[1])

        for row, note in zip((frame.own, frame.row(LIST + 1)), frame.notes, strict=True):
            if note:
                sheet.write_comment(f"A{row}", note)

    def _box(self, sheet: Any, place: str, text: str) -> None:
        sheet.insert_textbox(place, text, {"width": 50, "height": 20, "x_offset": 4, "y_offset": 4})

    def _rules(self, sheet: Any) -> None:
        """Rules on the list's own cells."""
        own = self.frame.own
        red = {"format": self.red, "type": "formula"}
        sheet.conditional_format(f"A{own}:E{own}", {**red, "criteria": f"=$C{own}>$B$3"})
        twice = self.at("=COUNTIF($A${top}:$A${bottom},$F{own})>1")
        sheet.conditional_format(f"F{own}:G{own}", {**red, "criteria": twice})
        sheet.conditional_format(f"D{own}", {"type": "data_bar", "data_bar_2010": True})
        bound = {"max_type": "formula", "max_value": self.at("=$C${11}")}
        sheet.conditional_format(f"C{own}", {"type": "2_color_scale", **bound})
        sheet.data_validation(f"H{own}", {"validate": "list", "source": f"={AFTER}!$A$2:$A$6"})
        limit = {"validate": "custom", "value": f"=B{own}>$B$3-10"}
        sheet.data_validation(f"B{own}", limit)

    # --- what stands below ---------------------------------------------------------------------------------

    def draw_below(self, sheet: Any) -> None:
        for place, value in {
            "B{11}": "=SUM(B{top}:B{bottom})",
            "C{11}": "=SUM(C{top}:C{bottom})",
            "D{11}": "=SUM(D{top}:D{bottom})",
            "B{12}": "=D{11}*2",
            "C{12}": "=SUM((B{top}:B{bottom},D{top}:D{bottom}))",
            "D{12}": "=SUM(B{top}:D{bottom} C{5}:C{12})",
            "C{14}": 4,
            "C{15}": 5,
            "C{16}": 6,
            "B{14}": "=C{14}*2",
            "B{15}": "=C{15}*2",
            "B{16}": "=C{16}*2",
            "B{18}": "注",
            "C{18}": "议",
            "B{20}": 6,
            "B{21}": 9,
            "C{22}": 1,
            "I{24}": False,
        }.items():
            self.put(sheet, place, value)
        sheet.write_dynamic_array_formula(
            self.at("AA{13}:AA{13}"), self.at("=_xlfn._xlws.SORT(C{top}:C{bottom})")
        )
        sheet.write_formula(self.at("AB{13}"), self.at("=SUM(_xlfn.ANCHORARRAY(AA{13}))"))
        most = self.at("{{=MAX(B{top}:B{bottom}*C{top}:C{bottom})}}")
        sheet.write_array_formula(self.at("B{17}:B{17}"), most)
        self._objects_below(sheet)

    def _objects_below(self, sheet: Any) -> None:
        at = self.at
        sheet.write_comment("B3", "上面的批注", {"author": "市场部"})
        sheet.write_comment(at("B{18}"), "下面的批注", {"author": "市场部"})
        sheet.write_comment(at("C{18}"), "[Threaded comment]", {"author": f"tc={THREAD_BELOW}"})
        sheet.write_url(at("D{18}"), "https://example.com/below", string="下")
        sheet.write_url(at("E{18}"), at("internal:'清单 1'!A{40}"), string="去40行")
        sheet.merge_range(at("L{19}:M{20}"), "下并")
        red = {"format": self.red, "type": "formula", "criteria": at("=B{21}>C{22}")}
        sheet.conditional_format(at("B{21}:C{22}"), red)
        sheet.data_validation(at("B{22}"), {"validate": "list", "source": at("=$A${top}:$A${bottom}")})
        sheet.add_sparkline(at("J{23}"), {"range": at("'清单 1'!C{top}:C{bottom}")})
        sheet.insert_image(at("P{28}"), "方.png", {"image_data": picture(), "object_position": 1})
        self._box(sheet, at("Q{28}"), "下面的文字")
        columns = [
            {"header": "品名"},
            {"header": "件数"},
            {"header": "总额", "formula": "=历史[[#This Row],[件数]]*$B$3"},
        ]
        data = [["甲", 1], ["乙", 2], ["丙", 3]]
        sheet.add_table(at("B{30}:D{33}"), {"name": "历史", "columns": columns, "data": data})

    # --- charts --------------------------------------------------------------------------------------------

    def chart(self) -> Any:
        """Return a chart over the list, its title a cell below it."""
        chart = self.book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": f"='{SHEET}'!$C$7",
                "categories": self.at(f"='{SHEET}'!$A${{top}}:$A${{bottom}}"),
                "values": self.at(f"='{SHEET}'!$C${{top}}:$C${{bottom}}"),
            }
        )
        chart.set_title({"name": self.at(f"='{SHEET}'!$A${{11}}")})
        return chart

    def draw_charts(self, sheet: Any) -> None:
        """Three across the list, one for each way to lie on cells, and one below."""
        for place, mode in (("AE5", 1), ("AN5", 2), ("AW5", 3), ("AE{40}", 1)):
            chart = self.chart()
            chart.set_size({"height": self._height(5, ACROSS_TO) if place == "AE5" else CHART_HEIGHT})
            sheet.insert_chart(self.at(place), chart, {"object_position": mode, "y_offset": 5})

    def _height(self, first: int, last: int) -> int:
        """Return how many pixels there are from one row to another."""
        row = self.frame.row
        listed = range(self.frame.own, self.frame.own + 1 + self.frame.samples)
        low = len([each for each in range(row(first), row(last)) if each not in (*listed, row(HIDDEN))])
        return 20 * low + round(HEIGHTS[LIST] * 4 / 3) * len(listed)

    # --- the page ------------------------------------------------------------------------------------------

    def draw_page(self, sheet: Any) -> None:
        at = self.at
        for number, height in HEIGHTS.items():
            level = {"level": 1} if number == LIST else {}
            sheet.set_row(self.frame.row(number) - 1, height, None, level)
        for row in range(self.frame.own + 1, self.frame.own + 1 + self.frame.samples):
            sheet.set_row(row - 1, HEIGHTS[LIST], None, {"level": 1})
        sheet.set_row(self.frame.row(26) - 1, None, None, {"level": 2})
        sheet.set_row(self.frame.row(HIDDEN) - 1, None, None, {"hidden": True})
        sheet.autofilter(at("A7:H{bottom}"))
        sheet.filter_column("B", "x > -1")
        sheet.freeze_panes(7, 1)
        sheet.set_selection(at("B{35}"))
        sheet.set_h_pagebreaks([self.frame.row(BREAK)])
        sheet.set_v_pagebreaks([8])
        sheet.print_area(at("A1:K{24}"))
        sheet.repeat_rows(5, 6)
        sheet.ignore_errors({"number_stored_as_text": at("A{own} B{36}")})

    def name_areas(self) -> None:
        define = self.book.define_name
        define("单价全部", self.at(f"='{SHEET}'!$C${{top}}:$C${{bottom}}"))
        define("合计额", self.at(f"='{SHEET}'!$D${{11}}"))
        define(f"'{SHEET}'!本表数量", self.at(f"='{SHEET}'!$B${{top}}:$B${{bottom}}"))
        define(f"{BEFORE}!外名", self.at(f"=SUM('{SHEET}'!$B${{top}}:$B${{bottom}})*2"))
