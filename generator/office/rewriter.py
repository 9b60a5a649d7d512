"""What is put into the syntax tree of a template before it is compiled: counting, bounds, and the writers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import cast

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from generator.office.braces import reveal_braces
from generator.office.guards import BOUNDED, COMPARED, COUNTED, WALKED

_CALLING = (nodes.BinExpr, nodes.Call, nodes.Compare, nodes.Filter, nodes.Test, nodes.UnaryExpr)


class Rewriter(NodeTransformer):
    """Puts the counting of steps, the bound on joined text and the writers into the syntax tree."""

    def __init__(self, writer_of: Callable[[int], str] | None) -> None:
        self._writer_of = writer_of

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the name that Jinja's visitor looks up
        self.generic_visit(node)
        weight = sum(map(_weight, (*node.body, *([node.test] if node.test else []))))
        node.iter = _filtered(cast("nodes.Expr", node.iter), COUNTED, nodes.Const(weight))
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 - the name that Jinja's visitor looks up
        self.generic_visit(node)
        first = node.ops[0]
        if len(node.ops) == 1 and not _is_short(node.expr, first):
            return _filtered(node.expr, COMPARED, nodes.Const(first.op), first.expr)
        if len(node.ops) > 1:
            node.expr = _filtered(node.expr, WALKED)
            for operand in node.ops:
                operand.expr = _filtered(operand.expr, WALKED)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:  # noqa: N802 - the name that Jinja's visitor looks up
        self.generic_visit(node)
        if not isinstance(node.key, nodes.Const):
            node.key = _filtered(node.key, WALKED)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - the name that Jinja's visitor looks up
        self.generic_visit(node)
        return _filtered(node, BOUNDED)

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802 - the name that Jinja's visitor looks up
        """Write what is printed; an engine's own functions print nothing, so they are called as statements."""
        self.generic_visit(node)
        statements: list[nodes.Node] = []
        for own, group in groupby(node.nodes, _calls_engine):
            if own:
                statements += [nodes.ExprStmt(child, lineno=child.lineno) for child in group]
            else:
                written = [self._written(child) for child in group]
                statements.append(nodes.Output(written, lineno=written[0].lineno))
        return statements

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:  # noqa: N802 - the name that Jinja's visitor looks up
        node.data = reveal_braces(node.data)
        return node

    def _written(self, child: nodes.Expr) -> nodes.Expr:
        if self._writer_of is None or isinstance(child, nodes.TemplateData):
            return child
        return _filtered(child, self._writer_of(child.lineno - 1))


def _calls_engine(node: nodes.Node) -> bool:
    """Tell whether a node calls a function of the engine's; templates cannot: `__` is refused in their tags."""
    name = node.node if isinstance(node, nodes.Call) else None
    return isinstance(name, nodes.Name) and name.name.startswith("__")


def _weight(node: nodes.Node) -> int:
    """Return what a step of a loop costs, a name as the unit; loops within it count their own steps."""
    children = [node.iter] if isinstance(node, nodes.For) else list(node.iter_child_nodes())
    return (4 if isinstance(node, _CALLING) else 1) + sum(map(_weight, children))


def _is_short(left: nodes.Expr, operand: nodes.Operand) -> bool:
    """Tell whether a comparison with a constant ends soon, whatever the other side is."""
    if operand.op in ("in", "notin"):
        return isinstance(operand.expr, nodes.Const)
    return isinstance(left, nodes.Const) or isinstance(operand.expr, nodes.Const)


def _filtered(expression: nodes.Expr, name: str, *options: nodes.Expr) -> nodes.Filter:
    made = nodes.Filter(expression, name, list(options), [], None, None, lineno=expression.lineno)
    made.set_environment(expression.environment)  # type: ignore[arg-type]  # only a node without parser has none
    return made
