"""What the documents' charts show."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from generator.derive.charts import Chart, ChartFigures
from generator.derive.figures import derive_figures
from tests.unit.derive.campaigns import PROCESS, launch, make
from tests.unit.derive.test_figures import TARGET

D = Decimal
DAY = dt.date(2026, 11, 1)


def charts(head: dict[str, Any] | None = None, **sections: Any) -> ChartFigures:
    return derive_figures(make(head, **sections), PROCESS, as_of=DAY).charts


def read(chart: Chart | None) -> dict[str, dict[str, object]]:
    """Return the numbers by series and category."""
    assert chart is not None
    return {each.name: dict(zip(chart.categories, each.values, strict=True)) for each in chart.series}


def test_a_campaign_without_anything_known_has_no_charts() -> None:
    found = charts()
    assert found == ChartFigures(None, None, None, None, None, None)


def test_past_campaigns_are_compared_by_cost() -> None:
    history = [{"name": "X2发布会", "cost": 468000, "attendance": 260}, {"name": "订货会", "attendance": 120}]
    found = read(charts(research={"history": history}).research_history)
    assert found == {"投入(元)": {"X2发布会": D(468000), "订货会": None}}


def test_past_campaigns_of_which_no_number_is_known_are_no_chart() -> None:
    assert charts(research={"history": [{"name": "订货会"}]}).research_history is None


def test_the_budget_by_category_is_what_the_budget_says() -> None:
    figures = derive_figures(launch(), PROCESS, as_of=DAY)
    found = read(figures.charts.budget_by_category)
    assert found == {"预算(元)": {each.name: each.amount for each in figures.budget.categories}}
    assert sum(each.amount for each in figures.budget.categories) == figures.budget.total


def item(category: str, actual: int | None) -> dict[str, Any]:
    return {"category": category, "name": "项", "qty": 1, "unit": "项", "unit_price": 100, "actual": actual}


def test_budget_and_actual_are_compared_once_an_actual_is_known() -> None:
    found = charts(budget={"items": [item("场地费", 120), item("物料费", None)]}).budget_and_actual
    assert read(found) == {
        "预算(元)": {"场地费": D(100), "物料费": D(100)},
        "实际(元)": {"场地费": D(120), "物料费": None},
    }
    assert charts(budget={"items": [item("场地费", None)]}).budget_and_actual is None


def targets(*actuals: int | None) -> list[dict[str, Any]]:
    return [
        TARGET | {"id": f"M{n:02}", "name": f"目标{n}", "actual": actual}
        for n, actual in enumerate(actuals, start=1)
    ]


def test_attainment_is_measured_against_the_line_of_the_target() -> None:
    found = read(charts(targets=targets(60, None)).target_attainment)
    assert found == {
        "达成率": {"目标1": D("1.2"), "目标2": None},
        "目标线(100%)": {"目标1": D(1), "目标2": D(1)},
    }


def test_the_line_alone_is_no_chart() -> None:
    assert charts(targets=targets(None, None)).target_attainment is None


def test_a_series_of_which_nothing_is_known_is_not_drawn() -> None:
    channels = [{"id": "c01", "name": "视频号", "actuals": {"cost": 100}}]
    assert read(charts(channels=channels).channels) == {"投入(元)": {"视频号": D(100)}}


def test_channels_are_compared_by_what_they_cost_and_brought() -> None:
    channels = [
        {"id": "c01", "name": "视频号", "actuals": {"cost": 0, "revenue": 9000}},
        {"id": "c02", "name": "微博", "actuals": {"impressions": 5}},
        {"id": "c03", "name": "门店"},
    ]
    assert read(charts(channels=channels).channels) == {
        "投入(元)": {"视频号": D(0), "微博": None, "门店": None},
        "收入(元)": {"视频号": D(9000), "微博": None, "门店": None},
    }
    assert charts(channels=channels[1:]).channels is None


def test_the_funnel_has_the_steps_of_the_funnel() -> None:
    funnel = {"impressions": 1000, "clicks": 100, "orders": 5}
    steps = {"曝光": 1000, "点击": 100, "注册": None, "到场": None, "成交": 5}
    assert read(charts(results={"funnel": funnel}).funnel) == {"数量": steps}
    online = charts({"mode": "线上"}, results={"funnel": funnel}).funnel
    assert online is not None
    assert online.categories == ("曝光", "点击", "注册", "成交")
    assert charts().funnel is None
