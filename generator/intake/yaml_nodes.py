"""A YAML text as a tree of nodes with their places.

Built from the parser's events, not by PyYAML's composer: the C one crashes the process on deep nesting. Depth
and nodes are counted while the tree grows, an alias with all it stands for. A syntax error stops at once;
what YAML allows and nobody means is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import yaml
from msgspec import Struct

from generator.intake.sources import Span

MAX_DEPTH = 100
_DEEP = f"嵌套超过 {MAX_DEPTH} 层"
_TOO_DEEP_FOR_LIBYAML = "nesting depth"
MAX_NODES = 200_000
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Fault(Struct, frozen=True):
    """Something in the text that cannot be meant, or that this program does not read."""

    code: str
    message: str
    remedy: str
    span: Span


class TooLarge(Exception):
    """The text is nested too deeply, or holds too many nodes."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Scalar(Struct, frozen=True):
    """A single value; `plain` is one without quotes."""

    text: str
    plain: bool
    span: Span
    size: int = 1


class Items(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    span: Span
    size: int


class Pairs(Struct, frozen=True):
    """A mapping, in the order of the file; a key may stand in it twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span
    size: int


Node = Scalar | Items | Pairs
_Events = Iterator[Any]  # yaml.Event, of which PyYAML does not say what is in which


def parse_nodes(text: str, lines: tuple[str, ...]) -> tuple[Node | None, tuple[Fault, ...]]:
    """Return the root of `text`, None when it holds nothing, and the faults found on the way.

    Raises yaml.YAMLError for a syntax error, TooLarge beyond the limits.
    """
    parser = _Parser(lines)
    try:
        root = parser.parse(yaml.parse(text, Loader=_PARSER))
    except yaml.scanner.ScannerError as error:
        if _TOO_DEEP_FOR_LIBYAML not in (error.problem or ""):
            raise
        raise TooLarge(_too_deep(error.problem_mark)) from error
    return root, tuple(parser.faults)


def _too_large(what: str, span: Span) -> Fault:
    return Fault("C-F03", f"文件{what}", "检查是否放错了文件,或多写了括号、引用", span)


def _too_deep(mark: yaml.Mark | None) -> Fault:
    """Return the fault of a nesting that libyaml (from 0.2.6 on) refuses before we can count it."""
    return _too_large(_DEEP, Span(mark.line + 1, mark.column + 1) if mark else Span(1, 1))


class _Parser:
    def __init__(self, lines: tuple[str, ...]) -> None:
        self.faults: list[Fault] = []
        self._lines = lines
        self._anchors: dict[str, Node] = {}
        self._size = 0

    def parse(self, events: _Events) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                node = self._node(event, events, 0)
                root = node if root is None else root
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._fault("C-F02", "文件里有不止一份 YAML 文档", "删去单独成行的「---」", event)
        return root

    def _node(self, event: yaml.NodeEvent, events: _Events, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._count(1, event)
        if depth > MAX_DEPTH:
            raise TooLarge(_too_large(_DEEP, self._span(event)))
        self._refuse_tag(event)
        node = self._fresh(event, events, depth)
        if event.anchor is not None:
            self._keep(event, node)
        return node

    def _fresh(self, event: yaml.NodeEvent, events: _Events, depth: int) -> Node:
        before = self._size - 1
        span = self._span(event)
        if isinstance(event, yaml.MappingStartEvent):
            pairs = tuple(self._pairs(events, depth + 1))
            return Pairs(pairs, span, self._size - before)
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self._items(events, depth + 1))
            return Items(items, span, self._size - before)
        scalar = cast("yaml.ScalarEvent", event)
        return Scalar(scalar.value, not scalar.style, span)

    def _items(self, events: _Events, depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events, depth)

    def _pairs(self, events: _Events, depth: int) -> Iterator[tuple[Scalar, Node]]:
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, events, depth)
            value = self._node(next(events), events, depth)
            if isinstance(key, Scalar):
                yield key, value
            else:
                remedy = "写成「键: 值」;值以 { 或 [ 开头时给它加上引号"
                self._fault("C-F02", "键应是文字,这里却是列表或一组字段", remedy, event)

    def _alias(self, event: yaml.AliasEvent) -> Node:
        node = self._anchors.get(str(event.anchor))
        if node is None:
            message = f"「*{event.anchor}」以星号开头,YAML 把它当作引用,却没有这个引用"
            self._fault("C-F02", message, "给这一项的内容加上引号", event)
            return Scalar("", plain=True, span=self._span(event))
        self._count(node.size, event)
        return node

    def _keep(self, event: yaml.NodeEvent, node: Node) -> None:
        """Keep an anchored node; an empty one is a text that begins with `&`."""
        if isinstance(node, Scalar) and node.plain and not node.text:
            message = f"「&{event.anchor}」以 & 开头,YAML 把它当作记号,内容就没有了"
            self._fault("C-F02", message, "给这一项的内容加上引号", event)
        self._anchors[str(event.anchor)] = node

    def _count(self, nodes: int, event: yaml.NodeEvent) -> None:
        self._size += nodes
        if self._size > MAX_NODES:
            raise TooLarge(_too_large(f"内容超过 {MAX_NODES:,} 项", self._span(event)))

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"「{shown}」以感叹号开头,YAML 把它当作类型标记"
            self._fault("C-F02", message, "去掉它;若是内容的一部分,给整个内容加上引号", event)

    def _fault(self, code: str, message: str, remedy: str, event: yaml.Event) -> None:
        self.faults.append(Fault(code, message, remedy, self._span(event)))

    def _span(self, event: yaml.Event) -> Span:
        """Return the first line of what the event covers."""
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        line = self._lines[start.line] if start.line < len(self._lines) else ""
        if isinstance(event, yaml.CollectionStartEvent) or end.line != start.line:
            width = len(line.rstrip()) - start.column
        else:
            width = end.column - start.column
        return Span(start.line + 1, start.column + 1, max(width, 1))
