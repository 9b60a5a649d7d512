"""Table columns named in formulas, as the plain references they stand for."""

from __future__ import annotations

import pytest

from generator.office.excel.moving.structured import KnownTable, Standing, resolved

TABLE = KnownTable("清单", "表 1", 3, 9, 2, ("名称", "金 额", "a[b]"), header_row=True, totals_row=True)
INSIDE = Standing("表 1", 5, 4)


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("SUM(清单[金 额])", "SUM('表 1'!$C$4:$C$8)"),
        ("清单[[#This Row],[名称]]&1", "'表 1'!$B$5&1"),
        ("[@名称]", "'表 1'!$B$5"),
        ("清单[@[金 额]]", "'表 1'!$C$5"),
        ("[[#This Row],名称]", "'表 1'!$B$5"),
        ("SUBTOTAL(109,[金 额])", "SUBTOTAL(109,'表 1'!$C$4:$C$8)"),
        ("SUM(清单[[名称]:[金 额]])", "SUM('表 1'!$B$4:$C$8)"),
        ("清单[#All]", "'表 1'!$B$3:$D$9"),
        ("清单[]", "'表 1'!$B$4:$D$8"),
        ("清单[[#Headers],[#Data],[名称]]", "'表 1'!$B$3:$B$8"),
        ("清单[[#Totals],[名称]]", "'表 1'!$B$9"),
        ("清单[a'[b']]", "'表 1'!$D$4:$D$8"),
        ("清单[没有]+别的[名称]+A1", "清单[没有]+别的[名称]+A1"),
        ("[1]外!A1", "[1]外!A1"),
    ],
)
def test_a_named_column_is_resolved_and_the_unknown_stays(formula: str, plain: str) -> None:
    assert resolved(formula, INSIDE, (TABLE,)) == plain


def test_this_row_outside_the_table_stays() -> None:
    assert resolved("清单[@名称]", Standing("表 1", 20, 4), (TABLE,)) == "清单[@名称]"
    assert resolved("[@名称]", Standing("表 1", 5, 40), (TABLE,)) == "[@名称]"
