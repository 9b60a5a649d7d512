"""Text that was meant to be a tag and is none: with one brace, or with blanks between the signs.

It is no fault of the language, so nobody else tells it, and it would be printed as it stands.
"""

from __future__ import annotations

import re

_NAME = r"[a-z_]\w*(?:\.[a-z_]\w*)+"
_LOOKALIKE = re.compile(
    rf"(?<![{{｛])\$?[{{｛]\s*{_NAME}\s*(?:[|｜][^{{}}｛｝]*)?[}}｝](?![}}｝])"  # {campaign.name}
    r"|[{｛]\s+[%％][^{}｛｝]*[}｝]"  # { % if … % }
    rf"|[{{｛]\s+[{{｛]\s*{_NAME}[^{{}}｛｝]*[}}｝]\s*[}}｝]"  # { { campaign.name } }
    rf"|[«]\s*{_NAME}\s*[»]",  # a field of a mail merge
    re.IGNORECASE,
)


def tags_in_vain(text: str) -> tuple[str, ...]:
    """Return what in a text looks like a tag and is none."""
    return tuple(dict.fromkeys(match[0] for match in _LOOKALIKE.finditer(text)))
