"""The files of an archive-to-be: each with where its content comes from, looked into, and made to stand still."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from generator.app.filed import Filed, Look, superseded
from generator.app.libreoffice import convert, find_office
from generator.app.rendering import OnEvent
from generator.archive.fixity import MANIFEST
from generator.archive.holdings import HANDOVER, REGISTER, Holding, Layout, Pile, Role, hold, with_prints
from generator.archive.metadata import METADATA
from generator.archive.publish import Source
from generator.errors import InvalidInput, SurroundingsFailed
from generator.intake.files import read_file
from generator.office.excel.freezing import freeze_day
from generator.office.hazards import OFFICE, PICTURES, Hazard, examine
from generator.office.properties import read_keywords, read_program
from generator.store.files import write_new_file

PDF_OPTION = "--pdf"
_PDF_A = 'pdf:{}_pdf_Export:{{"SelectPdfVersion":{{"type":"long","value":"2"}}}}'
"""PDF/A-2b (ISO 19005-2), as LibreOffice's export filter calls it."""
_WRITERS = {".docx": "writer", ".xlsx": "calc"}
REPORT, NOTICE = "检测报告.xlsx", "归档说明.txt"
RECORDS = (REPORT, NOTICE, METADATA, MANIFEST)
"""The records that an archive makes beside the register and the hand-over form, in the folder of the catalogue."""
_LARGEST_LOOK = 300 * 2**20
_LOOKED_INTO = OFFICE | PICTURES | {".pdf"}


class Prepared(Struct):
    """What goes into an archive but its records; all but `holdings` is by path there.

    `hazards` are faults that were found in files, `pages` how many they have, `numbers` and `programs` what documents
    say of themselves, `frozen` the cells in which the day stands still, `edited` the documents that people changed.
    """

    holdings: tuple[Holding, ...]
    sources: dict[str, Source]
    hazards: dict[str, Sequence[Hazard]] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    programs: dict[str, str] = field(default_factory=dict)
    frozen: dict[str, Sequence[str]] = field(default_factory=dict)
    edited: tuple[str, ...] = ()


def prepare(filed: Filed, seen: Look, on_event: OnEvent) -> Prepared:
    """Look into every file of the latest version, without changing any. Raises SurroundingsFailed."""
    layout = Layout(filed.process)
    reserved = [f"{layout.catalogue}/{name}" for name in RECORDS]
    holdings = hold(_pile(filed, seen), superseded(filed), layout, reserved)
    sources = {h.path: Source(h.size, filed.pack.root / h.source) for h in holdings}
    prepared = Prepared(holdings, sources)
    edited = {d.code: filed.is_edited(d) for d in filed.lying.values()}
    prepared.edited = tuple(h.name for h in holdings if h.role is Role.DOCUMENT and edited.get(h.code))
    for done, holding in enumerate(holdings):
        on_event(done, len(holdings), holding.name)
        _look_into(prepared, holding, filed.pack.root / holding.source)
    on_event(len(holdings), len(holdings), "")
    return prepared


def _pile(filed: Filed, seen: Look) -> Pile:
    """Return what lies there; a register that only the program wrote is left to the one that will be made."""
    lying = filed.lying
    own = {d.path for code, d in lying.items() if code in (REGISTER, HANDOVER) and not filed.is_edited(d)}
    return Pile(
        version=filed.latest.folder.name,
        files=[file for file in filed.survey.files if file.path not in own],
        codes={document.path: code for code, document in lying.items()},
        versions={code: str(document.signed or document.version) for code, document in lying.items()},
        documents=seen.plan.catalogue,
    )


def _look_into(prepared: Prepared, holding: Holding, file: Path) -> None:
    ending = file.suffix.lower()
    if ending not in _LOOKED_INTO or holding.size > _LARGEST_LOOK:
        if not holding.size:
            prepared.hazards[holding.path] = examine(b"", holding.name).hazards
        return
    data = read_file(file)
    found = examine(data, holding.name)
    if found.hazards:
        prepared.hazards[holding.path] = found.hazards
    if found.pages is not None:
        prepared.pages[holding.path] = found.pages
    if ending in OFFICE:
        prepared.programs[holding.path] = read_program(data, holding.name)
    if holding.role is Role.DOCUMENT:
        prepared.numbers[holding.path] = read_keywords(data, holding.name)
        if ending == ".xlsx":
            _freeze(prepared, holding, data)


def _freeze(prepared: Prepared, holding: Holding, data: bytes) -> None:
    try:
        frozen = freeze_day(data, holding.name)
    except InvalidInput:
        return  # told as a file that cannot be opened
    if frozen.cells:
        prepared.sources[holding.path] = Source(len(frozen.content), content=frozen.content)
        prepared.frozen[holding.path] = frozen.cells


def add_prints(prepared: Prepared) -> None:
    """Add a PDF/A copy of every document. Raises SurroundingsFailed when LibreOffice makes none."""
    documents = [h for h in prepared.holdings if h.role is Role.DOCUMENT]
    prints = _printed({h.path: prepared.sources[h.path] for h in documents})
    prepared.holdings = with_prints(
        prepared.holdings, {path: len(content) for path, content in prints.items()}
    )
    contents = {(h.code, h.version): prints[h.path] for h in documents}
    for holding in prepared.holdings:
        if holding.role is Role.PRINT:
            content = contents[holding.code, holding.version]
            prepared.sources[holding.path] = Source(len(content), content=content)
            pages = examine(content, holding.name).pages
            document = next(h for h in documents if h.code == holding.code)
            if pages is not None:
                prepared.pages |= {holding.path: pages, document.path: pages}


def _printed(documents: Mapping[str, Source]) -> dict[str, bytes]:
    office = find_office(PDF_OPTION)
    with tempfile.TemporaryDirectory(prefix="campaign-pack-", ignore_cleanup_errors=True) as home:
        folder = Path(home)
        copies = {path: folder / f"{n}{Path(path).suffix.lower()}" for n, path in enumerate(documents)}
        for path, copy in copies.items():
            source = documents[path]
            write_new_file(copy, read_file(source.file) if source.file else source.content or b"")
        for ending, writer in _WRITERS.items():
            own = [copy for copy in copies.values() if copy.suffix == ending]
            if own:
                convert(own, folder, _PDF_A.format(writer), office, PDF_OPTION)
        return {path: _read_print(copy.with_suffix(".pdf"), path) for path, copy in copies.items()}


def _read_print(pdf: Path, path: str) -> bytes:
    if not pdf.exists():
        raise SurroundingsFailed(f"LibreOffice 没有为 {path} 生成 PDF;打开文件看是否完好,或去掉 {PDF_OPTION}")
    return read_file(pdf)
