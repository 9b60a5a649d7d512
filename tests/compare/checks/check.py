"""What a check is: a kind of thing, what is said of it, and a judge that names the fault it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.compare.result import Result

# Returns what is wrong, "" if nothing is.
Judge = Callable[[Result], str]


@dataclass(frozen=True, slots=True)
class Check:
    """One statement about the output, true whatever tool made it."""

    kind: str
    says: str
    judge: Judge

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.says}"

    def fault(self, result: Result) -> str:
        """Return what is wrong; a result that cannot even be read is wrong as well."""
        try:
            return self.judge(result)
        except Exception as error:
            return f"cannot be judged: {type(error).__name__}: {error}"


class Checks:
    """The checks of one module, entered by decorating their judges."""

    def __init__(self) -> None:
        self.made: list[Check] = []

    def add(self, kind: str, says: str) -> Callable[[Judge], Judge]:
        def enter(judge: Judge) -> Judge:
            self.made.append(Check(kind, says, judge))
            return judge

        return enter


def different(found: object, expected: object) -> str:
    """Tell how two things differ, empty if they do not."""
    return "" if found == expected else f"{_short(found)} instead of {_short(expected)}"


def first_fault(faults: Iterable[str]) -> str:
    """Return the first of several faults."""
    return next((fault for fault in faults if fault), "")


def _short(thing: object) -> str:
    text = str(thing)
    return text if len(text) < 160 else f"{text[:150]}… ({len(text)} characters)"
