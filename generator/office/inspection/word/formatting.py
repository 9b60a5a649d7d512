"""Formatting that stands on a text itself instead of in a style, and styles that are named but not there.

A word in bold or italics, a cell set to the right, a paragraph kept with the next: that is how one writes. A
font, a size, a colour or a space of its own is what the next change of the style leaves behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.office.inspection.finding import Finding, found
from generator.office.inspection.word.document import Document, own, text_of
from generator.office.inspection.word.fonts import latin_face, may_be_chinese, sets_latin_only
from generator.office.inspection.word.styles import label
from generator.office.tags import Tag, TagKind, find_tags
from generator.office.word.names import PARAGRAPH_LOOKS, w
from generator.office.xml import Element

_OF_RUNS = {
    "rFonts": "字体",
    "sz": "字号",
    "color": "颜色",
    "highlight": "突出显示",
    "spacing": "字符间距",
    "w": "字符缩放",
}
_OF_PARAGRAPHS = {"spacing": "段前段后或行距", "ind": "缩进"}
_ORDER = (*_OF_RUNS.values(), *_OF_PARAGRAPHS.values())
_LISTS = {"List Bullet": "列表项目符号", "List Number": "列表编号"}


def direct_formatting(document: Document) -> Iterator[Finding]:
    """Find formats of texts' own, one finding a spot. An empty paragraph only makes room."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for page in document.pages:
        for paragraph, spot in page.paragraphs:
            if text_of(paragraph).strip():
                kinds[spot] |= {*_of_paragraph(paragraph), *_of_its_runs(paragraph)}
    for spot, named in kinds.items():
        if named:
            yield found("T-406", spot, kinds="、".join(kind for kind in _ORDER if kind in named))


def _of_paragraph(paragraph: Element) -> Iterator[str]:
    looks = paragraph.find(PARAGRAPH_LOOKS)
    if looks is None:
        return
    for name, kind in _OF_PARAGRAPHS.items():
        element = looks.find(w(name))
        listed = name == "ind" and looks.find(w("numPr")) is not None  # the list's own indent, written out
        if element is not None and len(element.attrib) and not listed:
            yield kind


def _of_its_runs(paragraph: Element) -> Iterator[str]:
    for run in own(paragraph, w("r")):
        looks = run.find(w("rPr"))
        if looks is not None and text_of(run).strip():
            found_in = ((kind, looks.find(w(name))) for name, kind in _OF_RUNS.items())
            yield from (kind for kind, each in found_in if each is not None and _is_set(each, run))


def _is_set(element: Element, run: Element) -> bool:
    if element.tag == w("rFonts"):  # a Latin font for Chinese is told as such
        named = latin_face(element) or element.get(w("eastAsia")) or element.get(w("eastAsiaTheme"))
        return bool(named) and not (sets_latin_only(element) and may_be_chinese(text_of(run)))
    if element.tag == w("highlight"):
        return element.get(w("val")) != "none"
    return not (element.tag == w("color") and element.get(w("val"), "auto") == "auto")


def missing_styles(document: Document) -> Iterator[Finding]:
    """Find styles that are used but not defined, each once, with the first spot that uses it."""
    spots: dict[str, list[str]] = defaultdict(list)
    for name, page, element in document.named_styles:
        if name not in document.styles.by_id:
            spots[name].append(page.spot(element))
    for name, used in spots.items():
        yield found("T-407", used[0], style=name, count=len(used))


def styles_for_prose(document: Document) -> Iterator[Finding]:
    """Find lists that `{{p … }}` could not write, because the template has no style for them."""
    spot = next(_prose(document), None)
    for name, shown in _LISTS.items() if spot is not None else ():
        style = document.styles.called(name)
        if style is None:
            yield found("T-408", spot or "", style=f"{shown} ({name})", lack="在文件里没有定义")
        elif not document.styles.numbers(style):
            yield found("T-408", spot or "", style=f"{label(style)} ({name})", lack="不带编号或项目符号")


def _prose(document: Document) -> Iterator[str]:
    """Yield the spots of paragraphs that become prose."""
    for page in document.pages:
        for paragraph, spot in page.paragraphs:
            tags = find_tags(text_of(paragraph))
            if any(isinstance(t, Tag) and t.kind is TagKind.OUTPUT and t.scope == "p" for t in tags):
                yield spot
