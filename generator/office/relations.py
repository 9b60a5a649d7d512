"""How the parts of a package are bound together: content types and relationships."""

from __future__ import annotations

import functools
import posixpath

from lxml import etree
from msgspec import Struct

from generator.diagnostics import Place
from generator.office.faults import refuse
from generator.office.package import CONTENT_TYPES, Package
from generator.office.xml import Element

ROOT_RELATIONS = "_rels/.rels"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/"


class Relation(Struct, frozen=True):
    """One arrow from a part (or the package) to another; `kind` is the last word of its type."""

    id: str
    kind: str
    target: str
    external: bool


@functools.lru_cache(maxsize=1024)
def relations_part(part: str) -> str:
    """Return the name of the part that holds the relationships of `part` ("" is the package)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relations(package: Package, part: str = "") -> tuple[Relation, ...]:
    """Return the relationships of `part`, targets as part names; they are read once for all documents of a template."""
    found = package.related.get(part)
    if found is None:
        holder = relations_part(part)
        found = relations_in(package.read_xml(holder), part) if holder in package else ()
        package.related[part] = found
    return found


def read_all_relations(package: Package) -> None:
    """Read the relationships of all parts. Raises InvalidTemplate."""
    for holder in package.members:
        if holder.endswith(".rels"):
            read_relations(package, part_of(holder))


def relations_in(root: Element, part: str) -> tuple[Relation, ...]:
    """Return the relationships of `part`, whose relationships part has this root."""
    folder = posixpath.dirname(part)
    found: list[Relation] = []
    for element in root.iter(f"{_RELATIONS}Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = _part_named(folder, target)
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        found.append(Relation(element.get("Id", ""), kind, target, external))
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def _part_named(folder: str, target: str) -> str:
    """Return the part that a relationship of a part in `folder` leads to."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def part_of(holder: str) -> str:
    """Return the part whose relationships are in `holder`."""
    folder, name = posixpath.split(holder)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def namers_in(package: Package, target: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of a template that have a relationship to `target`, each behind what holds it."""
    holders = ((holder, part_of(holder)) for holder in package.members if holder.endswith(".rels"))
    return tuple(
        (holder, part)
        for holder, part in holders
        if any(relation.target == target for relation in read_relations(package, part))
    )


def main_part(package: Package) -> str:
    """Return the name of the document or workbook part. Raises InvalidTemplate."""
    holder = relations_part("")
    if holder not in package:
        raise refuse("T-001", Place(file=package.file))
    if _STRICT.encode() in package.read(holder):
        raise refuse("T-010", Place(file=package.file))
    for relation in read_relations(package):
        if relation.kind == "officeDocument" and not relation.external:
            return relation.target
    raise refuse("T-001", Place(file=package.file))


def content_type(package: Package, part: str) -> str:
    """Return the content type of `part`, "" if the package names none."""
    root = package.read_xml(CONTENT_TYPES)
    for element in root.iter(f"{_TYPES}Override"):
        if element.get("PartName", "").lower() == f"/{part}".lower():
            return element.get("ContentType", "")
    extension = part.rsplit(".", 1)[-1].lower()
    for element in root.iter(f"{_TYPES}Default"):
        if element.get("Extension", "").lower() == extension:
            return element.get("ContentType", "")
    return ""


def with_content_type(types: bytes, part: str, kind: str) -> bytes:
    """Return the list of content types with one for `part` added."""
    root = etree.fromstring(types)
    etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{part}", ContentType=kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def with_relation(relations: bytes, kind: str, target: str) -> bytes:
    """Return the relationships with one of type `kind` to `target` added, under the first free id."""
    root = etree.fromstring(relations)
    taken = {element.get("Id") for element in root}
    number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    etree.SubElement(root, f"{_RELATIONS}Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
