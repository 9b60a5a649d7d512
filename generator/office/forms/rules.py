"""What a form does while somebody types: it checks, offers lists, and colours what is lacking. It never forbids."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.office.forms.asking import Ask, Block
from generator.office.forms.looks import Looks
from generator.office.letters import column_letters

_LONGEST_LIST, _LONGEST_TITLE, _LARGEST = 255, 32, 1e12
_NUMBERS = frozenset({"number", "money", "percent", "count"})


def validation(ask: Ask) -> dict[str, Any] | None:
    """Return what Excel checks while somebody types. It warns and lets pass: 【待填】 may stand everywhere."""
    rule = _listed(ask) or _dated(ask) or _numbered(ask) or _limited(ask)
    said = {"error_type": "warning", "error_title": ask.label[:_LONGEST_TITLE], "ignore_blank": True}
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
    message = "应是日期,例如 2026-10-16;仍要这样写吗?"
    return {"validate": "date", "criteria": "between", **days, "error_message": message}


def _numbered(ask: Ask) -> dict[str, Any] | None:
    if ask.kind not in _NUMBERS:
        return None
    return {
        "validate": "integer" if ask.kind == "count" else "decimal",
        "criteria": "between",
        "minimum": -_LARGEST if ask.least is None else ask.least,
        "maximum": _LARGEST if ask.most is None else ask.most,
        "error_message": "应是数字,不带单位;仍要这样写吗?",
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
    options = {"type": "text", "criteria": "containing", "value": "【待填", "format": looks.waiting}
    page.conditional_format(*area, options)


def define_names(book: Any, sheet: str, block: Block, first: int, last: int) -> None:
    """Name the lists that other cells choose from: as long as what is filled in."""
    for name, column in block.named.items():
        letter = column_letters(column + 1)
        start, area = (
            f"'{sheet}'!${letter}${first + 1}",
            f"'{sheet}'!${letter}${first + 1}:${letter}${last + 1}",
        )
        book.define_name(name, f"=OFFSET({start},0,0,MAX(1,COUNTA({area})),1)")
