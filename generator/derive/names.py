"""Names as shared drives take them: one component that survives Windows, macOS, NAS shares and zip tools.

Source: domain specification 6.1 (hard limits) and 6.2 (how to clean a name). Reserved characters become their
full-width look-alikes, so that a reader still sees what was meant.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    {
        "<": "＜", ">": "＞", ":": "：", '"': "”", "/": "／", "\\": "＼", "|": "｜", "?": "？", "*": "＊",
        "#": "＃", "%": "％", "&": "＆", "~": "～", "《": None, "》": None, "·": ".",
    }
)  # fmt: skip
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³])(\..*)?", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


@lru_cache(maxsize=4096)
def clean_name(text: str, *, limit: int) -> str:
    """Return `text` as one path component of at most `limit` UTF-8 bytes; 未命名 when nothing is left."""
    shown = "".join(c for c in unicodedata.normalize("NFC", text) if _is_kept(c))
    spaced = re.sub(r"\s+", "_", shown.translate(_LOOKALIKES).strip())
    name = _cut(spaced.lstrip("-.").rstrip(" ."), limit).rstrip(" ._")
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return name or "未命名"


def _is_kept(character: str) -> bool:
    """Drop what cannot be seen, and what lies beyond the basic plane but is no ideograph (emoji)."""
    if character.isspace():
        return True
    category = unicodedata.category(character)
    return category not in _INVISIBLE and not (ord(character) > 0xFFFF and category != "Lo")


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore")
