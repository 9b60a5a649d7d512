"""What stands around the rows of a finished sheet, as text, and the paper that they are printed on."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from lxml import etree

from generator.office.excel.paging import Printing, Wider, read_printing
from generator.office.excel.xml import MAIN, child
from generator.office.xml import Element, escape_text, write_xml

_MARGINS = re.compile(rb"<(?:\w+:)?pageMargins[^>]*>")
_HEADER = re.compile(rb"<\?header (\d+)\?>")
_SIDE = re.compile(rb'\b(left|right|bottom)="([\d.]+)"')


class Frame:
    """The XML of a sheet before (`head`) and after its rows, which are written without a prefix."""

    def __init__(self, root: Element, headers: Sequence[int]) -> None:
        """Take a sheet without rows, which does not change afterwards.

        `headers` are the headers and footers that each filling writes, numbers among the children of `headerFooter`.
        """
        self._root = root
        marked = copy.deepcopy(root)
        for number in headers:
            _mark_header(marked, number)
        self.head, self._tail = _around_rows(marked)

    @cached_property
    def printing(self) -> Printing | None:
        """How the sheet is printed, None where it is not fitted to the width of its paper alone."""
        return read_printing(self._root)

    def tail(self, headers: Mapping[int, str], wider: Wider | None) -> bytes:
        """Return what stands behind the rows, with the texts of headers by their number and with wider margins."""
        tail = _HEADER.sub(lambda found: escape_text(headers.get(int(found[1]), "")).encode(), self._tail)
        return tail if wider is None else _with_margins(tail, wider)


def _mark_header(root: Element, number: int) -> None:
    """Put a mark in the place of a header's text."""
    holder = child(root, "headerFooter")
    if holder is not None:
        holder[number].text = None
        holder[number][:] = [etree.ProcessingInstruction("header", str(number))]


def _around_rows(root: Element) -> tuple[bytes, bytes]:
    data = child(root, "sheetData")
    if data is None:
        return b"", write_xml(root)
    data[:] = [etree.ProcessingInstruction("rows")]
    head, _, tail = write_xml(root).partition(b"<?rows ?>")
    if root.nsmap.get(None) != MAIN:
        head = head[:-1] + f' xmlns="{MAIN}">'.encode()
    return head, tail


def _with_margins(tail: bytes, wider: Wider) -> bytes:
    more = {b"left": wider.sides, b"right": wider.sides, b"bottom": wider.bottom}

    def widened(found: re.Match[bytes]) -> bytes:
        return _SIDE.sub(lambda m: b'%s="%.3f"' % (m[1], float(m[2]) + more[m[1]]), found[0])

    return _MARGINS.sub(widened, tail)
