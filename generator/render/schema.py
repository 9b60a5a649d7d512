"""The names of the views: every key that `render.views` gives a template, with its kind, label and example.

Built from the models and from the figures that are joined to them, in the order of the campaign file. A test
walks real views and holds both against each other. Figures are called as `derive.labels` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from generator.campaign import (
    Approval,
    Asset,
    Budget,
    BudgetItem,
    Campaign,
    Channel,
    Department,
    DocumentControl,
    Entity,
    Event,
    Indicator,
    Material,
    Meeting,
    Monitoring,
    Need,
    Person,
    Reading,
    Research,
    Results,
    Shape,
    Shift,
    Supplier,
    Target,
    Task,
    fields_of,
    shape_at,
)
from generator.derive.charts import ChartFigures
from generator.derive.deadlines import Milestone
from generator.derive.labels import LABELS
from generator.derive.links import IndicatorFigures
from generator.derive.money import BudgetFigures, CategoryFigures, ItemFigures
from generator.derive.people import DepartmentFigures, Group, MeetingFigures
from generator.derive.results import ChannelFigures, ResultFigures
from generator.derive.schedule import Gantt
from generator.derive.targets import TargetFigures, TargetSummary
from generator.derive.tasks import MaterialFigures, SupplierFigures, TaskCount, TaskFigures
from generator.office.schema import Field
from generator.render.kinds import EXAMPLES, example_of, figure_fields, kind_of_type
from generator.render.views import FINDINGS

Fields = Mapping[str, Field]


def document_schema(titles: Mapping[str, str]) -> Field:
    """Return what the template of one document sees; `titles` are those of all documents, by code."""
    listed = tuple(titles.items())
    return Field("record", inside=lambda: _names(listed))


@cache
def _names(titles: tuple[tuple[str, str], ...]) -> Fields:
    campaign = {**_record(Campaign), **_of_the_whole()}
    return {"document": _group("本文件", _document), **campaign, **_other_documents(titles)}


def _group(label: str, fields: Callable[[], Fields]) -> Field:
    return Field("record", label, inside=fields)


def _list(label: str, element: Callable[[], Field]) -> Field:
    return Field("list", label, item=element)


def _entry(path: str) -> Field:
    """Return an entry of one of the campaign's lists; its fields are listed there."""
    shape = shape_at(Campaign, (*path.split("."), 0))
    model = shape.model if shape else None
    if model is None:
        raise KeyError(path)
    return Field("record", inside=lambda: _record(model), same_as=f"{path}[]")


def _entries(label: str, path: str) -> Field:
    return _list(label, lambda: _entry(path))


# --- the campaign file ---------------------------------------------------------------------------------------


@cache
def _record(model: type[Entity]) -> Fields:
    """Return the fields of a model as a template sees them, behind them what is joined to its entries."""
    infos = model.model_fields
    own = {
        name: _field(shape, str(infos[name].title or name), example_of(infos[name], shape))
        for name, shape in fields_of(model).items()
    }
    joined = next((_JOINED[base]() for base in model.__mro__ if base in _JOINED), {})
    return {**own, **{name: field for name, field in joined.items() if name not in own}}


def _field(shape: Shape, label: str, example: str) -> Field:
    """Return what a field of a model is to a template."""
    element, model = shape.element, shape.model
    if shape.ref:
        return replace(_entry(shape.ref.collection), label=label)
    if shape.form == "list" and element:
        return Field("list", label, item=lambda: _field(element, label, example))
    if shape.form == "map" and element:
        return Field("map", label, item=lambda: _field(element, label, EXAMPLES["number"]))
    if model:
        return Field("record", label, inside=lambda: _record(model))
    return Field("picture" if shape.picture else kind_of_type(shape.type), label, example)


# --- what is joined to it --------------------------------------------------------------------------------------


def _text(label: str, example: str = "") -> Field:
    return Field("text", label, example)


def _of_event() -> Fields:
    return {
        "period": _text("活动时间(一句话)", "2026年10月16日 14:00–17:00"),
        "place": _text("活动地点(一句话)"),
    }


def _of_budget() -> Fields:
    fields = figure_fields(BudgetFigures)
    label = fields["categories"].label
    category = {**figure_fields(CategoryFigures), "over": _text("是否超限", "是 / 否")}
    return {**fields, "categories": _list(label, lambda: _group("类别", lambda: category))}


def _of_person() -> Fields:
    backup = replace(_entry("team"), label="备岗人")
    return {"backup": backup, "group_leader": _text("组长(是或空)", "是")}


def _groups(label: str) -> Field:
    labels = LABELS[Group]
    members = _entries(labels["members"], "team")
    fields = {"name": _text(labels["name"]), "members": members}
    return _list(label, lambda: _group(label, lambda: fields))


def _of_meeting() -> Fields:
    fields = figure_fields(MeetingFigures)
    return {**fields, "attendees_by_dept": _groups(fields["attendees_by_dept"].label)}


def _points() -> Field:
    read = _record(Reading)
    fields = {
        "time": Field("moment", "时间点", EXAMPLES["moment"]),
        "values": _list("各指标累计值(按指标的顺序)", lambda: Field("number", "累计值", EXAMPLES["number"])),
        **{key: read[key] for key in ("recorder", "note", "action")},
    }
    return _list("记录时间点", lambda: _group("时间点", lambda: fields))


def _sign_in() -> Field:
    labels = LABELS[Group]
    person = {
        "person": replace(_entry("team"), label="人员"),
        "due_at": Field("time", "应到时间", EXAMPLES["time"]),
    }
    group = {
        "name": _text(labels["name"]),
        "members": _entries(labels["members"], "team"),
        "people": _list("应到人员", lambda: _group("应到人员", lambda: person)),
    }
    groups = _list("现场小组", lambda: _group("现场小组", lambda: group))
    fields = {**_record(Shift), "name": _text("工作表名称", "签到 A班"), "groups": groups}
    return _list("签到表(每个班次一张)", lambda: _group("签到表", lambda: fields))


def _of_research() -> Fields:
    return {name: _entries(f"调研发现:{kind}", "research.findings") for name, kind in FINDINGS.items()}


_JOINED: Mapping[type[Entity], Callable[[], Fields]] = {
    Event: _of_event,
    Target: lambda: figure_fields(TargetFigures),
    Channel: lambda: figure_fields(ChannelFigures),
    Task: lambda: figure_fields(TaskFigures),
    Department: lambda: figure_fields(DepartmentFigures),
    Supplier: lambda: figure_fields(SupplierFigures),
    Material: lambda: figure_fields(MaterialFigures),
    Indicator: lambda: figure_fields(IndicatorFigures),
    BudgetItem: lambda: figure_fields(ItemFigures),
    Results: lambda: figure_fields(ResultFigures),
    Budget: _of_budget,
    Person: _of_person,
    Meeting: _of_meeting,
    Research: _of_research,
    Need: lambda: {"targets": _entries("对应目标", "targets")},
    Asset: lambda: {
        "channels": _entries("使用渠道", "channels"),
        "hints": _text("提示", "「最舒适」建议人工核对"),
    },
    Approval: lambda: {"steps": _entries("需要的审批环节", "approval.budget_chain")},
    Monitoring: lambda: {"points": _points()},
}


def _of_the_whole() -> Fields:
    """Return the figures that stand at top level."""
    phase = figure_fields(TaskCount)
    milestone = figure_fields(Milestone)
    return {
        "target_summary": _group("目标汇总", lambda: figure_fields(TargetSummary)),
        "task_summary": _group("任务汇总", lambda: phase),
        "task_phases": _list("各阶段任务", lambda: _group("阶段", lambda: phase)),
        "late_tasks": _entries("延期任务", "tasks"),
        "milestones": _list(
            "里程碑", lambda: _group("里程碑", lambda: {**milestone, "from": milestone["since"]})
        ),
        "gantt": _group("甘特图", lambda: figure_fields(Gantt)),
        "experiences": _entries("可复用经验", "lessons"),
        "improvements": _entries("需改进环节", "lessons"),
        "onsite_groups": _groups("现场小组"),
        "onsite_posts": _entries("现场岗位(按小组)", "team"),
        "sign_in": _sign_in(),
        "archive_no": _text("关联档号"),
        "charts": _group("图表", lambda: figure_fields(ChartFigures)),
    }


# --- documents -------------------------------------------------------------------------------------------------


def _document() -> Fields:
    person = _entry("team")
    return {
        "code": _text("文件代码", "YS"),
        "title": _text("文件标题", "活动预算表"),
        "number": _text("文件编号", "HD-2026-001-YS-01"),
        "version": _text("版本", "V1.0"),
        "status": _text("状态", "草稿"),
        "as_of": Field("date", "统计日期", EXAMPLES["date"]),
        "prepared_by": replace(person, label="编制人"),
        "department": _text("编制部门", "市场部"),
        "approved_by": replace(person, label="批准人"),
        "approved_on": Field("date", "批准日期", EXAMPLES["date"]),
        "note": _text("备注"),
        "retention": _text("保管期限", "30年"),
        "archive_no": _text("档号"),
        "due": Field("date", "完成期限", EXAMPLES["date"]),
    }


def _other_documents(titles: tuple[tuple[str, str], ...]) -> Fields:
    own = _document()
    one = {**_record(DocumentControl), "number": own["number"], "version": own["version"]}
    listed = {"number": own["number"], "title": own["title"], "folder": _text("存放位置", "01_策划准备")}
    first = titles[0][0] if titles else ""
    codes = {
        code: Field(
            "record", title, inside=lambda: one, same_as="" if code == first else f"documents.{first}"
        )
        for code, title in titles
    }
    return {
        "documents": _group("各份文件(按代码)", lambda: codes),
        "document_list": _list("其他文件的目录", lambda: _group("文件", lambda: listed)),
    }
