"""What the engine reads as numbers and areas, looked at beforehand: whatever Office would not write is told.

After this nothing on the way needs to expect a page break after row "x".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from generator.office.excel.extensions import SQREF, X14
from generator.office.excel.moving.references import LAST_ROW, read_area, read_areas
from generator.office.excel.xml import descendants
from generator.office.letters import LAST_COLUMN
from generator.office.xml import Element

# Raises ValueError for a text that is not what it should be.
Reader = Callable[[str], object]


def _whole(lowest: int, highest: int) -> Reader:
    def read(text: str) -> int:
        if not text.isdecimal() or not text.isascii() or not lowest <= int(text) <= highest:
            raise ValueError(text)
        return int(text)

    return read


def _number(text: str) -> float:
    if not math.isfinite(float(text)) or float(text) < 0:
        raise ValueError(text)
    return float(text)


def _areas(text: str) -> object:
    if not text.split():
        raise ValueError(text)
    return read_areas(text)


_INDEX = _whole(0, 2**31)
_SHEET: Mapping[str, Mapping[str, Reader]] = {
    "dimension": {"ref": read_area},
    "mergeCell": {"ref": read_area},
    "hyperlink": {"ref": read_area},
    "autoFilter": {"ref": read_area},
    "sortState": {"ref": read_area},
    "sortCondition": {"ref": read_area},
    "conditionalFormatting": {"sqref": _areas},
    "dataValidation": {"sqref": _areas},
    "protectedRange": {"sqref": _areas},
    "ignoredError": {"sqref": _areas},
    "sheetView": {"topLeftCell": read_area},
    "customSheetView": {"topLeftCell": read_area},
    "pane": {"topLeftCell": read_area, "xSplit": _number, "ySplit": _number},
    "selection": {"activeCell": read_area, "sqref": _areas},
    "brk": {"id": _whole(0, LAST_ROW)},
    "col": {"min": _whole(1, LAST_COLUMN), "max": _whole(1, LAST_COLUMN), "width": _number},
    "filterColumn": {"colId": _whole(0, LAST_COLUMN)},
    "row": {"ht": _number},
    "sheetFormatPr": {"defaultRowHeight": _number, "defaultColWidth": _number},
    "pageMargins": dict.fromkeys(("left", "right", "top", "bottom", "header", "footer"), _number),
}
_NEEDED = frozenset(
    {
        "mergeCell",
        "hyperlink",
        "conditionalFormatting",
        "dataValidation",
        "col",
        "table",
        "autoFilter",
        "sortState",
        "sortCondition",
        "comment",
        "threadedComment",
        "cNvPr",
    }
)
_TABLE: Mapping[str, Mapping[str, Reader]] = {
    "table": {"ref": read_area, "id": _INDEX, "headerRowCount": _INDEX, "totalsRowCount": _INDEX},
    "autoFilter": {"ref": read_area},
    "sortState": {"ref": read_area},
    "sortCondition": {"ref": read_area},
    "filterColumn": {"colId": _whole(0, LAST_COLUMN)},
    "tableColumn": {"id": _INDEX},
}
_STYLES: Mapping[str, Mapping[str, Reader]] = {
    "sz": {"val": _number},
    "xf": {"fontId": _INDEX},
    "alignment": {"indent": _INDEX},
}
_BOOK: Mapping[str, Mapping[str, Reader]] = {
    "sheet": {"sheetId": _INDEX},
    "definedName": {"localSheetId": _INDEX},
    "workbookView": {"activeTab": _INDEX, "firstSheet": _INDEX},
}


_ATTACHED: Mapping[str, Mapping[str, Mapping[str, Reader]]] = {
    "comments": {"comment": {"ref": read_area, "authorId": _INDEX}},
    "threadedComment": {"threadedComment": {"ref": read_area}},
    "drawing": {"cNvPr": {"id": _INDEX}},
}
_EXTENSIONS: Mapping[str, Reader] = {
    f"{X14}conditionalFormatting": _areas,
    f"{X14}dataValidation": _areas,
    f"{X14}sparkline": read_area,
}
_TEXTS: Mapping[str, Reader] = {"row": _INDEX, "col": _INDEX, "rowOff": int, "colOff": int}


def unreadable_attached(kind: str, root: Element) -> Iterator[str]:
    """Yield what cannot be read in a part that hangs on a sheet by a relationship of this kind."""
    readers = _ATTACHED.get(kind, {})
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        yield from _in_element(element, name, readers.get(name, {}))
        if kind == "drawing" and name in _TEXTS and not _is_read(_TEXTS[name], element.text or ""):
            yield f"<{name}>{element.text or ''}</{name}>"


def unreadable_on_sheet(root: Element) -> Iterator[str]:
    """Yield what cannot be read on a sheet, each as it stands in the file."""
    yield from _unreadable(root, _SHEET)
    for element in root.iter(*_EXTENSIONS):
        text = element.findtext(SQREF, "")
        if not _is_read(_EXTENSIONS[str(element.tag)], text):
            yield f"<xm:sqref>{text}</xm:sqref>"


def unreadable_in_table(root: Element) -> Iterator[str]:
    yield from _unreadable(root, _TABLE)


def unreadable_in_styles(root: Element) -> Iterator[str]:
    """Yield what cannot be read in the styles, formats that name a font which is not there included."""
    yield from _unreadable(root, _STYLES)
    holder = next(descendants(root, "fonts"), None)
    fonts = 0 if holder is None else len(list(descendants(holder, "font")))
    for element in descendants(root, "xf"):
        text = element.get("fontId", "0")
        if text.isdecimal() and int(text) >= max(fonts, 1):
            yield f'<xf fontId="{text}">'


def unreadable_in_book(root: Element) -> Iterator[str]:
    """Yield what cannot be read in the workbook part: sheets named twice, names of sheets that are not there."""
    yield from _unreadable(root, _BOOK)
    names = [element.get("name", "").casefold() for element in descendants(root, "sheet")]
    yield from (
        f'<sheet name="{name}">' for name in sorted({n for n in names if not n or names.count(n) > 1})
    )
    for element in descendants(root, "definedName"):
        text = element.get("localSheetId", "0")
        if text.isdecimal() and int(text) >= len(names):
            yield f'<definedName localSheetId="{text}">'


def _unreadable(root: Element, readers: Mapping[str, Mapping[str, Reader]]) -> Iterator[str]:
    for element in descendants(root, *readers):
        name = etree.QName(element).localname
        yield from _in_element(element, name, readers[name])


def _in_element(element: Element, name: str, readers: Mapping[str, Reader]) -> Iterator[str]:
    for place, (attribute, read) in enumerate(readers.items()):
        text = element.get(attribute)
        needed = name in _NEEDED and place == 0
        if (text is not None or needed) and not _is_read(read, text or ""):
            yield f'<{name} {attribute}="{text or ""}">'


def _is_read(read: Reader, text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True
