"""The reference pages say what the program does. `make goldens` rewrites the generated one."""

from __future__ import annotations

import os
import re
from pathlib import Path

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
from generator.office.syntax import Grammar, PlacedTag
from generator.office.tags import Tag, find_tags
from generator.plan.codes import CODES as PACK_CODES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "diagnostics.md"
HEAD = """# 诊断代码

程序发现的每一种问题都有一个代码。代码固定不变,也不会另作他用。本页由程序生成(`make goldens`)。

C 活动文件(编号对应业务规则) · T 模板 · P 资料包与文件 · A 归档
"""


def _page() -> str:
    template = {
        code: fault.message for code, fault in {**FAULTS, **EXCEL_FAULTS, **INSPECTION_FAULTS}.items()
    }
    rows = {**CAMPAIGN_CODES, **template, **PACK_CODES, **ARCHIVE_CODES}
    lines = [f"| {code} | {_cell(text)} |" for code, text in rows.items()]
    return "\n".join([HEAD, "| 代码 | 说明 |", "|---|---|", *lines]) + "\n"


def _cell(text: str) -> str:
    """Return a sentence for a table cell: doubled braces are single ones, details stand in …."""
    plain = text.replace("{{", "\0").replace("}}", "\1")
    return re.sub(r"\{[^}]*\}", "…", plain).replace("\0", "{").replace("\1", "}").replace("|", "\\|")


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
