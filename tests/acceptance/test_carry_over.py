"""`new --from`: last year's campaign as the start of this one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.app.carry_over import Shift
from generator.app.explain import every_field
from generator.derive.workdays import WorkCalendar
from generator.intake.campaign import read_campaign
from generator.intake.resources import read_carry_over
from tests.support.command import CAMPAIGNS, ROOT, build, run

CLOSED = ROOT / "campaigns" / "HD-2026-004.yaml"
DAY = "2027-05-20"
EARLY = "2027-03-01"


def carried(old: Path, file: Path, *more: str, day: str = DAY) -> str:
    done = run("new", file, "--from", old, "--date", day, *more)
    assert done.code == 0, done.out + done.err
    return done.out


@pytest.mark.parametrize("old", CAMPAIGNS, ids=lambda path: path.stem)
def test_every_example_begins_anew_without_an_error_and_builds(old: Path, tmp_path: Path) -> None:
    file = tmp_path / "campaigns" / "今年.yaml"
    said = carried(old, file, "--name", "今年的活动")
    assert "请决定" in said
    checked = run("check", file, "--as-of", EARLY, "--format", "short")
    assert checked.code == 0, checked.out
    assert build(file, tmp_path / "output", "--only", "DY,YS,FA", as_of=EARLY).code == 0


def test_what_happened_is_gone_and_its_result_is_history(tmp_path: Path) -> None:
    carried(CLOSED, tmp_path / "a.yaml", "--name", "2027年度客户答谢会")
    old, new = (read_campaign(path).campaign for path in (CLOSED, tmp_path / "a.yaml"))
    assert new.campaign.name == "2027年度客户答谢会"
    assert new.campaign.id == "HD-2027-001"
    assert all(target.actual is None for target in new.targets)
    assert [target.metric for target in new.targets] == [target.metric for target in old.targets]
    assert all(item.actual is None and item.invoice_no is None for item in new.budget.items)
    assert [item.unit_price for item in new.budget.items] == [item.unit_price for item in old.budget.items]
    assert (new.lessons, new.issues, new.adjustments, new.monitoring.series) == ((), (), (), ())
    assert new.team == old.team
    assert all(control.status is None for control in new.documents.values())
    *before, last = new.research.history
    assert tuple(before) == old.research.history
    assert last.name == "衡泽软件2026年度客户答谢会"
    assert last.attendance == old.results.attendance.arrived
    assert "到场率" in (last.result or "")
    assert last.lesson


def test_comments_and_order_stay(tmp_path: Path) -> None:
    carried(CLOSED, tmp_path / "a.yaml")
    old, new = (path.read_text(encoding="utf-8") for path in (CLOSED, tmp_path / "a.yaml"))
    comments = [line for line in old.splitlines() if line.startswith("# ── ")]
    kept = [line for line in comments if line in new]
    assert len(kept) > len(comments) * 0.7
    assert [line for line in new.splitlines() if line in comments] == kept
    assert new.splitlines()[0].startswith("# yaml-language-server")


def test_days_keep_their_distance(tmp_path: Path) -> None:
    carried(CLOSED, tmp_path / "a.yaml", day="2026-12-25")  # a week later, in a year whose calendar is known
    old, new = (read_campaign(path).campaign for path in (CLOSED, tmp_path / "a.yaml"))
    assert (new.campaign.start - old.campaign.start).days == 7
    assert new.campaign.start.time() == old.campaign.start.time()
    assert 'start: "2026-12-25 18:00"' in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    calendar = WorkCalendar()
    for before, after in zip(old.tasks, new.tasks, strict=True):
        for was, now in ((before.start, after.start), (before.due, after.due)):
            assert was is not None
            assert now is not None
            assert abs((now - was).days - 7) <= 3
            if was.year == now.year == 2026 and calendar.is_workday(was) and was != old.campaign.start.date():
                assert calendar.is_workday(now) or now >= new.campaign.start.date()


@given(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.integers(-40, 40), st.integers(1, 14))
def test_a_day_never_changes_sides(new_start: dt.date, offset: int, length: int) -> None:
    old_start = dt.date(2025, 6, 16)
    old_end = old_start + dt.timedelta(days=length - 1)
    shift = Shift(old_start, old_end, new_start, WorkCalendar())
    old = old_start + dt.timedelta(days=offset)
    new = shift.day(old)
    assert (new < new_start) == (old < old_start)
    assert (new > shift.new_end) == (old > old_end)
    if old_start <= old <= old_end:
        assert new - new_start == old - old_start


def test_every_key_of_the_rules_is_a_field() -> None:
    rules, known = read_carry_over(), {each.path for each in every_field()}
    keys = {*rules.emptied, *rules.waiting, *(each.key for each in rules.decided)}
    assert keys - known == set()


def test_an_old_file_with_faults_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("campaign: [", encoding="utf-8")
    done = run("new", tmp_path / "a.yaml", "--from", tmp_path / "old.yaml", "--date", DAY)
    assert done.code == 1
    assert not (tmp_path / "a.yaml").exists()
    assert run("new", tmp_path / "a.yaml", "--from", CLOSED).code == 2
    assert run("new", tmp_path / "b.yaml", "--from", tmp_path / "没有.yaml", "--date", DAY).code in (1, 4)
