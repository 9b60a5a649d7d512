"""What is made and delivered: materials and the suppliers who deliver."""

from pydantic import Field

from generator.campaign.choices import (
    SUPPLIER_CATEGORIES,
    CheckResult,
    DesignResult,
    PaymentStatus,
    Rating,
    SupplierStage,
)
from generator.campaign.entity import Entity
from generator.campaign.kinds import (
    Day,
    Money,
    PersonId,
    PicturePath,
    Quantity,
    Share,
    SupplierId,
    Texts,
)


class MaterialVersion(Entity):
    """设计稿的一个版次."""

    ver: str | None = Field(None, title="版次", description="例如 V1")
    date: Day | None = Field(None, title="修改日期", description="修改日期")
    comment: str | None = Field(None, title="修改意见", description="修改意见")
    by: PersonId | None = Field(None, title="提出人", description="填人员编号")
    result: DesignResult | None = Field(None, title="确认结果", description="确认定稿、修改后再审或退回重做")


class Material(Entity):
    """物料."""

    id: str = Field(title="物料编号", description="例如 W01")
    name: str = Field(title="物料名称", description="物料名称")
    kind: str | None = Field(None, title="物料类型", description="例如 印刷品、搭建画面、礼品")
    purpose: str | None = Field(None, title="用途", description="用来做什么")
    scene: str | None = Field(None, title="使用场景", description="在哪里用")
    qty: Quantity | None = Field(None, title="数量", description="需要的数量", ge=0)
    unit: str | None = Field(None, title="单位", description="例如 个、份、套")
    size: str | None = Field(None, title="成品尺寸", description="成品尺寸(mm),例如 210×297")
    material: str | None = Field(None, title="材质", description="例如 250g 铜版纸")
    process: str | None = Field(None, title="工艺", description="例如 覆哑膜、烫金")
    color_mode: str | None = Field(None, title="颜色模式", description="CMYK、RGB 或专色")
    bleed: str | None = Field(None, title="出血", description="例如 3mm")
    designer: PersonId | None = Field(None, title="设计人", description="填人员编号")
    copywriter: PersonId | None = Field(None, title="文案责任人", description="填人员编号")
    owner: PersonId | None = Field(None, title="负责人", description="填人员编号")
    supplier: SupplierId | None = Field(None, title="拟用供应商", description="填供应商编号")
    due: Day | None = Field(None, title="要求交付日", description="最晚到位的日期")
    source_file: str | None = Field(None, title="源文件名及位置", description="设计源文件在哪里")
    image: PicturePath | None = Field(
        None, title="设计稿缩略图", description="图片(PNG、JPEG 或 SVG)的路径,相对于活动文件所在文件夹"
    )
    versions: tuple[MaterialVersion, ...] = Field((), title="修改记录", description="每个版次一项")
    final_version: str | None = Field(None, title="定稿版次", description="例如 V3")
    confirmed_on: Day | None = Field(None, title="确认日期", description="确认定稿的日期")
    arrived_on: Day | None = Field(None, title="实际到位", description="实际到位的日期")
    arrived_qty: Quantity | None = Field(None, title="到位数量", description="实际到位的数量", ge=0)
    condition: str | None = Field(None, title="完好情况", description="清点时是否完好")
    location: str | None = Field(None, title="存放位置", description="物料放在哪里")


class Contract(Entity):
    """合同."""

    no: str | None = Field(None, title="合同编号", description="合同编号")
    amount: Money | None = Field(None, title="合同金额", description="合同金额(元)")
    signed_on: Day | None = Field(None, title="签订日期", description="签订日期")
    deliver_by: Day | None = Field(None, title="计划交付日", description="合同约定的交付日期")
    quality: str | None = Field(None, title="质量标准", description="质量标准")
    acceptance: str | None = Field(None, title="验收方式", description="验收方式")


class SupplierMilestone(Entity):
    """供应商里程碑."""

    name: str = Field(title="节点", description="例如 打样、生产完成、到场")
    plan: Day | None = Field(None, title="计划日期", description="计划日期")
    actual: Day | None = Field(None, title="实际日期", description="实际日期")


class Supplier(Entity):
    """供应商."""

    id: str = Field(title="供应商编号", description="例如 s01,供预算和物料引用")
    name: str = Field(title="供应商名称", description="供应商名称")
    category: str | None = Field(
        None, title="供应商类别", description="例如 印刷、搭建、场地", examples=list(SUPPLIER_CATEGORIES)
    )
    contact: str | None = Field(None, title="联系人", description="联系人姓名")
    phone: str | None = Field(None, title="电话", description="联系电话,打印时默认隐去中间四位")
    scope: str | None = Field(None, title="合作内容", description="合作内容")
    deliverable: str | None = Field(None, title="交付物", description="要交付什么")
    qty: str | None = Field(None, title="交付数量", description="例如 300 份")
    contract: Contract | None = Field(None, title="合同", description="合同信息")
    milestones: tuple[SupplierMilestone, ...] = Field((), title="里程碑", description="每个节点一项")
    stage: SupplierStage | None = Field(None, title="供应商阶段", description="目前进行到哪一步")
    progress: Share | None = Field(None, title="进度", description="例如 60% 或 0.6")
    expected_on: Day | None = Field(None, title="预计交付日", description="目前预计的交付日期")
    delivered_on: Day | None = Field(None, title="实际交付日", description="实际交付日期")
    acceptance_result: CheckResult | None = Field(None, title="验收结果", description="合格、不合格或不适用")
    acceptor: PersonId | None = Field(None, title="验收人", description="填人员编号")
    paid: Money | None = Field(None, title="已付金额", description="已付金额(元)")
    payment_status: PaymentStatus | None = Field(
        None, title="付款状态", description="未付、预付、部分付或已付清"
    )
    payment_nodes: Texts = Field((), title="付款节点", description="例如 签约付 50%,每个节点一项")
    issues: Texts = Field((), title="问题与处理", description="每个问题一项")
    rating: Rating | None = Field(None, title="履约评价", description="A、B、C 或 D")
