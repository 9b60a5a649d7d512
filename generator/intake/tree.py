"""A YAML text as plain data with a source map.

Every unquoted scalar stays text unless `resolve` knows better: the field that takes it tells what it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct, field

from generator.campaign import Path
from generator.intake.sources import SourceMap, Span
from generator.intake.yaml_nodes import Fault, Items, Node, Pairs, Scalar, parse_nodes

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_HASHTAG = re.compile(r":?\s+(#[^#\s]+#)\s*$")

Resolve = Callable[[str], object]


class Document(Struct, frozen=True):
    """What a YAML text says: its data, their places, and the faults that do not hinder reading on."""

    data: object
    sources: SourceMap
    faults: tuple[Fault, ...]


def as_text(text: str) -> object:
    """Read an unquoted scalar as the text it is."""
    return None if text in _NULLS else text


def read_document(text: str, file: str, resolve: Resolve = as_text) -> Document | None:
    """Return what `text` says, None when it says nothing. Raises yaml.YAMLError and TooLarge."""
    lines = tuple(text.splitlines())
    root, faults = parse_nodes(text, lines)
    if root is None:
        return None
    builder = _Builder(lines, resolve)
    data = builder.build(root, ())
    sources = SourceMap(file, lines, builder.values, builder.keys)
    return Document(data, sources, (*faults, *builder.faults))


class _Builder(Struct):
    lines: tuple[str, ...]
    resolve: Resolve
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def build(self, node: Node, path: Path) -> object:
        """Return the data of `node`, whose place is already noted where a key leads to it."""
        self.values.setdefault(path, node.span)
        if isinstance(node, Pairs):
            return self._mapping(node, path)
        if isinstance(node, Items):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.items)]
        return self._scalar(node)

    def _mapping(self, node: Pairs, path: Path) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in node.pairs:
            here = (*path, key.text)
            if here in self.keys:
                self._repeated(key, self.keys[here])
                continue
            self.keys[here] = key.span
            if not isinstance(value, Scalar) or not value.text:
                self.values[here] = key.span
            data[key.text] = self._hashtag(key, value) or self.build(value, here)
        return data

    def _repeated(self, key: Scalar, first: Span) -> None:
        message = f"键「{key.text}」写了两次,第一次在第 {first.line} 行"
        self.faults.append(Fault("C-F04", message, "删去其中一个,或改成另一个键", key.span))

    def _hashtag(self, key: Scalar, value: Node) -> str | None:
        """Return the text that was meant by `#话题#`: without quotes it begins a comment and is lost."""
        if not isinstance(value, Scalar) or not value.plain:
            return None
        end = value.span if value.text else key.span
        line = self.lines[end.line - 1] if end.line <= len(self.lines) else ""
        found = _HASHTAG.match(line, end.column + end.width - 1) if "#" in line else None
        if found is None:
            return None
        span = Span(end.line, found.start(1) + 1, len(found[1]))
        message = f"「{found[1]}」前面没有引号,# 号后面的内容会被当作注释丢掉"
        self.faults.append(Fault("C-F11", message, '给整个内容加上引号,例如 "#话题#"', span))
        return f"{value.text} {found[1]}".strip()

    def _scalar(self, node: Scalar) -> object:
        return self.resolve(node.text) if node.plain else node.text
