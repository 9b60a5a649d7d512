"""The Table (ListObject) that Office lays over a chart's data: as large as the data, its columns named by them.

Excel repairs a file whose Table has other names than its header cells, and takes neither empty nor equal names.
Where the data have such names the Table goes: it is a convenience, the numbers are the chart.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from generator.office.excel.moving.references import Reference, read_area
from generator.office.excel.strings import escaped
from generator.office.excel.xml import child, children, descendants, drop, drop_attributes, tag
from generator.office.parts import guid
from generator.office.xml import Element

_LONGEST_NAME = 255
_OF_TOTALS = ("totalsRowFunction", "totalsRowLabel", "totalsRowDxfId", "totalsRowCellStyle")
_OF_COLUMN = ("calculatedColumnFormula", "totalsRowFormula", "xmlColumnPr", "extLst")
_UID = "{http://schemas.microsoft.com/office/spreadsheetml/2016/revision3}uid"


def can_name(names: Sequence[str]) -> bool:
    """Tell whether columns can have these names: none empty or too long, no two alike."""
    known = {name.casefold() for name in names}
    return len(known) == len(names) and all(0 < len(name) <= _LONGEST_NAME for name in names)


def table_area(root: Element) -> Reference:
    """Return the cells that a Table lies on."""
    return read_area(root.get("ref", ""))


def fit_table(root: Element, area: Reference, names: Sequence[str]) -> None:
    """Lay a Table over `area`, whose first row holds `names`."""
    drop_attributes(root, "totalsRowCount", "headerRowCount")
    for element in list(descendants(root, "sortState", "filterColumn")):
        drop(element)
    for element in (root, *descendants(root, "autoFilter")):
        element.set("ref", str(area))
    columns = child(root, "tableColumns")
    if columns is not None:
        _fit_columns(columns, names)


def _fit_columns(holder: Element, names: Sequence[str]) -> None:
    columns = children(holder, "tableColumn")[: len(names)]
    highest = max((int(each.get("id", "0")) for each in children(holder, "tableColumn")), default=0)
    while len(columns) < len(names):
        twin = copy.deepcopy(columns[-1]) if columns else holder.makeelement(tag("tableColumn"))
        highest += 1
        twin.set("id", str(highest))
        if _UID in twin.attrib:
            twin.set(_UID, guid(str(twin.get(_UID)), highest))
        columns.append(twin)
    for column, name in zip(columns, names, strict=True):
        drop_attributes(column, *_OF_TOTALS)
        for element in [e for each in _OF_COLUMN for e in children(column, each)]:
            drop(element)
        column.set("name", escaped(name).replace("\n", "_x000a_"))
    holder[:] = columns
    holder.set("count", str(len(columns)))
