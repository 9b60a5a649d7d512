"""xlsx-template for node, with the options of its manual that move things."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from tests.compare.frame import FIELDS, Frame
from tests.compare.peers.peer import Items, home, run

_SCRIPT = """
const XlsxTemplate = require("xlsx-template"), fs = require("fs");
const [source, target, rows] = process.argv.slice(1);
const options = {moveImages: true, subsituteAllTableRow: true, pushDownPageBreakOnTableSubstitution: true};
const template = new XlsxTemplate(fs.readFileSync(source), options);
template.substituteAll({rows: JSON.parse(rows)});
fs.writeFileSync(target, template.generate({type: "nodebuffer"}));
"""


class XlsxTemplate:
    """`${table:rows.name}` in the cells of the list's row."""

    name = "xlsx-template"
    how = (
        "`${table:rows.name}` in cells; options `moveImages`, `subsituteAllTableRow` and "
        "`pushDownPageBreakOnTableSubstitution`"
    )
    frame = Frame(cells={name: f"${{table:rows.{name}}}" for name in FIELDS})
    runs = 1

    @property
    def _package(self) -> Path:
        return home() / "node_modules" / "xlsx-template"

    def version(self) -> str:
        if not shutil.which("node") or not self._package.is_dir():
            return ""
        return str(json.loads((self._package / "package.json").read_text(encoding="utf-8"))["version"])

    def fill(self, template: bytes, items: Items) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "in.xlsx", Path(folder) / "out.xlsx"
            source.write_bytes(template)
            rows = json.dumps(list(items))
            run("node", "-e", _SCRIPT, source, target, rows, cwd=home())
            return target.read_bytes()
