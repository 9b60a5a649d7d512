"""What a build looks at, and what it comes to: plain values between looking, deciding and telling."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.app.loading import Loaded
from generator.app.outcome import BuildRequest
from generator.app.rendering import Made, Renderer, Target
from generator.app.template_set import TemplateSet
from generator.plan.carry import Contents
from generator.plan.manifest import DocumentRecord, Manifest
from generator.plan.pack import PackPlan
from generator.plan.present import Present
from generator.standard.process import Process
from generator.store.packs import Pack


class Situation(Struct, frozen=True):
    """All that is read before anything is decided."""

    request: BuildRequest
    process: Process
    loaded: Loaded
    templates: TemplateSet
    renderer: Renderer
    plan: PackPlan
    output: Path
    among: tuple[Path, ...] | None
    root: Path
    pack: Pack | None
    present: Present
    deleted: tuple[DocumentRecord, ...]
    restores: bool

    @property
    def latest(self) -> Manifest | None:
        """Return what the newest version holds, None before the first."""
        return self.pack.latest.manifest if self.pack else None


class Decision(Struct, frozen=True):
    """What the build comes to."""

    target: Target
    made: tuple[Made, ...]
    contents: Contents
    changed: bool
