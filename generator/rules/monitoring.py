"""M-01: a ratio that is computed from other indicators is not typed in as something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from generator.campaign import Path, Reading, spell
from generator.derive.monitoring import Division, derive_divisions, ratio_of
from generator.rules.finding import Check, Finding, over

_SERIES: Path = ("monitoring", "series")


def computed_ratios_agree(check: Check) -> Iterator[Finding]:
    """M-01: what is typed for a ratio is what its formula gives, to the last digit typed."""
    monitoring = check.campaign.monitoring
    divisions = derive_divisions(monitoring)
    percent = {indicator.id for indicator in monitoring.indicators if indicator.unit == "%"}
    yield from over(_SERIES, monitoring.series, partial(_agrees, divisions=divisions, percent=percent))


def _agrees(
    path: Path, reading: Reading, *, divisions: Mapping[str, Division], percent: set[str]
) -> Iterator[Finding]:
    for key, typed in reading.values.items():
        if key not in divisions:
            continue
        computed = ratio_of(divisions[key], reading.values, percent=key in percent)
        if computed is None or abs(typed - computed) > _last_digit(typed):
            here: Path = (*path, "values", key)
            told = (
                "分子或分母没有记录"
                if computed is None
                else f"按公式算得 {computed:.4f}".rstrip("0").rstrip(".")
            )
            message = f"{spell(here)}填了 {typed},{told}"
            yield Finding("C-M01", message, f"删去 {key} 的值(由公式计算),或补上、改正分子与分母", (here,))


def _last_digit(value: Decimal) -> Decimal:
    """Return one unit of the last digit of a number: 0.1 for 87.9."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0))
