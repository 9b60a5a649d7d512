"""The parts of a file being written: those of its template, and what became different, new or superfluous."""

from __future__ import annotations

import copy
import functools
import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from generator.office.package import CONTENT_TYPES, Filled, Member, Package, fill_package, write_package
from generator.office.relations import (
    Relation,
    namers_in,
    part_of,
    read_relations,
    relations_in,
    relations_part,
)
from generator.office.xml import Element, read_xml, write_xml

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode()
_SMALL = 20_000  # bytes
_NUMBER = re.compile(r"\d*(\.[^./]+)$")


class Parts:
    """Reads, changes, adds and drops parts; `package` itself never changes."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._changes: dict[str, bytes | Member | None] = {}
        self._roots: dict[str, Element] = {}

    def __contains__(self, part: str) -> bool:
        held = self._changes.get(part)
        return part in self._roots or (held is not None if part in self._changes else part in self.package)

    def read(self, part: str) -> bytes:
        """Return a part as it is now. Raises InvalidTemplate where there is none."""
        if part in self._roots:
            return write_xml(self._roots[part])
        held = self._changes.get(part)
        if isinstance(held, Member):
            return held.content()
        return held if held is not None else self.package.read(part)

    def member(self, part: str) -> Member:
        """Return a part as it is now, packed where it is packed already."""
        held = self._changes.get(part, self.package.members.get(part))
        if part not in self._roots and isinstance(held, Member):
            return held
        return Member.stored(self.read(part))

    def xml(self, part: str) -> Element:
        """Return the root of a part; what is changed in it is changed in the file."""
        if part not in self._roots:
            kept = self._kept(part)
            self._roots[part] = self._read(part) if kept is None else copy.deepcopy(kept)
        return self._roots[part]

    def seen(self, part: str) -> Element:
        """Return the root of a part that is only looked at, never changed."""
        if part in self._roots:
            return self._roots[part]
        kept = self._kept(part)
        return self._read(part) if kept is None else kept

    def _kept(self, part: str) -> Element | None:
        """Return the root of a small part that is as in the template, read once for all its documents."""
        member = None if part in self._changes else self.package.members.get(part)
        return _as_read(member, part, self.package.file) if member and member.size < _SMALL else None

    def _read(self, part: str) -> Element:
        return read_xml(self.read(part), part, self.package.file)

    def put(self, part: str, content: bytes | Member) -> None:
        """Replace or add a part."""
        self._roots.pop(part, None)
        self._changes[part] = content

    def put_all(self, changes: dict[str, bytes]) -> None:
        for part, content in changes.items():
            self.put(part, content)

    def add(self, like: str, content: bytes) -> str:
        """Add a part of the same kind as `like`, under the first free name that resembles it."""
        stem, ending = _NUMBER.sub("", like), like.rpartition(".")[2]
        number = 2
        while f"{stem}{number}.{ending}" in self or f"{stem}{number}.{ending}" in self.package:
            number += 1
        name = f"{stem}{number}.{ending}"
        self.put(name, content)
        for element in list(self.xml(CONTENT_TYPES).iter(f"{_TYPES}Override")):
            if element.get("PartName", "").lower() == f"/{like}".lower():
                twin = copy.copy(element)
                twin.set("PartName", f"/{name}")
                element.addnext(twin)
        return name

    def declare(self, part: str, kind: str) -> None:
        """Name the content type of a new part."""
        etree.SubElement(self.xml(CONTENT_TYPES), f"{_TYPES}Override", PartName=f"/{part}", ContentType=kind)

    def declare_ending(self, ending: str, kind: str) -> None:
        """Name the content type of all parts with this ending, unless the file names one already."""
        types = self.xml(CONTENT_TYPES)
        known = {element.get("Extension", "").lower() for element in types.iter(f"{_TYPES}Default")}
        if ending not in known:
            made = etree.Element(f"{_TYPES}Default", Extension=ending, ContentType=kind)
            types.insert(0, made)

    def drop(self, part: str) -> None:
        """Leave out a part with its relationships, its type, and the parts that only it needs."""
        needed = [relation.target for relation in self.relations(part) if not relation.external]
        self._forget(part)
        for target in needed:
            if target in self and not self._is_named(target):
                self.drop(target)

    def _forget(self, part: str) -> None:
        for name in (part, relations_part(part)):
            self._roots.pop(name, None)
            self._changes[name] = None
        named = f"/{part}".lower()
        for element in list(self.xml(CONTENT_TYPES).iter(f"{_TYPES}Override")):
            if element.get("PartName", "").lower() == named:
                _remove(element)

    def _is_named(self, target: str) -> bool:
        """Tell whether any part has a relationship to `target`."""
        return any(True for _ in self._namers(target))

    def _namers(self, target: str) -> Iterator[str]:
        """Yield the parts that have a relationship to `target`."""
        changed = {*self._changes, *self._roots}
        yield from (part for holder, part in namers_in(self.package, target) if holder not in changed)
        for holder in changed:
            if holder.endswith(".rels") and holder in self and self._leads(holder, target):
                yield part_of(holder)

    def _leads(self, holder: str, target: str) -> bool:
        """Tell whether relationships lead to `target`; most do not, which their texts tell at a glance."""
        root, name = self.seen(holder), target.rpartition("/")[2]
        return any(name in element.get("Target", "") for element in root) and any(
            relation.target == target for relation in relations_in(root, part_of(holder))
        )

    def separate(self, part: str, relation: Relation) -> None:
        """Give a part a copy of its own of what it has a relationship to, where another part has one as well."""
        if relation.external or relation.target not in self or set(self._namers(relation.target)) <= {part}:
            return
        self.retarget(part, relation.id, self.add(relation.target, self.read(relation.target)))

    # --- relationships -------------------------------------------------------------------------------------

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the relationships of a part as they are now."""
        holder = relations_part(part)
        return self._relations_in(holder, part) if holder in self else ()

    def _relations_in(self, holder: str, part: str) -> tuple[Relation, ...]:
        if holder in self._roots or holder in self._changes:
            return relations_in(self.seen(holder), part)
        return read_relations(self.package, part)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship of type `kind` (its whole address) from `part` to `target`, return its id."""
        holder = relations_part(part)
        if holder not in self:
            self.put(holder, _NO_RELATIONS)
        root = self.xml(holder)
        key = _free_id(element.get("Id", "") for element in root)
        relative = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        etree.SubElement(root, f"{_RELATIONS}Relationship", Id=key, Type=kind, Target=relative)
        return key

    def relate_outside(self, part: str, kind: str, address: str) -> str:
        """Add a relationship of type `kind` from `part` to an address outside the file, return its id."""
        key = self.relate(part, kind, part)
        element = self._element(part, key)
        element.set("Target", address)
        element.set("TargetMode", "External")
        return key

    def relate_like(self, part: str, relation: Relation, target: str) -> str:
        """Add a relationship from `part` to `target` of the same type as one it has."""
        return self.relate(part, self._element(part, relation.id).get("Type", ""), target)

    def unrelate(self, part: str, key: str) -> None:
        """Take away a relationship of a part."""
        _remove(self._element(part, key))

    def release(self, part: str, key: str) -> None:
        """Take away a relationship of a part, and what it leads to where nothing else does."""
        relation = next((each for each in self.relations(part) if each.id == key), None)
        if relation is None:
            return
        self.unrelate(part, key)
        if not relation.external and relation.target in self and not self._is_named(relation.target):
            self.drop(relation.target)

    def retarget(self, part: str, key: str, target: str) -> None:
        """Point a relationship of a part to another part."""
        relative = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        self._element(part, key).set("Target", relative)

    def _element(self, part: str, key: str) -> Element:
        return next(e for e in self.xml(relations_part(part)) if e.get("Id") == key)

    def copy_tree(self, part: str, shared: Iterable[str]) -> str:
        """Copy a part with all parts that hang on it, except those of the `shared` kinds; return its name."""
        name = self.add(part, self.read(part))
        holder = relations_part(part)
        if holder in self:
            self.put(relations_part(name), self.read(holder))
            for relation in self.relations(name):
                if not relation.external and relation.kind not in shared and relation.target in self:
                    self.retarget(name, relation.id, self.copy_tree(relation.target, shared))
        return name

    def written(self) -> bytes:
        """Return the file."""
        return self.filled().content

    def filled(self) -> Filled:
        """Return the file with the digest of its content."""
        return fill_package(self.package, self._written_changes())

    def written_apart(self) -> bytes:
        """Return the file without compression, for a file around it that compresses."""
        members = {part: Member.stored(self.package.read(part)) for part in self.package.members}
        changes = {
            part: Member.stored(new) if isinstance(new, bytes) else new
            for part, new in self._written_changes().items()
        }
        return write_package(Package(self.package.file, members), changes)

    def changed(self) -> dict[str, Member]:
        """Return the parts that became different or new, packed."""
        changes = self._written_changes()
        return {
            part: new if isinstance(new, Member) else Member.of(new) for part, new in changes.items() if new
        }

    def _written_changes(self) -> dict[str, bytes | Member | None]:
        for part, root in self._roots.items():
            content = write_xml(root)
            if part not in self.package or content != self._as_read(part):
                self._changes[part] = content
        return self._changes

    def _as_read(self, part: str) -> bytes:
        if self._changes.get(part) is not None:
            return b""
        return _as_written(self.package.members[part], part, self.package.file)


@functools.lru_cache(maxsize=64)
def _as_read(member: Member, part: str, file: str) -> Element:
    """Return the root of a part of a template, not to be changed; copying it is faster than reading."""
    return Package(file, {part: member}).read_xml(part)


@functools.lru_cache(maxsize=64)
def _as_written(member: Member, part: str, file: str) -> bytes:
    """Return a part as it is written when nothing in it has changed."""
    return write_xml(Package(file, {part: member}).read_xml(part))


def guid(old: str, number: int) -> str:
    """Return the id in braces of copy `number` of what had the id `old`: the same one every time."""
    made = hashlib.sha256(f"{old} {number}".encode()).hexdigest()[:32].upper()
    return "{" + "-".join((made[:8], made[8:12], made[12:16], made[16:20], made[20:])) + "}"


def _free_id(taken: Iterable[str]) -> str:
    known = set(taken)
    return next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
