"""What was left in a template while it was made: comments, tracked changes, hidden text, a protection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.office.inspection.finding import Finding, excerpt, found, listed
from generator.office.inspection.lookalikes import tags_in_vain
from generator.office.inspection.word.document import Document, is_on, text_of
from generator.office.word.names import w

_CHANGES = tuple(
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange"),
        *("tcPrChange", "tblGridChange", "numberingChange"),
    )
)


def comments(document: Document) -> Iterator[Finding]:
    root = document.related("comments")
    every = [] if root is None else root.findall(w("comment"))
    if not every:
        return
    anchors = ((mark, page) for page in document.pages for mark in page.root.iter(w("commentReference")))
    spot = next((page.spot(mark) for mark, page in anchors), "批注")
    yield found(
        "T-421", spot, count=len(every), authors=_authors(each.get(w("author"), "") for each in every)
    )


def tracked_changes(document: Document) -> Iterator[Finding]:
    every = [(change, page) for page in document.pages for change in page.root.iter(*_CHANGES)]
    if every:
        change, page = every[0]
        authors = _authors(each.get(w("author"), "") for each, _ in every)
        yield found("T-422", page.spot(change), count=len(every), authors=authors)


def _authors(names: Iterable[str]) -> str:
    known = sorted({name.strip() for name in names} - {""})
    return f"(作者: {listed(known)})" if known else ""


def tracking_on(document: Document) -> Iterator[Finding]:
    settings = document.settings
    if settings is not None and is_on(settings.find(w("trackRevisions"))):
        yield found("T-423", "文件设置")


def hidden_text(document: Document) -> Iterator[Finding]:
    """Find text that is hidden by itself or by its character style."""
    for run, spot in document.runs():
        looks = run.find(w("rPr"))
        if looks is None or not (text := text_of(run)).strip():
            continue
        named = looks.find(w("rStyle"))
        style = None if named is None else document.styles.by_id.get(named.get(w("val"), ""))
        looks_of_style = [each.find(w("rPr")) for each in document.styles.chain(style)]
        marks = [each.find(w("vanish")) for each in (looks, *looks_of_style) if each is not None]
        if is_on(next((mark for mark in marks if mark is not None), None)):
            yield found("T-424", spot, text=excerpt(text))


def protection(document: Document) -> Iterator[Finding]:
    settings = document.settings
    if settings is None:
        return
    edit, write = settings.find(w("documentProtection")), settings.find(w("writeProtection"))
    enforced = edit is not None and edit.get(w("enforcement"), "0") not in ("0", "false", "off")
    if enforced or write is not None:
        yield found("T-425", "文件设置", what="文件")


def lookalikes(document: Document) -> Iterator[Finding]:
    """Find text that was meant to be a tag."""
    for page in document.pages:
        for paragraph, spot in page.paragraphs:
            yield from (found("T-428", spot, text=excerpt(each)) for each in tags_in_vain(text_of(paragraph)))


def mail_merge(document: Document) -> Iterator[Finding]:
    settings = document.settings
    if settings is not None and settings.find(w("mailMerge")) is not None:
        yield found("T-419", "文件设置")
