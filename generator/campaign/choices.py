"""The standard value lists (domain specification 2.0.5, 3.1).

The lists a company may change are suggestions and stand as plain tuples at the end.
"""

from enum import StrEnum


def _by_label(kind: type[StrEnum], value: object) -> StrEnum | None:
    return next((each for each in kind if label_of(each) == value), None)


class CampaignType(StrEnum):
    """活动类型."""

    LAUNCH = "新品发布会"
    PROMOTION = "促销推广"
    BRAND = "品牌宣传"
    APPRECIATION = "客户答谢会"
    OTHER = "其他"


class Mode(StrEnum):
    """活动形式."""

    ONLINE = "线上"
    OFFLINE = "线下"
    MIXED = "混合"


class Classification(StrEnum):
    """密级; the two higher ones are trade secrets, not state secrets."""

    PUBLIC = "公开"
    INTERNAL = "内部"
    SECRET = "商密·秘密"  # noqa: S105 -- a classification, not a password
    CONFIDENTIAL = "商密·机密"


class Status(StrEnum):
    """文件状态."""

    DRAFT = "草稿"
    SUBMITTED = "送审稿"
    FINAL = "定稿"
    ARCHIVED = "归档版"


class Priority(StrEnum):
    """目标与受众的优先级."""

    CORE = "核心"
    MINOR = "次要"
    REFERENCE = "参考"


class TargetKind(StrEnum):
    """目标类型."""

    EXPOSURE = "品牌曝光"
    GROWTH = "用户增长"
    SALES = "销售转化"
    RELATIONS = "客户关系"
    FEEDBACK = "用户反馈"
    OTHER = "其他"


class Direction(StrEnum):
    """指标方向, as the campaign file writes it; 越高越好 and 越低越好 are read too."""

    HIGHER = "higher"
    LOWER = "lower"
    _missing_ = classmethod(_by_label)


class Side(StrEnum):
    """渠道类别."""

    ONLINE = "线上"
    OFFLINE = "线下"


class IndicatorSide(StrEnum):
    """监控指标的类别."""

    ONLINE = "线上"
    OFFLINE = "线下"
    SALES = "销售"


class IndicatorKind(StrEnum):
    """口径类型: what grows through the campaign, what is read at a moment, what is divided."""

    TOTAL = "累计"
    MOMENT = "时点"
    RATIO = "比率"


class ScheduleStage(StrEnum):
    """宣传阶段."""

    WARM_UP = "预热"
    COUNTDOWN = "倒计时"
    BURST = "爆发"
    AFTERGLOW = "延续"


class PublishStatus(StrEnum):
    """发布状态."""

    TO_MAKE = "待制作"
    TO_REVIEW = "待审核"
    TO_PUBLISH = "待发布"
    PUBLISHED = "已发布"
    WITHDRAWN = "已撤回"


class ReviewResult(StrEnum):
    """评审结论与素材审核结果."""

    PASSED = "通过"
    PASSED_IF_CHANGED = "修改后通过"
    REFUSED = "不通过"


class AssetCheck(StrEnum):
    """一项素材检查的结果."""

    PASSED = "通过"
    REFUSED = "不通过"
    NOT_APPLICABLE = "不适用"


class DesignResult(StrEnum):
    """设计确认结果."""

    CONFIRMED = "确认定稿"
    REVIEW_AGAIN = "修改后再审"
    REDO = "退回重做"


class CheckResult(StrEnum):
    """验收结果."""

    PASSED = "合格"
    FAILED = "不合格"
    NOT_APPLICABLE = "不适用"


class SupplierStage(StrEnum):
    """供应商阶段."""

    COMPARING = "比价"
    SIGNED = "已签约"
    MAKING = "生产中"
    SENT = "已发货"
    ARRIVED = "已到场"
    ACCEPTED = "已验收"
    SETTLED = "已结算"


class PaymentStatus(StrEnum):
    """付款状态."""

    UNPAID = "未付"
    ADVANCE = "预付"
    PARTLY = "部分付"
    PAID = "已付清"


class Rating(StrEnum):
    """履约评价."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class TaskStatus(StrEnum):
    """任务状态."""

    OPEN = "未开始"
    RUNNING = "进行中"
    DONE = "已完成"
    LATE = "延期"
    CANCELLED = "已取消"


class TaskSource(StrEnum):
    """任务来源."""

    PLAN = "计划"
    REVIEW = "评审决议"


class Level(StrEnum):
    """高、中、低."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


class AdjustmentKind(StrEnum):
    """调整类型."""

    CHANNEL = "渠道"
    CONTENT = "内容"
    PROCESS = "流程"
    STAFF = "人员"
    MATERIAL = "物料"
    BUDGET = "预算"
    TIME = "时间"
    OTHER = "其他"


class AdjustmentStatus(StrEnum):
    """调整的状态."""

    PENDING = "待批"
    RUNNING = "执行中"
    DONE = "已完成"
    REJECTED = "已否决"


class LessonKind(StrEnum):
    """经验或改进."""

    EXPERIENCE = "经验"
    IMPROVEMENT = "改进"


class FindingKind(StrEnum):
    """调研发现的类别, each a section of its own in the report."""

    CUSTOMERS = "客户需求"
    HISTORY = "历史活动"
    COMPETITORS = "竞品分析"
    INTERNAL = "内部需求"

    @classmethod
    def _missing_(cls, value: object) -> "FindingKind | None":
        return cls.HISTORY if value == "历史活动数据" else None


class Opinion(StrEnum):
    """审批意见."""

    AGREED = "同意"
    CHANGE = "修改"
    REFUSED = "不同意"


class Retention(StrEnum):
    """保管期限."""

    PERMANENT = "永久"
    YEARS_30 = "30年"
    YEARS_10 = "10年"


class RoiMethod(StrEnum):
    """投入产出比的算法, as the campaign file writes it; 净ROI and 毛投产比 are read too."""

    NET = "net"
    GROSS = "gross"
    _missing_ = classmethod(_by_label)


class Style(StrEnum):
    """文档版式."""

    BUSINESS = "商务"
    OFFICIAL = "公文"


_LABELS: dict[StrEnum, str] = {
    Direction.HIGHER: "越高越好", Direction.LOWER: "越低越好", RoiMethod.NET: "净ROI", RoiMethod.GROSS: "毛投产比",
}  # fmt: skip


def label_of(choice: StrEnum) -> str:
    """Return the Chinese word for a choice: for most of them the value itself."""
    return _LABELS.get(choice, choice.value)


BUDGET_CATEGORIES = (
    "宣传费", "物料费", "场地费", "人员费", "设备费", "餐饮费",
    "礼品费", "制作费", "交通住宿费", "监测费", "其他", "不可预见费",
)  # fmt: skip
SUPPLIER_CATEGORIES = ("印刷", "搭建", "礼品", "场地", "设备", "媒体", "餐饮", "人员", "物流", "交通", "其他")
ONSITE_GROUPS = ("统筹组", "签到组", "引导组", "技术支持组", "应急组", "宣传组", "摄影组", "后勤组", "安保组")
TASK_PHASES = ("策划", "物料", "宣传", "现场", "数据", "复盘")
CONTENT_FORMATS = ("图文", "短视频", "海报", "H5", "直播", "软文", "短信", "邀请函", "户外")
RESEARCH_METHODS = ("客户访谈", "历史数据复盘", "竞品分析", "问卷", "销售访谈")
GAP_REASONS = (
    "宣传覆盖不足", "现场流程漏洞", "产品与优惠", "渠道质量", "预算资源", "外部环境", "目标设定", "数据口径",
)  # fmt: skip
