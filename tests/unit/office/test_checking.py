"""Names and kinds of values, told from the tags alone."""

from __future__ import annotations

import pytest

from generator.diagnostics import Diagnostic, Place, Severity
from generator.office.checking import Checked, check_names
from generator.office.language import Language
from generator.office.scans import TagScan, Use
from generator.office.schema import ANY, Field
from generator.office.syntax import Grammar
from generator.office.tags import PlacedTag, find_tags

LANGUAGE = Language()
GRAMMAR = Grammar(LANGUAGE, frozenset({"cellbg", "colspan", "vm"}))


def record(label: str = "", /, **fields: Field) -> Field:
    return Field("record", label, inside=lambda: fields)


def many(element: Field, label: str = "") -> Field:
    return Field("list", label, item=lambda: element)


TEXT, COUNT, DAY = Field("text"), Field("number"), Field("date", "完成时限")
PERSON = record("责任人", name=Field("text", "姓名"), phone=TEXT, roles=many(TEXT))


def task() -> Field:
    return record(
        id=TEXT,
        content=Field("text", "任务内容"),
        cost=COUNT,
        due=DAY,
        start=Field("time"),
        met=Field("moment"),
        done=Field("yes_no"),
        owner=PERSON,
        helpers=many(PERSON, "协助人"),
        before=Field("list", "前置任务", item=task),
        image=Field("picture"),
    )


SCHEMA = record(
    campaign=record("活动", name=Field("text", "活动名称"), start=Field("moment"), size=COUNT),
    tasks=Field("list", "任务", item=task),
    caps=Field("map", "类别上限", item=lambda: COUNT),
    questions=many(TEXT, "问题"),
    charts=record(attainment=Field("chart", "目标达成")),
    free=ANY,
)


def checked(*texts: str, uses: dict[int, Use] | None = None) -> Checked:
    """Check the tags of some texts; the places are called by their number, from 1."""
    tags = [
        PlacedTag(tag, Place(spot=f"第 {number} 段"))
        for number, text in enumerate(texts, 1)
        for tag in find_tags(text)
    ]
    return check_names(TagScan(tuple(tags), uses or {}), SCHEMA, GRAMMAR)


def told(*texts: str) -> list[str]:
    return [diagnostic.code for diagnostic in checked(*texts).diagnostics]


def only(*texts: str) -> Diagnostic:
    (diagnostic,) = checked(*texts).diagnostics
    return diagnostic


RIGHT = (
    "{{ campaign.name }}{{ campaign['name'] }}",
    "{%tr for t in tasks %}{{ loop.index }}{{ t.owner.name }}{{ t.before[0].before[0].owner.name }}{%tr endfor %}",
    "{% for t in tasks|sort(attribute='due') %}{{ t.due|date_cn }}{% endfor %}",
    "{% for t in tasks|selectattr('owner.name')|list %}{{ t.helpers|join_cn('name') }}{% endfor %}",
    "{% for t in tasks|rejectattr('id', 'equalto', 'x') %}{{ t.cost|money }}{% endfor %}",
    "{% for day, those in tasks|groupby('due') %}{{ day|date }}{% for t in those %}{{ t.id }}{% endfor %}{% endfor %}",
    "{% for g in tasks|groupby('owner.name') %}{{ g.grouper }}{{ g.list|length }}{{ g[1][0].id }}{% endfor %}",
    "{% for k, v in caps|items %}{{ k }}{{ v|percent }}{% endfor %}",
    "{% for k, v in caps|dictsort %}{{ v|money }}{% endfor %}",
    "{% for key in caps %}{{ caps[key]|percent }}{{ caps.场地费|percent }}{% endfor %}",
    "{% for row in tasks|batch(3) %}{{ row[1].owner.name ~ '签字' if row|length > 1 else '' }}{% endfor %}",
    "{{ tasks|map(attribute='cost')|sum|money }}{{ tasks|sum('cost')|money }}{{ tasks|sum(attribute='cost') }}",
    "{{ (tasks|first).owner.name }}{{ tasks|map(attribute='owner.name')|join_cn }}{{ questions|join('\n') }}",
    "{{ tasks|map(attribute='due')|max|date_cn }}{{ (tasks|max(attribute='due')).owner.name }}",
    "{{ [tasks, questions]|select|list|length }}{% for role in ['甲', '乙'] %}{{ role }}{% endfor %}",
    "{% set t = tasks[0] %}{{ t.owner.name }}{% with o = t.owner, n = 1 %}{{ o.phone }}{{ n + 1 }}{% endwith %}",
    "{% if missing is defined %}x{% endif %}{% if campaign.missing is undefined %}x{% endif %}",
    "{{ free.anything.at['all']|money }}{% for x in free %}{{ x.y }}{% endfor %}{{ free }}",
    "{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{{ range(3)|length }}",
    "{% for _ in range(campaign.size) %}{{ loop.cycle('a', 'b') }}{% endfor %}{{ joiner('、') }}",
    "{{ campaign.name or campaign.start|date }}{{ '1200'|money }}{{ campaign.name[0] }}{{ campaign.name[:2] }}",
    "{{ campaign.start|date_cn }}{{ campaign.start|time }}{{ campaign.start.year }}{{ campaign.start.hour }}",
    "{{ campaign.size|string|money }}{{ campaign.size|money|rmb }}{{ campaign.start|date|date_cn }}",
    "{{ campaign.name|default('无') }}{{ campaign.size|default(0)|money }}",
    "{% if x %}{% endif %}".replace("x", "tasks and not tasks|rejectattr('done')|list"),
    "{% colspan campaign.size %}{% vm %}{# {{ nothing }} #}",
    "{% for t in tasks %}{% else %}{{ campaign.name }}{% endfor %}",
    "{{ charts.attainment.categories|join_cn }}",
    "{% if tasks[0].image and charts.attainment %}{% endif %}{% set p = tasks[0].image %}",
    "{% if 3 < campaign.size <= 5.5 and tasks|length > 3 and tasks[0].done < 2 %}{% endif %}",
    "{% if tasks[0].due < tasks[1].due and campaign.start > campaign.start and campaign.name < 'b' %}{% endif %}",
    "{% if campaign.size == '5' or campaign.name != 5 or 'a' in campaign.name or free > '5' %}{% endif %}",
    "{{ campaign.size + 1 - 2 * campaign.size }}{{ campaign.name + '!' }}{{ (campaign.size|string + '%') }}",
    "{{ campaign.size|percent(2) }}{{ campaign.size|percent(digits=2) }}{{ campaign.size|round(1, 'ceil') }}",
    "{{ campaign.name|replace('a', 'b')|truncate(5, true, '…') }}{{ campaign.name|default(default_value='x')|trim }}",
    "{% for a in tasks %}{% for b in a.before if b.id == a.id %}{{ loop.first }}{% endfor %}{% endfor %}",
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_told(text: str) -> None:
    assert [d.message for d in checked(text).diagnostics] == []


UNKNOWN = {
    "{{ campagin.name }}": ("campagin", "campaign"),
    "{{ campaign.nmae }}": ("campaign.nmae", "name"),
    "{% for t in tasks %}{{ t.owner.nmae }}{% endfor %}": ("tasks[].owner.nmae", "name"),
    "{% for t in tasks %}{% for b in t.before %}{{ b.cots }}{% endfor %}{% endfor %}": (
        "tasks[].before[].cots",
        "cost",
    ),
    "{{ tasks|map(attribute='ownr.name')|join_cn }}": ("tasks[].ownr", "owner"),
    "{% for t in tasks|sort(attribute='deu') %}{% endfor %}": ("tasks[].deu", "due"),
    "{% for t in tasks|selectattr('don') %}{% endfor %}": ("tasks[].don", "done"),
    "{% for g in tasks|groupby('owner.nam') %}{% endfor %}": ("tasks[].owner.nam", "name"),
    "{% for t in tasks %}{{ t.helpers|join_cn('nmae') }}{% endfor %}": ("tasks[].helpers[].nmae", "name"),
    "{% set t = tasks[0] %}{{ t.conten }}": ("tasks[].conten", "content"),
    "{% with o = tasks[0].owner %}{{ o.fone }}{% endwith %}": ("tasks[].owner.fone", "phone"),
    "{% for t in tasks %}{% endfor %}{{ t.id }}": ("t", ""),
    "{% for t in tasks %}{{ t.phone }}{% endfor %}": ("tasks[].phone", "owner.phone"),
    "{% for t in tasks %}{% else %}{{ t.id }}{% endfor %}": ("t", ""),
    "{{ loop.index }}": ("loop", ""),
    "{% for t in tasks %}{{ loop.indx }}{% endfor %}": ("loop.indx", "index"),
    "{{ campaign.start.yaer }}": ("campaign.start.yaer", "year"),
    "{{ campaign.name.first }}": ("campaign.name.first", ""),
    "{% if campaign.nmae %}{% endif %}": ("campaign.nmae", "name"),
    "{% if 1 %}{% elif campaign.nmae %}{% endif %}": ("campaign.nmae", "name"),
    "{{ '是' if campaign.nmae else '' }}": ("campaign.nmae", "name"),
    "{{ charts.attainmnt }}": ("charts.attainmnt", "attainment"),
    "{{ campaign.nmae is defined or campaign.nmae }}": ("campaign.nmae", "name"),
    "{% colspan campaign.siz %}": ("campaign.siz", "size"),
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_name_is_told_with_its_whole_path_and_the_nearest(text: str) -> None:
    path, near = UNKNOWN[text]
    found = only(text)
    assert found.code == "T-120"
    assert f"「{path}」" in found.message
    assert (f"是否想写「{near}」" in found.message) if near else ("是否" not in found.message)
    assert found.place.spot == "第 1 段"


WRONG = {
    "{{ campaign.name|money }}": "T-121",
    "{{ campaign.start|rmb }}": "T-121",
    "{{ campaign.size|date_cn }}": "T-121",
    "{{ tasks[0].start|date }}": "T-121",
    "{{ tasks[0].due|time }}": "T-121",
    "{{ tasks[0].done|percent }}": "T-121",
    "{{ campaign.name|join_cn }}": "T-121",
    "{{ tasks|join_cn }}": "T-121",
    "{{ tasks|join_cn('owner') }}": "T-121",
    "{{ tasks|money }}": "T-121",
    "{{ campaign|upper }}": "T-121",
    "{{ campaign.size|first }}": "T-121",
    "{{ tasks|items }}": "T-121",
    "{{ tasks|sum('content') }}": "T-121",
    "{{ tasks[0].due|mask_phone }}": "T-121",
    "{{ tasks[0].owner.name|trim|money }}": "T-121",
    "{{ campaign.size|rmb|money }}": "T-121",
    "{{ tasks }}": "T-123",
    "{{ campaign }}": "T-123",
    "{{ tasks[0].owner }}": "T-123",
    "{{ caps }}": "T-123",
    "{{ charts.attainment }}": "T-132",
    "{{ '图: ' ~ charts.attainment }}": "T-132",
    "{{ tasks[0].image }}": "T-132",
    "{% if campaign.size > '5' %}{% endif %}": "T-133",
    "{% if '5' <= campaign.size < 9 %}{% endif %}": "T-133",
    "{% if campaign.name < 5 %}{% endif %}": "T-133",
    "{% if campaign.start > '2026-01-01' %}{% endif %}": "T-133",
    "{% if tasks[0].due >= campaign.start %}{% endif %}": "T-133",
    "{% if tasks > 3 %}{% endif %}": "T-133",
    "{{ '¥' + campaign.size }}": "T-133",
    "{{ campaign.name * 2 }}": "T-133",
    "{{ tasks|length / campaign.name }}": "T-133",
    "{{ campaign.size|money(2) }}": "T-134",
    "{{ campaign.start|date('%Y') }}": "T-134",
    "{{ campaign.name|replace('甲') }}": "T-134",
    "{{ campaign.size|percent(places=2) }}": "T-134",
    "{{ tasks|batch|list|length }}": "T-134",
    "{{ '负责: ' ~ tasks[0].owner }}": "T-123",
    "{{ tasks|map(attribute='id') }}": "T-123",
    "{% for t in campaign %}{% endfor %}": "T-124",
    "{% for t in campaign.name %}{% endfor %}": "T-124",
    "{% for t in tasks[0].due %}{% endfor %}": "T-124",
    "{{ campaign.items() }}": "T-125",
    "{{ campaign.name.upper() }}": "T-125",
    "{{ tasks.owner }}": "T-131",
    "{{ tasks.owner.name }}": "T-131",
    "{{ tasks|map('uper')|list|length }}": "T-108",
    "{{ tasks|select('emty')|list|length }}": "T-109",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_value_of_the_wrong_kind_is_told(text: str) -> None:
    found = only(text)
    assert found.code == WRONG[text]
    assert found.remedy
    assert text.partition("%}")[0] in found.message or "{{" in found.message


def test_a_message_names_the_value_its_label_and_its_kind() -> None:
    found = only("{% for t in tasks %}{{ t.content|money }}{% endfor %}")
    assert (
        found.message
        == "标签 {{ t.content|money }}: 过滤器「money」不能用于「tasks[].content」(任务内容, 文字)"
    )
    assert found.remedy == "请给一个数"


def test_every_mistake_of_a_tag_and_of_all_tags_is_told_at_once() -> None:
    found = checked("{{ a ~ campaign.b }}", "{% if c %}", "{{ campaign.name|money }}", "{% endif %}{{ d }}")
    assert [(d.code, d.place.spot) for d in found.diagnostics] == [
        ("T-120", "第 1 段"),
        ("T-120", "第 1 段"),
        ("T-120", "第 2 段"),
        ("T-121", "第 3 段"),
        ("T-120", "第 4 段"),
    ]


def test_the_same_mistake_at_one_place_is_told_once() -> None:
    assert told("{{ a }}{{ a }}") == ["T-120"]
    assert told("{{ a }}", "{{ a }}") == ["T-120", "T-120"]


@pytest.mark.parametrize(
    "broken",
    [
        "{%tr for t in tasks| %}",
        "{%tr for t in tasks",
        "{%tr fro t in tasks %}",
        "{%tr for t in tasks % }",
        "{% set t = tasks[0 %}",
        "{%tr for t in taks %}",
    ],
)
def test_what_a_broken_tag_would_have_named_is_not_told_again(broken: str) -> None:
    assert [code for code in told(broken, "{{ t.owner.anything }}", "{%tr endfor %}") if code == "T-120"] == (
        ["T-120"] if "taks" in broken else []
    )


def test_a_broken_condition_does_not_close_the_loop_around_it() -> None:
    assert told("{% if 1 %}{% for t in tasks %}{% if ( %}x{% endif %}{{ t.id }}{% endfor %}{% endif %}") == []


def test_blocks_that_cross_do_not_hide_names_nor_invent_faults() -> None:
    text = "{% for t in tasks %}{% if 1 %}{% endfor %}{{ t.id }}{{ nothing }}{% endif %}"
    assert told(text) == ["T-120"]


def test_a_name_set_in_two_branches_may_be_either() -> None:
    text = "{% if 1 %}{% set x = tasks %}{% else %}{% set x = campaign.name %}{% endif %}{{ x }}{{ x|money }}"
    assert told(text) == []


def test_a_name_set_in_a_loop_ends_with_it_and_one_set_in_a_condition_does_not() -> None:
    assert told("{% for t in tasks %}{% set x = t.id %}{% endfor %}{{ x }}") == ["T-120"]
    assert told("{% if 1 %}{% set x = campaign.name %}{% endif %}{{ x }}") == []


def test_an_unknown_name_with_a_default_is_a_warning() -> None:
    found = only("{{ campaign.nmae|default('无') }}")
    assert (found.code, found.severity) == ("T-120", Severity.WARNING)


def test_a_tag_that_fills_an_object_wants_what_the_object_is() -> None:
    picture, chart = "{{ tasks[0].image }}", "{{ charts.attainment }}"
    assert checked(picture, uses={0: "picture"}).diagnostics == ()
    assert checked(chart, uses={0: "chart"}).diagnostics == ()
    (one,) = checked(chart, uses={0: "picture"}).diagnostics
    (other,) = checked("{{ campaign.size }}", uses={0: "chart"}).diagnostics
    (text,) = checked("{{ campaign.name }}", uses={0: "picture"}).diagnostics
    assert (one.code, other.code, text.code) == ("T-130", "T-130", "T-130")
    assert checked("{{ 'logo/' ~ campaign.name ~ '.png' }}", uses={0: "picture"}).diagnostics == ()


def test_a_picture_printed_as_text_is_a_warning_and_a_chart_an_error() -> None:
    picture, chart = only("{{ tasks[0].image }}"), only("{{ charts.attainment }}")
    assert (picture.severity, chart.severity) == (Severity.WARNING, Severity.ERROR)
    assert "占位图片的替代文字" in picture.remedy
    assert "占位图表的替代文字" in chart.remedy


def test_every_name_that_is_used_is_listed_once_in_order() -> None:
    found = checked(
        "{% if campaign.size %}{% for t in tasks %}{{ t.owner.name }}{{ t.id }}", "{{ campaign.name }}"
    )
    assert found.names == (
        "campaign",
        "campaign.size",
        "tasks",
        "tasks[]",
        "tasks[].owner",
        "tasks[].owner.name",
        "tasks[].id",
        "campaign.name",
    )


def test_the_remedy_of_an_unknown_name_lists_the_names_there_are() -> None:
    assert only("{{ campaign.x }}").remedy == "改正名称; 这里可用的有: name、start、size"
    assert only("{{ campaign.name.x }}").remedy == "删去它, 或改用别的名称: 这里没有更深一层的字段"
    assert only("{{ tasks[0].x }}").remedy.endswith("image")
