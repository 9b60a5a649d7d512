"""G-01, G-03 to G-07: targets that can be measured. G-02 is stated by the fields of a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from generator.campaign import PERCENT, Path, Priority, Target, spell
from generator.derive.targets import target_value
from generator.diagnostics import Severity
from generator.rules.finding import Check, Finding, over, warning

_ROOT: Path = ("targets",)
_WEIGHT_TOLERANCE = Decimal("0.001")
_ALL_PERCENT = 100


def there_is_a_core_target(check: Check) -> Iterator[Finding]:
    """G-01."""
    if not any(target.priority == Priority.CORE for target in check.campaign.targets):
        yield Finding("C-G01", "活动目标里没有核心目标", "把至少一个目标的 priority 写为 核心", (_ROOT,))


def value_or_growth(check: Check) -> Iterator[Finding]:
    """G-03: a target is given by its value, or by baseline and growth."""
    yield from over(_ROOT, check.campaign.targets, _value_or_growth)


def _value_or_growth(path: Path, target: Target) -> Iterator[Finding]:
    remedy = "只写 target,或同时写 baseline 与 growth"
    if target.target is not None and target.growth is not None:
        paths: tuple[Path, ...] = ((*path, "growth"), (*path, "target"))
        yield Finding("C-G03", f"{spell(path)}既写了目标值,又写了增幅", remedy, paths)
    elif target.target is None and (target.baseline is None or target.growth is None):
        lacking = {"基准值": target.baseline, "增幅": target.growth}
        absent = [name for name, value in lacking.items() if value is None]
        what = "没有目标值,也没有基准值与增幅" if len(absent) > 1 else f"有增长型目标的一半,缺少{absent[0]}"
        yield Finding("C-G03", f"{spell(path)}{what}", remedy, (path,))


def values_are_in_range(check: Check) -> Iterator[Finding]:
    """G-04: a target is more than nothing, and a percentage at most 100."""
    yield from over(_ROOT, check.campaign.targets, _value_is_in_range)


def _value_is_in_range(path: Path, target: Target) -> Iterator[Finding]:
    value = target_value(target)
    if value is None:
        return
    here: Path = (*path, "growth" if target.target is None else "target")
    says = f"{spell(here)}为 {value}" if target.target is not None else f"{spell(here)}使目标值为 {value}"
    if value <= 0:
        message = f"{says},应大于 0"
        yield Finding("C-G04", message, "检查 target,或 baseline 与 growth", (here,))
    elif target.unit == PERCENT and value > _ALL_PERCENT:
        message = f"{says}%,超过 100%"
        remedy = "检查目标值;单位是 % 时写百分点,例如 85"
        yield Finding("C-G04", message, remedy, (here,), Severity.WARNING)


def weights_add_up(check: Check) -> Iterator[Finding]:
    """G-05: weights are absent, or their sum is 1."""
    weights = [target.weight for target in check.campaign.targets if target.weight is not None]
    total = sum(weights, Decimal(0))
    if weights and abs(total - 1) > _WEIGHT_TOLERANCE:
        message = f"目标权重合计为 {total:.1%},应为 100%"
        paths: tuple[Path, ...] = tuple(
            (*_ROOT, n, "weight") for n, t in enumerate(check.campaign.targets) if t.weight is not None
        )
        yield Finding("C-G05", message, "调整各目标的 weight,或全部删去", paths)


def metrics_are_measurable(check: Check) -> Iterator[Finding]:
    """G-06: a metric says what is counted; 提升影响力 is a wish."""
    verbs, nouns = check.limits.vague.verbs, check.limits.vague.nouns
    vague = re.compile(rf"({'|'.join(verbs)}).*({'|'.join(nouns)})[^\d%]*")
    yield from over(_ROOT, check.campaign.targets, partial(_is_measurable, vague=vague))


def _is_measurable(path: Path, target: Target, *, vague: re.Pattern[str]) -> Iterator[Finding]:
    here: Path = (*path, "metric")
    if vague.fullmatch(str(target.metric)):
        message = f"{spell(here)}「{target.metric}」没有写清量什么"
        yield warning("C-G06", message, "写成可以统计的指标,例如 品牌知名度调研得分、媒体报道篇数", here)


def directions_are_said(check: Check) -> Iterator[Finding]:
    """G-07: of costs, waiting times and complaints less is better, unless the file says otherwise."""
    words = check.limits.lower_is_better
    yield from over(_ROOT, check.campaign.targets, partial(_direction_is_said, words=words))


def _direction_is_said(path: Path, target: Target, *, words: tuple[str, ...]) -> Iterator[Finding]:
    word = next((word for word in words if word in f"{target.name} {target.metric}"), None)
    if word and "direction" not in target.model_fields_set and target.growth is None:
        here: Path = (*path, "name")
        message = f"{spell(here)}含有「{word}」,多半越低越好,现在按越高越好计算达成率"
        yield warning("C-G07", message, "写 direction: lower;确实越高越好就写 direction: higher", here)
