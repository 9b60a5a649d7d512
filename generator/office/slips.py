"""Slips of the pen in tags: what was meant is told by what was written.

A person who writes `=` or 且 has not forgotten the manual, but never read it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

LOOK_IT_UP = "对照模板手册改正写法"
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_LEVEL = "取字段用英文句点 . , 如 campaign.name; 名称里不能有空格"
_LOOP = "循环写成 {% for x in 列表 %}"
# In the order in which they are looked for; the first that fits is told.
_SLIPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"^\{\{ \{", "大括号只写两层: {{ 名称 }}"),
        (r"\belse\s+if\b", "「否则如果」写成一个词: {% elif … %}"),
        (r"&&|\|\||(?<=\s)(?:且|并且|和|与|或|或者|非|不是)(?=\s)", "用英文写: 且 and、或 or、非 not"),
        (r"\b(?:AND|And|OR|Or|NOT|Not|IN|In)\b", "and、or、not、in 要用小写"),
        (r"^\{% for \S+ (?!in\b)", _LOOP),
        (r"<>|≠", "「不等于」写成 !="),
        (r"≥|≤", "「大于等于」写成 >= , 「小于等于」写成 <="),
        (r"(?<![=!<>])=(?!=)|(?<=\s)(?:等于|是)(?=\s)", "比较相等要写两个等号: =="),
        (r"。|[\w)]\s*:\s*\w|[^\W\d]\w*\s+[^\W\d]\w*\s*\}\}$", _LEVEL),
    )
)
_SCOPES = ("p", "tr", "tc", "sheet")
_MEANT = {"elseif": "elif", "elsif": "elif", "elsf": "elif", "foreach": "for", "endforeach": "endfor"}


def guess(name: str, known: Iterable[str]) -> str:
    """Return 「, 是否想写「…」?」 with the nearest of `known`, or nothing."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f", 是否想写「{near[0]}」?" if near else ""


def remedy_of(source: str) -> str:
    """Return the way out for a tag that cannot be read; `source` is the tag with its braces, in ASCII."""
    bare = _QUOTED.sub("''", source)
    return next((remedy for pattern, remedy in _SLIPS if pattern.search(bare)), LOOK_IT_UP)


def meant_word(body: str, known: Iterable[str]) -> str:
    """Return what was probably meant by a block tag whose first word is none; "" where nobody can tell."""
    word, _, rest = body.partition(" ")
    rest = rest.strip()
    if word.lower() in _SCOPES and rest:
        return f"{{%{word.lower()} {rest} %}}"
    if word == "end" and f"end{rest}" in known:
        return f"end{rest}"
    if word.lower() in known:
        return word.lower()
    return _MEANT.get(word.lower()) or next(iter(difflib.get_close_matches(word, list(known), 1, 0.6)), "")
