"""The schema is exactly what the views hold, and what the page of fields promises."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from generator.derive.figures import derive_figures
from generator.derive.labels import LABELS
from generator.intake.campaign import parse_campaign
from generator.intake.resources import read_process, template_paths
from generator.office.blank import Blank
from generator.office.schema import Field, Kind, named_fields
from generator.plan.pack import plan_pack
from generator.plan.version import FIRST
from generator.render.schema import document_schema
from generator.render.views import PackView, campaign_view
from tests.support.campaigns import MINIMAL
from tests.support.command import EXAMPLE, ROOT
from tests.support.variants import closed, overlong

PROCESS = read_process()
SCHEMA = document_schema({d.code: d.name for d in PROCESS.deliverables})
CAMPAIGNS = {
    "example": lambda: EXAMPLE.read_text(encoding="utf-8"),
    "closed": closed,
    "overlong": overlong,
    "minimal": lambda: MINIMAL,
}
TYPES: Mapping[Kind, tuple[type, ...]] = {
    "record": (dict,),
    "map": (dict,),
    "list": (list,),
    "text": (str,),
    "picture": (str,),
    "chart": (dict,),
    "number": (int, Decimal),
    "date": (dt.date,),
    "time": (dt.time, dt.datetime),
    "moment": (dt.date,),
    "yes_no": (bool,),
}


def view(text: str, code: str = "SP") -> dict[str, object]:
    campaign = parse_campaign(text, "x.yaml").campaign
    figures = derive_figures(campaign, PROCESS, as_of=dt.date(2026, 9, 10))
    numbers = {code: figure.number for code, figure in figures.documents.items()}
    plan = plan_pack(campaign, PROCESS, numbers, template_paths())
    versions = dict.fromkeys(numbers, FIRST)
    planned = next(file for file in plan.files if file.code == code)
    return PackView(campaign_view(campaign, figures), campaign, plan, figures).document(planned, versions)


def differences(value: object, field: Field, path: str, seen: set[tuple[int, str]]) -> Iterator[str]:
    """Yield where a value of a view is not what its field says; what is known is not looked at twice."""
    value = value.fields if isinstance(value, Blank) and value.fields else value
    if isinstance(value, Blank) or (field.kind == "map" and value == []):
        return
    if not isinstance(value, TYPES[field.kind]) or (isinstance(value, bool) and field.kind != "yes_no"):
        yield f"{path}: {type(value).__name__} is no {field.kind}"
        return
    if (id(value), field.same_as) in seen:
        return
    seen.add((id(value), field.same_as))
    if field.kind in ("record", "chart") and isinstance(value, Mapping):
        yield from (f"{path}.{name} is not in the schema" for name in value if name not in field.fields)
        yield from (f"{path}.{name} is not in the view" for name in field.fields if name not in value)
        for name in field.fields.keys() & value.keys():
            yield from differences(value[name], field.fields[name], f"{path}.{name}", seen)
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from differences(inner, field.element, f"{path}[]", seen)


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_every_key_of_a_real_view_stands_in_the_schema_and_the_reverse(name: str) -> None:
    assert list(differences(view(CAMPAIGNS[name]()), SCHEMA, "", set())) == []


def test_the_walk_over_views_sees_a_key_too_many_and_a_key_too_few() -> None:
    seen = view(MINIMAL)
    seen["surprise"] = 1
    seen.pop("archive_no")
    found = list(differences(seen, SCHEMA, "", set()))
    assert found == [".surprise is not in the schema", ".archive_no is not in the view"]


def printed_keys() -> list[str]:
    """Return every key of the page of fields."""
    page = (ROOT / "docs" / "reference" / "fields.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return [key for row in rows if len(row) > 3 for key in re.findall(r"`([^`]+)`", row[2])]


def lookup(path: str) -> Field | None:
    field = SCHEMA
    for step in path.split("."):
        found = field.fields.get(step.removesuffix("[]"))
        if found is None:
            return None
        field = found.element if step.endswith("[]") else found
    return field


def test_every_key_of_the_page_of_fields_is_a_name_that_templates_may_use() -> None:
    keys = printed_keys()
    assert len(keys) > 500
    assert [key for key in keys if lookup(key) is None] == []


def test_every_name_has_a_chinese_label() -> None:
    named = [(name, field) for name, field in named_fields(SCHEMA) if not name.endswith("[]")]
    assert len(named) > 600
    assert [name for name, field in named if not re.search("[\u4e00-\u9fff]|ROI", field.label)] == []


def test_every_figure_that_templates_see_has_its_label_once() -> None:
    for figure, labels in LABELS.items():
        assert list(figure.__struct_fields__) == list(labels), figure.__name__


def test_names_stop_at_references_so_that_circles_end() -> None:
    names = [name for name, _ in named_fields(SCHEMA)]
    assert "tasks[].depends_on[]" in names
    assert not any(name.startswith("tasks[].depends_on[].") for name in names)
    assert lookup("tasks[].depends_on[].depends_on[].owner.name") is not None


def test_names_come_in_the_order_of_the_campaign_file() -> None:
    tops = [name for name, _ in named_fields(SCHEMA) if "." not in name and "[" not in name]
    assert tops[:5] == ["document", "company", "campaign", "doc", "team"]
    assert tops.index("tasks") < tops.index("documents") < tops.index("calendar") < tops.index("late_tasks")
    assert tops[-3:] == ["document_list", "records", "handover"]


def test_pictures_and_charts_are_told_apart_from_texts_and_records() -> None:
    kinds = {path: field.kind for path in ("company.logo", "materials[].image") if (field := lookup(path))}
    assert kinds == {"company.logo": "picture", "materials[].image": "picture"}
    assert {field.kind for field in SCHEMA.fields["charts"].fields.values()} == {"chart"}
