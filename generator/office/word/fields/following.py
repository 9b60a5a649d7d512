"""A reference inside a loop follows its own copy: the third 「见图 3」 names the third picture.

A loop copies bookmarks and the fields that name them. Where both stand in one loop of paragraphs or rows, its
turns are marked (`<?copy n?>` … `<?copied n?>`) when the template is compiled. Behind the first copy bookmarks
get new names, and each reference the name that its own turn gave. Where a turn has no such bookmark, the reference
names nothing. Outside the loop a reference names the first copy, as Word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct, field

from generator.office.tags import Tag
from generator.office.word.fields.codes import read_code, with_edits
from generator.office.word.fields.references import KINDS, LONGEST_NAME, name_of_nothing
from generator.office.word.names import w
from generator.office.word.tagging import FoundTag
from generator.office.xml import Element

_CODES = (w("instrText"), w("fldSimple"))
_TURN = re.compile(r"<\?(?P<turn>copy|copied) (?P<loop>\d+)\?>")
_NAMED = re.compile(
    r'<w:(?:bookmarkStart\b[^>]*?\bw:name="(?P<name>[^"]*)"[^>]*/>'
    r"|instrText\b[^>]*>(?P<code>[^<]*)</w:instrText>"
    r'|fldSimple\b[^>]*?\bw:instr="(?P<simple>[^"]*)")'
)
Turn = tuple[int, int]  # the loop's number, and the number of the turn
Path = tuple[Turn, ...]


# --- when the template is compiled -------------------------------------------------------------------------


def mark_turns(root: Element, found: Sequence[FoundTag]) -> bool:
    """Mark the turns of loops in which a reference stands beside the bookmark it names; tell if there are any.

    Control tags have been lifted: they are instructions that hold the number of their tag.
    """
    loops = _Loops(found)
    for element in root.iter():
        loops.step(element)
    marked = loops.shared()
    for opener, closer in marked:
        number = opener.text or ""
        opener.addnext(etree.ProcessingInstruction("copy", number))
        closer.addprevious(etree.ProcessingInstruction("copied", number))
    return bool(marked)


class _Loops(Struct):
    """A pass over the tree: in which loops each bookmark stands, and each reference."""

    found: Sequence[FoundTag]
    open: list[Element] = field(default_factory=list)
    closers: dict[Element, Element] = field(default_factory=dict)
    bookmarks: dict[str, tuple[Element, ...]] = field(default_factory=dict)
    references: list[tuple[str, tuple[Element, ...]]] = field(default_factory=list)

    def step(self, element: Element) -> None:
        if getattr(element, "target", "") in ("p", "tr", "tc"):
            self._instruction(element)
        elif element.tag == w("bookmarkStart"):
            self.bookmarks.setdefault(element.get(w("name"), ""), tuple(self.open))
        elif element.tag in _CODES:
            code = read_code(element.get(w("instr"), "") or element.text or "")
            if code.kind in KINDS:
                self.references.append((code.first, tuple(self.open)))

    def _instruction(self, element: Element) -> None:
        tag = self.found[int(element.text or "0")].tag
        word = tag.word if isinstance(tag, Tag) else ""
        if word == "for":
            self.open.append(element)
        elif word == "endfor" and self.open:
            self.closers[self.open.pop()] = element

    def shared(self) -> list[tuple[Element, Element]]:
        """Return the loops, opener and closer, that hold a bookmark and a reference to it."""
        loops = {
            loop: self.closers[loop]
            for name, around in self.references
            for loop in self.bookmarks.get(name, ())
            if loop in around and loop in self.closers
        }
        return list(loops.items())


# --- on the finished text ----------------------------------------------------------------------------------


def follow_copies(text: str) -> str:
    """Return the part with copied bookmarks renamed and each reference naming its own copy; marks are gone."""
    named = list(_placed(text))
    copies = _Copies({match["name"] for match, _ in named if match["name"] is not None})
    for match, path in named:
        if match["name"] is not None:
            copies.add(match, path)
    renamed = [(match, made) for match, path in named if (made := copies.rewritten(match, path))]
    edits = [(match.start(), match.end(), made) for match, made in renamed]
    return with_edits(text, [*edits, *((*turn.span(), "") for turn in _TURN.finditer(text))])


def _placed(text: str) -> Iterator[tuple[re.Match[str], Path]]:
    """Yield bookmarks and codes with the turns they stand in."""
    path: list[Turn] = []
    turns: dict[int, int] = {}
    marks = [*_TURN.finditer(text), *_NAMED.finditer(text)]
    for match in sorted(marks, key=lambda mark: mark.start()):
        if match.re is _NAMED:
            yield match, tuple(path)
        elif match["turn"] == "copy":
            loop = int(match["loop"])
            turns[loop] = turns.get(loop, 0) + 1
            path.append((loop, turns[loop]))
        else:
            path.pop()


class _Copies(Struct):
    """The copies of each bookmark: the turns in which they stand, and their names."""

    taken: set[str]
    by_name: dict[str, list[tuple[Path, str]]] = field(default_factory=dict)
    renamed: dict[int, str] = field(default_factory=dict)

    def add(self, match: re.Match[str], path: Path) -> None:
        copies = self.by_name.setdefault(match["name"], [])
        name = match["name"] if not copies or not path else self._free(match["name"], len(copies) + 1)
        copies.append((path, name))
        self.renamed[match.start()] = name

    def _free(self, name: str, number: int) -> str:
        while True:
            suffix = f"_{number}"
            made = name[: LONGEST_NAME - len(suffix)] + suffix
            if made not in self.taken:
                self.taken.add(made)
                return made
            number += 1

    def rewritten(self, match: re.Match[str], path: Path) -> str | None:
        """Return a bookmark or a code with its new name, None where it keeps the one it has."""
        if match["name"] is not None:
            return _renamed(match, "name", match["name"], self.renamed[match.start()])
        group = "code" if match["code"] is not None else "simple"
        code = read_code(match[group])
        old = code.first if code.kind in KINDS else ""
        return _renamed(match, group, old, self._own(old, path))

    def _own(self, name: str, path: Path) -> str:
        """Return the name of the first copy that stands in the same turn of every loop around both."""
        copies = self.by_name.get(name)
        if not copies or not path:
            return name
        turns = dict(path)
        agreeing = (new for at, new in copies if all(turns.get(loop, turn) == turn for loop, turn in at))
        return next(agreeing, name_of_nothing(name))


def _renamed(match: re.Match[str], group: str, old: str, new: str) -> str | None:
    """Return a match with the first `old` in one of its groups exchanged for `new`, None where they are equal."""
    if new == old:
        return None
    start = match.start(group) - match.start()
    before, _, behind = match[group].partition(old)
    return match[0][:start] + before + new + behind + match[0][start + len(match[group]) :]
