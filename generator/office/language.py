"""The template language of both engines: Jinja in a sandbox that knows fields and filters, nothing else.

Escaping is on and cannot be switched off. A name after a dot is a key of a mapping before anything else, and
never a method. Whatever a template could use to exhaust the machine is counted: loop steps, characters,
the size of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import islice
from types import CodeType
from typing import Any, cast

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from msgspec import Struct

from generator.diagnostics import Diagnostic
from generator.office.arithmetic import FAILURES, calculate, reason_of, signed
from generator.office.comparing import count_key, same
from generator.office.conditions import make_tests
from generator.office.effort import count_items
from generator.office.fields import MISSING, EngineFunction, may_call, read_field
from generator.office.guards import (
    BOUNDED,
    COMPARED,
    COUNTED,
    WALKED,
    bounded,
    bounded_range,
    compared,
    counted,
    make_filters,
    walked,
)
from generator.office.running import (
    MOST_CHARACTERS,
    Kept,
    Run,
    Stopped,
    count_work,
    line_of_failure,
    note,
    running,
)
from generator.office.tags import PlacedTag
from generator.office.unknown import SILENT, Unknown

Writer = Callable[..., Any]

_TOGETHER = 50  # pieces of output that are handed on together
_OPERATORS = frozenset({"+", "-", "*", "/", "//", "**", "%"})


class _Generator(CodeGenerator):
    """Jinja's generator of code; what a writer returns is finished and needs no escaping."""

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if isinstance(node, nodes.Filter) and node.name in cast("Language", self.environment).writers:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Language(ImmutableSandboxedEnvironment):
    """The environment. `writers` are the ways in which an engine writes a printed value, by name.

    A writer escapes what it writes: what it returns stands in the output as it is.
    """

    code_generator_class = _Generator
    intercepted_binops = _OPERATORS
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, writers: Mapping[str, Writer] | None = None) -> None:
        super().__init__(autoescape=True, undefined=Unknown, optimized=False, keep_trailing_newline=True)
        self.writers = dict(writers or {})
        self.filters.clear()
        own = {COUNTED: counted, BOUNDED: bounded, COMPARED: compared, WALKED: walked}
        self.filters.update({**make_filters(), **own, **self.writers})
        self.tests.clear()
        self.tests.update(make_tests())
        lent = {
            "range": bounded_range,
            "namespace": Namespace,
            "cycler": Cycler,
            "joiner": Joiner,
            "dict": dict,
            "__first_time": Joiner,  # for `{% vm %}`; no template can spell it
        }
        self.globals = {name: EngineFunction(function) for name, function in lent.items()}

    def getattr(self, obj: Any, attribute: str) -> Any:
        value = obj.get(attribute, MISSING) if type(obj) is dict else MISSING
        return self.getitem(obj, attribute) if value is MISSING else value

    def getitem(self, obj: Any, argument: Any) -> Any:
        count_key(argument)
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
            count_work(20 * len(args))
            for each in (*args, *kwargs.values()):
                count_items(each)
            return _called(__obj, args, kwargs)
        except FAILURES as error:
            note("T-122", reason=reason_of(error))
            return SILENT

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        return calculate(operator, left, right)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        return signed(operator, arg)


def _called(target: Any, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Call what a template may call; `loop.changed` compares with what it was given before, which may be long."""
    owner = getattr(target, "__self__", None)
    if not isinstance(owner, LoopContext) or target.__name__ != "changed":
        return target(*args, **named)
    if same(owner._last_changed_value, args):  # noqa: SLF001 - where Jinja keeps it
        return False
    owner._last_changed_value = args  # noqa: SLF001 - as above
    return True


class Rendered(Struct, frozen=True):
    """What a run printed, and everything that went wrong; with problems the text is not to be used.

    `kept` are the values that an engine's writer kept instead of printing them, by the numbers it printed.
    """

    text: str
    problems: tuple[Diagnostic, ...]
    kept: tuple[Kept, ...] = ()


class Program(Struct, frozen=True, dict=True):
    """A source compiled once, to be run on many values: the code that Jinja made of it, and its tags."""

    language: Language
    code: CodeType
    tags: tuple[PlacedTag, ...]

    @cached_property
    def template(self) -> Template:
        return Template.from_code(self.language, self.code, self.language.globals)

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
        printed = template.root_render_func(template.new_context(values))
        while pieces := list(islice(printed, _TOGETHER)):
            text = "".join(pieces)
            write(text)
            size += len(text)
            if size > MOST_CHARACTERS:
                run.note("T-127", 0, limit=MOST_CHARACTERS)
                break
    except Stopped:
        return
    except (*FAILURES, RecursionError) as error:
        run.note("T-128", line_of_failure(error.__traceback__), reason=reason_of(error))
