"""The page that shows our engine beside other tools, written from what the checks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.compare.checks import CHECKS
from tests.compare.checks.check import Check

COUNT = 10

_HEAD = f"""# What survives when a list grows

One workbook holds every kind of thing that names cells: in a list of one row, above it, across it, below it, and on
the sheets before and after. Each tool grows the list from 1 to {COUNT} rows the way its manual says. Then
{len(CHECKS)} checks look at the XML of the result.

**How a check judges.** By meaning, not by spelling, and without knowing the tool. Rows are found by what stands in
their first cell, so a check knows where the list begins and ends now, and where a row below it went. A total has to
name exactly the rows of the list; a drop-down, a rule, a picture, a note or a check box of the list's row has to be
there for each of the {COUNT} rows and to name that row; what lay below has to lie there still. A kind that is
lost fails its checks. Where Excel keeps a thing in an extension and another tool writes it plainly, that is as good.
`tests/compare/checks` has all of them; `tests/office/excel/test_features.py` runs them on our engine for 0, 1, 10
and 500 rows.

`make compare` installs the tools, runs them and writes this page. A number says how many checks of a kind hold.

"""


@dataclass(frozen=True, slots=True)
class Column:
    """A tool and what each check says of its result: "" where the check holds."""

    name: str
    version: str
    how: str
    faults: Mapping[str, str]
    error: str = ""

    def held(self, checks: Sequence[Check]) -> str:
        return f"{sum(not self.faults[check.name] for check in checks)}/{len(checks)}"


def page(columns: Sequence[Column]) -> str:
    """Return the whole page."""
    tools = "\n".join(_tool(column) for column in columns)
    return f"{_HEAD}{table(columns)}\n\n## How each tool was used\n\n{tools}\n\n## Check by check\n\n{_each(columns)}\n"


def table(columns: Sequence[Column]) -> str:
    """Return a row for each kind, and one for all of them."""
    kinds = [(kind, list(group)) for kind, group in groupby(CHECKS, key=lambda check: check.kind)]
    rows = [(kind, [column.held(checks) for column in columns]) for kind, checks in kinds]
    rows.append(("**all**", [f"**{column.held(CHECKS)}**" for column in columns]))
    return _markdown("what", columns, rows)


def _each(columns: Sequence[Column]) -> str:
    rows = [(c.name, ["–" if column.faults[c.name] else "yes" for column in columns]) for c in CHECKS]
    return _markdown("check", columns, rows)


def _markdown(title: str, columns: Sequence[Column], rows: Sequence[tuple[str, list[str]]]) -> str:
    lines = [[title, *(column.name for column in columns)], ["---"] * (len(columns) + 1)]
    lines += [[name, *cells] for name, cells in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _tool(column: Column) -> str:
    stopped = f" It stopped: {column.error}" if column.error else ""
    return f"- **{column.name} {column.version}**: {column.how}.{stopped}"
