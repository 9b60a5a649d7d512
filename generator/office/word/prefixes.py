"""The prefixes of namespaces as Word writes them, which the patterns of this package look for.

A prefix means nothing to XML: other programs write `ns0:p`, or make WordprocessingML the default namespace. Such a
part is read with Word's prefixes; one that has them already stays as it is.
"""

from __future__ import annotations

import re

from lxml import etree

from generator.office.package import Package
from generator.office.word.names import MAIN
from generator.office.xml import Element, read_xml

_USUAL: dict[str | None, str] = {
    "w": MAIN,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
}
_PREFIX_OF = {namespace: prefix for prefix, namespace in _USUAL.items()}
_DECLARED = re.compile(
    rf"\bxmlns(?::([\w.-]+))?\s*=\s*[\"']({'|'.join(map(re.escape, _PREFIX_OF))})[\"']".encode()
)


def read_part(package: Package, part: str) -> Element:
    """Return the root of a part, its prefixes as Word writes them. Raises InvalidTemplate."""
    content = package.read(part)
    root = read_xml(content, part, package.file)
    unusual = any(
        prefix.decode() != _PREFIX_OF[namespace.decode()] for prefix, namespace in _DECLARED.findall(content)
    )
    return _with_usual_prefixes(root) if unusual else root


def _with_usual_prefixes(root: Element) -> Element:
    """Return a root like this one that declares the usual prefixes: what moves into it takes them over."""
    kept = {p: uri for p, uri in root.nsmap.items() if p not in _USUAL and uri not in _PREFIX_OF}
    prefixes = {**kept, **_USUAL}
    made = etree.Element(root.tag, nsmap=prefixes)  # type: ignore[arg-type]  # None is the default namespace
    made.attrib.update(root.attrib)
    made.text = root.text
    made.extend(list(root))
    return made
