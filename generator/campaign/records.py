"""How the documents are kept: defaults and control of each, archive, calendar and other settings."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.choices import Retention, RoiMethod, Status
from generator.campaign.entity import Entity
from generator.campaign.kinds import Count, Day, PersonId, Ratio, Texts, YesNo
from generator.campaign.typed import named, present_only


class Change(Entity):
    """修订记录."""

    version: str | None = Field(None, title="修订版本", description="例如 V1.1")
    date: Day | None = Field(None, title="修订日期", description="修订日期")
    by: str | None = Field(None, title="修改人", description="修改人姓名")
    text: str = Field(title="修改内容", description="改了什么")


class DocumentDefaults(Entity):
    """文件默认信息."""

    status: Status = Field(Status.DRAFT, title="文件状态", description="草稿、送审稿、定稿或归档版")
    date: Day = Field(title="编制日期", description="印在每份文件上的编制日期")
    changelog: tuple[Change, ...] = Field((), title="修订记录", description="每次修订一项")


_POINT = r"^(T|E|评审会|复盘会|签约|发布)([+-][0-9]{1,3}(WD)?)?$"
"""How `standard.due` writes a point in time; rooms beside each other do not import each other."""


class DocumentControl(Entity):
    """单份文件的控制信息, for what differs from the defaults."""

    status: Status | None = Field(None, title="文件状态", description="不写时与统一的文件状态相同")
    due: str | None = Field(
        None,
        title="完成期限",
        description="不写时按标准流程;T 是活动开始、E 是活动结束,例如 T-30、E+5WD(WD 是工作日)",
        pattern=_POINT,
    )
    since: str | None = Field(None, title="开始期限", description="写法同完成期限,例如 T-40", pattern=_POINT)
    date: Day | None = Field(None, title="编制日期", description="不写时与统一的编制日期相同")
    prepared_by: PersonId | None = Field(None, title="编制人", description="不写时为市场负责人,填人员编号")
    approved_by: PersonId | None = Field(None, title="批准人", description="填人员编号")
    approved_on: Day | None = Field(None, title="批准日期", description="批准日期")
    note: str | None = Field(None, title="备注", description="备注")


class ExternalAttachment(Entity):
    """外部附件."""

    name: str = Field(title="附件名称", description="例如 场地租赁合同")
    kind: str | None = Field(None, title="附件类别", description="例如 合同、发票、照片")
    path: str | None = Field(None, title="应放文件夹", description="应放入的文件夹")
    location: str | None = Field(None, title="原件位置", description="纸质原件在哪里")


def one_for_all(value: object) -> object:
    """A single number holds for every retention class."""
    return present_only(value) if isinstance(value, dict) else dict.fromkeys(Retention, value)


class Archive(Entity):
    """归档."""

    fonds_no: str | None = Field(None, title="全宗号", description="不写时用公司的全宗号")
    year: Count | None = Field(None, title="归档年度", description="例如 2026")
    retention: Retention | None = Field(
        None, title="保管期限", description="永久、30年或10年;重大活动一般为 30年"
    )
    dept_code: str | None = Field(None, title="机构代码", description="部门的代码,没有可不填,例如 SCB")
    start_item_no: Annotated[dict[Retention, Count], BeforeValidator(one_for_all)] = Field(
        {}, title="起始件号", description="档案员给定;各保管期限不同时分开写,例如 10年: 12"
    )
    archivist: PersonId | None = Field(None, title="档案员", description="填人员编号")
    receiving_dept: str | None = Field(None, title="接收单位", description="接收档案的部门")
    folder_scheme: str | None = Field(None, title="文件夹方案", description="归档文件夹的方案,一般不改")
    required: Texts = Field((), title="必归文件", description="必须归档的文件代码,例如 YS")
    external_attachments: tuple[Annotated[ExternalAttachment, BeforeValidator(named("name"))], ...] = Field(
        (), title="外部附件", description="合同、发票、照片等,每件一项"
    )
    digest_algorithm: str = Field("sha256", title="摘要算法", description="文件摘要的算法,一般不改")
    handover_date: Day | None = Field(None, title="移交日期", description="移交日期")


class Metrics(Entity):
    """评价方法."""

    roi_method: RoiMethod = Field(
        RoiMethod.NET,
        title="投入产出比算法",
        description="net 净ROI(收入减费用再除以费用),gross 毛投产比(收入除以费用)",
    )
    met: Ratio = Field(Decimal(1), title="达成阈值", description="达成率不低于此为达成")
    nearly_met: Ratio = Field(Decimal("0.8"), title="基本达成阈值", description="达成率不低于此为基本达成")
    score_cap: Ratio = Field(Decimal("1.2"), title="得分上限", description="单项目标得分最多按此达成率计")


class Privacy(Entity):
    """隐私."""

    show_full_phone: YesNo = Field(False, title="显示完整电话", description="默认隐去中间四位")
    keep_until: Day | None = Field(
        None, title="个人信息保管至", description="嘉宾名单、签到表里的个人信息最迟销毁的日期"
    )


class Calendar(Entity):
    """工作日历, where the State Council's is not announced or the company differs."""

    holidays: tuple[Day, ...] = Field((), title="节假日", description="放假的日期")
    makeup_workdays: tuple[Day, ...] = Field((), title="调休上班日", description="周末上班的日期")
