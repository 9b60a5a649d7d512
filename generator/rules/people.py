"""P-02 to P-05: who reviews whom, who stands where on site, and how they are reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations

from generator.campaign import Asset, Guest, Mode, Path, Person, Shift, spell
from generator.rules.finding import Check, Finding, over, warning
from generator.standard.stage import Stage

_TEAM: Path = ("team",)
_MOBILE = re.compile(r"1\d{10}")


def nobody_reviews_their_own_work(check: Check) -> Iterator[Finding]:
    """P-02: whoever hands an asset in is not the only one who reviews it."""
    yield from over(("assets",), check.campaign.assets, _is_reviewed_by_others)


def _is_reviewed_by_others(path: Path, asset: Asset) -> Iterator[Finding]:
    reviewers = {each for each in (asset.reviewer, asset.second_reviewer) if each is not None}
    if asset.author is not None and reviewers == {asset.author}:
        here: Path = (*path, "reviewer")
        message = f"{spell(here)}与提交人是同一个人({asset.author}),没有别人审核"
        yield warning("C-P02", message, "换一位审核人,或补上复审人 second_reviewer", here, (*path, "author"))


def _is_on_site(check: Check) -> bool:
    """Tell whether people are about to stand, or stand, somewhere; a plan may still leave that open."""
    return check.campaign.campaign.mode != Mode.ONLINE and check.stage is Stage.EXECUTION


def the_standard_groups_are_on_site(check: Check) -> Iterator[Finding]:
    """P-03: on site there are people who sign in, guide, run the technology and help in an emergency."""
    if not _is_on_site(check):
        return
    there = {person.onsite_group for person in check.campaign.team}
    if lacking := [group for group in check.limits.onsite_groups if group not in there]:
        message = f"现场人员里没有{'、'.join(lacking)}"
        yield warning("C-P03", message, "在 team[].onsite_group 中写上现场小组", _TEAM)


def nobody_is_in_two_places(check: Check) -> Iterator[Finding]:
    """P-04: the shifts of one person do not overlap."""
    shifts = {shift.id: shift for shift in check.campaign.shifts}
    yield from over(_TEAM, check.campaign.team, partial(_is_in_one_place, shifts=shifts))


def _is_in_one_place(path: Path, person: Person, *, shifts: Mapping[str, Shift]) -> Iterator[Finding]:
    known = [shifts[each] for each in dict.fromkeys(person.shifts) if each in shifts]
    for one, other in combinations(known, 2):
        if _overlap(one, other):
            here: Path = (*path, "shifts")
            message = f"{person.name}的两个班次 {one.id}、{other.id} 时间重叠"
            yield warning("C-P04", message, "改排其中一个班次", here)


def _overlap(one: Shift, other: Shift) -> bool:
    times = (one.start, one.end, other.start, other.end)
    if one.date is None or one.date != other.date or one.location == other.location or None in times:
        return False
    return bool(one.start < other.end and other.start < one.end)  # type: ignore[operator]


def key_posts_have_a_stand_in(check: Check) -> Iterator[Finding]:
    """P-04: somebody stands in for those on whom everything hangs."""
    if not _is_on_site(check):
        return
    covered = {person.backup_of for person in check.campaign.team}
    words = check.limits.key_posts
    yield from over(_TEAM, check.campaign.team, partial(_has_stand_in, covered=covered, words=words))


def _has_stand_in(
    path: Path, person: Person, *, covered: set[str | None], words: tuple[str, ...]
) -> Iterator[Finding]:
    post = person.onsite_post or ""
    if any(word in post for word in words) and person.id not in covered:
        here: Path = (*path, "onsite_post")
        message = f"{spell(here)}「{post}」({person.name})没有备岗"
        yield warning("C-P04", message, f"在另一人那里写 backup_of: {person.id}", here)


def phones_are_numbers(check: Check) -> Iterator[Finding]:
    """P-05: a mobile number has 11 digits and begins with 1."""
    yield from over(_TEAM, check.campaign.team, _is_reached)
    yield from over(("guests",), check.campaign.guests, _is_reached)


def _is_reached(path: Path, person: Person | Guest) -> Iterator[Finding]:
    if person.phone is not None and not _MOBILE.fullmatch(re.sub(r"[\s-]", "", str(person.phone))):
        here: Path = (*path, "phone")
        message = f"{spell(here)}「{person.phone}」不是 11 位手机号"
        yield warning("C-P05", message, "检查号码;座机可以写在 contacts", here)
