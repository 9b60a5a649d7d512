"""A part is made sound and packed while it is printed: the windows it is cut into cannot be told from the result."""

from __future__ import annotations

import io

import pytest
from docx.document import Document

from generator.office.word import paper
from tests.office.word.documents import (
    add_bookmark,
    add_bookmark_end,
    add_rows,
    attribute_values,
    drawn,
    fill,
    part,
    table,
)
from tests.office.word.test_blocks import LOOP, PIXEL, ROWS
from tests.office.word.test_sound import everything
from tests.support.structure import docx_faults


def halves(document: Document) -> None:
    """Draw a loop that leaves halves of bookmarks: the rest of it has to be looked for in the whole part."""
    document.add_paragraph("{%p for r in rows %}")
    add_bookmark(document.add_paragraph("{{ r.name }}"), 5, "half", end=False)
    document.add_paragraph("{%p endfor %}")
    add_bookmark_end(document.add_paragraph("尾"), 5)


def in_loops(document: Document) -> None:
    """Draw a bookmark and a picture in a loop inside a bookmark, and a table that may lose its rows."""
    add_bookmark(document.add_paragraph("首"), 1, "around", end=False)
    document.add_paragraph("{%p for r in rows %}")
    add_bookmark(document.add_paragraph("{{ r.name }}"), 2, "inner")
    document.add_paragraph().add_run().add_picture(io.BytesIO(PIXEL))
    add_rows(document, *LOOP[1:])
    document.add_paragraph("{%p endfor %}")
    add_bookmark_end(document.add_paragraph("尾"), 1)


@pytest.mark.parametrize("draw", [everything, halves, in_loops])
@pytest.mark.parametrize("count", [0, 1, 9])
@pytest.mark.parametrize("window", [1, 700, 5_000])
def test_windows_of_any_size_give_the_same_part(
    monkeypatch: pytest.MonkeyPatch, draw: object, count: int, window: int
) -> None:
    template = drawn(draw)  # type: ignore[arg-type]  # the three above are what `drawn` takes
    rows = (ROWS * 3)[:count]
    whole = fill(template, rows=rows, text="甲<w:p>乙")
    monkeypatch.setattr(paper, "_WINDOW", window)
    assert part(fill(template, rows=rows, text="甲<w:p>乙")) == part(whole)
    assert docx_faults(whole) == []


def test_ten_thousand_bookmarks_get_names_of_their_own_without_counting_from_the_start() -> None:
    def draw(document: Document) -> None:
        document.add_paragraph("{%p for r in rows %}")
        add_bookmark(document.add_paragraph("{{ r }}"), 5, "n")
        document.add_paragraph("{%p endfor %}")

    names = attribute_values(fill(drawn(draw), rows=range(10_000)), "//w:bookmarkStart", "w:name")
    assert len(set(names)) == 10_000


def test_a_long_table_is_never_in_memory_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    largest = 0
    pack = paper.Paper._pack

    def watched(self: paper.Paper, text: str) -> None:
        nonlocal largest
        largest = max(largest, len(text))
        pack(self, text)

    monkeypatch.setattr(paper.Paper, "_pack", watched)
    filled = fill(table(*LOOP), rows=[{"name": "甲" * 40}] * 5_000)
    assert largest < 250_000 < len(part(filled))
