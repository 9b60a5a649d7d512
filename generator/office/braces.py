"""Literal braces: written so that they open no tag, and read again as what they are."""

from __future__ import annotations

import re

_OPENING = re.compile(r"\{(?=[{%#])")
_HIDDEN_OPENING = re.compile(r"\{_(?=[{%#])")


def hide_braces(text: str) -> str:
    """Return literal text so that none of its braces opens a tag; docxtpl's own way of writing them."""
    return _OPENING.sub("{_", text)


def reveal_braces(text: str) -> str:
    """Undo `hide_braces`, and read what template authors wrote that way themselves."""
    return _HIDDEN_OPENING.sub("{", text).replace("}_}", "}}").replace("%_}", "%}")
