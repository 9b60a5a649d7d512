"""The campaign itself: what, when, where, and who answers for it."""

from typing import Annotated

from pydantic import Field

from generator.campaign.choices import CampaignType, Classification, Mode
from generator.campaign.entity import Entity, StatedBy
from generator.campaign.kinds import Count, Day, DayTime, PersonId, Texts


class Location(Entity):
    """地点或平台."""

    id: str = Field(title="地点编号", description="在本文件中引用该地点的编号,例如 loc1")
    name: str = Field(title="地点名称", description="场地、门店或线上平台的名称")
    address: str | None = Field(None, title="地址", description="详细地址;线上平台可写直播间或网址")
    room: str | None = Field(None, title="厅室", description="厅室或楼层")
    capacity: Count | None = Field(None, title="容纳人数", description="可容纳的人数(人)")
    kind: str | None = Field(None, title="地点类型", description="例如 酒店、门店、线上平台")


class Organizers(Entity):
    """主办、承办、协办单位."""

    host: str | None = Field(None, title="主办", description="主办单位")
    organizer: str | None = Field(None, title="承办", description="承办单位")
    co_organizers: Texts = Field((), title="协办", description="协办单位,可写多家")


class Event(Entity):
    """活动基本信息."""

    id: Annotated[str, StatedBy("C-I02")] = Field(
        title="活动编号",
        description="两位大写字母-年份-三位序号,例如 HD-2026-001",
        pattern=r"^[A-Z]{2}-[0-9]{4}-[0-9]{3}$",
    )
    name: str = Field(title="活动名称", description="活动全称,不超过 40 个字", max_length=40)
    short_name: str = Field(title="活动简称", description="用于文件夹名,不超过 15 个字", max_length=15)
    type: CampaignType = Field(title="活动类型", description="活动属于哪一类")
    mode: Mode = Field(title="活动形式", description="线上、线下或混合")
    theme: str = Field(title="活动主题", description="主题或口号(Slogan)")
    start: DayTime = Field(title="开始时间", description="活动开始的日期和时间,例如 2026-10-16 14:00")
    end: DayTime = Field(title="结束时间", description="活动结束的日期和时间,例如 2026-10-16 17:00")
    warmup_start: Day = Field(
        title="预热开始日期", description="第一次对外宣传的日期,一般在活动前 7 至 15 天"
    )
    locations: tuple[Location, ...] = Field((), title="地点/平台", description="活动的场地、门店或线上平台")
    expected_attendance: Count | None = Field(None, title="预计人数", description="预计到场人数(人)")
    organizers: Organizers = Field(
        Organizers.model_construct(), title="主办/承办/协办", description="主办、承办和协办单位"
    )
    owner: PersonId = Field(title="总负责人", description="对活动总体负责的人,填人员编号")
    marketing_lead: PersonId = Field(title="市场负责人", description="市场部负责人,填人员编号")
    executive: PersonId = Field(title="分管领导", description="分管活动的公司领导,填人员编号")
    classification: Classification = Field(
        Classification.INTERNAL, title="密级", description="文件的密级,未写时为内部"
    )
