"""`grouped` in a workbook: rows of each group, and what is said once for it."""

from __future__ import annotations

import pytest

from tests.office.excel.workbooks import computed, filled, sheet_of

TEMPLATE = {
    "A1": "{%tr for g in items|grouped('category') %}",
    "A2": "{{ g.name }}",
    "C2": "=SUM(C3:C5)",
    "A3": "{%tr for item in g.list %}",
    "B4": "{{ item.name }}",
    "C4": "{{ item.amount }}",
    "A5": "{%tr endfor %}",
    "A6": "{%tr endfor %}",
    "C7": "=SUM(C4:C4)",
}
ITEMS = [
    {"category": category, "name": f"项目{number}", "amount": number}
    for number, category in enumerate(("场地费", "宣传费", "场地费"), 1)
]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_groups_repeat_with_their_rows_and_sums(count: int) -> None:
    sheet = computed(filled(sheet_of(TEMPLATE), {"items": ITEMS[:count]}))["表"]
    rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    groups = {
        0: [],
        1: [("场地费", None, 1), (None, "项目1", 1)],
        3: [
            ("场地费", None, 4),
            (None, "项目1", 1),
            (None, "项目3", 3),
            ("宣传费", None, 2),
            (None, "项目2", 2),
        ],
    }
    assert rows[:-1] == groups[count]


def test_a_filter_on_the_groups_works_in_a_cell() -> None:
    cells = {
        "A1": "{{ items|grouped('category')|length }}",
        "A2": "{{ (items|grouped('category')|first).name }}",
    }
    sheet = computed(filled(sheet_of(cells), {"items": ITEMS}))["表"]
    assert (sheet["A1"].value, sheet["A2"].value) == (2, "场地费")
