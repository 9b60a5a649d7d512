"""The campaign file as rendered, in two copies: masked for everyone, whole for the restricted folder."""

from __future__ import annotations

import hashlib

from generator.app.rendering import Made, Target
from generator.plan.carry import Generated
from generator.plan.pack import folder_path
from generator.render.masking import mask_text
from generator.standard.process import Process

MASKED, WHOLE = "campaign", "campaign-whole"
CATALOGUE_FOLDER, PERSONAL_FOLDER = "00", "06"


def render_companions(text: str, process: Process, target: Target) -> tuple[Made, ...]:
    """Return both copies. They never cause a version of their own: a comment in the file is no change."""
    catalogue = folder_path(process.folder(CATALOGUE_FOLDER))
    personal = folder_path(process.folder(PERSONAL_FOLDER))
    return (
        _copy(MASKED, f"{catalogue}/campaign.yaml", mask_text(text), target),
        _copy(WHOLE, f"{personal}/campaign_完整.yaml", text, target),
    )


def is_companion(code: str) -> bool:
    """Tell whether a code of the manifest is that of a copy of the campaign file."""
    return code in {MASKED, WHOLE}


def _copy(code: str, path: str, text: str, target: Target) -> Made:
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    old = target.latest.document(code) if target.latest else None
    changed = old is None or old.digest != digest
    version, as_of = (old.version, old.as_of) if old and not changed else (target.version, target.as_of)
    generated = Generated(code, code, path, version, as_of, digest, digest, len(content), changed)
    return Made(generated, content)
