"""The stand-in for a value that could not be read.

A campaign with faults is still put together, so that the rules can speak about its sound parts in the same
run. Where a value is faulty stands an `Unsound`: whoever looks at it is stopped by `UnsoundValue`, so that
nothing is concluded from what nobody knows.
"""

from __future__ import annotations

from typing import Any, NoReturn


class UnsoundValue(Exception):
    """What was asked hangs on a value that could not be read."""


class Unsound:
    """Stands where a faulty value would stand; only `is` and `isinstance` may look at it."""

    __slots__ = ()

    def _stop(self, *_: Any) -> NoReturn:
        raise UnsoundValue

    __getattr__ = __getitem__ = __call__ = __contains__ = _stop
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _stop
    __hash__ = __bool__ = __len__ = __iter__ = __str__ = __format__ = _stop
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _stop
    __neg__ = __abs__ = __int__ = __float__ = __round__ = _stop

    def __repr__(self) -> str:
        return "<unsound>"

    def __reduce__(self) -> str:
        return "UNSOUND"  # the name under which pickle finds the only one


UNSOUND = Unsound()
