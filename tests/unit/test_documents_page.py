"""The page of documents says what each prints and where that comes from. `make goldens` rewrites it.

It is made from the catalogue, the model and the templates as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from generator.app.template_fields import FieldRow, list_fields
from generator.campaign import Campaign, Shape, fields_of
from generator.intake.resources import read_process
from generator.standard.process import Deliverable
from tests.support.command import ROOT

PAGE = ROOT / "docs" / "reference" / "documents.md"
PROCESS = read_process()
OF_THE_TOOL = ("document.", "documents.", "document_list", "records", "handover")
HEAD = """# 22 份文件印什么、从哪里来

每份文件列出模板里用到的名字。名字就是活动文件里的键;`[]` 表示列表。
本页由程序按文件目录、模型和模板生成(`make goldens`)。

| 来源 | 意思 |
|---|---|
| 活动文件 | 照活动文件里写的印;没有写的留空待填 |
| 查表 | 活动文件里写的是编号,印的是编号所指的内容 |
| 推算 | 由活动文件算出,处处一致 |
| 程序 | 文件编号、版本、目录等,由程序给出 |
"""


def _page() -> str:
    return HEAD + "".join(_section(deliverable) for deliverable in PROCESS.deliverables)


def _section(deliverable: Deliverable) -> str:
    rows = [row for each in list_fields(deliverable.code, everything=False).groups for row in each.rows]
    labels = {row.name: row.label for row in rows if row.type.startswith("记录, 同")}
    used = [row for row in rows if row.used and (row.kind not in ("record", "list") or "(" in row.type)]
    lines = [f"| `{row.name}` | {_label(row, labels)} | {row.type} | {_origin(row)} |" for row in used]
    told = "\n".join(["| 名字 | 内容 | 种类 | 来源 |", "|---|---|---|---|", *lines])
    return f"\n## {deliverable.code} 《{deliverable.name}》\n\n{_head(deliverable)}\n\n{told}\n"


def _head(deliverable: Deliverable) -> str:
    folder = PROCESS.folder(deliverable.folder)
    kind = "Word" if deliverable.format == "docx" else "Excel"
    reviewers = "、".join(deliverable.reviewers) or "—"
    return (
        f"{kind} · 步骤{deliverable.step} · {folder.id}_{folder.name} · 编制 {deliverable.owner} · "
        f"审核 {reviewers} · 期限 {deliverable.due_rule.label}"
    )


def _label(row: FieldRow, labels: Mapping[str, str]) -> str:
    """Return what a name means, of what stands behind a reference with the reference: 责任人·姓名."""
    through = labels.get(row.name.rpartition(".")[0])
    return f"{through}·{row.label}" if through else row.label


def _origin(row: FieldRow) -> str:
    if row.name.startswith(OF_THE_TOOL):
        return "程序"
    shapes = list(_shapes(row.name))
    if None in shapes:
        return "推算"
    through = any(shape is not None and shape.ref for shape in shapes[:-1])
    return "查表" if through else "活动文件"


def _shapes(name: str) -> Iterator[Shape | None]:
    """Yield what stands on the way of a name in the campaign file; None where it leaves the file."""
    model = Campaign
    for step in name.split("."):
        shape = fields_of(model).get(step.removesuffix("[]")) if model else None
        shape = shape.element if shape and step.endswith("[]") else shape
        if shape is None:
            yield None
            return
        yield shape
        model = shape.model or (_referred(shape) if shape.ref else None)


def _referred(shape: Shape) -> type:
    """Return the model of the entries that a reference names."""
    model = Campaign
    for key in shape.ref.collection.split("."):
        inner = fields_of(model)[key]
        model = (inner.element or inner).model
    return model


def test_the_page_of_documents_is_current() -> None:
    if os.environ.get("UPDATE_GOLDENS"):
        PAGE.write_text(_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == _page()


def test_the_origins_are_told_apart() -> None:
    page = _page()
    assert "| `document.number` | 文件编号 | 文字 | 程序 |" in page
    assert "| `campaign.name` | 活动名称 | 文字 | 活动文件 |" in page
    assert "| `tasks[].owner.name` | 责任人·姓名 | 文字 | 查表 |" in page
    assert "| `research.questions` | 待回答问题 | 列表(文字) | 活动文件 |" in page
    assert "| `budget.total` | 预算合计(元) | 数 | 推算 |" in page
