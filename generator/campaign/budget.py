"""What the campaign may cost, who approves it, and what it did cost."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.campaign.choices import BUDGET_CATEGORIES, Opinion
from generator.campaign.entity import Entity, StatedBy
from generator.campaign.kinds import Day, Money, PersonId, Quantity, Share, SupplierId, YesNo
from generator.campaign.typed import named, present_only


class BudgetItem(Entity):
    """预算明细."""

    id: str | None = Field(None, title="费用编号", description="例如 B01;不写时按顺序编为 B01、B02…")
    category: str = Field(
        title="费用类别", description="例如 场地费、宣传费", examples=list(BUDGET_CATEGORIES)
    )
    name: str = Field(title="费用项目", description="费用项目的名称")
    spec: str | None = Field(None, title="规格说明", description="规格、型号或服务内容")
    qty: Annotated[Annotated[Quantity, Field(gt=0)] | None, StatedBy("C-B02")] = Field(
        None, title="数量", description="大于 0"
    )
    unit: str = Field(title="单位", description="例如 场、份、人天")
    unit_price: Annotated[Annotated[Money, Field(ge=0)] | None, StatedBy("C-B02")] = Field(
        None, title="单价", description="单价(元),不小于 0,最多两位小数"
    )
    supplier: SupplierId | None = Field(None, title="拟用供应商", description="填供应商编号")
    basis: str | None = Field(None, title="计价依据", description="例如 报价单、历史价、框架价")
    note: str | None = Field(None, title="备注", description="备注")
    contract: Money | None = Field(
        None, title="合同金额", description="本项的合同金额(元);不写时取供应商的合同金额"
    )
    actual: Money | None = Field(None, title="实际发生", description="实际发生的费用(元)")
    paid: Money | None = Field(None, title="已付款", description="已付款(元)")
    invoice_no: str | None = Field(None, title="发票号", description="发票号码")
    variance_note: str | None = Field(None, title="差异说明", description="实际与预算差异的原因")


class Payment(Entity):
    """资金使用计划."""

    date: Day | None = Field(None, title="付款日期", description="计划付款的日期")
    amount: Money | None = Field(None, title="付款金额", description="计划付款的金额(元)")
    note: str | None = Field(None, title="付款说明", description="例如 预付款、尾款")


class Budget(Entity):
    """预算."""

    total_approved: Annotated[Money, Field(ge=0)] | None = Field(
        None, title="批准总额", description="批准的预算总额(元),应等于明细合计"
    )
    currency: str = Field("CNY", title="币种", description="人民币写 CNY")
    contingency_ratio_max: Share = Field(
        Decimal("0.10"), title="不可预见费上限", description="不可预见费占预算总额的上限,例如 10%"
    )
    items: tuple[BudgetItem, ...] = Field((), title="明细", description="每个费用项目一项")
    category_caps: Annotated[dict[str, Share], BeforeValidator(present_only)] = Field(
        {}, title="类别上限", description="各费用类别占比的上限,例如 宣传费: 40%"
    )
    payment_plan: tuple[Payment, ...] = Field((), title="资金使用计划", description="每笔计划付款一项")


class ApprovalStep(Entity):
    """审批环节."""

    role: str = Field(title="审批角色", description="例如 部门负责人、财务负责人、分管领导")
    person: PersonId | None = Field(None, title="审批人", description="填人员编号")
    threshold: Money | None = Field(
        None, title="起审金额", description="预算达到该金额(元)才需要这一环节;不写则总是需要"
    )
    opinion: Opinion | None = Field(None, title="审批意见", description="同意、修改或不同意")
    date: Day | None = Field(None, title="审批日期", description="审批日期")


class ApprovalAttachment(Entity):
    """审批附件."""

    name: str = Field(title="附件名称", description="例如 活动策划方案、报价单、合同草案")


class Approval(Entity):
    """预算审批."""

    date: Day | None = Field(None, title="申请日期", description="申请日期")
    applicant: PersonId | None = Field(None, title="申请人", description="填人员编号")
    reason: str | None = Field(None, title="申请事由", description="为什么申请这笔预算")
    in_annual_budget: YesNo | None = Field(None, title="是否在年度预算内", description="是或否")
    attachments: tuple[Annotated[ApprovalAttachment, BeforeValidator(named("name"))], ...] = Field(
        (), title="附件清单", description="随审批表提交的附件"
    )
    budget_chain: tuple[ApprovalStep, ...] = Field(
        (), title="审批环节", description="按先后顺序,每个审批角色一项"
    )
