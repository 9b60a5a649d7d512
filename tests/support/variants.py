"""The example campaign as it may become: closed with all its results, and with far too much of everything."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import yaml

from tests.support.command import EXAMPLE, ROOT

Data = dict[str, Any]
CLOSED = ROOT / "campaigns" / "HD-2026-004.yaml"


def closed() -> str:
    """Return the campaign after the event: actuals, costs, lessons, issues and actions are there."""
    data = _example()
    for target, actual in zip(
        data["targets"], ("61.2", "1935000", "34", "187", "88.5", "12840"), strict=True
    ):
        target.update(actual=actual, measured_at="2026-10-23 12:00")
    data["targets"][3].update(
        gap_reason="现场流程漏洞", gap_analysis="体验区排队时间长", improvement="设预约时段"
    )
    for item in data["budget"]["items"]:
        amount = round(float(item["qty"]) * float(item["unit_price"]) * 0.97, 2)
        item.update(actual=f"{amount:.2f}", paid=f"{amount / 2:.2f}", invoice_no="26100001")
    data["budget"]["items"][3]["actual"] = "42400.00"
    for task in data["tasks"]:
        task.update(status="已完成", done_on=task.get("done_on", task["due"]), progress="100%")
    data["tasks"][20]["done_on"] = "2026-10-12"
    for supplier in data["suppliers"]:
        supplier.update(delivered_on="2026-10-14", rating="A")
    read = [each for each in data["monitoring"]["indicators"] if "formula" not in each]
    data["monitoring"]["series"] = [
        {
            "time": f"{14 + n // 2}:{n % 2 * 30:02}",
            "values": {each["id"]: str(40 * (n + 1)) for each in read},
            "recorder": "p20",
        }
        for n in range(5)
    ]
    data.update(_aftermath())
    data["meetings"]["retro"]["actions"] = [
        {
            "text": "体验区容量测算",
            "measure": "建立测算模板",
            "owner": "p02",
            "due": "2026-11-20",
            "criterion": "下一场采用",
        }
    ]
    return _text(data)


def _aftermath() -> Data:
    lesson = {
        "text": "演示前移到开场 15 分钟内",
        "evidence": "留存 71%",
        "applies_to": "直播",
        "reuse": "流程模板",
    }
    issue = {"id": "X01", "problem": "体验区排队过长", "impact": "意向少 13 单"}
    return {
        "results": {
            "attendance": {"invited": "312", "arrived": "276"},
            "income": {"amount": "1935000", "source": "首周预售额"},
            "notes": "发布会按计划进行，全程无安全事故。",
        },
        "lessons": [
            *({"id": f"L{n:02d}", "kind": "经验", **lesson} for n in range(1, 8)),
            {"id": "L08", "kind": "改进", **lesson},
        ],
        "issues": [{**issue, "cause": "设备不足", "root_cause": "未测算容量", "stage": "方案策划"}],
        "evaluations": [{"of": "技术支持组", "score": "95", "note": "备线切换演练充分"}],
    }


def overlong() -> str:
    """Return the campaign with 60-character names, 2,000-character texts and many of everything."""
    data = _example()
    name, text = "非常长的名称" * 10, "这一段文字很长，用来看清版面会不会被撑破。" * 100
    data["research"]["background"] = data["concept"]["creative"] = text
    data["approval"]["reason"] = text[:160]
    data["research"]["findings"][0].update(text=name, evidence=text[:600])
    data["tasks"] = [_numbered(task, f"T{n:03d}") for n in range(6) for task in data["tasks"]][:300]
    data["suppliers"] += [_numbered(data["suppliers"][n % 8], f"x{n:02d}") for n in range(32)]
    data["suppliers"][0]["name"] = data["materials"][0]["name"] = data["channels"][0]["name"] = name
    for number, task in enumerate(data["tasks"]):
        task.update(id=f"T{number:03d}", depends_on=[])
    data["tasks"][0].update(content=name, deliverable=name)
    data["targets"][0].update(name=name[:40], definition=text[:200])
    for person in data["team"][2:4]:
        person.update(onsite_duty=text[:120])
    return _text(data)


def crammed() -> str:
    """Return the closed campaign with names of 60 characters, long sentences and texts of 2,000 characters."""
    data: Data = yaml.load(CLOSED.read_text(encoding="utf-8"), yaml.BaseLoader)
    for key, value in data.items():
        if key not in {"company", "campaign", "team", "departments", "guests", "documents"}:
            data[key] = _stretched(value, key)
    return _text(data)


def _stretched(value: Any, key: str) -> Any:
    """Return a value of the campaign file with its names and sentences made as long as people make them."""
    if isinstance(value, dict):
        return {k: _stretched(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_stretched(v, key) for v in value]
    length = _wanted_length(str(value), key)
    return (value * (length // len(value) + 1))[:length] if length > len(value) else value


def _wanted_length(text: str, key: str) -> int:
    chinese = len(re.findall("[一-鿿]", text))
    if key == "name":
        return 60
    if chinese < 14:
        return 0
    return 2000 if len(text) > 150 else 240


def _numbered(entry: Data, number: str) -> Data:
    return {**deepcopy(entry), "id": number}


def _example() -> Data:
    data: Data = yaml.load(EXAMPLE.read_text(encoding="utf-8"), yaml.BaseLoader)
    return data


def _text(data: Data) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
