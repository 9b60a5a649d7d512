"""How the campaign is made known: channels, what appears on them and when, and the reviewed assets."""

from pydantic import Field

from generator.campaign.choices import (
    CONTENT_FORMATS,
    AssetCheck,
    PublishStatus,
    ReviewResult,
    ScheduleStage,
    Side,
)
from generator.campaign.entity import Entity
from generator.campaign.kinds import (
    AssetId,
    AudienceRef,
    ChannelId,
    Count,
    Day,
    Moment,
    Money,
    PersonId,
    Texts,
    Time,
)


class ChannelActuals(Entity):
    """渠道效果."""

    impressions: Count | None = Field(None, title="曝光", description="曝光次数")
    clicks: Count | None = Field(None, title="点击", description="点击次数")
    leads: Count | None = Field(None, title="注册/留资", description="注册或留资数")
    orders: Count | None = Field(None, title="成交", description="成交订单数")
    revenue: Money | None = Field(None, title="渠道收入", description="该渠道带来的收入(元)")
    cost: Money | None = Field(None, title="渠道花费", description="该渠道的实际花费(元)")


class ChannelDay(Entity):
    """渠道一天的数据."""

    date: Day = Field(title="数据日期", description="数据的日期")
    impressions: Count | None = Field(None, title="曝光", description="当日曝光次数")
    clicks: Count | None = Field(None, title="点击", description="当日点击次数")
    leads: Count | None = Field(None, title="注册/留资", description="当日注册或留资数")
    orders: Count | None = Field(None, title="成交", description="当日成交订单数")
    cost: Money | None = Field(None, title="花费", description="当日花费(元)")


class Channel(Entity):
    """传播渠道."""

    id: str = Field(title="渠道编号", description="例如 c01,供排期引用")
    name: str = Field(title="渠道名称", description="平台或渠道的名称")
    side: Side | None = Field(None, title="渠道类别", description="线上或线下")
    account: str | None = Field(None, title="账号", description="发布账号")
    purpose: str | None = Field(None, title="定位", description="该渠道起什么作用")
    target_metric: str | None = Field(None, title="渠道目标", description="该渠道要达到的目标")
    frequency: str | None = Field(None, title="频次", description="发布频次")
    budget: Money | None = Field(None, title="渠道预算", description="该渠道的预算(元)")
    owner: PersonId | None = Field(None, title="负责人", description="填人员编号")
    audience_ref: AudienceRef | None = Field(None, title="对应受众", description="填受众的编号或名称")
    actuals: ChannelActuals | None = Field(None, title="渠道效果", description="活动后填写的累计数据")
    daily: tuple[ChannelDay, ...] = Field((), title="每日数据", description="每天一项")


class ContentMetrics(Entity):
    """内容效果."""

    views: Count | None = Field(None, title="阅读/播放", description="阅读或播放次数")
    interactions: Count | None = Field(None, title="互动", description="点赞、评论、转发等")
    conversions: Count | None = Field(None, title="引流/转化", description="引流或转化数")


class ScheduleItem(Entity):
    """排期内容."""

    id: str | None = Field(None, title="内容编号", description="例如 PQ01")
    date: Day | None = Field(None, title="发布日期", description="发布日期")
    time: Time | None = Field(None, title="发布时间", description="发布时间,例如 10:00")
    stage: ScheduleStage | None = Field(None, title="宣传阶段", description="预热、倒计时、爆发或延续")
    node: str | None = Field(None, title="节点", description="例如 T-7;不写时由日期算出")
    channel: ChannelId | None = Field(None, title="发布渠道", description="填渠道编号")
    theme: str | None = Field(None, title="内容主题", description="内容主题")
    format: str | None = Field(
        None, title="内容形式", description="例如 图文、短视频", examples=list(CONTENT_FORMATS)
    )
    key_message: str | None = Field(None, title="核心信息", description="核心信息或文案要点")
    asset: AssetId | None = Field(None, title="素材", description="填素材编号")
    writer: PersonId | None = Field(None, title="撰写人", description="填人员编号")
    designer: PersonId | None = Field(None, title="设计人", description="填人员编号")
    reviewer: PersonId | None = Field(None, title="审核人", description="填人员编号")
    publisher: PersonId | None = Field(None, title="发布人", description="填人员编号")
    budget: Money | None = Field(None, title="内容预算", description="该内容的预算(元)")
    status: PublishStatus | None = Field(None, title="发布状态", description="发布状态")
    link: str | None = Field(None, title="发布链接", description="发布后的网址")
    metrics: ContentMetrics = Field(
        ContentMetrics.model_construct(), title="内容效果", description="发布后的数据"
    )
    note: str | None = Field(None, title="备注", description="备注")


class AssetChecks(Entity):
    """素材检查项."""

    vi: AssetCheck | None = Field(None, title="主题与视觉统一", description="通过、不通过或不适用")
    accuracy: AssetCheck | None = Field(None, title="信息准确", description="时间、地点、价格、联系方式")
    superlatives: AssetCheck | None = Field(
        None, title="绝对化用语", description="有无最、第一、国家级等用语"
    )
    citation: AssetCheck | None = Field(None, title="数据/引证有出处", description="数据与引证的出处")
    promo_rules: AssetCheck | None = Field(None, title="促销规则表述", description="促销规则是否清楚")
    image_license: AssetCheck | None = Field(None, title="图片/字体/音乐授权", description="授权是否齐全")
    portrait_license: AssetCheck | None = Field(None, title="肖像授权", description="肖像授权是否齐全")
    sensitive: AssetCheck | None = Field(None, title="敏感内容", description="有无敏感内容")
    ad_label: AssetCheck | None = Field(None, title="「广告」标识", description="是否标明广告")
    brand: AssetCheck | None = Field(None, title="品牌规范", description="是否符合品牌规范")
    qr: AssetCheck | None = Field(None, title="二维码/链接有效", description="二维码与链接能否打开")


class Asset(Entity):
    """宣传素材."""

    id: str = Field(title="素材编号", description="例如 A01,供排期引用")
    name: str = Field(title="素材名称", description="素材名称")
    kind: str | None = Field(None, title="素材类型", description="例如 海报、短视频")
    version: str | None = Field(None, title="素材版本", description="例如 V2")
    file: str | None = Field(None, title="文件名/链接", description="文件名或网址")
    author: PersonId | None = Field(None, title="提交人", description="填人员编号")
    submitted_at: Moment | None = Field(None, title="提交时间", description="提交审核的时间")
    checks: AssetChecks = Field(AssetChecks.model_construct(), title="检查项", description="逐项检查的结果")
    reviewer: PersonId | None = Field(None, title="初审人", description="填人员编号")
    review_date: Day | None = Field(None, title="初审日期", description="初审日期")
    review_opinion: str | None = Field(None, title="初审意见", description="初审意见")
    revision_note: str | None = Field(None, title="修改情况", description="按意见修改的情况")
    second_reviewer: PersonId | None = Field(None, title="复审人", description="填人员编号")
    second_review_date: Day | None = Field(None, title="复审日期", description="复审日期")
    result: ReviewResult | None = Field(None, title="审核结果", description="通过、修改后通过或不通过")
    legal_opinion: str | None = Field(None, title="法务意见", description="需要时由法务填写")
    license_refs: Texts = Field((), title="授权文件编号", description="授权文件的编号,可写多个")
    note: str | None = Field(None, title="备注", description="备注")
