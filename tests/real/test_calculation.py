"""LibreOffice computes the same values as are stored, in workbooks whose lists the engine has expanded.

The workbooks are drawn from a seed that a failure prints, and converted in one run. What the totals must be
is also computed here, so that a formula moved to wrong cells is not excused by both programs computing the
same wrong thing.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.office.excel.workbooks import column, computed, drawn, filled, opened, write_cells
from tests.support.libreoffice import recalculated

BOOKS = 6
KINDS = ("宣传", "物料", "场地")
ERRORS = {"#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#NAME?"}

DETAIL = {
    "A1": "组",
    "A2": "{%tr for g in groups %}",
    "A3": "{{ g.name }}",
    "D3": "=SUM(D5:D5)",
    "E3": '=COUNTIF(A4:A6,"?*")',
    "A4": "{%tr for i in g['items'] %}",
    "A5": "{{ i.kind }}",
    "B5": "{{ i.q }}",
    "C5": "{{ i.p }}",
    "D5": "=ROUND(B5*C5,2)",
    "E5": '=IF($D$8=0,"",D5/$D$8)',
    "F5": "=SUM($D$5:D5)",
    "G5": '=IF(D5>$D$3/2,"大","小")',
    "H5": '=IF(I5="","",IF(TODAY()>I5,"已过",I5-TODAY()))',
    "I5": "{{ i.day }}",
    "J5": '=IFERROR(1/(B5-3),"无")&" "&IF(I5="","",TEXT(I5,"yyyy-mm-dd"))',
    "A6": "{%tr endfor %}",
    "A7": "{%tr endfor %}",
    "C8": "合计",
    "D8": '=SUMPRODUCT((B2:B7<>"")*1,D2:D7)',
    "E8": "=MAX(B5)",
    "F8": "=IFERROR(AVERAGE(B5),0)",
    "G8": '=INDEX(D1:D8,MATCH("合计",C1:C8,0))-SUM(金额)/2',
}
SUMMARY = {
    "A1": "类别",
    "A2": "{%tr for k in kinds %}",
    "A3": "{{ k }}",
    "B3": "=SUMIF(明细!A5,A3,明细!D5)",
    "C3": '=COUNTIFS(明细!$A$2:$A$7,A3,明细!$B$2:$B$7,">2")',
    "D3": "=IF(B3=0,0,B3/明细!$D$8)",
    "E3": "=SUM(C3,E2)",
    "A4": "{%tr endfor %}",
    "B5": "=SUM(B2:B4)",
    "C5": '=VLOOKUP("物料",A2:C4,2,FALSE)',
}


def template() -> bytes:
    def draw(book: xlsxwriter.Workbook) -> None:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        detail = book.add_worksheet("明细")
        write_cells(detail, DETAIL)
        detail.write("I5", "{{ i.day }}", date)
        write_cells(book.add_worksheet("汇总"), SUMMARY)
        book.define_name("金额", "=明细!$D$2:$D$7")

    return drawn(draw)


def drawn_values(chance: random.Random, today: dt.date) -> dict[str, Any]:
    def item() -> dict[str, Any]:
        day = chance.choice([None, today + dt.timedelta(days=chance.randint(-5, 5))])
        return {
            "kind": chance.choice(KINDS),
            "q": chance.randint(1, 6),
            "p": chance.randint(1, 9999) / 100,
            "day": day,
        }

    sizes = [chance.randint(0, 5) for _ in range(chance.randint(0, 4))]
    groups = [{"name": f"第{n}组", "items": [item() for _ in range(size)]} for n, size in enumerate(sizes, 1)]
    return {"groups": groups, "kinds": list(KINDS)}


def formula_values(stored: bytes, other: bytes) -> list[tuple[str, Any, Any]]:
    """Return place, value in `stored` and value in `other` of every formula of `stored`."""
    formulas, ours, theirs = opened(stored), computed(stored), computed(other)
    return [
        (
            f"{sheet.title}!{cell.coordinate}",
            ours[sheet.title][cell.coordinate].value,
            theirs[sheet.title][cell.coordinate].value,
        )
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    return (ours or "") == (theirs or "")


@pytest.mark.needs_libreoffice
def test_libreoffice_computes_what_is_stored(tmp_path: Path) -> None:
    now = dt.datetime.now()
    seed = os.environ.get("SEED") or f"{now:%Y%m%d}"
    chance = random.Random(seed)  # noqa: S311 - test data, not secrets
    made = template()
    drawn_cases = [drawn_values(chance, now.date()) for _ in range(BOOKS)]
    books = [filled(made, values, now=now) for values in drawn_cases]
    for values, book, judged in zip(drawn_cases, books, recalculated(books, tmp_path), strict=True):
        found = formula_values(book, judged)
        assert [one for one in found if not same(one[1], one[2])] == [], f"SEED={seed}"
        assert [one for one in found if one[1] in ERRORS] == [], f"SEED={seed}"
        check_totals(values, book)


def check_totals(values: dict[str, Any], book: bytes) -> None:
    """Compare the workbook's totals with those of the values it was made of."""
    items = [item for group in values["groups"] for item in group["items"]]
    amounts = [round(item["q"] * item["p"] + 1e-9, 2) for item in items]
    total = computed(book)["明细"].max_row
    sheet = computed(book)["明细"]
    assert sheet[f"D{total}"].value == pytest.approx(sum(amounts))
    assert sheet[f"E{total}"].value == max((item["q"] for item in items), default=0)
    by_kind = [sum(a for a, i in zip(amounts, items, strict=True) if i["kind"] == kind) for kind in KINDS]
    assert column(computed(book), "B", "汇总") == pytest.approx([*by_kind, sum(by_kind)])
    groups = [sum(round(i["q"] * i["p"] + 1e-9, 2) for i in group["items"]) for group in values["groups"]]
    names = {group["name"] for group in values["groups"]}
    headings = [row[3].value for row in sheet.iter_rows() if row[0].value in names]
    assert headings == pytest.approx(groups)
