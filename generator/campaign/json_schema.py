"""The model as a JSON Schema (2020-12), for editors: what may stand where, in Chinese.

It says what people may *type*, which is more than what a value is: a number as 1.2万, a day as 2026年10月16日, one text
instead of a list, 【待填】 anywhere. What it lets through the program still reads with care.
"""

import datetime as dt
import types
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

import annotated_types
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from generator.campaign.campaign import Campaign
from generator.campaign.entity import Entity
from generator.campaign.typed import Named, one_or_many

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WAITING: Schema = {"type": "string", "pattern": "^\\s*【待填[^】]*】\\s*$", "title": "待填"}
_TEXT: Schema = {"type": ["string", "number"]}
_NUMBER: Schema = {"type": ["number", "string"]}
_WORDS: tuple[tuple[type, Schema], ...] = (
    (bool, {"enum": ["是", "否", True, False]}),
    (int, {"type": ["integer", "string"]}),
    (Decimal, _NUMBER),
    (dt.datetime, {"type": "string", "examples": ["2026-10-16 14:00"]}),
    (dt.date, {"type": "string", "examples": ["2026-10-16"]}),
    (dt.time, {"type": "string", "examples": ["14:00"]}),
    (str, _TEXT),
)


def campaign_json_schema() -> Schema:
    """Return the schema of a campaign file as plain data."""
    groups: dict[str, Schema] = {}
    root = _group(Campaign, groups)
    return {
        "$schema": DIALECT,
        "title": "活动定义文件",
        "description": "全套活动文档都由这一个文件生成。还不知道的内容不写,或写【待填】。",
        **root,
        "$defs": dict(sorted(groups.items())),
    }


def _group(model: type[Entity], groups: dict[str, Schema]) -> Schema:
    fields = model.model_fields
    return {
        "type": "object",
        "properties": {name: _field(field, groups) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.is_required()],
        "additionalProperties": False,
    }


def _field(field: FieldInfo, groups: dict[str, Schema]) -> Schema:
    """Return the schema of a field; what is left empty counts as not written."""
    value = _value(field.annotation, tuple(field.metadata), groups)
    said: Schema = {"title": field.title, "description": field.description}
    if field.examples:
        said["examples"] = list(field.examples)
    default = field.default
    if isinstance(default, Enum | Decimal | bool | str):
        said["default"] = _plain(default)
    return {**said, "anyOf": [*_either(value), _WAITING, {"type": "null"}]}


def _plain(default: object) -> object:
    if isinstance(default, bool):
        return "是" if default else "否"
    return default.value if isinstance(default, Enum) else str(default)


def _either(schema: Schema) -> list[Schema]:
    """Return the alternatives of a schema that is nothing but alternatives, else itself."""
    return list(schema["anyOf"]) if set(schema) == {"anyOf"} else [schema]


def _value(annotation: Any, marks: tuple[object, ...], groups: dict[str, Schema]) -> Schema:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(arguments[0], (*marks, *arguments[1:]), groups)
    if origin in (Union, types.UnionType):
        present = [a for a in arguments if a is not type(None)]
        return _any([each for a in present for each in _either(_value(a, marks, groups))])
    if origin is tuple:
        many: Schema = {"type": "array", "items": _value(arguments[0], (), groups)}
        return _any([many, _TEXT]) if _reads(marks, one_or_many) else many
    if origin is dict:
        return _map(arguments, marks, groups)
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        return _reference(annotation, marks, groups)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {"enum": [each.value for each in annotation]}
    return {**next(schema for kind, schema in _WORDS if issubclass(annotation, kind)), **limits_of(marks)}


def _any(schemas: list[Schema]) -> Schema:
    distinct = [each for n, each in enumerate(schemas) if each not in schemas[:n]]
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def _map(arguments: tuple[Any, ...], marks: tuple[object, ...], groups: dict[str, Schema]) -> Schema:
    key, value = arguments
    names = _value(key, (), groups)
    element = _any([*_either(_value(value, (), groups)), _WAITING, {"type": "null"}])
    schema: Schema = {"type": "object", "additionalProperties": element}
    if "enum" in names:
        schema["propertyNames"] = names
        return _any([schema, {"type": ["integer", "string"]}])  # one value for all of them
    return schema


def _reference(model: type[Entity], marks: tuple[object, ...], groups: dict[str, Schema]) -> Schema:
    name = model.__name__
    if name not in groups:
        groups[name] = {}  # a group may hold itself
        groups[name] = _group(model, groups)
    whole: Schema = {"$ref": f"#/$defs/{name}"}
    short = any(isinstance(mark, BeforeValidator) and isinstance(mark.func, Named) for mark in marks)
    return _any([whole, _TEXT]) if short else whole


def _reads(marks: tuple[object, ...], function: object) -> bool:
    return any(isinstance(mark, BeforeValidator) and mark.func is function for mark in marks)


_LIMITS: Mapping[type, str] = {
    annotated_types.Ge: "minimum",
    annotated_types.Gt: "exclusiveMinimum",
    annotated_types.Le: "maximum",
    annotated_types.MaxLen: "maxLength",
}
_NAMES = {"minimum": "ge", "exclusiveMinimum": "gt", "maximum": "le", "maxLength": "max_length"}


def limits_of(marks: tuple[object, ...]) -> Schema:
    """Return what limits a value, as words of JSON Schema: of numbers that are typed as numbers, and of texts."""
    found: Schema = {}
    for mark in marks:
        for kind, word in _LIMITS.items():
            if isinstance(mark, kind):
                limit = getattr(mark, _NAMES[word])
                found[word] = float(limit) if isinstance(limit, Decimal) else limit
        if isinstance(mark, FieldInfo):
            found |= limits_of(tuple(mark.metadata))
        pattern = getattr(mark, "pattern", None)
        if isinstance(pattern, str):
            found["pattern"] = pattern
    return found
