"""The parts beside the body that a reader sees on the page: headers, footers, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.office.relations import Relation
from generator.office.word.names import w
from generator.office.xml import Element

_SHEETS = {w("headerReference"): "页眉", w("footerReference"): "页脚"}
_TURNS = {"first": "首页", "even": "偶数页"}
_NOTES = {"footnotes": "脚注", "endnotes": "尾注"}
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def pages_beside(body: Element, relations: Iterable[Relation]) -> Iterator[tuple[str, str]]:
    """Yield each such part of a document once, with what a reader calls it: 首页页眉, 页脚, 脚注."""
    inner = {relation.id: relation for relation in relations if not relation.external}
    seen: set[str] = set()
    for reference in body.iter(*_SHEETS):
        relation = inner.get(reference.get(_RELATION_ID, ""))
        if relation and relation.target not in seen:
            seen.add(relation.target)
            yield relation.target, _TURNS.get(reference.get(w("type"), ""), "") + _SHEETS[str(reference.tag)]
    yield from (
        (relation.target, _NOTES[relation.kind]) for relation in inner.values() if relation.kind in _NOTES
    )
