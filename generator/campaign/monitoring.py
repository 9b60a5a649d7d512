"""What is watched while the campaign runs, and what was changed because of it."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.choices import AdjustmentKind, AdjustmentStatus, IndicatorKind, IndicatorSide
from generator.campaign.entity import Entity
from generator.campaign.kinds import (
    BudgetItemId,
    Clock,
    DayTime,
    IndicatorId,
    Measure,
    Minutes,
    Moment,
    Money,
    PersonId,
    Ratio,
    TargetId,
    Texts,
    YesNo,
)
from generator.campaign.typed import present_only


class Indicator(Entity):
    """监控指标."""

    id: str = Field(title="指标编号", description="例如 K01")
    name: str = Field(title="指标名称", description="指标名称")
    side: IndicatorSide | None = Field(None, title="指标类别", description="线上、线下或销售")
    kind: IndicatorKind | None = Field(
        None, title="口径类型", description="累计、时点或比率;不写时有公式的为比率,其余为累计"
    )
    unit: str | None = Field(None, title="单位", description="例如 人、次、元、%")
    target_ref: TargetId | None = Field(None, title="对应目标", description="填目标编号,目标值与口径从目标来")
    formula: str | None = Field(
        None, title="计算公式", description="比率指标的算法,例如 K01÷K02、签到嘉宾÷300;用文字说明的照样填数"
    )
    frequency: str | None = Field(None, title="记录频次", description="例如 每小时")
    recorder: PersonId | None = Field(None, title="记录人", description="填人员编号")
    threshold: Ratio | None = Field(None, title="预警阈值", description="低于进度目标的多少时预警,例如 80%")
    source: str | None = Field(None, title="数据来源", description="从哪里取数")


class Reading(Entity):
    """一次数据记录."""

    time: Clock = Field(title="记录时间", description="例如 15:00 或 2026-10-16 15:00")
    values: Annotated[dict[IndicatorId, Measure], BeforeValidator(present_only)] = Field(
        {}, title="指标累计值", description="指标编号与累计值,例如 K01: 1200"
    )
    recorder: PersonId | None = Field(None, title="记录人", description="填人员编号")
    note: str | None = Field(None, title="异常说明", description="异常情况")
    action: str | None = Field(None, title="处理措施", description="怎样处理")


class Monitoring(Entity):
    """数据监控."""

    interval_minutes: Minutes | None = Field(None, title="记录间隔", description="每隔多少分钟记录一次")
    start: DayTime | None = Field(
        None, title="监控开始", description="从什么时候开始记录,例如 2026-10-16 13:30"
    )
    end: DayTime | None = Field(None, title="监控结束", description="记录到什么时候,例如 2026-10-16 17:30")
    communication: Texts = Field((), title="沟通机制", description="例如 每小时进度同步,每条一项")
    indicators: tuple[Indicator, ...] = Field((), title="监控指标", description="每个指标一项")
    series: tuple[Reading, ...] = Field((), title="实时记录", description="每次记录一项")
    thresholds: Annotated[dict[IndicatorId, Ratio], BeforeValidator(present_only)] = Field(
        {}, title="预警阈值", description="按指标编号写,例如 K01: 80%"
    )


class Adjustment(Entity):
    """执行调整."""

    id: str | None = Field(None, title="调整编号", description="例如 T01")
    time: Moment | None = Field(None, title="提出时间", description="提出调整的时间")
    kind: AdjustmentKind | None = Field(None, title="调整类型", description="调整属于哪一类")
    trigger: str | None = Field(None, title="触发原因", description="触发原因或数据依据")
    before: str | None = Field(None, title="调整前", description="调整前的做法")
    after: str | None = Field(None, title="调整后", description="调整后的做法")
    impact: str | None = Field(None, title="影响范围", description="进度、成本、质量或其他")
    budget_delta: Money | None = Field(None, title="预算影响", description="增加为正、减少为负(元)")
    budget_item: BudgetItemId | None = Field(
        None, title="对应费用项目", description="调整的是哪项预算,填费用编号"
    )
    proposer: PersonId | None = Field(None, title="提出人", description="填人员编号")
    approver: PersonId | None = Field(None, title="审批人", description="填人员编号")
    approved_at: Moment | None = Field(None, title="审批时间", description="审批时间")
    executor: PersonId | None = Field(None, title="执行人", description="填人员编号")
    effective_at: Moment | None = Field(None, title="生效时间", description="生效时间")
    result: str | None = Field(None, title="执行结果", description="执行结果或效果")
    status: AdjustmentStatus | None = Field(
        None, title="调整状态", description="待批、执行中、已完成或已否决"
    )
    reusable: YesNo | None = Field(None, title="是否可复用经验", description="是或否")
