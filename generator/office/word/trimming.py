"""`{%-` and `-%}` join their paragraph to the one before or behind it, where nothing but the break between is lost.

docxtpl joins by taking out all that stands between the tag and the nearest text. A tag with words on that side in its
own paragraph is therefore not joined, only the blanks go, as in Jinja; and where a table, a picture or another tag
would go with the break, the tag is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.diagnostics import Diagnostic
from generator.office.faults import diagnose
from generator.office.word.tagging import FoundTag

_BEFORE = re.compile(
    r"(?P<other>\{%(?:p|tr|tc) [^%]*%\})?</w:t>(?P<lost>(?:(?!</w:t>).)*?)\{%-\s*(?:\w+ )?T(?P<number>\d+)",
    re.DOTALL,
)
_BEHIND = re.compile(
    r"T(?P<number>\d+) -%\}(?P<lost>(?:(?!<w:t[ >]|\{%|\{\{).)*?<w:t[^>]*?>)(?P<other>\{%(?:p|tr|tc) )?",
    re.DOTALL,
)
_BREAK = re.compile(
    r"<w:([pr])Pr(?: [^>]*)?>(?:(?!<w:sectPr).)*?</w:\1Pr>|</?w:[prt](?: [^>]*)?/?>|<w:br/>|"
    r"<w:(?:proofErr|lastRenderedPageBreak|bookmarkStart|bookmarkEnd|pPr|rPr|tab)(?: [^>]*)?/>",
    re.DOTALL,
)
_CONTENTS = (
    (re.compile(r"</?w:(?:tbl|tr|tc)\b|<\?(?:tr|tc) "), "表格"),
    (re.compile(r"</?w:(?:drawing|pict|object)\b|<\?object "), "图片或图形"),
    (re.compile(r"<\?prose "), "正文段落"),
    (re.compile("<w:sectPr"), "分节符"),
)


def has_words_before(text: str, start: int) -> bool:
    """Tell whether words of the same text element stand before `start` of a part's source."""
    return bool(text[text.rfind(">", 0, start) + 1 : start].strip())


def has_words_behind(text: str, end: int) -> bool:
    """Tell whether words of the same text element stand behind `end` of a part's source."""
    following = text.find("<", end)
    return bool(text[end : following if following >= 0 else len(text)].strip())


def lost_by_joining(text: str, found: Sequence[FoundTag]) -> Iterator[Diagnostic]:
    """Yield what would be lost with the break that a tag takes out of `text`, as docxtpl is given it."""
    for join in (*_BEFORE.finditer(text), *_BEHIND.finditer(text)):
        rest = _BREAK.sub("", join["lost"]).strip()
        if rest or join["other"]:
            each = found[int(join["number"])]
            content = next((name for known, name in _CONTENTS if known.search(rest)), "旁边的标签")
            yield diagnose("T-208", each.place, tag=each.tag.text, content=content)
