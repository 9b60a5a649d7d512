"""What a diagnostic or a field means, with an example: what `explain` prints, and the reference pages."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache

from msgspec import Struct

from generator.archive.codes import CODES as ARCHIVE_CODES
from generator.campaign import Campaign, Entity, Path, Shape, dotted, field_at, fields_of
from generator.campaign.codes import CODES as CAMPAIGN_CODES
from generator.diagnostics import Diagnostic
from generator.errors import WrongUsage
from generator.intake.data import read_yaml
from generator.intake.files import read_text
from generator.intake.resources import example_path, read_examples, read_process
from generator.office.excel.faults import FAULTS as EXCEL_FAULTS
from generator.office.faults import FAULTS, Fault
from generator.office.inspection.faults import FAULTS as INSPECTION_FAULTS
from generator.plan.codes import CODES as PACK_CODES
from generator.standard.process import Process
from generator.standard.stage import Stage

TEMPLATE_FAULTS: Mapping[str, Fault] = {**FAULTS, **EXCEL_FAULTS, **INSPECTION_FAULTS}
_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "是 或 否"),
    (int, "整数"),
    (Decimal, "数字,也可写 1.2万、12,000元、20%"),
    (dt.datetime, "日期和时间,例如 2026-10-16 14:00"),
    (dt.date, "日期,例如 2026-10-16"),
    (dt.time, "时间,例如 14:00"),
)
_FORMS = "写诊断代码(如 C-B01)、键(如 targets.due)或中文名(如 完成时限)"
_MOST = 8


class CodeText(Struct, frozen=True):
    """What a code means; `said` is a message as it may be told, `line` the line of a file that it points to."""

    code: str
    meaning: str
    said: str = ""
    line: str = ""
    remedy: str = ""


class FieldText(Struct, frozen=True):
    """What a field means. `path` is as messages write it (`targets[].due`), `place` in the form's words.

    `required` says from which stage on, and for which documents, it has to be known.
    """

    path: str
    place: str
    description: str
    kind: str
    required: tuple[str, ...]
    example: str


def explain(word: str) -> tuple[CodeText | FieldText, ...]:
    """Return what a code, a key or a label means: several fields where several bear it.

    Raises WrongUsage with the nearest there is.
    """
    code = word.strip().upper()
    if code in all_codes():
        return (explain_code(code),)
    wanted = word.strip().replace("[0]", "[]")
    fields = every_field()
    keys = {each.path for each in fields}
    exact = [each for each in fields if wanted in (each.path, each.path.replace("[]", ""))]
    found = exact or [
        each for each in fields if wanted in (each.place.split(" › ")[-1], each.path.split(".")[-1])
    ]
    if found:
        return tuple(found)
    near = difflib.get_close_matches(wanted, [*keys, *all_codes(), *_labels(fields)], n=3, cutoff=0.5)
    remedy = f"是否想找 {'、'.join(near)} ?" if near else _FORMS
    raise WrongUsage((Diagnostic("P-018", f"没有名为「{word}」的代码或字段", remedy),))


def _labels(fields: tuple[FieldText, ...]) -> set[str]:
    return {each.place.split(" › ")[-1] for each in fields}


@cache
def all_codes() -> Mapping[str, str]:
    """Return what every code means."""
    template = {code: _without_details(fault.message) for code, fault in TEMPLATE_FAULTS.items()}
    return {**CAMPAIGN_CODES, **template, **PACK_CODES, **ARCHIVE_CODES}


def explain_code(code: str) -> CodeText:
    """Return what a code means, for the rules of a campaign with an example that the program has really told."""
    example = read_examples().get(code, {})
    fault = TEMPLATE_FAULTS.get(code)
    remedy = example.get("remedy", "") or (_without_details(fault.remedy) if fault else "")
    return CodeText(code, all_codes()[code], example.get("said", ""), example.get("line", ""), remedy)


def _without_details(sentence: str) -> str:
    """Return a sentence of the tables with … for its details; doubled braces are single ones."""
    plain = sentence.replace("{{", "\0").replace("}}", "\1")
    return re.sub(r"\{[^}]*\}", "…", plain).replace("\0", "{").replace("\1", "}")


@cache
def every_field() -> tuple[FieldText, ...]:
    """Return every field of a campaign file, in its order."""
    process = read_process()
    example = read_yaml(read_text(example_path()).text, "", typed=False).data
    return tuple(_fields(Campaign, (), "", process, example))


def _fields(
    model: type[Entity], path: Path, place: str, process: Process, example: object
) -> Iterator[FieldText]:
    for name, shape in fields_of(model).items():
        here: Path = (*path, name)
        info = field_at(Campaign, here)
        title = f"{place}{' › ' if place else ''}{info.title if info else name}"
        value = _example(example, here)
        inner = shape.element if shape.form in ("list", "map") and shape.element else shape
        yield FieldText(
            path=dotted(here),
            place=title,
            description=(info.description if info else None) or "",
            kind=_kind(shape),
            required=tuple(_required(dotted(here), process, needed=bool(info and info.is_required()))),
            example=_shown(value),
        )
        below: Path = (*here, 0) if shape.form == "list" else (*here, "…") if shape.form == "map" else here
        if inner.model is not None:
            yield from _fields(inner.model, below, title, process, example)


def _kind(shape: Shape) -> str:
    if shape.form == "list":
        return f"列表,每项是{_kind(shape.element)}" if shape.element else "列表"
    if shape.form == "map":
        return f"一组「键: 值」,值是{_kind(shape.element)}" if shape.element else "一组「键: 值」"
    if shape.form == "group":
        return "一组字段"
    if shape.ref is not None:
        return f"编号,在 {shape.ref.collection} 里定义"
    if shape.picture:
        return "图片文件的路径"
    if isinstance(shape.type, type) and issubclass(shape.type, Enum):
        return f"{'、'.join(str(each.value) for each in shape.type)} 之一"
    named = (words for kind, words in _KINDS if isinstance(shape.type, type) and issubclass(shape.type, kind))
    return next(named, "文字")


def _required(path: str, process: Process, *, needed: bool) -> Iterator[str]:
    """Yield who asks for a field from which stage on."""
    if needed:
        yield "必填"
    for stage in Stage:
        if any(path == each.path for each in process.required.get(stage, ())):
            yield f"{stage}起每份文件都要用到"
        names = [
            d.name for d in process.deliverables if any(path == r.path for r in d.required.get(stage, ()))
        ]
        if names:
            yield f"{stage}起《{'》《'.join(names)}》要用到"


def _example(data: object, path: Path) -> object:
    """Return the first value at a path of the example campaign that says something."""
    if not path:
        return data
    step, rest = path[0], path[1:]
    inner: list[object] = []
    if isinstance(data, list):
        inner = data
    elif isinstance(data, dict):
        inner = list(data.values()) if step == "…" else [data.get(step)]
    found = (_example(item, rest) for item in inner)
    return next((value for value in found if value not in (None, "", [], {})), None)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "、".join(str(key) for key in list(value)[:_MOST])
    if isinstance(value, list):
        plain = [str(each) for each in value if not isinstance(each, dict | list)]
        return "、".join(plain[:_MOST])
    return "" if value is None else str(value)
