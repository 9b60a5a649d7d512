"""A campaign file as text: plain data and comments written as YAML, and the comments of a text read back.

Both know a comment by the path it belongs to. What is read back is the words alone: rules and headings are layout.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

import yaml

from generator.campaign import Path
from generator.intake.data import read_yaml
from generator.intake.sources import SourceMap

_WIDTH = 68
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_READ_AS_TEXT = "C-F11"  # the fault of a `#话题#` without quotes, which is no comment here
_NOWHERE = -1  # stands in a path below a key that is no text
_ODD = re.compile(r"[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NO_TEXT = re.compile(
    r"""
      [-+]?(?:0[xob][0-9a-f_]+|[0-9._][0-9_.,:]*(?:e[-+]?[0-9_]*)?)  # numbers, clock times: those are of base 60
    | [-+]?\.inf|\.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[0-9tz:.\ +-]*                  # days and moments
    | ~|null|y|n|yes|no|on|off|true|false|=|<<
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""More than any reader of YAML 1.1 or 1.2 takes for something else than a text."""
_DECORATION = re.compile(
    r"[─━═]{2,}(?:.*[─━═]{2,})?|[-=*_~]{3,}(?:\s.*\s[-=*_~]{3,})?|yaml-language-server\b.*", re.DOTALL
)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Number(str):
    """A text that is written without quotes, as the number it is."""

    __slots__ = ()


# --- writing ---------------------------------------------------------------------------------------------------------


def write_yaml(data: Mapping[str, object], comments: Mapping[Path, str], titles: Mapping[str, str]) -> str:
    """Return groups, lists and texts as YAML, each comment above the line where its path begins.

    A comment on something that is not there stands at the nearest group that is, one on the whole at the top.
    """
    body = yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize)
    sources = read_yaml(body, "", typed=False).sources
    above: defaultdict[int, list[str]] = defaultdict(list)
    for key in data:
        above[_line(sources, (key,))] += ["", _heading(titles.get(key, key))]
    for path, comment in sorted(comments.items(), key=lambda each: len(each[0])):
        above[_line(sources, path)] += [f"# {line}".rstrip() for line in _clean(comment)]
    return "".join(f"{line}\n" for line in _woven(sources.lines, above))


def _line(sources: SourceMap, path: Path) -> int:
    """Return the line where `path` begins, 0 for the top of the file."""
    if path[:1] not in sources.keys:
        return 0
    return sources.place_of_key(path).line or 0


def _woven(lines: tuple[str, ...], above: Mapping[int, list[str]]) -> Iterator[str]:
    for number, line in enumerate(("", *lines)):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        yield from (f"{indent}{each}" for each in above.get(number, ()))
        if number:
            yield line


def _heading(title: str) -> str:
    start = f"# ── {' '.join(_clean(title))} "
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in start)
    return start + "─" * max(_WIDTH - taken, 2)


def _clean(comment: str) -> list[str]:
    """Return the lines of a comment without what YAML does not allow there, and without empty ones around."""
    lines = [_ODD.sub("", line).rstrip() for line in comment.splitlines()]
    return "\n".join(lines).strip("\n").split("\n") if any(lines) else []


class _Dumper(yaml.SafeDumper):
    """Lists indented, quotes that can hold anything, nothing folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent a list below its key, too."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        """Write a list that stands in two places twice."""
        return True

    def choose_scalar_style(self) -> str:
        """Prefer double quotes, unless the text itself is full of what they escape."""
        style = super().choose_scalar_style()
        escaped = self.analysis is not None and bool({'"', "\\"} & set(self.analysis.scalar))
        return '"' if style == "'" and not escaped else style

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """Escape only what has to be."""
        quoted = json.dumps(text, ensure_ascii=False)
        self.write_indicator(_ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", quoted), need_whitespace=True)


def _as_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, _style(text))


def _style(text: str) -> str | None:
    """Return the style of a text, None for whichever YAML allows.

    What ends in empty lines is quoted: in a block they would grow with the blank lines that follow it.
    """
    if _NO_TEXT.fullmatch(text) or _ODD.search(text.replace("\n", "")):
        return '"'
    if "\n" not in text:
        return None
    return '"' if f"\n{text}".endswith("\n\n") else "|"


def _as_number(dumper: _Dumper, number: Number) -> yaml.ScalarNode:
    if not _NUMBER.fullmatch(number):
        return _as_text(dumper, str(number))
    kind = "float" if "." in number else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(number))


def _as_nothing(dumper: _Dumper, nothing: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _as_text)
_Dumper.add_representer(Number, _as_number)
_Dumper.add_representer(type(None), _as_nothing)


# --- reading ---------------------------------------------------------------------------------------------------------


def read_comments(text: str) -> dict[Path, str]:
    """Return the comments of a YAML text by path. Raises InvalidCampaign for what `read_yaml` does not read.

    A remark belongs to what begins on its line, a block of lines to what begins on the line below it. What belongs
    to nothing (above a blank line, at the end of a list in brackets, of the file) is left out.
    """
    document = read_yaml(text, "", typed=False)
    tokens = list(yaml.scan(text, Loader=_LOADER))
    lines = text.splitlines()
    ends = _ends(tokens, lines)
    ends |= {fault.span.line - 1: sys.maxsize for fault in document.faults if fault.code == _READ_AS_TEXT}
    begins = _Beginnings(
        text, [each.start_mark.line for each in tokens if isinstance(each, yaml.BlockEntryToken)]
    )
    found: defaultdict[Path, list[str]] = defaultdict(list)
    for path, line in _belonging(lines, ends, begins.lines):
        found[path].append(line)
    words = {path: "\n".join(kept).strip("\n") for path, kept in found.items() if path}
    return {path: comment for path, comment in words.items() if comment}


def _belonging(
    lines: list[str], ends: Mapping[int, int], begins: Mapping[int, list[Path]]
) -> Iterator[tuple[Path, str]]:
    """Yield every line of a comment with its path."""
    block: list[str] = []
    for number, line in enumerate(lines):
        rest = line[ends.get(number, 0) :].strip(" \t\ufeff")
        remark = _undecorated([rest] if rest.startswith("#") else [])
        if number not in ends:
            block = [*block, rest] if rest.startswith("#") else []
            continue
        if paths := begins.get(number):
            yield from ((min(paths, key=len), each) for each in _undecorated(block))
            yield from ((_common(paths), each) for each in remark)
        block = []


def _undecorated(block: list[str]) -> list[str]:
    words = (line.lstrip("#").removeprefix(" ").rstrip() for line in block)
    return [each for each in words if not _DECORATION.fullmatch(each.strip())]


def _common(paths: list[Path]) -> Path:
    """Return what all `paths` begin with."""
    shared = takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))
    return tuple(steps[0] for steps in shared)


def _ends(tokens: list[yaml.Token], lines: list[str]) -> dict[int, int]:
    """Return for each line that holds more than a comment where that ends; what follows may be a comment."""
    ends: dict[int, int] = {}
    for token in tokens:
        start, end = token.start_mark, token.end_mark
        if start.index == end.index:
            continue
        header = getattr(token, "style", None) in ("|", ">") and _BLOCK_HEADER.match(
            lines[start.line], start.column
        )
        for line in range(start.line, end.line):
            ends[line] = len(lines[line])
        if end.column and not (header and end.line == start.line):
            ends[end.line] = end.column
        if header:
            ends[start.line] = header.end()
    return ends


class _Beginnings:
    """Which keys, items and values begin on which line, each after what holds it.

    Taken from the parser's events, not from a SourceMap, where a reference stands at what it refers to.
    """

    def __init__(self, text: str, dashes: list[int]) -> None:
        self.lines: defaultdict[int, list[Path]] = defaultdict(list)
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._dashes = iter(dashes)
        root = next((event for event in self._events if isinstance(event, yaml.NodeEvent)), None)
        self._within(root, ())

    def _within(self, event: yaml.Event | None, path: Path) -> None:
        if isinstance(event, yaml.SequenceStartEvent):
            for number, item in enumerate(self._held()):
                here = (*path, number)
                self._note(item.start_mark.line if event.flow_style else next(self._dashes), here)
                self._within(item, here)
        elif isinstance(event, yaml.MappingStartEvent):
            for key in self._held():
                self._pair(key, path)

    def _held(self) -> Iterator[Any]:
        return takewhile(lambda event: not isinstance(event, yaml.CollectionEndEvent), self._events)

    def _pair(self, key: Any, path: Path) -> None:
        here = (*path, key.value if isinstance(key, yaml.ScalarEvent) else _NOWHERE)
        self._note(key.start_mark.line, here)
        self._within(key, (*path, _NOWHERE))
        value = next(self._events)
        in_block = isinstance(value, yaml.CollectionStartEvent) and not value.flow_style
        if not in_block and value.start_mark.index != value.end_mark.index:
            self._note(value.start_mark.line, here)
        self._within(value, here)

    def _note(self, line: int, path: Path) -> None:
        if _NOWHERE not in path:
            self.lines[line].append(path)
