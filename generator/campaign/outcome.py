"""What came of the campaign, and what is learnt from it."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.choices import LessonKind
from generator.campaign.entity import Entity
from generator.campaign.kinds import Count, Money, Quantity, Share, Texts
from generator.campaign.typed import named


class Attendance(Entity):
    """到场情况."""

    invited: Count | None = Field(None, title="邀约人数", description="邀约的人数(人)")
    arrived: Count | None = Field(None, title="到场人数", description="到场的人数(人)")


class Feedback(Entity):
    """用户反馈."""

    sample: Count | None = Field(None, title="样本量", description="收到的有效反馈数")
    satisfaction_avg: Quantity | None = Field(None, title="满意度均分", description="例如 4.6")
    nps: Quantity | None = Field(None, title="净推荐值", description="净推荐值(NPS),-100 至 100")
    positives: Texts = Field((), title="正面意见", description="每条一项")
    negatives: Texts = Field((), title="负面意见", description="每条一项")


class Income(Entity):
    """活动收益."""

    amount: Money | None = Field(None, title="活动收益", description="活动带来的收入(元)")
    source: str | None = Field(None, title="收益来源", description="收入数据的来源")


class Media(Entity):
    """媒体报道."""

    count: Count | None = Field(None, title="媒体报道数", description="媒体报道篇数")


class Funnel(Entity):
    """转化漏斗, from the first sight to the order."""

    impressions: Count | None = Field(None, title="曝光", description="曝光次数")
    clicks: Count | None = Field(None, title="点击", description="点击次数")
    leads: Count | None = Field(None, title="注册", description="注册或留资数")
    arrived: Count | None = Field(None, title="到场", description="到场人数")
    orders: Count | None = Field(None, title="成交", description="成交订单数")


class Results(Entity):
    """活动结果."""

    attendance: Attendance = Field(
        Attendance.model_construct(), title="到场情况", description="邀约与到场人数"
    )
    funnel: Funnel = Field(Funnel.model_construct(), title="转化漏斗", description="各环节的数量")
    feedback: Feedback = Field(Feedback.model_construct(), title="用户反馈", description="满意度与意见")
    income: Annotated[Income, BeforeValidator(named("amount"))] = Field(
        Income.model_construct(), title="活动收益", description="收入及其来源"
    )
    cost_total: Money | None = Field(None, title="实际总费用", description="实际总费用(元)")
    media: Media = Field(Media.model_construct(), title="媒体报道", description="媒体报道")
    staff_attendance_rate: Share | None = Field(None, title="到岗率", description="工作人员到岗率,例如 98%")
    interaction_rate: Share | None = Field(None, title="互动率", description="互动率,例如 12%")
    exclusions: str | None = Field(None, title="剔除说明", description="统计时剔除了哪些数据")
    notes: str | None = Field(None, title="结论", description="执行概况与结论")
    open_questions: Texts = Field((), title="待深入问题", description="每条一项")


class Lesson(Entity):
    """经验与改进."""

    id: str | None = Field(None, title="经验编号", description="例如 L01")
    kind: LessonKind = Field(title="经验类别", description="经验或改进")
    text: str = Field(title="经验内容", description="一句话写清楚")
    evidence: str | None = Field(None, title="证据数据", description="支持的数据")
    applies_to: str | None = Field(None, title="适用条件", description="在什么情况下适用")
    reuse: str | None = Field(None, title="复用方式", description="下次怎样用")


class Issue(Entity):
    """问题与根因."""

    id: str | None = Field(None, title="问题编号", description="例如 Q01")
    problem: str = Field(title="问题", description="发生了什么")
    impact: str | None = Field(None, title="问题影响", description="造成的影响")
    cause: str | None = Field(None, title="直接原因", description="直接原因")
    root_cause: str | None = Field(None, title="根本原因", description="追问到底的原因")
    stage: str | None = Field(None, title="责任环节", description="出在哪个环节")


class Evaluation(Entity):
    """评价."""

    of: str = Field(title="评价对象", description="供应商、小组或部门的名称")
    score: str | None = Field(None, title="评分", description="例如 9 分、A")
    note: str | None = Field(None, title="评语", description="评语")


class Case(Entity):
    """案例库条目."""

    tags: Texts = Field((), title="标签", description="类型、行业、渠道、规模、季度等")
    conclusion: str | None = Field(None, title="一句话结论", description="一句话结论")
    pitfalls: Texts = Field((), title="避坑提示", description="每条一项")
    fits: str | None = Field(None, title="适用场景", description="适用场景")
    fits_not: str | None = Field(None, title="不适用场景", description="不适用场景")
