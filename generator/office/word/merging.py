"""`{% vm %}`: the cells of a column that a loop repeats become one cell, which says what the first of them says.

The first row that is *printed* begins it. docxtpl asks for the first step of the loop instead, so that a condition
around that row takes the beginning of the cell away, and it empties one run only. Here the cells below hold an
empty paragraph and nothing else.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from generator.office.word.names import CELL_LOOKS, PARAGRAPH, PARAGRAPH_LOOKS, w
from generator.office.xml import Element

# In the source: the attribute that says whether a cell begins or goes on, and what stands in either case.
_BEGINS = "\ue004"
MERGE = re.compile(f"{_BEGINS}(\\d+){_BEGINS}")
BRANCH = re.compile(r"<\?(begun|gone_on|merged) (\d+)\?>")
_BEFORE = frozenset(w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


def merge_cell(cell: Element, number: int) -> None:
    """Prepare a cell in which the tag `number` stands; a second tag in the same cell changes nothing."""
    looks = cell.find(CELL_LOOKS)
    if looks is None:
        looks = etree.Element(CELL_LOOKS)
        cell.insert(0, looks)
    merge = looks.find(w("vMerge"))
    if merge is None:
        merge = etree.Element(w("vMerge"))
        looks.insert(sum(1 for child in looks if child.tag in _BEFORE), merge)
    if MERGE.fullmatch(merge.get(w("val"), "")):
        return
    merge.set(w("val"), f"{_BEGINS}{number}{_BEGINS}")
    looks.addnext(etree.ProcessingInstruction("begun", str(number)))
    cell.append(etree.ProcessingInstruction("gone_on", str(number)))
    cell.append(_empty(cell))
    cell.append(etree.ProcessingInstruction("merged", str(number)))


def _empty(cell: Element) -> Element:
    """Return a paragraph in the looks of the cell's first."""
    empty = etree.Element(PARAGRAPH)
    looks = cell.find(f"{PARAGRAPH}/{PARAGRAPH_LOOKS}")
    if looks is not None:
        empty.append(deepcopy(looks))
    return empty


def remembering(number: str) -> str:
    """Return what is said before the loop: nothing has been printed in this column yet."""
    return f"{{% set __cell{number} = __first_time() %}}"


def begins_or_goes_on(number: str) -> str:
    """Return the value of the cell's attribute."""
    first = f"{{% set __first{number} = not __cell{number}() %}}"
    return f"{first}{{% if __first{number} %}}restart{{% else %}}continue{{% endif %}}"


def branch(instruction: re.Match[str]) -> str:
    """Return what stands in the source for an instruction of `merge_cell`."""
    begun = f"{{% if __first{instruction[2]} %}}"
    return {"begun": begun, "gone_on": "{% else %}", "merged": "{% endif %}"}[instruction[1]]
