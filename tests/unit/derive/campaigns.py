"""Small campaigns for the tests of `derive`, from plain data; the launch of domain specification 4.1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

import generator.standard
from generator.campaign import Campaign
from generator.standard.process import parse_process

_SOURCE = Path(generator.standard.__file__).with_name("process.yaml")
PROCESS = parse_process(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

HEAD: dict[str, Any] = {
    "id": "HD-2026-001",
    "name": "星澜X3智能手表新品发布会",
    "short_name": "星澜X3新品发布会",
    "type": "新品发布会",
    "mode": "混合",
    "theme": "抬腕见未来",
    "start": "2026-10-16 14:00",
    "end": "2026-10-16 17:00",
    "warmup_start": "2026-10-05",
    "expected_attendance": 300,
    "owner": "p01",
    "marketing_lead": "p01",
    "executive": "p09",
    "classification": "内部",
}

LAUNCH_ITEMS: list[dict[str, Any]] = [
    {"category": category, "name": name, "qty": qty, "unit": "项", "unit_price": price}
    for category, name, qty, price in [
        ("场地费", "宴会厅租赁", 1, 68000),
        ("场地费", "主舞台及LED搭建", 1, 85000),
        ("场地费", "签到/体验区搭建", 1, 32000),
        ("设备费", "灯光音响", 1, 28000),
        ("设备费", "直播系统", 1, 22000),
        ("物料费", "邀请函", 300, 12),
        ("物料费", "产品手册", 500, "9.8"),
        ("物料费", "伴手礼", 320, 88),
        ("物料费", "证件胸卡", 420, "4.5"),
        ("宣传费", "媒体邀约", 20, 2000),
        ("宣传费", "短视频投放", 1, 60000),
        ("宣传费", "KOL", 6, 8000),
        ("宣传费", "朋友圈广告", 1, 30000),
        ("人员费", "主持", 1, 12000),
        ("人员费", "礼仪", 8, 600),
        ("人员费", "摄影摄像", 3, 2500),
        ("餐饮费", "茶歇", 300, 68),
        ("不可预见费", "备用金", 1, 25250),
    ]
]


def make(head: dict[str, Any] | None = None, **sections: Any) -> Campaign:
    """Return a campaign with these sections; `head` changes its `campaign` section."""
    data: dict[str, Any] = {
        "company": {"name": "星澜科技(上海)有限公司"},
        "doc": {"date": "2026-09-01"},
        "team": [
            {"id": "p01", "name": "周岚", "dept": "市场部"},
            {"id": "p09", "name": "何立", "dept": "总经办"},
        ],
        "targets": [],
        "budget": {},
        **sections,
        "campaign": HEAD | (head or {}),
    }
    data["budget"] = {"total_approved": 0} | data["budget"]
    return Campaign.model_validate(data)


def launch(**sections: Any) -> Campaign:
    """Return the product launch with its whole budget."""
    return make(budget={"total_approved": 521500, "items": LAUNCH_ITEMS}, **sections)
