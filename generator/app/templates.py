"""What a company does with templates: check them, look up the names they may use, take them out to change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.diagnostics import Diagnostic
from generator.errors import InvalidCampaign, InvalidTemplate, SurroundingsFailed
from generator.intake.data import read_file
from generator.intake.own_templates import deliverable_of, read_own_templates, stranger
from generator.intake.resources import read_process, template_paths
from generator.office.annotation import annotate
from generator.office.inspection import inspect
from generator.office.scanning import check_template
from generator.office.schema import Field
from generator.render.schema import document_schema
from generator.standard.process import Process
from generator.store.files import write_new_files


class LookedAt(Struct, frozen=True):
    """One template with all that was found in it; `content` is None where it could not be read.

    `refusal` says why the machine did not give it.
    """

    path: Path
    content: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    refusal: str = ""


class CheckedTemplates(Struct, frozen=True):
    """What a check looked at, and what the catalogue says to the names of the files."""

    looked: tuple[LookedAt, ...]
    named: tuple[Diagnostic, ...]

    @property
    def faulty(self) -> int:
        """Return in how many of the files something was found."""
        return sum(bool(one.diagnostics) for one in self.looked)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return all that is wrong, file by file."""
        return (*self.named, *(each for one in self.looked for each in one.diagnostics))

    @property
    def refusals(self) -> tuple[str, ...]:
        """Return why the machine did not give some of the files."""
        return tuple(one.refusal for one in self.looked if one.refusal)


def check_templates(files: Sequence[Path], folder: Path | None) -> CheckedTemplates:
    """Check these files, or those of a folder, or the shipped ones. Raises SurroundingsFailed for a held folder."""
    process = read_process()
    schema = process_schema(process)
    paths, named = _chosen(files, folder, process)
    return CheckedTemplates(tuple(_look(path, called, schema) for path, called in paths.items()), named)


def process_schema(process: Process) -> Field:
    """Return what the templates of a process may name."""
    return document_schema({d.code: d.name for d in process.deliverables})


def _chosen(
    files: Sequence[Path], folder: Path | None, process: Process
) -> tuple[Mapping[Path, str], tuple[Diagnostic, ...]]:
    """Return the files to check with what they are called in messages, and what the catalogue says to them."""
    if files:
        named = [path for path in files if _bears_a_code(path, process)]
        return {path: str(path) for path in files}, _strangers(named, process)
    if folder:
        own = read_own_templates(folder, process)
        return {path: str(path) for path in own.paths.values()}, own.diagnostics
    shipped = template_paths()
    return {path: name for name, path in shipped.items()}, _strangers(shipped.values(), process)


def _strangers(paths: Iterable[Path], process: Process) -> tuple[Diagnostic, ...]:
    return tuple(stranger(path, process) for path in paths if deliverable_of(path, process) is None)


def _bears_a_code(path: Path, process: Process) -> bool:
    """Tell whether a file means to be the template of a document: its name begins with the code."""
    return any(path.name.upper().startswith(f"{d.code}_") for d in process.deliverables)


def _look(path: Path, called: str, schema: Field) -> LookedAt:
    try:
        content = read_file(path)
    except InvalidCampaign as unreadable:
        return LookedAt(path, None, tuple(_told(each, path) for each in unreadable.diagnostics))
    except SurroundingsFailed as failure:
        return LookedAt(path, None, (), str(failure))
    found = (*check_template(content, called, schema).diagnostics, *inspect(content, called))
    return LookedAt(path, content, tuple(dict.fromkeys(found)))


def _told(diagnostic: Diagnostic, path: Path) -> Diagnostic:
    return (
        replace(diagnostic, remedy=f"检查整个文件夹请写 --templates {path}") if path.is_dir() else diagnostic
    )


def annotate_templates(checked: CheckedTemplates, folder: Path) -> tuple[Path, ...]:
    """Write a copy with notes of every template in which something was found; what is no Office file has none.

    Raises SurroundingsFailed, or FileExists with every copy that would lie over another file.
    """
    copies: dict[Path, bytes] = {}
    for one in checked.looked:
        if one.content is not None and one.diagnostics:
            with suppress(InvalidTemplate):
                copies[_free(folder / one.path.name, copies)] = annotate(one.content, one.diagnostics)
    write_new_files(copies)
    return tuple(copies)


def _free(path: Path, taken: Mapping[Path, bytes]) -> Path:
    """Return the path, numbered where two files of one name were checked."""
    numbered = (path, *(path.with_stem(f"{path.stem}({n})") for n in range(2, len(taken) + 2)))
    return next(each for each in numbered if each not in taken)


def export_templates(folder: Path) -> tuple[Path, ...]:
    """Copy the shipped templates into `folder`, Word and Excel apart; return what was written.

    Raises FileExists with every file that is there already; nothing is then written.
    """
    copies = {folder / path.parent.name / name: read_file(path) for name, path in template_paths().items()}
    write_new_files(copies)
    return tuple(copies)
