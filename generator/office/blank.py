"""A value that is not known yet, and what stands in its place until a person writes it in.

A blank is falsy, iterates empty, and whatever is computed from it is the same blank again: an unknown value
never turns into a zero or a guess. Like a NaN it equals nothing and orders with nothing, itself included:
two unknown values are not known to be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

Kind = Literal["text", "number", "date", "person", "null"]

_PRINTED: Mapping[Kind, str] = {
    "text": "(待填写)",
    "number": "______",
    "date": "____年__月__日",
    "person": "________",
    "null": "________",
}


class Blank(Struct, frozen=True, eq=False):
    """An unknown value of some `kind`.

    With `fields` it stands for a record whose fields are known by name: any other name is then a mistake.
    Without, every field is a blank of the same kind.
    """

    kind: Kind = "text"
    fields: Mapping[str, object] = field(default_factory=dict)

    def __getitem__(self, name: object) -> object:
        if not self.fields or isinstance(name, int | slice):
            return self
        if isinstance(name, str):
            return self.fields[name]
        raise KeyError(name)

    def __str__(self) -> str:
        return _PRINTED[self.kind]

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __contains__(self, item: object) -> bool:
        return False

    def _never(self, other: object) -> bool:
        return False

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _never
    __hash__ = object.__hash__

    def _same(self, *_others: object) -> Blank:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _same
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _same
    __mod__ = __rmod__ = __pow__ = __rpow__ = _same
    __neg__ = __pos__ = __abs__ = _same

    def __round__(self, _digits: int | None = None) -> Blank:
        return self


NULL = Blank("null")
