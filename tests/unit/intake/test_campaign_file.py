"""A campaign file becomes a campaign, or everything that is wrong with it at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.app.loading import load
from generator.campaign import Campaign, Unsound
from generator.campaign.codes import CODES
from generator.diagnostics import Diagnostic, Severity
from generator.errors import InvalidCampaign, SurroundingsFailed
from generator.intake.campaign import examine_campaign, parse_campaign, read_campaign
from generator.intake.resources import read_process
from generator.intake.wording import OWN_KINDS, told_types
from generator.standard.stage import Stage
from tests.support.campaigns import MINIMAL, varied


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    return parse_campaign(text, "活动.yaml").diagnostics


def one(text: str) -> Diagnostic:
    (diagnostic,) = diagnostics(text)
    return diagnostic


def test_the_minimal_campaign_is_read() -> None:
    loaded = parse_campaign(MINIMAL, "活动.yaml")
    assert loaded.is_sound
    assert loaded.campaign.campaign.start == dt.datetime(2026, 10, 16, 14)
    assert loaded.campaign.budget.items[0].unit_price == Decimal(68000)
    assert loaded.campaign.targets[1].growth == Decimal("0.2")
    assert loaded.sources.place(("budget", "total_approved")).excerpt == "  total_approved: 168000"


TEN_MISTAKES = (
    ("  theme: ", "  them: "),  # an unknown key
    ("expected_attendance: 300", "expected_attendance: 三百"),  # a wrong type
    ("    source: 视频号后台\n", ""),  # a missing key
    ("warmup_start: 2026-10-05", "warmup_start: 2026-13-05"),  # a bad date
    ("marketing_lead: p01", "marketing_lead: p99"),  # a dangling id
    ("{id: p03", "{id: p01"),  # a duplicate id
    ("total_approved: 168000", "total_approved: 170000"),  # a wrong sum
    ("  end: 2026-10-16 17:00", "  end: 2026-10-15 17:00"),  # an end before its start
    ("    growth: 20%", "    growth: 20%\n    target: 5"),  # a target given twice
    ("  mode: 混合", "  mode: 半线上"),  # a bad word of a list
)
CONSEQUENCE = ("owner: p03", "owner: p09")  # else the renamed p03 would be missed twice


def test_ten_different_mistakes_come_in_one_run_each_with_its_place_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    text = MINIMAL.replace(*CONSEQUENCE)
    for old, new in TEN_MISTAKES:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    found = load(path, read_process(), dt.date(2026, 9, 10), Stage.EXECUTION).diagnostics
    told = [d for d in found if d.code not in ("C-C06", "C-P03")]  # the minimal campaign is a plan
    assert sorted(d.code for d in told) == sorted(
        ["C-I04", "C-F07", "C-G02", "C-F08", "C-P01", "C-I01", "C-B01", "C-D01", "C-G03", "C-F09"]
    )
    for diagnostic in told:
        assert diagnostic.place.line
        assert diagnostic.place.line > 1
        assert diagnostic.place.column
        assert diagnostic.remedy
        assert diagnostic.severity is Severity.ERROR


def test_the_sum_of_a_budget_with_an_unreadable_price_is_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    path.write_text(varied(("unit_price: 68000", "unit_price: 六万八")), encoding="utf-8")
    found = load(path, read_process(), dt.date(2026, 9, 10), Stage.EXECUTION).diagnostics
    assert {d.code for d in found if d.severity is Severity.ERROR} == {"C-F07", "C-C06"}


def test_references_to_a_list_with_an_unreadable_entry_are_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    path.write_text(varied(("  - {id: p03, name: 许南", "  - {id: [p03], name: 许南")), encoding="utf-8")
    found = load(path, read_process(), dt.date(2026, 9, 10), Stage.PLANNING).diagnostics
    assert [d.code for d in found] == ["C-F06"]


def test_a_misspelt_key_is_told_with_the_one_that_was_meant() -> None:
    found = one(varied(("  - {id: p03, name:", "  - {id: p03, nmae:")))
    assert found.code == "C-I04"
    assert "是否想写 name(姓名)?" in found.remedy
    assert (found.place.line, found.place.column, found.place.width) == (24, 15, 4)


def test_a_key_typed_as_its_label_is_told_its_name() -> None:
    assert "是否想写 theme(活动主题)?" in one(varied(("  theme: ", "  活动主题: "))).remedy


@pytest.mark.parametrize(
    ("added", "way_out"),
    [("venue:\n  checks: []\n", "venues"), ("doc2: 1\n", "doc(文件)"), ("qqqq: 1\n", "检查拼写")],
)
def test_an_unknown_key_has_a_way_out(added: str, way_out: str) -> None:
    assert way_out in one(varied(added=added)).remedy


def test_a_typed_version_is_told_that_versions_are_counted() -> None:
    found = one(varied(("doc:\n", "doc:\n  version: V1.0\n")))
    assert (found.code, found.remedy) == ("C-I04", "版本号由程序计数,删去这一行")


def test_a_missing_key_points_at_the_group_that_lacks_it() -> None:
    found = one(varied(("    unit: 万次\n", "")))
    assert (found.code, found.place.line) == ("C-G02", 27)
    assert "活动目标第 1 项「单位」(targets[].unit)没有填写" in found.message


def test_an_empty_key_points_at_itself() -> None:
    found = one(varied(("  theme: 抬腕见未来", "  theme:")))
    assert (found.code, found.place.line, found.place.column) == ("C-F05", 10, 3)
    assert "是空的" in found.message


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (("name: 许南", "name: [许南]"), "C-F06", "应是文字,这里却是列表"),
        (("    target: 50", "    target: {值: 50}"), "C-F06", "应是一个值,这里却是一组字段"),
        (("suppliers:\n  - {", "suppliers:\n  s01: {"), "C-F06", "应是列表,这里却是一组字段"),
        (("doc:\n  date: 2026-09-01", "doc: 2026-09-01"), "C-F06", "应是一组字段,这里却是「2026-09-01」"),
        (("    growth: 20%", "    growth: 20"), "C-F07", "不是比例"),
        (("    target: 50", "    target: 50%"), "C-F07", "单位是「万次」,数值却写成「50%」"),
        (("    target: 50", "    target: 50\n    weight: 1.5"), "C-F07", "应不大于 1"),
        (("total_approved: 168000", "total_approved: -1"), "C-F07", "应不小于 0"),
        (("unit_price: 68000", "unit_price: 68000.005"), "C-B02", "超过 2 位小数"),
        (("unit_price: 68000", "unit_price: -68000"), "C-B02", "应不小于 0"),
        (("  end: 2026-10-16 17:00", "  end: 2026-10-16"), "C-F08", "没有时间"),
        (("  end: 2026-10-16 17:00", "  end: 2026-10-16 25:00"), "C-F08", "不是日期时间"),
        (("  mode: 混合", "  mode: [混合]"), "C-F06", "应是可选值之一"),
        (("kind: 品牌曝光", "kind: 曝光"), "C-F09", "写的「曝光」不在可选值之中"),
        (("  - id: M02", "  - id: M2"), "C-F10", "不合规定的写法"),
        (("id: HD-2026-001", "id: hd-2026-001"), "C-I02", "不合规定的写法"),
        (("short_name: 星澜科技", "short_name: 星澜科技科技科技有限"), "C-F10", "有 10 个字,最多 8 个"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_in_words(change: tuple[str, str], code: str, message: str) -> None:
    found = one(varied(change))
    assert found.code == code
    assert message in found.message
    assert found.remedy


def test_a_group_typed_with_a_chinese_colon_is_recognised_within_a_list() -> None:
    found = one(varied(added="tasks:\n  - id：R01\n"))
    assert "中文冒号" in found.remedy
    assert "空格" in one(varied(added="tasks:\n  - id:R01\n")).remedy


def test_an_empty_entry_of_a_list_is_told() -> None:
    found = one(varied(added="tasks:\n  -\n"))
    assert (found.code, found.place.line) == ("C-F06", 59)
    assert "是空的" in found.message


def test_what_an_alias_repeats_is_told_once() -> None:
    text = varied(
        ("{category: 场地费, name: 宴会厅租赁,", "&x {category: 场地费, name: [],"),
        ("    - {category: 场地费, name: 主舞台搭建", "    - *x\n    - {category: 场地费, name: 主舞台搭建"),
    )
    by_place = [(d.code, d.place.line, d.place.column) for d in diagnostics(text)]
    assert len(set(by_place)) == 1


def test_entries_left_open_in_a_map_are_unknown_not_wrong() -> None:
    added = (
        "documents:\n  SP:\n"
        "monitoring:\n  indicators:\n    - {id: K01, name: 签到人数}\n"
        "  series:\n    - {time: 14:00, values: {K01: }}\n"
    )
    loaded = parse_campaign(varied(added=added), "x")
    assert loaded.is_sound
    assert loaded.campaign.documents == {}
    assert loaded.campaign.monitoring.series[0].values == {}
    assert loaded.campaign.monitoring.series[0].time == dt.time(14)


def unsound_paths(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, Unsound):
        yield path
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from unsound_paths(item, f"{path}[{index}]")
    elif hasattr(value, "__dict__") and not isinstance(value, type):
        for name, item in vars(value).items():
            yield from unsound_paths(item, f"{path}.{name}")


def test_a_faulty_file_still_gives_its_sound_parts() -> None:
    text = varied(
        ("    target: 50", "    target: 五十"),
        ("  theme: ", "  them: "),
        ("name: 许南, ", "nick: 南, "),
    )
    loaded = parse_campaign(text, "x")
    assert not loaded.is_sound
    assert set(unsound_paths(loaded.campaign)) == {".campaign.theme", ".team[1].name", ".targets[0].target"}
    assert loaded.campaign.targets[0].due == dt.date(2026, 10, 16)
    assert loaded.campaign.team[1].phone == "13800005678"
    assert loaded.campaign.budget.items[1].unit_price == Decimal(85000)


def test_reading_raises_what_examining_returns(tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    path.write_text(varied(("  mode: 混合", "  mode: 半线上")), encoding="utf-8")
    with pytest.raises(InvalidCampaign) as invalid:
        read_campaign(path)
    assert invalid.value.diagnostics == examine_campaign(path).diagnostics
    assert invalid.value.diagnostics[0].place.file == str(path)


def refused(path: Path) -> Diagnostic:
    with pytest.raises(InvalidCampaign) as invalid:
        read_campaign(path)
    (diagnostic,) = invalid.value.diagnostics
    assert diagnostic.remedy
    return diagnostic


@pytest.mark.parametrize(
    ("content", "code", "what"),
    [
        (b"", "C-F03", "空的"),
        (b"# \xe6\xb3\xa8\n", "C-F03", "空的"),
        (b"null\n", "C-F03", "空的"),
        ("活动: 好\n".encode().replace("好".encode(), b"\xe5\xa5"), "C-F01", "损坏"),
        ("活动: 1\n".encode("utf-16")[:-1], "C-F01", "UTF-16"),
        (b"PK\x03\x04rest", "C-F01", "Excel"),
        (b"\xff\x81\xff\x00", "C-F01", "UTF-8"),
        (b"a: \x00\n", "C-F01", "文本"),
        (b"- a\n", "C-F03", "列表"),
        ("一段文字".encode(), "C-F03", "文字"),
        ("name：x".encode(), "C-F02", "中文冒号"),
        (("[" * 30_000).encode(), "C-F03", "100 层"),
        (b"a: [", "C-F02", "括号"),
        (b" " * 20_000_001, "C-F03", "20 MB"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else str(value),
)
def test_whatever_the_file_is_the_reason_is_told(
    content: bytes, code: str, what: str, tmp_path: Path
) -> None:
    path = tmp_path / "活动.yaml"
    path.write_bytes(content)
    found = refused(path)
    assert found.code == code
    assert what in found.message


@pytest.mark.parametrize(("encoding", "line"), [("gbk", 2), ("gb18030", 2), ("utf-16", 1)])
def test_a_file_in_another_encoding_is_read_and_told(encoding: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    path.write_bytes(MINIMAL.encode(encoding))
    loaded = read_campaign(path)
    assert loaded.campaign.company.short_name == "星澜科技"
    assert [(d.code, d.place.line, d.severity) for d in loaded.diagnostics] == [
        ("C-F13", line, Severity.INFO)
    ]


@pytest.mark.parametrize("position", range(40, 400, 7))
def test_a_broken_byte_does_not_turn_a_file_into_gbk(position: int, tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    data = bytearray(MINIMAL.encode())
    data[position] = 0xFF if data[position] < 0x80 else 0x41
    path.write_bytes(data)
    try:
        found = examine_campaign(path).diagnostics
    except InvalidCampaign as invalid:
        found = invalid.diagnostics
    assert "C-F13" not in {d.code for d in found}


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "活动.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.encode())
    assert read_campaign(path).sources.place(("company",)).column == 1


def test_a_file_that_is_not_there_is_the_users_to_mend(tmp_path: Path) -> None:
    assert "没有.yaml" in refused(tmp_path / "没有.yaml").message
    assert "文件夹" in refused(tmp_path).message


def test_a_file_that_is_held_is_the_machines_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_path: Path) -> bytes:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(SurroundingsFailed, match="占用"):
        read_campaign(tmp_path / "活动.yaml")


def schema_types(schema: Any) -> Iterator[str]:
    """Yield the types of a core schema and of all that it holds."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema["type"]
        for value in schema.values():
            yield from schema_types(value)
    elif isinstance(schema, list | tuple):
        for value in schema:
            yield from schema_types(value)


POSSIBLE = {
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden"},
    "model-field": set(),
    "str": {"string_type", "string_too_long", "string_pattern_mismatch"},
    "tuple": {"tuple_type"},
    "dict": {"dict_type"},
    "enum": {"enum"},
    "decimal": {"greater_than", "greater_than_equal", "less_than_equal", "decimal_max_places"},
    "int": {"greater_than", "greater_than_equal"},
    "function-before": set(OWN_KINDS),
    "function-after": {"greater_than", "greater_than_equal", "less_than_equal", "decimal_max_places"},
    # behind a reader of ours that gives nothing else
    **{key: set() for key in ("bool", "date", "datetime", "time", "union")},
    **{key: set() for key in ("nullable", "default", "definitions", "definition-ref")},
}
"""Which errors a schema of each type can give; one that is not listed here has to be looked at."""


def test_every_error_that_can_occur_has_a_chinese_sentence() -> None:
    Campaign.model_rebuild(force=True)
    found = set(schema_types(Campaign.__pydantic_core_schema__))
    unknown = {t for t in found if t not in POSSIBLE and t not in {"no-info", "with-info"}}
    assert unknown == set()
    possible = set().union(*(POSSIBLE.get(t, set()) for t in found))
    assert possible <= told_types()


def test_every_code_of_the_form_is_in_the_table() -> None:
    assert set(OWN_KINDS.values()) <= set(CODES)


KEYS = st.sampled_from(
    [
        "company",
        "campaign",
        "team",
        "targets",
        "budget",
        "items",
        "name",
        "id",
        "start",
        "documents",
        "SP",
        "x",
    ]
)
VALUES = st.recursive(
    st.one_of(
        st.none(), st.sampled_from(["p01", "50%", "2026-10-16", "12万", "核心", ""]), st.text(max_size=6)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_data_gives_a_traceback_or_a_message_without_words(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, default_style='"', allow_unicode=True)
    for diagnostic in parse_campaign(text, "x.yaml").diagnostics:
        assert diagnostic.code in CODES
        assert diagnostic.remedy
