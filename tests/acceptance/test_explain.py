"""`explain`: every code and every field has a meaning."""

from __future__ import annotations

import pytest

from generator.app.explain import all_codes, every_field
from tests.support.command import run


def test_every_code_is_explained_in_chinese() -> None:
    for code in all_codes():
        done = run("explain", code)
        assert done.code == 0
        assert done.out.startswith(f"{code}  ")
        assert any("\u4e00" <= c <= "\u9fff" for c in done.out)


def test_every_field_is_found_by_its_path() -> None:
    fields = [each for each in every_field() if "…" not in each.path]
    assert len(fields) > 400
    for each in fields[::7]:
        done = run("explain", each.path)
        assert done.code == 0, each.path
        assert done.out.startswith(f"{each.path}  "), each.path


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("c-b01", "差额"),
        ("targets.due", "targets[].due  活动目标 › 完成时限"),
        ("warmup_start", "预热开始日期"),
        ("预热开始日期", "campaign.warmup_start"),
        ("budget.items[].unit_price", "预算 › 明细 › 单价"),
        ("campaign.mode", "线上、线下、混合 之一"),
    ],
)
def test_a_code_a_key_or_a_label_is_enough(word: str, said: str) -> None:
    done = run("explain", word)
    assert done.code == 0
    assert said in done.out


def test_an_unknown_word_gets_the_nearest() -> None:
    done = run("explain", "targets.dew")
    assert (done.code, "是否想找 targets[].due" in done.out) == (2, True)
    done = run("explain", "完全不相干的东西")
    assert (done.code, "写诊断代码" in done.out) == (2, True)
