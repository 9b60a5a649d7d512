"""Plain data for `fill`: any mapping in YAML or JSON.

No field tells what a value means here, so an unquoted one is read by YAML 1.2: numbers, true, false, null;
and `2026-10-16` is a day, `2026-10-16 14:00` a moment. `9:00`, `on` and `012` stay text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import yaml

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidCampaign
from generator.intake.files import read_file, read_text
from generator.intake.sources import SourceMap
from generator.intake.syntax import explain
from generator.intake.tree import Document, as_text, read_document
from generator.intake.yaml_nodes import Fault, TooLarge

__all__ = ["read_data", "read_file", "read_yaml", "resolve_plain"]

_INTEGER = re.compile(r"[+-]?(?:0|[1-9]\d{0,30})")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9]\d{0,30})\.\d{1,30}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?")
_WORDS: dict[str, bool] = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


def read_data(path: Path) -> Mapping[str, object]:
    """Return the mapping that a YAML or JSON file holds. Raises InvalidCampaign with what is wrong."""
    text = read_text(path).text
    if path.suffix.lower() == ".json":
        return _mapping(_read_json(text, str(path)), str(path))
    document = read_yaml(text, str(path))
    if document.faults:
        raise InvalidCampaign(tuple(diagnose(fault, document.sources) for fault in document.faults))
    return _mapping(document.data, str(path))


def read_yaml(text: str, file: str, *, typed: bool = True) -> Document:
    """Return what a YAML text says; InvalidCampaign, with this one fault, when it cannot be read."""
    lines = tuple(text.splitlines())
    try:
        document = read_document(text, file, resolve_plain if typed else as_text)
    except yaml.YAMLError as error:
        fault = explain(error, lines)
    except TooLarge as error:
        fault = error.fault
    else:
        return document or Document(None, SourceMap(file, lines), ())
    raise InvalidCampaign((diagnose(fault, SourceMap(file, lines)),))


def diagnose(fault: Fault, sources: SourceMap) -> Diagnostic:
    """Return a fault of the text as a diagnostic."""
    return Diagnostic(fault.code, fault.message, fault.remedy, sources.at(fault.span))


def resolve_plain(text: str) -> object:
    """Return what an unquoted YAML scalar means without a field to tell."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return as_text(text)


def _mapping(data: object, file: str) -> Mapping[str, object]:
    if isinstance(data, dict):
        return data
    message = "文件是空的" if data is None else "文件最外层应是「键: 值」,这里却不是"
    raise InvalidCampaign((Diagnostic("C-F03", message, "每行写一个「键: 值」", Place(file, 1, 1)),))


def _read_json(text: str, file: str) -> object:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_without_twins
        )
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        excerpt = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
        place = Place(file, error.lineno, error.colno, excerpt=excerpt)
        message = "这里不合 JSON 的写法"
        raise InvalidCampaign((Diagnostic("C-F02", message, "检查引号、逗号和括号", place),)) from error
    except ValueError as error:
        if isinstance(error, _Unusable):
            raise InvalidCampaign(
                (Diagnostic(error.code, error.message, error.remedy, Place(file, 1, 1)),)
            ) from error
        raise InvalidCampaign(
            (Diagnostic("C-F07", "有一个数字太长", "编号一类请加引号写成文字", Place(file, 1, 1)),)
        ) from error
    except RecursionError as error:
        raise InvalidCampaign(
            (Diagnostic("C-F03", "文件嵌套过深", "检查是否多写了括号", Place(file, 1, 1)),)
        ) from error


class _Unusable(ValueError):
    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def _refuse_constant(name: str) -> object:
    raise _Unusable("C-F07", f"{name} 不是可以打印的数字", "改成数字,或写 null")


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    data: dict[str, object] = {}
    for key, value in pairs:
        if key in data:
            raise _Unusable("C-F04", f"键「{key}」写了两次", "删去其中一个,或改成另一个键")
        data[key] = value
    return data
