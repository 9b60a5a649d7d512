"""The notation of due rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.standard.due import Anchor, DueRule, Point, Recurrence, Unit, parse_point


@pytest.mark.parametrize(
    ("text", "point", "label"),
    [
        ("T", Point(Anchor.START), "T"),
        ("T-45", Point(Anchor.START, -45), "T-45"),
        ("E+3WD", Point(Anchor.END, 3, Unit.WORKDAY), "E+3个工作日"),
        ("复盘会+1WD", Point(Anchor.RETRO, 1, Unit.WORKDAY), "复盘会+1个工作日"),
        ("签约", Point(Anchor.CONTRACT), "签约"),
        (" 发布-1WD ", Point(Anchor.PUBLICATION, -1, Unit.WORKDAY), "发布-1个工作日"),
    ],
)
def test_a_point_is_read_as_the_process_writes_it(text: str, point: Point, label: str) -> None:
    assert parse_point(text) == point
    assert point.label == label


@pytest.mark.parametrize("text", ["", "X-3", "T-", "T 3", "E+3 WD", "TWD", "T-1000", "2026-10-16"])
def test_what_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no point in time"):
        parse_point(text)


@given(st.builds(Point, st.sampled_from(Anchor), st.integers(-999, 999).filter(bool), st.sampled_from(Unit)))
def test_a_point_survives_being_written_and_read(point: Point) -> None:
    assert parse_point(str(point)) == point


def test_a_span_and_its_recurrence_are_said_in_one_line() -> None:
    rule = DueRule(parse_point("E"), parse_point("签约"), Recurrence.WEEKLY)
    assert rule.label == "签约…E(每周)"
