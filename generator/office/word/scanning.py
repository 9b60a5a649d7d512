"""Every tag of a Word template and everything that keeps it from being compiled, whatever else is wrong with it.

A part is read twice: once to be compiled as for a document, which tells what stands in the way, and once for its
tags. What the compiler looks at only when nothing else is wrong (blocks that begin and end at different depths)
is looked at here for all tags that are sound by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree
from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.package import Package
from generator.office.property_reading import compile_properties, tags_of_properties
from generator.office.scans import Scan, TagScan, Use
from generator.office.syntax import Grammar
from generator.office.tags import Stray, Tag, TagKind
from generator.office.word.compiling import PartSource, part_sources
from generator.office.word.lifting import SPECIAL_WORDS, lift_tags
from generator.office.word.objects import lift_objects
from generator.office.word.part import word_language
from generator.office.word.source import make_source
from generator.office.word.tagging import MARK, FoundTag
from generator.office.xml import Element

_CLOSERS = {"endif": "if", "endfor": "for", "endwith": "with"}
_NO_TAG = Stray("", 0)


def scan_docx(package: Package) -> Scan:
    """Return the tags of all parts and properties, and what is wrong with them.

    Raises InvalidTemplate only where the file itself cannot be read.
    """
    problems = _refusal(lambda: compile_properties(package))
    parts = [TagScan(tags) for tags in tags_of_properties(package)]
    for compiled, scanned in zip(part_sources(package), part_sources(package), strict=True):
        refused = _refusal(compiled.compiled)
        tags, depths = _scan(scanned)
        parts.append(tags)
        problems += [*refused, *(depth for depth in depths if depth not in refused)]
    return Scan(tuple(parts), tuple(problems), Grammar(word_language(), SPECIAL_WORDS, prose=True))


def _refusal(make: Callable[[], object]) -> list[Diagnostic]:
    try:
        make()
    except InvalidTemplate as invalid:
        return list(invalid.diagnostics)
    return []


def _scan(source: PartSource) -> tuple[TagScan, list[Diagnostic]]:
    """Return the tags of a part, and the blocks in it that begin and end at different depths."""
    found = source.marked(source.beside())
    order = _order(source.root, found)
    tags = tuple(found[number].placed for number in order)
    uses = dict(_uses(source.root, found))
    scan = TagScan(tags, {at: uses[number] for at, number in enumerate(order) if number in uses})
    return scan, _depths(source.root, found)


def _order(root: Element, found: Sequence[FoundTag]) -> list[int]:
    """Return the numbers of the tags in the order of the source; what has no mark follows what it was read after."""
    text = etree.tostring(root, encoding="unicode")
    places = {int(mark[1]): at for at, mark in enumerate(MARK.finditer(text))}
    keys: list[tuple[int, int]] = []
    last = -1
    for number in range(len(found)):
        last = places.get(number, last)
        keys.append((last, number))
    return [number for _, number in sorted(keys)]


def _uses(root: Element, found: Sequence[FoundTag]) -> Iterator[tuple[int, Use]]:
    """Yield the numbers of the tags that fill pictures and charts. The objects are lifted out of the part."""
    kinds = [each.kind for each in lift_objects(root, found)]
    for instruction in root.iter(etree.ProcessingInstruction):
        words = (instruction.text or "").split()
        mark = MARK.fullmatch(words[1]) if len(words) > 1 else None
        if mark and getattr(instruction, "target", "") == "object":
            yield int(mark[1]), kinds[int(words[0])]


def _depths(root: Element, found: list[FoundTag]) -> list[Diagnostic]:
    """Return the blocks that begin and end at different depths, among those that are sound otherwise."""
    lifted = lift_tags(found)
    told = {problem.place for problem in lifted.problems}
    kept = {n for pair in _pairs(found) if not any(found[n].place in told for n in pair) for n in pair}
    blocks = [
        n for n, each in enumerate(found) if isinstance(each.tag, Tag) and each.tag.kind is TagKind.BLOCK
    ]
    silenced = {n for n in blocks if n not in kept}
    sound = [replace(each, tag=_NO_TAG) if n in silenced else each for n, each in enumerate(found)]
    return list(make_source(root, sound).problems)


def _pairs(found: Sequence[FoundTag]) -> Iterator[tuple[int, int]]:
    """Yield opening and closing tag of the blocks that cross no other."""
    open_blocks: list[tuple[int, str]] = []
    for number, each in enumerate(found):
        tag = each.tag
        if not isinstance(tag, Tag) or not tag.closed or tag.kind is not TagKind.BLOCK:
            continue
        wanted = _CLOSERS.get(tag.word)
        if wanted is None:
            open_blocks += [(number, tag.word)] if tag.word in _CLOSERS.values() else []
        elif open_blocks and open_blocks[-1][1] == wanted:
            yield open_blocks.pop()[0], number
        else:
            at = next((n for n in reversed(range(len(open_blocks))) if open_blocks[n][1] == wanted), None)
            del open_blocks[len(open_blocks) if at is None else at :]
