"""LibreOffice as a person works in it: rows inserted between two, the first row copied and pasted into each.

A macro in Basic does it, so that no Python of LibreOffice's own is needed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from tests.compare.frame import FIELDS, SHEET, TABLE, Frame
from tests.compare.peers.peer import Items, run
from tests.support.libreoffice import find_soffice

# Columns A to W: pasting whole rows would tear the merged cells in X.
WIDTH = 23

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Grow" script:language="StarBasic">%s
</script:module>"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Grow"/></library:library>"""

_NO_WARNING = """<item oor:path="/org.openoffice.Office.Calc/Input">\
<prop oor:name="ReplaceCellsWarning" oor:op="fuse"><value>false</value></prop></item>"""

_MACRO = """
Sub Main
  Dim book, options(0) As New com.sun.star.beans.PropertyValue
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, options())
  Dim chosen, shown
  shown = book.Sheets.getByName("{sheet}")
  book.CurrentController.setActiveSheet(shown)
  chosen = book.CurrentController.Selection
{steps}
  book.CurrentController.setActiveSheet(shown)
  book.CurrentController.select(chosen)
  options(0).Name = "FilterName"
  options(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("{target}", options())
  book.close(True)
  StarDesktop.terminate()
End Sub

Sub Grow(book, name, own, more)
  Dim sheet, screen, arguments()
  screen = createUnoService("com.sun.star.frame.DispatchHelper")
  sheet = book.Sheets.getByName(name)
  sheet.Rows.insertByIndex(own + 1, more - 1)
  book.CurrentController.setActiveSheet(sheet)
  book.CurrentController.select(sheet.getCellRangeByPosition(0, own, {width} - 1, own))
  screen.executeDispatch(book.CurrentController.Frame, ".uno:Copy", "", 0, arguments())
  For row = own + 1 To own + more
    book.CurrentController.select(sheet.getCellByPosition(0, row))
    screen.executeDispatch(book.CurrentController.Frame, ".uno:Paste", "", 0, arguments())
  Next
End Sub
"""


class LibreOffice:
    """Insert rows, copy, paste; what was typed into the list's row is typed anew into each."""

    name = "LibreOffice"
    how = (
        "two sample rows; rows inserted between them, the first copied and pasted into each, values typed in; "
        "the best of five runs, as they differ in a drop-down"
    )
    frame = Frame(samples=1)
    runs = 5  # a drop-down below the list is moved in most runs, not in all

    def version(self) -> str:
        try:
            return run(find_soffice(), "--version").split()[1]
        except RuntimeError:
            return ""

    def fill(self, template: bytes, items: Items) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "in.xlsx", Path(folder) / "out.xlsx"
            source.write_bytes(template)
            steps = "\n".join(step for name in (SHEET, TABLE) for step in self._steps(name, items))
            macro = _MACRO.format(
                source=source.as_uri(), target=target.as_uri(), sheet=SHEET, width=WIDTH, steps=steps
            )
            profile = Path(folder) / "profile"
            _office(profile, "--terminate_after_init")
            _set_up(profile, macro)
            _office(profile, "macro:///Standard.Grow.Main")
            if not target.is_file():
                raise RuntimeError("LibreOffice saved nothing")
            return target.read_bytes()

    def _steps(self, sheet: str, items: Items) -> list[str]:
        own = self.frame.own - 1
        steps = [f'  Grow(book, "{sheet}", {own}, {len(items) - 1})']
        for number, item in enumerate(items):
            for column, name in enumerate(FIELDS):
                cell = f'  book.Sheets.getByName("{sheet}").getCellByPosition({column}, {own + number})'
                value = item[name]
                text = f'String = "{value}"' if isinstance(value, str) else f"Value = {value}"
                steps.append(f"{cell}.{text}")
        return steps


def _office(profile: Path, argument: str) -> None:
    run(find_soffice(), "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", argument)


def _set_up(profile: Path, macro: str) -> None:
    """Put the macro into a profile; the first start made it, and would have put its own library over ours.

    Pasting over the second sample row is no mistake: the warning of it is switched off, as a person would say yes.
    """
    folder = profile / "user" / "basic" / "Standard"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Grow.xba").write_text(_MODULE % escape(macro), encoding="utf-8")
    (folder / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    settings = profile / "user" / "registrymodifications.xcu"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("</oor:items>", f"{_NO_WARNING}</oor:items>"), encoding="utf-8")
