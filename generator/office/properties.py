"""`docProps/core.xml`: what an Office file says about itself.

Written anew from what the caller knows, never from the clock, so that the same document has the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from generator.errors import InvalidInput
from generator.office.package import CONTENT_TYPES, Package, read_package
from generator.office.relations import (
    ROOT_RELATIONS,
    content_type,
    read_relations,
    with_content_type,
    with_relation,
)
from generator.office.xml import escape

_CORE_PART = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_EDITING_TIME = re.compile(rb"<TotalTime>\d*</TotalTime>")
_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:dcmitype="http://purl.org/dc/dcmitype/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


class Properties(Struct, frozen=True):
    """What stands in a document's properties. `modified` is `created` unless given."""

    title: str = ""
    subject: str = ""
    creator: str = ""
    created: dt.datetime | None = None
    modified: dt.datetime | None = None
    category: str = ""
    keywords: str = ""
    description: str = ""


def property_changes(package: Package, properties: Properties) -> dict[str, bytes]:
    """Return the parts of `package` that change so that it carries `properties`.

    The rest of what the template says about itself stays, but for the minutes someone spent editing it.
    """
    parts = {
        relation.kind: relation.target for relation in read_relations(package) if relation.target in package
    }
    changes: dict[str, bytes] = {}
    if application := parts.get("extended-properties"):
        content = package.read(application)
        quiet = _EDITING_TIME.sub(b"<TotalTime>0</TotalTime>", content)
        changes = {application: quiet} if quiet != content else {}
    if core := parts.get("core-properties"):
        return changes | {core: write_core_properties(properties)}
    return changes | _new_core_part(package, properties)


def _new_core_part(package: Package, properties: Properties) -> dict[str, bytes]:
    changes = {
        _CORE_PART: write_core_properties(properties),
        ROOT_RELATIONS: with_relation(package.read(ROOT_RELATIONS), _CORE_RELATION, _CORE_PART),
    }
    if content_type(package, _CORE_PART) != _CORE_TYPE:
        types = with_content_type(package.read(CONTENT_TYPES), _CORE_PART, _CORE_TYPE)
        changes[CONTENT_TYPES] = types
    return changes


def read_keywords(data: bytes, file: str) -> str:
    """Return the keywords in a file's properties, "" where it has none or is no Office file."""
    try:
        package = read_package(data, file)
        parts = (r.target for r in read_relations(package) if r.kind == "core-properties")
        return next((package.read_xml(p).findtext(_KEYWORDS) or "" for p in parts if p in package), "")
    except InvalidInput:
        return ""


def read_program(data: bytes, file: str) -> str:
    """Return the program that a file says has written it, "" where it says none or is no Office file."""
    try:
        package = read_package(data, file)
        parts = (r.target for r in read_relations(package) if r.kind == "extended-properties")
        roots = [package.read_xml(part) for part in parts if part in package]
    except InvalidInput:
        return ""
    said = (root.findtext(f"{_EXTENDED}{name}") for root in roots for name in ("Application", "AppVersion"))
    return " ".join(text for text in said if text)


def write_core_properties(properties: Properties) -> bytes:
    """Return `docProps/core.xml` for these properties; what is empty is left out."""
    modified = properties.modified or properties.created
    elements = (
        _text("dc:title", properties.title),
        _text("dc:subject", properties.subject),
        _text("dc:creator", properties.creator),
        _text("cp:keywords", properties.keywords),
        _text("dc:description", properties.description),
        _text("cp:lastModifiedBy", properties.creator),
        _moment("dcterms:created", properties.created),
        _moment("dcterms:modified", modified),
        _text("cp:category", properties.category),
    )
    content = "".join(elements)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<cp:coreProperties {_NAMESPACES}>{content}</cp:coreProperties>".encode()


def _text(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _moment(name: str, moment: dt.datetime | None) -> str:
    """A moment without a time zone is printed as it stands: files name the local day that people mean."""
    if moment is None:
        return ""
    stamp = moment.astimezone(dt.UTC) if moment.tzinfo else moment
    return f'<{name} xsi:type="dcterms:W3CDTF">{stamp:%Y-%m-%dT%H:%M:%SZ}</{name}>'
