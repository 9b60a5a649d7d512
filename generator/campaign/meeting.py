"""The two meetings: the review of the plan and the look back."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.choices import ReviewResult, TaskStatus
from generator.campaign.entity import Entity
from generator.campaign.kinds import Day, DayTime, PersonId, Texts
from generator.campaign.typed import named


class Absentee(Entity):
    """缺席人员."""

    person: PersonId = Field(title="缺席人员", description="填人员编号")
    reason: str | None = Field(None, title="缺席原因", description="缺席原因")


class Topic(Entity):
    """议题."""

    topic: str = Field(title="议题", description="议题")
    opinions: str | None = Field(None, title="主要意见", description="主要意见")
    by: str | None = Field(None, title="提出部门/人", description="谁提出的")
    conclusion: str | None = Field(None, title="议题结论", description="议题的结论")


class Commitment(Entity):
    """部门资源承诺."""

    dept: str = Field(title="承诺部门", description="哪个部门")
    support: str | None = Field(None, title="支持事项", description="支持什么")
    staff: str | None = Field(None, title="投入人力/时间", description="投入多少人力或时间")
    confirmed_by: PersonId | None = Field(None, title="确认人", description="填人员编号")


class Action(Entity):
    """待办与改进行动."""

    text: str = Field(title="事项", description="待办事项或改进项")
    measure: str | None = Field(None, title="措施", description="具体措施")
    dept: str | None = Field(None, title="责任部门", description="责任部门")
    owner: PersonId | None = Field(None, title="责任人", description="填人员编号")
    due: Day | None = Field(None, title="完成时限", description="完成日期")
    criterion: str | None = Field(None, title="验收标准", description="怎样算完成")
    status: TaskStatus | None = Field(None, title="状态", description="事项的状态")


class Meeting(Entity):
    """会议."""

    name: str | None = Field(None, title="会议名称", description="会议名称")
    time: DayTime | None = Field(None, title="会议时间", description="例如 2026-09-18 14:00")
    place: str | None = Field(None, title="会议地点/方式", description="会议室或线上会议号")
    host: PersonId | None = Field(None, title="主持人", description="填人员编号")
    recorder: PersonId | None = Field(None, title="记录人", description="填人员编号")
    attendees: tuple[PersonId, ...] = Field((), title="出席人员", description="出席人员的编号,可写多个")
    absentees: tuple[Annotated[Absentee, BeforeValidator(named("person"))], ...] = Field(
        (), title="缺席人员", description="缺席的人与原因"
    )
    observers: Texts = Field((), title="列席", description="列席人员或单位")
    documents: Texts = Field((), title="会议材料", description="会议材料的名称")
    topics: tuple[Topic, ...] = Field((), title="议题", description="每个议题一项")
    actions: tuple[Action, ...] = Field((), title="待办事项", description="每个事项一项")
    next_meeting: str | None = Field(None, title="下次会议", description="下次会议的时间与内容")
    copy_to: Texts = Field((), title="抄送", description="抄送的人或部门")


class ReviewMeeting(Meeting):
    """方案评审会议."""

    commitments: tuple[Commitment, ...] = Field((), title="部门资源承诺", description="每个部门一项")
    conclusion: ReviewResult | None = Field(None, title="评审结论", description="通过、修改后通过或不通过")
    conditions: Texts = Field((), title="通过条件", description="修改后通过的条件,每条一项")


class DeptReview(Entity):
    """部门复盘."""

    dept: str = Field(title="复盘部门", description="哪个部门")
    highlights: Texts = Field((), title="亮点", description="每条一项")
    problems: Texts = Field((), title="问题", description="每条一项")
    causes: Texts = Field((), title="原因", description="每条一项")
    suggestions: Texts = Field((), title="建议", description="每条一项")


class RetroMeeting(Meeting):
    """复盘会议."""

    dept_reviews: tuple[DeptReview, ...] = Field((), title="各部门复盘", description="每个部门一项")
    lessons: Texts = Field((), title="可复用经验", description="会上总结的经验,每条一项")
    conclusion: str | None = Field(None, title="会议决议", description="会议的决议")


class Meetings(Entity):
    """会议."""

    review: ReviewMeeting = Field(
        ReviewMeeting.model_construct(), title="方案评审会议", description="活动方案评审会议"
    )
    retro: RetroMeeting = Field(RetroMeeting.model_construct(), title="复盘会议", description="活动复盘会议")
