"""docxtpl's rewriting of WordprocessingML into Jinja source: the one place where docxtpl is used.

It lifts control tags out of their paragraphs, rows and cells, and carries out its own cell tags (cellbg,
colspan, vm, hm). Its patterns walk over a document several times (65 ms for 160 kB), so it is given only the
elements that it has to rewrite; where `{%-` joins paragraphs, these may be anywhere and it is given all.
"""

from __future__ import annotations

import re

_SEPARATOR = "\x1f"
_CELL_LOOKS = re.compile(r"(<w:tcPr[^>/]*>)(.*?)(</w:tcPr>)", re.DOTALL)
_LOOK = re.compile(r"<w:(\w+)(?:\s[^>]*)?(?:/>|>.*?</w:\1>)", re.DOTALL)
_ORDER = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar"),
    *("textDirection", "tcFitText", "vAlign", "hideMark"),
)


def rewrite_fragments(fragments: list[str]) -> list[str]:
    """Return each fragment of a part as docxtpl makes it Jinja source."""
    if not fragments:
        return []
    return rewrite(_SEPARATOR.join(fragments)).split(_SEPARATOR)


def rewrite(source: str) -> str:
    """Return WordprocessingML as docxtpl makes it Jinja source, the looks of cells in the schema's order."""
    from docxtpl import (
        DocxTemplate,
    )  # it loads python-docx: 60 ms that a template without control tags need not pay

    rewritten: str = DocxTemplate.patch_xml(_NO_FILE, source)
    return _CELL_LOOKS.sub(_in_order, rewritten)


def _in_order(looks: re.Match[str]) -> str:
    elements = list(_LOOK.finditer(looks[2]))
    elements.sort(key=lambda element: _ORDER.index(element[1]) if element[1] in _ORDER else len(_ORDER))
    return looks[1] + "".join(element[0] for element in elements) + looks[3]


# `patch_xml` is a method that uses nothing of its object, which could only be had from a file.
_NO_FILE = None
