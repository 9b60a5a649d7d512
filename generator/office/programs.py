"""Sources of the template language made into programs. What is made is kept, so that most runs never come here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jinja2 import TemplateSyntaxError

from generator.errors import InvalidTemplate
from generator.office.language import Language, Program
from generator.office.rewriter import Rewriter
from generator.office.running import Run
from generator.office.slips import LOOK_IT_UP
from generator.office.syntax import explain
from generator.office.tags import PlacedTag


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
        Rewriter(writer_of).visit(tree)
        code = language.compile(tree)
    except TemplateSyntaxError as error:
        run.note("T-104", error.lineno, reason=explain(error), remedy=LOOK_IT_UP)
        raise InvalidTemplate(tuple(run.found)) from None
    except (RecursionError, SyntaxError) as error:  # Python's own bounds on nested blocks
        run.note("T-128", 0, reason="标签套得太深")
        raise InvalidTemplate(tuple(run.found)) from error
    return Program(language, code, tuple(tags))
