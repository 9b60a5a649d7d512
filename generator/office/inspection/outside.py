"""What a file draws from outside of itself, and what is packed into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.office.inspection.finding import Finding, found
from generator.office.inspection.subject import Subject

_LINKED = {
    "image": "图片",
    "attachedTemplate": "所附模板",
    "oleObject": "OLE 对象",
    "package": "OLE 对象",
    "subDocument": "子文档",
    "frame": "框架",
    "video": "视频",
    "audio": "音频",
    "media": "媒体",
}
_MERGE = frozenset({"mailMergeSource", "mailMergeHeaderSource", "mailMergeRecipientData"})
# Those of other workbooks are refused by the Excel engine itself (T-011).
_TOLD_ELSEWHERE = frozenset({"hyperlink", "externalLinkPath", "externalLink", "xlPathMissing"}) | _MERGE
_LOCAL = re.compile(r"file:|\\\\|//[^/]|[A-Za-z]:[\\/]", re.IGNORECASE)
_EMBEDDED = {"oleObject": "OLE 对象", "package": "Office 文件"}


def linked_parts(subject: Subject) -> Iterator[Finding]:
    """Find pictures, templates and objects that are not in the file but at an address."""
    for part in ("", *subject.holders()):
        for relation in subject.relations(part):
            if relation.external and relation.kind not in _TOLD_ELSEWHERE:
                what = _LINKED.get(relation.kind, "内容")
                spot = subject.spot_of_relation(part, relation.id)
                yield found("T-413", spot, what=what, target=relation.target)


def local_hyperlinks(subject: Subject) -> Iterator[Finding]:
    """Find hyperlinks to files on somebody's computer or in the house's network."""
    for part in subject.holders():
        for relation in subject.relations(part):
            if relation.external and relation.kind == "hyperlink" and is_local(relation.target):
                yield found("T-415", subject.spot_of_relation(part, relation.id), target=relation.target)


def is_local(target: str) -> bool:
    """Tell whether a link's target is a file on a computer or a share, not an address for everyone."""
    return bool(_LOCAL.match(target.strip().strip('"')))


def embedded_files(subject: Subject) -> Iterator[Finding]:
    """Find files packed into the file; the workbooks of charts are its own."""
    for part in subject.holders():
        for relation in subject.relations(part):
            if not relation.external and relation.kind in _EMBEDDED:
                spot = subject.spot_of_relation(part, relation.id)
                yield found("T-416", spot, what=_EMBEDDED[relation.kind])


def active_controls(subject: Subject) -> Iterator[Finding]:
    for part in subject.holders():
        for relation in subject.relations(part):
            if relation.kind == "control":
                yield found("T-417", subject.spot_of_relation(part, relation.id))


def foreign_chunks(subject: Subject) -> Iterator[Finding]:
    """Find whole documents that Word would take in when it opens the file."""
    for part in subject.holders():
        for relation in subject.relations(part):
            if relation.kind == "aFChunk":
                spot = subject.spot_of_relation(part, relation.id)
                yield found("T-418", spot, target=relation.target)
