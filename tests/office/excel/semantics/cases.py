"""The rules, each with a template and what the engine makes of it. The page in `docs/` is written from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A rule: `template` is filled with `values` and must become `result`; both go by sheet, then by cell.

    `table` is an area of the first sheet that is an Excel Table.
    """

    slug: str
    title: str
    rule: str
    template: Mapping[str, Cells]
    values: Mapping[str, Any]
    result: Mapping[str, Cells]
    table: str = ""
    table_after: str = field(default="")


ROWS = {"rows": [{"n": "甲", "q": 2, "p": 10}, {"n": "乙", "q": 3, "p": 20}, {"n": "丙", "q": 1, "p": 50}]}
GROUPS = {"groups": [{"n": "物料", "rows": [{"q": 1}, {"q": 2}]}, {"n": "场地", "rows": [{"q": 5}]}]}

CASES = (
    Case(
        "own-row",
        "A reference to its own row follows its copy",
        "A reference from inside a block to a row of the same iteration means that iteration's own row, with or "
        "without dollar signs. A fixed cell outside stays what it is, wherever it moved.",
        {
            "表": {
                "A1": "系数",
                "B1": 2,
                "A2": "{%tr for r in rows %}",
                "A3": "{{ r.q }}",
                "B3": "{{ r.p }}",
                "C3": "=A3*B3*$B$1",
                "A4": "{%tr endfor %}",
            }
        },
        ROWS,
        {
            "表": {
                "A1": "系数",
                "B1": 2,
                "A2": 2,
                "B2": 10,
                "C2": "=A2*B2*$B$1",
                "A3": 3,
                "B3": 20,
                "C3": "=A3*B3*$B$1",
                "A4": 1,
                "B4": 50,
                "C4": "=A4*B4*$B$1",
            }
        },
    ),
    Case(
        "over-the-block",
        "A range over the block grows to all copies",
        "A range is over a block when it begins or ends on one of the block's control rows, or beyond them. The "
        "control rows vanish, so writing the range from one to the other is the safe way to say “all of it”.",
        {
            "表": {
                "A1": "{%tr for r in rows %}",
                "A2": "{{ r.q }}",
                "B2": "=A2/SUM($A$1:$A$3)",
                "A3": "{%tr endfor %}",
                "A4": "=SUM(A1:A3)",
            }
        },
        ROWS,
        {
            "表": {
                "A1": 2,
                "B1": "=A1/SUM($A$1:$A$3)",
                "A2": 3,
                "B2": "=A2/SUM($A$1:$A$3)",
                "A3": 1,
                "B3": "=A3/SUM($A$1:$A$3)",
                "A4": "=SUM(A1:A3)",
            }
        },
    ),
    Case(
        "half-open",
        "A range that starts or ends in the block",
        "An end that stands in the same iteration follows its own copy, the other end goes where it belongs: "
        "`A$3:A3` runs from the first copy to its own, `A$1:A3` from the heading to its own.",
        {
            "表": {
                "A1": "数量",
                "A2": "{%tr for r in rows %}",
                "A3": "{{ r.q }}",
                "B3": "=SUM(A$3:A3)",
                "C3": "=COUNT(A$1:A3)",
                "A4": "{%tr endfor %}",
            }
        },
        ROWS,
        {
            "表": {
                "A1": "数量",
                "A2": 2,
                "B2": "=SUM(A$2:A2)",
                "C2": "=COUNT(A$1:A2)",
                "A3": 3,
                "B3": "=SUM(A$2:A3)",
                "C3": "=COUNT(A$1:A3)",
                "A4": 1,
                "B4": "=SUM(A$2:A4)",
                "C4": "=COUNT(A$1:A4)",
            }
        },
    ),
    Case(
        "from-outside",
        "A reference from outside to one cell of the block",
        "Alone it means the first copy. As the whole argument of a function that takes lists (SUM, COUNTIF, MAX …) "
        "it means all copies.",
        {
            "表": {
                "A1": "=A4",
                "B1": "=MAX(A4)",
                "C1": '=COUNTIF(A4,">1")',
                "A3": "{%tr for r in rows %}",
                "A4": "{{ r.q }}",
                "A5": "{%tr endfor %}",
            }
        },
        ROWS,
        {
            "表": {
                "A1": "=A3",
                "B1": "=MAX(A3:A5)",
                "C1": '=COUNTIF(A3:A5,">1")',
                "A3": 2,
                "A4": 3,
                "A5": 1,
            }
        },
    ),
    Case(
        "running-total",
        "Running totals: the row above its own copy",
        "The control row above the block, named singly from inside, is the row just above the own iteration: the "
        "previous copy, or for the first one the row before the list. The control row below is the row below.",
        {
            "表": {
                "A1": "数量",
                "B1": 100,
                "A2": "{%tr for r in rows %}",
                "A3": "{{ r.q }}",
                "B3": "=B2+A3",
                "A4": "{%tr endfor %}",
            }
        },
        ROWS,
        {
            "表": {
                "A1": "数量",
                "B1": 100,
                "A2": 2,
                "B2": "=B1+A2",
                "A3": 3,
                "B3": "=B2+A3",
                "A4": 1,
                "B4": "=B3+A4",
            }
        },
    ),
    Case(
        "several-rows",
        "A block of several rows",
        "All rows between the control rows repeat together; references among them stay within one iteration.",
        {
            "表": {
                "A1": "{%tr for r in rows %}",
                "A2": "{{ r.n }}",
                "B2": "=B3*2",
                "A3": "数量",
                "B3": "{{ r.q }}",
                "A4": "{%tr endfor %}",
            }
        },
        {"rows": ROWS["rows"][:2]},
        {
            "表": {
                "A1": "甲",
                "B1": "=B2*2",
                "A2": "数量",
                "B2": 2,
                "A3": "乙",
                "B3": "=B4*2",
                "A4": "数量",
                "B4": 3,
            }
        },
    ),
    Case(
        "nested",
        "Nested blocks",
        "A reference to the outer block's row goes to the own group; a range over the inner block, written in the "
        "outer one, takes the own group's items; written outside, it takes all of them.",
        {
            "表": {
                "A1": "{%tr for g in groups %}",
                "A2": "{{ g.n }}",
                "B2": "=SUM(B3:B5)",
                "A3": "{%tr for r in g.rows %}",
                "B4": "{{ r.q }}",
                "C4": "=B4/B2",
                "A5": "{%tr endfor %}",
                "A6": "{%tr endfor %}",
                "A7": "合计",
                "B7": "=SUM(B4)",
            }
        },
        GROUPS,
        {
            "表": {
                "A1": "物料",
                "B1": "=SUM(B2:B3)",
                "B2": 1,
                "C2": "=B2/B1",
                "B3": 2,
                "C3": "=B3/B1",
                "A4": "场地",
                "B4": "=SUM(B5:B5)",
                "B5": 5,
                "C5": "=B5/B4",
                "A6": "合计",
                "B6": "=SUM(B2:B5)",
            }
        },
    ),
    Case(
        "two-blocks",
        "Several blocks on one sheet",
        "Each block moves what stands below it; what lies between two blocks, or over both, follows.",
        {
            "表": {
                "A1": "{%tr for r in rows %}",
                "A2": "{{ r.q }}",
                "A3": "{%tr endfor %}",
                "A4": "=SUM(A1:A3)",
                "A5": "{%tr for g in groups %}",
                "A6": "{{ g.n }}",
                "B6": "=A4",
                "A7": "{%tr endfor %}",
                "A8": "=COUNTA(A1:A7)",
            }
        },
        {"rows": ROWS["rows"][:2], **GROUPS},
        {
            "表": {
                "A1": 2,
                "A2": 3,
                "A3": "=SUM(A1:A2)",
                "A4": "物料",
                "B4": "=A3",
                "A5": "场地",
                "B5": "=A3",
                "A6": "=COUNTA(A1:A5)",
            }
        },
    ),
    Case(
        "empty",
        "An empty list",
        "Ranges of which nothing is left become the sheet's last row, which is always empty: SUM gives 0, COUNTIF 0, "
        "AVERAGE #DIV/0!, as of any empty range. `#REF!` would spoil whatever uses them.",
        {
            "表": {
                "A1": "{%tr for r in rows %}",
                "A2": "{{ r.q }}",
                "A3": "{%tr endfor %}",
                "A4": "=SUM(A1:A3)",
                "A5": "=A4+A2",
            }
        },
        {"rows": []},
        {"表": {"A1": "=SUM(A1048576:A1048576)", "A2": "=A1+A1048576"}},
    ),
    Case(
        "condition",
        "A condition that drops rows",
        "`{%tr if … %}` keeps its rows or drops them; what is below moves up, ranges shrink.",
        {
            "表": {
                "A1": "收入",
                "B1": 10,
                "A2": "{%tr if refund %}",
                "A3": "退款",
                "B3": -3,
                "A4": "{%tr endif %}",
                "A5": "合计",
                "B5": "=SUM(B1:B4)",
            }
        },
        {"refund": False},
        {"表": {"A1": "收入", "B1": 10, "A2": "合计", "B2": "=SUM(B1:B1)"}},
    ),
    Case(
        "row-one",
        "A block at row 1",
        "Nothing stands above the first copy, so a reference there is `#REF!`, as Excel has it for a row above the "
        "first; it is the only way to get one from a list.",
        {
            "表": {
                "A1": "{%tr for r in rows %}",
                "A2": "{{ r.q }}",
                "B2": "=A1",
                "A3": "{%tr endfor %}",
            }
        },
        {"rows": ROWS["rows"][:2]},
        {"表": {"A1": 2, "B1": "=#REF!", "A2": 3, "B2": "=A1"}},
    ),
    Case(
        "table",
        "A block inside a Table",
        "The control rows lie inside the Table, around its data row. The Table grows with the list; an empty list "
        "leaves one row with its filled cells empty, because Excel repairs a Table without a data row.",
        {
            "表": {
                "A1": "名称",
                "B1": "数量",
                "A2": "{%tr for r in rows %}",
                "A3": "{{ r.n }}",
                "B3": "{{ r.q }}",
                "A4": "{%tr endfor %}",
                "B5": "=SUM(B2:B4)",
            }
        },
        ROWS,
        {
            "表": {
                "A1": "名称",
                "B1": "数量",
                "A2": "甲",
                "B2": 2,
                "A3": "乙",
                "B3": 3,
                "A4": "丙",
                "B4": 1,
                "B5": "=SUM(B2:B4)",
            }
        },
        table="A1:B4",
        table_after="A1:B4",
    ),
    Case(
        "columns",
        "Columns repeat by the same rules",
        "A column with a `{%tc … %}` tag is a control column and vanishes; the columns between two of them repeat, "
        "with widths, formats and formulas. Everything said of rows holds of columns.",
        {
            "表": {
                "A1": "{%tc for m in months %}",
                "B1": "{{ m.n }}",
                "C1": "{%tc endfor %}",
                "D1": "合计",
                "B2": "{{ m.q }}",
                "D2": "=SUM(A2:C2)",
                "B3": "=B2/$D$2",
                "D3": "=B2",
            }
        },
        {"months": [{"n": "一月", "q": 1}, {"n": "二月", "q": 4}]},
        {
            "表": {
                "A1": "一月",
                "B1": "二月",
                "C1": "合计",
                "A2": 1,
                "B2": 4,
                "C2": "=SUM(A2:B2)",
                "A3": "=A2/$C$2",
                "B3": "=B2/$C$2",
                "C3": "=A2",
            }
        },
    ),
    Case(
        "crossing",
        "Rows and columns that cross",
        "A cell in a repeated row and a repeated column sees both loop variables and is made once for each pair.",
        {
            "表": {
                "B1": "{%tc for m in months %}",
                "C1": "{{ m.n }}",
                "D1": "{%tc endfor %}",
                "E1": "合计",
                "A2": "{%tr for r in rows %}",
                "A3": "{{ r.n }}",
                "C3": "{{ r.q * m.q }}",
                "E3": "=SUM(B3:D3)",
                "A4": "{%tr endfor %}",
                "C5": "=SUM(C2:C4)",
                "E5": "=SUM(C3)",
            }
        },
        {"rows": ROWS["rows"][:2], "months": [{"n": "一月", "q": 1}, {"n": "二月", "q": 4}]},
        {
            "表": {
                "B1": "一月",
                "C1": "二月",
                "D1": "合计",
                "A2": "甲",
                "B2": 2,
                "C2": 8,
                "D2": "=SUM(B2:C2)",
                "A3": "乙",
                "B3": 3,
                "C3": 12,
                "D3": "=SUM(B3:C3)",
                "B4": "=SUM(B2:B3)",
                "C4": "=SUM(C2:C3)",
                "D4": "=SUM(B2:C3)",
            }
        },
    ),
    Case(
        "other-sheets",
        "References from other sheets",
        "From another sheet a reference is one from outside: ranges over the block grow, single cells mean the first "
        "copy, or all of them in a function that takes lists.",
        {
            "前": {"A1": "=SUM(清单!A1:A3)", "A2": "=清单!A2", "A3": "=MAX(清单!A2)", "A4": "=清单!A4"},
            "清单": {
                "A1": "{%tr for r in rows %}",
                "A2": "{{ r.q }}",
                "A3": "{%tr endfor %}",
                "A4": "备注",
            },
        },
        ROWS,
        {
            "前": {"A1": "=SUM(清单!A1:A3)", "A2": "=清单!A1", "A3": "=MAX(清单!A1:A3)", "A4": "=清单!A4"},
            "清单": {"A1": 2, "A2": 3, "A3": 1, "A4": "备注"},
        },
    ),
    Case(
        "sheets",
        "Sheets repeat",
        "A sheet with `{%sheet for … %}` is made once for each item, and its name is a pattern. A reference to the "
        "pattern's name means the own copy; from another sheet the first copy, and in a function that takes "
        "references through several sheets all copies.",
        {
            "汇总": {"A1": "=SUM('{{ s.n }}'!B2)", "A2": "='{{ s.n }}'!B2"},
            "{{ s.n }}": {
                "A1": "{%sheet for s in shops %}",
                "A2": "{{ s.n }}",
                "B2": "{{ s.q }}",
                "B3": "='{{ s.n }}'!B2*2",
            },
        },
        {"shops": [{"n": "一店", "q": 3}, {"n": "二店", "q": 4}]},
        {
            "汇总": {"A1": "=SUM(一店:二店!B1)", "A2": "=一店!B1"},
            "一店": {"A1": "一店", "B1": 3, "B2": "=一店!B1*2"},
            "二店": {"A1": "二店", "B1": 4, "B2": "=二店!B1*2"},
        },
    ),
)
