"""What the campaign is to reach, and what it did reach."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from generator.campaign.choices import GAP_REASONS, Direction, Priority, TargetKind
from generator.campaign.entity import Entity, StatedBy
from generator.campaign.kinds import Day, Measure, Moment, NeedId, PersonId, Ratio, Share

PERCENT = "%"


class Target(Entity):
    """活动目标."""

    id: str = Field(title="目标编号", description="M 加两位数字,例如 M01", pattern=r"^M[0-9]{2}$")
    name: str = Field(title="目标描述", description="例如 发布会直播累计观看")
    metric: Annotated[str, StatedBy("C-G02")] = Field(title="衡量指标", description="例如 直播观看人次")
    definition: str = Field(title="统计口径", description="指标怎么统计,活动前就要定下来")
    kind: TargetKind = Field(title="目标类型", description="目标属于哪一类")
    priority: Annotated[Priority, StatedBy("C-G02")] = Field(title="优先级", description="核心或次要")
    unit: Annotated[str, StatedBy("C-G02")] = Field(title="单位", description="例如 人、元、万次、%")
    direction: Direction = Field(
        Direction.HIGHER, title="方向", description="higher 越高越好,lower 越低越好(成本、时长、投诉等)"
    )
    baseline: Measure | None = Field(None, title="基准值", description="增长型目标的基准值,与增幅一起填写")
    growth: Ratio | None = Field(None, title="增幅", description="增长型目标的增幅,例如 20% 或 0.2")
    target: Measure | None = Field(
        None, title="目标值", description="要达到的数值;单位是 % 时写百分点,例如 85"
    )
    weight: Share | None = Field(None, title="权重", description="占比,例如 25%;要么都不写,要么合计为 100%")
    source: Annotated[str, StatedBy("C-G02")] = Field(title="数据来源", description="例如 视频号后台、CRM")
    owner: Annotated[PersonId, StatedBy("C-G02")] = Field(title="责任人", description="填人员编号")
    dept: str | None = Field(None, title="责任部门", description="不写时为责任人所在部门")
    due: Annotated[Day, StatedBy("C-G02")] = Field(title="完成时限", description="可晚于活动结束日")
    need: NeedId | None = Field(None, title="对应需求", description="该目标对应的需求编号")
    actual: Measure | None = Field(None, title="实际值", description="活动后填写的实际结果")
    measured_at: Moment | None = Field(None, title="取数时间", description="实际值的取数时间")
    note: str | None = Field(None, title="说明", description="对目标或实际值的说明")
    gap_reason: str | None = Field(
        None, title="原因分类", description="未达成的原因属于哪一类", examples=list(GAP_REASONS)
    )
    gap_analysis: str | None = Field(None, title="原因分析", description="未达成的原因分析")
    improvement: str | None = Field(None, title="改进措施", description="未达成时的改进措施")

    @field_validator("baseline", "target", "actual", mode="before")
    @classmethod
    def _refuse_stray_percent(cls, value: object, info: ValidationInfo) -> object:
        """`85%` is meant only where the unit is %."""
        unit = info.data.get("unit", PERCENT)
        if isinstance(value, str) and value.rstrip().endswith(("%", "％")) and unit != PERCENT:
            remedy = f"把单位改为 %,或写成以「{unit}」为单位的数值;增长的比例写在 growth"
            raise PydanticCustomError(
                "stray_percent",
                "单位是「{unit}」,数值却写成「{text}」",
                {"unit": unit, "text": value, "remedy": remedy},
            )
        return value
