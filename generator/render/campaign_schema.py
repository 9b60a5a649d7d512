"""The names of the campaign's own values: every key of the campaign file, with what is joined to its entries.

Built from the models and from the figures that are joined to them, in the order of the campaign file. Figures are
called as `derive.labels` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from msgspec.structs import replace

from generator.campaign import (
    Approval,
    Asset,
    Budget,
    BudgetItem,
    Campaign,
    Channel,
    Department,
    Entity,
    Event,
    ExternalAttachment,
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
    Venue,
    fields_of,
    shape_at,
)
from generator.derive.charts import ChartFigures
from generator.derive.deadlines import Milestone
from generator.derive.labels import LABELS
from generator.derive.money import BudgetFigures, CategoryFigures, ItemFigures
from generator.derive.monitoring import IndicatorFigures
from generator.derive.people import DepartmentFigures, Group, MeetingFigures
from generator.derive.results import ChannelFigures, ResultFigures
from generator.derive.schedule import Gantt
from generator.derive.targets import TargetFigures, TargetSummary
from generator.derive.tasks import MaterialFigures, SupplierFigures, TaskCount, TaskFigures
from generator.derive.venues import VenueFigures
from generator.office.schema import Field
from generator.render.kinds import EXAMPLES, example_of, figure_fields, kind_of_type
from generator.render.views import FINDINGS

Fields = Mapping[str, Field]


def group(label: str, fields: Callable[[], Fields]) -> Field:
    return Field("record", label, inside=fields)


def list_of(label: str, element: Callable[[], Field]) -> Field:
    return Field("list", label, item=element)


def entry(path: str) -> Field:
    """Return an entry of one of the campaign's lists; its fields are listed there."""
    shape = shape_at(Campaign, (*path.split("."), 0))
    model = shape.model if shape else None
    if model is None:
        raise KeyError(path)
    return Field("record", inside=lambda: record(model), same_as=f"{path}[]")


def entries(label: str, path: str) -> Field:
    return list_of(label, lambda: entry(path))


# --- the campaign file ---------------------------------------------------------------------------------------


@cache
def record(model: type[Entity]) -> Fields:
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
        return replace(entry(shape.ref.collection), label=label)
    if shape.form == "list" and element:
        return Field("list", label, item=lambda: _field(element, label, example))
    if shape.form == "map" and element:
        return Field("map", label, item=lambda: _field(element, label, EXAMPLES["number"]))
    if model:
        return Field("record", label, inside=lambda: record(model))
    return Field("picture" if shape.picture else kind_of_type(shape.type), label, example)


# --- what is joined to it --------------------------------------------------------------------------------------


def text(label: str, example: str = "") -> Field:
    return Field("text", label, example)


def _of_event() -> Fields:
    return {
        "period": text("活动时间(一句话)", "2026年10月16日 14:00–17:00"),
        "place": text("活动地点(一句话)"),
    }


def _of_budget() -> Fields:
    fields = figure_fields(BudgetFigures)
    label = fields["categories"].label
    category = {**figure_fields(CategoryFigures), "over": text("是否超限", "是 / 否")}
    return {**fields, "categories": list_of(label, lambda: group("类别", lambda: category))}


def _of_person() -> Fields:
    backup = replace(entry("team"), label="备岗人")
    return {"backup": backup, "group_leader": text("组长(是或空)", "是")}


def _groups(label: str) -> Field:
    labels = LABELS[Group]
    members = entries(labels["members"], "team")
    fields = {"name": text(labels["name"]), "members": members}
    return list_of(label, lambda: group(label, lambda: fields))


def _of_meeting() -> Fields:
    fields = figure_fields(MeetingFigures)
    return {**fields, "attendees_by_dept": _groups(fields["attendees_by_dept"].label)}


def _points() -> Field:
    read = record(Reading)
    fields = {
        "time": Field("moment", "时间点", EXAMPLES["moment"]),
        "values": list_of(
            "记录的各指标累计值(按 recorded 的顺序)", lambda: Field("number", "累计值", EXAMPLES["number"])
        ),
        **{key: read[key] for key in ("recorder", "note", "action")},
    }
    return list_of("记录时间点", lambda: group("时间点", lambda: fields))


def _of_monitoring() -> Fields:
    return {
        "points": _points(),
        "recorded": entries("要记录的指标", "monitoring.indicators"),
        "computed": entries("由公式算出的指标", "monitoring.indicators"),
        "headline": replace(entry("monitoring.indicators"), label="首先显示的指标"),
    }


def _sign_in() -> Field:
    labels = LABELS[Group]
    person = {
        "person": replace(entry("team"), label="人员"),
        "due_at": Field("time", "应到时间", EXAMPLES["time"]),
    }
    members = {
        "name": text(labels["name"]),
        "members": entries(labels["members"], "team"),
        "people": list_of("应到人员", lambda: group("应到人员", lambda: person)),
    }
    groups = list_of("现场小组", lambda: group("现场小组", lambda: members))
    fields = {**record(Shift), "name": text("工作表名称", "签到 A班"), "groups": groups}
    return list_of("签到表(每个班次一张)", lambda: group("签到表", lambda: fields))


def _of_attachment() -> Fields:
    return {
        "count": Field("number", "实有数量(归档时)", "7"),
        "state": Field("text", "归档状态(归档时)", "已归档 / 缺失"),
    }


def _of_research() -> Fields:
    return {name: entries(f"调研发现:{kind}", "research.findings") for name, kind in FINDINGS.items()}


_JOINED: Mapping[type[Entity], Callable[[], Fields]] = {
    Event: _of_event,
    Target: lambda: figure_fields(TargetFigures),
    Channel: lambda: figure_fields(ChannelFigures),
    Task: lambda: figure_fields(TaskFigures),
    Department: lambda: figure_fields(DepartmentFigures),
    Supplier: lambda: figure_fields(SupplierFigures),
    Material: lambda: figure_fields(MaterialFigures),
    Venue: lambda: figure_fields(VenueFigures),
    Indicator: lambda: figure_fields(IndicatorFigures),
    BudgetItem: lambda: figure_fields(ItemFigures),
    Results: lambda: figure_fields(ResultFigures),
    Budget: _of_budget,
    Person: _of_person,
    Meeting: _of_meeting,
    Research: _of_research,
    ExternalAttachment: _of_attachment,
    Need: lambda: {"targets": entries("对应目标", "targets")},
    Asset: lambda: {
        "channels": entries("使用渠道", "channels"),
        "hints": text("提示", "「最舒适」建议人工核对"),
    },
    Approval: lambda: {"steps": entries("需要的审批环节", "approval.budget_chain")},
    Monitoring: _of_monitoring,
}


def of_the_whole() -> Fields:
    """Return the figures that stand at top level."""
    phase = figure_fields(TaskCount)
    milestone = figure_fields(Milestone)
    return {
        "target_summary": group("目标汇总", lambda: figure_fields(TargetSummary)),
        "task_summary": group("任务汇总", lambda: phase),
        "task_phases": list_of("各阶段任务", lambda: group("阶段", lambda: phase)),
        "late_tasks": entries("延期任务", "tasks"),
        "milestones": list_of(
            "里程碑", lambda: group("里程碑", lambda: {**milestone, "from": milestone["since"]})
        ),
        "gantt": group("甘特图", lambda: figure_fields(Gantt)),
        "experiences": entries("可复用经验", "lessons"),
        "improvements": entries("需改进环节", "lessons"),
        "onsite_groups": _groups("现场小组"),
        "onsite_posts": entries("现场岗位(按小组)", "team"),
        "sign_in": _sign_in(),
        "archive_no": text("关联档号"),
        "charts": group("图表", lambda: figure_fields(ChartFigures)),
    }
