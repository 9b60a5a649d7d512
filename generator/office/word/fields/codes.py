"""Fields as they stand in the text of a part: what they ask for, and the result they show until updated.

A field is a pair of marks in runs of their own (`begin`, code, `separate`, result, `end`), perhaps over many
paragraphs, or one element `w:fldSimple`. Codes nest; a piece of code belongs to the innermost field that has
not come to its result. The text is what lxml writes: no bare `>` in attributes, double quotes around them.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from itertools import accumulate

from msgspec import Struct, field

from generator.office.searching import matches_at
from generator.office.xml import escape_text

_CHARACTER = re.compile(
    r'<w:fldChar\b(?P<looks>[^>]*?)\bw:fldCharType="(?P<mark>begin|separate|end)"(?P<more>[^>]*?)'
    r"(?:/>|>.*?</w:fldChar>)",
    re.DOTALL,
)
_SIMPLE = re.compile(r'<w:fldSimple\b(?P<attributes>[^>]*?\bw:instr="(?P<words>[^"]*)"[^>]*?)(?P<empty>/?)>')
_SIMPLE_END = re.compile("</w:fldSimple>")
_CODE = re.compile(r"<w:instrText\b[^>]*>([^<]*)</w:instrText>")
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


class Code(Struct, frozen=True):
    """A field's code, read: `kind` in capitals, its other words, and its switches with their arguments.

    `formats` are the arguments of `\\*`, which may stand there more than once.
    """

    kind: str
    words: tuple[str, ...]
    switches: Mapping[str, str]
    formats: tuple[str, ...]

    def __contains__(self, switch: str) -> bool:
        return switch in self.switches

    @property
    def first(self) -> str:
        """The first word behind the kind: a name, in most fields."""
        return self.words[0] if self.words else ""


class Field(Struct, frozen=True):
    """A field in a text. `start` and `end` enclose its marks; `result` is what lies between the last two.

    `result` is None where the field has none. `depth` counts the fields around it. A locked field is one
    that its author wants never updated.
    """

    words: str
    start: int
    end: int
    result: tuple[int, int] | None
    depth: int
    simple: bool
    locked: bool

    @property
    def kind(self) -> str:
        """The kind of the field in capitals, without reading the rest of its code."""
        return self.words.split(maxsplit=1)[0].upper() if self.words.strip() else ""

    @property
    def code(self) -> Code:
        return read_code(self.words)

    def moved(self, moved: Callable[[int, int], tuple[int, int]]) -> Field:
        """Return the field where `moved` says its stretches have come to lie."""
        start, end = moved(self.start, self.end)
        result = self.result and moved(*self.result)
        return Field(self.words, start, end, result, self.depth, self.simple, self.locked)


class _Open(Struct):
    start: int
    simple: bool
    locked: bool
    code: list[str] = field(default_factory=list)
    result: int | None = None


def fields_in(text: str) -> list[Field]:
    """Return the fields of a part in the order in which they begin; those without an end are left out."""
    scan = _Scan(text)
    for mark in _marks_in(text):
        scan.step(mark)
    return sorted(scan.found, key=lambda each: each.start)


def _marks_in(text: str) -> Iterable[re.Match[str]]:
    """Return the marks of a text; most texts hold no simple fields, which one search tells."""
    marks = matches_at("<w:fldChar", _CHARACTER, text)
    if "<w:fldSimple" not in text:
        return marks
    simple = (*_SIMPLE.finditer(text), *_SIMPLE_END.finditer(text))
    return sorted([*marks, *simple], key=lambda mark: mark.start())


class _Scan(Struct):
    """A pass over the marks of a text, with the fields that are open; `at` is where the last mark ended."""

    text: str
    at: int = 0
    stack: list[_Open] = field(default_factory=list)
    found: list[Field] = field(default_factory=list)

    def step(self, mark: re.Match[str]) -> None:
        if self.stack and self.stack[-1].result is None:
            self.stack[-1].code += _CODE.findall(self.text, self.at, mark.start())
        self.at = mark.end()
        if mark.re is _CHARACTER:
            self._character(mark)
        elif mark.re is _SIMPLE:
            self._begin_simple(mark)
        else:
            self._end(mark, simple=True)

    def _character(self, mark: re.Match[str]) -> None:
        if mark["mark"] == "begin":
            locked = bool(_LOCKED.search(mark["looks"] + mark["more"]))
            self.stack.append(_Open(mark.start(), simple=False, locked=locked))
        elif mark["mark"] == "end":
            self._end(mark, simple=False)
        elif self.stack and self.stack[-1].result is None:
            self.stack[-1].result = mark.end()

    def _begin_simple(self, mark: re.Match[str]) -> None:
        locked = bool(_LOCKED.search(mark["attributes"]))
        begun = _Open(mark.start(), True, locked, [mark["words"]], mark.end())
        if mark["empty"]:
            self._found(begun, mark.end(), mark.end())
        else:
            self.stack.append(begun)

    def _end(self, mark: re.Match[str], *, simple: bool) -> None:
        if self.stack and self.stack[-1].simple == simple:
            self._found(self.stack.pop(), mark.start(), mark.end())

    def _found(self, begun: _Open, before: int, end: int) -> None:
        result = None if begun.result is None else (begun.result, before)
        words = unescape("".join(begun.code))
        depth = len(self.stack)
        self.found.append(Field(words, begun.start, end, result, depth, begun.simple, begun.locked))


@functools.lru_cache(maxsize=1024)
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


class FieldedText(Struct, frozen=True):
    """The text of a part with the fields in it, which are found once however often their results change."""

    text: str
    fields: tuple[Field, ...]

    @classmethod
    def of(cls, text: str) -> FieldedText:
        return cls(text, tuple(fields_in(text)))

    def edited(self, edits: Iterable[Edit]) -> FieldedText:
        """Return the text with other results; `edits` are those of `new_result`."""
        made = sorted(edits, key=lambda edit: edit[:2])
        text = with_edits(self.text, made)
        starts = [each.start for each in self.fields]
        if any(bisect_left(starts, start) < bisect_left(starts, end) for start, end, _ in made):
            return FieldedText.of(text)  # what held fields holds others
        ends = [end for _, end, _ in made]
        grown = list(accumulate((len(new) - (end - start) for start, end, new in made), initial=0))

        def moved(start: int, end: int) -> tuple[int, int]:
            return start + grown[bisect_left(ends, start)], end + grown[bisect_right(ends, end)]

        return FieldedText(text, tuple(each.moved(moved) for each in self.fields) if made else self.fields)


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
