"""What was meant to be a tag and is none is told before it is printed."""

from __future__ import annotations

import pytest

from generator.diagnostics import Severity
from generator.office.inspection.lookalikes import tags_in_vain
from tests.office.inspection.files import document, only, said, workbook


@pytest.mark.parametrize(
    "text",
    [
        "{campaign.name}",
        "活动:{ campaign.owner.name }。",
        "${campaign.name}",
        "{budget.total|money}",
        "｛campaign.name｝",
        "{ % if campaign.theme % }",
        "{ { campaign.name } }",
        "«campaign.name»",
        "{Campaign.Name}",
    ],
)
def test_what_looks_like_a_tag_is_told(text: str) -> None:
    assert len(tags_in_vain(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("{{ campaign.name }}", "{%p if campaign.theme %}", "{%- if a.b -%}", "{{campaign.name}}{{a.b}}"),
        *("{a, b} 与 { }", "100% {1}", "{ 2.5 }", "f(x) = {x | x.y > 0}", "{姓名}", "A{1.2}B", "{# a.b #}"),
        *("｛｛ task.owner.name ｝｝", "{{ {'a': b.c} }}", "{% set x = {'k': a.b} %}", "www.example.com"),
    ],
)
def test_tags_and_other_braces_are_left_alone(text: str) -> None:
    assert tags_in_vain(text) == ()


def test_it_is_a_warning_at_its_paragraph_and_its_cell() -> None:
    finding = only(document(lambda new: new.add_paragraph("{campaign.name}")))
    assert (finding.code, finding.place.spot, finding.severity) == ("T-428", "正文第 2 段", Severity.WARNING)
    assert said(workbook({"B2": "${campaign.name}"})) == [("T-428", "表!B2")]
