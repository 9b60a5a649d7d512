"""What the figures are called in Chinese: the one place where their names stand.

A test holds that every field of every figure that templates see has its name here.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.charts import ChartFigures
from generator.derive.deadlines import Milestone
from generator.derive.money import BudgetFigures, CategoryFigures, ItemFigures
from generator.derive.monitoring import IndicatorFigures
from generator.derive.people import DepartmentFigures, Group, MeetingFigures
from generator.derive.results import ChannelFigures, FunnelStep, ResultFigures
from generator.derive.schedule import Gantt
from generator.derive.targets import TargetFigures, TargetSummary
from generator.derive.tasks import MaterialFigures, SupplierFigures, TaskCount, TaskFigures
from generator.derive.venues import VenueFigures

LABELS: Mapping[type, Mapping[str, str]] = {
    TargetFigures: {
        "id": "目标编号",
        "direction_label": "方向(越高越好/越低越好)",
        "value": "目标值",
        "deviation": "偏差值",
        "deviation_rate": "偏差率",
        "actual_growth": "实际增幅",
        "attainment": "达成率",
        "verdict": "判定",
        "score": "加权得分",
    },
    TargetSummary: {
        "core_count": "核心目标项数",
        "minor_count": "次要目标项数",
        "weight_total": "权重合计",
        "core_met": "核心目标达成数",
        "core_known": "已有实际值的核心目标数",
        "verdict": "总体结论",
    },
    ItemFigures: {
        "id": "费用编号",
        "subtotal": "小计(元)",
        "share": "占比",
        "adjustment": "批准调整额(元)",
        "adjusted": "调整后预算(元)",
        "contract_amount": "合同金额(元)",
        "payable": "待付款(元)",
        "variance": "偏差额(元)",
        "variance_rate": "偏差率",
    },
    CategoryFigures: {
        "name": "类别",
        "amount": "预算金额(元)",
        "share": "占比",
        "cap": "上限比例",
        "over": "是否超限",
        "actual": "实际(元)",
        "variance": "偏差(元)",
        "variance_rate": "偏差率",
    },
    BudgetFigures: {
        "items": "明细",
        "categories": "费用分类汇总",
        "total": "预算合计(元)",
        "difference": "与审批总额差异(元)",
        "per_head": "人均成本(元)",
        "contingency": "不可预见费(元)",
        "contingency_share": "不可预见费占比",
        "adjustment_total": "预算影响合计(元)",
        "unassigned_adjustment": "未分摊的调整(元)",
        "adjusted_total": "调整后预算合计(元)",
        "actual_total": "实际合计(元)",
        "variance": "偏差(元)",
        "variance_rate": "偏差率",
    },
    ResultFigures: {
        "roi": "ROI",
        "roi_formula": "ROI公式",
        "roi_net": "净ROI",
        "roi_gross": "毛投产比",
        "attendance_rate": "到场率",
        "acceptance_rate": "验收合格率",
        "impressions": "总曝光",
        "funnel_steps": "转化漏斗各环节",
    },
    FunnelStep: {"name": "环节", "value": "数量", "rate": "环节转化率"},
    ChannelFigures: {
        "id": "渠道编号",
        "ctr": "点击率",
        "cvr": "转化率",
        "cpa": "CPA(元)",
        "roi": "ROI",
        "rank": "排名",
    },
    TaskFigures: {
        "id": "任务编号",
        "days": "工期(天)",
        "delay_days": "偏差天数",
        "overdue": "已逾期未完成",
        "late": "是否延期",
    },
    TaskCount: {
        "name": "阶段",
        "count": "任务数",
        "done_count": "已完成",
        "on_time_count": "按期完成",
        "done_late_count": "延期完成",
        "undated_count": "已完成但没有记录日期",
        "overdue_count": "已逾期未完成",
        "late_count": "延期(延期完成与已逾期)",
        "completion": "完成率",
    },
    DepartmentFigures: {
        "name": "部门",
        "task_count": "任务数",
        "done_count": "已完成",
        "completion": "完成率",
    },
    Group: {"name": "小组或部门", "members": "成员"},
    MeetingFigures: {
        "expected_count": "应到人数",
        "present_count": "实到人数",
        "attendees_by_dept": "出席人员(按部门)",
    },
    SupplierFigures: {"id": "供应商编号", "delay_days": "偏差天数", "unpaid": "未付金额(元)"},
    MaterialFigures: {
        "id": "物料编号",
        "current_version": "当前版本",
        "result": "确认结果",
        "confirmed": "设计确认",
    },
    VenueFigures: {
        "acceptance_date": "验收日期",
        "check_count": "检查项数",
        "passed_count": "合格项数",
        "failed_count": "不合格项数",
        "inapplicable_count": "不适用项数",
        "open_count": "待验项数",
        "pass_rate": "验收合格率",
        "verdict": "验收结论",
    },
    IndicatorFigures: {
        "id": "指标编号",
        "kind_label": "口径类型(累计/时点/比率)",
        "direction_label": "方向(越高越好/越低越好)",
        "target_value": "目标值",
        "definition": "口径",
        "threshold": "预警阈值",
        "numerator": "分子(指标编号)",
        "denominator": "分母(指标编号)",
        "divisor": "分母(固定的数)",
    },
    Gantt: {"start": "甘特图起始日", "step": "甘特图步长(天)"},
    Milestone: {
        "no": "序号",
        "node": "节点",
        "code": "文件代码",
        "title": "事项",
        "step": "步骤",
        "department": "负责部门",
        "since": "开始日",
        "due": "完成日",
    },
    ChartFigures: {
        "research_history": "历史活动的投入",
        "budget_by_category": "各类别的预算",
        "budget_and_actual": "各类别的预算与实际",
        "target_attainment": "目标达成率与目标线",
        "channels": "各渠道的投入与收入",
        "funnel": "流量与转化漏斗",
    },
}
