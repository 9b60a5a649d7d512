"""Z-01 to Z-04: nobody concludes without results, and what was missed is explained and mended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.campaign import Action, Campaign, Metrics, Path, Priority, Status, Target, spell
from generator.derive.arithmetic import sum_of_all
from generator.derive.targets import Verdict, derive_target
from generator.rules.finding import Check, Finding, over, warning
from generator.standard.stage import Stage

_TARGETS: Path = ("targets",)
_ACTIONS: Path = ("meetings", "retro", "actions")
_FINAL = frozenset({Status.FINAL, Status.ARCHIVED})


def core_targets_have_results(check: Check) -> Iterator[Finding]:
    """Z-01: every core target has an actual value before the final report is 定稿."""
    if _report_is_final(check.campaign, check.stage):
        yield from over(_TARGETS, check.campaign.targets, _has_result)


def _has_result(path: Path, target: Target) -> Iterator[Finding]:
    if target.priority == Priority.CORE and target.actual is None:
        here: Path = (*path, "actual")
        message = f"{spell(here)}还没有填写,《活动复盘总结报告》不能定稿"
        remedy = "补上核心目标的实际值,或把 documents.FP.status 改回 草稿"
        yield Finding("C-Z01", message, remedy, (here,))


def _report_is_final(campaign: Campaign, stage: Stage) -> bool:
    """The status of all documents counts for this one only when its time has come."""
    own = campaign.documents.get("FP")
    if own is not None and own.status is not None:
        return own.status in _FINAL
    return stage is Stage.CLOSING and campaign.doc.status in _FINAL


def missed_targets_are_explained(check: Check) -> Iterator[Finding]:
    """Z-02: a target that was missed says why, and what is done about it."""
    if check.since(Stage.CLOSING):
        explained = partial(_is_explained, metrics=check.campaign.metrics)
        yield from over(_TARGETS, check.campaign.targets, explained)


def _is_explained(path: Path, target: Target, *, metrics: Metrics) -> Iterator[Finding]:
    if derive_target(target, metrics).verdict is not Verdict.MISSED:
        return
    wanted = {"gap_reason": "原因分类", "gap_analysis": "原因分析", "improvement": "改进措施"}
    lacking = {key: label for key, label in wanted.items() if getattr(target, key) is None}
    if lacking:
        message = f"{spell(path)} {target.id} 未达成,还没有填写{'、'.join(lacking.values())}"
        yield warning("C-Z02", message, f"补上 {'、'.join(lacking)}", path)


def costs_add_up(check: Check) -> Iterator[Finding]:
    """Z-03: what the lines cost together is the total cost."""
    campaign = check.campaign
    total = sum_of_all([item.actual for item in campaign.budget.items])
    typed = campaign.results.cost_total
    if total is not None and typed is not None and total != typed:
        message = (
            f"各项实际发生合计 {total:,.2f} 元与实际总费用 {typed:,.2f} 元不一致,差额 {total - typed:,.2f} 元"
        )
        remedy = "检查 budget.items[].actual,或删去 results.cost_total(由程序合计)"
        yield warning("C-Z03", message, remedy, ("results", "cost_total"), ("budget", "items"))


def actions_have_an_owner_and_a_day(check: Check) -> Iterator[Finding]:
    """Z-04: what is to be done better is somebody's, by a day."""
    yield from over(_ACTIONS, check.campaign.meetings.retro.actions, _is_owned)


def _is_owned(path: Path, action: Action) -> Iterator[Finding]:
    missing = {
        key: label
        for key, label in (("owner", "责任人"), ("due", "完成时限"))
        if getattr(action, key) is None
    }
    if missing:
        message = f"{spell(path)}「{action.text}」还没有填写{'、'.join(missing.values())}"
        yield warning("C-Z04", message, f"补上 {'、'.join(missing)}", path)
