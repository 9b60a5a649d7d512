"""I-01 to I-04, P-01: ids are unique, names fit a shared drive, and every reference finds its entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from msgspec import Struct

from generator.campaign import (
    Campaign,
    Entity,
    Path,
    Ref,
    Unsound,
    UnsoundValue,
    dotted,
    spell,
    title,
)
from generator.derive.money import item_ids
from generator.derive.names import clean_name
from generator.diagnostics import Severity
from generator.rules.finding import Check, Finding, warning

_ITEMS: Path = ("budget", "items")
_SHOWN = 8


def ids_are_unique(check: Check) -> Iterator[Finding]:
    """I-01: no two entries of a list bear the same id."""
    for path, _, value in check.steps:
        if isinstance(value, tuple) and any(isinstance(entry, Entity) for entry in value):
            yield from _repeated(path, _ids(path, value))


def _ids(path: Path, entries: Iterable[object]) -> Iterator[tuple[int, str]]:
    """Return the ids by position: the typed ones, and for the lines of the budget also the counted ones."""
    for index, entry in enumerate(entries):
        identifier = getattr(entry, "id", None) if isinstance(entry, Entity) else None
        if isinstance(identifier, str):
            yield index, identifier
        elif identifier is None and path == _ITEMS:
            yield index, f"B{index + 1:02d}"


def _repeated(path: Path, ids: Iterator[tuple[int, str]]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, identifier in ids:
        before = first.setdefault(identifier, index)
        if before != index:
            here: Path = (*path, index, "id")
            message = f"{spell(here)}「{identifier}」与第 {before + 1} 项重复"
            yield Finding("C-I01", message, "改成没有用过的编号", (here, (*path, before, "id")))


class _Roster(Struct, frozen=True):
    """What the references to one list may name; `names` by id, for those who type a name instead."""

    names: Mapping[str, str]
    keys: frozenset[str]


def references_resolve(check: Check) -> Iterator[Finding]:
    """I-01 and P-01: whatever is named by its id exists; people have a rule of their own."""

    @cache
    def roster(ref: Ref) -> _Roster | None:
        return _roster(check.campaign, ref)

    for path, shape, value in check.steps:
        if shape.ref is None or not isinstance(value, str):
            continue
        known = roster(shape.ref)
        if known is not None and value not in known.keys:
            yield _dangling(path, value, shape.ref, known)


def _roster(campaign: Campaign, ref: Ref) -> _Roster | None:
    """Return what may be referred to, None when an entry could not be read: it might be the one."""
    entries: object = campaign
    for step in ref.collection.split("."):
        entries = getattr(entries, step) if isinstance(entries, Entity) else entries
    if not isinstance(entries, tuple) or any(isinstance(entry, Unsound) for entry in entries):
        return None
    found = [[getattr(entry, key) for key in ref.keys] for entry in entries]
    if any(isinstance(value, Unsound) for values in found for value in values):
        return None
    keys = {str(value) for values in found for value in values if value is not None}
    if ref.collection == dotted(_ITEMS):
        keys = set(_item_ids(campaign))
    names = {str(e.id): str(e.name) for e in entries if isinstance(getattr(e, "name", None), str)}
    return _Roster(names, frozenset(keys))


def _item_ids(campaign: Campaign) -> tuple[str, ...]:
    try:
        return item_ids(campaign.budget.items)
    except UnsoundValue:
        return ()


def _dangling(path: Path, value: str, ref: Ref, known: _Roster) -> Finding:
    where = title(tuple(ref.collection.split(".")))
    if ref.collection == "team":
        message = f"{spell(path)}写的「{value}」不在人员名单(team)中"
        return Finding("C-P01", message, _way_out(value, "team", known), (path,))
    message = f"{spell(path)}引用的「{value}」在{where}({ref.collection})中不存在"
    return Finding("C-I01", message, _way_out(value, ref.collection, known), (path,))


def _way_out(value: str, collection: str, known: _Roster) -> str:
    """Name the entry that was probably meant; a name typed for an id is told the id."""
    by_name = {name: identifier for identifier, name in known.names.items()}
    near = by_name.get(value) or next(iter(get_close_matches(value, sorted(known.keys), n=1)), None)
    if near:
        return f"是否想写 {_shown(near, known)}?否则在 {collection} 中补上「{value}」"
    some = "、".join(_shown(key, known) for key in sorted(known.keys)[:_SHOWN])
    return f"在 {collection} 中补上「{value}」,或改为已有的编号{f':{some}' if some else ''}"


def _shown(identifier: str, known: _Roster) -> str:
    return f"{identifier}({known.names[identifier]})" if identifier in known.names else identifier


def year_of_id_is_year_of_start(check: Check) -> Iterator[Finding]:
    """I-02, second half; the pattern of the id is stated by its field."""
    head = check.campaign.campaign
    year = head.id.split("-")[1]
    if int(year) != head.start.year:
        message = f"活动编号 {head.id} 的年份与开始日期 {head.start:%Y-%m-%d} 不一致"
        paths: tuple[Path, ...] = (("campaign", "id"), ("campaign", "start"))
        yield Finding("C-I02", message, "检查 campaign.id 或 campaign.start", paths, Severity.WARNING)


def names_fit_a_shared_drive(check: Check) -> Iterator[Finding]:
    """I-03: the name of the pack's folder holds nothing that Windows or a shared drive refuses."""
    short = check.campaign.campaign.short_name
    cleaned = clean_name(short, limit=len(short.encode()) + 1)
    if cleaned != "_".join(short.split()):
        message = f"活动简称「{short}」里有文件夹名不能用的字符,文件夹名中写成「{cleaned}」"
        remedy = '去掉 \\ / : * ? " < > | # % & ~、表情符号等,或保持不变'
        yield warning("C-I03", message, remedy, ("campaign", "short_name"))


def document_codes_are_known(check: Check) -> Iterator[Finding]:
    """I-04 for the keys of `documents`, which are the codes of the process."""
    names = {deliverable.code: deliverable.name for deliverable in check.process.deliverables}
    for code in check.campaign.documents:
        if code not in names:
            near = next(iter(get_close_matches(code.upper(), names, n=1, cutoff=0.5)), None)
            guess = f"是否想写 {near}({names[near]})?" if near else ""
            remedy = f"{guess}可用的代码:{'、'.join(names)}"
            yield Finding("C-I04", f"documents 里没有代码为「{code}」的文件", remedy, (("documents", code),))
