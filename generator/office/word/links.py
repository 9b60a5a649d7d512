"""Addresses of links that the template writes with tags: each that comes out gets a relationship of its own.

An address that is not known yet leaves the words without a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import quote

from generator.office.parts import Parts
from generator.office.word.attributes import ADDRESS
from generator.office.word.writing import NO_ADDRESS

_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_LINK = re.compile(rf'(<w:hyperlink\b[^>]*?)?(\s[\w.-]+:id=)"{ADDRESS}([^"]*)"')
_UNSAFE = re.compile(r"[\s\"<>^`{|}]")


def fill_addresses(text: str, part: str, parts: Parts) -> str:
    """Return the rendered part with ids of relationships in the place of addresses."""
    related: dict[str, str] = {}

    def put(link: re.Match[str]) -> str:
        address = readable_address(unescape(link[3]))
        if not address:  # an empty id is what DrawingML has for no target; a w:hyperlink has none
            return link[1] or f'{link[2]}""'
        if address not in related:
            related[address] = parts.relate_outside(part, _HYPERLINK, address)
        return f'{link[1] or ""}{link[2]}"{related[address]}"'

    return _LINK.sub(put, text)


def readable_address(text: str) -> str:
    """Return an address as relationships hold it (OPC, part 2, 9.3: a URI), "" for none."""
    address = text.strip()
    return "" if NO_ADDRESS in address else _UNSAFE.sub(lambda found: quote(found[0]), address)


def drop_tagged_addresses(part: str, keys: Iterable[str], parts: Parts) -> None:
    """Take away the relationships that hold the addresses as the template has them."""
    for key in keys:
        parts.unrelate(part, key)
