"""Where the campaign takes place: what is checked there, the equipment, the permits."""

from pydantic import Field

from generator.campaign.choices import CheckResult
from generator.campaign.entity import Entity
from generator.campaign.kinds import Count, Day, LocationId, PersonId, SupplierId, YesNo


class VenueCheck(Entity):
    """场地检查项."""

    category: str | None = Field(None, title="检查类别", description="例如 舞台搭建、音响、消防安全")
    item: str = Field(title="检查项目", description="检查什么")
    standard: str | None = Field(None, title="验收标准", description="怎样算合格")
    critical: YesNo = Field(False, title="关键项", description="不合格就不能开场的项目填 是")
    method: str | None = Field(None, title="检查方法", description="例如 目测、试运行")
    result: CheckResult | None = Field(None, title="结果", description="合格、不合格或不适用")
    problem: str | None = Field(None, title="问题描述", description="发现的问题")
    owner: PersonId | None = Field(None, title="整改责任人", description="填人员编号")
    due: Day | None = Field(None, title="整改时限", description="整改完成的日期")
    recheck: CheckResult | None = Field(None, title="复验结果", description="合格、不合格或不适用")
    photo_no: str | None = Field(None, title="照片编号", description="照片编号")


class Equipment(Entity):
    """设备."""

    name: str = Field(title="设备", description="设备名称")
    spec: str | None = Field(None, title="型号/规格", description="型号或规格")
    qty: Count | None = Field(None, title="合同数量", description="合同数量")
    received_qty: Count | None = Field(None, title="实收数量", description="实际收到的数量")
    spare: str | None = Field(None, title="备用设备", description="例如 备用 1 台")
    owner: PersonId | None = Field(None, title="责任人", description="填人员编号")
    result: str | None = Field(None, title="调试结果", description="调试结果")


class Permit(Entity):
    """许可事项."""

    name: str = Field(title="许可事项", description="例如 大型群众性活动安全许可")
    authority: str | None = Field(None, title="审批机关", description="向谁申请")
    due: Day | None = Field(None, title="办理时限", description="最晚办理的日期")
    status: str | None = Field(None, title="办理状态", description="例如 已提交、已批准")
    doc: str | None = Field(None, title="批文编号", description="批文编号")


class Venue(Entity):
    """场地验收."""

    id: str | None = Field(None, title="场地编号", description="例如 v01")
    location: LocationId | None = Field(None, title="场地", description="填地点编号")
    acceptance_date: Day | None = Field(None, title="验收日期", description="不写时为活动前一天")
    inspector: PersonId | None = Field(None, title="验收人", description="填人员编号")
    site_contact: str | None = Field(None, title="场地方对接人", description="场地方的联系人")
    builder: SupplierId | None = Field(None, title="搭建商", description="填供应商编号")
    checks: tuple[VenueCheck, ...] = Field((), title="检查项", description="每个检查项目一项")
    equipment: tuple[Equipment, ...] = Field((), title="设备", description="每种设备一项")
    permits: tuple[Permit, ...] = Field((), title="许可事项", description="每项许可一项")
