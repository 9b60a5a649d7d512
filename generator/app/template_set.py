"""The templates of a run: the shipped ones, and a company's own in their places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from generator.diagnostics import Diagnostic
from generator.intake.data import read_file
from generator.intake.own_templates import NO_OWN_TEMPLATES, read_own_templates
from generator.intake.resources import template_paths
from generator.standard.process import Process


class TemplateSet(Struct, frozen=True):
    """Templates by the file names of the catalogue, and what messages call those that are a company's own.

    It holds all bytes, so that it can be sent to where the files are not.
    """

    contents: Mapping[str, bytes]
    called: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Return the file names of the templates there are."""
        return frozenset(self.contents)


def read_templates(folder: Path | None, process: Process) -> TemplateSet:
    """Return the shipped templates, with those of a folder in their places. Raises SurroundingsFailed."""
    own = read_own_templates(folder, process) if folder else NO_OWN_TEMPLATES
    contents = {name: read_file(path) for name, path in (template_paths() | dict(own.paths)).items()}
    return TemplateSet(contents, {name: str(path) for name, path in own.paths.items()}, own.diagnostics)
