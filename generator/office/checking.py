"""The names in a template against the names there are, told from its tags alone: every branch, without data.

Tags are read one by one in the order of the source, so a template that does not compile is checked like any
other. What a broken tag would have named is excused: one slip is told once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct, field
from msgspec.structs import replace

from generator.diagnostics import Diagnostic, Severity
from generator.office.effects import EFFECTS
from generator.office.faults import diagnose
from generator.office.inference import Reader
from generator.office.known import UNTOLD, Value, loop_value, united
from generator.office.scans import TagScan, Use
from generator.office.schema import Field, Kind
from generator.office.syntax import Grammar, complete
from generator.office.tags import PlacedTag, Tag, TagKind

_FILLED_BY: Mapping[Use, tuple[frozenset[Kind], str]] = {
    "picture": (frozenset({"picture", "text", "any"}), "图片"),
    "chart": (frozenset({"chart", "any"}), "图表"),
}
_LOOPED = frozenset({"list", "map", "any"})
_ENDS = {"endfor": "for", "endif": "if", "endwith": "with"}
_BROUGHT = re.compile(r"([\w\s,]+?)\s+in\s|(\w+)\s*=")
_MOST_CHOICES = 12
_WORD = re.compile(r"[^\W\d]\w*")


class Checked(Struct, frozen=True):
    """What is wrong with the names of some tags, and every name that they use, in order: `tasks[].owner.name`."""

    diagnostics: tuple[Diagnostic, ...]
    names: tuple[str, ...]


def check_names(scan: TagScan, schema: Field, grammar: Grammar) -> Checked:
    """Return what is wrong with the names and the kinds of values in these tags."""
    walk = _Walk(schema, grammar, _excused(scan.tags, grammar))
    for number, placed in enumerate(scan.tags):
        if isinstance(placed.tag, Tag) and placed.tag.closed:
            walk.take(placed, placed.tag, scan.uses.get(number))
    return Checked(tuple(walk.found), tuple(walk.used))


def _excused(tags: Sequence[PlacedTag], grammar: Grammar) -> frozenset[str]:
    """Return the names that block tags would have brought if they were not broken."""
    blocks = (each.tag for each in tags if isinstance(each.tag, Tag) and each.tag.kind is TagKind.BLOCK)
    broken = (tag.text for tag in blocks if not tag.closed or _tree(tag, grammar) is None)
    found = (match for text in broken for match in _BROUGHT.finditer(text))
    return frozenset(word for match in found for word in _WORD.findall(match[1] or match[2]))


def _tree(tag: Tag, grammar: Grammar) -> nodes.Template | None:
    """Return a tag as a template that is whole by itself; None where it is broken, which is told elsewhere."""
    if tag.kind is TagKind.BLOCK and tag.word not in grammar.known:
        return None
    return _parsed(complete(tag), grammar.environment)


@functools.lru_cache(maxsize=4096)  # a tag in a table stands there many times, and is read twice
def _parsed(source: str, environment: Environment) -> nodes.Template | None:
    try:
        return environment.parse(source)
    except (TemplateSyntaxError, RecursionError):
        return None


class _Block(Struct):
    """A block that is open, with the names it brings."""

    word: str
    names: dict[str, Value] = field(default_factory=dict)


class _Walk(Struct):
    """A walk over the tags of a part, with the blocks that are open."""

    schema: Field
    grammar: Grammar
    excused: frozenset[str]
    blocks: list[_Block] = field(default_factory=lambda: [_Block("with")])
    found: dict[Diagnostic, None] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)

    def take(self, placed: PlacedTag, tag: Tag, use: Use | None) -> None:
        """Check the next tag."""
        tree = _tree(tag, self.grammar) if tag.kind is not TagKind.COMMENT else None
        if tag.kind is TagKind.BLOCK and tag.word in _ENDS:
            self._close(_ENDS[tag.word])
        elif tag.kind is TagKind.BLOCK and tree is None and tag.word in _ENDS.values():
            self.blocks.append(_Block(tag.word))
        elif tree is not None:
            for node in tree.body[:1]:
                self._statement(node, tag, self._reader(placed), use)

    def _statement(self, node: nodes.Node, tag: Tag, reader: Reader, use: Use | None) -> None:
        match node:
            case nodes.Output():
                for printed in node.nodes:
                    self._print(reader, printed, use)
            case nodes.For():
                self._loop(node, reader)
            case nodes.If() if tag.word == "if":
                reader.read(node.test)
                self.blocks.append(_Block("if"))
            case nodes.If():
                self._turn(node, tag, reader)
            case nodes.With():
                pairs = zip(node.targets, node.values, strict=True)
                block = _Block("with")
                for target, value in pairs:
                    _bind(target, reader.read(value), block.names)
                self.blocks.append(block)
            case nodes.Assign():
                self._set(node.target, reader.read(node.node))

    def _print(self, reader: Reader, node: nodes.Node, use: Use | None) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        value = reader.read(node)
        if use is None:
            reader.printable(value)
            return
        kinds, thing = _FILLED_BY[use]
        if value.kind not in kinds or (value.kind == "text" and value.path):  # computed text may be a path
            reader.note("T-130", object=thing, value=value.described())

    def _loop(self, node: nodes.For, reader: Reader) -> None:
        source = reader.read(node.iter)
        element = source.element if source.kind in ("list", "map") else UNTOLD
        if source.kind not in _LOOPED:
            reader.note("T-124", value=source.described())
        block = _Block("for", {"loop": loop_value(element)})
        _bind(node.target, _key() if source.kind == "map" else element, block.names)
        self.blocks.append(block)
        if node.test is not None:
            replace(reader, names={**reader.names, **block.names}).read(node.test)

    def _turn(self, node: nodes.If, tag: Tag, reader: Reader) -> None:
        """At `else` a loop's own names end: what follows is for the list without entries."""
        if tag.word == "elif":
            reader.read(node.elif_[0].test)
        elif self.blocks[-1].word == "for":
            self.blocks[-1].names.clear()

    def _set(self, target: nodes.Node, value: Value) -> None:
        """A name that is set anew in a branch may be either; what an `if` sets lives on behind it."""
        block = next(block for block in reversed(self.blocks) if block.word != "if")
        before = dict(block.names)
        _bind(target, value, block.names)
        for name in before.keys() & block.names.keys():
            block.names[name] = united(before[name], block.names[name])

    def _close(self, word: str) -> None:
        """Close the innermost block of this kind, and with it what was left open inside."""
        at = next((n for n in range(len(self.blocks) - 1, 0, -1) if self.blocks[n].word == word), None)
        if at is None:
            return
        if at < len(self.blocks) - 1:  # blocks that cross: what follows may well mean the names of this one
            self.excused |= self.blocks[at].names.keys()
        del self.blocks[at:]

    def _reader(self, placed: PlacedTag) -> Reader:
        def note(code: str, severity: Severity = Severity.ERROR, **words: object) -> None:
            found = diagnose(code, placed.place, tag=placed.tag.text, **words)
            remedy = _choice(words["known"]) if "known" in words else found.remedy
            self.found[replace(found, severity=severity, remedy=remedy)] = None

        names = {name: value for block in self.blocks for name, value in block.names.items()}
        return Reader(self.schema, names, note, EFFECTS, self.used, self.excused)


def _choice(known: object) -> str:
    """Return the way out of an unknown name: the names that there are."""
    names = list(known) if isinstance(known, Iterable) else []
    if not names:
        return "删去它, 或改用别的名称: 这里没有更深一层的字段"
    more = " 等" if len(names) > _MOST_CHOICES else ""
    return f"改正名称; 这里可用的有: {'、'.join(map(str, names[:_MOST_CHOICES]))}{more}"


def _key() -> Value:
    return Value(Field("text"))


def _bind(target: nodes.Node, value: Value, names: dict[str, Value]) -> None:
    """Give a name, or each of several, what it stands for."""
    if isinstance(target, nodes.Name):
        names[target.name] = value
    elif isinstance(target, nodes.Tuple):
        parts = value.parts if len(value.parts) == len(target.items) else [UNTOLD] * len(target.items)
        for each, part in zip(target.items, parts, strict=True):
            _bind(each, part, names)
