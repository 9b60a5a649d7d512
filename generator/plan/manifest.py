"""What a version folder held when it was finished: the tool's memory of one version, as plain values.

Paths are relative to the version folder, with `/`. A digest is of content (`office.package.content_digest`),
a sha256 of the bytes of a file. `store` keeps a manifest as JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct

from generator.plan.version import Version


class FileRecord(Struct, frozen=True):
    """One file as the tool left it in a version folder."""

    path: str
    sha256: str
    size: int


class DocumentRecord(Struct, frozen=True):
    """One document of a version: which of its files is whose, and what it was generated from.

    `version` and `as_of` are those of the last generation, `digest` is its content. `edited_from` is the
    digest of the generated content a person began to edit, once `path` holds a person's file. `beside` is
    where newly generated content lies while a person has not yet chosen between the two. `pages` says that page
    numbers were computed into what was generated; `digest` is of the content without them. `signed` is the version
    of the file that was made final (定稿): it is frozen. `given` is where the tool had put the document when a
    person has renamed or moved it. One that is `deleted` was taken away by a person, and is not made again.
    """

    code: str
    number: str
    version: Version
    as_of: dt.date
    digest: str
    path: str
    edited_from: str | None = None
    beside: str | None = None
    pages: bool = False
    signed: Version | None = None
    given: str | None = None
    deleted: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the files that stand for the document: its own first, then what lies beside it."""
        return (self.path, self.beside) if self.beside else (self.path,)


class Manifest(Struct, frozen=True):
    """Everything the next build must know about this one."""

    campaign_id: str
    version: Version
    as_of: dt.date
    stage: str
    tool: str
    source_sha256: str
    documents: tuple[DocumentRecord, ...]
    files: tuple[FileRecord, ...]

    def document(self, code: str) -> DocumentRecord | None:
        """Return the record of the document with this code."""
        return next((d for d in self.documents if d.code == code), None)

    def digests(self) -> Mapping[str, str]:
        """Return path → sha256 of every file as the tool left it."""
        return {f.path: f.sha256 for f in self.files}
