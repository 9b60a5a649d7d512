"""The campaign file as rendered, in two copies: masked for everyone, whole for the restricted folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from generator.app.rendering import Made, Target
from generator.plan.carry import Generated
from generator.plan.pack import MASKED, WHOLE, Companion
from generator.render.masking import mask_text


def render_companions(text: str, companions: Iterable[Companion], target: Target) -> tuple[Made, ...]:
    """Return both copies. They never cause a version of their own: a comment in the file is no change."""
    texts = {MASKED: mask_text(text), WHOLE: text}
    return tuple(_copy(each.code, each.path, texts[each.code], target) for each in companions)


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
