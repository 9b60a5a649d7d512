"""What the review meeting decided becomes tasks: they stand in the plan of tasks and are counted like all others.

Source: domain specification 2.6 and 2.23 (meetings.review → PS → FG).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from generator.campaign import Action, Campaign, Task, TaskSource

PHASE, MODULE = "策划", "评审待办"


def with_review_actions(campaign: Campaign) -> Campaign:
    """Return the campaign with a task for each action of the review meeting that no task stands for yet."""
    made = tuple(_made_tasks(campaign))
    return campaign.model_copy(update={"tasks": (*campaign.tasks, *made)}) if made else campaign


def _made_tasks(campaign: Campaign) -> Iterator[Task]:
    taken = {task.id for task in campaign.tasks}
    free = (name for n in count(1) if (name := f"PS{n:02d}") not in taken)
    meeting = campaign.meetings.review
    for action in meeting.actions:
        if not any(_stands_for(task, action) for task in campaign.tasks):
            yield Task.model_construct(
                id=next(free),
                phase=PHASE,
                module=MODULE,
                content=action.text,
                deliverable=action.criterion or action.measure,
                dept=action.dept,
                owner=action.owner,
                start=None if meeting.time is None or action.due is None else meeting.time.date(),
                due=action.due,
                status=action.status,
                source=TaskSource.REVIEW,
            )


def _stands_for(task: Task, action: Action) -> bool:
    """Tell whether a task was typed for an action: the same words, or a decision with the same person and day."""
    decided = task.source == TaskSource.REVIEW and action.owner is not None and action.due is not None
    return task.content == action.text or (decided and (task.owner, task.due) == (action.owner, action.due))
