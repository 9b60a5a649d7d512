"""Fields: what they need to be right before anybody updates them, in Word, WPS and a mail's preview."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct, field

from generator.office.inspection.finding import Finding, excerpt, found
from generator.office.inspection.outside import is_local
from generator.office.inspection.word.document import Document, Page, is_on
from generator.office.word.names import TEXT, TEXT_BOX, w
from generator.office.xml import Element

_MARK, _CODE, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_SHOWN = frozenset({TEXT, *map(w, ("drawing", "pict", "object", "sym", "noBreakHyphen"))})
_STORIES = frozenset({TEXT_BOX, w("footnote"), w("endnote")})
# Fields that print something computed. Others mark an entry, ask, or draw what they print themselves.
_PRINTING = frozenset(
    {
        "PAGE",
        "NUMPAGES",
        "SECTIONPAGES",
        "SECTION",
        "SEQ",
        "REF",
        "PAGEREF",
        "NOTEREF",
        "STYLEREF",
        "TOC",
        "TOA",
    }
    | {
        "INDEX",
        "DATE",
        "TIME",
        "CREATEDATE",
        "SAVEDATE",
        "PRINTDATE",
        "TITLE",
        "SUBJECT",
        "AUTHOR",
        "COMMENTS",
    }
    | {
        "DOCPROPERTY",
        "FILENAME",
        "FILESIZE",
        "LASTSAVEDBY",
        "NUMWORDS",
        "NUMCHARS",
        "REVNUM",
        "USERNAME",
        "=",
    }
)
_FETCHING = frozenset(
    {"INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "RD", "DATABASE"}
)
_TARGET = re.compile(r'HYPERLINK\s+"?([^"]*)', re.IGNORECASE)


class Field(Struct):
    """A field: where it begins, its code, and whether a result stands behind it."""

    mark: Element
    code: str = ""
    separated: bool = False
    has_result: bool = False

    @property
    def name(self) -> str:
        words = self.code.replace("=", " = ", 1).split()
        return words[0].upper() if words else ""

    @property
    def shown(self) -> str:
        return excerpt(self.code) or "(无代码)"


class Reading(Struct):
    """The fields of one page; a story (the page, a text box, a note) nests its own."""

    whole: list[Field] = field(default_factory=list)
    broken: list[Field] = field(default_factory=list)
    open: dict[Element, list[Field]] = field(default_factory=lambda: defaultdict(list))

    def take(self, element: Element, story: Element) -> None:
        stack = self.open[story]
        if element.tag == _MARK:
            self._take_mark(element, stack)
        elif element.tag == _CODE and stack and not stack[-1].separated:
            stack[-1].code += element.text or ""
        elif element.tag in _SHOWN and (element.tag != TEXT or element.text):
            for each in stack:
                each.has_result |= each.separated

    def _take_mark(self, mark: Element, stack: list[Field]) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            stack.append(Field(mark))
        elif not stack or (kind == "separate" and stack[-1].separated):
            self.broken.append(Field(mark))
        elif kind == "separate":
            stack[-1].separated = True
        else:
            self.whole.append(stack.pop())


def read_fields(page: Page) -> Reading:
    """Return the fields of a page, those that do not close apart."""
    reading = Reading()
    for element in page.root.iter(_MARK, _CODE, _SIMPLE, *_SHOWN):
        if element.tag == _SIMPLE:
            inside = any(each.tag != TEXT or each.text for each in element.iter(*_SHOWN))
            reading.whole.append(Field(element, element.get(w("instr"), ""), True, inside))
        else:
            story = next((each for each in element.iterancestors() if each.tag in _STORIES), page.root)
            reading.take(element, story)
    reading.broken += [each for stack in reading.open.values() for each in stack]
    return reading


def _fields(document: Document) -> Iterator[tuple[Field, str]]:
    for page in document.pages:
        yield from ((each, page.spot(each.mark)) for each in read_fields(page).whole)


def fields_without_result(document: Document) -> Iterator[Finding]:
    for each, spot in _fields(document):
        if each.name in _PRINTING and not each.has_result:
            yield found("T-409", spot, field=each.shown)


def fields_in_one_run(document: Document) -> Iterator[Finding]:
    """Find runs that hold more than one part of a field."""
    for run, spot in document.runs():
        parts = run.findall(_MARK) + run.findall(_CODE)
        if len(parts) > 1:
            code = "".join(each.text or "" for each in run.findall(_CODE))
            yield found("T-410", spot, field=excerpt(code) or "(无代码)")


def fields_not_closed(document: Document) -> Iterator[Finding]:
    for page in document.pages:
        for each in read_fields(page).broken:
            yield found("T-411", page.spot(each.mark), field=each.shown)


def fields_from_outside(document: Document) -> Iterator[Finding]:
    for each, spot in _fields(document):
        if each.name in _FETCHING:
            yield found("T-414", spot, field=each.shown)
        elif each.name == "HYPERLINK" and (target := _TARGET.search(each.code)) and is_local(target[1]):
            yield found("T-415", spot, target=target[1])


def prompt_to_update(document: Document) -> Iterator[Finding]:
    settings = document.settings
    if settings is not None and is_on(settings.find(w("updateFields"))):
        yield found("T-412", "文件设置")
