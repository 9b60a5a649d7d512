"""What the Excel form of a campaign asks for: sheets, blocks and labels, all of them from the model.

A *card* asks for the single values of a group, one a row; a *table* for a list, one entry a row. Groups within an
entry become columns of it; a list within an entry is a table of its own, with a column that says to which entry a row
belongs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct
from pydantic.fields import FieldInfo

from generator.campaign import Campaign, Entity, Shape, fields_of

Keys = tuple[str, ...]
DOT = "·"


class Subject(Struct, frozen=True):
    """A sheet: its name, the fields of a campaign that it asks for, and the phase in which they are known."""

    name: str
    keys: tuple[Keys, ...]
    phase: Literal["策划", "执行", "复盘", "设置"]


SUBJECTS = (
    Subject("活动", (("company",), ("campaign",), ("doc",)), "策划"),
    Subject("人员", (("team",),), "策划"),
    Subject("部门班次", (("departments",), ("shifts",)), "策划"),
    Subject("需求调研", (("research",),), "策划"),
    Subject("受众", (("audience",),), "策划"),
    Subject("目标", (("targets",),), "策划"),
    Subject("构思", (("concept",), ("promotion",)), "策划"),
    Subject("预算", (("budget",),), "策划"),
    Subject("审批", (("approval",),), "策划"),
    Subject("供应商", (("suppliers",),), "策划"),
    Subject("物料", (("materials",),), "策划"),
    Subject("渠道", (("channels",),), "策划"),
    Subject("排期", (("schedule",),), "策划"),
    Subject("素材", (("assets",),), "策划"),
    Subject("任务", (("tasks",),), "策划"),
    Subject("风险应急", (("risks",), ("contacts",)), "策划"),
    Subject("评审会", (("meetings", "review"),), "策划"),
    Subject("场地", (("venues",),), "策划"),
    Subject("嘉宾", (("guests",),), "策划"),
    Subject("流程", (("timeline",),), "策划"),
    Subject("监控", (("monitoring",),), "执行"),
    Subject("调整", (("adjustments",),), "执行"),
    Subject("结果", (("results",),), "复盘"),
    Subject("复盘会", (("meetings", "retro"),), "复盘"),
    Subject("经验问题", (("lessons",), ("issues",), ("evaluations",), ("case",)), "复盘"),
    Subject("归档", (("archive",),), "复盘"),
    Subject("单份文件", (("documents",),), "设置"),
    Subject("设置", ((), ("metrics",), ("privacy",), ("calendar",)), "设置"),
)
"""Every field of a campaign belongs to one of these; `()` are the single values of the outermost group."""

_KEY_LABELS: dict[Keys, str] = {
    ("budget", "category_caps"): "费用类别",
    ("monitoring", "thresholds"): "指标编号",
    ("archive", "start_item_no"): "保管期限",
    ("documents",): "文件代码",
}
_SHORTER = {"场地验收": "场地", "传播渠道": "渠道"}
_OTHERS = "其他设置"


class Field(Struct, frozen=True):
    """A value that a block asks for.

    `steps` lead to it from the group or the entry, `label` stands in the form, `full` names the groups on the way too.
    """

    steps: Keys
    label: str
    full: str
    description: str
    required: bool
    shape: Shape
    suggestions: tuple[str, ...] = ()


class Block(Struct, frozen=True):
    """A card or a table. `path` leads to its group, list or map; of a list within entries, `parent` is their list.

    `key` is the column of a map's keys, `owner` that of the entry a row belongs to; `spread` is a map within entries:
    each of its keys has a column.
    """

    title: str
    form: Literal["card", "table"]
    path: Keys
    description: str
    fields: tuple[Field, ...]
    parent: Keys | None = None
    key: Field | None = None
    owner: Field | None = None
    spread: Field | None = None

    @property
    def columns(self) -> tuple[Field, ...]:
        """Return what has a column of its own, whatever the entries say."""
        return tuple(each for each in (self.owner, self.key) if each) + self.fields


class Sheet(Struct, frozen=True):
    """A sheet with its blocks, from top to bottom."""

    subject: Subject
    blocks: tuple[Block, ...]


@cache
def form_sheets() -> tuple[Sheet, ...]:
    """Return the whole form."""
    return tuple(Sheet(each, tuple(b for keys in each.keys for b in _blocks(keys))) for each in SUBJECTS)


def _blocks(path: Keys) -> Iterator[Block]:
    if not path:
        plain = tuple(_fields(Campaign, nested=False))
        yield Block(_OTHERS, "card", (), "版式与嘉宾名单", _labelled(plain))
        return
    model: type[Entity] = Campaign
    for step in path[:-1]:
        model = fields_of(model)[step].model or model
    yield from _block(model, path, path[-1])


def _block(model: type[Entity], path: Keys, name: str, above: str = "") -> Iterator[Block]:
    """Yield the blocks of one field of `model`; `above` is what the title begins with."""
    shape, info = fields_of(model)[name], model.model_fields[name]
    title = f"{above}{DOT if above else ''}{info.title}"
    if shape.form == "group" and shape.model is not None:
        yield from _of_group(shape.model, path, info)
    elif shape.form == "map" or (shape.element is not None and shape.element.model is not None):
        yield from _of_list(shape, path, title, info)


def _of_group(model: type[Entity], path: Keys, info: FieldInfo) -> Iterator[Block]:
    fields = _labelled(tuple(_fields(model)))
    title = str(info.title)
    if fields:
        yield Block(title, "card", path, info.description or "", fields)
    yield from _tables(model, path, title)


def _tables(model: type[Entity], path: Keys, title: str) -> Iterator[Block]:
    for name, shape in fields_of(model).items():
        info = model.model_fields[name]
        if shape.form == "group" and shape.model is not None:
            yield from _tables(shape.model, (*path, name), str(info.title))
        elif shape.form in ("list", "map"):
            yield from _block(model, (*path, name), name, title)


def _of_list(shape: Shape, path: Keys, title: str, info: FieldInfo) -> Iterator[Block]:
    element = shape.element or Shape("value", str)
    key = _key_field(shape.key, path) if shape.key is not None else None
    if element.model is None:
        value = Field(
            (), str(info.title), str(info.title), info.description or "", required=True, shape=element
        )
        yield Block(title, "table", path, info.description or "", (value,), key=key)
        return
    fields = _labelled(tuple(_fields(element.model)))
    yield Block(title, "table", path, info.description or "", fields, key=key, spread=_spread(element.model))
    for name, inner in fields_of(element.model).items():
        if inner.form == "list" and inner.element is not None and inner.element.model is not None:
            yield _within(path, name, inner.element.model, element.model.model_fields[name], str(info.title))


def _within(path: Keys, name: str, model: type[Entity], info: FieldInfo, above: str) -> Block:
    """Return the table of a list that every entry of another list has."""
    label = f"所属{_SHORTER.get(above, above)}"
    owner = Field((), label, label, "这一行属于哪一项,从下拉列表选", required=True, shape=Shape("value", str))
    fields = _labelled(tuple(_fields(model)))
    description = info.description or ""
    title = f"{above}{DOT}{info.title}"
    return Block(title, "table", (*path, name), description, fields, parent=path, owner=owner)


def _spread(model: type[Entity]) -> Field | None:
    for name, shape in fields_of(model).items():
        if shape.form == "map":
            info = model.model_fields[name]
            return Field((name,), str(info.title), str(info.title), info.description or "", False, shape)
    return None


def _key_field(shape: Shape, path: Keys) -> Field:
    label = _KEY_LABELS[path]
    return Field((), label, label, "", required=True, shape=shape)


def _fields(
    model: type[Entity], steps: Keys = (), above: str = "", *, needed: bool = True, nested: bool = True
) -> Iterator[Field]:
    """Yield the single values of a group, and those of the groups in it."""
    for name, shape in fields_of(model).items():
        info = model.model_fields[name]
        full = f"{above}{DOT if above else ''}{info.title}"
        required = needed and info.is_required()
        if shape.form == "group" and shape.model is not None:
            if nested:
                yield from _fields(shape.model, (*steps, name), str(info.title), needed=required)
        elif shape.form == "value" or (
            shape.element is not None and shape.form == "list" and not shape.element.model
        ):
            said, words = info.description or "", tuple(str(each) for each in info.examples or ())
            yield Field((*steps, name), str(info.title), full, said, required, shape, words)


def _labelled(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Give the full label to those of which the short one is not the only one of its block."""
    short = [each.label for each in fields]
    return tuple(
        each if short.count(each.label) == 1 else Field(each.steps, each.full, *_rest(each))
        for each in fields
    )


def _rest(field: Field) -> tuple[str, str, bool, Shape, tuple[str, ...]]:
    return field.full, field.description, field.required, field.shape, field.suggestions
