"""A value written into WordprocessingML, by the position of its tag.

Nothing that a value holds can become markup or a tag: it is escaped here and never read again. In text a line
break and a tab become Word's own; elsewhere they become blanks. Characters that XML cannot hold are left out.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup

from generator.office.blank import Blank
from generator.office.effort import count_kept
from generator.office.guards import text_of
from generator.office.running import keep
from generator.office.unknown import Unknown
from generator.office.xml import escape

_SPECIAL = re.compile("[\x00-\x1f&<>\"'\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n|[\r\n\v\f]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
NO_ADDRESS = "\ue003"
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


@pass_context
def write_text(_context: Any, value: Any) -> str:
    """Write a value inside `w:t`."""
    text = value if type(value) is str else text_of(value)
    return _broken(text) if _SPECIAL.search(text) else text


def text_runs(text: str) -> str:
    """Return a text as the content of a run: `w:t`, with Word's own line breaks and tabs between."""
    return f'<w:t xml:space="preserve">{_broken(text)}</w:t>'


def _broken(text: str) -> str:
    escaped = escape(_BREAKS.sub("\n", text))
    return escaped.replace("\n", _BREAK).replace("\t", _TAB)


@pass_context
def write_plain(_context: Any, value: Any) -> Markup:
    """Write a value inside an attribute or an element that takes plain text only."""
    return Markup(escape(_one_line(text_of(value))))  # noqa: S704 - escaped here


@pass_context
def write_field(_context: Any, value: Any) -> Markup:
    """Write a value inside a field's code, where quotes would end the argument they stand in."""
    text = _one_line(text_of(value)).replace("\\", "\\\\").replace('"', '\\"')
    return Markup(escape(text))  # noqa: S704 - escaped here


@pass_context
def write_address(_context: Any, value: Any) -> Markup:
    """Write a value inside the address of a link; one that is unknown marks the address as none."""
    if value is None or isinstance(value, Blank):
        return Markup(NO_ADDRESS)  # noqa: S704 - a private character
    return Markup(escape(_one_line(text_of(value))))  # noqa: S704 - escaped here


@pass_context
def write_kept(_context: Any, value: Any) -> Markup:
    """Write the number under which the run keeps a value that is no text: a picture, a chart, prose."""
    if isinstance(value, Unknown):
        value.note()
        return Markup()
    count_kept(value)
    return Markup(str(keep(value)))  # noqa: S704 - a number


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).replace("\t", " ")


WRITERS = {
    "text": write_text,
    "plain": write_plain,
    "field": write_field,
    "address": write_address,
    "kept": write_kept,
}
