"""A search that begins with a known stretch finds what the pattern's own search finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.office.searching import last_begin, matches_at, places_of, replaced_at

markup = st.lists(
    st.sampled_from(
        ["<w:p>", "<w:p a='1'>", "<w:p/>", "<w:pPr>", "<w:bookmark 1/>", "<w:bookmarkStart", "x", ">"]
    )
).map("".join)
PATTERN = re.compile(r"<w:bookmark(\w*) ?(\d?)/?>")


@given(markup)
def test_matches_are_those_of_the_pattern(text: str) -> None:
    assert [m.span() for m in matches_at("<w:bookmark", PATTERN, text)] == [
        m.span() for m in PATTERN.finditer(text)
    ]
    assert replaced_at("<w:bookmark", PATTERN, lambda m: f"[{m[2]}]", text) == PATTERN.sub(
        lambda m: f"[{m[2]}]", text
    )
    assert list(places_of("<w:p", text)) == [m.start() for m in re.finditer("<w:p", text)]


@given(markup, st.integers(0, 60))
def test_the_last_beginning_is_one_of_the_element_itself(text: str, end: int) -> None:
    end = min(end, len(text))
    begins = [m.start() for m in re.finditer(r"<w:p[ >]", text) if m.start() + len("<w:p") <= end]
    assert last_begin("<w:p", text, end) == max(begins, default=-1)
