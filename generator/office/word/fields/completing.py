"""Fields of a template made whole before it is compiled.

A field packed into one run hides in WPS, one without a result breaks in Word or shows nothing; so each mark, code
and result gets a run of its own, and a page number without a result shows 1 until the program that opens the
document computes it. A field that asks to be updated (`w:dirty`) makes Word ask its reader: what is filled here
needs no update.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree
from msgspec import Struct, field

from generator.office.word.fields.codes import Code, read_code
from generator.office.word.fields.references import KINDS as REFERENCES
from generator.office.word.names import MAIN, PRESERVE, TEXT, holder, w
from generator.office.xml import Element

_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ"})
_FILLED = REFERENCES | {"TOC"}
_MARK, _CODE, _SIMPLE, _RUN, _LOOKS = w("fldChar"), w("instrText"), w("fldSimple"), w("r"), w("rPr")
_SHOWN = (TEXT, w("sym"), w("drawing"), w("pict"))
_BRACE = re.compile("[{｛}｝]")


class FieldMarks(Struct):
    """A field of a tree: its marks (`begin` alone for `w:fldSimple`), its code, and what its result shows."""

    begin: Element
    codes: list[Element] = field(default_factory=list)
    nested: bool = False
    separate: Element | None = None
    end: Element | None = None
    shown: list[Element] = field(default_factory=list)

    @property
    def code(self) -> Code:
        text = self.begin.get(w("instr")) or "".join(each.text or "" for each in self.codes)
        return read_code(text)

    @property
    def empty(self) -> bool:
        return not any(each.tag != TEXT or each.text for each in self.shown)

    @property
    def awaits_entries(self) -> bool:
        """A contents table that shows nothing: it stays empty in WPS, which does not offer to fill it."""
        return self.empty and self.code.kind == "TOC"


def fields_of(root: Element) -> list[FieldMarks]:
    """Return the fields of a part that have an end, in the order in which they end."""
    stack: list[FieldMarks] = []
    found: list[FieldMarks] = []
    for element in root.iter(_MARK, _CODE, *_SHOWN):
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            for outer in stack[-1:]:
                outer.nested = outer.nested or outer.separate is None
            stack.append(FieldMarks(element))
        elif not stack:
            continue
        elif kind == "separate":
            stack[-1].separate = element
        elif kind == "end":
            stack[-1].end = element
            found.append(stack.pop())
        elif element.tag == _CODE:
            stack[-1].codes.append(element)
        else:
            for each in stack:
                if each.separate is not None:
                    each.shown.append(element)
    return [*found, *(FieldMarks(each, shown=list(each.iter(*_SHOWN))) for each in root.iter(_SIMPLE))]


def complete_fields(root: Element) -> bool:
    """Make the fields of a part whole, in place; tell whether anything had to be done."""
    split = [_split(run) for run in list(_packed(root))]
    return any([*split, *[_complete(each) for each in fields_of(root)]])


def _packed(root: Element) -> Iterator[Element]:
    seen: set[Element] = set()
    for mark in root.iter(_MARK):
        run = mark.getparent()
        if run is not None and run.tag == _RUN and run not in seen and len(_content(run)) > 1:
            seen.add(run)
            yield run


def _content(run: Element) -> list[Element]:
    return [child for child in run if child.tag != _LOOKS]


def _split(run: Element) -> bool:
    """Give every mark and every piece of code a run of its own; other content between them stays together."""
    place = run
    content = _content(run)
    for before, child in pairwise(content):
        if {before.tag, child.tag} & {_MARK, _CODE}:
            place = _next_run(place, run)
        if place is not run:
            place.append(child)
    return True


def _next_run(place: Element, like: Element) -> Element:
    made = _run_like(like)
    made.tail, place.tail = place.tail, None
    place.addnext(made)
    return made


def _run_like(run: Element | None) -> Element:
    """Return an empty run in the looks of another."""
    made = etree.Element(_RUN, nsmap={"w": MAIN})
    looks = None if run is None else run.find(_LOOKS)
    if looks is not None:
        made.append(copy.deepcopy(looks))
    return made


def _complete(each: FieldMarks) -> bool:
    kind = each.code.kind
    if kind not in _NUMBERS | _FILLED:
        return False
    changed = _joined(each) if kind in REFERENCES else False
    if w("dirty") in each.begin.attrib:
        del each.begin.attrib[w("dirty")]
        changed = True
    if each.end is not None and each.separate is None:
        each.separate = _separate(each, each.end)
        changed = True
    if kind in _NUMBERS and each.empty:
        _show_one(each)
        changed = True
    return changed or each.awaits_entries


def _joined(each: FieldMarks) -> bool:
    """Put a code that lies in pieces together: it is looked for as a whole."""
    if each.nested or len(each.codes) < 2:
        return False
    first, *rest = each.codes
    first.text = "".join(piece.text or "" for piece in each.codes)
    first.set(PRESERVE, "preserve")
    for piece in rest:
        piece.text = ""
    return True


def _separate(each: FieldMarks, end: Element) -> Element:
    """Put the mark that begins a result where there is none: behind the code."""
    run = _run_like(holder(each.begin, _RUN))
    mark = etree.SubElement(run, _MARK)
    mark.set(w("fldCharType"), "separate")
    code = holder(each.codes[-1], _RUN) if each.codes and not each.nested else None
    if code is not None:
        code.addnext(run)
    elif (last := holder(end, _RUN)) is not None:
        last.addprevious(run)
    return mark


def _show_one(each: FieldMarks) -> None:
    run = _run_like(holder(each.begin, _RUN))
    etree.SubElement(run, TEXT).text = "1"
    if each.separate is None:
        each.begin.append(run)
    elif (mark := holder(each.separate, _RUN)) is not None:
        mark.addnext(run)


def hide_results(root: Element) -> None:
    """Empty the results that are made anew and show tags: the headings of the template, copied by Word.

    They stand outside the loops of their headings, so that their tags would have no values.
    """
    names = {mark.get(w("name"), "").casefold() for mark in root.iter(w("bookmarkStart"))}
    for each in fields_of(root):
        code = each.code
        if code.kind != "TOC" and not (code.kind in REFERENCES and code.first.casefold() in names):
            continue
        texts = [shown for shown in each.shown if shown.tag == TEXT]
        if _BRACE.search("".join(text.text or "" for text in texts)):
            for text in texts:
                text.text = ""
