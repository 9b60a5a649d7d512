"""What goes into the next version folder: newly generated documents, and all that people wrote.

The rule behind every case: a file whose content is not what the tool left is a person's, and a person's file goes
into the next version under its own name. A file the tool left and nobody touched may be replaced, unless it is final
(定稿): that one is frozen. What a person renamed keeps its name, what a person deleted stays away.
Deciding is pure; `store` copies and writes what stands here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.plan.manifest import DocumentRecord, FileRecord, Manifest
from generator.plan.names import file_key, mark_as_new
from generator.plan.present import Present, relocated
from generator.plan.version import Version


class Generated(Struct, frozen=True):
    """A document as rendered for the next version.

    `path` is where it would lie if nobody were in the way. `changed` says whether its content differs from
    the last generation; where it does not, `version` and `as_of` are still those of that generation. `pages` says
    that page numbers were computed into it, `final` that the campaign calls it 定稿.
    """

    code: str
    number: str
    path: str
    version: Version
    as_of: dt.date
    digest: str
    sha256: str
    size: int
    changed: bool
    pages: bool = False
    final: bool = False


class Entry(Struct, frozen=True):
    """One file of the next version: copied from the latest version (`source`) or written (`code`)."""

    path: str
    sha256: str
    size: int
    source: str | None = None
    code: str | None = None


class Contents(Struct, frozen=True):
    """The whole next version folder; `conflicts` are documents a person must look at."""

    entries: tuple[Entry, ...]
    documents: tuple[DocumentRecord, ...]
    conflicts: tuple[DocumentRecord, ...]


def plan_contents(generated: Sequence[Generated], latest: Manifest | None, present: Present) -> Contents:
    """Return what the next version holds.

    `generated` are all documents that belong into it; `present` is what lies in the latest version's folder now.
    Documents of `latest` that are not in `generated` are carried as they lie, those that are gone remembered.
    """
    return _Carrying(latest, present).contents(generated)


def untouched(latest: Manifest, present: Present) -> frozenset[str]:
    """Return the codes of documents that lie in the latest version's folder just as the tool generated them."""
    carrying = _Carrying(latest, present)
    ours = carrying.replaceable()
    return frozenset(document.code for document in carrying.documents if document.path in ours)


class _Carrying:
    """The state of one decision: what is claimed already, file by file."""

    def __init__(self, latest: Manifest | None, present: Present) -> None:
        known = relocated(latest, present) if latest else None
        self.documents = known.documents if known else ()
        self.left = known.digests() if known else {}
        self.present = present.files
        self.resaved = present.resaved
        self.frozen: frozenset[str] = frozenset()
        self.entries: list[Entry] = []
        self.conflicts: list[DocumentRecord] = []

    def contents(self, generated: Sequence[Generated]) -> Contents:
        """People's files first, and the signed ones, so that nothing of ours can take their names."""
        self.frozen = frozenset(new.code for new in generated if new.final and self._is_signed(new.code))
        ours = self.replaceable()
        for path, record in sorted(self.present.items()):
            if path not in ours:
                self._carry(path, record)
        current = [self._place(document) for document in generated]
        others = self._unrendered({document.code for document in generated})
        documents = sorted([*current, *others], key=lambda d: d.number)
        entries = sorted(self.entries, key=lambda e: e.path)
        return Contents(tuple(entries), tuple(documents), tuple(self.conflicts))

    def replaceable(self) -> frozenset[str]:
        """Paths of documents that lie there just as the tool generated them."""
        unedited = (d.path for d in self.documents if d.edited_from is None and d.code not in self.frozen)
        own = {*unedited, *(d.beside for d in self.documents if d.beside)}
        return frozenset(p for p in own if p in self.present and not self._touched(p))

    def _document(self, code: str) -> DocumentRecord | None:
        return next((d for d in self.documents if d.code == code), None)

    def _is_signed(self, code: str) -> bool:
        old = self._document(code)
        return old is not None and old.signed is not None

    def _place(self, new: Generated) -> DocumentRecord:
        """Put one generated document where it belongs, and return its record."""
        old = self._document(new.code)
        base = DocumentRecord(
            new.code,
            new.number,
            new.version,
            new.as_of,
            new.digest,
            new.path,
            pages=new.pages,
            signed=self._signed_as(old, new),
            given=new.path if old and old.given and new.changed else old.given if old else None,
        )
        path = self._own_path(old) if old else None
        if old is None or path is None:
            return self._write(replace(base, given=None), new.path, new)
        if self._is_a_persons(old, path) or (new.code in self.frozen and (new.changed or old.beside)):
            return self._place_beside(replace(base, path=path), old, new)
        return self._place_ours(base, old, new)

    def _signed_as(self, old: DocumentRecord | None, new: Generated) -> Version | None:
        """Return the version that was signed: the first one made while the campaign called the document final."""
        if not new.final:
            return None
        return (old.signed if old else None) or new.version

    def _own_path(self, old: DocumentRecord) -> str | None:
        """Return the file that stands for the document: its own, else the 「(新生成)」 left alone."""
        return next((p for p in (old.path, old.beside) if p in self.present), None)

    def _is_a_persons(self, old: DocumentRecord, path: str) -> bool:
        return self._touched(path) or (path == old.path and old.edited_from is not None)

    def _touched(self, path: str) -> bool:
        """Tell whether a person changed a file; one that a program only saved again says the same as before."""
        return self.present[path].sha256 != self.left.get(path) and path not in self.resaved

    def _place_ours(self, base: DocumentRecord, old: DocumentRecord, new: Generated) -> DocumentRecord:
        if not new.changed and old.path in self.present:
            if old.code not in self.frozen:  # people's files and frozen ones are carried already
                self._carry(old.path, self.present[old.path])
            return replace(base, path=old.path, pages=old.pages)
        return self._write(base, _renamed_like(old, new.path), new)

    def _place_beside(self, base: DocumentRecord, old: DocumentRecord, new: Generated) -> DocumentRecord:
        """The person's file is carried already; what was generated for it lies beside, if it must."""
        waiting = self._waiting(old, base.path)
        began = old.edited_from if waiting or old.beside is None else old.digest
        pages = new.pages if new.changed else old.pages
        record = replace(base, edited_from=began or old.digest, pages=pages)
        if not new.changed and waiting is None:
            return record
        if not new.changed and waiting is not None:
            self._carry(waiting, self.present[waiting])
            return self._conflict(replace(record, beside=waiting))
        folder, _, name = new.path.rpartition("/")
        path = f"{folder}/{mark_as_new(name, self._taken(folder))}"
        self._add(Entry(path, new.sha256, new.size, code=new.code))
        return self._conflict(replace(record, beside=path))

    def _waiting(self, old: DocumentRecord, path: str) -> str | None:
        """Return the 「(新生成)」 that still waits for a choice; one that a person touched is theirs."""
        beside = old.beside
        if beside is None or beside == path or beside not in self.present or self._touched(beside):
            return None
        return beside

    def _unrendered(self, codes: set[str]) -> list[DocumentRecord]:
        """Carry, as they lie, the documents of the latest version that were not rendered now (`--only`)."""
        others = [d for d in self.documents if d.code not in codes]
        carried = {entry.source for entry in self.entries}
        for path in (p for d in others for p in d.paths):
            if path in self.present and path not in carried:
                self._carry(path, self.present[path])
        return [
            self._noted(d, own) if (own := self._own_path(d)) else replace(d, beside=None, deleted=True)
            for d in others
        ]

    def _noted(self, old: DocumentRecord, path: str) -> DocumentRecord:
        """A document edited meanwhile is remembered as edited, from what was generated."""
        record = replace(old, path=path, beside=self._waiting(old, path))
        if path != old.path:
            return replace(record, edited_from=old.digest if self._touched(path) else None)
        if old.edited_from is None and self._touched(path):
            return replace(record, edited_from=old.digest)
        return record

    def _write(self, record: DocumentRecord, place: str, new: Generated) -> DocumentRecord:
        folder, _, name = place.rpartition("/")
        taken = self._taken(folder)
        path = f"{folder}/{mark_as_new(name, taken)}" if file_key(name) in taken else place
        self._add(Entry(path, new.sha256, new.size, code=new.code))
        return replace(record, path=path)

    def _carry(self, path: str, record: FileRecord) -> None:
        self._add(Entry(path, record.sha256, record.size, source=path))

    def _conflict(self, record: DocumentRecord) -> DocumentRecord:
        self.conflicts.append(record)
        return record

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)

    def _taken(self, folder: str) -> frozenset[str]:
        """Return the keys of the names already used in `folder`."""
        names = (e.path.rpartition("/") for e in self.entries)
        return frozenset(file_key(name) for parent, _, name in names if file_key(parent) == file_key(folder))


def _renamed_like(old: DocumentRecord, place: str) -> str:
    """Return where a document goes that a person has renamed or moved: into their folder, under their name."""
    if old.given is None:
        return place
    folder, _, name = old.path.rpartition("/")
    own = name == old.given.rpartition("/")[2]
    return f"{folder}/{place.rpartition('/')[2] if own else name}"
