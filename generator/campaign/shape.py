"""What the annotations of the models say, for whoever walks a campaign without knowing it.

A `Shape` tells whether a field is a group, a list, a map or a single value, what it refers to, and by which
kind of blank it is replaced while it is unknown.
"""

from __future__ import annotations

import datetime as dt
import types
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from pydantic.fields import FieldInfo

from generator.campaign.entity import Entity, PictureFile, Ref

Kind = Literal["text", "number", "date", "person"]
Path = tuple[str | int, ...]

_KINDS: tuple[tuple[type, Kind], ...] = (
    (bool, "text"),
    (int, "number"),
    (Decimal, "number"),
    (dt.date, "date"),
    (dt.time, "date"),
)


class Shape(Struct, frozen=True):
    """The form of a value: `model` of a group, `element` of a list or a map, `key` of a map.

    `picture` says that it is the path of a picture; `marks` are what the annotation says besides the type.
    """

    form: Literal["group", "list", "map", "value"]
    type: Any
    model: type[Entity] | None = None
    element: Shape | None = None
    key: Shape | None = None
    ref: Ref | None = None
    picture: bool = False
    marks: tuple[object, ...] = ()

    @property
    def kind(self) -> Kind:
        """Return which kind of blank stands for the value."""
        if self.ref is not None:
            return "person" if self.ref.collection == "team" else "text"
        if self.form != "value" or not isinstance(self.type, type):
            return "text"
        return next((kind for base, kind in _KINDS if issubclass(self.type, base)), "text")


def kind_of(annotation: object) -> Kind:
    """Return which kind of blank stands for a value of `annotation`."""
    return shape_of(annotation).kind


def field_shape(info: FieldInfo) -> Shape:
    """Return the shape of a model's field; pydantic keeps the outermost marks apart from the annotation."""
    return _shape(info.annotation, tuple(info.metadata))


@cache
def fields_of(model: type[Entity]) -> dict[str, Shape]:
    """Return the shapes of a model's fields by name."""
    return {name: field_shape(info) for name, info in model.model_fields.items()}


def shape_of(annotation: object) -> Shape:
    """Return the shape of an annotation."""
    return _shape(annotation, ())


def _shape(annotation: Any, marks: tuple[object, ...]) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], (*marks, *arguments[1:]))
    if origin in (Union, types.UnionType):
        present = [a for a in arguments if a is not type(None)]
        return _shape(present[0], marks)
    if origin is tuple:
        return Shape("list", tuple, element=shape_of(arguments[0]))
    if origin is dict:
        return Shape("map", dict, key=shape_of(arguments[0]), element=shape_of(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        return Shape("group", annotation, model=annotation)
    ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
    picture = any(isinstance(mark, PictureFile) for mark in marks)
    return Shape("value", annotation, ref=ref, picture=picture, marks=marks)


def shape_at(root: type[Entity], path: Path) -> Shape | None:
    """Return the shape of what stands at `path`, None when nothing can stand there."""
    shape: Shape | None = Shape("group", root, model=root)
    for step in path:
        if shape is None:
            return None
        shape = fields_of(shape.model).get(str(step)) if shape.model is not None else shape.element
    return shape


def field_at(root: type[Entity], path: Path) -> FieldInfo | None:
    """Return the field that `path` names; None for an entry of a list or a map."""
    holder = shape_at(root, path[:-1]) if path else None
    return None if holder is None or holder.model is None else holder.model.model_fields.get(str(path[-1]))


# A value with its path and its shape.
Step = tuple[Path, Shape, object]


def walk(value: object, shape: Shape, path: Path = ()) -> list[Step]:
    """Return every value below `value` with its path and shape, groups and lists before what they hold.

    Keys of a map are among them, at the path of their value.
    """
    found: list[Step] = []
    _walk(value, shape, path, found)
    return found


def _walk(value: object, shape: Shape, path: Path, found: list[Step]) -> None:
    found.append((path, shape, value))
    if shape.form == "value":
        return
    if shape.form == "group" and isinstance(value, Entity):
        for name, inner in fields_of(type(value)).items():
            _walk(value.__dict__[name], inner, (*path, name), found)
    elif shape.form == "list" and isinstance(value, tuple) and shape.element is not None:
        for index, item in enumerate(value):
            _walk(item, shape.element, (*path, index), found)
    elif shape.form == "map" and isinstance(value, dict) and shape.element is not None:
        for key, item in value.items():
            if shape.key is not None:
                found.append(((*path, str(key)), shape.key, key))
            _walk(item, shape.element, (*path, str(key)), found)
