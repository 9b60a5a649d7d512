"""docxtpl 0.20.2, the library whose templates we fill: the same template with the same plain data, escaping on."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docxtpl


def by_docxtpl(template: bytes, values: Mapping[str, object], *, autoescape: bool = True) -> bytes:
    """Return the template filled by docxtpl."""
    stream = io.BytesIO()
    document = docxtpl.DocxTemplate(io.BytesIO(template))
    document.render(dict(values), autoescape=autoescape)
    document.save(stream)
    return stream.getvalue()
