"""File names that survive every shared drive (domain specification 6.1, 6.2)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.names import clean_name
from generator.plan.names import file_key, mark_as_new


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("星澜X3新品发布会", "星澜X3新品发布会"),
        ("方案:最终/最新?", "方案：最终／最新？"),
        ("《活动预算表》", "活动预算表"),
        ("..\\..\\etc", "＼..＼etc"),
        ("  春 季\u3000促销 . ", "春_季_促销"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("发布会🎉", "发布会"),
        ("𠮷祥庆典", "𠮷祥庆典"),
        ("a\u200bb\u202ec", "abc"),
        ("~$方案", "～$方案"),
        ("🎉", "未命名"),
        ("Cafe\u0301", "Caf\u00e9"),
    ],
)
def test_a_name_keeps_what_a_reader_needs_and_loses_what_a_drive_refuses(typed: str, kept: str) -> None:
    assert clean_name(typed, limit=80) == kept


@given(st.text(max_size=200), st.integers(9, 100))
def test_every_name_is_legal_everywhere(text: str, limit: int) -> None:
    name = clean_name(text, limit=limit)
    assert 0 < len(name.encode()) <= max(limit, 9) + 1
    assert not set(name) & set('<>:"/\\|?*')
    assert name[-1] not in " ."
    assert name == unicodedata.normalize("NFC", name)


def test_names_that_a_drive_takes_for_one_have_one_key() -> None:
    assert file_key("A/Cafe\u0301.DOCX") == file_key("a/Caf\u00e9.docx")


def test_a_newly_generated_file_never_takes_a_name_that_is_there() -> None:
    taken = frozenset({file_key("表_V1.1(新生成).xlsx"), file_key("表_V1.1(新生成2).xlsx")})
    assert mark_as_new("表_V1.1.xlsx", frozenset()) == "表_V1.1(新生成).xlsx"
    assert mark_as_new("表_V1.1.xlsx", taken) == "表_V1.1(新生成3).xlsx"
