"""What kind of value an expression of a template gives, told from the schema without any data.

Every branch is looked at, and a condition narrows nothing. Where a kind cannot be told it is `any`, of which
nothing is ever said: a check that cries wolf is switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from jinja2 import nodes
from msgspec import Struct, field

from generator.diagnostics import Severity
from generator.office.known import SEVERAL, UNTOLD, Value, united
from generator.office.operators import ORDERING, have_an_order, result
from generator.office.schema import LABELS, NUMBER, Field
from generator.office.slips import guess

_LENT = frozenset({"range", "namespace", "cycler", "joiner", "dict"})
_YES_NO = Field("yes_no")
_MARGIN = 3  # more guesses than these help nobody


class Note(Protocol):
    """Takes down what is wrong at the tag that is being read."""

    def __call__(self, code: str, severity: Severity = Severity.ERROR, **words: object) -> None: ...


Names = Mapping[str, Value]
Effect = Callable[["Reader", nodes.Filter, Value], Value]


class Reader(Struct):
    """Reads the expressions of one tag. `names` are those in scope, `used` takes down what is looked up."""

    root: Field
    names: Names
    note: Note
    effects: Mapping[str, Effect]
    used: dict[str, None]
    excused: frozenset[str] = field(default_factory=frozenset)

    def read(self, node: nodes.Node | None) -> Value:
        """Return what an expression gives, and note what is wrong in it."""
        match node:
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self._looked_up(node)
            case nodes.Filter():
                return self._filtered(node)
            case nodes.Test():
                return self._tested(node)
            case nodes.Call():
                return self._called(node)
            case nodes.CondExpr():
                self.read(node.test)
                return united(self.read(node.expr1), self.read(node.expr2) if node.expr2 else UNTOLD)
            case nodes.Or() | nodes.And():
                return united(self.read(node.left), self.read(node.right))
            case nodes.Concat():
                return self._joined(node)
            case nodes.Compare():
                return self._compared(node)
            case nodes.BinExpr():
                return self._calculated(node)
        self._read_inside(node)
        return self._literal(node)

    def _read_inside(self, node: nodes.Node | None) -> None:
        for child in node.iter_child_nodes() if node else ():
            self.read(child)

    def _literal(self, node: nodes.Node | None) -> Value:
        match node:
            case nodes.Const(value=bool()) | nodes.Not():
                return Value(_YES_NO)
            case nodes.Const(value=int() | float()):
                return Value(NUMBER)
            case nodes.List() | nodes.Tuple():
                return Value(Field("list"), item=UNTOLD)
        return UNTOLD

    # --- operators ----------------------------------------------------------------------------------------------

    def _compared(self, node: nodes.Compare) -> Value:
        values = [self._operand(each) for each in (node.expr, *(operand.expr for operand in node.ops))]
        for operand, one, other in zip(node.ops, values, values[1:], strict=False):
            if operand.op in ORDERING and not have_an_order(one.kind, other.kind):
                self.note("T-133", left=one.described(), right=other.described(), deed="比较大小")
        return Value(_YES_NO)

    def _calculated(self, node: nodes.BinExpr) -> Value:
        one, other = self._operand(node.left), self._operand(node.right)
        kind = result(node.operator, one.kind, other.kind)
        if kind is None:
            deed = "相加" if node.operator == "+" else "这样计算"
            self.note("T-133", left=one.described(), right=other.described(), deed=deed)
        return {"number": Value(NUMBER), "text": Value(Field("text"))}.get(kind or "any", UNTOLD)

    def _operand(self, node: nodes.Node) -> Value:
        """Return what stands beside an operator: text in quotes is no number there."""
        value = self.read(node)
        return Value(Field("text")) if isinstance(constant(node), str) else value

    # --- names ------------------------------------------------------------------------------------------------

    def _looked_up(self, node: nodes.Name | nodes.Getattr | nodes.Getitem) -> Value:
        value, missing = self.find(node)
        if missing is not None:
            missing()
        return value

    def find(self, node: nodes.Node | None) -> tuple[Value, Callable[..., None] | None]:
        """Return what a name stands for; where there is no such name, what would say so."""
        match node:
            case nodes.Name(name=name):
                return self._top(name)
            case nodes.Getattr(node=owner, attr=name):
                return self.step(self.read(owner), name)
            case nodes.Getitem(node=owner, arg=nodes.Const(value=str() as name)):
                return self.step(self.read(owner), name)
            case nodes.Getitem(node=owner, arg=place):
                held = self.read(owner)
                self.read(place)
                return self._item(held, place), None
        return self.read(node), None

    def _top(self, name: str) -> tuple[Value, Callable[..., None] | None]:
        if name in self.names:
            value = self.names[name]
        elif name in self.root.fields:
            value = Value(self.root.fields[name], name)
        elif name in _LENT or name in self.excused:
            return UNTOLD, None
        else:
            return UNTOLD, self._no_name(name, "", (*self.names, *self.root.fields), self.root)
        self._use(value)
        return value, None

    def step(self, owner: Value, name: str) -> tuple[Value, Callable[..., None] | None]:
        """Return the field `name` of a value; where there is none, what would say so."""
        if owner.kind == "any":
            return UNTOLD, None
        if owner.kind == "map":
            return owner.element, None
        if owner.kind == "list":
            return UNTOLD, self._field_of_list(owner, name)
        fields = owner.field.fields
        path = f"{owner.path}.{name}" if owner.path else name
        if name not in fields:
            return UNTOLD, self._no_name(path, name, tuple(fields), owner.field)
        value = owner.parts[list(fields).index(name)] if owner.parts else Value(fields[name], path)
        self._use(value)
        return value, None

    def _use(self, value: Value) -> None:
        if value.path and not value.path.startswith("loop"):
            self.used[value.path] = None

    def _no_name(self, path: str, last: str, known: Sequence[str], owner: Field) -> Callable[..., None]:
        near = _elsewhere(owner, last or path) or guess(last or path, known)
        return lambda severity=Severity.ERROR: self.note(
            "T-120", severity, name=path, guess=near, known=known
        )

    def _field_of_list(self, owner: Value, name: str) -> Callable[..., None]:
        words = {"name": f"{owner.path or '列表'}.{name}", "owner": owner.described()}
        return lambda severity=Severity.ERROR: self.note("T-131", severity, field=name, **words)

    def _item(self, held: Value, place: nodes.Node) -> Value:
        if isinstance(place, nodes.Slice):
            return held
        if held.parts and isinstance(place, nodes.Const) and isinstance(place.value, int):
            return held.parts[place.value] if -len(held.parts) <= place.value < len(held.parts) else UNTOLD
        if held.kind in ("list", "map"):
            return held.element
        return held if held.kind == "text" else UNTOLD

    def attribute(self, owner: Value, dotted: str) -> Value:
        """Return what `attribute="a.b"` of a filter takes of each entry, and note what is not there."""
        value = owner
        for name in dotted.split("."):
            if name.isdecimal():
                value = self._item(value, nodes.Const(int(name)))
                continue
            value, missing = self.step(value, name)
            if missing is not None:
                missing()
                return UNTOLD
        return value

    # --- filters, tests, calls ----------------------------------------------------------------------------------

    def _filtered(self, node: nodes.Filter) -> Value:
        if node.name in ("default", "d"):
            value, missing = self.find(node.node)
            if missing is not None:
                missing(Severity.WARNING)
        else:
            value = self.read(node.node)
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.read(argument)
        effect = self.effects.get(node.name)
        return effect(self, node, value) if effect else UNTOLD

    def _tested(self, node: nodes.Test) -> Value:
        if node.name in ("defined", "undefined"):
            self.find(node.node)
        else:
            self.read(node.node)
        for argument in node.args:
            self.read(argument)
        return Value(_YES_NO)

    def _called(self, node: nodes.Call) -> Value:
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.read(argument)
        callee = node.node
        if isinstance(callee, nodes.Getattr):
            owner = self.read(callee.node)
            if owner.kind != "any" and owner.path != "loop":
                self.note("T-125", name=callee.attr)
            return UNTOLD
        self.read(callee)
        if isinstance(callee, nodes.Name) and callee.name == "range":
            return Value(Field("list"), item=Value(NUMBER))
        return UNTOLD

    def _joined(self, node: nodes.Concat) -> Value:
        for part in node.nodes:
            self.printable(self.read(part))
        return Value(Field("text"))

    def printable(self, value: Value) -> None:
        """Note a value that is no single value; of a picture only the name of its file would be printed."""
        if value.kind in ("picture", "chart"):
            severity = Severity.WARNING if value.kind == "picture" else Severity.ERROR
            self.note("T-132", severity, value=value.described(), object=LABELS[value.kind])
        elif value.kind in SEVERAL:
            self.note("T-123", value=value.described())


def _elsewhere(owner: Field, name: str) -> str:
    """Return the guess that a name is meant which stands one step further down: 「owner.phone」."""
    deeper = [
        f"{key}.{name}"
        for key, inner in owner.fields.items()
        if inner.kind == "record" and name in inner.fields
    ]
    return f", 是否想写「{'」或「'.join(deeper)}」?" if 0 < len(deeper) <= _MARGIN else ""


def constant(node: Any) -> object:
    """Return the value of a constant, None for anything else."""
    return node.value if isinstance(node, nodes.Const) else None
