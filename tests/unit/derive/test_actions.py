"""What the review meeting decided stands in the plan of tasks."""

from __future__ import annotations

from typing import Any

from generator.derive.actions import with_review_actions
from tests.unit.derive.campaigns import make


def reviewed(*actions: dict[str, Any], tasks: tuple[dict[str, Any], ...] = ()) -> list[tuple[object, ...]]:
    meetings = {"review": {"time": "2026-09-18 14:00", "actions": list(actions)}}
    campaign = with_review_actions(make(meetings=meetings, tasks=list(tasks)))
    return [(t.id, t.content, t.owner, str(t.due), str(t.start), str(t.source)) for t in campaign.tasks]


LIMIT = {"text": "签到限流", "owner": "p01", "due": "2026-09-25"}


def test_an_action_becomes_a_task_from_the_meeting_to_its_day() -> None:
    assert reviewed(LIMIT) == [("PS01", "签到限流", "p01", "2026-09-25", "2026-09-18", "评审决议")]


def test_an_action_that_was_typed_as_a_task_is_not_listed_twice() -> None:
    same_words = {"id": "R01", "content": "签到限流"}
    other_words = {
        "id": "R02",
        "content": "落实签到限流方案",
        "source": "评审决议",
        "owner": "p01",
        "due": "2026-09-25",
    }
    for typed in (same_words, other_words):
        assert len(reviewed(LIMIT, tasks=(typed,))) == 1


def test_a_number_that_is_taken_is_passed_over() -> None:
    taken = {"id": "PS01", "content": "别的事"}
    assert [row[0] for row in reviewed(LIMIT, tasks=(taken,))] == ["PS01", "PS02"]


def test_without_decisions_the_campaign_is_the_same() -> None:
    campaign = make()
    assert with_review_actions(campaign) is campaign
