"""openpyxl: `insert_rows`, then the list's row copied into the new ones, its formulas with `Translator`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.compare.frame import SHEET, TABLE, Frame
from tests.compare.peers.peer import Items, python, run, version_of


class InsertRows:
    """What the manual offers: `insert_rows`, `Translator`, and copying what belongs to a cell."""

    name = "openpyxl insert_rows"
    how = "`insert_rows`, then the list's row copied cell by cell with style, link and note, formulas by `Translator`"
    frame = Frame()
    runs = 1

    def version(self) -> str:
        return version_of("openpyxl")

    def fill(self, template: bytes, items: Items) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "in.xlsx", Path(folder) / "out.xlsx"
            source.write_bytes(template)
            script = Path(__file__).with_name("growing.py")
            told = (json.dumps([SHEET, TABLE]), json.dumps(list(items)))
            run(python(), script, source, target, str(self.frame.own), *told)
            return target.read_bytes()
