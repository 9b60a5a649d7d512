"""A name that the data do not have: noted when it is used, with the nearest name that there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Undefined
from jinja2.runtime import LoopContext
from jinja2.utils import missing

from generator.office.blank import Blank
from generator.office.running import note, visible_names
from generator.office.slips import guess

LOOP_FIELDS = frozenset(
    {
        "index",
        "index0",
        "revindex",
        "revindex0",
        "first",
        "last",
        "length",
        "depth",
        "depth0",
        "previtem",
        "nextitem",
    }
    | {"cycle", "changed"}
)


class Unknown(Undefined):
    """Prints nothing and is nothing, so that rendering goes on; every use but `is defined` is noted."""

    __slots__ = ()

    @property
    def is_nameless(self) -> bool:
        """True for what no name stands for: the first item of none, the one before a loop's first."""
        return self._undefined_name is None

    def note(self) -> None:
        if self.is_nameless:
            return
        known = visible_names() if self._undefined_obj is missing else _names_of(self._undefined_obj)
        name = str(self._undefined_name)
        note("T-120", name=name, guess=guess(name, known))

    def _used(self, *_args: Any, **_named: Any) -> Any:
        self.note()
        return SILENT

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _used
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _used
    __pow__ = __rpow__ = __pos__ = __neg__ = __call__ = __getitem__ = _used
    _fail_with_undefined_error = _used

    def _false(self, *_args: Any) -> bool:
        self.note()
        return False

    __contains__ = __bool__ = __eq__ = _false
    __lt__ = __le__ = __gt__ = __ge__ = _false  # type: ignore[assignment]  # Jinja's own never return
    __hash__ = object.__hash__

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __str__(self) -> str:
        self.note()
        return ""

    def __len__(self) -> int:
        self.note()
        return 0

    def __iter__(self) -> Iterator[Any]:
        self.note()
        return iter(())


class Silent(Unknown):
    """Stands for a result whose failure has been noted already."""

    __slots__ = ()

    def note(self) -> None:
        """Nothing more to say."""


SILENT = Silent()


def _names_of(owner: object) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return [str(name) for name in owner]
    if isinstance(owner, Blank):
        return list(owner.fields)
    return LOOP_FIELDS if isinstance(owner, LoopContext) else ()
