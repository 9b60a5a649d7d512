"""The campaign file as it may be shown: the same text with phone numbers and mail addresses masked.

Masking works on the text, so comments and order stay, and numbers that people typed into prose are caught too.
"""

from __future__ import annotations

import re

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_MAIL = re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*(@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


def mask_text(text: str) -> str:
    """Return `text` with the middle of every mobile number and the name in every mail address hidden."""
    return _MAIL.sub(r"\1***\2", _MOBILE.sub(r"\1****\2", text))
