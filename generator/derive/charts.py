"""What the documents' charts show, taken from the figures and the campaign: nothing is computed here.

Source: domain specification 2.1, 2.3, 2.4, 2.16 and 2.17. A number that is not known is None, a gap in the chart.
A chart is None as long as what it is about is not known: a comparison with the actual costs needs one actual cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from generator.campaign import Campaign
from generator.derive.arithmetic import Known
from generator.derive.money import BudgetFigures
from generator.derive.results import ResultFigures
from generator.derive.targets import TargetFigures

LONGEST_CATEGORY = 14
ALL = Decimal(1)  # 100 %, where a target is attained


class Series(Struct, frozen=True):
    """Numbers under one name, one a category."""

    name: str
    values: tuple[Decimal | int | None, ...]


class Chart(Struct, frozen=True):
    """Categories, and series of as many numbers."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]


class ChartFigures(Struct, frozen=True):
    """The charts of the standard documents; None where there is nothing to show yet."""

    research_history: Chart | None
    budget_by_category: Chart | None
    budget_and_actual: Chart | None
    target_attainment: Chart | None
    channels: Chart | None
    funnel: Chart | None


def derive_charts(
    campaign: Campaign, budget: BudgetFigures, targets: Sequence[TargetFigures], results: ResultFigures
) -> ChartFigures:
    """Return the charts of `campaign`; the figures are its own, those of its targets in their order."""
    amounts = [each.amount for each in budget.categories]
    actuals = [each.actual for each in budget.categories]
    categories = [each.name for each in budget.categories]
    return ChartFigures(
        research_history=_research_history(campaign),
        budget_by_category=_chart(categories, ("预算(元)", amounts)),
        budget_and_actual=_chart(categories, ("实际(元)", actuals), beside=("预算(元)", amounts)),
        target_attainment=_target_attainment(campaign, targets),
        channels=_channels(campaign),
        funnel=_chart(
            [each.name for each in results.funnel_steps],
            ("数量", [each.value for each in results.funnel_steps]),
        ),
    )


def _chart(
    categories: Sequence[str],
    *series: tuple[str, Sequence[Known]],
    beside: tuple[str, Sequence[Known]] | None = None,
) -> Chart | None:
    """Return a chart of the `series` that hold a number, None where none does; `beside` stands only with them."""
    known = [each for each in series if any(value is not None for value in each[1])]
    if not known:
        return None
    listed = [*([beside] if beside else []), *known]
    named = tuple(_short(category) for category in categories)
    return Chart(named, tuple(Series(name, tuple(values)) for name, values in listed))


def _short(name: str) -> str:
    """Return a name as an axis can bear it: its beginning; the table beside the chart has the whole."""
    return name if len(name) <= LONGEST_CATEGORY else f"{name[: LONGEST_CATEGORY - 1]}…"


def _research_history(campaign: Campaign) -> Chart | None:
    """Return what past campaigns cost; their attendance has another unit and stands in the table."""
    past = campaign.research.history
    return _chart([each.name for each in past], ("投入(元)", [each.cost for each in past]))


def _target_attainment(campaign: Campaign, figures: Sequence[TargetFigures]) -> Chart | None:
    """Return the rate of every target, and beside it the line at which a target is attained."""
    chart = _chart(
        [each.name for each in campaign.targets], ("达成率", [each.attainment for each in figures])
    )
    if chart is None:
        return None
    line = Series("目标线(100%)", (ALL,) * len(chart.categories))
    return Chart(chart.categories, (*chart.series, line))


def _channels(campaign: Campaign) -> Chart | None:
    """Return what each channel has cost and what it brought in: the two that have one unit."""
    found = [each.actuals for each in campaign.channels]
    costs = [None if each is None else each.cost for each in found]
    revenues = [None if each is None else each.revenue for each in found]
    names = [each.name for each in campaign.channels]
    return _chart(names, ("投入(元)", costs), ("收入(元)", revenues))
