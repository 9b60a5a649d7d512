"""A compiled template as bytes, so that a later process need not compile it again.

The bytes hold code (what Jinja made of the template) beside data. They are what Python's own `__pycache__` is: to be
thawed only when they come from where nobody else can write (`store.compiled` sees to that), and only by the engine and
the Python that froze them. The digest in front tells a damaged file from a whole one, not a forged one.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import pickle
from collections.abc import Callable
from types import CodeType
from typing import Any, cast

from lxml import etree

from generator.errors import InvalidTemplate
from generator.office.excel.moving.formulas import remember_formulas
from generator.office.excel.template import XlsxTemplate, excel_language
from generator.office.language import Language
from generator.office.property_tags import property_language
from generator.office.relations import read_all_relations
from generator.office.templates import Template
from generator.office.word.part import word_language
from generator.office.word.template import WordTemplate
from generator.office.xml import Element

_MAGIC = b"campaign-pack template 1\n"
_DIGEST = hashlib.sha256().digest_size
_LANGUAGES: dict[str, Callable[[], Language]] = {
    "word": word_language,
    "excel": excel_language,
    "property": property_language,
}
_OURS = ("generator.office.", "generator.diagnostics")
_OTHERS = {("re", "_compile")}


class _Freezer(pickle.Pickler):
    """Writes what pickle does not know: elements as XML, code by `marshal`, languages by their names."""

    def persistent_id(self, value: Any) -> str | None:
        if not isinstance(value, Language):
            return None
        return next(name for name, language in _LANGUAGES.items() if language() is value)

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, CodeType):
            return thawed_code, (marshal.dumps(value),)
        if isinstance(value, etree._Element):  # noqa: SLF001 - lxml gives its element type no public name
            if value.getparent() is not None:
                raise pickle.PicklingError("an element within a tree would lose its tree")
            return thawed_element, (etree.tostring(value, encoding="UTF-8"),)
        return NotImplemented


class _Thawer(pickle.Unpickler):
    """Knows the classes and functions of the engines, and nothing else."""

    def persistent_load(self, pid: Any) -> Language:
        return _LANGUAGES[pid]()

    def find_class(self, module_name: str, global_name: str) -> Any:
        if not module_name.startswith(_OURS) and (module_name, global_name) not in _OTHERS:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is nothing of a template's")
        return super().find_class(module_name, global_name)


def thawed_code(data: bytes) -> CodeType:
    """Return frozen code."""
    return cast("CodeType", marshal.loads(data))  # noqa: S302 - see above


def thawed_element(data: bytes) -> Element:
    """Return a frozen element, with nothing that XML may lead to."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def freeze(template: Template) -> bytes | None:
    """Return a compiled template as bytes; None for one that cannot be frozen."""
    stream = io.BytesIO()
    try:
        _look_at_parts(template)
        _Freezer(stream, protocol=5).dump(template)
    except (InvalidTemplate, pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError):
        return None
    content = stream.getvalue()
    return _MAGIC + hashlib.sha256(content).digest() + content


def _look_at_parts(template: Template) -> None:
    """Make the digests of a template's parts, and read how they are related, so that a later process need not.

    Raises InvalidTemplate.
    """
    if isinstance(template, WordTemplate | XlsxTemplate):
        package = template.package if isinstance(template, WordTemplate) else template.book.package
        for part in package.members:
            package.sha256(part)
        read_all_relations(package)


def thaw(data: bytes) -> Template | None:
    """Return a frozen template; None for bytes that are none, or are damaged."""
    start = len(_MAGIC) + _DIGEST
    content = data[start:]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : start] != hashlib.sha256(content).digest():
        return None
    try:
        found = _Thawer(io.BytesIO(content)).load()
    except Exception:  # whatever is wrong with it, compiling anew is right
        return None
    if isinstance(found, XlsxTemplate):
        remember_formulas(found.book.formulas)
    return found if isinstance(found, WordTemplate | XlsxTemplate) else None
