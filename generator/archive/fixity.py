"""The manifest of an archive: one line a file, as `sha256sum -c` reads it, and checkable to the last byte.

    <64 lower-case hex digits>  <path below the archive's folder>

Lines that begin with # are comments to `sha256sum` (GNU coreutils). A manifest is read only when it is exactly what
`write_manifest` writes, so that no byte of it can change unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

MANIFEST = "manifest-sha256.txt"
_HEAD = "# SHA-256。核对：在本归档文件夹里运行 sha256sum -c {at}(或 campaign-pack verify)\n"
_PERSONAL = "# 以下为个人信息，到期销毁；销毁后这些文件不在属于正常\n"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n\r]+)")


class BrokenManifest(Exception):
    """The text is not what this program writes: somebody has changed it. Says which manifest, by its path."""


class Fixity(Struct, frozen=True):
    """Path → SHA-256 of every file but the manifest itself; `personal` is the folder that is destroyed in time."""

    digests: Mapping[str, str]
    personal: str = ""

    def is_personal(self, path: str) -> bool:
        """Tell whether a file may be gone once its time is over."""
        return bool(self.personal) and path.startswith(f"{self.personal}/")


def write_manifest(fixity: Fixity, at: str) -> str:
    """Return the manifest that will lie at the path `at`: by path, what is personal last."""
    lines = {path: f"{digest}  {path}\n" for path, digest in sorted(fixity.digests.items())}
    kept = [line for path, line in lines.items() if not fixity.is_personal(path)]
    personal = [line for path, line in lines.items() if fixity.is_personal(path)]
    return "".join([_HEAD.format(at=at), *kept, _PERSONAL, *personal])


def read_manifest(text: str, at: str) -> Fixity:
    """Return what a manifest says. Raises BrokenManifest unless every byte is as written."""
    digests: dict[str, str] = {}
    personal = ""
    past = False
    for line in text.splitlines():
        if line.startswith("#"):
            past = past or f"{line}\n" == _PERSONAL
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise BrokenManifest(at)
        digests[found[2]] = found[1]
        if past:
            personal = found[2].partition("/")[0]
    fixity = Fixity(digests, personal)
    if write_manifest(fixity, at) != text:
        raise BrokenManifest(at)
    return fixity


def write_digest_file(digests: Mapping[str, str]) -> str:
    """Return plain lines of digests, as BagIt manifests (RFC 8493, 2.1.3) and the file beside a zip have them."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))


def read_digest_file(text: str) -> dict[str, str]:
    """Return what plain lines of digests say. Raises BrokenManifest unless every byte is as written."""
    found = [_LINE.fullmatch(line) for line in text.splitlines()]
    digests = {line[2]: line[1] for line in found if line}
    if write_digest_file(digests) != text:
        raise BrokenManifest("")
    return digests
