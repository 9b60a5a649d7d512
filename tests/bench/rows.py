"""Long lists in Excel beside openpyxl's write-only mode, then how time and memory grow with the rows."""

from __future__ import annotations

import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Border
from openpyxl.styles import Side as Line

from generator.office.templates import compile_template
from tests.bench.excel_list import CELLS, HEADS, draw_excel_list, excel_rows
from tests.bench.memory import peak
from tests.bench.pack import NOW, PROPERTIES
from tests.bench.result import Remark, Result, Said, Section, Side
from tests.bench.timing import OURS, ROUNDS, beside, here, in_turn, told

PEER = "openpyxl write-only"
ROWS, LONG = 10_000, (25_000, 100_000)
TEXT = f"""
A list of ten columns, two of them formulas, totals below, every cell formatted. {PEER} is openpyxl's way
for speed: no template is read, the program writes the cells and formats one after another and computes
nothing. Ours fills a template, computes the formulas and stores their values.
"""


def run() -> Iterator[Said]:
    template, rows = compile_template(draw_excel_list(), "清单.xlsx"), excel_rows(ROWS)
    spent = in_turn(
        {
            OURS: here(lambda: template.fill({"rows": rows}, now=NOW, properties=PROPERTIES)),
            PEER: here(lambda: write_only(rows, _formatted)),
            f"{PEER}, no formats": here(lambda: write_only(rows, lambda _, value, *__: value)),
        }
    )
    yield from beside(f"{ROWS:,} rows", spent, count=ROWS, unit="row")
    yield Remark("Longer lists, ours alone, each in a process of its own; the peak has the data in it.")
    for count in LONG:
        runs = [told("tests.bench.rows", count) for _ in range(ROUNDS)]
        ms, most = (statistics.median(run[key] for run in runs) for key in ("ms", "peak"))
        yield Result(f"{count:,} rows", Side(OURS, ms, most), count=count, unit="row")


def measure(count: int) -> dict[str, float]:
    """Return the milliseconds of filling `count` rows in this process, and its peak memory."""
    template, rows = compile_template(draw_excel_list(), "清单.xlsx"), excel_rows(count)
    began = time.perf_counter()
    template.fill({"rows": rows}, now=NOW, properties=PROPERTIES)
    return {"ms": 1000 * (time.perf_counter() - began), "peak": peak()}


def write_only(rows: list[dict[str, Any]], cell: Callable[..., object]) -> bytes:
    """Write the same list with openpyxl, as its manual says for speed; `cell` makes a cell of a value."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("清单")
    line = Line(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
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


SECTION = Section("rows", "Long lists in Excel", TEXT, run)

if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
