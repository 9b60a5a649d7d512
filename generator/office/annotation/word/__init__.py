"""Comments at the faults of a Word template."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostic
from generator.office.annotation.word.anchors import Anchors
from generator.office.annotation.word.comments import Comments
from generator.office.annotation.wording import lines_of
from generator.office.parts import Parts


def comment_on_faults(parts: Parts, main: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Put a comment at each fault of the document `main`. Raises InvalidTemplate."""
    anchors = Anchors.of(parts, main)
    comments = Comments.of(parts, main)
    for diagnostic in diagnostics:
        paragraph, exact = anchors.find(diagnostic)
        comments.add(paragraph, lines_of(diagnostic, with_spot=not exact))
