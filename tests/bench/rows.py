"""Long lists: ten columns, two of them formulas, totals below, every cell formatted.

Beside openpyxl's write-only mode, which writes the same cells and formats but computes nothing; then how time and
memory grow with the rows, each size in a process of its own.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Border, Side

from generator.office.properties import Properties
from generator.office.templates import compile_template
from tests.bench.timing import compare

NOW = dt.datetime(2026, 10, 16)
PEER = "openpyxl write-only"
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


def main() -> None:
    """Print the ratio for 10,000 rows, then time and memory up to 100,000."""
    template, rows = compile_template(draw_template(), "清单.xlsx"), make_rows(10_000)
    properties = Properties(title="", created=NOW)

    def ours() -> None:
        template.fill({"rows": rows}, now=NOW, properties=properties)

    compare("10,000 rows of 10 columns", ours, PEER, lambda: write_only(rows, _formatted))
    compare(
        "  against cells without formats", ours, PEER, lambda: write_only(rows, lambda _, value, *__: value)
    )
    for count in (25_000, 50_000, 100_000):
        command = [sys.executable, "-m", "tests.bench.rows", str(count)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        print(
            f"{count:>7,} rows {found['seconds']:6.1f} s   {1e6 * found['seconds'] / count:5.0f} µs a row   "
            f"peak {found['peak']} MB, {found['before']} MB of them before, with the data",
            flush=True,
        )


def measure(count: int) -> dict[str, float]:
    """Return seconds and megabytes of filling `count` rows in this process."""
    template, rows = compile_template(draw_template(), "清单.xlsx"), make_rows(count)
    before, began = peak(), time.perf_counter()
    template.fill({"rows": rows}, now=NOW, properties=Properties(title="", created=NOW))
    return {"seconds": round(time.perf_counter() - began, 3), "before": before, "peak": peak()}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def draw_template() -> bytes:
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


def make_rows(count: int) -> list[dict[str, Any]]:
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


def write_only(rows: list[dict[str, Any]], cell: Callable[..., object]) -> bytes:
    """Write the same list with openpyxl, as its manual says for speed; `cell` makes a cell of a value."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    sheet.append(HEADS)
    for number, row in enumerate(rows, start=2):
        values = (row["id"], row["name"], row["owner"]["name"], row["day"], row["qty"], row["price"])
        values += (f"=E{number}*F{number}", row["off"], f"=ROUND(G{number}*(1-H{number}),2)", row["note"])
        sheet.append([cell(sheet, v, form, border) for v, (_, form) in zip(values, CELLS, strict=True)])
    last = len(rows) + 1
    sheet.append(["合计", "", "", "", "", "", f"=SUM(G2:G{last})", "", f"=SUM(I2:I{last})"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _formatted(sheet: Any, value: object, form: str, border: Border) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = form
    cell.border = border
    return cell


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
