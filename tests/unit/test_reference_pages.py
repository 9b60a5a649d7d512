"""The reference pages say what the program does. `make goldens` rewrites the generated one."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from generator.app.explain import all_codes, every_field, explain_code
from generator.app.templates import process_schema
from generator.archive.codes import CODES as ARCHIVE_CODES
from generator.campaign.codes import CODES as CAMPAIGN_CODES
from generator.diagnostics import Place
from generator.intake.resources import read_process
from generator.office.checking import check_names
from generator.office.excel.faults import FAULTS as EXCEL_FAULTS
from generator.office.faults import FAULTS
from generator.office.filters import FILTERS
from generator.office.inspection.faults import FAULTS as INSPECTION_FAULTS
from generator.office.language import Language
from generator.office.scans import TagScan
from generator.office.syntax import Grammar
from generator.office.tags import PlacedTag, Tag, find_tags
from generator.plan.codes import CODES as PACK_CODES
from tests.bad_input.test_specimens import HERE, SPECIMENS, told

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "diagnostics.md"
FIELDS_PAGE = ROOT / "docs" / "reference" / "campaign-file.md"
EXAMPLES = ROOT / "generator" / "standard" / "examples.json"
FIELDS_HEAD = """# 活动文件的每一项

本页由程序生成(`make goldens`);`campaign-pack explain 键` 显示同样的内容。还不知道的不写,或写【待填】。
`[]` 表示列表里的每一项。"""
FIELDS_TABLE = ("| 键 | 名称 | 说明 | 写法 | 何时要写 | 例如 |", "|---|---|---|---|---|---|")
HEAD = """# 诊断代码

程序发现的每一种问题都有一个代码。代码固定不变,也不会另作他用。本页由程序生成(`make goldens`)。

C 活动文件(编号对应业务规则) · T 模板 · P 资料包与文件 · A 归档。`campaign-pack explain 代码` 显示同样的内容。
"""


def _page() -> str:
    """Return the page: what each code means, and what is told of the specimens."""
    texts = [explain_code(code) for code in all_codes()]
    lines = [
        f"| {text.code} | {_cell(text.meaning)} | {_cell(text.said)} | {_cell(text.remedy)} |"
        for text in texts
    ]
    return "\n".join([HEAD, "| 代码 | 说明 | 例如 | 改法 |", "|---|---|---|---|", *lines]) + "\n"


def _fields_page() -> str:
    """Return the page of the campaign file's fields."""
    lines = []
    for text in every_field():
        if "." not in text.path and "[" not in text.path:
            lines += ["", f"## {text.path} {text.place}", "", *FIELDS_TABLE]
        cells = (
            text.place.split(" › ")[-1],
            text.description,
            text.kind,
            ";".join(text.required),
            text.example[:40],
        )
        lines.append(f"| `{text.path}` | {' | '.join(map(_cell, cells))} |")
    return "\n".join([FIELDS_HEAD, *lines]) + "\n"


def examples() -> dict[str, dict[str, str]]:
    """Return what is told of each specimen in tests/bad_input."""
    found = {}
    for path in SPECIMENS:
        told_first = next(each for each in told(path) if each.code == path.stem)
        line = "" if path.stem in ("C-F01", "C-F13") else " ".join(told_first.place.excerpt.split())[:100]
        found[path.stem] = {"said": told_first.message, "line": line, "remedy": told_first.remedy}
    return found


def test_the_examples_that_explain_shows_are_what_is_told() -> None:
    text = json.dumps(examples(), ensure_ascii=False, indent=1) + "\n"
    text = text.replace(f"{HERE}/", "")
    if os.environ.get("UPDATE_GOLDENS"):
        EXAMPLES.write_text(text, encoding="utf-8")
    assert EXAMPLES.read_text(encoding="utf-8") == text


def test_the_page_of_fields_is_current() -> None:
    if os.environ.get("UPDATE_GOLDENS"):
        FIELDS_PAGE.write_text(_fields_page(), encoding="utf-8")
    assert FIELDS_PAGE.read_text(encoding="utf-8") == _fields_page()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def test_the_page_of_diagnostics_is_current() -> None:
    if os.environ.get("UPDATE_GOLDENS"):
        PAGE.write_text(_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == _page()


def test_no_code_has_two_meanings() -> None:
    tables = (CAMPAIGN_CODES, FAULTS, EXCEL_FAULTS, INSPECTION_FAULTS, PACK_CODES, ARCHIVE_CODES)
    assert len({code for table in tables for code in table}) == sum(map(len, tables))


def test_every_code_in_the_source_stands_in_a_table() -> None:
    known = {*CAMPAIGN_CODES, *FAULTS, *EXCEL_FAULTS, *INSPECTION_FAULTS, *PACK_CODES, *ARCHIVE_CODES}
    used = {
        code
        for path in (ROOT / "generator").rglob("*.py")
        for code in re.findall(r'"([ACTP]-[A-Z]?\d{2,3})"', path.read_text(encoding="utf-8"))
    }
    assert used - known == set()
    assert known - used == set()


def test_the_manual_of_templates_explains_every_filter() -> None:
    manual = (ROOT / "docs" / "reference" / "templates.md").read_text(encoding="utf-8")
    assert [name for name in (*FILTERS, "join_cn") if f"`{name}`" not in manual] == []


def test_the_names_that_the_template_manual_shows_exist() -> None:
    """Names that a reader would look up: those that begin with a name of the campaign, or run through its lists."""
    manual = (ROOT / "docs" / "reference" / "templates.md").read_text(encoding="utf-8").replace("\\|", "|")
    schema = process_schema(read_process())
    tags = [PlacedTag(tag, Place()) for tag in find_tags(manual) if isinstance(tag, Tag)]
    said = check_names(TagScan(tuple(tags)), schema, Grammar(Language())).diagnostics
    named = (
        re.search(r"「([\w.\[\]]+)」没有这个名称", each.message) for each in said if each.code == "T-120"
    )
    lost = [
        name[1]
        for name in named
        if name and "." in name[1] and name[1].split(".")[0].strip("[]") in schema.fields
    ]
    assert len(tags) > 50
    assert lost == []
