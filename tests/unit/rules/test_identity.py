"""I-01, I-02, P-01, and I-04 for the codes of documents."""

from __future__ import annotations

import pytest

from generator.campaign import Ref, Shape, fields_of, shape_of
from generator.campaign.campaign import Campaign
from generator.diagnostics import Severity
from tests.support.campaigns import campaign
from tests.unit.rules.conftest import FindIn


def test_the_minimal_campaign_breaks_no_rule(find: FindIn) -> None:
    for code in ("C-I01", "C-I02", "C-I04", "C-P01"):
        assert find(campaign(), code) == []


def test_an_id_that_stands_twice_points_at_the_second(find: FindIn) -> None:
    (found,) = find(campaign(("{id: p03", "{id: p01")), "C-I01")
    assert found.paths == (("team", 1, "id"), ("team", 0, "id"))
    assert "与第 1 项重复" in found.message


def test_ids_need_to_be_unique_only_within_their_list(find: FindIn) -> None:
    added = "tasks:\n  - {id: M01, content: 一}\nmaterials:\n  - {id: M01, name: 二}\n"
    assert find(campaign(added=added), "C-I01") == []


def test_a_typed_id_of_a_budget_line_may_not_take_a_counted_one(find: FindIn) -> None:
    (found,) = find(
        campaign(("- {category: 场地费, name: 宴会厅", "- {id: B02, category: 场地费, name: 宴会厅")), "C-I01"
    )
    assert found.paths[0] == ("budget", "items", 1, "id")


def test_a_line_of_the_budget_without_an_id_is_named_by_its_position(find: FindIn) -> None:
    assert find(campaign(added="adjustments:\n  - {budget_item: B02}\n"), "C-I01") == []
    (found,) = find(campaign(added="adjustments:\n  - {budget_item: B04}\n"), "C-I01")
    assert found.paths == (("adjustments", 0, "budget_item"),)


def test_a_person_who_is_not_in_the_team_is_told_with_the_nearest(find: FindIn) -> None:
    (found,) = find(campaign(("executive: p09", "executive: p08")), "C-P01")
    assert found.paths == (("campaign", "executive"),)
    assert "(campaign.executive)写的「p08」不在人员名单" in found.message
    assert "p0" in found.remedy


def test_a_name_typed_for_an_id_is_told_the_id(find: FindIn) -> None:
    (found,) = find(campaign(("executive: p09", "executive: 何立")), "C-P01")
    assert "是否想写 p09(何立)?" in found.remedy


REFERENCES = {
    "suppliers": "materials:\n  - {id: W01, name: 海报, supplier: s02}\n",
    "targets": "monitoring:\n  indicators:\n    - {id: K01, name: 签到, target_ref: M09}\n",
    "assets": "schedule:\n  - {asset: A01}\n",
    "channels": "schedule:\n  - {channel: c01}\n",
    "campaign.locations": "venues:\n  - {location: loc9}\n",
    "research.needs": None,
    "tasks": "tasks:\n  - {id: R01, content: 一, depends_on: [R02]}\n",
    "shifts": None,
    "monitoring.indicators": "monitoring:\n  series:\n    - {time: 14:00, values: {K01: 1}}\n",
    "audience": "channels:\n  - {id: c01, name: 公众号, audience_ref: 学生}\n",
}


@pytest.mark.parametrize(
    "added", [a for a in REFERENCES.values() if a], ids=[k for k, a in REFERENCES.items() if a]
)
def test_every_kind_of_reference_is_followed(added: str, find: FindIn) -> None:
    (found,) = find(campaign(added=added), "C-I01")
    assert "不存在" in found.message


def test_references_within_people_and_targets_are_followed(find: FindIn) -> None:
    changed = campaign(
        ("title: 市场总监", "backup_of: p77, shifts: [早班]"),
        ("    target: 50", "    target: 50\n    need: N01"),
    )
    assert [f.paths[0] for f in find(changed, "C-P01")] == [("team", 0, "backup_of")]
    assert [f.paths[0] for f in find(changed, "C-I01")] == [("team", 0, "shifts", 0), ("targets", 0, "need")]


def test_no_list_that_is_referred_to_is_forgotten_here() -> None:
    assert {ref.collection for ref in references(shape_of(Campaign))} == {
        *REFERENCES, "team", "budget.items",
    }  # fmt: skip


def references(shape: Shape) -> list[Ref]:
    inner = [*fields_of(shape.model).values()] if shape.model else []
    inner += [s for s in (shape.key, shape.element) if s is not None]
    return ([shape.ref] if shape.ref else []) + [ref for s in inner for ref in references(s)]


def test_an_audience_is_named_by_id_or_name(find: FindIn) -> None:
    added = (
        "audience:\n  - {id: u1, name: 学生}\n"
        "channels:\n  - {id: c01, name: 甲, audience_ref: 学生}\n  - {id: c02, name: 乙, audience_ref: u1}\n"
    )
    assert find(campaign(added=added), "C-I01") == []


def test_the_year_of_the_number_is_that_of_the_start(find: FindIn) -> None:
    (found,) = find(campaign(("id: HD-2026-001", "id: HD-2025-001")), "C-I02")
    assert found.severity is Severity.WARNING


def test_a_document_that_the_process_does_not_know_is_told(find: FindIn) -> None:
    (found,) = find(campaign(added="documents:\n  YX: {status: 定稿}\n  SP: {status: 定稿}\n"), "C-I04")
    assert found.paths == (("documents", "YX"),)
    assert "YS" in found.remedy
