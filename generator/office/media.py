"""Pictures put into a package: each stored once, each part with a relationship of its own to it."""

from __future__ import annotations

import hashlib

from generator.office.parts import Parts

_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


class Media:
    """The pictures of one file being written, in `folder` (word/media, xl/media)."""

    def __init__(self, parts: Parts, folder: str) -> None:
        self._parts, self._folder = parts, folder
        self._stored: dict[str, str] = {}
        self._related: dict[tuple[str, str], str] = {}

    def relate(self, part: str, content: bytes, ending: str) -> str:
        """Return the id of the relationship from `part` to the picture with this content, made where needed.

        `ending` is png, jpeg or svg.
        """
        name = self._store(content, ending)
        if (part, name) not in self._related:
            self._related[part, name] = self._parts.relate(part, _IMAGE, name)
        return self._related[part, name]

    def _store(self, content: bytes, ending: str) -> str:
        """Store a content under a name that follows from it, so that the same file has the same names."""
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self._stored:
            name = f"{self._folder}/filled_{digest[:16]}.{ending}"
            self._parts.put(name, content)
            self._parts.declare_ending(ending, _TYPES[ending])
            self._stored[digest] = name
        return self._stored[digest]
