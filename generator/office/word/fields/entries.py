"""Entries of a contents table: what stands in one, and how the template wants it to look.

A template shows the look by its own first entry of each level; where it has none, the style `toc n` has it, and a
right tab with dots. An entry whose page is unknown keeps its tab, without the leader, and a field without a
result: the page number that Word puts there later stands where it belongs. `page_numbers` fills it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from generator.office.word.fields.codes import shown
from generator.office.word.fields.outline import Styles, Tab
from generator.office.word.fields.paragraphs import end_of, paragraphs_in

TABLE_OF_FIGURES = "table of figures"
_LOOKS = re.compile(r"<w:pPr>(.*?)</w:pPr>", re.DOTALL)
_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_TABS = re.compile(r"<w:tabs>.*?</w:tabs>", re.DOTALL)
_TAB = re.compile(
    r'<w:tab\b(?=[^>]*\bw:val="(\w+)")(?:(?=[^>]*\bw:leader="(\w+)"))?(?=[^>]*\bw:pos="(-?\d+)")[^>]*/>'
)
_INDENT = re.compile(r'<w:ind\b[^>]*?\bw:(?:left|start)="(\d+)"')
_RUN = re.compile(r"<w:r(?: [^>]*)?>(<w:rPr>.*?</w:rPr>)?(.*?)</w:r>", re.DOTALL)
_BEFORE_TABS = re.compile(
    r"<w:(?:pStyle|keepNext|keepLines|pageBreakBefore|framePr|widowControl|suppressLineNumbers|shd)\b[^>]*/>"
    r"|<w:(numPr|pBdr)>.*?</w:\1>",
    re.DOTALL,
)
_WORDS = re.compile(r"<w:t[ >]")
_QUIET = "<w:rPr><w:noProof/></w:rPr>"
_GAP = 5  # twips between a number and its text, for each half point of the font: half a character


class Entry(Struct, frozen=True):
    """One line: `start`, `inside` and `end` are where the paragraph it leads to starts, its content, its end mark.

    `suffix` says what stands between number and text.
    """

    start: int
    inside: int
    end: int
    level: int
    number: str
    suffix: str
    text: str


class Look(Struct, frozen=True):
    """How the entries of a level look: of the paragraph, its text and its page number (`w:rPr` or "")."""

    paragraph: str
    text: str
    page: str

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tab stops that the entry sets itself."""
        found = _TABS.search(self.paragraph)
        return tuple(Tab(t[1], t[2] or "none", int(t[3])) for t in _TAB.finditer(found[0])) if found else ()

    def with_tabs(self, tabs: str) -> Look:
        """Return the look with these tab stops (their markup) instead of its own."""
        rest = _TABS.sub("", self.paragraph)
        at = max((found.end() for found in _BEFORE_TABS.finditer(rest)), default=0)
        made = f"<w:tabs>{tabs}</w:tabs>" if tabs else ""
        return Look(rest[:at] + made + rest[at:], self.text, self.page)


def looks_in(text: str, styles: Styles) -> dict[int, Look]:
    """Return the looks of a template's own entries, by level: the first of each."""
    found: dict[int, Look] = {}
    for each in paragraphs_in(text):
        level = _level(styles, each.style)
        if level:
            looks = _LOOKS.search(text, each.start, each.inside)
            content = text[each.inside : end_of(text, each.start)]
            found.setdefault(level, _look(_SECTION.sub("", looks[1]) if looks else "", content))
    return found


def _level(styles: Styles, style: str) -> int:
    name = styles.by_id[style].name if style in styles.by_id else ""
    if name == TABLE_OF_FIGURES:
        return 1
    return int(name[4:]) if re.fullmatch(r"toc [1-9]", name) else 0


def _look(paragraph: str, content: str) -> Look:
    runs = _RUN.findall(content)
    words = [looks for looks, inner in runs if _WORDS.search(inner)]
    tabs = [looks for looks, inner in runs if "<w:tab/>" in inner]
    pages = words if "PAGEREF" in content else tabs
    return Look(paragraph, words[0] if words else "", pages[-1] if pages else _QUIET)


def default_look(styles: Styles, level: int, *, figures: bool) -> Look:
    """Return the look of a level that the template shows no entry of."""
    style = styles.id_of(TABLE_OF_FIGURES if figures else f"toc {level}")
    if style:
        return Look(f'<w:pStyle w:val="{style}"/>', _QUIET, _QUIET)
    step = 420 * (level - 1)  # twips: two characters of 10.5 points a level
    return Look(f'<w:ind w:left="{step}"/>' if step else "", _QUIET, _QUIET)


def fitted(look: Look, styles: Styles, widest: str, width: int) -> Look:
    """Return a look with the stops that its entries need: one for their text, one for their pages.

    `widest` is the longest number before a tab, "" for none; `width` is that of the page's text in twips. The
    leader of the page's stop waits a twip behind it until there are pages to lead to.
    """
    style = _STYLE.search(look.paragraph)
    inherited = styles.tabs(style[1] if style else "")
    right = next((tab for tab in (*look.tabs, *inherited) if tab.align in ("right", "end")), None)
    right = right or Tab("right", "dot", width)
    own = [tab for tab in look.tabs if tab.align not in ("right", "end")]
    if widest:
        needed = _behind(look, styles, style[1] if style else "", widest)
        own = [tab for tab in own if tab.position >= needed] or [Tab("left", "none", needed)]
    waiting = [] if right.leader == "none" else [Tab("right", right.leader, right.position + 1)]
    return look.with_tabs("".join(map(_markup, [*own, Tab("right", "none", right.position), *waiting])))


def _behind(look: Look, styles: Styles, style: str, number: str) -> int:
    """Return where text begins behind a number, in twips."""
    size = styles.size_of(style)
    indent = _INDENT.search(look.paragraph)
    left = int(indent[1]) if indent else styles.indent_of(style)
    wide = sum(10 if unicodedata.east_asian_width(each) in "WFA" else 6 for each in number)
    return left + size * (wide + _GAP)


def _markup(tab: Tab) -> str:
    leader = f' w:leader="{tab.leader}"' if tab.align == "right" else ""
    return f'<w:tab w:val="{tab.align}"{leader} w:pos="{tab.position}"/>'


def line(entry: Entry, look: Look, *, anchor: str, linked: bool, page: bool, separator: str | None) -> str:
    """Return what stands in an entry's paragraph; `separator` is what stands before the page instead of a tab."""
    pieces = (
        [_run(look.text, shown(entry.number + (" " if entry.suffix == "space" else "")))]
        if entry.number
        else []
    )
    if entry.number and entry.suffix == "tab":
        pieces.append(_run(look.text, "<w:tab/>"))
    pieces.append(_run(look.text, shown(entry.text)))
    if page:
        pieces.append(_run(look.page, "<w:tab/>" if separator is None else shown(separator)))
        pieces.append(_page_field(anchor, look.page))
    inner = "".join(pieces)
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inner}</w:hyperlink>' if linked else inner


def _page_field(anchor: str, looks: str) -> str:
    marks = {
        each: _run(looks, f'<w:fldChar w:fldCharType="{each}"/>') for each in ("begin", "separate", "end")
    }
    code = f'<w:instrText xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText>'
    return marks["begin"] + _run(looks, code) + marks["separate"] + marks["end"]


def _run(looks: str, content: str) -> str:
    return f"<w:r>{looks}{content}</w:r>"


def widest_numbers(entries: list[Entry]) -> Mapping[int, str]:
    """Return, by level, the longest number that a tab follows."""
    found: dict[int, str] = {}
    for entry in entries:
        if entry.number and entry.suffix == "tab":
            found[entry.level] = max(found.get(entry.level, ""), entry.number, key=len)
    return found
