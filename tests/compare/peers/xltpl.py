"""xltpl in an environment of its own: tags in cells, the loop in notes before rows."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.compare.frame import AFTER, BEFORE, SHEET, TABLE, Frame
from tests.compare.peers.peer import Items, python, run, version_of

_SCRIPT = """
import json, sys
from xltpl.writerx import BookWriter
source, target, sheets, rows = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4])
writer = BookWriter(source)
writer.render_book([{"tpl_name": name, "sheet_name": name, "rows": rows} for name in sheets])
writer.save(target)
"""


class Xltpl:
    """`{{ r.name }}` and `{% xv r.qty %}` in cells.

    In 0.21 a `{%- for %}` typed into a cell of an .xlsx is lost on the way to its row; the older way, a note that
    says `beforerow{% for %}`, works.
    """

    name = "xltpl"
    how = "`{{ r.name }}`, `{% xv r.qty %}` in cells, `beforerow{% for r in rows %}` in a note"
    frame = Frame(
        cells={"name": "{{ r.name }}", "qty": "{% xv r.qty %}", "price": "{% xv r.price %}"},
        notes=("beforerow{% for r in rows %}", "beforerow{% endfor %}"),
    )
    runs = 1

    def version(self) -> str:
        return version_of("xltpl")

    def fill(self, template: bytes, items: Items) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "in.xlsx", Path(folder) / "out.xlsx"
            source.write_bytes(template)
            sheets = json.dumps([BEFORE, SHEET, AFTER, TABLE])
            run(python(), "-c", _SCRIPT, source, target, sheets, json.dumps(list(items)))
            return target.read_bytes()
