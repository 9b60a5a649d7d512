"""Several entries in one cell are the same entries when they are read again."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from generator.form.entries import GOES_ON, is_short, join_entries, join_short, split_entries, split_short

TEXTS = st.text("甲乙 a1↵\n、;,=", min_size=1, max_size=12).map(str.strip).filter(bool)
SHORT = st.text("甲乙a1 =-", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example([f"行尾{GOES_ON}", f"{GOES_ON * 2}\n{GOES_ON}", "上\n\n下"])
def test_entries_are_read_as_they_were_written(entries: list[str]) -> None:
    assert split_entries(join_entries(entries)) == entries


@given(st.lists(SHORT, min_size=1, max_size=4))
def test_short_values_are_read_as_they_were_written(values: list[str]) -> None:
    assert all(is_short(value) for value in values)
    assert split_short(join_short(values)) == values


def test_people_separate_short_values_as_they_like() -> None:
    wanted = ["周岚", "许南", "何立"]
    for text in (
        "周岚、许南、何立",
        "周岚,许南， 何立",
        "周岚;许南；何立",
        "周岚\n许南\n\n何立",
        " 周岚 、许南、何立、",
    ):
        assert split_short(text) == wanted
