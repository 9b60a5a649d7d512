"""A planned document and its values → bytes, with what identifies them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from msgspec import Struct

from generator.campaign import Campaign
from generator.diagnostics import Diagnostic, Severity
from generator.office.pictures import PictureSource, no_pictures
from generator.office.properties import Properties
from generator.office.templates import Template
from generator.plan.pack import PlannedFile
from generator.render.gaps import open_fields


class Rendering(Struct, frozen=True):
    """A rendered document: its bytes, and the digest of its content (`office.package.content_digest`).

    `open_fields` are the labels of the campaign file's fields that it prints and that are unset; `findings` are
    warnings about what it came to.
    """

    content: bytes
    digest: str
    sha256: str
    open_fields: tuple[str, ...]
    findings: tuple[Diagnostic, ...] = ()


def render_document(
    planned: PlannedFile,
    template: Template,
    values: Mapping[str, object],
    campaign: Campaign,
    as_of: dt.date,
    pictures: PictureSource = no_pictures,
) -> Rendering:
    """Return the document that `template` makes of `values`; TODAY() and NOW() give `as_of`.

    `pictures` gives the pictures that values name.
    Raises InvalidTemplate with everything that is wrong in the template.
    """
    properties = _properties(planned, campaign)
    found: list[Diagnostic] = []
    filled = template.fill(
        values, now=_midnight(as_of), properties=properties, tell=found.append, pictures=pictures
    )
    sha256 = hashlib.sha256(filled.content).hexdigest()
    warnings = tuple(each for each in found if each.severity is Severity.WARNING)
    return Rendering(filled.content, filled.digest, sha256, open_fields(values, template.names), warnings)


def _properties(planned: PlannedFile, campaign: Campaign) -> Properties:
    """The dates are the campaign file's, so that the same file gives the same document on any day."""
    control = campaign.documents.get(planned.code)
    day = (control and control.date) or campaign.doc.date
    return Properties(
        title=planned.deliverable.name,
        subject=f"{campaign.campaign.id} {campaign.campaign.name}",
        creator=campaign.company.name,
        keywords=planned.number,
        created=_midnight(day),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())
