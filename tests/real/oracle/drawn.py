"""Cases drawn from a seed, all before any is judged, the same ones in every run and on every machine."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from tests.real.oracle.sheets import Case
from tests.real.oracle.strategies import cases


class OnlyDrawn(HypothesisProvider):
    """Hypothesis without the constants it finds in whatever modules happen to be loaded."""

    def _maybe_draw_constant(self, *_: Any, **__: Any) -> None:
        return None


AVAILABLE_PROVIDERS["only-drawn"] = OnlyDrawn


def collected(start: int, wanted: int) -> list[Case]:
    """Return `wanted` cases."""
    found: list[Case] = []

    @seed(start)
    @settings(
        backend="only-drawn",
        max_examples=wanted,
        database=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return found
