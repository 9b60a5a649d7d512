"""An archive as a bag: BagIt 1.0 (RFC 8493), the archive's folders under `data/`.

Names in an archive are safe already: none holds a line break or a percent sign that a manifest would have to encode.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from msgspec import Struct

from generator.archive.fixity import write_digest_file

PAYLOAD = "data"
DECLARATION, INFO = "bagit.txt", "bag-info.txt"
PAYLOAD_MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class BagInfo(Struct, frozen=True):
    """What bag-info.txt says (RFC 8493, 2.2.2)."""

    organization: str
    contact: str
    day: dt.date
    identifier: str
    description: str
    tool: str


def tag_files(digests: Mapping[str, str], octets: int, info: BagInfo) -> dict[str, str]:
    """Return the tag files of a bag by name; `digests` are those of the payload by path below `data/`."""
    texts = {
        DECLARATION: _DECLARATION,
        INFO: _info(len(digests), octets, info),
        PAYLOAD_MANIFEST: write_digest_file({f"{PAYLOAD}/{path}": d for path, d in digests.items()}),
    }
    tags = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    return {**texts, TAG_MANIFEST: write_digest_file(tags)}


def _info(count: int, octets: int, info: BagInfo) -> str:
    said = {
        "Source-Organization": info.organization,
        "Contact-Name": info.contact,
        "Bagging-Date": info.day.isoformat(),
        "External-Identifier": info.identifier,
        "External-Description": info.description,
        "Bag-Software-Agent": info.tool,
        "Payload-Oxum": f"{octets}.{count}",
    }
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in said.items() if value)
