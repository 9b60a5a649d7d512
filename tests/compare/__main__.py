"""Run every peer on the feature workbook, print the table and write the page: `make compare`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.compare.checks import CHECKS
from tests.compare.frame import items
from tests.compare.page import COUNT, Column, page, table
from tests.compare.peers.insert_rows import InsertRows
from tests.compare.peers.libreoffice import LibreOffice
from tests.compare.peers.ours import Ours
from tests.compare.peers.peer import Peer
from tests.compare.peers.xlsx_template import XlsxTemplate
from tests.compare.peers.xltpl import Xltpl
from tests.compare.result import Result
from tests.compare.template import make_template

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "excel-comparison.md"
PEERS: tuple[Peer, ...] = (Ours(), InsertRows(), Xltpl(), XlsxTemplate(), LibreOffice())


def main() -> None:
    """Print the table; write the page only if all peers are there, as a page without one would be another page."""
    columns = [judged(peer) for peer in PEERS]
    print(table(columns))
    missing = [column.name for column in columns if not column.version]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}; the page is left as it was")
    PAGE.write_text(page(columns), encoding="utf-8")
    print(f"\nwritten: {PAGE}")


def judged(peer: Peer) -> Column:
    """Return what each check says of a tool's result; of a tool that stopped, the first line of its error."""
    version = peer.version()
    if not version:
        return Column(
            peer.name, "", peer.how, dict.fromkeys((check.name for check in CHECKS), "not installed")
        )
    try:
        faults = [faults_of(peer) for _ in range(peer.runs)]
    except Exception as error:
        told = (str(error).splitlines() or [type(error).__name__])[0]
        return Column(peer.name, version, peer.how, dict.fromkeys((c.name for c in CHECKS), told), told)
    return Column(peer.name, version, peer.how, {name: min(f[name] for f in faults) for name in faults[0]})


def faults_of(peer: Peer) -> dict[str, str]:
    """Return what each check says of one result; nothing is what it says when it holds."""
    result = Result(peer.fill(make_template(peer.frame), items(COUNT)), peer.frame, COUNT)
    return {check.name: check.fault(result) for check in CHECKS}


if __name__ == "__main__":
    main()
