"""The template language of both engines: Jinja in a sandbox that knows fields and filters, nothing else.

Escaping is on and cannot be switched off. A name after a dot is a key of a mapping before anything else, and
never a method. Whatever a template could use to exhaust the machine is counted: loop steps, characters,
the size of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from jinja2.visitor import NodeTransformer

from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.fields import MISSING, EngineFunction, may_call, read_field
from generator.office.guards import (
    FAILURES,
    bounded,
    bounded_range,
    calculate,
    counted,
    make_filters,
    make_tests,
    reason_of,
    signed,
)
from generator.office.running import MOST_CHARACTERS, Kept, Run, Stopped, line_of_failure, note, running
from generator.office.syntax import PlacedTag, explain
from generator.office.unknown import SILENT, Unknown

Writer = Callable[..., Any]

# No template can spell these: a filter's name has no space.
_COUNTED = "loop steps"
_BOUNDED = "joined text"
_OPERATORS = frozenset({"+", "-", "*", "/", "//", "**", "%"})


class Language(ImmutableSandboxedEnvironment):
    """The environment. `writers` are the ways in which an engine writes a printed value, by name."""

    intercepted_binops = _OPERATORS
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, writers: Mapping[str, Writer] | None = None) -> None:
        super().__init__(autoescape=True, undefined=Unknown, optimized=False, keep_trailing_newline=True)
        self.filters.clear()
        self.filters.update({**make_filters(), _COUNTED: counted, _BOUNDED: bounded, **(writers or {})})
        self.tests.clear()
        self.tests.update(make_tests())
        lent = {
            "range": bounded_range,
            "namespace": Namespace,
            "cycler": Cycler,
            "joiner": Joiner,
            "dict": dict,
        }
        self.globals = {name: EngineFunction(function) for name, function in lent.items()}

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        value = read_field(obj, argument)
        return Unknown(obj=obj, name=argument) if value is MISSING else value

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as in Jinja, where `self` may be a keyword of the call
        if type(__obj) is EngineFunction and __obj.recording:
            return __obj.function(*args)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        if isinstance(__obj, Unknown):
            __obj.note()
            return SILENT
        if not may_call(__obj):
            note("T-125", name=getattr(__obj, "__name__", "()"))
            return SILENT
        try:
            return __obj(*args, **kwargs)
        except FAILURES as error:
            note("T-122", reason=reason_of(error))
            return SILENT

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        return calculate(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        return signed(operator, arg)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a run printed, and everything that went wrong; with problems the text is not to be used.

    `kept` are the values that an engine's writer kept instead of printing them, by the numbers it printed.
    """

    text: str
    problems: tuple[Diagnostic, ...]
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """A source compiled once, to be run on many values."""

    template: Template
    tags: tuple[PlacedTag, ...]

    def run(
        self,
        values: Mapping[str, object],
        functions: Mapping[str, Callable[..., Any]] | None = None,
        write: Callable[[str], object] | None = None,
    ) -> Rendered:
        """Render `values`. `functions` are the engine's own, to be called from the source by these names.

        With `write` what is printed is given to it piece by piece, and the text of the result is empty.
        """
        lent = {name: EngineFunction(each, recording=True) for name, each in (functions or {}).items()}
        run = Run(self.tags)
        pieces: list[str] = []
        with running(run):
            _print(self.template, {**values, **lent}, run, write or pieces.append)
        return Rendered("".join(pieces), tuple(run.found), tuple(run.kept))


def _print(template: Template, values: dict[str, Any], run: Run, write: Callable[[str], object]) -> None:
    size = 0
    try:
        for piece in template.root_render_func(template.new_context(values)):
            write(piece)
            size += len(piece)
            if size > MOST_CHARACTERS:
                run.note("T-127", 0, limit=MOST_CHARACTERS)
                break
    except Stopped:
        return
    except (*FAILURES, RecursionError) as error:
        run.note("T-128", line_of_failure(error.__traceback__), reason=reason_of(error))


def compile_program(
    language: Language, source: str, tags: Sequence[PlacedTag], writer_of: Callable[[int], str] | None = None
) -> Program:
    """Compile a source whose n-th tag (from 1) has its line break, so that it stands on line n + 1.

    `tags` are the tags in the order of the source. `writer_of` names the writer for what tag n prints.
    Raises InvalidTemplate with what the check of single tags could not see.
    """
    run = Run(tags)
    try:
        tree = language.parse(source)
        _Rewriter(writer_of).visit(tree)
        code = language.compile(tree)
    except TemplateSyntaxError as error:
        run.note("T-104", error.lineno, reason=explain(error))
        raise InvalidTemplate(tuple(run.found)) from None
    except (RecursionError, SyntaxError) as error:  # Python's own bounds on nested blocks
        run.note("T-128", 0, reason="标签套得太深")
        raise InvalidTemplate(tuple(run.found)) from error
    return Program(Template.from_code(language, code, language.globals), tuple(tags))


class _Rewriter(NodeTransformer):
    """Puts the counting of steps, the bound on joined text and the writers into the syntax tree."""

    def __init__(self, writer_of: Callable[[int], str] | None) -> None:
        self._writer_of = writer_of

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the name that Jinja's visitor looks up
        self.generic_visit(node)
        node.iter = _filtered(cast("nodes.Expr", node.iter), _COUNTED)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - the name that Jinja's visitor looks up
        self.generic_visit(node)
        return _filtered(node, _BOUNDED)

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


def _filtered(expression: nodes.Expr, name: str) -> nodes.Filter:
    made = nodes.Filter(expression, name, [], [], None, None, lineno=expression.lineno)
    made.set_environment(expression.environment)  # type: ignore[arg-type]  # only a node without parser has none
    return made


_OPENING = re.compile(r"\{(?=[{%#])")
_HIDDEN_OPENING = re.compile(r"\{_(?=[{%#])")


def hide_braces(text: str) -> str:
    """Return literal text so that none of its braces opens a tag; docxtpl's own way of writing them."""
    return _OPENING.sub("{_", text)


def reveal_braces(text: str) -> str:
    """Undo `hide_braces`, and read what template authors wrote that way themselves."""
    return _HIDDEN_OPENING.sub("{", text).replace("}_}", "}}").replace("%_}", "%}")
