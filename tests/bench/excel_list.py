"""A long list in Excel as a template: ten columns, two of them formulas, totals below, every cell formatted."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import xlsxwriter

HEADS = ("编号", "名称", "负责人", "日期", "数量", "单价", "金额", "折扣", "净额", "备注")
TEXT, NUMBER, DAY = "@", "#,##0.00", "yyyy-mm-dd"
CELLS = (
    ("{{ r.id }}", TEXT),
    ("{{ r.name }}", TEXT),
    ("{{ r.owner.name }}", TEXT),
    ("{{ r.day }}", DAY),
    ("{{ r.qty }}", NUMBER),
    ("{{ r.price }}", NUMBER),
    ("=E3*F3", NUMBER),
    ("{{ r.off }}", NUMBER),
    ("=ROUND(G3*(1-H3),2)", NUMBER),
    ("{{ r.note }}", TEXT),
)


def draw_excel_list() -> bytes:
    """Return the list as a template."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        looks = {form: book.add_format({"border": 1, "num_format": form}) for form in (TEXT, NUMBER, DAY)}
        sheet = book.add_worksheet("清单")
        sheet.write_row(0, 0, HEADS)
        sheet.write(1, 0, "{%tr for r in rows %}")
        for column, (text, form) in enumerate(CELLS):
            sheet.write(2, column, text, looks[form])
        sheet.write(3, 0, "{%tr endfor %}")
        sheet.write_row(4, 0, ["合计", "", "", "", "", "", "=SUM(G2:G4)", "", "=SUM(I2:I4)"])
    return stream.getvalue()


def excel_rows(count: int) -> list[dict[str, Any]]:
    first = dt.date(2026, 1, 1)
    return [
        {
            "id": f"T-{number:06}",
            "name": f"任务{number}",
            "owner": {"name": f"负责人{number % 50}"},
            "day": first + dt.timedelta(days=number % 300),
            "qty": number % 17,
            "price": Decimal("12.50") + number % 9,
            "off": Decimal("0.05"),
            "note": "说明文字",
        }
        for number in range(count)
    ]
