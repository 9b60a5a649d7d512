"""D-01, D-02, D-03, D-06, D-07, D-08, D-09: the days of the campaign and of what leads up to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from generator.campaign import Campaign, Meeting, Mode, Path, ScheduleItem, Venue, spell
from generator.derive.deadlines import derive_deadlines
from generator.derive.workdays import CalendarUnknown, WorkCalendar
from generator.rules.finding import Check, Finding, note, over, warning
from generator.standard.stage import Stage

_START: Path = ("campaign", "start")
_END: Path = ("campaign", "end")
_WARMUP: Path = ("campaign", "warmup_start")
_DAY = dt.timedelta(days=1)
_NAMED = 2


def campaign_ends_after_its_start(check: Check) -> Iterator[Finding]:
    """D-01: start ≤ end."""
    head = check.campaign.campaign
    if head.end < head.start:
        message = f"活动结束时间 {head.end:%Y-%m-%d %H:%M} 早于开始时间 {head.start:%Y-%m-%d %H:%M}"
        yield Finding("C-D01", message, "检查 campaign.end 或 campaign.start", (_END, _START))


def warmup_comes_before_start(check: Check) -> Iterator[Finding]:
    """D-01: the warm-up begins on a day before the campaign."""
    head = check.campaign.campaign
    if head.warmup_start >= head.start.date():
        message = f"预热开始日期 {head.warmup_start} 不早于活动开始日期 {head.start:%Y-%m-%d}"
        yield Finding("C-D01", message, "检查 campaign.warmup_start 或 campaign.start", (_WARMUP, _START))


def warmup_is_long_enough(check: Check) -> Iterator[Finding]:
    """D-02: the warm-up begins 7 to 15 days before the campaign."""
    head = check.campaign.campaign
    least, most = check.limits.warmup_days
    days = (head.start.date() - head.warmup_start).days
    if days > 0 and not least <= days <= most:
        message = f"预热开始日期 {head.warmup_start} 在活动前 {days} 天,标准流程为活动前 {least} 至 {most} 天"
        first, last = head.start.date() - most * _DAY, head.start.date() - least * _DAY
        yield warning(
            "C-D02", message, f"一般写 {first} 至 {last} 之间的日期;另有安排可不改", _WARMUP, _START
        )


def publications_lie_in_their_time(check: Check) -> Iterator[Finding]:
    """D-03: the first publication is that of the warm-up; none comes before it or long after the campaign."""
    head = check.campaign.campaign
    last = head.end.date() + check.limits.afterglow_days * _DAY
    yield from _first_publication(check.campaign)
    in_time = partial(_is_in_time, first=head.warmup_start - _DAY, last=last)
    yield from over(("schedule",), check.campaign.schedule, in_time)


def _first_publication(campaign: Campaign) -> Iterator[Finding]:
    dated = [(item.date, n) for n, item in enumerate(campaign.schedule) if item.date is not None]
    warmup = campaign.campaign.warmup_start
    if dated and (first := min(dated))[0] > warmup + _DAY:
        path: Path = ("schedule", first[1], "date")
        message = f"宣传排期最早的一条在 {first[0]},预热却从 {warmup} 开始"
        yield warning("C-D03", message, "补上预热第一天的内容,或改 campaign.warmup_start", path, _WARMUP)


def _is_in_time(path: Path, item: ScheduleItem, *, first: dt.date, last: dt.date) -> Iterator[Finding]:
    here: Path = (*path, "date")
    if item.date is not None and item.date < first:
        message = f"{spell(here)} {item.date} 早于预热开始日期 {first + _DAY}"
        yield warning("C-D03", message, "检查该日期或 campaign.warmup_start", here, _WARMUP)
    if item.date is not None and item.date > last:
        message = f"{spell(here)} {item.date} 晚于宣传期的最后一天 {last}"
        yield warning("C-D03", message, "检查该日期或 campaign.end", here, _END)


def venues_are_accepted_on_the_eve(check: Check) -> Iterator[Finding]:
    """D-06: a venue is accepted on T-1."""
    eve = check.campaign.campaign.start.date() - _DAY
    yield from over(("venues",), check.campaign.venues, partial(_is_accepted_on, day=eve))


def _is_accepted_on(path: Path, venue: Venue, *, day: dt.date) -> Iterator[Finding]:
    if venue.acceptance_date is not None and venue.acceptance_date != day:
        here: Path = (*path, "acceptance_date")
        message = f"{spell(here)} {venue.acceptance_date} 不是活动前一天 {day}"
        yield warning("C-D06", message, "删去这一项就按活动前一天;另有安排可不改", here, _START)


def working_days_are_known(check: Check) -> Iterator[Finding]:
    """D-07: deadlines in working days cannot be told in a year whose days off nobody has announced."""
    head, own = check.campaign.campaign, check.campaign.calendar
    calendar = WorkCalendar(own.holidays, own.makeup_workdays)
    deadlines = derive_deadlines(check.campaign, check.process, calendar, head.end.date())
    for year in sorted({each.unknown_year for each in deadlines.values() if each.unknown_year}):
        names = [
            check.process.deliverable(code).name
            for code, each in deadlines.items()
            if each.unknown_year == year
        ]
        listed = (
            f"《{'》《'.join(names[:_NAMED])}》{f'等 {len(names)} 份文件' if len(names) > _NAMED else ''}"
        )
        message = f"{year} 年的放假与调休安排程序还不知道,{listed}按工作日推算的期限算不出来"
        remedy = (
            "在 calendar 的 holidays 与 makeup_workdays 中写上当年的放假日与调休上班日;"
            "各个活动共用的写在 organization.yaml"
        )
        yield note("C-D07", message, remedy, _END)


def meetings_come_at_their_time(check: Check) -> Iterator[Finding]:
    """D-08: the plan is reviewed before the campaign, and looked back on after it."""
    head, meetings = check.campaign.campaign, check.campaign.meetings
    review, retro = _day(meetings.review), _day(meetings.retro)
    if review is not None and review >= head.start.date():
        message = f"方案评审会议 {review} 不早于活动开始日期 {head.start:%Y-%m-%d}"
        yield warning("C-D08", message, "检查会议时间", ("meetings", "review", "time"), _START)
    if retro is not None and retro < head.end.date():
        message = f"复盘会议 {retro} 早于活动结束日期 {head.end:%Y-%m-%d}"
        yield warning("C-D08", message, "检查会议时间", ("meetings", "retro", "time"), _END)


def _day(meeting: Meeting) -> dt.date | None:
    return None if meeting.time is None else meeting.time.date()


def business_is_done_on_workdays(check: Check) -> Iterator[Finding]:
    """D-08: nobody meets or signs on a day off."""
    calendar = check.campaign.calendar
    workdays = WorkCalendar(calendar.holidays, calendar.makeup_workdays)
    for path, day in _business_days(check.campaign):
        try:
            if workdays.is_workday(day):
                continue
        except CalendarUnknown:
            continue
        message = f"{spell(path)} {day} 不是工作日(周末或节假日)"
        yield warning("C-D08", message, "检查日期;确实在休息日办理的可不改", path)


def _business_days(campaign: Campaign) -> Iterator[tuple[Path, dt.date]]:
    for name, meeting in (("review", campaign.meetings.review), ("retro", campaign.meetings.retro)):
        if (day := _day(meeting)) is not None:
            yield ("meetings", name, "time"), day
    if campaign.approval.date is not None:
        yield ("approval", "date"), campaign.approval.date
    for n, link in enumerate(campaign.approval.budget_chain):
        if link.date is not None:
            yield ("approval", "budget_chain", n, "date"), link.date
    for code, control in campaign.documents.items():
        if control.approved_on is not None:
            yield ("documents", code, "approved_on"), control.approved_on


def large_events_have_a_permit(check: Check) -> Iterator[Finding]:
    """D-09: 大型群众性活动安全管理条例: from 1,000 people on, a permit is asked for 20 days before."""
    campaign, limit = check.campaign, check.limits.large_event
    people = campaign.campaign.expected_attendance
    if campaign.campaign.mode == Mode.ONLINE or people is None or people < limit.attendance:
        return
    permits = [permit.name for venue in campaign.venues for permit in venue.permits]
    if check.since(Stage.CLOSING) or any(limit.permit_word in name for name in permits):
        return
    day = campaign.campaign.start.date() - limit.permit_days * _DAY
    message = f"预计人数 {people:,} 人,面向公众的活动可能要办{limit.permit_word}安全许可,最晚 {day} 申请"
    remedy = f"核对后在 venues[].permits 中写一项「{limit.permit_word}安全许可」,不需要的在 status 写明原因"
    yield warning("C-D09", message, remedy, ("campaign", "expected_attendance"))
