"""The engine of this project."""

from __future__ import annotations

import datetime as dt

import generator
from generator.office.excel.compiling import compile_xlsx
from generator.office.properties import Properties
from tests.compare.frame import OURS
from tests.compare.peers.peer import Items

_NOW = dt.datetime(2026, 10, 16, 9, 30)


class Ours:
    """`compile_xlsx(…).fill(…).content`, as `campaign-pack fill` does."""

    name = "ours"
    how = "control rows `{%tr for r in rows %}` … `{%tr endfor %}` around the list's row"
    frame = OURS
    runs = 1

    def version(self) -> str:
        return generator.__version__

    def fill(self, template: bytes, items: Items) -> bytes:
        properties = Properties(title="", creator="", created=_NOW)
        filled: bytes = (
            compile_xlsx(template, "清单.xlsx").fill({"rows": items}, now=_NOW, properties=properties).content
        )
        return filled
