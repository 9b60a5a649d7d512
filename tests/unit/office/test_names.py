"""Which names a template prints, told from its tags."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from generator.diagnostics import Place
from generator.office.names import printed_names
from generator.office.tags import PlacedTag, find_tags


def names(text: str) -> tuple[str, ...]:
    return printed_names([PlacedTag(tag, Place()) for tag in find_tags(text)], Environment(autoescape=True))


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ campaign.name }}", ("campaign.name",)),
        ("{{ budget.total|money }}元", ("budget.total",)),
        ("{% for t in targets %}{{ t.owner.name }}{% endfor %}{{ t.x }}", ("targets[].owner.name", "t.x")),
        ("{% for s in suppliers %}{% for m in s.milestones %}{{ m.plan }}{% endfor %}{% endfor %}",
         ("suppliers[].milestones[].plan",)),
        ("{{ task.helpers|join_cn('name') }}", ("task.helpers",)),
        ("{{ a.b if c.d else e.f }}", ("c.d", "a.b", "e.f")),
        ("{{ '固定文字' }}", ()),
        ("{% if a.b %}{{ c['d'] }}{% endif %}", ("c.d",)),
        ("{% for x in a|batch(3) %}{{ x }}{% endfor %}", ("a[]",)),
    ],
)  # fmt: skip
def test_a_name_is_told_with_its_list(template: str, printed: tuple[str, ...]) -> None:
    assert names(template) == printed


def test_a_name_printed_twice_is_told_once() -> None:
    assert names("{{ a }}{{ b }}{{ a }}") == ("a", "b")
