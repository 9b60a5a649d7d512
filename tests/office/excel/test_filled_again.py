"""A template that has been filled before gives what a fresh one gives: what it remembers never shows."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest

from generator.intake.resources import template_paths
from generator.office.blank import Blank
from generator.office.excel.calculate import Calculator
from generator.office.excel.compiling import compile_xlsx
from generator.office.excel.shadow import shadow_package
from generator.plan.version import FIRST
from generator.render.views import PackView
from tests.bench.pack import PROPERTIES, Pack, pack_of
from tests.office.excel.workbooks import NOW, sheet_of
from tests.support.command import EXAMPLE

SEED = 20260910
HARD = {
    "A1": "{{ title }}",
    "A2": "{%tr for r in rows %}",
    "A3": "{{ r.name }}",
    "B3": "{{ r.amount }}",
    "C3": "{{ r.day }}",
    "D3": '=IF(C3="","未排期",IF(C3<TODAY(),"已过期","未到期"))',
    "E3": "=IFERROR(B3*2,0)",
    "F3": "=SUM(B$2:B3)",
    "G3": '=IF(B3>100,A3&"超",A3)',
    "A4": "{%tr endfor %}",
    "B5": "=SUM(B2:B4)",
    "C5": "=COUNTA(A2:A4)",
    "D5": '=COUNTIF(D2:D4,"已过期")',
    "E5": '=SUMIF(A2:A4,"甲",B2:B4)',
    "F5": "=MAX(C2:C4)-MIN(C2:C4)",
    "G5": "=AVERAGE(B2:B4)",
    "A6": '=A1&"合计"&TEXT(B5,"0.00")',
    "B6": '=IFERROR(INDIRECT("B2")*2,"无")',
    "C6": "=IFERROR(SUM(OFFSET(B2,0,0,3,1)),0)",
    "D6": '=IFERROR(VLOOKUP("乙",A2:B4,2,FALSE),"没有")',
    "E6": "=IFERROR(INDEX(A2:A4,MATCH(MAX(B2:B4),B2:B4,0)),A1)",
    "F6": '=SUMPRODUCT((A2:A4="甲")*1)',
}
AMOUNTS: list[Any] = [Decimal("12.50"), 7, 0, Decimal("1999.99"), Blank("number"), None, "待定", True, 2.25]
DAYS: list[Any] = [dt.date(2026, 9, 9), dt.date(2026, 9, 10), dt.date(2027, 1, 1), Blank("date"), ""]
NAMES = ["甲", "乙", "=1+1", "", "#N/A", "一个很长很长的名字" * 9, "丙 ", Blank()]


def _row(chance: random.Random) -> dict[str, Any]:
    return {"name": chance.choice(NAMES), "amount": chance.choice(AMOUNTS), "day": chance.choice(DAYS)}


def test_other_values_give_what_a_fresh_template_makes_of_them() -> None:
    chance = random.Random(SEED)  # noqa: S311 - values, not secrets
    source = sheet_of(HARD)
    kept = compile_xlsx(source, "模板.xlsx")
    rows = [_row(chance) for _ in range(6)]
    for turn in range(100):
        changed = chance.choice((0, 1, 1, 2, 6))
        for place in chance.sample(range(6), changed):
            rows[place] = _row(chance)
        values = {"title": chance.choice(("一月", "二月")), "rows": rows[: chance.choice((6, 6, 6, 5, 0))]}
        now = NOW + dt.timedelta(days=chance.choice((0, 0, 1, 200)))
        again = kept.fill(values, now=now, properties=PROPERTIES).content
        fresh = compile_xlsx(source, "模板.xlsx").fill(values, now=now, properties=PROPERTIES).content
        assert again == fresh, f"turn {turn}"


@pytest.fixture(scope="module")
def packs() -> list[Pack]:
    """The example, and the example with another price, other people and another name."""
    text = EXAMPLE.read_text("utf-8")
    changes = (
        ("unit_price: 68000", "unit_price: 67000"),
        ("星澜X3新品发布会", "星澜X4发布会"),
        ("周岚", "周小岚"),
    )
    texts = [text]
    for old, new in changes:
        assert old in text, old
        texts.append(texts[-1].replace(old, new))
    return [pack_of(each) for each in texts]


WORKBOOKS = sorted(name for name in template_paths() if name.endswith(".xlsx"))


@pytest.mark.parametrize("name", WORKBOOKS)
def test_shipped_workbooks_remember_nothing_of_another_campaign(packs: list[Pack], name: str) -> None:
    source = template_paths()[name].read_bytes()
    kept = compile_xlsx(source, name)
    for number, pack in enumerate([*packs, *packs]):
        day = dt.date(2026, 9, 10) + dt.timedelta(days=number // 3)
        values = _values(pack, name, day)
        now = dt.datetime.combine(day, dt.time())
        again = kept.fill(values, now=now, properties=PROPERTIES)
        fresh = compile_xlsx(source, name).fill(values, now=now, properties=PROPERTIES)
        assert again == fresh, f"filling {number}"


def _values(pack: Pack, name: str, day: dt.date) -> dict[str, Any]:
    figures, common = pack.renderer.day(day)
    planned = next(file for file in pack.plan.files if file.deliverable.template == name)
    view = PackView(common, pack.renderer.campaign, pack.plan, figures)
    return view.document(planned, dict.fromkeys(figures.documents, FIRST))


def test_a_workbook_that_was_half_entered_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Exception):
        pass

    class Breaking:
        """Takes one value, and breaks at the next."""

        def __init__(self, workbook: Any) -> None:
            self._workbook, self._taken = workbook, 0

        def set_value(self, *given: Any) -> None:
            self._taken += 1
            if self._taken > 1:
                raise Broken
            self._workbook.set_value(*given)

    inputs = {"表": {(1, 1): 1.0, (2, 1): 2.0}}
    rows = {"表": ['<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="2"><c r="A2"><v>2</v></c></row>']}
    asked = {"表": [(row, 2) for row in range(3, 8)]}
    calculator = Calculator(shadow_package(rows, "", date1904=False), inputs, asked, [], clock=False)
    monkeypatch.setattr(calculator, "_workbook", Breaking(calculator._workbook))
    other = {"表": {(1, 1): 5.0, (2, 1): 6.0}}
    with pytest.raises(Broken):
        calculator.enter(other)
    assert not calculator.enter(other)
