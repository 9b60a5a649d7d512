"""Fields as they stand in the text of a part: what they ask for, and the result they show until updated.

A field is a pair of marks in runs of their own (`begin`, code, `separate`, result, `end`), perhaps over many
paragraphs, or one element `w:fldSimple`. Codes nest; a piece of code belongs to the innermost field that has
not come to its result. The text is what lxml writes: no bare `>` in attributes, double quotes around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from generator.office.xml import escape_text

_MARK = re.compile(
    r'<w:fldChar\b(?P<looks>[^>]*?)\bw:fldCharType="(?P<mark>begin|separate|end)"(?P<more>[^>]*?)'
    r"(?:/>|>.*?</w:fldChar>)"
    r"|<w:instrText\b[^>]*>(?P<code>[^<]*)</w:instrText>"
    r'|<w:fldSimple\b(?P<attributes>[^>]*?\bw:instr="(?P<simple>[^"]*)"[^>]*?)(?P<empty>/?)>'
    r"|(?P<closed></w:fldSimple>)",
    re.DOTALL,
)
_LOCKED = re.compile(r'\bw:fldLock="(?:true|1|on)"')
_TOKEN = re.compile(r"[\"“”]((?:\\.|[^\"“”\\])*)[\"“”]|\\(\S)|([^\s\\]+)")
_ESCAPED = re.compile(r"\\(.)")
_SHOWN = re.compile(r"<w:t(?: [^>]*)?>[^<]*</w:t>|<w:(?:t|tab|br|cr|noBreakHyphen)(?: [^>]*)?/>")
_RUN_LOOKS = re.compile(r"<w:r(?: [^>]*)?>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?", re.DOTALL)

# Switches that take no argument, by kind of field; all others take the next word.
_FLAGS = {
    "TOC": "hzuwx",
    "SEQ": "nch",
    "REF": "fhnprtw",
    "PAGEREF": "hp",
    "NOTEREF": "fhp",
    "TC": "n",
}
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Code:
    """A field's code, read: `kind` in capitals, its other words, and its switches with their arguments.

    `formats` are the arguments of `\\*`, which may stand there more than once.
    """

    kind: str
    words: tuple[str, ...]
    switches: dict[str, str]
    formats: tuple[str, ...]

    def __contains__(self, switch: str) -> bool:
        return switch in self.switches

    @property
    def first(self) -> str:
        """The first word behind the kind: a name, in most fields."""
        return self.words[0] if self.words else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field in a text. `start` and `end` enclose its marks; `result` is what lies between the last two.

    `result` is None where the field has none. `depth` counts the fields around it. A locked field is one
    that its author wants never updated.
    """

    code: Code
    start: int
    end: int
    result: tuple[int, int] | None
    depth: int
    simple: bool
    locked: bool


@dataclass(slots=True)
class _Open:
    start: int
    simple: bool
    locked: bool
    code: list[str] = field(default_factory=list)
    result: int | None = None


def fields_in(text: str) -> list[Field]:
    """Return the fields of a part in the order in which they begin; those without an end are left out."""
    found: list[Field] = []
    stack: list[_Open] = []
    for mark in _MARK.finditer(text):
        if mark["code"] is not None:
            if stack and stack[-1].result is None:
                stack[-1].code.append(mark["code"])
        elif mark["mark"] == "begin":
            stack.append(_Open(mark.start(), False, bool(_LOCKED.search(mark["looks"] + mark["more"]))))
        elif mark["simple"] is not None:
            locked = bool(_LOCKED.search(mark["attributes"]))
            stack.append(_Open(mark.start(), True, locked, [mark["simple"]], mark.end()))
            if mark["empty"]:
                found.append(_closed(stack, mark.end(), mark.end()))
        elif mark["mark"] == "separate":
            if stack and stack[-1].result is None:
                stack[-1].result = mark.end()
        elif stack and stack[-1].simple == bool(mark["closed"]):
            found.append(_closed(stack, mark.start(), mark.end()))
    return sorted(found, key=lambda each: each.start)


def _closed(stack: list[_Open], before: int, end: int) -> Field:
    begun = stack.pop()
    result = None if begun.result is None else (begun.result, before)
    code = read_code(unescape("".join(begun.code)))
    return Field(code, begun.start, end, result, len(stack), begun.simple, begun.locked)


def read_code(text: str) -> Code:
    """Return a field's code, read: `SEQ 图 \\* ARABIC`, `TOC \\o "1-3" \\h`."""
    words: list[str] = []
    switches: dict[str, str] = {}
    formats: list[str] = []
    waiting = ""
    for quoted, switch, word in _TOKEN.findall(text):
        argument = word or _ESCAPED.sub(r"\1", quoted)
        flags = _FLAGS.get(words[0].upper() if words else "", "")
        if switch:
            waiting = "" if switch.lower() in flags else switch.lower()
            switches.setdefault(switch.lower(), "")
        elif waiting == "*":
            formats.append(argument)
            waiting = ""
        elif waiting:
            switches[waiting] = argument
            waiting = ""
        else:
            words.append(argument)
    kind = words[0].upper() if words else ""
    return Code(kind, tuple(words[1:]), switches, tuple(formats))


def with_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with each stretch (start, end) replaced; the stretches do not overlap."""
    pieces: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def shown(text: str) -> str:
    """Return `text` as the content of a run."""
    return f'<w:t xml:space="preserve">{escape_text(text)}</w:t>'


def new_result(text: str, each: Field, value: str) -> Edit | None:
    """Return the edit that makes a field show `value`, in the looks of what it showed.

    None where it may not change: a locked field, or a result that goes over paragraphs.
    """
    if each.result is None or each.locked:
        return None
    start, end = each.result
    old = text[start:end]
    if "</w:p>" in old:
        return None
    values = iter([shown(value)])
    new = _SHOWN.sub(lambda _: next(values, ""), old)
    if (rest := next(values, None)) is not None:
        new = _with_run(old, rest, simple=each.simple)
    return (start, end, new) if new != old else None


def _with_run(old: str, content: str, *, simple: bool) -> str:
    """Put a first run into an empty result: behind the run of its `separate`, in the looks of its `end`."""
    if simple:
        return f"{old}<w:r>{content}</w:r>"
    looks = next((found[1] for found in reversed(list(_RUN_LOOKS.finditer(old)))), None) or ""
    behind = old.find("</w:r>") + len("</w:r>")
    return f"{old[:behind]}<w:r>{looks}{content}</w:r>{old[behind:]}"
