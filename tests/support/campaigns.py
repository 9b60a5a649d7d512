"""A campaign file that is complete for its plan and no longer than need be, and ways to vary it."""

from __future__ import annotations

from generator.campaign import Campaign
from generator.intake.campaign import parse_campaign

MINIMAL = """\
company:
  name: 星澜科技(上海)有限公司
  short_name: 星澜科技
campaign:
  id: HD-2026-001
  name: 星澜X3智能手表新品发布会
  short_name: 星澜X3新品发布会
  type: 新品发布会
  mode: 混合
  theme: 抬腕见未来
  start: 2026-10-16 14:00
  end: 2026-10-16 17:00
  warmup_start: 2026-10-05
  locations:
    - {id: loc1, name: 静安瑞华酒店, address: 上海市静安区某路1号, capacity: 350}
  expected_attendance: 300
  owner: p01
  marketing_lead: p01
  executive: p09
doc:
  date: 2026-09-01
team:
  - {id: p01, name: 周岚, dept: 市场部, title: 市场总监}
  - {id: p03, name: 许南, dept: 市场部, title: 新媒体经理, phone: 13800005678}
  - {id: p09, name: 何立, dept: 总经办, title: 分管副总经理}
targets:
  - id: M01
    name: 发布会直播累计观看
    metric: 直播观看人次
    definition: 平台后台去重、停留≥10秒
    kind: 品牌曝光
    priority: 核心
    unit: 万次
    target: 50
    source: 视频号后台
    owner: p03
    due: 2026-10-16
  - id: M02
    name: 首周预售额提升
    metric: 首周预售额
    definition: 2026-10-16~10-22 官方渠道已支付金额
    kind: 销售转化
    priority: 次要
    unit: 元
    baseline: 1500000
    growth: 20%
    source: 电商后台
    owner: p03
    due: 2026-10-22
budget:
  total_approved: 168000
  items:
    - {category: 场地费, name: 宴会厅租赁, qty: 1, unit: 场, unit_price: 68000, supplier: s01}
    - {category: 场地费, name: 主舞台搭建, qty: 1, unit: 项, unit_price: 85000}
    - {category: 不可预见费, name: 预备金, qty: 1, unit: 项, unit_price: 15000}
suppliers:
  - {id: s01, name: 静安瑞华酒店, category: 场地}
"""


def varied(*changes: tuple[str, str], added: str = "") -> str:
    """Return MINIMAL with each first text replaced by its second, and `added` at the end.

    A text that does not stand there exactly once is a mistake of the test.
    """
    text = MINIMAL
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in the minimal campaign")
        text = text.replace(old, new)
    return text + added


def campaign(*changes: tuple[str, str], added: str = "") -> Campaign:
    """Return the campaign of the varied text, which must be sound."""
    loaded = parse_campaign(varied(*changes, added=added), "活动.yaml")
    if not loaded.is_sound:
        raise ValueError([d.message for d in loaded.diagnostics])
    return loaded.campaign
