"""Render the planned documents, each as it was last generated first: did it change?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.app.compiled import compiled
from generator.app.template_set import TemplateSet, read_templates
from generator.campaign import Campaign
from generator.derive.actions import with_review_actions
from generator.derive.figures import Figures, derive_figures
from generator.derive.numbers import document_numbers
from generator.diagnostics import Diagnostic
from generator.errors import InvalidTemplate
from generator.office.pictures import PictureSource, no_pictures
from generator.office.templates import Template
from generator.office.word.fields.page_numbers import awaited_pages
from generator.plan.carry import Generated
from generator.plan.manifest import DocumentRecord, Manifest
from generator.plan.pack import PackPlan, PlannedFile
from generator.plan.register import Archived
from generator.plan.version import Version
from generator.render.document import Rendering, render_document
from generator.render.tree import Node
from generator.render.views import PackView, campaign_view
from generator.standard.process import Process

OnEvent = Callable[[int, int, str], None]


class Made(Struct, frozen=True):
    """One file as this build made it; `open_fields` are the labels of what is still unset in it.

    `findings` are warnings about what it came to.
    """

    generated: Generated
    content: bytes
    open_fields: tuple[str, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether its content differs from the last generation."""
        return self.generated.changed


class Target(Struct, frozen=True):
    """What a build aims at: what stands, and the version and day of whatever is new.

    `unnumbered` are documents that are made anew when they only lack page numbers.
    """

    latest: Manifest | None
    version: Version
    as_of: dt.date
    unnumbered: frozenset[str] = frozenset()

    def holds(self, rendering: Rendering, old: DocumentRecord) -> bool:
        """Tell whether a document is as it was; the same bytes are the same, however its digest was made then."""
        lying = self.latest.digests().get(old.path) if self.latest else None
        return rendering.digest == old.digest or rendering.sha256 == lying

    def lacks_pages(self, planned: PlannedFile, content: bytes) -> bool:
        """Tell whether a document as last generated asks for page numbers that it is to have."""
        return planned.code in self.unnumbered and bool(awaited_pages(content, planned.deliverable.name))


class Renderer:
    """Renders one campaign's documents; figures and compiled templates are kept for the next document.

    `templates` are the shipped ones where nothing else is said; `pictures` gives the pictures that the campaign names.
    """

    def __init__(
        self,
        campaign: Campaign,
        process: Process,
        templates: TemplateSet | None = None,
        pictures: PictureSource = no_pictures,
    ) -> None:
        self.campaign = with_review_actions(campaign)
        self.numbers = document_numbers(campaign, process)
        self._process = process
        self._pictures = pictures
        self._set = templates or read_templates(None, process)
        self._templates: dict[str, Template] = {}
        self._days: dict[dt.date, tuple[Figures, Node]] = {}
        self._views: dict[dt.date, PackView] = {}

    @property
    def template_names(self) -> frozenset[str]:
        """Return the file names of the templates there are."""
        return self._set.names

    def figures(self, as_of: dt.date) -> Figures:
        """Return the campaign's figures on a day."""
        return self.day(as_of)[0]

    def make(self, plan: PackPlan, target: Target, on_event: OnEvent) -> tuple[Made, ...]:
        """Return every planned document: as last generated where that still holds, else anew.

        Raises InvalidTemplate with everything that is wrong in any template.
        """
        latest = target.latest
        versions = {d.code: d.signed or d.version for d in latest.documents} if latest else {}
        made: dict[str, Made] = {}
        problems: list[Diagnostic] = []
        for done, planned in enumerate(plan.in_order_of_citation()):
            on_event(done, len(plan.files), planned.deliverable.name)
            try:
                made[planned.code] = self._make_one(plan, planned, target, versions)
            except InvalidTemplate as invalid:
                problems += invalid.diagnostics
                continue
            versions[planned.code] = _cited(planned, target, made[planned.code])
        on_event(len(plan.files), len(plan.files), "")
        if problems:
            raise InvalidTemplate(tuple(problems))
        return tuple(made[planned.code] for planned in plan.files)

    def render_archived(
        self,
        plan: PackPlan,
        planned: PlannedFile,
        as_of: dt.date,
        versions: Mapping[str, Version],
        archived: Archived,
    ) -> bytes:
        """Return a document of the archive itself, made of what lies there. Raises InvalidTemplate."""
        values = self._view(plan, as_of).document(planned, versions, archived)
        template = self._template(planned.deliverable.template)
        return render_document(planned, template, values, self.campaign, as_of, self._pictures).content

    def _make_one(
        self, plan: PackPlan, planned: PlannedFile, target: Target, versions: Mapping[str, Version]
    ) -> Made:
        old = target.latest.document(planned.code) if target.latest else None
        if old is not None:
            rendering = self._render(plan, planned, old.as_of, {**versions, planned.code: old.version})
            if target.holds(rendering, old) and not target.lacks_pages(planned, rendering.content):
                return _made(planned, rendering, old.version, old.as_of, changed=False)
        rendering = self._render(plan, planned, target.as_of, {**versions, planned.code: target.version})
        return _made(planned, rendering, target.version, target.as_of, changed=True)

    def _render(
        self, plan: PackPlan, planned: PlannedFile, as_of: dt.date, versions: Mapping[str, Version]
    ) -> Rendering:
        values = self._view(plan, as_of).document(planned, versions)
        template = self._template(planned.deliverable.template)
        return render_document(planned, template, values, self.campaign, as_of, self._pictures)

    def day(self, as_of: dt.date) -> tuple[Figures, Node]:
        """Return the figures on a day, and what every template sees of them."""
        if as_of not in self._days:
            figures = derive_figures(self.campaign, self._process, as_of=as_of)
            self._days[as_of] = figures, campaign_view(self.campaign, figures)
        return self._days[as_of]

    def _view(self, plan: PackPlan, as_of: dt.date) -> PackView:
        """Return what the templates of a pack see on a day."""
        view = self._views.get(as_of)
        if view is None or view.plan is not plan:
            figures, common = self.day(as_of)
            view = self._views[as_of] = PackView(common, self.campaign, plan, figures)
        return view

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            called = self._set.called.get(name, name)
            self._templates[name] = compiled(self._set.contents[name], called)
        return self._templates[name]


def _cited(planned: PlannedFile, target: Target, made: Made) -> Version:
    """Return the version that others cite: of a signed document the signed one, whatever waits beside it."""
    old = target.latest.document(planned.code) if target.latest else None
    return old.signed if old and old.signed and planned.final else made.generated.version


def _made(
    planned: PlannedFile, rendering: Rendering, version: Version, as_of: dt.date, *, changed: bool
) -> Made:
    generated = Generated(
        code=planned.code,
        number=planned.number,
        path=planned.path(version),
        version=version,
        as_of=as_of,
        digest=rendering.digest,
        sha256=rendering.sha256,
        size=len(rendering.content),
        changed=changed,
        final=planned.final,
    )
    return Made(generated, rendering.content, rendering.open_fields, rendering.findings)
