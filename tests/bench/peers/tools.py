"""The tools that fill the same report and the same list, and how each is started."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.peers.home import npm_version
from tests.bench.peers.templates import DOCXTEMPLATER, JINJA, XLSX_TEMPLATE, Syntax
from tests.bench.timing import OURS


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, and how its templates are written; `package` is what npm has to have installed for it."""

    name: str
    syntax: Syntax
    package: str = ""

    def command(self, template: Path) -> list[str]:
        if self.package:
            return ["node", str(Path(__file__).with_name("peer.js")), self.name, str(template)]
        return [sys.executable, "-m", "tests.bench.peers.peer", self.name, str(template)]

    @property
    def missing(self) -> bool:
        return bool(self.package) and not (shutil.which("node") and npm_version(self.package))


@dataclass(frozen=True, slots=True)
class Kind:
    """What is filled, and by whom; ours comes first."""

    what: str
    is_word: bool
    tools: tuple[Tool, ...]


REPORT = Kind(
    "report in Word",
    True,
    (Tool(OURS, JINJA), Tool("docxtpl", JINJA), Tool("docxtemplater", DOCXTEMPLATER, "docxtemplater")),
)
LIST = Kind(
    "list in Excel",
    False,
    (
        *(Tool(OURS, JINJA), Tool("openpyxl", JINJA), Tool("xlsx-template", XLSX_TEMPLATE, "xlsx-template")),
        Tool("xlsx-template, deflated", XLSX_TEMPLATE, "xlsx-template"),
    ),
)
