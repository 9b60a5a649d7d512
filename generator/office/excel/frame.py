"""What stands around the rows of a finished sheet, as text, and the paper that they are printed on."""

from __future__ import annotations

import copy
import re
from functools import cached_property

from lxml import etree

from generator.office.excel.paging import Printing, Wider, read_printing
from generator.office.excel.xml import MAIN, child
from generator.office.xml import Element, write_xml

_MARGINS = re.compile(rb"<(?:\w+:)?pageMargins[^>]*>")
_SIDE = re.compile(rb'\b(left|right|bottom)="([\d.]+)"')


class Frame:
    """The XML of a sheet before (`head`) and after its rows, which are written without a prefix."""

    def __init__(self, root: Element) -> None:
        """Take a sheet without rows, which does not change afterwards."""
        self._root = root
        self.head, self._tail = _around_rows(copy.deepcopy(root))

    @cached_property
    def printing(self) -> Printing | None:
        """How the sheet is printed, None where it is not fitted to the width of its paper alone."""
        return read_printing(self._root)

    def tail(self, wider: Wider | None) -> bytes:
        """Return what stands behind the rows, with wider margins."""
        return self._tail if wider is None else _with_margins(self._tail, wider)


def _around_rows(root: Element) -> tuple[bytes, bytes]:
    data = child(root, "sheetData")
    if data is None:
        return write_xml(root), b""
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
