"""What was asked and found out before the campaign, and for whom it is made."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.choices import RESEARCH_METHODS, FindingKind, Priority
from generator.campaign.entity import Entity
from generator.campaign.kinds import Count, Money, PersonId, Texts
from generator.campaign.typed import named


class ResearchMethod(Entity):
    """调研方式与样本."""

    kind: str = Field(title="调研方式", description="例如 客户访谈、问卷", examples=list(RESEARCH_METHODS))
    target: str | None = Field(None, title="调研对象", description="向谁调研")
    sample: str | None = Field(None, title="样本量", description="例如 12 家、300 份")
    period: str | None = Field(None, title="调研时间", description="例如 2026年8月上旬")
    owner: PersonId | None = Field(None, title="负责人", description="填人员编号")


class Finding(Entity):
    """调研发现."""

    kind: FindingKind = Field(title="发现类别", description="决定写进报告的哪一节")
    text: str = Field(title="结论", description="一句话结论")
    evidence: str | None = Field(None, title="依据", description="支持结论的数据或事实")
    source: str | None = Field(None, title="来源", description="数据或事实的出处")


class PastCampaign(Entity):
    """历史活动."""

    name: str = Field(title="历史活动名称", description="以往活动的名称")
    date: str | None = Field(None, title="活动时间", description="举办时间,照记忆写即可")
    cost: Money | None = Field(None, title="投入", description="投入费用(元)")
    attendance: Count | None = Field(None, title="参与人数", description="参与人数(人)")
    result: str | None = Field(None, title="核心指标结果", description="主要结果")
    lesson: str | None = Field(None, title="可借鉴点", description="可借鉴之处")


class Competitor(Entity):
    """竞品活动."""

    name: str = Field(title="竞品名称", description="竞争品牌或产品")
    activity: str | None = Field(None, title="活动形式", description="对方做了什么活动")
    offer: str | None = Field(None, title="优惠/卖点", description="对方的优惠或卖点")
    channel: str | None = Field(None, title="竞品渠道", description="对方使用的渠道")
    observation: str | None = Field(None, title="效果观察", description="看到的效果")
    insight: str | None = Field(None, title="启示", description="对我们的启示")


class Need(Entity):
    """核心需求."""

    id: str = Field(title="需求编号", description="例如 N01,供目标引用")
    text: str = Field(title="需求", description="需求的内容")
    evidence: str | None = Field(None, title="需求依据", description="得出该需求的依据")
    priority: str | None = Field(None, title="需求优先级", description="例如 核心、次要")


class ResearchAttachment(Entity):
    """调研附件."""

    name: str = Field(title="附件名称", description="例如 访谈提纲、问卷、原始数据")
    kind: str | None = Field(None, title="附件类型", description="附件的类型")
    path: str | None = Field(None, title="存放位置", description="文件路径或存放位置")


class Research(Entity):
    """需求调研."""

    background: str | None = Field(None, title="调研背景", description="为什么要做这次活动和调研")
    purpose: str | None = Field(None, title="调研目的", description="调研要弄清什么、怎样做;只印在调研报告里")
    questions: Texts = Field((), title="待回答问题", description="调研要回答的问题,每条一项")
    methods: tuple[ResearchMethod, ...] = Field((), title="调研方式与样本", description="每种调研方式一项")
    findings: tuple[Finding, ...] = Field((), title="调研发现", description="每条发现一项")
    history: tuple[PastCampaign, ...] = Field((), title="历史活动数据", description="每个历史活动一项")
    competitors: tuple[Competitor, ...] = Field((), title="竞品分析", description="每个竞品一项")
    needs: tuple[Need, ...] = Field((), title="核心需求结论", description="每项需求一项,目标可引用其编号")
    recommendations: Texts = Field((), title="建议", description="对活动目标与形式的建议,每条一项")
    limits: Texts = Field((), title="风险与限制", description="数据缺口、样本偏差等,每条一项")
    attachments: tuple[Annotated[ResearchAttachment, BeforeValidator(named("name"))], ...] = Field(
        (), title="调研附件", description="访谈提纲、问卷、原始数据等"
    )


class Audience(Entity):
    """目标受众."""

    id: str | None = Field(None, title="受众编号", description="供渠道引用,可不写")
    name: str = Field(title="受众", description="受众人群的名称")
    kind: Priority | None = Field(None, title="受众类别", description="核心或次要受众")
    size: str | None = Field(None, title="受众规模", description="例如 约 12 万人")
    profile: str | None = Field(None, title="画像", description="年龄、职业、消费特征等")
    pain_points: str | None = Field(None, title="痛点", description="该人群的痛点")
    media_habits: str | None = Field(None, title="触媒习惯", description="常用的媒体与平台")
