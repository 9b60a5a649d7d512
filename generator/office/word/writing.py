"""A value written into WordprocessingML, by the position of its tag.

Nothing that a value holds can become markup or a tag: it is escaped here and never read again. In text a line
break and a tab become Word's own; elsewhere they become blanks. Characters that XML cannot hold are left out.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from generator.office.guards import text_of
from generator.office.xml import escape

_SPECIAL = re.compile("[\x00-\x1f&<>\"'\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n|[\r\n\v\f]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


@pass_context
def write_text(_context: Any, value: Any) -> Markup:
    """Write a value inside `w:t`."""
    text = text_of(value)
    if not _SPECIAL.search(text):
        return Markup(text)  # noqa: S704 - nothing in it needs escaping
    escaped = escape(_BREAKS.sub("\n", text))
    return Markup(escaped.replace("\n", _BREAK).replace("\t", _TAB))  # noqa: S704 - escaped the line before


@pass_context
def write_plain(_context: Any, value: Any) -> Markup:
    """Write a value inside an attribute or an element that takes plain text only."""
    return Markup(escape(_one_line(text_of(value))))  # noqa: S704 - escaped here


@pass_context
def write_field(_context: Any, value: Any) -> Markup:
    """Write a value inside a field's code, where quotes would end the argument they stand in."""
    text = _one_line(text_of(value)).replace("\\", "\\\\").replace('"', '\\"')
    return Markup(escape(text))  # noqa: S704 - escaped here


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).replace("\t", " ")


WRITERS = {"text": write_text, "plain": write_plain, "field": write_field}
