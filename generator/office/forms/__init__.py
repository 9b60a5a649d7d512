"""Workbooks made for filling in: cards and tables with labels, guides, drop-downs and checks of what is typed.

XlsxWriter writes them. Rows have the height that their contents need, and no more say in it than that: Excel and WPS
fit them anew while somebody types.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence

from generator.office.form_words import LISTS
from generator.office.forms.asking import Ask, Block, Guide, Kind, Sheet, Value
from generator.office.forms.drawing import Page
from generator.office.forms.front import draw_front
from generator.office.forms.lists import Lists
from generator.office.forms.looks import Looks
from generator.office.package import read_package, write_package

__all__ = ["Ask", "Block", "Guide", "Kind", "Sheet", "Value", "write_form"]

_CUSTOM = re.compile(rb'(<row [^>]*?) customHeight="1"')


def write_form(
    guide: Guide,
    sheets: Sequence[Sheet],
    *,
    lists: Mapping[str, Sequence[str]],
    title: str,
    created: dt.datetime,
) -> bytes:
    """Return the workbook; `lists` are those that cells choose from and no table gives, by their defined name.

    `created` is all it says of time.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # 60 ms

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": title, "created": created})
    looks = Looks(book)
    front = book.add_worksheet(guide.name)
    pages = [Page(book.add_worksheet(sheet.name), sheet, looks, title) for sheet in sheets]
    hidden = Lists(book, book.add_worksheet(LISTS), lists)
    for page in pages:
        page.draw(hidden)
    hidden.explain([text for page in pages for text in page.explanations if text])
    draw_front(front, guide, pages, looks)
    front.activate()
    book.close()
    return _with_free_rows(stream.getvalue())


def _with_free_rows(data: bytes) -> bytes:
    """Take from the rows that their height is somebody's wish: it would hinder a program from fitting them."""
    package = read_package(data, "")
    sheets = [name for name in package.members if name.startswith("xl/worksheets/sheet")]
    return write_package(package, {name: _CUSTOM.sub(rb"\1", package.read(name)) for name in sheets})
