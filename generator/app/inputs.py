"""All that decides what a pack holds, as one digest: equal ones make equal documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generator.app.situation import Situation
from generator.app.template_set import TemplateSet
from generator.office.pictures import Picture
from generator.plan.manifest import Manifest
from generator.store.codec import encode_manifest
from generator.store.compiled import program_mark


def mark_of(situation: Situation, latest: Manifest) -> str:
    """Return the mark of a pack whose latest version is `latest`: what it was made of, and what it is now.

    The day does not count: a document whose content has not changed keeps the day on which it was made.
    """
    digest = hashlib.sha256(program_mark().encode())
    for piece in _pieces(situation, latest):
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def _pieces(situation: Situation, latest: Manifest) -> Iterator[bytes]:
    yield situation.loaded.sha256.encode()
    yield encode_manifest(latest)
    yield " ".join(sorted(document.code for document in situation.deleted)).encode()
    yield from _templates(situation.templates)
    for path, picture in sorted(situation.loaded.pictures.items()):
        yield path.encode("utf-8", "surrogatepass")
        yield from _picture(picture)


def _templates(templates: TemplateSet) -> Iterator[bytes]:
    for name, content in sorted(templates.contents.items()):
        yield name.encode()
        yield content


def _picture(picture: Picture) -> Iterator[bytes]:
    yield picture.content
    yield picture.fallback or b""
