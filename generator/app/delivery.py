"""A version of a pack that has been worked out and is yet to be published, here or where it was not worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.plan.carry import Entry
from generator.plan.manifest import Manifest
from generator.store.packs import Pack
from generator.store.publish import write_version


class Delivery(Struct, frozen=True):
    """What a version holds: its manifest, where each file comes from, and the bytes of new files by code.

    `folder_name` is what the folder of a new pack is called.
    """

    manifest: Manifest
    entries: tuple[Entry, ...]
    blobs: Mapping[str, bytes]
    folders: tuple[str, ...]
    folder_name: str

    def publish(self, root: Path, pack: Pack | None, renew: Callable[[], None] = lambda: None) -> Path:
        """Publish it into the pack at `root`; what people own is copied from its latest version."""
        latest = pack.latest.folder if pack else None
        return write_version(root, self.manifest, self.entries, self.blobs, self.folders, latest, renew)
