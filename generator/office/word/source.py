"""A marked part as Jinja source: each tag with its line break, each value with the writer of its position."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree
from msgspec import Struct, field

from generator.diagnostics import Diagnostic
from generator.office.braces import hide_braces
from generator.office.faults import diagnose
from generator.office.tags import PlacedTag, Tag, TagKind
from generator.office.word.attributes import ADDRESS
from generator.office.word.lifting import SPECIAL_WORDS
from generator.office.word.merging import BRANCH, MERGE, begins_or_goes_on, branch, remembering
from generator.office.word.rewriting import rewrite, rewrite_fragments
from generator.office.word.tagging import MARK, FoundTag
from generator.office.word.trimming import has_words_before, has_words_behind, lost_by_joining
from generator.office.xml import Element

_CELL = re.compile(r"<\?cell \.\?>(.*?)<\?endcell \.\?>", re.DOTALL)
_CONTROL = re.compile(r"<\?(p|tr|tc) (\d+)\?>")
_PIECE = re.compile(r"(?P<markup><[^>]*>)|\{[{%]-?\s*T(?P<braced>\d+)\s*-?[%}]\}|\ue000(?P<marked>\d+)\ue001")
_BRACED = re.compile(r"\{[{%]-?\s*T(\d+)\s*-?[%}]\}|\ue000(\d+)\ue001")
_MARKUP_OR_MARK = re.compile(rf"<[^>]*>|{MARK.pattern}")  # what stands in markup is no text to be joined
_MARKUP = re.compile(r"<(/?)([\w:.-]+)[^>]*?(/?)>")
_LOOP = re.compile(r"<\?loop (\d+)\?>")
_MINIMAL = {
    "p": "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
    "tr": "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>",
    "tc": "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>",
}
_WRITERS = {"w:t": "text", "w:instrText": "field"}
_KEPT = ("<?object ", "<?prose ")
_ADDRESS_OF_OBJECT = f"<?words {ADDRESS}"
_CODE = ' w:instr="'
PLAIN = "plain"


class Source(Struct, frozen=True):
    """Jinja source of a part, its tags in the order of the source, and the writer for each tag."""

    text: str
    tags: tuple[PlacedTag, ...]
    writers: tuple[str, ...]
    problems: tuple[Diagnostic, ...]

    def writer_of(self, number: int) -> str:
        return self.writers[number - 1] if 0 < number <= len(self.writers) else PLAIN


def make_source(root: Element, found: Sequence[FoundTag]) -> Source:
    """Return the source of a part whose tags have been marked and lifted."""
    # a line break in the text would shift the count of tags; as a reference it is the same text
    text = hide_braces(etree.tostring(root, encoding="unicode").replace("\n", "&#10;"))
    if any(isinstance(each.tag, Tag) and (each.tag.trim_before or each.tag.trim_after) for each in found):
        braced = _all_braced(text, found)
        problems = tuple(lost_by_joining(braced, found))
        if problems:
            return Source("", (), (), problems)
        return _assemble(rewrite(braced), found)
    text = _rewritten(text, _CELL, lambda cell: _special_braced(cell[1], found))
    text = _rewritten(text, _CONTROL, lambda control: _minimal(control, found))
    return _assemble(text, found)


def _rewritten(text: str, pattern: re.Pattern[str], fragment: Callable[[re.Match[str]], str]) -> str:
    """Replace every match by what docxtpl makes of its fragment."""
    made = iter(rewrite_fragments([fragment(match) for match in pattern.finditer(text)]))
    return pattern.sub(lambda _: next(made), text)


def _minimal(control: re.Match[str], found: Sequence[FoundTag]) -> str:
    number = int(control[2])
    return _MINIMAL[control[1]].format(_braced(number, found))


def _braced(number: int, found: Sequence[FoundTag], *, before: bool = True, behind: bool = True) -> str:
    """Return tag `number` as docxtpl reads it, its content opaque; `before` and `behind` say where it may join."""
    tag = found[number].tag
    if not isinstance(tag, Tag):
        return ""
    opener, closer = tag.kind.value
    opener += "-" * (tag.trim_before and before)
    closer = "-" * (tag.trim_after and behind) + closer
    if tag.word == "hm":
        return f"{opener} {tag.word} {closer}"
    word = f" {tag.word}" if tag.word in SPECIAL_WORDS else ""
    return f"{opener}{tag.scope}{word} T{number} {closer}"


def _special_braced(cell: str, found: Sequence[FoundTag]) -> str:
    def put(match: re.Match[str]) -> str:
        tag = found[int(match[1])].tag
        special = isinstance(tag, Tag) and tag.word in SPECIAL_WORDS
        return _braced(int(match[1]), found) if special else match[0]

    return MARK.sub(put, cell)


def _all_braced(text: str, found: Sequence[FoundTag]) -> str:
    text = _CELL.sub(lambda cell: cell[1], text)
    text = _CONTROL.sub(lambda control: _minimal(control, found), text)

    def put(match: re.Match[str]) -> str:
        if not match[1]:
            return match[0]
        before, behind = has_words_before(text, match.start()), has_words_behind(text, match.end())
        return _braced(int(match[1]), found, before=not before, behind=not behind)

    return _MARKUP_OR_MARK.sub(put, text)


def _assemble(text: str, found: Sequence[FoundTag]) -> Source:
    walk = _Walk(found)
    source = _LOOP.sub(walk.before_loop, _PIECE.sub(walk.piece, text))
    return Source(source, tuple(walk.tags), tuple(walk.writers), tuple(walk.problems))


class _Block(Struct, frozen=True):
    """An open block: the tag that opens it, the elements around it, and the cells that a loop merges."""

    found: FoundTag
    path: tuple[str, ...]
    merged: list[str] = field(default_factory=list)


class _Walk(Struct):
    """A pass over the source from left to right, with the elements and the blocks that are open."""

    found: Sequence[FoundTag]
    path: list[str] = field(default_factory=list)
    cells: int = 0
    blocks: list[_Block] = field(default_factory=list)
    loops: list[_Block] = field(default_factory=list)
    tags: list[PlacedTag] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def piece(self, match: re.Match[str]) -> str:
        if markup := match["markup"]:
            self._step(markup)
            if instruction := BRANCH.fullmatch(markup):
                return branch(instruction)
            markup = MERGE.sub(self._merge, markup)
            return _BRACED.sub(
                lambda inner: self._tag(inner[1] or inner[2], _writer_in(markup, inner)), markup
            )
        writer = _WRITERS.get(self.path[-1] if self.path else "", PLAIN)
        return self._tag(match["braced"] or match["marked"], writer)

    def _step(self, markup: str) -> None:
        element = _MARKUP.fullmatch(markup)
        if element is None:  # an instruction or a comment
            return
        if element[1]:
            self.path.pop()
        elif not element[3]:
            self.path.append(self._step_into(element[2]))

    def _step_into(self, name: str) -> str:
        """Return a step of the path: cells are told from each other, since no block may reach over several."""
        if name != "w:tc":
            return name
        self.cells += 1
        return f"{name} {self.cells}"

    def _tag(self, digits: str, writer: str) -> str:
        each = self.found[int(digits)]
        tag = each.tag
        if not isinstance(tag, Tag):
            return ""
        self.tags.append(each.placed)
        self.writers.append(writer)
        if tag.kind is TagKind.BLOCK:
            self._block(each, tag)
        return _before(tag, len(self.loops) - 1) + _source_of(tag)

    def _block(self, each: FoundTag, tag: Tag) -> None:
        """A block must begin and end at the same depth of elements: else what it repeats is no XML."""
        if tag.word in ("if", "for", "with"):
            self.blocks.append(_Block(each, tuple(self.path)))
            self.loops += self.blocks[-1:] if tag.word == "for" else []
            return
        if tag.word not in ("elif", "else", "endif", "endfor", "endwith") or not self.blocks:
            return
        opener = self.blocks[-1] if tag.word in ("elif", "else") else self.blocks.pop()
        if opener.path != tuple(self.path):
            placed = opener.found.placed
            words = {"tag": tag.text, "opener": placed.tag.text, "where": placed.place.spot}
            self.problems.append(diagnose("T-205", each.place, **words))

    def _merge(self, place: re.Match[str]) -> str:
        """A cell is merged with those above it, so the loop nearest to it must repeat its row."""
        row = len(self.path) - 1 - self.path[::-1].index("w:tr")
        loops = [block for block in self.blocks if _word(block.found) == "for"]
        if loops and loops[-1].path == tuple(self.path[:row]):
            loops[-1].merged.append(place[1])
        else:
            each = self.found[int(place[1])]
            self.problems.append(diagnose("T-207", each.place, tag=each.tag.text))
        return begins_or_goes_on(place[1])

    def before_loop(self, place: re.Match[str]) -> str:
        """Return what is said before a loop, now that it is known which cells it merges."""
        return "".join(remembering(number) for number in self.loops[int(place[1])].merged)


def _word(found: FoundTag) -> str:
    return found.tag.word if isinstance(found.tag, Tag) else ""


def _before(tag: Tag, loop: int) -> str:
    return f"<?loop {loop}?>" if tag.kind is TagKind.BLOCK and tag.word == "for" else ""


def _writer_in(markup: str, tag: re.Match[str]) -> str:
    """Return the writer of a tag in an attribute or an instruction."""
    if markup.startswith(_KEPT):
        return "kept"
    attribute = markup.rfind('"', 0, tag.start()) + 1
    if markup.startswith(ADDRESS, attribute) or markup.startswith(_ADDRESS_OF_OBJECT):
        return "address"
    return "field" if markup.endswith(_CODE, 0, attribute) else PLAIN


def _source_of(tag: Tag) -> str:
    if tag.kind is TagKind.BLOCK and tag.word in SPECIAL_WORDS:  # docxtpl has made it a value in an attribute
        return f"{{{{\n{tag.body.removeprefix(tag.word)} }}}}"
    return tag.source
