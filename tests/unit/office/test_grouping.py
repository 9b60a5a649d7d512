"""`grouped`: entries put together by a field, in the order in which its values first come."""

from __future__ import annotations

from decimal import Decimal

from generator.office.blank import Blank
from tests.unit.office.test_language import places, run

SHOWN = "{% for g in a|grouped('k') %}{{ g.name }}:{% for x in g.list %}{{ x.n }}{% endfor %} {% endfor %}"


def entries(*keys: object) -> list[dict[str, object]]:
    return [{"k": key, "n": number} for number, key in enumerate(keys)]


def test_groups_stand_in_the_order_of_their_first_entries() -> None:
    assert run(SHOWN, a=entries("丙", "甲", "丙", "乙", "甲")).text == "丙:02 甲:14 乙:3 "


def test_entries_without_a_value_make_one_group() -> None:
    keys = (Blank("person"), "甲", None, Blank("text"))
    assert run(SHOWN, a=entries(*keys)).text == "________:023 甲:1 "


def test_numbers_that_are_equal_are_one_value_and_text_is_kept_apart_from_them() -> None:
    assert run(SHOWN, a=entries(1, Decimal("1.0"), "1", True)).text == "1:013 1:2 "


def test_the_field_may_be_dotted_and_a_record() -> None:
    owners = [{"name": "周"}, {"name": "许"}, {"name": "周"}]
    entries = [{"owner": owner, "n": number} for number, owner in enumerate(owners)]
    by_name = SHOWN.replace("'k'", "'owner.name'")
    by_record = SHOWN.replace("'k'", "'owner'").replace("g.name", "g.name.name")
    assert run(by_name, a=entries).text == run(by_record, a=entries).text == "周:02 许:1 "


def test_a_group_can_be_taken_apart_as_one_of_groupby() -> None:
    text = "{% for name, those in a|grouped('k') %}{{ name }}{{ those|length }} {% endfor %}"
    assert run(text, a=entries("丙", "甲", "丙")).text == "丙2 甲1 "


def test_without_a_field_the_entries_themselves_are_grouped() -> None:
    text = "{% for g in a|grouped %}{{ g.grouper }}×{{ g.list|length }} {% endfor %}"
    assert run(text, a=["甲", "乙", "甲"]).text == "甲×2 乙×1 "


def test_no_entries_make_no_group_and_a_blank_stays_a_blank() -> None:
    assert run(SHOWN, a=[]).text == ""
    assert run(SHOWN + "{{ a|grouped('k') }}", a=Blank("text")).text == "(待填写)"


def test_a_field_that_the_entries_do_not_have_is_told_once() -> None:
    assert places(run(SHOWN, a=[{"n": 1}, {"n": 2}])) == [("T-120", "1")]


def test_what_is_no_list_is_refused_with_what_to_give() -> None:
    problems = run("{{ a|grouped('k') }}", a=5).problems
    assert [problem.code for problem in problems] == ["T-121"]
    assert "列表" in problems[0].remedy
