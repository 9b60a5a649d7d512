"""Tags where nothing fills them: they would stand in the document as they are, and are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from urllib.parse import unquote

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate
from generator.office.excel.faults import diagnose
from generator.office.excel.xml import descendants
from generator.office.package import Package
from generator.office.relations import read_relations, relations_part
from generator.office.tags import Tag, find_tags
from generator.office.xml import Element

_NO_TAGS_IN = (
    (re.compile(r"xl/drawings/[^/]+"), "图形、控件或批注框"),
    (re.compile(r"xl/charts/[^/]+"), "图表"),
    (re.compile(r"xl/(threadedComments/|comments/?)[^/]*"), "批注"),
    (re.compile(r"xl/worksheets/_rels/[^/]+"), "链接"),
)
# The points that a chart remembers of its cells, tags in them included: they are filled with the cells.
_CACHED = re.compile(r"<(\w+:)?(strCache|numCache|multiLvlStrCache|lvl)>.*?</\1?\2>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")


def tags_in_parts(
    package: Package,
    sheets: Sequence[tuple[str, str]],
    rests: Mapping[str, str],
    plain: Callable[[str], str],
) -> Iterator[Diagnostic]:
    """Report tags in parts where nothing fills them, at the sheet that shows them.

    `sheets` are the names of sheets with their parts. `rests` are parts of which something is filled, without
    that; `plain` takes out what else is.
    """
    owners = _owners(package, sheets)
    for part in sorted(package.members):
        where = next((where for pattern, where in _NO_TAGS_IN if pattern.fullmatch(part)), None)
        if where:
            text = rests[part] if part in rests else package.read(part).decode("utf-8", "replace")
            text = plain(unquote(text) if where == "链接" else text)
            spot = f"{owners[part]}!{where}" if part in owners else where
            yield from tags_in(package.file, where, {spot: _CACHED.sub("", text)})


def _owners(package: Package, sheets: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return the names of the sheets that show the parts which hang on them: drawings, their charts, notes."""
    owners: dict[str, str] = {}
    waiting = [(part, name) for name, part in reversed(sheets)]
    while waiting:
        part, name = waiting.pop()
        if part in owners or part not in package:
            continue
        owners |= {part: name, relations_part(part): name}
        with suppress(InvalidTemplate):  # told where the part is read
            waiting += [(each.target, name) for each in read_relations(package, part) if not each.external]
    return owners


def tags_beside(file: str, name: str, root: Element) -> Iterator[Diagnostic]:
    """Report tags in what people typed beside the cells of a sheet: prompts, targets of links."""
    found = {}
    for element in descendants(root, "dataValidation", "hyperlink"):
        spot = element.get("sqref") or element.get("ref") or ""
        found[f"{name}!{spot}"] = " ".join(map(str, element.attrib.values()))
    yield from tags_in(file, "数据有效性的提示或链接", found)


def tags_in(file: str, where: str, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report the tags in texts, by the places where the reader finds them."""
    for spot, text in texts.items():
        if "{{" in text or "{%" in text:
            tags = (tag for tag in find_tags(text) if isinstance(tag, Tag))
            for found in dict.fromkeys(_MARKUP.sub("", tag.text) for tag in tags):
                yield diagnose("T-309", Place(file=file, spot=spot), tag=found, where=where)
