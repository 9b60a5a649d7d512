"""What lies in the latest version's folder now, and what became of the documents that the tool had left there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from generator.plan.manifest import DocumentRecord, FileRecord, Manifest


class Present(Struct, frozen=True):
    """The files of a version folder by path.

    `resaved` are those that a program only opened and saved: other bytes, the same content. `numbers` are the
    文件编号 in the properties of documents that lie where the tool had put none.
    """

    files: Mapping[str, FileRecord] = field(default_factory=dict)
    resaved: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)


def strangers(latest: Manifest, files: Mapping[str, FileRecord]) -> tuple[str, ...]:
    """Return the files that lie where the tool had left none: added by people, or moved there."""
    return tuple(sorted(path for path in files if path not in latest.digests()))


def missing(latest: Manifest, files: Mapping[str, FileRecord]) -> tuple[DocumentRecord, ...]:
    """Return the documents of which no file lies where it was left."""
    return tuple(d for d in latest.documents if not any(path in files for path in d.paths))


def relocated(latest: Manifest, present: Present) -> Manifest:
    """Return the manifest as if the tool had left every document where a person has moved it to.

    A file is a document that is gone from its place when it has its bytes, else when it bears its number.
    """
    places = _places(latest, present)
    taken = frozenset(places.values())
    documents = tuple(_moved(document, places.get(document.code), taken) for document in latest.documents)
    left = latest.digests()
    old = {d.code: d.path for d in latest.documents}
    moved = [FileRecord(place, left[old[code]], 0) for code, place in places.items() if old[code] in left]
    return replace(latest, documents=documents, files=(*latest.files, *moved))


def _places(latest: Manifest, present: Present) -> dict[str, str]:
    """Return where documents that are gone from their place lie now, by code."""
    free = dict.fromkeys(strangers(latest, present.files))
    left, places = latest.digests(), {}
    for document in missing(latest, present.files):
        place = next(_candidates(document, left.get(document.path), present, free), None)
        if place is not None:
            places[document.code] = place
            del free[place]
    return places


def _candidates(
    document: DocumentRecord, digest: str | None, present: Present, free: Collection[str]
) -> Iterator[str]:
    yield from (path for path in free if digest is not None and present.files[path].sha256 == digest)
    yield from (path for path in free if present.numbers.get(path) == document.number)


def _moved(document: DocumentRecord, place: str | None, taken: Collection[str]) -> DocumentRecord:
    if place is not None:
        given = document.given or document.path
        return replace(document, path=place, beside=None, given=given, deleted=False)
    if (
        document.path in taken
    ):  # taken away long ago, and another one bears its name: put where no file can be
        return replace(document, path=f"{document.path}/{document.code}", deleted=True)
    return document


def deleted(latest: Manifest, present: Present) -> tuple[DocumentRecord, ...]:
    """Return the documents that people have taken away, now or earlier."""
    return missing(relocated(latest, present), present.files)
