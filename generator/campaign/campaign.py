"""The whole campaign file."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.budget import Approval, Budget
from generator.campaign.choices import Style
from generator.campaign.company import Company
from generator.campaign.entity import Entity
from generator.campaign.event import Event
from generator.campaign.meeting import Meetings
from generator.campaign.monitoring import Adjustment, Monitoring
from generator.campaign.outcome import Case, Evaluation, Issue, Lesson, Results
from generator.campaign.people import Contact, Department, Guest, Person, Shift
from generator.campaign.programme import Concept, Promotion, Risk, Task, TimelineItem
from generator.campaign.publicity import Asset, Channel, ScheduleItem
from generator.campaign.records import (
    Archive,
    Calendar,
    DocumentControl,
    DocumentDefaults,
    Metrics,
    Privacy,
)
from generator.campaign.research import Audience, Research
from generator.campaign.supply import Material, Supplier
from generator.campaign.target import Target
from generator.campaign.typed import present_only
from generator.campaign.venue import Venue


class Campaign(Entity):
    """活动定义文件: everything the 22 documents are made from."""

    company: Company = Field(title="公司", description="公司信息")
    campaign: Event = Field(title="活动", description="活动基本信息")
    doc: DocumentDefaults = Field(title="文件", description="所有文件共用的状态、日期和修订记录")
    team: tuple[Person, ...] = Field(title="人员", description="参与活动的人员,其他地方都引用这份名单")
    departments: tuple[Department, ...] = Field((), title="部门", description="各部门的职责与负责人")
    research: Research = Field(Research.model_construct(), title="需求调研", description="需求调研")
    audience: tuple[Audience, ...] = Field((), title="目标受众", description="每个人群一项")
    targets: tuple[Target, ...] = Field(title="活动目标", description="每个目标一项,至少一个核心目标")
    concept: Concept = Field(
        Concept.model_construct(), title="活动构思", description="创意、节奏、资源与场地需求"
    )
    promotion: Promotion | None = Field(None, title="促销与抽奖", description="有促销或抽奖时填写")
    budget: Budget = Field(title="预算", description="批准总额与明细")
    approval: Approval = Field(Approval.model_construct(), title="预算审批", description="预算审批")
    channels: tuple[Channel, ...] = Field((), title="传播渠道", description="每个渠道一项")
    schedule: tuple[ScheduleItem, ...] = Field((), title="宣传排期", description="每条内容一项")
    assets: tuple[Asset, ...] = Field((), title="宣传素材", description="每件素材一项")
    materials: tuple[Material, ...] = Field((), title="物料", description="每种物料一项")
    suppliers: tuple[Supplier, ...] = Field((), title="供应商", description="每家供应商一项")
    venues: tuple[Venue, ...] = Field((), title="场地验收", description="每个场地或门店一项")
    shifts: tuple[Shift, ...] = Field((), title="班次", description="每个班次一项")
    guests: tuple[Guest, ...] = Field((), title="嘉宾", description="每位嘉宾一项")
    guests_file: str | None = Field(None, title="嘉宾名单文件", description="嘉宾名单另存时的文件名")
    timeline: tuple[TimelineItem, ...] = Field((), title="当日流程", description="每个环节一项")
    tasks: tuple[Task, ...] = Field((), title="任务", description="每项任务一项")
    risks: tuple[Risk, ...] = Field((), title="风险", description="每个风险一项")
    contacts: tuple[Contact, ...] = Field((), title="应急联系", description="每个联系人一项")
    meetings: Meetings = Field(Meetings.model_construct(), title="会议", description="方案评审会议与复盘会议")
    monitoring: Monitoring = Field(
        Monitoring.model_construct(), title="数据监控", description="指标与实时记录"
    )
    adjustments: tuple[Adjustment, ...] = Field((), title="执行调整", description="每次调整一项")
    results: Results = Field(Results.model_construct(), title="活动结果", description="活动后填写的结果")
    lessons: tuple[Lesson, ...] = Field((), title="经验与改进", description="每条一项")
    issues: tuple[Issue, ...] = Field((), title="问题与根因", description="每个问题一项")
    evaluations: tuple[Evaluation, ...] = Field(
        (), title="评价", description="对供应商与团队的评价,每个对象一项"
    )
    case: Case = Field(Case.model_construct(), title="案例库条目", description="案例库条目")
    archive: Archive = Field(Archive.model_construct(), title="归档", description="归档信息")
    documents: Annotated[dict[str, DocumentControl], BeforeValidator(present_only)] = Field(
        {}, title="单份文件", description="只写与统一设置不同的文件,按文件代码,例如 SP 的状态是定稿"
    )
    metrics: Metrics = Field(Metrics.model_construct(), title="评价方法", description="投入产出比算法与阈值")
    privacy: Privacy = Field(Privacy.model_construct(), title="隐私", description="隐私设置")
    style: Style = Field(Style.BUSINESS, title="文档版式", description="商务或公文")
    calendar: Calendar = Field(Calendar.model_construct(), title="工作日历", description="节假日与调休上班日")
