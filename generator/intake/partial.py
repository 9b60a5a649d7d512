"""A campaign put together from what is sound, when some of its file is not.

Where a value is faulty, or one that must be there is missing, stands `UNSOUND`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from generator.campaign import UNSOUND, Campaign, Entity, Path, Shape, fields_of, shape_of


def build_partial(data: object, faults: Iterable[Path], unknown: Iterable[Path]) -> Campaign:
    """Return the campaign of `data`, unsound at the paths of `faults` and without the `unknown` keys."""
    shape = shape_of(Campaign)
    return _Builder(frozenset(faults), frozenset(unknown)).build(data, shape, ())  # type: ignore[no-any-return]  # a group gives its model


class _Builder:
    def __init__(self, faults: frozenset[Path], unknown: frozenset[Path]) -> None:
        self._faults = faults
        self._touched = frozenset(path[:n] for path in faults | unknown for n in range(len(path) + 1))

    def build(self, data: object, shape: Shape, path: Path) -> Any:
        if shape.form == "group" and shape.model is not None and isinstance(data, dict):
            return self._group(data, shape.model, path)
        if path in self._faults or shape.element is None:
            return UNSOUND
        if shape.form == "list" and isinstance(data, list):
            return tuple(self.build(item, shape.element, (*path, n)) for n, item in enumerate(data))
        if shape.form == "map" and isinstance(data, dict):
            return {key: self.build(item, shape.element, (*path, key)) for key, item in data.items()}
        return UNSOUND

    def _group(self, data: Mapping[str, object], model: type[Entity], path: Path) -> Entity:
        values = {
            name: self._field(data[name], model, name, shape, (*path, name))
            for name, shape in fields_of(model).items()
            if name in data and not model.leaves_out(name, data[name])
        }
        absent = {name: UNSOUND for name, field in model.model_fields.items() if field.is_required()}
        return model.model_construct(None, **{**absent, **values})

    def _field(self, data: object, model: type[Entity], name: str, shape: Shape, path: Path) -> Any:
        if path in self._touched:
            return self.build(data, shape, path)
        try:
            return adapter(model, name).validate_python(data)
        except ValidationError:  # sound alone, not with its neighbours
            return UNSOUND


@cache
def adapter(model: type[Entity], name: str) -> TypeAdapter[Any]:
    """Return what reads a single field of a group."""
    field = model.model_fields[name]
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[(annotation, *field.metadata)] if field.metadata else annotation)
