"""What is written as YAML reads the same again; a comment stands at what it is about, and is found there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path as File

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from generator.campaign import Path
from generator.errors import InvalidCampaign
from generator.intake.data import read_yaml
from generator.intake.yaml_text import Number, read_comments, write_yaml

CAMPAIGNS = sorted(File("campaigns").glob("HD-2026-00*.yaml"))
NASTY = (
    "a是 #:-\n\r\t'\"|>%@`&*!?{}[],~\\\u3000\x85\u2028\u2029\ufeff\x07\x0b\x1c\x7f\ufffe\U0010ffff😀019.TZ="
)
LIKE_NUMBERS = "0123456789+-.,:_eExXobabcfTZ ~=<yYnN"
WORDS = [
    "null",
    "Null",
    "~",
    "yes",
    "No",
    "on",
    "OFF",
    "true",
    "y",
    "<<",
    "=",
    "---",
    "...",
    "#话题#",
    "a #话题#",
]

texts = (
    st.text(max_size=12)
    | st.text(NASTY, max_size=12)
    | st.text(LIKE_NUMBERS, max_size=8)
    | st.sampled_from(WORDS)
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
    lambda number: Number(f"{number:f}")
)
leaves = st.none() | texts | numbers | texts.map(Number)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
groups = st.dictionaries(texts, values, max_size=4)


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from paths_in(each, (*path, step))


def own_lines(value: object, path: Path = (), *, own: bool = True) -> Iterator[Path]:
    """Yield the paths whose line begins with them and nothing that holds them."""
    if own and path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for number, (step, each) in enumerate(inner):
        in_item = bool(path) and isinstance(path[-1], int)
        yield from own_lines(each, (*path, step), own=number > 0 or not in_item)


def assert_reads(text: str, data: object) -> None:
    document = read_yaml(text, "", typed=False)
    assert document.data == data
    assert document.faults == ()


def written(data: Mapping[str, object], comments: Mapping[Path, str] | None = None) -> list[str]:
    """Return the lines without the headings."""
    lines = write_yaml(data, comments or {}, {}).splitlines()
    return [line for line in lines if line and not line.startswith("# ──")]


# --- writing ---------------------------------------------------------------------------------------------------------


@given(groups, st.data())
@example({"a": "x\n\n", "b": "\n", "c": "\n x\n", "d": "x\n", "e": "x\n# y\n---\nz"}, None)
@example({"k" * 200: {"a\nb": [[["x"], None, {}, []]]}}, None)
def test_what_is_written_reads_the_same(data: dict[str, object], draw: st.DataObject | None) -> None:
    paths: list[Path] = [*paths_in(data), ("nowhere",), (*data, "nowhere", 0)]
    drawn = st.dictionaries(st.sampled_from(paths), texts, max_size=6)
    comments = draw.draw(drawn) if draw else dict.fromkeys(paths, "c\n\n# c")
    titles = dict.fromkeys(data, draw.draw(texts) if draw else "标题")
    assert_reads(write_yaml(data, comments, titles), data)


plain_leaves = st.none() | texts
plain_groups = st.dictionaries(texts, plain_leaves | st.lists(plain_leaves, max_size=3), max_size=5)


@given(plain_groups)
def test_every_reader_takes_a_text_for_a_text(data: dict[str, object]) -> None:
    text = write_yaml(data, {}, {})
    assert yaml.safe_load(text) == data
    assert YAML(typ="safe", pure=True).load(text) == data


@given(st.text(LIKE_NUMBERS, max_size=10))
def test_no_text_looks_like_a_number_to_yaml_1_1(text: str) -> None:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 1)
    assert reader.load(write_yaml({"键": text}, {}, {})) == {"键": text}


DAYS = "2026-10-16|2026-10-16 14:00|2026-10-16T14:00:05Z|14:00|09:30|9:30:00|2026-1-5"
FIGURES = "300|1,000|1_000|0.20|1e3|012|0o17|0x1F|.5|+5|.inf|.NaN|1.2.3"
OTHERS = "|~|null|Yes|n|off|TRUE|=|<<|%|#话题#|- a|a: b|a #b| a |😀\t"
PLAIN = '是|否|20%|021-55550101|p01|V1.0|14:00至16:00|10月16日|a#b|C:\\x|说"好"|😀|30年|120 / 119|x://y/?b#c|-a|a, b'


@pytest.mark.parametrize("text", [*DAYS.split("|"), *FIGURES.split("|"), *OTHERS.split("|")])
def test_what_is_quoted(text: str) -> None:
    shown = text.replace("\t", "\\t")
    assert written({"a": text}) == [f'a: "{shown}"']


@pytest.mark.parametrize("text", PLAIN.split("|"))
def test_what_stands_without_quotes(text: str) -> None:
    assert written({"a": text}) == [f"a: {text}"]


def test_single_quotes_spare_what_double_ones_escape() -> None:
    assert written({"a": '说"好": \\'}) == ["a: '说\"好\": \\'"]


@pytest.mark.parametrize("number", ["0", "300", "-5", "1200.50", "0.20"])
def test_a_number_stands_without_quotes(number: str) -> None:
    assert written({"a": Number(number)}) == [f"a: {number}"]


@pytest.mark.parametrize("text", ["012", "1e3", "1,000", "14:00", "", "NaN: #", "2026-10-16"])
def test_what_is_called_a_number_and_is_none_is_text(text: str) -> None:
    assert written({"a": Number(text)}) == [f'a: "{text}"']


def test_paragraphs_stand_as_a_block() -> None:
    assert written({"a": {"b": "一\n\n# 二\n  三"}}) == ["a:", "  b: |-", "    一", "    # 二", "      三"]
    assert written({"a": "一 \n二"}) == ['a: "一 \\n二"']
    assert written({"a": "一\r\n\u2028二"}) == ['a: "一\\r\\n\\u2028二"']


def test_layout() -> None:
    team = [{"id": "p01", "roles": ["总", "分"]}, [["x"], None], {}, []]
    same = ["p01"]
    text = write_yaml(
        {"team": team, "style": None, "a": same, "b": same}, {}, {"team": "人员", "style": "版面"}
    )
    rule = "─" * 58
    assert text.splitlines()[:14] == [
        "",
        f"# ── 人员 {rule}",
        "team:",
        "  - id: p01",
        "    roles:",
        "      - 总",
        "      - 分",
        "  - - - x",
        "    -",
        "  - {}",
        "  - []",
        "",
        f"# ── 版面 {rule}",
        "style:",
    ]
    assert text.endswith("b:\n  - p01\n")


def test_a_long_line_is_not_folded() -> None:
    assert written({"a": "字 " * 500 + "。"}) == ["a: " + "字 " * 500 + "。"]


def test_headings_are_as_wide_as_in_the_examples() -> None:
    titles = re.findall(r"^# ── (.*?) ─+$", CAMPAIGNS[0].read_text(encoding="utf-8"), re.MULTILINE)
    assert len(titles) > 20
    text = write_yaml(dict.fromkeys(titles), {}, {})
    example_lines = CAMPAIGNS[0].read_text(encoding="utf-8").splitlines()
    assert {line for line in text.splitlines() if line.startswith("# ──")} <= set(example_lines)


def test_a_title_that_is_too_long_or_odd_makes_a_heading_all_the_same() -> None:
    lines = write_yaml({"a": None}, {}, {"a": "很长" * 30 + "\n\x07的"}).splitlines()
    assert lines == ["", "# ── " + "很长" * 30 + " 的 ──", "a:"]


def test_comments_stand_above_what_they_are_about() -> None:
    data = {"team": [{"id": "p01", "name": "周岚\n总监"}, {"id": "p02"}], "style": "商务"}
    comments: dict[Path, str] = {
        ("team", 0, "id"): "编号",
        ("team", 0): "市场部",
        ("team",): "必填\n\n  缩进",
        ("team", 0, "name"): "姓名",
        ("team", 1): "第二人",
        ("style",): "",
    }
    assert written(data, comments) == [
        "# 必填",
        "#",
        "#   缩进",
        "team:",
        "  # 市场部",
        "  # 编号",
        "  - id: p01",
        "    # 姓名",
        "    name: |-",
        "      周岚",
        "      总监",
        "  # 第二人",
        "  - id: p02",
        "style: 商务",
    ]


def test_comments_on_what_is_not_there_are_kept() -> None:
    comments: dict[Path, str] = {("a", "x", 0): "内", (): "全文", ("z",): "外"}
    text = write_yaml({"a": {"b": "1号"}}, comments, {"a": "甲"})
    assert text.splitlines()[:3] == ["# 全文", "# 外", ""]
    assert text.splitlines()[4:] == ["# 内", "a:", "  b: 1号"]


def test_a_comment_is_stripped_of_what_yaml_does_not_allow() -> None:
    comment = "\n一\x85二\u2028三\r\n四\x07\ufeff\x00五 \x0b\ud800\n\n"
    assert written({"a": "x"}, {("a",): comment}) == ["# 一", "# 二", "# 三", "# 四五", "a: x"]


# --- reading ---------------------------------------------------------------------------------------------------------

_LINE = st.text("ab是#:'\"|- \t[{\u3000", max_size=8)
remarks = st.lists(_LINE, min_size=1, max_size=3).map("\n".join)


REFERENCES = {("a",): "c", ("a", "b"): "d", ("c",): "e", ("d", 0): "f", ("d", 1): "g"}


def normal(comment: str) -> str:
    return "\n".join(line.rstrip() for line in comment.split("\n")).strip("\n")


@given(groups, st.data())
def test_comments_are_read_back(data: dict[str, object], draw: st.DataObject) -> None:
    paths = list(own_lines(data))
    assume(paths)
    comments = draw.draw(st.dictionaries(st.sampled_from(paths), remarks, max_size=5))
    assume(not any("---" in comment for comment in comments.values()))
    text = write_yaml(data, comments, {})
    assert read_comments(text) == {
        path: normal(comment) for path, comment in comments.items() if normal(comment)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: x  # c", {("id",): "c"}),
        ("id: x  # c\n", {("id",): "c"}),
        ("a:\n  - {a: 1, b: 2}  # c", {("a", 0): "c"}),
        ("a:\n  - id: x  # c\n    b: y # d", {("a", 0): "c", ("a", 0, "b"): "d"}),
        ("team:  # c\n  # d\n  - x\n  # e\n  - y", {("team",): "c", ("team", 0): "d", ("team", 1): "e"}),
        ("a: [x, y]  # c", {("a",): "c"}),
        ("a: [x, # c\n  # d\n  y]  # e", {("a",): "c", ("a", 1): "d\ne"}),
        ("a:\n  - {b: 1, # c\n     # d\n     c: 2, d: 3}  # e", {("a", 0): "c\ne", ("a", 0, "c"): "d"}),
        ("# c\n\na: 1", {}),
        ("# c\n\n# d\na: 1\n# e", {("a",): "d"}),
        ("# c\n--- # d\na: 1", {}),
        ("a: |  # c\n  # x\n  y # z\n\n# d\nb: 1", {("a",): "c", ("b",): "d"}),
        ("a: >-2 # c\n   # x\n", {("a",): "c"}),
        ("a: |-  # c", {("a",): "c"}),
        ("a: |\n  x # y", {}),
        ("a: 'x # y\n\n  # z'  # c\nb: \"#\"  # d", {("b",): "d"}),
        ("a: x#y\nb: '#'#c", {("b",): "c"}),
        ("a: x\n  y\n# c\nb: 1", {("b",): "c"}),
        ("a:\n  # c\n  x\nb:\n  # d\n  [x]", {("a",): "c", ("b",): "d"}),
        ("a:\n  # c\n  -\n    id: x # d\n  - # e", {("a", 0): "c", ("a", 0, "id"): "d", ("a", 1): "e"}),
        ("a:\n# c\n- x\n# d\n- - y\n  # e\n  - z", {("a", 0): "c", ("a", 1): "d", ("a", 1, 1): "e"}),
        ("? a # c\n# d\n: x # e\n# f\nb: 1", {("a",): "c\nd\ne", ("b",): "f"}),
        ("? a\n# c\nb: 1", {("b",): "c"}),
        ("? {x: 1} # c\n: - 1 # d\na:\n# e\n- x", {("a", 0): "e"}),
        ("a: &x # c\n  b: 1 # d\nc: *x # e\nd:\n- *x # f\n# g\n- *x", REFERENCES),
        ("## c\n#d\n#\n#   e\n#\na: 1", {("a",): "c\nd\n\n  e"}),
        ("# ── 标题 ──────\n# c\n# ─────\n# ----\n# === x ===\na: 1", {("a",): "c"}),
        ("# ── 标题 ──────\n#\na: 1  # ────", {}),
        ("# yaml-language-server: $schema=x\na: 1  # c\r\n# d\r\nb: 1", {("a",): "c", ("b",): "d"}),
        ("\ufeff# c\na: 1", {("a",): "c"}),
        ("# c\n  # d\na: 1\n    # e\nb: 1\t# f", {("a",): "c\nd", ("b",): "e\nf"}),
        ("a: #话题#\nb: x #话题#\nc: x #话题", {("c",): "话题"}),
        ("a: 1 # c\n---\na: 2 # d", {("a",): "c"}),
        ("{a: 1, b: 2} # c", {}),
        ("- a # c", {(0,): "c"}),
        ("# c", {}),
        ("", {}),
    ],
)
def test_where_comments_belong(text: str, expected: dict[Path, str]) -> None:
    assert read_comments(text) == expected


_SOUP = [
    "a",
    "b: ",
    "- ",
    "# c",
    " # d",
    "\n",
    "\n  ",
    "\n\n",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "|",
    ">-",
    '"',
    "'",
    "? ",
    ": ",
]
_SOUP += [
    "&x ",
    "*x",
    "---",
    "...",
    "\t",
    "\x85",
    "\u2028",
    "\r",
    "\ufeff",
    "!t ",
    "%Y 1",
    "#话题#",
    "2026",
    "\\",
]


@given(st.lists(st.sampled_from(_SOUP), max_size=25).map("".join))
def test_whatever_can_be_read_has_its_comments_read(text: str) -> None:
    try:
        read_yaml(text, "", typed=False)
    except InvalidCampaign:
        return
    read_comments(text)


def test_comments_of_one_example() -> None:
    comments = read_comments(CAMPAIGNS[0].read_text(encoding="utf-8"))
    assert comments[("company",)] == "name 印在每份文件抬头,short_name(不超过 8 个字)印在页眉。"
    assert comments["company", "fonds_no"] == "可不写:档案室给定的全宗号"
    assert comments["campaign", "owner"] == "以下三人写人员编号,在 team 中必须存在\n总负责人"
    assert comments["team", 0] == "市场部"
    assert comments["targets", 0, "dept"] == "可不写,默认为责任人所在部门"
    assert comments["meetings", "retro"].startswith("复盘会议先约时间")
    assert comments[("team",)].split("\n")[1] == "  external        供应商派出的人员写 是,dept 写所在单位"
    assert not any(
        "活动定义文件" in each or "以下各节" in each or "logo" in each for each in comments.values()
    )


@pytest.mark.parametrize("file", CAMPAIGNS, ids=lambda file: file.stem)
def test_comments_of_the_examples(file: File) -> None:
    text = file.read_text(encoding="utf-8")
    data = read_yaml(text, "", typed=False).data
    comments = read_comments(text)
    assert set(comments) <= set(paths_in(data))
    words = "\n".join(re.findall("#(.*)", text))
    assert all(line in words and "──" not in line for each in comments.values() for line in each.split("\n"))
    assert isinstance(data, dict)
    again = write_yaml(data, comments, {})
    assert_reads(again, data)
    assert read_comments(again) == comments
