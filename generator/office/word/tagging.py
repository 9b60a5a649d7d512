"""Tags found in the paragraphs of a part and replaced by marks.

Word splits a tag over as many runs as it likes (spelling marks, formatting, edits). A tag is therefore found
in the text of the whole paragraph and its mark put where it begins: it prints in the formatting of its first
brace, and nothing between the runs is touched. A mark is a number between two private characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import TypeGuard

from lxml import etree
from msgspec import Struct

from generator.diagnostics import Place
from generator.office.syntax import MOST_TAGS
from generator.office.tags import PlacedTag, Stray, Tag, TagKind, find_tags
from generator.office.word.attributes import NOTHING_BESIDE, Beside, TaggedAttribute, tagged_attributes
from generator.office.word.names import PARAGRAPH, PRESERVE, TEXT, TEXT_OF_FORMULA, holder, w
from generator.office.word.spots import spotted_paragraphs
from generator.office.xml import Element

_BRACE = re.compile("[{｛}｝]")
MARK = re.compile("\ue000(\\d+)\ue001")
_FIELD_CODE = w("instrText")
_TAB_STOPS = w("tabs")
_AS_TEXT = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}
_TEXTS = frozenset({TEXT, TEXT_OF_FORMULA, *_AS_TEXT})
_CODES = frozenset({_FIELD_CODE})


def mark(number: int) -> str:
    """Return the mark that stands for tag `number` in the tree."""
    return f"\ue000{number}\ue001"


class FoundTag(Struct, frozen=True):
    """A tag of a part, where the reader finds it, and the element that holds its mark."""

    tag: Tag | Stray
    place: Place
    element: Element

    @property
    def placed(self) -> PlacedTag:
        return PlacedTag(self.tag, self.place)


class _Piece(Struct, frozen=True):
    """A stretch of a paragraph's text: a text element, or a tab or line break that counts as a blank."""

    element: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def mark_tags(root: Element, where: str, file: str, beside: Beside = NOTHING_BESIDE) -> list[FoundTag]:
    """Replace every tag in the part by its mark; the n-th of the result is marked n. Comments just go.

    `beside` is what the part's relationships lead to that belongs to its tags.
    """
    found: list[FoundTag] = []
    _forget_false_marks(root)
    attributes = tagged_attributes(root, beside)
    for paragraph, spot in spotted_paragraphs(root, where):
        if len(found) > MOST_TAGS:  # the check of the tags refuses them
            break
        for attribute in attributes.get(paragraph, ()):
            _mark_attribute(attribute, Place(file, spot=spot + attribute.where), found)
        if not _BRACE.search(etree.tostring(paragraph, method="text", encoding="unicode")):
            continue
        for kinds in (_TEXTS, _CODES):
            _mark_paragraph(paragraph, kinds, Place(file, spot=spot), found)
    return found


def _forget_false_marks(root: Element) -> None:
    """Take out of the part's own texts what would be read as a mark: private characters that no font draws."""
    if MARK.search(etree.tostring(root, encoding="unicode")) is None:
        return
    for element in root.iter(etree.Element):
        element.text = MARK.sub("", element.text) if element.text else element.text
        for name, text in element.attrib.items():
            element.set(name, MARK.sub("", str(text)))


def _mark_attribute(attribute: TaggedAttribute, place: Place, found: list[FoundTag]) -> None:
    text = mark_text(attribute.text, attribute.element, place, found)
    attribute.element.set(attribute.name, attribute.prefix + text)


def mark_text(text: str, element: Element, place: Place, found: list[FoundTag]) -> str:
    """Return a text that stands by itself in `element` with its tags replaced by marks."""
    tags = find_tags(text)
    first = len(found)
    found += [FoundTag(tag, place, element) for tag in tags]
    for number, tag in reversed(list(enumerate(tags, first))):
        if isinstance(tag, Tag) and tag.closed:
            text = text[: tag.start] + _mark_of(tag, number) + text[tag.end :]
    return text


def _mark_of(tag: Tag, number: int) -> str:
    return "" if tag.kind is TagKind.COMMENT and not tag.scope else mark(number)


def _mark_paragraph(paragraph: Element, kinds: frozenset[str], place: Place, found: list[FoundTag]) -> None:
    pieces = list(_pieces(paragraph, kinds))
    tags = find_tags("".join(piece.text for piece in pieces))
    ends = [piece.end for piece in pieces]
    first = len(found)
    for tag in tags:
        at = bisect_right(ends, tag.start)
        start = next(piece for piece in islice(pieces, at, None) if piece.element.tag not in _AS_TEXT)
        found.append(FoundTag(tag, place, start.element))
    _replace(pieces, ends, [(number, tag) for number, tag in enumerate(tags, first) if _is_closed(tag)])


def _is_closed(tag: Tag | Stray) -> TypeGuard[Tag]:
    return isinstance(tag, Tag) and tag.closed


def _pieces(paragraph: Element, kinds: frozenset[str]) -> Iterator[_Piece]:
    at = 0
    for element in paragraph.iter(*kinds):
        if holder(element, PARAGRAPH) is not paragraph or holder(element, _TAB_STOPS) is not None:
            continue
        text = _AS_TEXT.get(element.tag, element.text or "")
        yield _Piece(element, at, text)
        at += len(text)


def _replace(pieces: list[_Piece], ends: list[int], tags: list[tuple[int, Tag]]) -> None:
    """Put the mark of each tag where it begins and take away the rest of it."""
    cuts: dict[int, list[tuple[int, Tag]]] = {}
    for number, tag in tags:
        for at in range(bisect_right(ends, tag.start), len(pieces)):
            if pieces[at].start >= tag.end:
                break
            cuts.setdefault(at, []).append((number, tag))
    for at, each in cuts.items():
        if pieces[at].element.tag in _AS_TEXT:
            _drop(pieces[at].element)
        else:
            pieces[at].element.text = _marked(pieces[at], each)
            pieces[at].element.set(PRESERVE, "preserve")


def _marked(piece: _Piece, tags: list[tuple[int, Tag]]) -> str:
    """Return the text of a piece without the tags that lie in it, with the marks of those that begin there."""
    texts: list[str] = []
    at = 0
    for number, tag in tags:
        texts.append(piece.text[at : max(tag.start - piece.start, at)])
        texts.append(_mark_of(tag, number) if tag.start >= piece.start else "")
        at = tag.end - piece.start
    return "".join([*texts, piece.text[at:]])


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
