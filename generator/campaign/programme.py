"""What happens: idea, phases, running order, promotion and lottery, tasks, risks."""

from pydantic import Field

from generator.campaign.choices import TASK_PHASES, Level, TaskSource, TaskStatus
from generator.campaign.entity import Entity
from generator.campaign.kinds import (
    Clock,
    Count,
    Day,
    Minutes,
    Money,
    PersonId,
    Share,
    TaskId,
    Texts,
)


class ConceptPhase(Entity):
    """活动阶段."""

    name: str = Field(title="阶段", description="例如 预热期、爆发期、延续期、复盘期")
    start: Day | None = Field(None, title="阶段开始", description="开始日期")
    end: Day | None = Field(None, title="阶段结束", description="结束日期")
    focus: str | None = Field(None, title="阶段重点", description="这一阶段的重点")


class Resource(Entity):
    """资源需求."""

    kind: str = Field(title="资源类别", description="人力、物力或财力")
    need: str | None = Field(None, title="资源需求", description="需要什么、多少")
    gap: str | None = Field(None, title="来源与缺口", description="从哪里来,还缺什么")


class Concept(Entity):
    """活动构思."""

    creative: str | None = Field(None, title="核心创意", description="核心创意与策略")
    phases: tuple[ConceptPhase, ...] = Field((), title="整体节奏", description="每个阶段一项")
    resources: tuple[Resource, ...] = Field((), title="资源需求评估", description="每类资源一项")
    venue_needs: Texts = Field((), title="场地需求", description="对场地的要求,每条一项")


class Cues(Entity):
    """环节的技术与物料要求."""

    light: str | None = Field(None, title="灯光", description="灯光要求")
    audio: str | None = Field(None, title="音响", description="音响要求")
    screen: str | None = Field(None, title="大屏", description="大屏内容")
    material: str | None = Field(None, title="物料", description="所需物料")


class TimelineItem(Entity):
    """当日流程的环节."""

    time: Clock | None = Field(None, title="时间", description="开始时间,例如 14:00")
    duration: Minutes | None = Field(None, title="时长", description="时长(分钟)")
    segment: str = Field(title="环节", description="环节名称")
    content: str | None = Field(None, title="内容", description="做什么")
    owner: PersonId | None = Field(None, title="负责人", description="填人员编号")
    cues: Cues = Field(Cues.model_construct(), title="技术要求", description="灯光、音响、大屏与物料")


class Prize(Entity):
    """奖项."""

    name: str | None = Field(None, title="奖项", description="奖项与奖品")
    qty: Count | None = Field(None, title="奖品数量", description="数量")
    value: Money | None = Field(None, title="单项价值", description="单个奖品的价值(元),不超过 50,000 元")


class Lottery(Entity):
    """抽奖; what the law wants disclosed."""

    prizes: tuple[Prize, ...] = Field((), title="奖项", description="每个奖项一项")
    conditions: str | None = Field(None, title="参与条件", description="怎样可以参与")
    draw_at: str | None = Field(None, title="开奖时间与方式", description="什么时候、怎样开奖")
    odds: str | None = Field(None, title="中奖概率", description="中奖概率;写明各奖项数量时可不写")
    redemption: str | None = Field(None, title="兑奖方式", description="怎样兑奖、期限")
    contact: str | None = Field(None, title="主办方联系方式", description="参与者可以联系谁")


class Promotion(Entity):
    """促销与抽奖规则."""

    rules: Texts = Field((), title="活动规则", description="促销规则,每条一项")
    price_basis: str | None = Field(None, title="价格比较依据", description="折扣以什么价格为基准")
    lottery: Lottery | None = Field(None, title="抽奖", description="有抽奖时填写")


class Task(Entity):
    """任务."""

    id: str = Field(title="任务编号", description="例如 R01")
    phase: str | None = Field(
        None, title="任务阶段", description="例如 策划、物料、宣传、现场", examples=list(TASK_PHASES)
    )
    module: str | None = Field(None, title="任务模块", description="任务属于哪个模块")
    content: str = Field(title="任务内容", description="做什么")
    deliverable: str | None = Field(None, title="完成标准/交付物", description="做到什么程度、交付什么")
    dept: str | None = Field(None, title="责任部门", description="责任部门")
    owner: PersonId | None = Field(None, title="责任人", description="只有一名责任人,填人员编号")
    helpers: tuple[PersonId, ...] = Field((), title="协助人", description="协助人的人员编号,可写多个")
    start: Day | None = Field(None, title="计划开始", description="计划开始日期")
    due: Day | None = Field(None, title="计划完成", description="计划完成日期,不早于计划开始")
    done_on: Day | None = Field(None, title="实际完成", description="实际完成日期")
    status: TaskStatus | None = Field(None, title="任务状态", description="任务状态")
    progress: Share | None = Field(None, title="完成率", description="例如 60% 或 0.6")
    depends_on: tuple[TaskId, ...] = Field((), title="前置任务", description="前置任务的编号,可写多个")
    source: TaskSource | None = Field(None, title="任务来源", description="计划或评审决议")
    note: str | None = Field(None, title="备注", description="备注")


class Risk(Entity):
    """风险."""

    id: str | None = Field(None, title="风险编号", description="例如 F01")
    risk: str = Field(title="风险", description="可能发生什么")
    probability: Level | None = Field(None, title="可能性", description="高、中或低")
    impact: str | None = Field(None, title="影响", description="高、中、低或一句话")
    prevention: str | None = Field(None, title="预防措施", description="怎样预防")
    response: str | None = Field(None, title="应急措施", description="发生了怎么办")
    trigger: str | None = Field(None, title="触发条件", description="什么情况下启动应急措施")
    owner: PersonId | None = Field(None, title="责任人", description="填人员编号")
    budget_reserve: Money | None = Field(None, title="应急预留", description="为该风险预留的费用(元)")
