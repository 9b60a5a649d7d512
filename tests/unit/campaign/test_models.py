"""The models as a whole: labels, references, and agreement with the table of printed fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

import generator
from generator.campaign import (
    Asset,
    Campaign,
    Entity,
    FindingKind,
    Shape,
    StatedBy,
    Target,
    fields_of,
    kind_of,
    shape_at,
    shape_of,
)
from generator.campaign.choices import Direction
from generator.campaign.codes import CODES
from generator.campaign.kinds import (
    Clock,
    Count,
    Day,
    DayTime,
    Moment,
    Money,
    PersonId,
    Ratio,
    SupplierId,
    Texts,
    Time,
    YesNo,
)
from tests.support.campaigns import campaign

FIELDS = Path(generator.__file__).parent.parent / "docs" / "reference" / "fields.md"
ROOT = shape_of(Campaign)


def shapes(shape: Shape = ROOT, path: str = "") -> Iterator[tuple[str, Shape]]:
    yield path, shape
    if shape.model is not None:
        for name, inner in fields_of(shape.model).items():
            yield from shapes(inner, f"{path}.{name}")
    if shape.key is not None:
        yield from shapes(shape.key, f"{path}{{}}")
    if shape.element is not None:
        yield from shapes(shape.element, f"{path}[]")


def models() -> list[type[Entity]]:
    return list(dict.fromkeys(shape.model for _, shape in shapes() if shape.model is not None))


def test_every_field_has_a_chinese_title_and_description() -> None:
    for model in models():
        assert model.__doc__, model
        for name, field in model.model_fields.items():
            where = f"{model.__name__}.{name}"
            assert re.search(r"[\u4e00-\u9fff]", field.title or ""), where
            assert field.description, where


def test_a_group_is_titled_once() -> None:
    for model in models():
        titles = [field.title for field in model.model_fields.values()]
        assert len(titles) == len(set(titles)), model


def test_references_point_at_lists_whose_entries_have_their_keys() -> None:
    found = 0
    for path, shape in shapes():
        if shape.ref is None:
            continue
        found += 1
        target = shape_at(Campaign, tuple(shape.ref.collection.split(".")))
        assert target is not None, path
        assert target.element is not None, path
        assert target.element.model is not None, path
        assert set(shape.ref.keys) <= set(target.element.model.model_fields), path
    assert found > 50


def test_rules_stated_by_fields_are_known_codes() -> None:
    stated = {
        mark.code
        for model in models()
        for field in model.model_fields.values()
        for mark in field.metadata
        if isinstance(mark, StatedBy)
    }
    assert stated == {"C-I02", "C-G02", "C-B02"}
    assert stated <= set(CODES)


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (str, "text"),
        (str | None, "text"),
        (Texts, "text"),
        (Direction, "text"),
        (YesNo, "text"),
        (SupplierId, "text"),
        (Money, "number"),
        (Money | None, "number"),
        (Ratio | None, "number"),
        (Count, "number"),
        (Day, "date"),
        (DayTime | None, "date"),
        (Moment, "date"),
        (Time | None, "date"),
        (Clock | None, "date"),
        (PersonId, "person"),
        (PersonId | None, "person"),
    ],
)
def test_the_kind_of_a_blank_follows_from_the_annotation(annotation: object, kind: str) -> None:
    assert kind_of(annotation) == kind


def test_an_entry_of_a_list_of_people_is_a_person() -> None:
    shape = shape_at(Campaign, ("tasks", 0, "helpers", 0))
    assert shape is not None
    assert shape.kind == "person"


def printed_keys() -> Iterator[str]:
    """Yield the keys of the table whose origin is the campaign file."""
    for line in FIELDS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 5 and cells[4] in ("Y", "L", "Y/B", "Y/L"):
            yield from re.findall(r"`([^`]+)`", cells[3])


DERIVED = (
    "document.",
    "experiences[]",
    "improvements[]",
    "late_tasks[]",
    "onsite_posts[]",
    "records[]",
    "sign_in[]",
    "monitoring.points[]",
    "approval.steps[]",
)
DERIVED_FIELDS = {
    "budget.categories[].cap", "budget.items[].contract_amount", "campaign.period", "campaign.place",
    "results.funnel_steps[].value",
}  # fmt: skip


def test_every_printed_field_of_the_campaign_file_is_in_the_model() -> None:
    keys = [k for k in printed_keys() if not k.startswith(DERIVED) and k not in DERIVED_FIELDS]
    assert len(keys) > 300
    assert [key for key in keys if not stands_in_model(key)] == []


def stands_in_model(key: str) -> bool:
    shape = ROOT
    for step in key.split("."):
        if shape.ref is not None:
            return True
        if shape.model is None or step.removesuffix("[]") not in shape.model.model_fields:
            return False
        shape = fields_of(shape.model)[step.removesuffix("[]")]
        if step.endswith("[]"):
            if shape.form != "list" or shape.element is None:
                return False
            shape = shape.element
    return True


def test_what_is_left_empty_is_absent() -> None:
    asset = Asset.model_validate({"id": "A01", "name": "海报", "result": "", "license_refs": None})
    assert asset.result is None
    assert asset.license_refs == ()


def test_a_required_field_left_empty_is_missing() -> None:
    with pytest.raises(ValidationError) as refused:
        Asset.model_validate({"id": "A01", "name": "  "})
    assert [(e["type"], e["loc"]) for e in refused.value.errors()] == [("missing", ("name",))]


def test_numbers_stay_text_where_text_is_meant() -> None:
    assert campaign(("phone: 13800005678", "phone: 010")).team[1].phone == "010"


def test_a_percentage_is_meant_in_the_unit_of_its_target() -> None:
    percent = campaign(("    unit: 万次\n    target: 50", "    unit: '%'\n    target: 85%"))
    assert percent.targets[0].target == 85
    with pytest.raises(ValueError, match="单位是「万次」"):
        campaign(("    target: 50", "    target: 85%"))


def test_words_for_the_direction_are_read_too() -> None:
    lower = campaign(("    target: 50", "    target: 50\n    direction: 越低越好"))
    assert lower.targets[0].direction is Direction.LOWER


def test_a_finding_of_history_may_be_called_by_its_section() -> None:
    added = "research:\n  findings:\n    - {kind: 历史活动数据, text: 去年到场率 80%}\n"
    assert campaign(added=added).research.findings[0].kind is FindingKind.HISTORY


def test_a_bare_text_stands_for_the_group_it_names() -> None:
    added = (
        "approval:\n  attachments: [策划方案, 报价单]\n"
        "meetings:\n  review:\n    absentees: [p03]\n"
        "results:\n  income: 800000\n"
    )
    found = campaign(added=added)
    assert [attachment.name for attachment in found.approval.attachments] == ["策划方案", "报价单"]
    assert found.meetings.review.absentees[0].person == "p03"
    assert found.results.income.amount == 800000


def test_a_single_text_is_a_list_of_one() -> None:
    assert campaign(added="research:\n  limits: 样本偏少\n").research.limits == ("样本偏少",)


def test_one_start_number_holds_for_every_retention_class() -> None:
    assert set(campaign(added="archive:\n  start_item_no: 12\n").archive.start_item_no.values()) == {12}


def test_a_campaign_is_frozen() -> None:
    found = campaign()
    with pytest.raises(ValidationError):
        found.targets[0].name = "x"  # type: ignore[misc]  # that it is refused is the point


def test_ids_of_targets_follow_their_pattern() -> None:
    with pytest.raises(ValidationError):
        Target.model_validate({"id": "1"})
