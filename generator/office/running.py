"""One run of a compiled template: where it is, what went wrong so far, how much it may still do.

A run never stops at a mistake that can be told apart from the next one: it notes it, prints nothing in its
place and renders on, so that one run tells everything. The caller refuses the document afterwards.
"""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from operator import itemgetter
from types import FrameType, TracebackType
from typing import Any, NoReturn

from jinja2 import Template
from jinja2.utils import missing
from msgspec import Struct, field

from generator.diagnostics import Diagnostic, Place
from generator.office.faults import diagnose
from generator.office.filters import LONGEST_TEXT
from generator.office.tags import PlacedTag

MOST_STEPS = 200_000
MOST_EVALUATIONS = 40_000_000
MOST_WORK = 10_000_000
MOST_CHARACTERS = 100_000_000
MOST_MADE = 100_000_000
SHORT_TEXT = 64

# Bounds of a run, in what it does and never in time, so that every machine refuses the same: steps of loops;
# expressions evaluated in them; what filters, tests and operators walk over (an item, or a stretch of text that
# takes as long); characters printed; characters of texts made on the way, short ones apart.

_LOCAL = re.compile(r"l_\d+_(?!__)(\w+)")


class Stopped(Exception):
    """The run cannot go on; why has been noted."""


class Kept(Struct, frozen=True):
    """A value that is not printed as text but kept as it is, and the tag that named it."""

    value: Any
    tag: PlacedTag

    def problem(self, code: str, **words: object) -> Diagnostic:
        """Return what is wrong with the value, at its tag."""
        return diagnose(code, self.tag.place, tag=self.tag.tag.text, **words)


class Run(Struct):
    """The state of a run; `tags[n]` is the tag with number n + 1, which stands on line n + 2."""

    tags: Sequence[PlacedTag]
    found: dict[Diagnostic, None] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    steps: int = 0
    evaluations: int = 0
    work: int = 0
    made: int = 0

    def note(self, code: str, line: int, **words: object) -> None:
        """Remember what is wrong at the tag on `line`; the same thing at the same place counts once."""
        placed = self.tag_on(line)
        text = placed.tag.text if placed else ""
        self.found.setdefault(diagnose(code, placed.place if placed else Place(), tag=text, **words))

    def tag_on(self, line: int) -> PlacedTag | None:
        """Return the tag on a line of the source, the nearest one for a line that has none."""
        return self.tags[min(max(line - 2, 0), len(self.tags) - 1)] if self.tags else None


_RUN: ContextVar[Run] = ContextVar("run")


@contextmanager
def running(run: Run) -> Iterator[Run]:
    """Make `run` the one that the template language notes into."""
    token = _RUN.set(run)
    try:
        yield run
    finally:
        _RUN.reset(token)


def note(code: str, **words: object) -> None:
    """Note what is wrong at the tag that is being executed."""
    frame = _template_frame()
    _RUN.get().note(code, _line(frame) if frame else 0, **words)


def keep(value: Any) -> int:
    """Keep a value that the tag being executed names; return its number in the run."""
    run, frame = _RUN.get(), _template_frame()
    tag = run.tag_on(_line(frame) if frame else 0)
    if tag is None:
        raise ValueError("a value is kept for a tag, and this run has none")
    run.kept.append(Kept(value, tag))
    return len(run.kept) - 1


def count_steps(steps: int, evaluations: int = 0) -> None:
    """Count loop steps, and the expressions in all of them, before they are done; too many stop the run."""
    run = _RUN.get()
    run.steps += steps
    run.evaluations += evaluations
    if run.steps > MOST_STEPS:
        _stop("T-126", MOST_STEPS)
    if run.evaluations > MOST_EVALUATIONS:
        _stop("T-117", MOST_EVALUATIONS)


def count_work(amount: int) -> None:
    """Count what a filter, test or operator is about to walk over; too much stops the run."""
    run = _RUN.get()
    run.work += amount
    if run.work > MOST_WORK:
        _stop("T-117", MOST_WORK)


def count_made(characters: int) -> None:
    """Count the characters of a text that is made; too many of them stop the run."""
    run = _RUN.get()
    run.made += characters
    if run.made > MOST_MADE:
        _stop("T-127", MOST_MADE)


def refuse_length() -> NoReturn:
    """Stop the run for a single text or list that is too long."""
    _stop("T-127", LONGEST_TEXT)


def _stop(code: str, limit: int) -> NoReturn:
    note(code, limit=limit)
    raise Stopped


def visible_names() -> list[str]:
    """Return the names that the tag being executed can use: loop variables and the data's top level."""
    frame = _template_frame()
    if frame is None:
        return []
    local = [
        found[1]
        for name, value in frame.f_locals.items()
        if value is not missing and (found := _LOCAL.fullmatch(name))
    ]
    context = frame.f_locals.get("context")
    data = context.get_all() if context else {}
    return local + [str(name) for name, value in data.items() if not callable(value)]


def _template_frame() -> FrameType | None:
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to see one's callers
    while frame is not None and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back
    return frame


def _line(frame: FrameType, lineno: int | None = None) -> int:
    template = frame.f_globals["__jinja_template__"]
    lines = _lines(template)
    at = bisect_right(lines, frame.f_lineno if lineno is None else lineno, key=itemgetter(1))
    return lines[at - 1][0] if at else 1


@functools.lru_cache(maxsize=256)
def _lines(template: Template) -> list[tuple[int, int]]:
    """Return the lines of a template's source with those of its code; Jinja reads them anew for each question."""
    return template.debug_info


def line_of_failure(traceback: TracebackType | None) -> int:
    """Return the template line at which an exception left the template, 0 if it never was there."""
    line = 0
    while traceback is not None:
        if "__jinja_template__" in traceback.tb_frame.f_globals:
            line = _line(traceback.tb_frame, traceback.tb_lineno)
        traceback = traceback.tb_next
    return line
