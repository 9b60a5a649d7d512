"""Run every peer on the feature workbook and write the page: `make compare`."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from tests.compare.checks import CHECKS
from tests.compare.frame import items
from tests.compare.peers.insert_rows import InsertRows
from tests.compare.peers.libreoffice import LibreOffice
from tests.compare.peers.ours import Ours
from tests.compare.peers.peer import Peer
from tests.compare.peers.xlsx_template import XlsxTemplate
from tests.compare.peers.xltpl import Xltpl
from tests.compare.result import Result
from tests.compare.template import make_template

COUNT = 10
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "excel-comparison.md"
PEERS: tuple[Peer, ...] = (Ours(), InsertRows(), Xltpl(), XlsxTemplate(), LibreOffice())
HEAD = f"""# What survives when a list grows

One workbook holds everything on a sheet that names cells: in a list of one row, above it, across it, below it, and on sheets
before and after. The list grows from 1 to {COUNT} rows, by each tool as its manual says. {len(CHECKS)} checks look at
the XML of the result: whether each thing means what it meant before (`tests/compare/checks`). A number is how many of
the checks of a kind hold. `make compare` installs the peers, runs them and writes this page.

"""


def main() -> None:
    """Print the table and write it into the page."""
    columns = [(peer, *_judged(peer)) for peer in PEERS if peer.version()]
    lines = ["| | " + " | ".join(peer.name for peer, _, _ in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for kind, group in groupby(CHECKS, key=lambda check: check.kind):
        names = [check.name for check in group]
        held = [f"{sum(found[name] for name in names)}/{len(names)}" for _, found, _ in columns]
        lines.append(f"| {kind} | " + " | ".join(held) + " |")
    totals = [f"**{sum(found.values())}/{len(CHECKS)}**" for _, found, _ in columns]
    lines.append("| **all** | " + " | ".join(totals) + " |")
    print("\n".join(lines))
    PAGE.write_text(HEAD + "\n".join(lines) + "\n" + _notes(columns), encoding="utf-8")


def _judged(peer: Peer) -> tuple[dict[str, bool], str]:
    """Return which checks hold, and the first line of the error of a tool that stopped: then none does."""
    try:
        result = Result(peer.fill(make_template(peer.frame), items(COUNT)), peer.frame, COUNT)
    except Exception as error:  # whatever stops a tool is told on the page
        told = str(error).splitlines() or [type(error).__name__]
        return {check.name: False for check in CHECKS}, told[0]
    return {check.name: not check.fault(result) for check in CHECKS}, ""


def _notes(columns: list[tuple[Peer, dict[str, bool], str]]) -> str:
    lines = ["", "How each tool was used:", ""]
    for peer, _, error in columns:
        stopped = f". It stopped: {error}" if error else ""
        lines.append(f"- {peer.name} {peer.version()}: {peer.how}{stopped}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
