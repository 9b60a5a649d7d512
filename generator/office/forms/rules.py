"""What a form does while somebody types: it checks, offers lists, and colours what is lacking. It never forbids."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.office.form_words import WAITING
from generator.office.forms.asking import Ask, Block
from generator.office.forms.looks import Looks
from generator.office.letters import column_letters

_LONGEST_LIST, _LONGEST_TITLE, _LARGEST = 255, 32, 1e12
_NUMBERS = {
    "number": "数字,不带单位",
    "money": "金额,不带单位",
    "percent": "百分数,例如 80%",
    "count": "整数,不带单位",
}


def validation(ask: Ask) -> dict[str, Any] | None:
    """Return what Excel checks while somebody types. It warns and lets pass: 【待填】 may stand everywhere."""
    rule = _listed(ask) or _dated(ask) or _timed(ask) or _numbered(ask) or _limited(ask)
    said = {
        "error_type": "warning",
        "error_title": ask.label[:_LONGEST_TITLE],
        "ignore_blank": True,
        "show_error": ask.strict,
    }
    return {**said, **rule} if rule else None


def _listed(ask: Ask) -> dict[str, Any] | None:
    if ask.source:
        return {"validate": "list", "source": f"={ask.source}", "error_message": "不在名单里,仍要这样写吗?"}
    fits = len(",".join(ask.choices)) <= _LONGEST_LIST and not any("," in each for each in ask.choices)
    if ask.choices and fits:
        return {
            "validate": "list",
            "source": list(ask.choices),
            "error_message": "不在可选的内容里,仍要这样写吗?",
        }
    return None


def _dated(ask: Ask) -> dict[str, Any] | None:
    if ask.kind not in ("date", "moment"):
        return None
    days = {"minimum": dt.date(2000, 1, 1), "maximum": dt.date(2100, 12, 31)}
    message = f"应是日期,例如 2026-10-16{' 14:00' if ask.kind == 'moment' else ''};仍要这样写吗?"
    return {"validate": "date", "criteria": "between", **days, "error_message": message}


def _timed(ask: Ask) -> dict[str, Any] | None:
    if ask.kind != "time":
        return None
    span = {"minimum": dt.time(0, 0), "maximum": dt.time(23, 59, 59)}
    message = "应是 24 小时制的时间,例如 14:00;仍要这样写吗?"
    return {"validate": "time", "criteria": "between", **span, "error_message": message}


def _numbered(ask: Ask) -> dict[str, Any] | None:
    if ask.kind not in _NUMBERS:
        return None
    return {
        "validate": "integer" if ask.kind == "count" else "decimal",
        "criteria": "between",
        "minimum": -_LARGEST if ask.least is None else ask.least,
        "maximum": _LARGEST if ask.most is None else ask.most,
        "error_message": f"应是{_NUMBERS[ask.kind]};仍要这样写吗?",
    }


def _limited(ask: Ask) -> dict[str, Any] | None:
    if not ask.longest:
        return None
    message = f"最多 {ask.longest} 个字,仍要这样写吗?"
    return {"validate": "length", "criteria": "<=", "value": ask.longest, "error_message": message}


def mark_lacking(page: Any, looks: Looks, block: Block, first: int, last: int) -> None:
    """Colour what has to be filled in and is empty: of a table only in rows where something stands."""
    end = column_letters(len(block.asks))
    for index, ask in enumerate(block.asks):
        if not ask.required:
            continue
        is_card = block.form == "card"
        top, bottom, column = (first + index, first + index, 1) if is_card else (first, last, index)
        empty = f"LEN(TRIM(${column_letters(column + 1)}{top + 1}))=0"
        formula = f"={empty}" if is_card else f"=AND(COUNTA($A{top + 1}:${end}{top + 1})>0,{empty})"
        options = {"type": "formula", "criteria": formula, "format": looks.lacking}
        page.conditional_format(top, column, bottom, column, options)


def mark_waiting(page: Any, looks: Looks, area: tuple[int, int, int, int]) -> None:
    """Colour 【待填】 in an area (top, left, bottom, right)."""
    options = {"type": "text", "criteria": "containing", "value": WAITING, "format": looks.waiting}
    page.conditional_format(*area, options)
